"""How fresh what is held of each source is: by the rhythm in its source.toml and the newest period held."""

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tripoint.sources.catalogue import Rhythm, Source
from tripoint.store.manifest import Snapshot, Span

Reported = Callable[[str, str], Span | None]
"""The newest period of (source, series) that has a value."""

State = Literal["fresh", "stale", "closed", "no_rhythm", "nothing_held"]


@dataclass(frozen=True)
class Freshness:
    """Of one series on one day. newest_period: of those that have values and end last, the shortest; None
    if it has no periods.

    recorded: since when its newest file is known. next_expected: when the period after the newest should be
    published. stale_since: the same day, once it has passed. records, files: held.
    """

    source: str
    series: str
    state: State
    newest_period: Span | None = None
    recorded: date | None = None
    next_expected: date | None = None
    stale_since: date | None = None
    records: int = 0
    files: int = 0


def freshness(
    source: Source, held: Iterable[Snapshot], *, today: date, reported: Reported
) -> tuple[Freshness, ...]:  # fmt: skip
    """One row per series that the source has, in its order; those of a return are its years, and are one."""
    kept = [s for s in held if s.source == source.name and s.recorded_at <= today]
    if source.text("merged_by"):
        return (_of_series(source, "", kept, today, reported),)
    names = dict.fromkeys([*(layout.series for layout in source.layouts), *(s.series for s in kept)])
    return tuple(_of_series(source, name, [s for s in kept if s.series == name], today, reported) for name in names)


def _of_series(
    source: Source, series: str, kept: Sequence[Snapshot], today: date, reported: Reported
) -> Freshness:  # fmt: skip
    rhythm = source.rhythm_of(series)
    if not kept:
        return Freshness(source.name, series, "closed" if rhythm.is_closed else "nothing_held")
    newest = max((p for s in kept for p in s.periods), key=lambda period: (period[1], period[0]), default=None)
    recorded = max(s.recorded_at for s in kept)
    if newest is not None and newest[1] > recorded:  # the file has empty cells for months to come
        newest = reported(source.name, series)
    expected = next_expected(newest, rhythm)
    is_late = expected is not None and expected < today
    return Freshness(
        source.name,
        series,
        "closed" if rhythm.is_closed else "no_rhythm" if expected is None else "stale" if is_late else "fresh",
        newest,
        recorded,
        expected,
        expected if is_late else None,
        sum(records_of(s) for s in kept),
        len(kept),
    )


def next_expected(newest: Span | None, rhythm: Rhythm) -> date | None:
    """When the period after the newest should be out; None for a series that is closed or has no rhythm."""
    if newest is None or rhythm.is_closed or rhythm.months is None:
        return None
    return months_after(newest[1], rhythm.months) + timedelta(days=rhythm.lag_days)


def months_after(end: date, months: int) -> date:
    """The end of a period that many months later: the last day of a month stays one."""
    year, month = divmod(end.year * 12 + end.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    was_last = end.day == calendar.monthrange(end.year, end.month)[1]
    return date(year, month + 1, last if was_last else min(end.day, last))


def records_of(snapshot: Snapshot) -> int:
    """All records of a snapshot but its origins and restricted cells."""
    counted = (
        snapshot.figures, snapshot.flows, snapshot.statements, snapshot.returned, snapshot.seizure_events,
        snapshot.analysis_summaries, snapshot.firearms, snapshot.controls,
    )  # fmt: skip
    return sum(counted)
