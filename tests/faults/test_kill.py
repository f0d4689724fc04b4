"""A process that is killed leaves the ledger with all of a snapshot or nothing of it, and a rerun makes it whole."""

import random
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from tests.builders import cbp_file, cbp_row, cbp_rows, figures_in, ingested
from tests.faults.nursery import Nursery, nursery
from tests.faults.processes import start_ingest
from tripoint.store import leftovers, tables
from tripoint.store.stops import POINTS
from tripoint.store.verify import verify
from tripoint.store.writer import writing

pytestmark = pytest.mark.slow
LATER = "2026-02-01"
HARMLESS = {"ledger_bytes_unlisted"}
"""What may be told of a ledger where a run was killed that left nothing but a copy."""
LEFT_BEHIND = {"ledger_rows_unlisted", "ledger_file_stray", *HARMLESS}
"""What a killed run may leave; nobody sees it."""


@dataclass(frozen=True)
class Case:
    """base: a ledger with one older file. raw: the folder of the file to come. seconds: a clean run takes."""

    base: Path
    raw: Path
    before: pa.Table
    after: pa.Table
    seconds: float


def make_case(folder: Path, rows: int) -> Case:
    base, raw = folder / "base", folder / "raw"
    # one period that the new file replaces and one that it does not
    replaced, kept = next(cbp_rows(1)), cbp_row(year="2025", month="MAR")
    ingested(base, cbp_file(folder / "old", [replaced, kept]))
    cbp_file(raw, cbp_rows(rows, seed=7))
    clean = folder / "clean"
    shutil.copytree(base, clean)
    with start_ingest(clean, raw, LATER) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        begun = time.monotonic()
        assert process.stdout.readline() == "done\n"
        seconds = time.monotonic() - begun
    case = Case(base, raw, figures_in(base), figures_in(clean), seconds)
    assert case.after.num_rows == 2 * rows + 2
    return case


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp("big"), 150_000)


@pytest.fixture(scope="module")
def middling(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp("middling"), 20_000)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp("small"), 1000)


@pytest.fixture(scope="module")
def children() -> Iterator[Nursery]:
    with nursery() as found:
        yield found


def check(ledger: Path, case: Case, *, is_kept: bool | None = None) -> bool:
    """All or nothing is seen, verify tells the truth, a rerun makes the ledger equal to a clean run. Was it kept?"""
    seen = figures_in(ledger)
    was_kept = seen.num_rows == case.after.num_rows
    assert seen.equals(case.after if was_kept else case.before)
    assert is_kept is None or was_kept == is_kept
    told = {problem.code for problem in verify(ledger).problems}
    assert told <= (set() if was_kept else LEFT_BEHIND)
    ingested(ledger, next(case.raw.iterdir()), accessed=date.fromisoformat(LATER))
    assert figures_in(ledger).equals(case.after)
    assert verify(ledger).problems == ()
    for kind in tables.kinds():
        on_disk = set((ledger / kind).rglob("source=*/*.parquet")) - set(leftovers.retired(ledger, kind))
        assert {Path(file) for file in tables.files(ledger, kind)} == on_disk
    return was_kept


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_each_named_point(tmp_path: Path, small: Case, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(small.base, ledger)
    monkeypatch.setenv("TRIPOINT_STOP_AT", point)
    with start_ingest(ledger, small.raw, LATER) as process:
        out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (-signal.SIGKILL, "ready\n")
    monkeypatch.delenv("TRIPOINT_STOP_AT")
    check(ledger, small, is_kept=point == POINTS[-1])


def test_a_run_without_the_variable_stops_nowhere(tmp_path: Path, small: Case) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(small.base, ledger)
    with start_ingest(ledger, small.raw, LATER) as process:
        assert process.communicate(timeout=60) == ("ready\ndone\n", "")


def test_killed_at_fifty_random_moments(tmp_path: Path, middling: Case, children: Nursery) -> None:
    """And more than once on one ledger: a run is killed on top of what the one before left."""
    drawn, ledger, killed = random.Random(11), tmp_path / "ledger", 0
    shutil.copytree(middling.base, ledger)
    for turn in range(50):
        killed += children.killed(ledger, middling.raw, LATER, after_seconds=middling.seconds * drawn.random() * 1.2)
        seen = figures_in(ledger)
        was_kept = seen.num_rows == middling.after.num_rows
        assert seen.equals(middling.after if was_kept else middling.before), turn
        told = {problem.code for problem in verify(ledger).problems}
        assert told <= (set() if was_kept else LEFT_BEHIND), turn
        if was_kept or turn % 10 == 9:
            check(ledger, middling)
            shutil.rmtree(ledger)
            shutil.copytree(middling.base, ledger)
    assert killed >= 10  # the others had ended before; how many depends on what else the machine does


@pytest.mark.parametrize("eighth", range(1, 8, 2))
def test_a_large_file_killed_at_any_moment(tmp_path: Path, big: Case, children: Nursery, eighth: int) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(big.base, ledger)
    children.killed(ledger, big.raw, LATER, after_seconds=big.seconds * eighth / 8)
    check(ledger, big)


def test_killed_while_it_sweeps_the_next_one_sweeps(
    tmp_path: Path, small: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(small.base, ledger)
    for point in ("commit: manifest written", "sweep: rows taken out"):
        monkeypatch.setenv("TRIPOINT_STOP_AT", point)
        with start_ingest(ledger, small.raw, LATER) as process:
            process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
    monkeypatch.delenv("TRIPOINT_STOP_AT")
    check(ledger, small, is_kept=False)


def test_two_processes_at_once_keep_a_file_once(tmp_path: Path, small: Case) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(small.base, ledger)
    runs = [start_ingest(ledger, small.raw, LATER) for _ in range(3)]
    ended = [run.communicate(timeout=60) for run in runs]
    assert ended == [("ready\ndone\n", "")] * 3  # each waits for the one before
    assert len([s for s in tables.read_manifest(ledger) if str(s.recorded_at) == LATER]) == 1
    assert figures_in(ledger).equals(small.after)
    assert verify(ledger).problems == ()


def test_two_sources_at_once_are_both_kept(tmp_path: Path, small: Case) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(small.base, ledger)
    runs = [
        start_ingest(ledger, small.raw, LATER),
        start_ingest(ledger, tmp_path, LATER, member="int_published_traces"),
    ]
    assert [run.communicate(timeout=60) for run in runs] == [("ready\ndone\n", "")] * 2
    assert {s.source for s in tables.read_manifest(ledger)} == {"us_cbp_drugs", "int_published_traces"}
    assert verify(ledger).problems == ()


def test_the_lock_ends_with_its_process(tmp_path: Path, small: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(small.base, ledger)
    monkeypatch.setenv("TRIPOINT_STOP_AT", "commit: begun")
    with start_ingest(ledger, small.raw, LATER) as process:
        process.communicate(timeout=60)
    monkeypatch.delenv("TRIPOINT_STOP_AT")
    begun = time.monotonic()
    with writing(ledger):
        assert time.monotonic() - begun < 5
