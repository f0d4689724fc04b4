"""Readers while the ledger is compacted, and a compaction or repair that is killed."""

import shutil
import signal
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_rows, figures_in, ingested
from tripoint.store import tables
from tripoint.store.compact import compact
from tripoint.store.ledger import Reader
from tripoint.store.stops import UPKEEP_POINTS
from tripoint.store.verify import verify
from tripoint.store.writer import writing

pytestmark = pytest.mark.slow
READ = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tripoint.store.ledger import Reader

    print("ready", flush=True)
    seen = []
    for _ in sys.stdin:  # a line for each answer; the end of the input ends it
        reader = Reader(Path(sys.argv[1]))
        seen.append(reader.fetch(reader.figures()).num_rows)
    print(sorted(set(seen)), len(seen), flush=True)
    """
)
UPKEEP = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tripoint.pipeline.repair import repair
    from tripoint.store.compact import compact
    from tripoint.store.writer import writing

    with writing(Path(sys.argv[1])) as writer:
        {"compact": compact, "repair": repair}[sys.argv[2]](writer)
    """
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four files of one series, each with more than the one before."""
    folder = tmp_path_factory.mktemp("base")
    for month in range(1, 5):
        path = cbp_file(folder / f"raw{month}", cbp_rows(500 + 200 * month, seed=month))
        ingested(folder / "ledger", path, accessed=date(2026, month, 1))
    return folder / "ledger"


@pytest.fixture
def ledger(tmp_path: Path, base: Path) -> Path:
    shutil.copytree(base, tmp_path / "ledger")
    return tmp_path / "ledger"


def test_a_reader_that_began_before_a_compaction_goes_on_after_it(ledger: Path) -> None:
    reader = Reader(ledger)
    before = reader.fetch(reader.figures())
    with writing(ledger) as writer:
        assert compact(writer).before == 8
    assert reader.fetch(reader.figures()).num_rows == before.num_rows


def test_readers_during_compactions_always_see_the_same_records(tmp_path: Path, ledger: Path) -> None:
    rows = figures_in(ledger).num_rows
    command = [sys.executable, "-c", READ, str(ledger)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "ready\n"
        for turn in range(9):
            process.stdin.write("read\n" * 4)
            process.stdin.flush()
            if turn % 3 == 0:
                path = cbp_file(tmp_path / f"more{turn}", cbp_rows(20, seed=turn + 90))
                ingested(ledger, path, accessed=date(2025, 1, turn + 1))  # older: changes no answer
            with writing(ledger) as writer:
                compact(writer)
        process.stdin.close()
        assert process.stdout.readline() == f"[{rows}] 36\n"
    assert figures_in(ledger).num_rows == rows
    assert verify(ledger).problems == ()


@pytest.mark.parametrize("point", [p for p in UPKEEP_POINTS if p.startswith(("compact", "repair"))])
def test_upkeep_that_is_killed_loses_nothing_and_is_done_again(
    ledger: Path, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figures_in(ledger)
    what = point.partition(":")[0]
    if what == "repair":
        shutil.rmtree(ledger / "figures")
    monkeypatch.setenv("TRIPOINT_STOP_AT", point)
    run = subprocess.run([sys.executable, "-c", UPKEEP, str(ledger), what], timeout=60, check=False)
    assert run.returncode == -signal.SIGKILL
    monkeypatch.delenv("TRIPOINT_STOP_AT")
    if what == "compact":
        assert figures_in(ledger).equals(before)
        assert {p.code for p in verify(ledger).problems} <= {"ledger_file_stray"}
    subprocess.run([sys.executable, "-c", UPKEEP, str(ledger), what], timeout=60, check=True)
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()
    assert [f for f in tables.files(ledger, "figures") if not Path(f).is_file()] == []


def test_points_of_ingest_and_upkeep_are_all_tested() -> None:
    assert {p.partition(":")[0] for p in UPKEEP_POINTS} == {"sweep", "compact", "repair"}
