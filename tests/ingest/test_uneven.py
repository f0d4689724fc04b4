"""Lists of users as they come."""

import io
from pathlib import Path

import openpyxl
import pytest

from tripoint.errors import PROBLEMS, BadInput, Problems
from tripoint.ingest.uneven import MOST_JOINED, Line, uneven_csv, uneven_sheet


def read(data: bytes) -> list[Line]:
    return list(uneven_csv(io.BytesIO(data), Problems("screen", "list.csv")).lines)


def flaws(data: bytes) -> list[tuple[int, str]]:
    return [(number, flaw) for number, _, _, flaw in read(data)]


def test_every_line_comes_out_with_its_number_and_cells() -> None:
    assert [(n, list(cells)) for n, _, cells, _ in read(b"name,cas\nFentanyl,437-38-7\r\nCodeine,\n")] == [
        (2, ["Fentanyl", "437-38-7"]), (3, ["Codeine", ""]),
    ]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_header(delimiter: str) -> None:
    data = f"name{delimiter}cas\nacetone{delimiter}67-64-1\n".encode()
    assert list(read(data)[0][2]) == ["acetone", "67-64-1"]


def test_a_line_of_another_encoding_is_read_and_noted() -> None:
    lines = read("nombre,cas\nanhídrido acético,\n".encode() + "cetona de metilo y etilo é,\n".encode("latin-1"))
    assert [(line[2][0], line[3]) for line in lines] == [
        ("anhídrido acético", ""), ("cetona de metilo y etilo é", "other_encoding"),
    ]  # fmt: skip


def test_blank_and_broken_lines_stay_at_their_places_and_the_rest_is_read() -> None:
    assert flaws(b"a,b\n\n1,2\n1,2,3\n1\n,\n3,4") == [
        (2, "blank_line"), (3, ""), (4, "broken_line"), (5, "broken_line"), (6, "blank_line"), (7, ""),
    ]  # fmt: skip


def test_a_quoted_cell_may_span_lines_and_a_quote_that_never_closes_takes_nothing_with_it() -> None:
    assert flaws(b'a,b\n"one\ntwo",2\n3,4\n') == [(2, ""), (4, "")]
    after = b"".join(b"%d,2\n" % n for n in range(2 * MOST_JOINED))
    found = flaws(b'a,b\n"open,2\n' + after)
    assert found[0] == (2, "broken_line")
    assert [flaw for _, flaw in found[1:]] == [""] * 2 * MOST_JOINED


def test_a_very_long_line_is_named_and_not_held() -> None:
    assert flaws(b"a,b\n" + b"x" * (3 << 20) + b",1\n1,2\n") == [(2, "line_too_long"), (3, "")]


@pytest.mark.parametrize("data", [b"", b"\n", "name,cas\n".encode("utf-16")])
def test_a_file_without_a_header_or_of_another_encoding_is_refused_whole(data: bytes) -> None:
    with pytest.raises(BadInput):
        read(data)


def test_a_formula_of_a_workbook_leaves_its_line_without_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["name", "quantity"], ["Fentanyl", 25], ["=1+1", 2], [None, None], ["Codeine", 1.5]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "list.xlsx")
    table = uneven_sheet(tmp_path / "list.xlsx", Problems("screen", "list.xlsx"))
    assert [(n, list(cells), flaw) for n, _, cells, flaw in table.lines] == [
        (2, ["Fentanyl", "25"], ""), (3, [], "formula_in_cell"), (4, [], "blank_line"), (5, ["Codeine", "1.5"], ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "list_empty"), (b"  \n", "list_empty"), ("name\nacetone\n".encode("utf-16"), "list_not_utf8")],
)
def test_the_cure_of_an_own_list_is_not_the_publisher(data: bytes, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(data)
    (problem,) = refused.value.problems
    assert problem.code == code
    assert "publisher" not in PROBLEMS[code][1]
