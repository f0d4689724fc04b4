"""A folder that is no ledger is left as it is, and a ledger that lost its manifest is neither read nor written."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_rows, figures_in, ingested
from tripoint.errors import LedgerError
from tripoint.pipeline.rebuild import rebuild
from tripoint.store import tables
from tripoint.store.folder import is_ledger
from tripoint.store.ledger import edition_path, open_reader
from tripoint.store.verify import verify
from tripoint.store.writer import writing


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "a", cbp_rows(30)))
    return tmp_path / "ledger"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != tables.LOCK
    }


def test_a_copy_of_the_edition_named_as_the_ledger_loses_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "edition"
    shutil.copytree(edition_path(), copy)
    before = contents(copy)
    with pytest.raises(LedgerError, match="not a ledger"), writing(copy):
        pass
    assert contents(copy) == before


LOST: dict[str, Callable[[Path], object]] = {
    "its log": lambda ledger: shutil.rmtree(ledger / "snapshots" / "_delta_log"),
    "what its log says": lambda ledger: next((ledger / "snapshots" / "_delta_log").glob("*.json")).unlink(),
    "all of it": lambda ledger: shutil.rmtree(ledger / "snapshots"),
}


@pytest.mark.parametrize("lost", LOST)
def test_a_ledger_without_its_manifest_is_neither_answered_for_nor_swept_nor_rebuilt(
    tmp_path: Path, ledger: Path, lost: str
) -> None:
    LOST[lost](ledger)
    before = contents(ledger)
    with pytest.raises(LedgerError, match="manifest is lost"):
        open_reader(ledger)  # not from the edition
    with pytest.raises(LedgerError, match="manifest is lost"), writing(ledger):
        pass
    with pytest.raises(LedgerError, match="manifest is lost"):
        rebuild(ledger, tmp_path / "again")
    assert [problem.code for problem in verify(ledger).problems] == ["ledger_manifest_broken"]
    assert contents(ledger) == before


def test_a_second_copy_of_the_manifest_that_is_not_there_is_made_by_the_next_writer(ledger: Path) -> None:
    before = figures_in(ledger)
    shutil.rmtree(ledger / "kept")
    with writing(ledger):
        pass
    assert tables.has_seconds(ledger)
    assert figures_in(ledger).equals(before)


def test_what_sorting_set_aside_does_not_make_another_folder_of_it(tmp_path: Path) -> None:
    (tmp_path / "spill-x").mkdir()
    assert not is_ledger(tmp_path)
    assert open_reader(tmp_path).is_edition


def test_a_folder_whose_name_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot hold"), writing(tmp_path / os.fsdecode(b"a\xe9")):
        pass


@pytest.mark.parametrize("inside", ["again", "figures/again", "kept/again"])
def test_a_ledger_is_not_rebuilt_inside_itself(ledger: Path, inside: str) -> None:
    """The next writer would take the files of a ledger among its tables for leftovers."""
    before = contents(ledger)
    with pytest.raises(LedgerError, match="inside the ledger"):
        rebuild(ledger, ledger / inside)
    assert contents(ledger) == before


def test_a_ledger_is_not_rebuilt_into_a_file(tmp_path: Path, ledger: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LedgerError, match="not empty"):
        rebuild(ledger, tmp_path / "file")
