"""Vintages of the same cells: what a source said of a period first, and what it says later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from tripoint.analysis.trends.revisions import Growth, Links, growth_by_age
from tripoint.findings.answer import covers, narrowed, within
from tripoint.findings.question import Filters
from tripoint.registry.tails import SameCells, same_cells
from tripoint.store.ledger import Reader

Kind = Literal["figures", "flows"]
Key = tuple[str, str, Kind]

_CELL = {
    "figures": (
        "measure", "period_start", "period_end", "place", "border_segment", "category", "substance",
        "substance_as_written",
    ),
    "flows": ("measure", "period_start", "period_end", "place_from", "place_to"),
}  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """The growth of one measure between vintages. older_series is the series itself where both are of one release.

    records: the expressions that the growth was made from.
    """

    source: str
    older_series: str
    series: str
    measure: str
    growth: tuple[Growth, ...]
    records: tuple[ir.Table, ...]

    @property
    def is_same_release(self) -> bool:
        return self.older_series == self.series


@lru_cache(maxsize=8)
def compared(reader: Reader, filters: Filters, source: str | None = None) -> tuple[Compared, ...]:
    """Every measure of which two vintages are held, of one source or of all: first those of the same release."""
    return (*_of_releases(reader, filters, source), *_of_same_cells(reader, filters, source))


def releases_twice(reader: Reader) -> tuple[Key, ...]:
    """Source, series and record kind of which two snapshots or more cover the same period."""
    found: set[Key] = set()
    kinds: tuple[Kind, ...] = ("figures", "flows")
    for kind in kinds:
        seen: dict[tuple[str, str], set[tuple[date, date]]] = {}
        for line in reader.manifest:
            if getattr(line, kind):
                periods = seen.setdefault((line.source, line.series), set())
                if periods & set(line.periods):
                    found.add((line.source, line.series, kind))
                periods.update(line.periods)
    return tuple(sorted(found))


def _of_releases(reader: Reader, filters: Filters, source: str | None) -> Iterator[Compared]:
    for name, series, kind in releases_twice(reader):
        if source not in (None, name):
            continue
        if kind == "flows" and (filters.place or filters.country or filters.substance):
            continue  # a flow has two places; this question asks of one
        every = reader.vintages(kind)
        every = every.filter(every.source == name, every.series == series)
        every = narrowed(every, filters) if kind == "figures" else within(every, filters)
        linked = reader.fetch(_linked(every, _CELL[kind]))
        for measure in sorted(set(linked["measure"].to_pylist())):
            growth = growth_by_age(_links(linked.filter(pa.compute.equal(linked["measure"], measure))))
            yield Compared(name, series, series, measure, growth, (every.filter(every.measure == measure),))


def _linked(every: ir.Table, cell: tuple[str, ...]) -> ir.Table:
    """Each vintage of a cell beside the next one: measure, age, later_age, value, later, period_start.

    A vintage without a value (suppressed, not yet reported) is left out; rows that differ in nothing the record
    keeps are one cell, added up.
    """
    vintages = every.group_by(*cell, "recorded_at", "snapshot").agg(
        value=every.value.sum(), without=every.missing.notnull().sum()
    )
    whole = vintages.filter(vintages.without == 0)
    order = ibis.window(group_by=cell, order_by=["recorded_at", "snapshot"])
    beside = whole.mutate(later=whole.value.lead().over(order), later_known=whole.recorded_at.lead().over(order))
    both = beside.filter(beside.later.notnull(), beside.recorded_at >= beside.period_end)
    return both.select(
        "measure", "value", "later", "period_start", age=months_between(both.period_end, both.recorded_at),
        later_age=months_between(both.period_end, both.later_known),
    )  # fmt: skip


def months_between(end: ir.DateValue, known: ir.DateValue) -> ir.IntegerValue:
    """Whole months from the end of a period to the end of the day its value was known: December to January 31 is one."""
    end, known = end + ibis.interval(days=1), known + ibis.interval(days=1)
    whole = (known.year() - end.year()) * 12 + known.month() - end.month() - (known.day() < end.day()).cast("int64")
    return whole.cast("int64")


def _of_same_cells(reader: Reader, filters: Filters, source: str | None) -> Iterator[Compared]:
    groups: dict[tuple[str, str, str, str], list[SameCells]] = {}
    for pair in same_cells():
        if source in (None, pair.source):
            key = (pair.source, pair.older_series, pair.newer_series, pair.measure)
            groups.setdefault(key, []).append(pair)
    for (name, older_series, series, measure), pairs in groups.items():
        held = {line.series for line in reader.manifest if line.source == name}
        if not {older_series, series} <= held:
            continue
        records = narrowed(reader.figures(), filters)
        records = records.filter(records.source == name, records.measure == measure)
        older, newer = (records.filter(records.series == one) for one in (older_series, series))
        found = [
            (reader.fetch(_beside(older, newer, pair)), pair) for pair in pairs if _is_covered(reader, pair, filters)
        ]
        rows = [row for table, pair in found for row in _aged(table, pair)]
        if rows:
            yield Compared(name, older_series, series, measure, growth_by_age(_links(_table(rows))), (older, newer))


def _beside(older: ir.Table, newer: ir.Table, pair: SameCells) -> ir.Table:
    """Cells that both series have: period_end, value, known, later, later_known. The newer's are added up in a period."""
    cell = ["place", "category", "substance"]
    if pair.period is None:
        cell += ["period_start", "period_end"]
    else:
        only = Filters(since=pair.period[0], until=pair.period[1])
        older, newer = within(older, only), within(newer, only)
    sides = [
        side.group_by(*cell).agg(
            {value: side.value.sum(), known: side.recorded_at.max(), gap: side.missing.notnull().sum()}
        )
        for side, value, known, gap in (
            (older, "value", "known", "gaps"),
            (newer, "later", "later_known", "later_gaps"),
        )
    ]
    both = sides[0].inner_join(sides[1], cell)
    both = both.filter(both.gaps == 0, both.later_gaps == 0)
    end = both.period_end if pair.period is None else ibis.date(pair.period[1].isoformat())
    return both.select("value", "later", "known", "later_known", "place", "category", "substance", period_end=end)


