"""FBI NICS background checks: one row is a month and state with one column a type of check."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tripoint.errors import Problems
from tripoint.harmonise.codes import place_named
from tripoint.harmonise.combined import coded
from tripoint.harmonise.parts import PartColumns
from tripoint.harmonise.periods import Span, month_span, parse_year, period_from
from tripoint.harmonise.rows import Coder, Context, constant
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextTable
from tripoint.protocol.missing import Missing
from tripoint.registry.places import ADMIN_1

MONTH, STATE, TOTAL = "month", "state", "totals"
WRITTEN = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def span(texts: tuple[str, ...]) -> Span | None:
    """("2023-09",) → the days of September 2023."""
    found = WRITTEN.fullmatch(texts[0])
    year = parse_year(found[1]) if found else None
    return month_span(year, int(found[2])) if found and year else None


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    types = tuple(name for name in layout.columns if name not in (MONTH, STATE, TOTAL))
    since = introduced(table, types)
    checks = PartColumns(
        key=(MONTH, STATE),
        period=period_from((MONTH,), span),
        measure="background_checks",
        parts={name: constant(name) for name in types},  # the publisher's own column name is the category
        total=TOTAL,
        codes={"place": place_named(STATE, country="US", kinds=ADMIN_1)},
        blank=lambda name: why_blank(name, since.get(name)),
    )
    yield from checks.read(table, context, problems)


def why_blank(name: str, first: str | None) -> Coder:
    """Why a cell of a type of check is blank: no state had the type yet, or this one did not report it."""

    def reason(texts: tuple[str, ...]) -> str | None:
        month, cell = texts
        if cell.strip():
            return None
        return Missing.not_reported if first is not None and month >= first else Missing.not_available

    return coded((MONTH, name), reason)


def introduced(table: TextTable, types: tuple[str, ...]) -> Mapping[str, str]:
    """Type of check → first month in which any state has it; a type that no state has is absent."""
    found: dict[str, str] = {}
    for batch in table.batches():
        months = batch.columns.column(MONTH).cast(pa.string())
        for name in types:
            first = pc.min(months.filter(pc.not_equal(batch.columns.column(name), ""))).as_py()
            if first is not None:
                found[name] = min(found.get(name, first), first)
    return found
