"""ATF source and recovery states: one workbook a calendar year, a matrix of places by places."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats, where
from tripoint.harmonise.codes import place_named, published
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.periods import same_period
from tripoint.harmonise.rows import Context, Rows
from tripoint.harmonise.values import count
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextTable, table_of
from tripoint.ingest.workbook import sheet_rows
from tripoint.sources.us_atf_trace.matrix import FIRST, Matrix, read_matrix
from tripoint.sources.us_atf_trace.orientation import rows_are_source
from tripoint.sources.us_atf_trace.totals import check_totals, known_errors

KINDS = ("state", "territory", "residual", "country")
YEAR_IN_NAME = re.compile(r"cy_(\d{4})(?!\d)")
YEAR_IN_NOTE = re.compile(r"- Includes Firearms Recovered and Traced between 1/1/(\d{4}) - 12/31/(\d{4}), .+")
OTHER_NOTES = re.compile(
    r"- (?:Duplicate traces, Firearms Not Recovered|Traces must identify a purchaser"
    r"|All traces may not have been|Due to complications that can arise"
    r"|Statistics are based on a query of the Firearms Tracing System)\b.+"
)


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    matrix = read_matrix(sheet_rows(path, layout.sheet, problems), context.lookups["label"], problems)
    year = year_of(path.name, matrix.notes, problems)
    check_totals(matrix, known_errors(year), problems)
    down = places_of(matrix.down, "column B", context, problems)
    across = places_of(matrix.across, "row 2", context, problems)
    problems.raise_if_any()
    by_rows = rows_are_source(matrix, down, across, context.lookups["witness"], problems)
    check_axes(*((down, across) if by_rows else (across, down)), context, problems)
    problems.raise_if_any()
    table = flows_table(path.name, matrix, down, across, by_rows=by_rows)
    yield from flows(year).read(table, context, problems)


def flows(year: int) -> FigureReader:
    """How the cells, one a row, become flows of that year."""
    return FigureReader(
        kind="flows",
        key=("from", "to"),
        period=same_period(date(year, 1, 1), date(year, 12, 31)),
        values={"firearms_traced_with_purchaser": count("firearms")},
        codes={
            "source_column": published("column"),
            "place_from": published("from"),
            "place_to": published("to"),
            "caveats": caveats(where("from", {"CA": "stray_canada_source"})),
        },
    )


def flows_table(file: str, matrix: Matrix, down: Sequence[str], across: Sequence[str], *, by_rows: bool) -> TextTable:
    """Every cell with the places it goes from and to, its sheet row and the heading of its column."""
    cells = [
        (
            FIRST + i + 1,
            (*((row, column) if by_rows else (column, row)), matrix.across[j], str(matrix.cells[i][j])),
        )
        for i, row in enumerate(down)
        for j, column in enumerate(across)
    ]
    return table_of(file, ("from", "to", "column", "firearms"), cells)


def places_of(names: Sequence[str], where: str, context: Context, problems: Problems) -> tuple[str, ...]:
    """The place of each name; unknown ones, and two names of one place, are problems."""
    (batch,) = table_of("", (where,), [(0, (name,)) for name in names]).batches()
    codes = place_named(where, country="US", kinds=KINDS)(Rows(batch, context, problems))
    found = tuple(codes.values[i] or "" for i in codes.indices)
    for place in dict.fromkeys(found):
        if place and found.count(place) > 1:
            problems.add("duplicate_rows", column=where, value=place, rows=found.count(place))
    return found


def check_axes(sources: Sequence[str], recoveries: Sequence[str], context: Context, problems: Problems) -> None:
    """Both axes must list the same places, but for those that lookups.csv says stand on one only."""
    for only, axis in (
        (set(sources) - set(recoveries), "source"),
        (set(recoveries) - set(sources), "recovery"),
    ):
        for place in sorted(only):
            if code_for(context.lookups["one_axis_only"], place) != axis:
                problems.add("blocks_differ", detail=f"{place} stands on the {axis} axis only")


def year_of(file: str, notes: Sequence[str], problems: Problems) -> int:
    """The calendar year in the closing notes, else in the file's name; where both say one they must agree."""
    in_notes: set[str] = set()
    for note in notes:
        span = YEAR_IN_NOTE.fullmatch(note)
        if span:
            in_notes |= set(span.groups())
        elif not OTHER_NOTES.fullmatch(note):
            detail = "sources/us_atf_trace/read.py (OTHER_NOTES)"
            problems.add("unknown_value", column="notes", value=note[:80], rows=1, detail=detail)
    in_name = set(YEAR_IN_NAME.findall(file))
    years = sorted(in_notes | in_name)
    if not years:
        detail = "the notes or cy_YYYY in the file's name must say the year"
        problems.add("bad_period", column="file name", value=file, rows=1, detail=detail)
    elif len(years) > 1:
        said = f"{', '.join(sorted(in_notes)) or 'none'} | {', '.join(sorted(in_name)) or 'none'}"
        problems.add("contradiction", column="notes | file name", value=said, rows=1)
    problems.raise_if_any()
    return int(years[0])
