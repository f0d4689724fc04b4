"""What a new snapshot would replace, and how many records the two have: by period, measure, place and category."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from tripoint.store import manifest, tables
from tripoint.store.manifest import Snapshot, Span
from tripoint.store.writer import Parts

_PLACES = {
    "figures": ("place", "category"), "flows": ("place_from", "NULL"), "seizure_events": ("place", "category"),
    "analysis_summaries": ("place", "category"), "firearms": ("coalesce(place_from, '')", "category"),
}  # fmt: skip

Replaced = tuple[tuple[Snapshot, tuple[Span, ...]], ...]


@dataclass(frozen=True)
class Cell:
    """How many records one snapshot has of a period, measure, place (of a flow: its source) and category."""

    period: Span
    measure: str
    place: str
    category: str | None
    records: int


def replaced(kept: Sequence[Snapshot], new: Snapshot) -> Replaced:
    """The snapshots of the series that were current before `new` came, with the periods that it takes over.

    A snapshot without periods (statements) stands with none where `new` replaces it whole.
    """
    members = [s for s in kept if (s.source, s.series) == (new.source, new.series) and s.snapshot != new.snapshot]
    before, after = _live(members, new.recorded_at), _live([*members, new], new.recorded_at)
    found = []
    for member in members:
        periods = sorted(p for name, p in before - after if name == member.snapshot and p is not None)
        if periods or (member.snapshot, None) in before - after:
            found.append((member, tuple(periods)))
    return tuple(found)


def replace_each_other(one: Snapshot, other: Snapshot) -> bool:
    """Would one of two snapshots of a series take anything of the other out of what is current?"""
    both = manifest.live((one, other), None).num_rows
    return "whole" in (one.supersedes, other.supersedes) or both < len(one.periods) + len(other.periods)


def current_periods(kept: Sequence[Snapshot], snapshot: Snapshot) -> int:
    """How many of the snapshot's periods are current, now that `kept` (itself included) are held."""
    members = [s for s in kept if (s.source, s.series) == (snapshot.source, snapshot.series)]
    return sum(1 for name, period in _live(members, None) if name == snapshot.snapshot and period is not None)


def cells_of_parts(parts: Parts) -> tuple[Cell, ...]:
    """The records of a snapshot that is written and closed, but not kept yet."""
    paths = {
        kind: [str(tables.table_path(parts.ledger, kind) / part.path) for part in parts.done if part.kind == kind]
        for kind in _PLACES
    }
    return _cells(paths, parts.series, parts.snapshot)


def cells_kept(ledger: Path, line: Snapshot) -> tuple[Cell, ...]:
    """The records of a snapshot that the ledger holds. Raises LedgerError if a file of them is broken."""
    folder = f"{tables.PARTITION}={line.source}"
    paths = {kind: [f for f in tables.files(ledger, kind) if Path(f).parent.name == folder] for kind in _PLACES}
    try:
        return _cells(paths, line.series, line.snapshot)
    except duckdb.Error as error:
        raise tables.damaged(ledger, error) from error


def _cells(paths: dict[str, list[str]], series: str, snapshot: str) -> tuple[Cell, ...]:
    found: list[Cell] = []
    with duckdb.connect() as connection:
        for kind, (place, category) in _PLACES.items():
            if paths[kind]:
                rows = connection.execute(
                    f"SELECT period_start, period_end, measure, {place}, {category}, count(*) "
                    "FROM read_parquet(?, hive_partitioning = false) WHERE series = ? AND snapshot = ? "
                    "GROUP BY ALL ORDER BY ALL",
                    [paths[kind], series, snapshot],
                ).fetchall()
                found += [Cell((start, end), *rest) for start, end, *rest in rows]
    return tuple(found)


def _live(members: Sequence[Snapshot], as_of: date | None) -> set[tuple[str, Span | None]]:
    """(snapshot, period) of what is current; the period is None for a snapshot that has none."""
    rows = manifest.live(members, as_of).to_pylist()
    whole = manifest.live_snapshots(members, as_of).to_pylist()
    without = {s.snapshot for s in members if not s.period_starts}
    return {(r["snapshot"], (r["period_start"], r["period_end"])) for r in rows} | {
        (r["snapshot"], None) for r in whole if r["snapshot"] in without
    }
