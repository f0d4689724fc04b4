"""A process that is killed leaves the ledger with all of a snapshot or nothing of it."""

import random
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from tests.builders import cbp_file, cbp_row, cbp_rows, figures_in, ingested
from tests.faults.processes import start_ingest
from tripoint.store import tables
from tripoint.store.writer import writing

ROWS = 300_000
LATER = "2026-02-01"


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
    return make_case(tmp_path_factory.mktemp("big"), ROWS)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp("small"), 1000)


def check(ledger: Path, case: Case, *, is_kept: bool | None = None) -> bool:
    """All or nothing is seen, the next run succeeds, and what it leaves equals a clean run. Was it kept?"""
    seen = figures_in(ledger)
    was_kept = seen.num_rows == case.after.num_rows
    assert seen.equals(case.after if was_kept else case.before)
    assert is_kept is None or was_kept == is_kept
    with start_ingest(ledger, case.raw, LATER) as process:
        out, error = process.communicate(timeout=60)
    assert (out, error, process.returncode) == ("ready\ndone\n", "", 0)
    assert figures_in(ledger).equals(case.after)
    with writing(ledger):
        pass
    for kind in tables.kinds():
        logged = {Path(file) for file in tables.files(ledger, kind)}
        assert logged == set((ledger / kind).rglob("source=*/*.parquet"))
    return was_kept


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_killed_at_any_moment_the_ledger_has_all_or_nothing(tmp_path: Path, big: Case, seed: int) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(big.base, ledger)
    moment = big.seconds * (seed + random.Random(seed).random()) / 8
    with start_ingest(ledger, big.raw, LATER) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(moment)
        process.kill()
    check(ledger, big)


# each step of the commit, which takes too little time for chance to find

KILL = """
import os, signal
from tripoint.store import tables, writer

def killed(function, when, counted=[0]):
    def call(*arguments, **named):
        counted[0] += 1
        if when == f"before {counted[0]}":
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*arguments, **named)
        if when == f"after {counted[0]}":
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call

"""
STEPS = {
    "while rows are written": "writer.Parts.write = killed(writer.Parts.write, 'after 1')",
    "after the last row": "writer.Parts.close = killed(writer.Parts.close, 'after 1')",
    "before the first kind": "tables.add = killed(tables.add, 'before 1')",
    "after the figures": "tables.add = killed(tables.add, 'after 1')",
    "after all kinds": "tables.add = killed(tables.add, 'after 4')",
    "before the manifest": "tables.append_manifest = killed(tables.append_manifest, 'before 1')",
    "after the manifest": "tables.append_manifest = killed(tables.append_manifest, 'after 1')",
}


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_each_step_of_the_commit(tmp_path: Path, small: Case, step: str) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(small.base, ledger)
    with start_ingest(ledger, small.raw, LATER, before=KILL + STEPS[step] + "\n") as process:
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    check(ledger, small, is_kept=step == "after the manifest")


@pytest.mark.slow
def test_killed_while_it_sweeps_the_next_one_sweeps(tmp_path: Path, small: Case) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(small.base, ledger)
    for code in (
        STEPS["before the manifest"],
        "tables.remove_snapshots = killed(tables.remove_snapshots, 'after 1')",
    ):
        with start_ingest(ledger, small.raw, LATER, before=f"{KILL}{code}\n") as process:
            process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
    check(ledger, small, is_kept=False)


@pytest.mark.slow
def test_two_processes_at_once_keep_a_file_once(tmp_path: Path, small: Case) -> None:
    ledger = tmp_path / "ledger"
    shutil.copytree(small.base, ledger)
    runs = [start_ingest(ledger, small.raw, LATER) for _ in range(3)]
    ended = [run.communicate(timeout=60) for run in runs]
    assert ended == [("ready\ndone\n", "")] * 3  # each waits for the one before
    assert len([s for s in tables.read_manifest(ledger) if str(s.recorded_at) == LATER]) == 1
    assert figures_in(ledger).equals(small.after)
