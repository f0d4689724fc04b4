"""Audit lines: one chain, in which an altered, lost or swapped line is seen."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tripoint.controls.audit import Act, last_lines, note, verify
from tripoint.errors import BadEntry
from tripoint.store.desk.opening import open_desk

AT = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)


def filled(address: str, lines: int = 5) -> None:
    desk = open_desk(address)
    for number in range(lines):
        subject, detail = f"query {number}", {"n": number}
        note(desk, Act("tester", "trial", AT), action="screen", subject=subject, detail=detail)


def tampered(file: Path, *statements: str) -> None:
    """What somebody with the file in hand can do, triggers or not."""
    with sqlite3.connect(file) as connection:
        for trigger in ("audit_lines_update", "audit_lines_delete"):
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)


def test_a_chain_that_nobody_touched_is_whole(new_desk_address: str) -> None:
    filled(new_desk_address)
    verdict = verify(open_desk(new_desk_address))
    assert (verdict.lines, verdict.broken, len(verdict.head)) == (5, None, 64)


def test_an_empty_chain_is_whole(tmp_path: Path) -> None:
    assert verify(open_desk(str(tmp_path / "d"))).lines == 0


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_lines SET who = 'other' WHERE line = 2", 2),
        ("UPDATE audit_lines SET at = '2026-03-11T09:30:00.000001Z' WHERE line = 5", 5),
        ("UPDATE audit_lines SET detail_sha256 = '' WHERE line = 1", 1),
        ("DELETE FROM audit_lines WHERE line = 3", 4),
        ("DELETE FROM audit_lines WHERE line = 1", 2),
        ("UPDATE audit_lines SET line = 9 WHERE line = 4", 5),
    ],
)
def test_a_line_that_was_altered_or_taken_out_is_named(tmp_path: Path, statement: str, broken: int) -> None:
    file = tmp_path / "desk.sqlite"
    filled(str(file))
    tampered(file, statement)
    assert verify(open_desk(str(file))).broken == broken


def test_lost_last_lines_are_seen_by_the_hash_that_was_noted_before(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite"
    filled(str(file))
    head = verify(open_desk(str(file))).head
    tampered(file, "DELETE FROM audit_lines WHERE line = 5")
    verdict = verify(open_desk(str(file)))
    assert verdict.broken is None
    assert verdict.head != head


def test_the_same_lines_have_the_same_hash_in_both_databases(new_desk_address: str, tmp_path: Path) -> None:
    filled(new_desk_address)
    filled(str(tmp_path / "other.sqlite"))
    assert verify(open_desk(new_desk_address)).head == verify(open_desk(str(tmp_path / "other.sqlite"))).head


def test_a_detail_is_kept_as_its_hash_only(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite"
    note(open_desk(str(file)), Act("t", "p"), action="a", subject="s", detail={"structure": "hidden-text"})
    assert [found.name for found in tmp_path.iterdir() if b"hidden-text" in found.read_bytes()] == []
    (line,) = last_lines(open_desk(str(file)), 10)
    assert len(line["detail_sha256"]) == 64


def test_the_time_is_told_in_utc_whatever_the_zone() -> None:
    assert Act("t", "p", AT.astimezone(timezone(timedelta(hours=-6)))).instant == "2026-03-11T09:30:00.000000Z"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Act("", "p"), "entry_operator"),
        (lambda: Act("a\nb", "p"), "entry_operator"),
        (lambda: Act("a" * 101, "p"), "entry_operator"),
        (lambda: Act("a", "  "), "entry_purpose"),
        (lambda: Act("a", "p" * 201), "entry_purpose"),
    ],
)
def test_nobody_asks_without_a_name_and_a_purpose(make: Callable[[], Act], code: str) -> None:
    with pytest.raises(BadEntry) as refused:
        make()
    assert [p.code for p in refused.value.problems] == [code]
