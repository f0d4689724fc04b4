"""Audit lines: who did or asked what at the desk, when and for what purpose; each sealed with the one before."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from tripoint.errors import BadEntry, Problem
from tripoint.errors.problems import readable
from tripoint.store.desk import audit as kept
from tripoint.store.desk.opening import Desk

LONGEST_NAME = 100
LONGEST_TEXT = 200


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Act:
    """Somebody at the desk. who: the name of the desk user. purpose: in their words. at: with time zone.

    Raises BadEntry where a name or a purpose is missing, too long or cannot be printed.
    """

    who: str
    purpose: str
    at: datetime = field(default_factory=_now)

    def __post_init__(self) -> None:
        if not _fits(self.who, LONGEST_NAME):
            raise BadEntry((Problem("entry_operator", "desk", "TRIPOINT_OPERATOR"),))
        if not _fits(self.purpose, LONGEST_TEXT):
            raise BadEntry((Problem("entry_purpose", "desk", "--purpose"),))

    @property
    def instant(self) -> str:
        """UTC to the microsecond, such as 2026-03-11T09:30:00.000000Z."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True)
class Verdict:
    """lines: read. head: hash of the last line, to be noted elsewhere: only with it can lost last lines be seen.
    broken: number of the first line that does not continue the one before or was altered; None if all is whole."""

    lines: int
    head: str
    broken: int | None


def note(desk: Desk, act: Act, *, action: str, subject: str, detail: Mapping[str, object] | None = None) -> int:
    """One line in a transaction of its own; for a query of the desk, before its answer is shown.

    action: a short word such as `screen.file`. subject: what it was about, cut after 200 characters.
    detail: anything JSON can hold; only its SHA-256 is kept. Returns the line's number. Raises DeskError.
    """
    with desk.writing() as connection:
        return add(connection, act, action=action, subject=subject, detail=detail)


def add(
    connection: Connection, act: Act, *, action: str, subject: str, detail: Mapping[str, object] | None = None
) -> int:
    """One line in the transaction of what it tells of. Whoever comes after it waits until that ends."""
    kept.lock_lines(connection)
    last, previous = kept.last_line(connection)
    line: dict[str, object] = {
        "line": last + 1,
        "at": act.instant,
        "who": act.who,
        "purpose": act.purpose,
        "action": action,
        "subject": readable(subject, LONGEST_TEXT),
        "detail_sha256": hash_of(detail) if detail is not None else "",
        "previous_sha256": previous,
    }
    kept.add_line(connection, {**line, "sha256": hash_of(line)})
    return last + 1


def verify(desk: Desk) -> Verdict:
    """Reads every line and works out its hash anew."""
    with desk.reading() as connection:
        return _verified(kept.lines(connection))


def last_lines(desk: Desk, most: int) -> tuple[Mapping[str, Any], ...]:
    """The last lines, in order."""
    with desk.reading() as connection:
        return kept.last_lines(connection, most)


def _verified(lines: Iterable[Mapping[str, Any]]) -> Verdict:
    count, head, broken = 0, "", None
    for row in lines:
        count += 1
        sealed = {name: value for name, value in row.items() if name != "sha256"}
        is_whole = (row["line"], row["previous_sha256"], row["sha256"]) == (count, head, hash_of(sealed))
        if broken is None and not is_whole:
            broken = int(row["line"])
        head = row["sha256"]
    return Verdict(count, head, broken)


def hash_of(detail: Mapping[str, object]) -> str:
    """SHA-256 of it as JSON, whatever the order of its names."""
    text = json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _fits(text: str, longest: int) -> bool:
    return bool(text.strip()) and text.isprintable() and len(text) <= longest
