"""What the texts held say of a notice, in words: of its substance when it is checked, of its deadline when it is sent."""

from collections.abc import Iterator
from datetime import date

from tripoint.cli.law_answer import dates_of, jurisdiction_title
from tripoint.controls.entries import countries
from tripoint.controls.lawbook import LawBook
from tripoint.controls.notice_law import NAMED, NoticeLaw, deadline_text
from tripoint.controls.status import Status
from tripoint.present.law_citations import cited
from tripoint.present.law_words import (
    REMARKS,
    clause_words,
    instrument_citation,
    list_title,
    outcome_words,
    remark_words,
)
from tripoint.present.words import Words
from tripoint.registry.notice_form import deadline_of

OLD_DAYS = 90


def law_lines(law: NoticeLaw, say: Words) -> Iterator[str]:
    """Each jurisdiction's outcome with where it stands, or why nothing is said; what no text held could answer is told."""
    if law.problem:
        yield f"  ! {say(REMARKS[law.problem])}"
    for status in law.statuses:
        yield (
            f"  {jurisdiction_title(status.jurisdiction, say)}{say.colon}{outcome_words(status.outcome, say)}"
            + _dated(status, say)
        )
        yield from _why(status, say)
    if law.countries:
        names = ", ".join(countries(say.locale)[code] for code in law.countries)
        yield "  " + say("Not assessed, since no law of it is held: {countries}").format(countries=names)


def deadline_lines(book: LawBook, country: str, sent_on: date, say: Words) -> Iterator[str]:
    """What a deadline that the program worked out rests on, and how old that text is."""
    held = deadline_of(country)
    if held is None:
        return
    citation, text = cited(held.read_in, say.language), deadline_text(book, country, sent_on)
    if text is None:
        yield say("This day rests on [{citation}], of which no text is held here").format(citation=citation)
        return
    said = say("This day rests on [{citation}]: days {days}; the text held is of {day}")
    yield said.format(citation=citation, days=say.number(held.days), day=say.day(text.text_to))
    if (age := (book.today - text.text_to).days) > OLD_DAYS:
        values = ("instruments", text.law_list.instrument.instrument_id), ("day", str(text.text_to)), ("days", str(age))
        yield f"! {remark_words('text_old', values, say)}"


def _dated(status: Status, say: Words) -> str:
    days = "; ".join(f"{instrument_citation(i, say)}{say.colon}{say.day(day)}" for i, day in dates_of(status).items())
    return f" ({say('date of the text: {texts}').format(texts=days)})" if days else ""


def _why(status: Status, say: Words) -> Iterator[str]:
    if status.outcome in NAMED:
        places = [f"{list_title(e.clause.list_id, say)}, {clause_words(e.clause.clause, say)}" for e in status.decides]
        yield from (f"    {place}" for place in dict.fromkeys(places))
    for remark in status.reasons if status.outcome not in ("controlled", "controlled_by_class") else ():
        yield f"    • {remark_words(remark.code, remark.values, say)}"
