"""`tripoint ledger …` as a user runs it: exit codes, words in three languages, JSON."""

import json
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_row, cbp_rows, ingested
from tests.faults.processes import Ended, tripoint, tripoint_here

Command = partial[Ended]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "a", cbp_rows(600)))
    return tmp_path / "ledger"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ledger: Path) -> Command:
    return partial(tripoint_here, monkeypatch, capsys, ledger=ledger)


def damaged(ledger: Path) -> str:
    path = next(ledger.glob("figures/*/*.parquet"))
    path.unlink()
    return path.relative_to(ledger).as_posix()


def test_a_whole_ledger_is_said_to_be_whole(command: Command) -> None:
    ended = command("ledger", "verify")
    assert (ended.code, ended.error) == (0, "")
    assert ended.out == "Checked: files: 3, records: 1,201, kept copies: 1.\nThe ledger is whole.\n"


@pytest.mark.parametrize(
    ("language", "message", "verdict"),
    [
        ("en", "[error] a file of the table is missing.", "The ledger is not whole."),
        ("es", "[error] falta un archivo de la tabla.", "El libro de registros no está íntegro."),
        ("fr", "[erreur] un fichier de la table manque.", "Le registre n’est pas intègre."),
    ],
)
def test_a_missing_file_is_named_with_its_cure_and_the_exit_code_is_1(
    command: Command, ledger: Path, language: str, message: str, verdict: str
) -> None:
    path = damaged(ledger)
    ended = command("ledger", "verify", language=language)
    assert ended.code == 1
    head, cure, *_ = ended.out.splitlines()
    assert head == f"us_cbp_drugs, {path}: {message}"
    assert "`tripoint ledger repair`" in cure
    assert ended.out.splitlines()[-1] == verdict


def test_json_tells_the_same_to_machines(command: Command, ledger: Path) -> None:
    path = damaged(ledger)
    ended = command("ledger", "verify", "--json")
    told = json.loads(ended.out)
    assert (ended.code, told["is_whole"], told["files"], told["records"]) == (1, False, 3, 1)
    assert [(p["code"], p["file"], p["rows"]) for p in told["problems"]] == [
        ("ledger_file_missing", path, 0),
        ("ledger_rows_differ", "nationwide-drugs-made.csv", 0),
    ]


def test_repair_mends_it_and_says_what_was_written_anew(command: Command, ledger: Path) -> None:
    damaged(ledger)
    ended = command("ledger", "repair")
    assert (ended.code, ended.out) == (
        0, "Written anew: us_cbp_drugs, nationwide-drugs-made.csv\nThe ledger is whole.\n",
    )  # fmt: skip


def test_the_same_ingest_again_mends_it(command: Command, ledger: Path, tmp_path: Path) -> None:
    damaged(ledger)
    ended = command("ingest", "us_cbp_drugs", "--from", str(tmp_path / "a"))
    assert ended.code == 0
    assert "nationwide-drugs-made.csv: mended in the ledger" in ended.error
    assert command("ledger", "verify").code == 0


def test_what_cannot_be_mended_ends_with_1_and_the_reason(command: Command, ledger: Path) -> None:
    damaged(ledger)
    shutil.rmtree(ledger / "kept")
    ended = command("ledger", "repair")
    assert ended.code == 1
    assert "it cannot be read again: no copy of it is kept." in ended.out


def test_compact_and_vacuum_say_what_they_did(command: Command, ledger: Path, tmp_path: Path) -> None:
    from datetime import date

    ingested(ledger, cbp_file(tmp_path / "b", [cbp_row()]), accessed=date(2026, 2, 1))
    out = command("ledger", "compact").out
    assert out == "Files before: 4; now: 2. The old ones stay until `tripoint ledger vacuum`.\n"
    assert command("ledger", "compact").out == "The ledger's files are few and sorted already.\n"
    assert command("ledger", "vacuum").out == "Files deleted: 0 (bytes: 0).\n"
    assert command("ledger", "vacuum", "--older-than", "0h").out.startswith("Files deleted: 4 (bytes: ")


def test_rebuild_compares_and_says_so(command: Command, tmp_path: Path) -> None:
    ended = command("ledger", "rebuild", "--to", str(tmp_path / "again"))
    assert ended.code == 0
    assert ended.out.splitlines() == [
        f"Made again: files: 1, records: 1,201. Ledger: {tmp_path / 'again'}",
        "Compared as sorted rows, every record and every line of the manifest is equal in both.",
    ]
    again = command("ledger", "rebuild", "--to", str(tmp_path / "again"))
    assert (again.code, "the folder is not empty" in again.error) == (1, True)


@pytest.mark.parametrize("verb", ["verify", "repair", "compact", "vacuum"])
def test_without_a_ledger_each_verb_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, verb: str
) -> None:
    ended = tripoint_here(monkeypatch, capsys, "ledger", verb, ledger=tmp_path / "none")
    assert (ended.code, not (tmp_path / "none").exists()) == (1, True)
    assert "there is no ledger here\n  Fill it with `tripoint ingest`." in ended.error


def test_a_time_that_is_none_is_refused(command: Command) -> None:
    ended = command("ledger", "vacuum", "--older-than", "a week")
    assert (ended.code, "'a week' is not a time" in ended.error) == (1, True)


@pytest.mark.slow
def test_without_a_standard_output_the_exit_code_still_tells(ledger: Path) -> None:
    environment = os.environ | {"TRIPOINT_LEDGER": str(ledger)}
    closed = f"'{sys.executable}' -m tripoint.cli.main ledger verify >&-"
    ended = subprocess.run(["sh", "-c", closed], env=environment, stderr=subprocess.PIPE, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.slow
def test_a_writer_at_work_is_told_apart_from_damage(ledger: Path) -> None:
    from tripoint.store.writer import writing

    with writing(ledger):
        ended = tripoint("ledger", "verify", ledger=ledger)
    assert (ended.code, "another process is writing" in ended.error) == (1, True)
