"""A question and its answer as the blocks of a report section."""

from collections.abc import Iterator, Sequence

from tripoint.findings.question import N_, Finding, Question, Table
from tripoint.present.cells import cell_of, publisher, sentence
from tripoint.present.document import Block, Bullets, Grid, Heading, Labelled, Paragraph, Picture, PictureRow
from tripoint.present.pictures import picture_of
from tripoint.present.remarks import Remark, remark_blocks
from tripoint.present.words import Words
from tripoint.protocol.origin import Origin
from tripoint.registry.words import caveat

RIGHT = ("number", "percent", "returned")
PUBLISHERS = 12
NOTHING = N_("No record that answers this is held.")
NOTHING_THEN = N_("Nothing was held then: no record that answers this was known on that date.")
NOTHING_MATCHES = N_("Nothing matches what was asked.")


def section(question: Question, finding: Finding, words: Words, remarks: Sequence[Remark] = ()) -> tuple[Block, ...]:
    """Heading, sentences, remarks of governments on it, pictures, tables, how to read, what it does not say, caveats, publishers."""
    blocks: list[Block] = [
        Heading(2, words(question.title), question.name.replace("_", "-")),
        Paragraph(words(question.asks), "question"),
    ]
    if not finding.record_count and not finding.facts:
        blocks.append(Paragraph(words(nothing(finding)), "caution"))
    if finding.facts:
        blocks.append(Bullets(tuple(sentence(fact, words) for fact in finding.facts)))
    blocks += remark_blocks(remarks, question.name, words)
    blocks += _pictures(finding, words)
    blocks += [grid(question, table, words) for table in finding.tables if table.in_report != 0 and len(table.data)]
    blocks.append(Labelled(words(N_("How to read it")), words(question.how_to_read)))
    blocks.append(Labelled(words(N_("What it does not say")), words(question.does_not_say)))
    if finding.caveats:
        blocks.append(Labelled(words(N_("Caveats")), ""))
        blocks.append(Bullets(tuple(caveat(code).texts[words.language] for code in finding.caveats)))
    if finding.origins:
        blocks.append(Labelled(words(N_("Publishers")), _publishers(finding.origins, words)))
    blocks.append(Paragraph(_footing(finding, words), "note"))
    return tuple(blocks)


def nothing(finding: Finding) -> str:
    """The message that says why an answer is empty."""
    if finding.is_emptied_by_filters:
        return NOTHING_MATCHES
    return NOTHING if finding.as_of is None else NOTHING_THEN


def grid(question: Question, table: Table, words: Words) -> Grid:
    """A table of the finding; says how many rows are left out and how to get them."""
    rows = table.data.to_pylist()
    printed = rows if table.in_report is None else rows[: table.in_report]
    note = words(table.note) if table.note else ""
    if len(printed) < len(rows):
        more = words(N_("{printed} of {all} rows are printed; all of them: {command}"))
        command = f"tripoint ask {question.name} --csv"
        note = f"{note} {more.format(printed=words.number(len(printed)), all=words.number(len(rows)), command=command)}"
    return Grid(
        words(table.title),
        tuple(words(c.title) for c in table.columns),
        tuple("right" if c.kind in RIGHT else "left" for c in table.columns),
        tuple(tuple(cell_of(c, row, words) for c in table.columns) for row in printed),
        widths=tuple(c.width for c in table.columns) if all(c.width for c in table.columns) else (),
        note=note.strip() or None,
    )


def _pictures(finding: Finding, words: Words) -> Iterator[Block]:
    """Pictures of half width stand in pairs."""
    waiting: list[Picture] = []
    for chart in finding.charts:
        picture = picture_of(finding, chart, words)
        if picture is None:
            continue
        if chart.is_half_width:
            waiting.append(picture)
            if len(waiting) == 2:
                yield PictureRow(tuple(waiting))
                waiting = []
        else:
            yield picture
    if waiting:
        yield PictureRow(tuple(waiting))


def _publishers(origins: tuple[Origin, ...], words: Words) -> str:
    """Each publisher once; of many, the first dozen and a pointer to the list of sources."""
    names = list(dict.fromkeys(publisher(o.producer, words) for o in origins))
    listed = "; ".join(names[:PUBLISHERS])
    if len(names) <= PUBLISHERS:
        return f"{listed}."
    more = words(N_("{listed}; and {count} more, listed under Sources and licences."))
    return more.format(listed=listed, count=words.number(len(names) - PUBLISHERS))


def _footing(finding: Finding, words: Words) -> str:
    parts = [words(N_("Records used: {count}.")).format(count=words.number(finding.record_count))]
    if finding.period_start and finding.period_end:
        period = words.period(finding.period_start, finding.period_end)
        parts.append(words(N_("Period: {period}.")).format(period=period))
    parts.append(words(N_("All rows: {command}")).format(command=f"tripoint ask {finding.name} --csv"))
    return " ".join(parts)
