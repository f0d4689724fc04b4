"""A real file system that is full: all of a snapshot or none, and with room again the same file comes in.

It needs a small tmpfs, which only root may mount. Where it cannot be had the tests are skipped, but not under CI.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_rows, figures_in, ingested
from tests.faults.processes import tripoint
from tripoint.errors import LedgerError
from tripoint.store.compact import compact
from tripoint.store.verify import verify
from tripoint.store.writer import writing

pytestmark = [pytest.mark.slow, pytest.mark.root]
SIZE = 6 << 20
LATER = date(2026, 2, 1)
HARMLESS = {"ledger_rows_unlisted", "ledger_file_stray", "ledger_bytes_unlisted"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if shutil.which("mount") is None or os.name != "posix":
        _cannot("there is no mount here")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        _cannot(done.stderr.strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _cannot(why: str) -> None:
    pytest.fail(f"the disk-full tests need a tmpfs, which cannot be mounted ({why}); leave them out with -m 'not root'")


def fill(disk: Path, *, but_bytes: int) -> Path:
    """Fills the disk so that so much is left."""
    filler = disk / "filler"
    free = shutil.disk_usage(disk).free
    filler.write_bytes(b"x" * max(free - but_bytes, 0))
    return filler


@pytest.mark.parametrize("share", [0, 0.2, 0.5, 0.7, 0.9, 0.95, 0.97, 0.98])
def test_a_file_system_that_fills_up_keeps_all_or_nothing(tmp_path: Path, disk: Path, share: float) -> None:
    """share: of the room that a clean run takes; the last hundredths are the commit, and what follows it."""
    ledger, path = disk / "ledger", cbp_file(tmp_path / "b", cbp_rows(20_000, seed=3))
    ingested(ledger, cbp_file(tmp_path / "a", cbp_rows(500)))
    before = figures_in(ledger)
    filler = fill(disk, but_bytes=int(room_for(path, ledger, disk) * share))
    with pytest.raises(LedgerError, match="cannot be written"):
        ingested(ledger, path, accessed=LATER)
    assert figures_in(ledger).equals(before)
    assert {p.code for p in verify(ledger).problems} <= HARMLESS
    filler.unlink()
    ingested(ledger, path, accessed=LATER)
    assert figures_in(ledger).num_rows == 40_000  # the first file's months are among those of the second
    assert verify(ledger).problems == ()


def room_for(path: Path, ledger: Path, disk: Path) -> int:
    """Bytes that a clean ingest of the file takes."""
    trial = disk / "trial"
    shutil.copytree(ledger, trial)
    free = shutil.disk_usage(disk).free
    ingested(trial, path, accessed=LATER)
    needed = free - shutil.disk_usage(disk).free
    shutil.rmtree(trial)
    return needed


def test_without_room_for_the_manifests_second_copy_the_file_is_kept_and_the_next_writer_makes_it(
    tmp_path: Path, disk: Path
) -> None:
    ledger, path = disk / "ledger", cbp_file(tmp_path / "b", cbp_rows(20_000, seed=3))
    ingested(ledger, cbp_file(tmp_path / "a", cbp_rows(500)))
    filler = fill(disk, but_bytes=room_for(path, ledger, disk) - 4096)
    ingested(ledger, path, accessed=LATER)
    assert seconds(ledger) == 1
    filler.unlink()
    with writing(ledger):
        pass
    assert seconds(ledger) == 2
    assert figures_in(ledger).num_rows == 40_000
    assert verify(ledger).problems == ()


def seconds(ledger: Path) -> int:
    return len(list((ledger / "kept").glob("*.parquet")))


def test_the_command_line_says_it_in_one_error(tmp_path: Path, disk: Path) -> None:
    cbp_file(tmp_path / "raw", cbp_rows(20_000))
    fill(disk, but_bytes=200 << 10)
    ended = tripoint(
        "ingest", "us_cbp_drugs", "--from", str(tmp_path / "raw"), "--accessed", str(LATER), ledger=disk / "ledger"
    )
    assert ended.code == 1
    assert "it cannot be written (" in ended.error
    assert "Make room on the disk" in ended.error
    assert "Traceback" not in ended.error + ended.out


def test_a_file_system_that_may_only_be_read_is_verified_and_answered_from(tmp_path: Path, disk: Path) -> None:
    ledger = disk / "ledger"
    ingested(ledger, cbp_file(tmp_path / "a", cbp_rows(500)))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert verify(ledger).problems == ()
    assert figures_in(ledger).num_rows == 1000
    with pytest.raises(LedgerError, match="Read-only file system"), writing(ledger):
        pass


@pytest.mark.parametrize("room", [0, 100, 300])
def test_compaction_on_a_full_disk_changes_nothing(tmp_path: Path, disk: Path, room: int) -> None:
    ledger = disk / "ledger"
    for day in (1, 2, 3):
        path = cbp_file(tmp_path / str(day), cbp_rows(6_000, seed=day))
        ingested(ledger, path, accessed=date(2026, 3, day))
    before = figures_in(ledger)
    filler = fill(disk, but_bytes=room << 10)
    with pytest.raises(LedgerError, match="cannot be written"), writing(ledger) as writer:
        compact(writer)
    assert figures_in(ledger).equals(before)
    assert {p.code for p in verify(ledger).problems} <= HARMLESS
    filler.unlink()
    with writing(ledger) as writer:
        compact(writer)
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()
