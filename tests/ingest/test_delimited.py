"""Delimited text: what is not the publisher's table is named, and nothing of it is passed over in silence."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripoint.errors import BadInput, Problem, Problems
from tripoint.ingest import delimited
from tripoint.ingest.delimited import delimited_rows, open_delimited

Read = tuple[list[dict[str, str]], list[int]]


def read(folder: Path, data: bytes, *, encoding: str = "utf-8", columns: tuple[str, ...] = ("a", "b")) -> Read:
    """(rows, their numbers in the file)."""
    path = folder / "made.csv"
    path.write_bytes(data)
    problems = Problems("made", path.name)
    table = open_delimited(path, encoding=encoding, columns=columns, varied=("b",), problems=problems)
    rows, numbers = [], []
    for batch in table.batches():
        rows += batch.columns.to_pylist()
        numbers += batch.rows.to_pylist()
    problems.raise_if_any()
    return rows, numbers


def problem(folder: Path, data: bytes, *, encoding: str = "utf-8") -> Problem:
    """The one problem of a file."""
    with pytest.raises(BadInput) as caught:
        read(folder, data, encoding=encoding)
    (found,) = caught.value.problems
    return found


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "BLOCK_BYTES", 64)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path, end: str, mark: bytes) -> None:
    data = mark + f"a,b{end}1,é{end}3,4{end}".encode()
    assert read(tmp_path, data) == ([{"a": "1", "b": "é"}, {"a": "3", "b": "4"}], [2, 3])


def test_a_header_without_rows_is_a_table_without_rows(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b\n") == ([], [])


def test_cells_that_look_like_nothing_stay_text(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, b'a,b\nNULL,NA\nnan,""\n007,1e5\n')
    assert rows == [{"a": "NULL", "b": "NA"}, {"a": "nan", "b": ""}, {"a": "007", "b": "1e5"}]


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    assert problem(tmp_path, b"").code == "empty_file"


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"a,b\n1\n3,4\n", "1 instead of 2"),
        (b"a,b\n1,2,3\n3,4\n", "3 instead of 2"),
        (b"a,b\n1,2\n   \n3,4\n", "1 instead of 2"),
        (b'a,b\n"1,2\n3,4\n', "1 instead of 2"),
        (b"a,b\n1,2\n\n3,4\n", "row 3 is blank"),
        (b"a,b\n1,2\n,\n", "row 3 is blank"),
        (b"a,b\n1,2\n\n", "row 3 is blank"),
    ],
)
def test_a_row_that_is_not_one_stops_the_run(tmp_path: Path, data: bytes, detail: str) -> None:
    found = problem(tmp_path, data)
    assert found.code == "broken_row"
    assert detail in found.detail


def test_a_broken_row_far_down_names_the_last_good_block(tmp_path: Path, small_blocks: None) -> None:
    found = problem(tmp_path, b"a,b\n" + b"11,22\n" * 50 + b"1,2,3\n")
    assert found.code == "broken_row"
    assert "3 instead of 2 cells after row" in found.detail


def test_a_blank_row_far_down_is_named_by_its_number(tmp_path: Path, small_blocks: None) -> None:
    assert problem(tmp_path, b"a,b\n" + b"11,22\n" * 50 + b"\n3,4\n").detail == "row 52 is blank"


def test_a_line_end_inside_quotes_is_text_wherever_a_block_ends(tmp_path: Path, small_blocks: None) -> None:
    for before in range(1, 14):
        rows, numbers = read(tmp_path, b"a,b\n" + b"11,22\n" * before + b'"x\n' + b"y" * 20 + b'\nz",2\n3,4\n')
        assert rows[before] == {"a": "x\n" + "y" * 20 + "\nz", "b": "2"}
        assert numbers == list(range(2, before + 4))


@pytest.mark.parametrize("tail", [b"3,", b"3,4", b"3", b"\x1a"])
def test_a_last_line_without_an_end_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        read(tmp_path, b"a,b\n1,2\n" + tail)
    assert "truncated" in {p.code for p in caught.value.problems}


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("a,b\n1,2\n".encode("utf-16"), "utf-8"),
        ("a,b\n1,2\n".encode("utf-16-le"), "utf-8"),
        ("a,b\n1,é\n".encode("latin-1"), "utf-8"),
        ("a,b\né,1\n".encode("latin-1"), "utf-8"),
        ("a,b\n1,é\n".encode(), "latin-1"),
        ("a,b,ñ\n".encode(), "latin-1"),
        (b"a,b\n1\0,2\n", "utf-8"),
        (b"a,b\n1\0,2\n", "latin-1"),
        (b"a,b\n" + b"1,2\n" * 400_000 + b"1,\0\n", "utf-8"),
        (b"PK\x03\x04" + bytes(range(256)), "utf-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "latin-1"),
    ],
)
def test_bytes_that_are_no_text_of_the_encoding_are_named_once(tmp_path: Path, data: bytes, encoding: str) -> None:
    assert problem(tmp_path, data, encoding=encoding).code == "wrong_encoding"


def test_a_wrong_byte_far_below_the_head_is_found(tmp_path: Path) -> None:
    data = b"a,b\n" + b"1,2\n" * 400_000 + b"1,\xe9\n"
    assert problem(tmp_path, data).code == "wrong_encoding"


@pytest.mark.parametrize("below", [0, 400_000])
@pytest.mark.parametrize(("encoding", "other"), [("utf-8", "latin-1"), ("latin-1", "utf-8")])
def test_a_line_of_another_encoding_among_others_is_named(
    tmp_path: Path, encoding: str, other: str, below: int
) -> None:
    data = "a,b\n1,Québec\n".encode(encoding) + b"1,2\n" * below + "1,Michoacán\n".encode(other)
    found = problem(tmp_path, data + "1,Ñ\n".encode(encoding), encoding=encoding)
    assert (found.code, found.value) == ("mixed_encodings", str(below + 3))


@pytest.mark.parametrize("text", ["NÓ\u00a0", "1º a 3º", "«Ó»", "ÀÂÃ", "¿Dónde?"])
def test_latin_1_with_uncommon_signs_is_not_taken_for_utf_8(tmp_path: Path, text: str) -> None:
    data = f"a,b\nñ,{text}\n".encode("latin-1")
    assert read(tmp_path, data, encoding="latin-1")[0] == [{"a": "ñ", "b": text}]


def test_marks_of_utf_8_that_are_no_letters_are_utf_8(tmp_path: Path) -> None:
    data = "a,b\n1,“–”\n".encode() + b"1,\xe9\n"
    assert (problem(tmp_path, data).code, problem(tmp_path, data).value) == ("mixed_encodings", "3")


def test_latin_1_is_read_as_latin_1(tmp_path: Path) -> None:
    assert read(tmp_path, "a,b\nAÑO,é\n".encode("latin-1"), encoding="latin-1")[0] == [{"a": "AÑO", "b": "é"}]


@pytest.mark.parametrize(("header", "times"), [(b"a,b,b\n1,2,3\n", "2"), (b"a,b,b,b\n", "3")])
def test_a_name_that_stands_twice_in_the_header_is_named(tmp_path: Path, header: bytes, times: str) -> None:
    found = problem(tmp_path, header)
    assert (found.code, found.column, found.value) == ("column_repeated", "b", times)


@pytest.mark.parametrize("header", [b"a;b\n", b"A,B\n", b" a, b\n", b"\n", b"<!DOCTYPE html>\n"])
def test_a_header_with_fewer_than_half_of_the_columns_is_one_problem(tmp_path: Path, header: bytes) -> None:
    assert problem(tmp_path, header + b"1,2\n").code == "foreign_file"


def test_a_name_with_a_line_end_is_another_name_and_is_shown_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read(tmp_path, b'"a\n",b\n1,2\n')
    assert [(p.code, p.column) for p in caught.value.problems] == [
        ("column_missing", "a"),
        ("column_unexpected", "a\\n"),
    ]


def test_a_header_of_a_hundred_thousand_letters_is_no_stack_trace(tmp_path: Path) -> None:
    assert problem(tmp_path, b"a" * 200_000 + b",b\n1,2\n").code == "header_not_found"


def test_a_line_longer_than_a_block_is_read(tmp_path: Path) -> None:
    long = b"x" * (delimited.BLOCK_BYTES + 1000)
    rows, _ = read(tmp_path, b"a,b\n1,2\n" + long + b",4\n")
    assert len(rows[1]["a"]) == len(long)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=20))
def test_what_the_standard_library_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    cells = [(left, right) for left, right in cells if left or right]
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("a", "b"), *cells])
    rows, numbers = read(tmp_path_factory.mktemp("csv"), text.getvalue().encode())
    assert [(row["a"], row["b"]) for row in rows] == cells
    assert numbers == list(range(2, len(cells) + 2))


def test_a_table_can_be_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    path.write_bytes(b"a,b\n1,2\n")
    table = open_delimited(path, encoding="utf-8", columns=("a", "b"), varied=(), problems=Problems("s", "f"))
    first, second = ([b.columns.to_pylist() for b in table.batches()] for _ in range(2))
    assert first == second


def test_small_files_are_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    path.write_bytes(b'title,\n"a\nb",2\n')
    assert delimited_rows(path, encoding="utf-8", problems=Problems("s", "f")) == [
        ["title", ""],
        ["a\nb", "2"],
    ]


@pytest.mark.parametrize("data", [b"a,b\n1\n", b"a,b\n1,2,3\n", b"a,b\n\n"])
def test_a_small_file_with_a_row_of_another_length_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "made.csv"
    path.write_bytes(data)
    with pytest.raises(BadInput, match="row 2"):
        delimited_rows(path, encoding="utf-8", problems=Problems("s", "f"))
