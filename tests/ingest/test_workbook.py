"""Workbooks: a sheet as a person reads it, and what is no workbook is named."""

import zipfile
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


def with_cell(folder: Path, sheet: str, cell: str) -> Path:
    """A workbook of two sheets, into one of which a cell is written by hand, in a row below the others."""
    path = write_workbook(folder / "plain.xlsx", {"One": [["a", "b"], ["1", "2"]], "Two": [["c"]]})
    made = folder / "made.xlsx"
    member = {"One": "xl/worksheets/sheet1.xml", "Two": "xl/worksheets/sheet2.xml"}[sheet]
    with zipfile.ZipFile(path) as plain, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name in plain.namelist():
            text = plain.read(name)
            if name == member:
                assert b"</sheetData>" in text
                text = text.replace(b"</sheetData>", f"<row>{cell}</row></sheetData>".encode())
            package.writestr(name, text)
    return made


@pytest.mark.parametrize("address", ["XFD1048576", "XFD5", "A1048576", "ZZ3"])
def test_a_stray_cell_far_out_is_named_and_no_room_is_made_up_to_it(tmp_path: Path, address: str) -> None:
    found = problem(with_cell(tmp_path, "One", f'<c r="{address}" t="inlineStr"><is><t>x</t></is></c>'), "One")
    assert (found.code, found.column, found.value) == ("cell_far_out", "One", address)


def test_a_stray_cell_of_a_sheet_that_is_not_read_stops_nothing(tmp_path: Path) -> None:
    path = with_cell(tmp_path, "Two", '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>')
    assert sheet_rows(path, "One", Problems("made", path.name)) == [["a", "b"], ["1", "2"]]


def test_an_error_of_the_spreadsheet_is_named_and_never_a_blank(tmp_path: Path) -> None:
    found = problem(with_cell(tmp_path, "One", '<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'), "One")
    assert (found.code, found.column, found.value) == ("cell_error", "One", "B3: #DIV/0!")
