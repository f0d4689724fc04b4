"""The desk when processes are killed, several write at once, the disk is full or somebody holds it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.controls.notices_made import ACT, NOTICE, draft, pairs
from tripoint.controls import audit, notices
from tripoint.controls.audit import Act, note
from tripoint.errors import DeskError
from tripoint.store.desk.audit import outbox, put_out
from tripoint.store.desk.opening import Desk, open_desk

pytestmark = pytest.mark.slow
AT = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
WRITER = textwrap.dedent(
    """
    import sys
    from tests.controls.notices_made import draft
    from tripoint.store.desk.opening import open_desk
    desk = open_desk(sys.argv[1])
    print("ready", flush=True)
    for _ in range(int(sys.argv[2])):
        draft(desk)
    print("done", flush=True)
    """
)
HOLDER = textwrap.dedent(
    """
    import sys, time
    from tests.controls.notices_made import ACT
    from tripoint.controls import audit
    from tripoint.store.desk import controls as kept
    from tripoint.store.desk.opening import open_desk
    desk = open_desk(sys.argv[1])
    with desk.writing() as connection:
        kept.add_notice(connection, {"record_id": "half", "version": 1, "direction": "outgoing", "state": "draft", "fields": "{}"})
        audit.add(connection, ACT, action="notice.new", subject="half")
        print("ready", flush=True)
        time.sleep(60)
    """
)


@contextmanager
def process(program: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """A process of the tests that has said "ready"; it is ended with the block."""
    command = [sys.executable, "-c", program, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as started:
        try:
            assert started.stdout is not None
            assert started.stdout.readline() == "ready\n"
            yield started
        finally:
            started.kill()


def whole(desk: Desk) -> int:
    """Notices kept; each has its step and its audit line, and the chain holds."""
    verdict = audit.verify(desk)
    assert verdict.broken is None
    with desk.reading() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM notices").scalar_one()
        steps = connection.exec_driver_sql("SELECT count(*) FROM notice_steps").scalar_one()
    assert kept == steps == verdict.lines
    return int(kept)


def test_killed_in_the_middle_of_a_transaction_nothing_of_it_is_seen(new_desk_address: str) -> None:
    draft(open_desk(new_desk_address))
    with process(HOLDER, new_desk_address) as holder:
        os.kill(holder.pid, signal.SIGKILL)
        assert holder.wait(timeout=10) == -signal.SIGKILL
    desk = open_desk(new_desk_address)
    assert whole(desk) == 1
    draft(desk)
    assert whole(desk) == 2


def test_killed_at_ten_moments_every_notice_has_its_line(new_desk_address: str) -> None:
    desk = open_desk(new_desk_address)
    seen = 0
    for moment in range(10):
        with process(WRITER, new_desk_address, "100000") as writer:
            time.sleep(0.02 * 1.6**moment)
            os.kill(writer.pid, signal.SIGKILL)
            writer.wait(timeout=10)
        kept = whole(desk)
        assert kept >= seen
        seen = kept
    assert seen > 0


def test_four_processes_write_at_once_and_no_line_is_lost_or_numbered_twice(new_desk_address: str) -> None:
    """Two of them find no desk yet and make it."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, new_desk_address, "25"], stdout=subprocess.PIPE, text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(4)
    ]  # fmt: skip
    assert [writer.communicate(timeout=120)[0] for writer in started] == ["ready\ndone\n"] * 4
    assert whole(open_desk(new_desk_address)) == 100


def test_of_two_who_check_the_same_draft_one_is_refused(new_desk_address: str) -> None:
    """Both saw version 1; whoever comes second changes nothing."""
    program = textwrap.dedent(
        """
        import sys
        from tests.controls.notices_made import ACT
        from tripoint.controls import notices
        from tripoint.errors import BadEntry
        from tripoint.store.desk.opening import open_desk
        desk = open_desk(sys.argv[1])
        print("ready", flush=True)
        sys.stdin.readline()
        try:
            notices.check(desk, ACT, 1, version=1)
            print("kept")
        except BadEntry as error:
            print(error.problems[0].code)
        """
    )
    desk = open_desk(new_desk_address)
    draft(desk)
    command = [sys.executable, "-c", program, new_desk_address]
    both = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        )
        for _ in range(2)
    ]
    for each in both:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in both:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    said = sorted(each.communicate(timeout=60)[0].strip() for each in both)
    assert said == ["kept", "notice_changed"]
    assert notices.show(desk, ACT, 1)[0].version == 2


