"""The `snapshots` manifest: which snapshots are kept, what they cover, and what is current at a date."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

import pyarrow as pa
from pydantic import TypeAdapter

from tripoint.protocol.outbox import SIGNED

Span = tuple[date, date]

SCHEMA = pa.schema(
    [
        pa.field("source", pa.string(), False),
        pa.field("series", pa.string(), False),
        pa.field("snapshot", pa.string(), False),
        pa.field("supersedes", pa.string(), False),
        pa.field("recorded_at", pa.date32(), False),
        pa.field("file", pa.string(), False),
        pa.field("file_bytes", pa.int64(), False),
        pa.field("period_starts", pa.list_(pa.date32()), False),
        pa.field("period_ends", pa.list_(pa.date32()), False),
        pa.field("figures", pa.int64(), False),
        pa.field("flows", pa.int64(), False),
        pa.field("statements", pa.int64(), False),
        pa.field("origins", pa.int64(), False),
        pa.field("returned", pa.int64()),
        pa.field("seizure_events", pa.int64()),
        pa.field("analysis_summaries", pa.int64()),
        pa.field("firearms", pa.int64()),
        pa.field("restricted", pa.int64()),
        pa.field("controls", pa.int64()),
        pa.field("pre_export_notices", pa.int64()),
        pa.field("incidents", pa.int64()),
        pa.field("published", pa.date32()),
        pa.field("accessed", pa.date32()),
        pa.field("is_fewer_allowed", pa.bool_()),
        pa.field("came_from", pa.string()),
    ]
)


@dataclass(frozen=True)
class Snapshot:
    """One line of the manifest. The two period lists are the distinct periods of its records, pairwise.

    published, accessed: as its origin says them. is_fewer_allowed: was it kept although it held less than the one
    before? came_from: "file" (its bytes are kept), "edition" (they are not), "" (an earlier version wrote the line).
    With these and the bytes its records can be read again.
    """

    source: str
    series: str
    snapshot: str
    supersedes: str
    recorded_at: date
    file: str
    file_bytes: int
    period_starts: tuple[date, ...]
    period_ends: tuple[date, ...]
    figures: int
    flows: int
    statements: int
    origins: int
    returned: int = 0
    seizure_events: int = 0
    analysis_summaries: int = 0
    firearms: int = 0
    restricted: int = 0
    controls: int = 0
    pre_export_notices: int = 0
    incidents: int = 0
    published: date | None = None
    accessed: date | None = None
    is_fewer_allowed: bool = False
    came_from: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.source, self.series, self.snapshot

    @property
    def is_of_a_desk(self) -> bool:
        """Does it hold what people at a desk signed off, for governments only?"""
        return any(getattr(self, kind) for kind in SIGNED)

    @property
    def periods(self) -> tuple[Span, ...]:
        return tuple(zip(self.period_starts, self.period_ends, strict=True))


def to_arrow(snapshots: Iterable[Snapshot]) -> pa.Table:
    """The manifest as rows of SCHEMA."""
    return pa.Table.from_pylist([{f.name: getattr(s, f.name) for f in fields(s)} for s in snapshots], SCHEMA)


def from_arrow(table: pa.Table) -> tuple[Snapshot, ...]:
    """The manifest's rows, oldest first."""
    rows = ({name: value for name, value in row.items() if value is not None} for row in table.to_pylist())
    kept = TypeAdapter(tuple[Snapshot, ...]).validate_python(tuple(rows))
    return tuple(sorted(kept, key=lambda s: (s.recorded_at, s.source, s.series, s.snapshot)))


def with_counts(line: Snapshot, rows: Mapping[str, int]) -> Snapshot:
    """The line with other numbers of records by kind."""
    return TypeAdapter(Snapshot).validate_python({f.name: getattr(line, f.name) for f in fields(line)} | dict(rows))


