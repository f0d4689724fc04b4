"""A review of frameworks as a page for legislators, in one language: side by side, silence and the unknown in words."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from textwrap import shorten

from tripoint.controls.absence import OLD_DAYS
from tripoint.controls.audit import Act
from tripoint.controls.clause import Clause
from tripoint.controls.frameworks import COUNTRIES, NAMED, Review, Reviewed
from tripoint.controls.lawbook import BESIDE
from tripoint.controls.status import Status
from tripoint.findings.law_clauses import CONFIDENCE
from tripoint.findings.law_texts_held import OLD
from tripoint.findings.question import N_
from tripoint.present.document import Block, Bullets, Cell, Document, Grid, Heading, Paragraph
from tripoint.present.law_cells import duties_text, jurisdiction_text
from tripoint.present.law_words import (
    clause_words,
    instrument_citation,
    list_title,
    outcome_words,
    remark_words,
    since_words,
)
from tripoint.present.words import TAGS, Words
from tripoint.registry.law import covers, law_notes

LONGEST = 300
"""Characters of a class clause that are printed; the whole clause stands in the ledger."""


def page_of(made: Review, act: Act, say: Words) -> Document:
    """The page. act: who asked, and why; it stands at its head with the number of the audit line."""
    topic = made.topic
    blocks = [*_classes(made, say)] if topic.kind == "classes" else [*_overview(made, say), *_details(made, say)]
    when = say("law of {day}").format(day=say.day(made.on)) if made.on else say("texts as they stand")
    asked = say("Asked by {who}, {day}; purpose: {purpose}; audit line {line}")
    return Document(
        language=say.language,
        locale=TAGS[say.language],
        title=say("Review of frameworks: {topic}").format(topic=topic.titles[say.language]),
        subtitle=topic.leads[say.language],
        title_lines=(when, asked.format(who=act.who, day=say.day(act.at.date()), purpose=act.purpose, line=made.audit_line)),
        summary_title=say("The texts asked"),
        summary=(Bullets(tuple(_texts(made, say))),),
        contents_title=say("Contents"),
        blocks=tuple(blocks),
        colophon=(
            say("No entry by name never means not controlled: class clauses, open terms, later decrees may cover it; verify."),
            say("Likeness of structures decides nothing; it says where to read."),
        ),
        as_of=made.book.as_of or made.book.today,
        page_label=say("Page {page} of {total}"),
        description=topic.leads[say.language],
        stamps=(say("For the regulator’s desk; not for publication"),),
    )  # fmt: skip


def text_of(page: Document) -> str:
    """The page for a terminal."""
    lines = [*page.stamps, page.title, page.subtitle, *page.title_lines]
    for block in (*page.summary, *page.blocks):
        match block:
            case Heading():
                lines += ["", block.text]
            case Paragraph():
                lines.append(block.text)
            case Bullets():
                lines += [f"• {item}" for item in block.items]
            case Grid():
                lines.append(f"  {block.caption}")
                lines += ["  " + " | ".join(cell.text for cell in row if cell.text) for row in block.rows]
    return "\n".join((*lines, "", *page.colophon))


def _texts(made: Review, say: Words) -> Iterator[str]:
    """Each jurisdiction's texts with their days; whose text is not held says so."""
    for code in (*COUNTRIES, "UN"):
        of_instrument: dict[str, list[date]] = {}
        for text in made.book.texts:
            if text.jurisdiction == code and text.confidence != "background" and text.law_list.is_current:
                of_instrument.setdefault(instrument_citation(text.law_list.instrument.instrument_id, say), []).append(
                    text.text_to
                )
        held = "; ".join(
            f"{citation} ({_aged(min(days), made.book.today, say)})" for citation, days in of_instrument.items()
        )
        said = held or say("no text is held, so that nothing can be said")
        yield say("{jurisdiction}, texts: {texts}").format(jurisdiction=jurisdiction_text(code, say), texts=said)


def _aged(day: date, today: date, say: Words) -> str:
    """The day of a text, with a warning where it is old."""
    return f"{say.day(day)}, {say(OLD)}" if (today - day).days > OLD_DAYS else say.day(day)


def _overview(made: Review, say: Words) -> Iterator[Block]:
    yield Heading(1, say("Side by side"), "overview")
    headers = (say("What is asked"), *(jurisdiction_text(code, say) for code in (*COUNTRIES, "UN")))
    rows = tuple(
        (Cell(item.names[say.language]), *(_short(item.status(code), say) for code in (*COUNTRIES, "UN")))
        for item in made.rows
    )
    yield Grid(made.topic.titles[say.language], headers, ("left",) * 5, rows, widths=(3, 4, 4, 4, 4))


def _short(status: Status, say: Words) -> Cell:
    """The outcome, with the lists that it rests on."""
    lists = dict.fromkeys(entry.clause.list_id for entry in status.decides if entry.clause.list_id not in BESIDE)
    named = "; ".join(list_title(one, say) for one in lists)
    text = outcome_words(status.outcome, say)
    return Cell(f"{text} – {named}" if named else text, is_missing=status.outcome == "not_assessed")


