"""`tripoint ledger take-desk` as a user runs it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.controls.notices_made import AT, INCIDENT, NOTICE, pairs
from tests.faults.processes import Ended, tripoint_here
from tripoint.controls import audit
from tripoint.store.desk.audit import put_out
from tripoint.store.desk.opening import open_desk

Command = Callable[..., Ended]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    monkeypatch.setenv("TRIPOINT_DESK", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("TRIPOINT_OPERATOR", "Desk 3")
    monkeypatch.setenv("TRIPOINT_NODE", "example_north")

    def run(*arguments: str, language: str = "en") -> Ended:
        return tripoint_here(monkeypatch, capsys, *arguments, ledger=tmp_path / "ledger", language=language)

    return run


def sets(base: dict[str, str]) -> list[str]:
    return [part for pair in pairs(base) for part in ("--set", pair)]


def enter(command: Command) -> None:
    for arguments in (["new", *sets(NOTICE)], ["check", "1"], ["send", "1", "--on", "2026-03-11"]):
        assert command("notice", *arguments).code == 0
    assert command("notice", "incident", "new", *sets(INCIDENT)).code == 0


def test_without_a_desk_it_says_so_and_makes_none(command: Command, tmp_path: Path) -> None:
    ended = command("ledger", "take-desk")
    assert ended.code == 1
    assert "there is no desk here, so there is nothing to take." in ended.error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_it_takes_once_says_what_and_leaves_an_audit_line(command: Command, tmp_path: Path) -> None:
    enter(command)
    first = command("ledger", "take-desk", "--purpose", "weekly")
    assert first.code == 0
    assert "desk-example_north-1-2.jsonl: pre-export notices: 1, incidents: 1\n" in first.out
    assert "Taken from the desk: 2; in the ledger before: 0; not taken: 0.\n" in first.out
    again = command("ledger", "take-desk", language="es")
    assert "Incorporados de la mesa: 0; ya en el libro: 2; sin incorporar: 0.\n" in again.out
    again = command("ledger", "take-desk", language="fr")
    assert "Pris au bureau\u00a0: 0; déjà au registre\u00a0: 2; non pris\u00a0: 0.\n" in again.out
    desk = open_desk(str(tmp_path / "desk.sqlite"))
    lines = [line for line in audit.last_lines(desk, 100) if line["action"] == "outbox.take"]
    first_line = lines[0]
    assert (first_line["who"], first_line["purpose"], first_line["subject"]) == ("Desk 3", "weekly", "example_north")
    assert len(lines) == 3
    assert audit.verify(desk).broken is None
    assert json.loads(command("ledger", "verify", "--json").out)["is_whole"]
    with desk.writing() as connection:
        put_out(connection, kind="rumours", record_id="r", version=1, at=AT.isoformat(), body="{}")
    left = command("ledger", "take-desk")
    assert left.code == 1
    assert "desk, outbox: [error] line 3 does not fit a record kind (no such kind); it was not taken." in left.out


@pytest.mark.slow
def test_the_public_faces_say_nothing_of_it(command: Command) -> None:
    enter(command)
    assert command("ledger", "take-desk").code == 0
    for arguments in (["ask", "sources_held", "--json"], ["ask", "data_quality", "--json"], ["sources", "--json"]):
        told = command(*arguments).out
        assert "desk-example_north" not in told
        assert "acetic anhydride" not in told
    listed = {entry["source"]: entry for entry in json.loads(command("sources", "--json").out)["sources"]}
    assert [series["records"] for series in listed["desk"]["series"]] == [0]


def test_a_name_that_no_installation_can_have_is_refused(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRIPOINT_NODE", "México")
    ended = command("ledger", "take-desk")
    assert ended.code != 0
    assert "TRIPOINT_NODE" in ended.error
    assert list(tmp_path.iterdir()) == []


def test_the_source_is_not_ingested_by_hand(command: Command, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    ended = command("ingest", "desk", "--from", str(tmp_path / "raw"))
    assert ended.code == 1
    assert "tripoint ledger take-desk" in ended.error