def test_a_desk_that_somebody_holds_is_busy_and_nothing_is_kept(new_desk_address: str) -> None:
    open_desk(new_desk_address)
    with process(HOLDER, new_desk_address):
        desk = open_desk(new_desk_address, patience_seconds=0.5)
        begun = time.monotonic()
        with pytest.raises(DeskError) as refused:
            draft(desk)
        assert time.monotonic() - begun < 10
        assert refused.value.problems[0].code == "desk_busy"
        assert notices.counts(desk) == ()  # readers do not wait
    assert whole(open_desk(new_desk_address)) == 0


def test_what_a_decision_puts_out_is_lost_with_it(new_desk_address: str) -> None:
    desk = open_desk(new_desk_address)
    number = notices.check(desk, ACT, draft(desk).number).number

    def decide() -> None:
        with desk.writing() as connection:
            audit.add(connection, ACT, action="notice.send", subject=f"notice {number}")
            put_out(connection, kind="pre_export_notices", record_id="x", version=3, at=ACT.instant, body="{}")
            raise RuntimeError("power")

    with pytest.raises(RuntimeError, match="power"):
        decide()
    with desk.reading() as connection:
        assert outbox(connection) == ()
    assert audit.verify(desk).lines == 2


def test_a_file_cut_in_the_middle_is_told_as_damaged(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite"
    desk = open_desk(str(file))
    for _ in range(50):
        draft(desk)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with file.open("r+b") as cut:
        cut.truncate(file.stat().st_size // 2 // 4096 * 4096)
    with pytest.raises(DeskError) as refused:
        notices.listed(open_desk(str(file)), ACT)
    assert refused.value.problems[0].code == "desk_damaged"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.fail(f"no tmpfs can be mounted ({done.stderr.strip()}); leave these tests out with -m 'not root'")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.root
def test_on_a_full_disk_a_notice_is_kept_whole_or_refused_and_with_room_it_goes_on(disk: Path) -> None:
    desk = open_desk(str(disk / "desk.sqlite"))
    draft(desk)
    filler = disk / "filler"
    filler.write_bytes(b"x" * max(shutil.disk_usage(disk).free - (64 << 10), 0))
    kept = 1

    def fill() -> None:
        nonlocal kept
        for _ in range(1000):
            notices.new(desk, ACT, direction="outgoing", pairs=pairs(NOTICE, other_information="x" * 1900))
            kept += 1

    with pytest.raises(DeskError) as refused:
        fill()
    assert kept > 1
    assert refused.value.problems[0].code == "desk_full"
    assert whole(desk) == kept
    filler.unlink()
    draft(desk)
    assert whole(desk) == kept + 1


@pytest.mark.root
def test_without_any_room_a_desk_is_not_made_and_the_reason_is_told(disk: Path) -> None:
    filler = disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(disk).free - 4096))
    with pytest.raises(DeskError) as refused:
        open_desk(str(disk / "desk.sqlite"))
    assert refused.value.problems[0].code in ("desk_full", "desk_unreachable")
    filler.unlink()
    note(open_desk(str(disk / "desk.sqlite")), Act("t", "p", AT), action="a", subject="s")


@pytest.mark.root
def test_where_one_may_only_read_a_desk_is_not_written(disk: Path) -> None:
    desk = open_desk(str(disk / "desk.sqlite"))
    draft(desk)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(DeskError) as refused:
        draft(desk)
    assert refused.value.problems[0].code in ("desk_read_only", "desk_unreachable")