def _is_covered(reader: Reader, pair: SameCells, filters: Filters) -> bool:
    """Are all days of the pair's period in the newer series, and asked for?"""
    if pair.period is None:
        return True
    lines = [line for line in reader.manifest if (line.source, line.series) == (pair.source, pair.newer_series)]
    first, last = pair.period
    inside = sorted({(start, end) for line in lines for start, end in line.periods if first <= start and end <= last})
    touching = all((after[0] - before[1]).days == 1 for before, after in pairwise(inside))
    return bool(inside) and touching and (inside[0][0], inside[-1][1]) == (first, last) and covers(filters, first, last)


def _aged(table: pa.Table, pair: SameCells) -> Iterator[dict[str, object]]:
    for row in table.to_pylist():
        end, known = row["period_end"], pair.known or row["known"]
        yield {
            "age": _months(end, known), "later_age": _months(end, row["later_known"]), "value": row["value"],
            "later": row["later"], "period_start": end,
        }  # fmt: skip


def _months(end: date, known: date) -> int:
    """As months_between."""
    end, known = end + timedelta(days=1), known + timedelta(days=1)
    return (known.year - end.year) * 12 + known.month - end.month - (known.day < end.day)


def _table(rows: Sequence[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), _LINKED)


def _links(linked: pa.Table) -> Links:
    """In an order of their own, so that sums of fractions come out equal on every engine."""
    ordered = linked.sort_by([(name, "ascending") for name in ("period_start", "age", "later_age", "value", "later")])
    columns = {name: ordered[name].to_numpy() for name in ("age", "later_age", "value", "later")}
    periods = ordered["period_start"].cast(pa.int32()).to_numpy().astype(np.int64)
    return Links(
        columns["age"].astype(np.int64), columns["later_age"].astype(np.int64), columns["value"].astype(np.float64),
        columns["later"].astype(np.float64), periods,
    )  # fmt: skip


_LINKED = pa.schema(
    [
        ("age", pa.int64()), ("later_age", pa.int64()), ("value", pa.float64()), ("later", pa.float64()),
        ("period_start", pa.date32()),
    ]
)  # fmt: skip
