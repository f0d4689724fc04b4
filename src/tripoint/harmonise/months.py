"""Tables with one row a year and one column a month."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from tripoint.errors import Problems
from tripoint.harmonise.checks import Check
from tripoint.harmonise.combined import coded
from tripoint.harmonise.duplicates import KeyWatch
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import PeriodReader, Span, month_span, parse_year, period_from
from tripoint.harmonise.rows import Coder, Context, Rows
from tripoint.harmonise.values import ValueReader, count
from tripoint.ingest.table import TextTable
from tripoint.protocol.missing import Missing

YearMonth = tuple[int, int]


@dataclass(frozen=True)
class MonthColumns:
    """How such a table is read: one figure per row and month.

    key: the columns that identify a row. year: the column of the calendar year. months: the columns of the
    months, January first. codes, checks: as in FigureReader.

    A blank month is not yet reported if it lies after the last month that any row of the last year fills;
    every other blank is a problem.
    """

    key: tuple[str, ...]
    year: str
    months: tuple[str, ...]
    measure: str
    codes: Mapping[str, Coder]
    checks: tuple[Check, ...] = ()

    def read(self, table: TextTable, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
        """Yields (kind, batch). Problems are collected; the caller raises them at the end."""
        last = self.last_reported(table)
        watch = KeyWatch(self.key)
        for batch in table.batches():
            rows = Rows(batch, context, problems)
            watch.add(rows)
            for check in self.checks:
                check(rows)
            codes = {name: coder(rows) for name, coder in self.codes.items()}
            for month, column in enumerate(self.months, 1):
                period, value = self._period(month), self._value(month, column, last)
                reader = FigureReader(key=(), period=period, values={}, codes={})
                yield reader.kind, reader.batch(rows, self.measure, value, period(rows), codes)
        watch.report(table, problems)

    def last_reported(self, table: TextTable) -> YearMonth:
        """(last year, its last month that is not blank in all rows); month 0 if all are blank."""
        filled: dict[int, int] = {}
        for batch in table.batches():
            years = pc.cast(batch.columns.column(self.year), pa.string())
            for text in years.unique().to_pylist():
                year = parse_year(text or "")
                if year is None:
                    continue
                of_year = batch.columns.filter(pc.equal(years, text))
                found = [m for m, name in enumerate(self.months, 1) if _is_filled(of_year.column(name))]
                filled[year] = max([filled.get(year, 0), *found])
        return max(filled.items(), default=(0, 0))

    def _period(self, month: int) -> PeriodReader:
        def span(texts: tuple[str, ...]) -> Span | None:
            year = parse_year(texts[0])
            return month_span(year, month) if year else None

        return period_from((self.year,), span)

    def _value(self, month: int, column: str, last: YearMonth) -> ValueReader:
        def reason(texts: tuple[str, ...]) -> str | None:
            year = parse_year(texts[0])
            return Missing.not_yet_reported if year == last[0] and month > last[1] else None

        return count(column, blank=coded((self.year,), reason))


def check_years_are_whole(
    table: TextTable, *, year: str, place: str, offence: tuple[str, ...], problems: Problems
) -> None:
    """For tables that list every place with every offence each year, zeros included: a year that does not lost rows."""
    names = (year, place, *offence)
    parts = [pa.table({n: b.columns.column(n).cast(pa.string()) for n in names}) for b in table.batches()]
    if not parts:
        return  # a header alone: too few records says so
    rows = pa.concat_tables(parts)
    offences = pc.binary_join_element_wise(*(rows[n] for n in offence), " | ")
    listed = pa.table({"year": rows[year], "state": rows[place], "offence": offences}).group_by("year")
    counts = listed.aggregate([("state", "count_distinct"), ("offence", "count_distinct"), ("state", "count")])
    for found in counts.sort_by("year").to_pylist():
        states, kinds = found["state_count_distinct"], found["offence_count_distinct"]
        if found["state_count"] != states * kinds:
            detail = f"{found['year']}: {found['state_count']} rows for {states} states and {kinds} offences"
            problems.add("blocks_differ", detail=detail)


def _is_filled(cells: pa.Array) -> bool:
    return any((text or "").strip() for text in cells.unique().to_pylist())
