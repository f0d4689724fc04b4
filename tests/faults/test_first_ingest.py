"""The first ingest brings the edition into a new ledger: whole or not at all, and never in silence."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.processes import tripoint
from tripoint.store.ledger import Reader, edition_path

pytestmark = pytest.mark.slow

SAMPLE = Path(str(edition_path())).parent / "sources" / "us_cbp_drugs" / "sample"


def records(ledger: Path) -> dict[str, object]:
    done = tripoint("ask", "coverage", "--json", ledger=ledger)
    assert done.code == 0, done.error
    answer: dict[str, object] = json.loads(done.out)
    return answer


@pytest.mark.parametrize("seconds", [0.3, 0.6, 0.8, 1.0, 1.2, 1.5])
def test_a_first_ingest_killed_at_any_moment_leaves_the_whole_edition_or_none(tmp_path: Path, seconds: float) -> None:
    ledger = tmp_path / "ledger"
    env = os.environ | {"TRIPOINT_LEDGER": str(ledger)}
    command = [sys.executable, "-m", "tripoint.cli.main", "ingest", "us_cbp_drugs", "--from", str(SAMPLE)]
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    answer = records(ledger)
    assert answer["record_count"] == whole_edition()


def whole_edition() -> int:
    reader = Reader(edition_path())
    return sum(int(reader.fetch(t.aggregate(n=t.count()))["n"][0].as_py()) for t in tables(reader))


def tables(reader: Reader):  # type: ignore[no-untyped-def]
    return reader.figures(), reader.flows(), reader.statements()


def test_a_folder_that_is_no_ledger_is_not_answered_from_the_edition(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("not a ledger")
    done = tripoint("ask", "coverage", ledger=tmp_path)
    assert done.code == 1
    assert "not a ledger" in done.error


def test_a_file_in_the_place_of_the_ledger_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("x")
    done = tripoint("ask", "coverage", ledger=tmp_path / "ledger")
    assert done.code == 1
    assert "cannot be read" in done.error


def test_an_answer_says_where_it_comes_from(tmp_path: Path) -> None:
    assert records(tmp_path / "none")["answered_from"] == "edition"


def test_a_missing_file_of_the_ledger_is_one_error(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    tripoint("ingest", "int_published_traces", "--from", str(SAMPLE), ledger=ledger)
    next((ledger / "figures" / "source=us_cbp_drugs").glob("*.parquet")).unlink()
    done = tripoint("ask", "border_drug_seizures", ledger=ledger)
    assert done.code == 1
    assert "missing or broken" in done.error
    assert "Traceback" not in done.error
