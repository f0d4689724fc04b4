"""Taking from the desk is killed anywhere: nothing is lost, nothing doubled, and the next run takes the rest."""

import random
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.controls.notices_made import ACT, INCIDENT, on, pairs, sent
from tripoint.controls import incidents, notices
from tripoint.pipeline.from_desk import take_desk
from tripoint.pipeline.rebuild import rebuild
from tripoint.protocol.outbox import SIGNED
from tripoint.store.desk.audit import outbox
from tripoint.store.desk.opening import Desk, open_desk
from tripoint.store.folder import is_ledger
from tripoint.store.ledger import Reader
from tripoint.store.stops import POINTS
from tripoint.store.verify import verify
from tripoint.store.writer import writing

pytestmark = pytest.mark.slow
TAKE = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tripoint.pipeline.from_desk import take_desk
    from tripoint.sources.catalogue import source
    from tripoint.store.desk.opening import open_desk
    from tripoint.store.writer import writing

    desk = open_desk(sys.argv[1])
    source("desk").read
    print("ready", flush=True)
    with writing(Path(sys.argv[2])) as writer:
        take_desk(writer, desk, node="local")
    print("done", flush=True)
    """
)
LATER = date(2026, 3, 15)
STOPS = [
    point for point in POINTS
    if not point.endswith(" added") or point.removeprefix("commit: ").split()[0] in (*SIGNED, "origins")
]  # fmt: skip
LEFT_BEHIND = {"ledger_rows_unlisted", "ledger_file_stray", "ledger_bytes_unlisted"}
"""What a killed run may leave; nobody sees it."""


@dataclass(frozen=True)
class Two:
    desk: Desk
    ledger: Path


@pytest.fixture
def two(tmp_path: Path) -> Two:
    """A ledger that has the first of the desk's lines; four more of two days are still to be taken."""
    desk, ledger = open_desk(str(tmp_path / "desk.sqlite")), tmp_path / "ledger"
    first = sent(desk).number
    with writing(ledger) as writer:
        assert take_desk(writer, desk, node="local").records == 1
    sent(desk)
    incidents.new(desk, ACT, pairs(INCIDENT))
    notices.answer(desk, on(LATER), first, answer="stop", answered_on=LATER)
    incidents.new(desk, on(LATER), pairs(INCIDENT, quantity=None))
    return Two(desk, ledger)


def start(two: Two) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", TAKE, str(two.desk.engine.url.database), str(two.ledger)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )


def held(ledger: Path) -> list[tuple[str, int]]:
    """(id, version) of every record that is seen, a doubled one twice."""
    if not is_ledger(ledger):
        return []
    reader = Reader(ledger, audience="governments")
    found = [reader.fetch(reader.signed_ever(kind).select("desk_id", "version")).to_pylist() for kind in SIGNED]
    return sorted((row["desk_id"], row["version"]) for rows in found for row in rows)


def put_out(desk: Desk, *, until: str = "9") -> list[tuple[str, int]]:
    """(id, version) of the lines of the outbox up to a day."""
    with desk.reading() as connection:
        return sorted((row["record_id"], row["version"]) for row in outbox(connection) if row["at"] < until)


def check(two: Two, tmp_path: Path) -> None:
    """What is seen is whole days; verify tells the truth; the next run takes exactly the rest."""
    seen = held(two.ledger)
    is_whole_day = [put_out(two.desk)[:0], put_out(two.desk, until="2026-03-12"), put_out(two.desk)]
    assert len(seen) == 1 or seen in is_whole_day
    assert {problem.code for problem in verify(two.ledger).problems} <= LEFT_BEHIND
    with writing(two.ledger) as writer:
        done = take_desk(writer, two.desk, node="local")
    assert (done.before, done.records, done.problems) == (len(seen), 5 - len(seen), ())
    assert held(two.ledger) == put_out(two.desk)
    assert {problem.code for problem in verify(two.ledger).problems} <= {"ledger_bytes_unlisted"}
    assert rebuild(two.ledger, tmp_path / "again").problems == ()
    assert held(tmp_path / "again") == put_out(two.desk)


@pytest.mark.parametrize("point", STOPS)
def test_killed_at_each_named_point(tmp_path: Path, two: Two, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPOINT_STOP_AT", point)
    with start(two) as process:
        out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (-signal.SIGKILL, "ready\n")
    monkeypatch.delenv("TRIPOINT_STOP_AT")
    assert len(held(two.ledger)) == (3 if point == POINTS[-1] else 1)
    check(two, tmp_path)


def test_killed_again_and_again_at_any_moment(tmp_path: Path, two: Two) -> None:
    drawn = random.Random(5)
    for _ in range(10):
        with start(two) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.4 * drawn.random())
            process.send_signal(signal.SIGKILL)
        assert {problem.code for problem in verify(two.ledger).problems} <= LEFT_BEHIND
    check(two, tmp_path)


def test_three_at_once_take_each_line_once(two: Two) -> None:
    runs = [start(two) for _ in range(3)]
    assert [run.communicate(timeout=60) for run in runs] == [("ready\ndone\n", "")] * 3  # each waits for the one before
    assert held(two.ledger) == put_out(two.desk)
    assert verify(two.ledger).problems == ()