def known(snapshots: Iterable[Snapshot], as_of: date | None) -> tuple[Snapshot, ...]:
    """The snapshots that an answer as of that day may use, oldest first (None: all).

    Those recorded by then. Of a transcript (replaced whole, without periods) first recorded later, its
    oldest snapshot: it holds documents of many days, and each of its records says when it was known.
    """
    ordered = sorted(snapshots, key=lambda s: (s.recorded_at, s.source, s.series, s.snapshot))
    if as_of is None:
        return tuple(ordered)
    recorded = [s for s in ordered if s.recorded_at <= as_of]
    begun = {(s.source, s.series) for s in recorded}
    oldest: dict[tuple[str, str], Snapshot] = {}
    for s in ordered:
        if not s.period_starts and s.supersedes == "whole" and (s.source, s.series) not in begun:
            oldest.setdefault((s.source, s.series), s)
    return (*recorded, *oldest.values())


def live(snapshots: Sequence[Snapshot], as_of: date | None) -> pa.Table:
    """What is current at `as_of` (None: now): rows (source, series, snapshot, period_start, period_end).

    A snapshot supersedes older ones of its series for the periods it covers; a period lies within what
    it covers if the newer snapshot's periods, taken together, contain all its days. Of two snapshots
    recorded on one day the one with the greater hash counts as newer, so that every reader agrees.
    """
    series: dict[tuple[str, str], list[Snapshot]] = defaultdict(list)
    for snapshot in known(snapshots, as_of):
        series[snapshot.source, snapshot.series].append(snapshot)
    rows: list[tuple[str, str, str, date, date]] = []
    for name, members in series.items():
        covered: list[Span] = []
        for member in sorted(members, key=lambda s: (s.recorded_at, s.snapshot), reverse=True):
            rows += [(*name, member.snapshot, *period) for period in member.periods if not _within(period, covered)]
            if member.supersedes == "whole":
                break
            covered = _merged([*covered, *member.periods])
    return _table(rows, {**_KEY, "period_start": pa.date32(), "period_end": pa.date32()})


def live_whole(every: Sequence[Snapshot], current: pa.Table) -> pa.Table:
    """Snapshots of which all is current, by hash alone: rows (snapshot). Their records need no look at periods.

    every: all lines of the manifest, whenever known. current: the rows of `live`. A hash that two series share is
    among them only if all of both is current.
    """
    periods: dict[tuple[str, str, str], set[Span]] = defaultdict(set)
    for row in current.to_pylist():
        periods[row["source"], row["series"], row["snapshot"]].add((row["period_start"], row["period_end"]))
    whole = {s.snapshot for s in every if s.period_starts}
    whole -= {s.snapshot for s in every if periods[s.source, s.series, s.snapshot] != set(s.periods)}
    return _table([(name,) for name in sorted(whole)], {"snapshot": pa.string()})


def live_snapshots(snapshots: Sequence[Snapshot], as_of: date | None) -> pa.Table:
    """Snapshots of which something is current: rows (source, series, snapshot).

    Of a series that is replaced whole, the newest one is current, with periods or without.
    """
    newest: dict[tuple[str, str], Snapshot] = {}
    for s in known(snapshots, as_of):
        if s.supersedes == "whole":
            kept = newest.get((s.source, s.series))
            if kept is None or (s.recorded_at, s.snapshot) > (kept.recorded_at, kept.snapshot):
                newest[s.source, s.series] = s
    current = {(row["source"], row["series"], row["snapshot"]) for row in live(snapshots, as_of).to_pylist()}
    return _table(sorted(current | {(s.source, s.series, s.snapshot) for s in newest.values()}), _KEY)


_KEY = {"source": pa.string(), "series": pa.string(), "snapshot": pa.string()}


def _table(rows: Sequence[tuple[object, ...]], types: Mapping[str, pa.DataType]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types.values(), strict=True)]
    return pa.Table.from_arrays(arrays, names=list(types))


def _within(period: Span, covered: Sequence[Span]) -> bool:
    return any(start <= period[0] and period[1] <= end for start, end in covered)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or overlap become one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