def _details(made: Review, say: Words) -> Iterator[Block]:
    yield Heading(1, say("One by one"), "details")
    for number, item in enumerate(made.rows, 1):
        yield Heading(2, item.names[say.language], f"item-{number}")
        yield Bullets(tuple(_sentences(item, say)))
        rows = tuple(row for status in item.statuses for row in _rows(status, say))
        if rows:
            headers = tuple(say(header) for header in _HEADERS)
            yield Grid(
                item.names[say.language], headers, ("left",) * len(headers), rows, widths=(2, 4, 1.6, 3, 4, 2.2, 2.6)
            )


def _sentences(item: Reviewed, say: Words) -> Iterator[str]:
    """In how many texts it is named, who is silent and where that text comes nearest, and what the conventions ask."""
    named = item.countries(*NAMED)
    yield say("Named in the texts of {count} of the 3 countries: {countries}.").format(
        count=say.number(len(named)), countries=_countries(named, say)
    )
    for code in (*COUNTRIES, "UN"):
        status = item.status(code)
        if status.outcome in NAMED:
            continue
        reasons = "; ".join(dict.fromkeys(remark_words(r.code, r.values, say) for r in status.reasons))
        outcome = outcome_words(status.outcome, say)
        said = say("{jurisdiction}: {outcome}: {reasons}.") if reasons else say("{jurisdiction}: {outcome}.")
        yield said.format(jurisdiction=jurisdiction_text(code, say), outcome=outcome, reasons=reasons)
        if near := item.nearest.get(code):
            yield say("Nearest clause there: {list}, {clause} ({name}); likeness {similarity}.").format(
                list=list_title(near.clause.list_id, say), clause=clause_words(near.clause.clause, say), name=near.clause.name(say.language),
                similarity=say.percent(100 * near.similarity, 0),
            )  # fmt: skip
    un = item.status("UN")
    for clause in dict.fromkeys(entry.clause for entry in un.decides if un.outcome in NAMED):
        yield say("UN obligation: {list}; {since}.").format(
            list=list_title(clause.list_id, say), since=_since(clause, say)
        )


def _rows(status: Status, say: Words) -> Iterator[tuple[Cell, ...]]:
    for clause in dict.fromkeys(entry.clause for entry in status.decides):
        yield (
            Cell(jurisdiction_text(status.jurisdiction, say)), Cell(list_title(clause.list_id, say)), Cell(clause_words(clause.clause, say)),
            Cell(_since(clause, say)), Cell(duties_text(" ".join(clause.duties), say)), Cell(say.day(clause.text.text_to)),
            Cell(say(CONFIDENCE[clause.confidence])),
        )  # fmt: skip


def _since(clause: Clause, say: Words) -> str:
    """Since when, as far as the text says; with its end, where it has one."""
    since = since_words(clause.valid_from_basis, clause.valid_from or clause.text.text_to, say)
    until = say("until {day}")
    return f"{since}; {until.format(day=say.day(clause.valid_to))}" if clause.valid_to else since


def _classes(made: Review, say: Words) -> Iterator[Block]:
    """Class clauses side by side, and how many entries take in open terms."""
    headers = (
        say("List"),
        say("Clause"),
        say("Words of the clause"),
        say("Takes in"),
        say("Remark"),
        say("Since when"),
    )
    for code, clauses in groupby(made.clauses, lambda clause: clause.jurisdiction):
        yield Heading(1, jurisdiction_text(code, say), f"classes-{code.lower()}")
        rows = tuple(_class_row(clause, say) for clause in clauses)
        yield Grid(jurisdiction_text(code, say), headers, ("left",) * 6, rows, widths=(3, 1.6, 6, 3, 3.5, 2.5))
    held = {clause.jurisdiction for clause in made.clauses}
    for code in (*COUNTRIES, "UN"):
        if code not in held:
            text = say("{jurisdiction}: no class clause in the texts held; the lists that are not held may have some.")
            yield Paragraph(text.format(jurisdiction=jurisdiction_text(code, say)))
    yield Heading(1, say("Open terms"), "open-terms")
    yield Paragraph(
        say("Entries whose wording takes in derivatives or analogues: whether a substance is one, an expert must say.")
    )
    rows = tuple(
        (Cell(list_title(list_id, say)), Cell(say.number(taken)), Cell(say.number(every)))
        for list_id, taken, every in made.open_entries
    )
    yield Grid(
        say("Open terms"),
        (say("List"), say("Entries with an open term"), say("Entries")),
        ("left", "right", "right"),
        rows,
    )


def _class_row(clause: Clause, say: Words) -> tuple[Cell, ...]:
    words = clause.words.get(say.language) or next(iter(clause.words.values()), "") or clause.name(say.language)
    taken = ", ".join(covers()[code][say.language] for code in sorted(clause.covers))
    notes = "; ".join(law_notes()[code][say.language] for code in (clause.note or "").split())
    return (
        Cell(list_title(clause.list_id, say)), Cell(clause_words(clause.clause, say)), Cell(shorten(words, LONGEST, placeholder=" …")),
        Cell(taken), Cell(notes), Cell(_since(clause, say)),
    )  # fmt: skip


def _countries(codes: Sequence[str], say: Words) -> str:
    return ", ".join(jurisdiction_text(code, say) for code in codes) or say("none")


_HEADERS = (
    N_("Law of"), N_("List"), N_("Clause"), N_("Since when"), N_("Duties"), N_("Text of"), N_("Read how"),
)  # fmt: skip
