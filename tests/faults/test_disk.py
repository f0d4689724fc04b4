"""A disk that is full: one clear error, exit code 1, and a ledger as it was."""

from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_rows, figures_in, files_in
from tests.faults.processes import tripoint

pytestmark = pytest.mark.slow
EARLIER = ("ingest", "us_cbp_drugs", "--accessed", "2026-01-02", "--from")
ARGUMENTS = ("ingest", "us_cbp_drugs", "--accessed", "2026-02-01", "--from")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with one file of 1,000 rows, whose own files are larger than the limits below."""
    folder = tmp_path_factory.mktemp("disk")
    cbp_file(folder / "first", cbp_rows(1000))
    assert tripoint(*EARLIER, str(folder / "first"), ledger=folder / "ledger").code == 0
    return folder / "ledger"


@pytest.mark.parametrize("limit", [200, 4_000, 20_000, 100_000])
def test_a_full_disk_is_one_error_and_changes_nothing(tmp_path: Path, ledger: Path, limit: int) -> None:
    before, figures = files_in(ledger), figures_in(ledger)
    cbp_file(tmp_path, cbp_rows(20_000, seed=limit))
    ended = tripoint(*ARGUMENTS, str(tmp_path), ledger=ledger, file_limit_bytes=limit)
    assert ended.code == 1
    assert ended.error.strip().splitlines()[0].startswith(f"{ledger}: it cannot be written (")
    assert "File too large" in ended.error
    assert "Make room on the disk" in ended.error
    assert "Traceback" not in ended.error + ended.out
    assert files_in(ledger) == before
    assert figures_in(ledger).equals(figures)


def test_with_room_again_the_same_file_comes_in(tmp_path: Path, ledger: Path) -> None:
    cbp_file(tmp_path, cbp_rows(20_000, seed=1))
    assert tripoint(*ARGUMENTS, str(tmp_path), ledger=ledger, file_limit_bytes=4_000).code == 1
    ended = tripoint(*ARGUMENTS, str(tmp_path), ledger=ledger)
    assert (ended.code, "40,000 figures" in ended.error) == (0, True)


def test_a_new_ledger_on_a_full_disk_is_one_error(tmp_path: Path) -> None:
    cbp_file(tmp_path / "raw", cbp_rows(1000))
    ended = tripoint(*ARGUMENTS, str(tmp_path / "raw"), ledger=tmp_path / "ledger", file_limit_bytes=200)
    assert ended.code == 1
    assert "cannot be written" in ended.error
    assert "Traceback" not in ended.error
    assert not list((tmp_path / "ledger").rglob("*.parquet"))
