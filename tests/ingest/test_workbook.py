"""Workbooks: a sheet as a person reads it, and what is no workbook is named."""

from pathlib import Path

import pytest

from tests.workbooks import write_workbook
from tripoint.errors import BadInput, Problem, Problems
from tripoint.ingest.workbook import sheet_rows


def problem(path: Path, sheet: str | None = None) -> Problem:
    with pytest.raises(BadInput) as caught:
        sheet_rows(path, sheet, Problems("made", path.name))
    (found,) = caught.value.problems
    return found


def test_numbers_lose_the_point_that_excel_gives_them_and_no_more(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "made.xlsx", {"One": [["a", 3.0, 2.5, "007", None]]})
    assert sheet_rows(path, None, Problems("made", path.name)) == [["a", "3", "2.5", "007"]]


def test_empty_cells_and_rows_keep_their_place(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "made.xlsx", {"One": [[None, "b"], [], ["c", None]]})
    assert sheet_rows(path, "One", Problems("made", path.name)) == [["", "b"], ["", ""], ["c", ""]]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    found = problem(write_workbook(tmp_path / "made.xlsx", {"One": [["a"]], "Two": [["b"]]}), "Three")
    assert (found.code, found.detail) == ("header_not_found", "no sheet 'Three'; sheets: One, Two")


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"PK\x03\x04" + bytes(30), b"<html></html>"])
def test_a_file_that_is_no_workbook_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "made.xlsx"
    path.write_bytes(data)
    assert problem(path).code == "unreadable_workbook"


def test_a_workbook_cut_off_is_named(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "made.xlsx", {"One": [["a"]]})
    path.write_bytes(path.read_bytes()[:-100])
    assert problem(path).code == "unreadable_workbook"


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    path.touch()
    assert problem(path).code == "empty_file"
