"""Folders of results: never within the ledger, and never a file; nothing is written before that is known."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.processes import Ended, tripoint_here

Command = Callable[..., Ended]
VERBS = (
    ("report", "--lang", "en", "--out"),
    ("return", "demo", "--out"),
    ("ledger", "rebuild", "--to"),
    ("fetch", "us_cdc_overdose", "--to"),
)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    monkeypatch.setenv("TRIPOINT_DESK", str(tmp_path / "desk.sqlite"))

    def run(*arguments: str) -> Ended:
        return tripoint_here(monkeypatch, capsys, *arguments, ledger=tmp_path / "ledger", language="en")

    return run


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_folder_in_the_ledger_is_refused(command: Command, tmp_path: Path, verb: tuple[str, ...]) -> None:
    (tmp_path / "ledger").mkdir()
    ended = command(*verb, str(tmp_path / "ledger" / "more"))
    assert (ended.code, ended.out) == (1, "")
    assert "the ledger" in ended.error
    assert list((tmp_path / "ledger").iterdir()) == []


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_file_is_no_folder(command: Command, tmp_path: Path, verb: tuple[str, ...]) -> None:
    (tmp_path / "notes.txt").write_text("kept", encoding="utf-8")
    ended = command(*verb, str(tmp_path / "notes.txt"))
    assert (ended.code, ended.out) == (1, "")
    assert "is a file, and a folder is asked" in ended.error
    assert (tmp_path / "notes.txt").read_text("utf-8") == "kept"
