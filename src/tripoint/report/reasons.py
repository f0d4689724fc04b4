"""Why an answer changed from one edition to another, as far as the snapshots behind it tell."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tripoint.report.edition import Content, Edition, HeldSnapshot, Key, Span

Why = Literal["new_data", "revision", "correction", "withdrawn", "audience", "method"]
RETURNS = "_return"
"""How the source of a national return is named: a newer file of it corrects, where another's revises."""


@dataclass(frozen=True)
class Reason:
    """One reason. Of a snapshot: its file, what it replaces, and the days it is about (merged); else only why.

    records: how many more or fewer of them are known of a file that both editions have; 0 for a whole file.
    """

    why: Why
    source: str = ""
    series: str = ""
    file: str = ""
    known_since: date | None = None
    replaces: tuple[str, ...] = ()
    periods: tuple[Span, ...] = ()
    records: int = 0


def reasons(old: Edition, new: Edition, used: Collection[Key]) -> tuple[Reason, ...]:
    """Why rows made from these snapshots (of either edition) differ; used: none for an answer about all of them.

    If none of its own snapshots explains it, those of other answers are named too: an answer may count what
    they hold. What no snapshot explains is the audience's or the method's doing.
    """
    everything = frozenset(s.key for edition in (old, new) for s in edition.content.snapshots)
    own = tuple(_of_snapshots(old.content, new.content, frozenset(used) or everything))
    found = own or tuple(_of_snapshots(old.content, new.content, everything))
    if old.content.audience != new.content.audience:
        return (*found, Reason("audience"))
    is_method = not found or (not own and old.version != new.version)
    return (*found, Reason("method")) if is_method else found


def _of_snapshots(old: Content, new: Content, used: frozenset[Key]) -> Iterator[Reason]:
    before = {s.key: s for s in old.snapshots}
    after = {s.key: s for s in new.snapshots}
    for key, snapshot in after.items():
        if key not in before:
            yield from _of_new(snapshot, [s for s in old.snapshots if s.key[:2] == key[:2]], used)
        elif key in used and not snapshot.periods and snapshot.records != before[key].records:
            more = snapshot.records - before[key].records
            why: Why = "new_data" if more > 0 else "withdrawn"
            yield Reason(why, *key[:2], snapshot.file, new.known_on, records=abs(more))
    for key, snapshot in before.items():
        replaced = {s.key for s in new.snapshots if s.key[:2] == key[:2] and _takes_over(snapshot, s)}
        if key not in after and used & ({key} | replaced):
            yield Reason("withdrawn", *key[:2], snapshot.file, snapshot.recorded_at, periods=_merged(snapshot.periods))


def _of_new(snapshot: HeldSnapshot, series: Sequence[HeldSnapshot], used: frozenset[Key]) -> Iterator[Reason]:
    """What a snapshot that the old edition had not brings to a series of which it had these."""
    replaced = [s for s in series if _takes_over(snapshot, s)]
    if not used & {snapshot.key, *(s.key for s in replaced)}:
        return
    named = (snapshot.source, snapshot.series, snapshot.file, snapshot.recorded_at)
    if replaced:
        is_correction = snapshot.source.endswith(RETURNS) or snapshot.corrected > 0
        taken = [p for s in replaced for p in s.periods if _is_taken(p, snapshot)]
        yield Reason(
            "correction" if is_correction else "revision", *named,
            replaces=tuple(s.file for s in replaced), periods=_merged(taken),
        )  # fmt: skip
    had = _merged([p for s in series for p in s.periods])
    fresh = [p for p in snapshot.periods if not _within(p, had)]
    if fresh or not series:
        yield Reason("new_data", *named, periods=_merged(fresh))


def _takes_over(newer: HeldSnapshot, older: HeldSnapshot) -> bool:
    """Does the one replace anything of the other, as the ledger decides it?"""
    if (newer.recorded_at, newer.snapshot) <= (older.recorded_at, older.snapshot):
        return False
    return newer.supersedes == "whole" or any(_is_taken(period, newer) for period in older.periods)


def _is_taken(period: Span, newer: HeldSnapshot) -> bool:
    return newer.supersedes == "whole" or _within(period, _merged(newer.periods))


def _within(period: Span, spans: Sequence[Span]) -> bool:
    return any(start <= period[0] and period[1] <= end for start, end in spans)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans that touch or overlap become one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
