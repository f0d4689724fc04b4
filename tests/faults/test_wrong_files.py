"""The command line on wrong files: exit code 1 and one error with file, column, value, rows and cure."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_row, cbp_rows, files_in
from tests.conformance.samples import folder_of
from tests.faults.processes import Ended, tripoint, tripoint_here
from tests.workbooks import write_workbook
from tripoint.sources.catalogue import source

pytestmark = pytest.mark.slow
NAME = "nationwide-drugs-made.csv"


Command = Callable[..., Ended]


def arguments(folder: Path, accessed: str = "2026-02-01") -> tuple[str, ...]:
    return ("ingest", "us_cbp_drugs", "--from", str(folder), "--accessed", accessed)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wrong")
    cbp_file(folder / "first", cbp_rows(600))
    assert tripoint(*arguments(folder / "first", "2026-01-02"), ledger=folder / "ledger").code == 0
    return folder / "ledger"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ledger: Path) -> Command:
    """Runs the command line on the ledger in this process."""
    return partial(tripoint_here, monkeypatch, capsys, ledger=ledger)


def text(folder: Path) -> str:
    return cbp_file(folder, cbp_rows(600, seed=3)).read_text("utf-8")


def cut_off(folder: Path) -> None:
    (folder / NAME).write_text(text(folder)[:-20], encoding="utf-8")


def cut_to_the_header(folder: Path) -> None:
    (folder / NAME).write_text(text(folder).splitlines()[0] + "\n", encoding="utf-8")


def empty(folder: Path) -> None:
    (folder / NAME).write_bytes(b"")


def in_utf_16(folder: Path) -> None:
    (folder / NAME).write_bytes(text(folder).encode("utf-16"))


def in_latin_1(folder: Path) -> None:
    (folder / NAME).write_bytes(text(folder).replace("Heroin", "Héroïne").encode("latin-1"))


def with_a_nul(folder: Path) -> None:
    (folder / NAME).write_bytes(text(folder).encode().replace(b"Heroin", b"Her\0in", 1))


def a_workbook(folder: Path) -> None:
    write_workbook(folder / NAME, {"Sheet1": [["FY"], [2025]]})


def a_directory(folder: Path) -> None:
    (folder / NAME).mkdir()


def of_another_source(folder: Path) -> None:
    other = folder_of(source("ca_cbsa_published")) / "sample" / "cbsa_seizures_transcribed.csv"
    (folder / NAME).write_bytes(other.read_bytes())


def with_a_new_drug(folder: Path) -> None:
    cbp_file(folder, [*cbp_rows(600), cbp_row(drug="Nitazenes"), cbp_row(month="AUG", drug="Nitazenes")])


def with_a_key_twice(folder: Path) -> None:
    cbp_file(folder, [*cbp_rows(600), *cbp_rows(1)])


def with_a_blank_line(folder: Path) -> None:
    (folder / NAME).write_text(text(folder) + "\n", encoding="utf-8")


def saved_with_semicolons(folder: Path) -> None:
    (folder / NAME).write_text(text(folder).replace(",", ";"), encoding="utf-8")


WRONG: dict[Callable[[Path], None], tuple[str, str]] = {
    cut_off: (
        "the file ends in the middle of its last line.",
        "Download it again; the transfer was cut off.",
    ),
    cut_to_the_header: ("records read: 0; at least 500 are expected.", "Download the whole file"),
    empty: ("the file is empty.", "Download it again from the publisher."),
    in_utf_16: ("the file is not UTF-8 text.", "a spreadsheet program may have saved it anew."),
    in_latin_1: ("the file is not UTF-8 text.", "a spreadsheet program may have saved it anew."),
    with_a_nul: ("the file is not UTF-8 text.", "a spreadsheet program may have saved it anew."),
    a_workbook: ("the file is not UTF-8 text.", "a spreadsheet program may have saved it anew."),
    a_directory: ("no file was found that matches nationwide-drugs-*.csv.", "Put the publisher's file"),
    of_another_source: (
        "the file is not of this source: its columns are period_start, period_end",
        "Give each file under the publisher's own name",
    ),
    with_a_new_drug: (
        f"us_cbp_drugs, {NAME}: column 'Drug Type' holds 'Nitazenes' (rows: 2), which no lookup maps.",
        "Add it to registry/data/substance_labels.csv",
    ),
    with_a_key_twice: ("the key (FY | Month (abbv)", "Remove the repeated rows"),
    with_a_blank_line: (
        "a row does not have the columns of the header (row 602 is blank).",
        "Download the file again",
    ),
    saved_with_semicolons: ("the file is not of this source: its columns are FY;Month", "Give each file under"),
}


@pytest.mark.parametrize("make", WRONG, ids=lambda f: f.__name__)
def test_a_wrong_file_is_named_and_nothing_is_kept(
    tmp_path: Path, ledger: Path, command: Command, make: Callable[[Path], None]
) -> None:
    before = files_in(ledger)
    make(tmp_path)
    ended = command(*arguments(tmp_path))
    assert ended.code == 1
    message, cure = WRONG[make]
    assert message in ended.error
    assert cure in ended.error
    assert "No part of a file with a problem was kept." in ended.error
    assert "Traceback" not in ended.error + ended.out
    assert files_in(ledger) == before


@pytest.mark.parametrize("language", ["es", "fr"])
def test_in_other_languages_it_ends_the_same_way(tmp_path: Path, command: Command, language: str) -> None:
    with_a_new_drug(tmp_path)
    ended = command(*arguments(tmp_path), language=language)
    assert ended.code == 1
    assert "Nitazenes" in ended.error
    assert "Traceback" not in ended.error + ended.out


def test_a_process_of_its_own_ends_with_exit_code_1_and_no_stack_trace(tmp_path: Path, ledger: Path) -> None:
    with_a_new_drug(tmp_path)
    ended = tripoint(*arguments(tmp_path), ledger=ledger)
    assert (ended.code, ended.out) == (1, "Files kept: 0 of 1.\n")
    assert WRONG[with_a_new_drug][0] in ended.error
    assert "Traceback" not in ended.error


def test_a_right_file_is_kept_beside_a_wrong_one(tmp_path: Path, command: Command) -> None:
    cbp_file(tmp_path, cbp_rows(700, seed=11), name="nationwide-drugs-right.csv")
    cbp_file(tmp_path, [*cbp_rows(600, seed=12), cbp_row(drug="Nitazenes")], name="nationwide-drugs-wrong.csv")
    ended = command(*arguments(tmp_path))
    assert ended.code == 1
    assert "nationwide-drugs-right.csv: 1,400 figures" in ended.error
    assert "nationwide-drugs-wrong.csv: column 'Drug Type' holds 'Nitazenes' (rows: 1)" in ended.error


def test_a_file_whose_name_is_not_utf_8_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    cbp_file(tmp_path / "raw", cbp_rows(700, seed=14), name="nationwide-drugs-right.csv")
    cbp_file(tmp_path / "raw", cbp_rows(700, seed=15), name=os.fsdecode(b"nationwide-drugs-a\xe9.csv"))
    ended = tripoint(*arguments(tmp_path / "raw"), ledger=tmp_path / "ledger")
    assert (ended.code, ended.out) == (1, "Files kept: 1 of 2.\n")
    assert "it cannot be opened (UTF-8)." in ended.error
    assert "Traceback" not in ended.error


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("ingest", "us_nothing", "--from", "."), "there is no source 'us_nothing'"),
        (("ingest", "us_cbp_drugs", "--from", "no-such-folder"), "there is no such folder"),
        (("ingest", "us_cbp_drugs"), "the folder with the publishers' files is not given"),
        (("ingest", "us_cbp_drugs", "--from", ".", "--accessed", "2026-02-30"), "'2026-02-30' is not a date"),
        (("ingest", "us_cbp_drugs", "--from", ".", "--lang", "de"), "'de' is not a language of Tripoint"),
    ],
)
def test_a_wrong_argument_is_one_line_and_a_cure(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = command(*wrong)
    assert ended.code == 1
    head, cure = ended.error.strip().splitlines()
    assert message in head
    assert cure.startswith("  ")


def test_a_file_without_a_date_asks_for_one(tmp_path: Path, command: Command) -> None:
    cbp_file(tmp_path, cbp_rows(600, seed=13))
    ended = command("ingest", "us_cbp_drugs", "--from", str(tmp_path))
    assert ended.code == 1
    assert "Say it: --accessed YYYY-MM-DD." in ended.error
