"""What changed from one edition of the report to another, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tripoint.present.clearances import Clearance
from tripoint.present.remarks import Remark
from tripoint.report.edition import Edition, KeptFinding
from tripoint.report.reasons import Reason, reasons
from tripoint.report.table_changes import TableChange, table_change


@dataclass(frozen=True)
class FindingChange:
    """One answer that is not the same. is_reworded: what it says beside its rows differs, such as a sentence."""

    name: str
    title: str
    kind: Literal["added", "gone", "changed"]
    is_reworded: bool
    tables: tuple[TableChange, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class RemarkChange:
    """A remark that one edition lacks (None), or that says something else."""

    old: Remark | None
    new: Remark | None


@dataclass(frozen=True)
class Side:
    """One of the two editions."""

    edition: str
    known_on: date
    audience: str
    version: str
    clearances: tuple[Clearance, ...]


@dataclass(frozen=True)
class Changes:
    """All that differs; clearances are listed, since they are no part of what an edition says."""

    old: Side
    new: Side
    findings: tuple[FindingChange, ...]
    remarks: tuple[RemarkChange, ...]
    are_chapters_changed: bool

    @property
    def is_nothing(self) -> bool:
        return not (self.findings or self.remarks or self.are_chapters_changed)


def changes(
    old: Edition, new: Edition, *, cleared: tuple[Sequence[Clearance], Sequence[Clearance]] = ((), ())
) -> Changes:
    """cleared: the acts on the old and on the new edition."""
    return Changes(
        old=_side(old, cleared[0]),
        new=_side(new, cleared[1]),
        findings=tuple(_findings(old, new)),
        remarks=tuple(_remarks(old.content.remarks, new.content.remarks)),
        are_chapters_changed=old.content.chapters != new.content.chapters,
    )


def _side(edition: Edition, acts: Sequence[Clearance]) -> Side:
    content = edition.content
    return Side(edition.id, content.known_on, content.audience, edition.version, tuple(acts))


def _findings(old: Edition, new: Edition) -> Iterator[FindingChange]:
    before = {finding.name: finding for finding in old.content.findings}
    after = {finding.name: finding for finding in new.content.findings}
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        found = now or was
        if found is None or was == now:
            continue
        tables = tuple(_tables(was, now))
        is_reworded = was is not None and now is not None and (was.words, was.title) != (now.words, now.title)
        kind: Literal["added", "gone", "changed"] = "added" if was is None else "gone" if now is None else "changed"
        if tables or is_reworded or kind != "changed":
            used = {key for finding in (was, now) if finding for key in finding.snapshots}
            why = reasons(old, new, used) if kind == "changed" else (Reason("method"),)
            yield FindingChange(name, found.title, kind, is_reworded, tables, why)


def _tables(was: KeptFinding | None, now: KeptFinding | None) -> Iterator[TableChange]:
    before = {table.name: table for table in was.tables} if was else {}
    after = {table.name: table for table in now.tables} if now else {}
    for name in dict.fromkeys((*after, *before)):
        if change := table_change(before.get(name), after.get(name)):
            yield change


def _remarks(old: Sequence[Remark], new: Sequence[Remark]) -> Iterator[RemarkChange]:
    """Those of one country and office on one finding and day are one remark, whatever it says."""
    before, after = _by_place(old), _by_place(new)
    for key in dict.fromkeys((*after, *before)):
        if before.get(key) != after.get(key):
            yield RemarkChange(before.get(key), after.get(key))


def _by_place(remarks: Sequence[Remark]) -> Mapping[tuple[object, ...], Remark]:
    seen: dict[tuple[object, ...], Remark] = {}
    for remark in remarks:
        key = (remark.country, remark.finding, remark.date, remark.by, remark.kind)
        number = sum(other[:-1] == key for other in seen)
        seen[(*key, number)] = remark
    return seen
