"""Records of one family → a panel of series: the same periods for all, gaps as gaps, the incomplete tail marked."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from tripoint.analysis.trends.panel import Flags, Floats, Integers, Panel
from tripoint.errors import RegistryError
from tripoint.findings.answer import rows_of
from tripoint.findings.tails import is_unsettled, tail_of
from tripoint.registry.alarm_families import AlarmFamily, Over
from tripoint.store.ledger import Reader

MONTHS = 12


@dataclass(frozen=True)
class FamilySeries:
    """keys: for each series the values of `family.by`, in its order; periods: first and last days, oldest first;
    panel: counts of the same shape. complete_count: periods before the incomplete tail. records: what was read."""

    family: AlarmFamily
    keys: tuple[tuple[str, ...], ...]
    periods: tuple[tuple[date, date], ...]
    panel: Panel
    records: ir.Table

    @property
    def complete_count(self) -> int:
        return int(self.panel.whole().max(initial=0))

    @property
    def last(self) -> int | None:
        """The position of the last complete period; None if there is none."""
        return self.complete_count - 1 if self.complete_count else None


def family_series(reader: Reader, family: AlarmFamily, figures: ir.Table | None = None) -> FamilySeries:
    """The series of a family, narrowed to `figures` if given. A period of another length than the family's is left out.

    A cell is the sum over what the measure adds over, of rows that all have a value; a withheld or missing part makes
    the cell missing. Where the publisher prints only what happened, an absent row between the first and the last
    period is 0 (of laboratories only where the place reports anything in the period); of others it stays missing. A
    country as a whole is no series beside its parts.
    """
    measured = rows_of(
        reader.figures() if figures is None else figures, family.measure, source=family.source, series=family.series
    )
    length = MONTHS // family.per_year
    rows = measured.rows
    months = (
        (rows.period_end.year() - rows.period_start.year()) * 12 + rows.period_end.month() - rows.period_start.month()
    )
    measured = measured.where(months == length - 1)
    rows = measured.rows
    tail = tail_of(reader, family.source, family.series, family.measure)
    if "place" in family.by:
        measured = measured.where(rows.place != family.country)
    rows = measured.rows
    marked = measured.with_column(open=is_unsettled(rows, tail), breaks=_breaks(rows, family))
    apart = tuple(
        c for c, dimension in _TELLING.items()
        if c in rows.columns and c not in family.by and dimension not in family.over
    )  # fmt: skip
    by = (*family.by, "period_start", "period_end", "open", "breaks", *apart)
    cells = reader.fetch(marked.total(by=by, over=family.over))
    if any(len(set(cells[c].to_pylist())) > 1 for c in apart):
        raise RegistryError(
            f"the series of '{family.family}' are not told apart by {', '.join(family.by)}",
            cure="Name the column in `by`, or what it adds over in `over` (alarm_families.csv).",
        )
    return _panel(family, cells, marked.rows)


_TELLING: Mapping[str, Over] = {"border_segment": "places", "substance": "substances", "category": "categories"}
"""Columns that can tell series apart, and what one adds over without them."""


def _breaks(rows: ir.Table, family: AlarmFamily) -> ir.Value:
    """Which of the breaking caveats a record carries, as text."""
    found: ir.Value = ibis.literal("")
    for caveat in sorted(family.breaks):
        found = found + ibis.ifelse(rows.caveats.contains(caveat).fill_null(False), f" {caveat}", "")
    return found


def _panel(family: AlarmFamily, cells: pa.Table, records: ir.Table) -> FamilySeries:
    keys = list(zip(*(cells[name].fill_null("").to_pylist() for name in family.by), strict=True))
    names = tuple(sorted(set(keys)))
    starts = sorted(set(cells["period_start"].to_pylist()))
    periods = _consecutive(starts[0], starts[-1], MONTHS // family.per_year) if starts else ()
    at = {start: position for position, (start, _) in enumerate(periods)}
    row_of = {key: position for position, key in enumerate(names)}
    row = np.array([row_of[key] for key in keys], dtype=np.int64)
    column = np.array([at.get(day, -1) for day in cells["period_start"].to_pylist()], dtype=np.int64)
    fits = column >= 0
    shape = (len(names), len(periods))
    counts = np.where(_nothing_happened(family, names, row[fits], column[fits], shape), 0.0, np.nan)
    value = cells["value"].cast(pa.float64()).fill_null(np.nan).to_numpy(zero_copy_only=False)
    lost = cells["missing_count"].to_numpy(zero_copy_only=False) > 0
    counts[row[fits], column[fits]] = 0.0
    np.add.at(counts, (row[fits], column[fits]), np.where(lost, np.nan, value)[fits])
    opened = np.zeros(shape[1], dtype=bool)
    opened[column[fits & cells["open"].to_numpy(zero_copy_only=False).astype(bool)]] = True
    marks = np.full(shape, None, dtype=object)
    marks[row[fits], column[fits]] = np.array(cells["breaks"].to_pylist(), dtype=object)[fits]
    whole = _whole(counts, opened)
    panel = Panel(
        counts, family.per_year,
        starts=_begins(marks),
        complete=np.full(shape[0], whole, dtype=np.int64),
    )  # fmt: skip
    return FamilySeries(family, names, periods, panel, records)


def _nothing_happened(
    family: AlarmFamily, names: tuple[tuple[str, ...], ...], row: Integers, column: Integers, shape: tuple[int, int]
) -> Flags:
    """(series, periods) where an absent row means 0: everywhere, nowhere, or where the place has any row in the period."""
    if family.absent_is_zero != "place_reports":
        return np.full(shape, family.absent_is_zero == "yes")
    where = family.by.index("place")
    places = sorted({key[where] for key in names})
    of = np.array([places.index(key[where]) for key in names], dtype=np.int64)
    reports = np.zeros((len(places), shape[1]), dtype=bool)
    reports[of[row], column] = True
    found: Flags = reports[of]
    return found


def _consecutive(first: date, last: date, months: int) -> tuple[tuple[date, date], ...]:
    """Every period from the first to the last, each so many months."""
    found, start = [], first
    while start <= last:
        after = _later(start, months)
        found.append((start, date.fromordinal(after.toordinal() - 1)))
        start = after
    return tuple(found)


def _later(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def _whole(counts: Floats, opened: Flags) -> int:
    """How many periods come before the tail: those that are marked, and last ones in which no series has a value."""
    has = ~np.isnan(counts).all(axis=0) if len(counts) else np.zeros(counts.shape[1], dtype=bool)
    settled = np.flatnonzero(has & ~opened)
    return int(settled[-1]) + 1 if len(settled) else 0


def _begins(marks: np.ndarray) -> Integers:
    """For each series the first period after the last change of its breaking caveats."""
    found = np.zeros(len(marks), dtype=np.int64)
    for position, line in enumerate(marks):
        held = np.flatnonzero([mark is not None for mark in line])
        changes = [int(b) for a, b in itertools.pairwise(held) if line[a] != line[b]]
        found[position] = changes[-1] if changes else 0
    return found


def only(series: FamilySeries, keep: Flags) -> FamilySeries:
    """Some of the series. keep: (series,) true for those that stay."""
    panel = series.panel
    chosen = replace(
        panel, counts=panel.counts[keep],
        starts=None if panel.starts is None else panel.starts[keep],
        complete=None if panel.complete is None else panel.complete[keep],
    )  # fmt: skip
    keys = tuple(key for key, kept in zip(series.keys, keep, strict=True) if kept)
    return replace(series, keys=keys, panel=chosen)
