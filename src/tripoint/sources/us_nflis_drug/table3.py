"""Table 3: one cell is a drug's reports in a state and year; each year's table has its own cut-off."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats
from tripoint.harmonise.codes import place_named, published, substance
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import PeriodReader, same_period
from tripoint.harmonise.rows import Context, constant
from tripoint.harmonise.values import count
from tripoint.ingest.delimited import delimited_rows
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import table_of
from tripoint.ingest.workbook import sheet_rows
from tripoint.registry.names import normalise
from tripoint.registry.places import ADMIN_1
from tripoint.registry.substances import labels
from tripoint.sources.us_nflis_drug.stacked import Block, stacked_blocks
from tripoint.sources.us_nflis_drug.subtotals import without_subtotals

TITLE = re.compile(r"Table 3\. State Counts for Fentanyl and Fentanyl-Related (?:Substances|Compounds): (\d{4})")
SPAN = re.compile(
    r"Counts of .+ submitted to laboratories from January 1, (\d{4}), through December 31, (\d{4})"
    r"(?:, and (analyzed by \w+ \d+, \d{4}))?"
)
SOURCE = re.compile(r"Source: .*National Forensic Laboratory Information System.*Data generated: (\w+ \d+, \d{4})\.")
NOTES = re.compile(r"[^=]+=[^=]+|\d .+|(?:Methodology|Source|Suggested Citation): .+")
"""What may stand below the blocks: a name explained by an equals sign, a footnote, three headed lines."""


def read_table3(
    path: Path, layout: FileLayout, context: Context, problems: Problems
) -> Iterator[tuple[str, pa.RecordBatch]]:
    if path.suffix.lower() == ".xlsx":
        rows = sheet_rows(path, layout.sheet, problems)
    else:
        rows = delimited_rows(path, encoding=layout.encoding, problems=problems)
    year, cut_off = _title(rows, problems)
    blocks, notes = stacked_blocks(rows, after=2, problems=problems)
    generated = _generated(notes, problems)
    _compare(blocks, labels(context.source), problems)
    blocks = without_subtotals(blocks, context.lookups.get("isomer_of", {}), problems)
    cells = [
        (line.row, (line.drug, state, cell))
        for block in blocks
        for line in block.lines
        for state, cell in zip(block.states, line.cells, strict=True)
    ]
    as_written = "; ".join(filter(None, (str(year), cut_off, generated)))
    period = same_period(date(year, 1, 1), date(year, 12, 31), as_written)
    yield from _figures(period).read(table_of(path.name, ("Drug", "State", "Reports"), cells), context, problems)


def _figures(period: PeriodReader) -> FigureReader:
    return FigureReader(
        key=("Drug", "State"),
        period=period,
        values={"drug_reports": count("Reports", thousands=",")},
        codes={
            "place": place_named("State", country="US", kinds=ADMIN_1),
            "category": constant("fentanyl_related"),
            "substance": substance("Drug"),
            "substance_as_written": published("Drug"),
            "caveats": caveats(constant("table3_cut_off")),
            "source_column": published("State"),
        },
    )


def _title(rows: Sequence[Sequence[str]], problems: Problems) -> tuple[int, str | None]:
    """The year of the title, which the line below must repeat, and until when exhibits had to be analysed."""
    first, second = (" ".join(rows[i][0].split()) if len(rows) > i and rows[i] else "" for i in (0, 1))
    title, span = TITLE.fullmatch(first), SPAN.fullmatch(second)
    if title is None:
        problems.add("foreign_file", detail=f"its first line is '{first[:80]}'")
    elif span is None or {span[1], span[2]} != {title[1]}:
        problems.add("bad_period", column="row 2", value=second[:160], rows=1, detail=f"the title says {title[1]}")
    else:
        return int(title[1]), span[3]
    problems.raise_if_any()
    return date.min.year, None  # not reached: a problem was added


def _generated(notes: Sequence[str], problems: Problems) -> str | None:
    """The day on which the publisher drew the data; every note must be of a known kind."""
    for note in notes:
        if not NOTES.fullmatch(note):
            problems.add(
                "unknown_value",
                column="notes",
                value=note[:80],
                rows=1,
                detail="sources/us_nflis_drug/table3.py (NOTES)",
            )
    found = [match[1] for note in notes if (match := SOURCE.fullmatch(note))]
    if len(found) != 1:
        problems.add("notes_missing", detail="one line 'Source: … Data generated: …' was expected")
        return None
    return f"data generated {found[0]}"


def _compare(blocks: Sequence[Block], known: Mapping[str, str], problems: Problems) -> None:
    """Every block must list the same drugs in the same order, spelled alike or by another known label."""

    def drugs(block: Block) -> list[str]:
        return [known.get(normalise(line.drug), normalise(line.drug)) for line in block.lines]

    for number, block in enumerate(blocks[1:], 2):
        if drugs(block) != drugs(blocks[0]):
            differing = sorted({*drugs(block)} ^ {*drugs(blocks[0])})
            problems.add("blocks_differ", detail=f"block {number}: {', '.join(differing) or 'another order'}")
