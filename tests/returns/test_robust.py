"""Whatever is sent as a return, it is read or refused with a problem that names why: nothing escapes, nothing hangs."""

import io
import struct
import zipfile
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripoint.registry.return_form import LEVELS, FormColumn, Level, sheets
from tripoint.returns.cells import KINDS, LARGEST, Setting, read_cell
from tripoint.returns.machine_csv import write_csv
from tripoint.returns.machine_json import write_json
from tripoint.returns.package import MOST_BYTES
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.reading import read_return
from tripoint.returns.synthetic import synthetic_return
from tripoint.returns.template import write_workbook

TODAY = date(2026, 11, 30)
WRITERS = {".xlsx": write_workbook, ".zip": write_csv, ".json": write_json}
SCRAPS = (
    b"\x00", b"\xff", b"<", b"&#0;", b'"', b"NaN", b"null", b"[]", b"9" * 500, b",", b";", b"\n", b"\xe2\x80\x8b",
    b' t="e"', b' t="d"', b' r="ZZZZ1"', b' r="A99999999"', b"<f>1+1</f>", b'sqref="A1:XFD1048576"',
)  # fmt: skip
COLUMNS = [column for level in LEVELS for form in sheets(level).values() for column in form.columns]
SETTING = Setting("MX", "es", date(2025, 1, 1), date(2025, 12, 31), is_typed=True)
CELLS = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.none(),
    st.sampled_from([time(1), timedelta(hours=30), "1,5", "12 ", "\u0661", "#REF!", "=1+1"]),
)  # fmt: skip


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, Level], bytes]:
    """A small synthetic return of each kind and level."""
    folder = tmp_path_factory.mktemp("returns")
    made = {}
    for suffix, write in WRITERS.items():
        for level in LEVELS:
            path = folder / f"{level}{suffix}"
            write(path, synthetic_return("MX", year=2025, seed=8, level=level, rows=40))
            made[suffix, level] = path.read_bytes()
    return made


def codes_of(path: Path) -> set[str]:
    """Raises whatever escapes."""
    problems = ReturnProblems("return", path.name)
    found = read_return(path, problems, today=TODAY)
    codes = {problem.code for problem in problems.all()}
    assert found is not None or codes  # what is not read has a reason
    return codes


@given(st.sampled_from(COLUMNS), CELLS)
def test_any_cell_is_a_value_or_a_problem(column: FormColumn, cell: object) -> None:
    if column.kind in KINDS:
        found = read_cell(column, cell, SETTING)
        assert found.value is None or found.problem not in ("return_not_a_number", "return_cell_error")
        if isinstance(found.value, float):
            assert 0 <= found.value < LARGEST


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_is_read_or_refused(
    seed: int, returns: Mapping[tuple[str, Level], bytes], tmp_path: Path
) -> None:
    drawn = Random(seed)
    (suffix, _), data = drawn.choice(list(returns.items()))
    path = tmp_path / f"return{suffix}"
    path.write_bytes(_damaged(data, drawn) if suffix == ".json" or seed % 4 == 0 else _damaged_inside(data, drawn))
    codes_of(path)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_folder_under_the_name_of_a_return_is_refused(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"return{suffix}").mkdir()
    assert codes_of(tmp_path / f"return{suffix}") == {"return_unreadable"}


def test_a_letter_under_the_name_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
    assert codes_of(path) == {"return_unreadable"}


@pytest.mark.parametrize("suffix", [".xlsx", ".zip"])
def test_a_file_that_unpacks_to_more_than_is_read_is_not_unpacked(
    suffix: str, returns: Mapping[tuple[str, Level], bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"return{suffix}"
    data = bytearray(returns[suffix, "aggregate"])
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", MOST_BYTES + 1)  # the size that the last entry is said to have
    path.write_bytes(data)
    assert codes_of(path) == {"return_too_large"}


@pytest.mark.parametrize("suffix", [".xlsx", ".zip"])
def test_a_package_under_a_password_is_refused(
    suffix: str, returns: Mapping[tuple[str, Level], bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"return{suffix}"
    data = bytearray(returns[suffix, "aggregate"])
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1  # the flag of encryption
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    assert codes_of(path) == {"return_unreadable"}


@pytest.mark.parametrize("address", ["XFD1048576", "XFD5", "CW4", "A1048576", "ZZZZZZ9"])
def test_a_stray_cell_far_out_is_named_and_no_room_is_made_up_to_it(
    address: str, returns: Mapping[tuple[str, Level], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "return.xlsx"
    stray = f'<row r="1048576"><c s="0" r="{address}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    _rewrite(path, returns[".xlsx", "aggregate"], "sheet4.xml", b"</sheetData>", stray.encode())
    problems = ReturnProblems("return", path.name)
    assert read_return(path, problems, today=TODAY) is None
    (problem,) = problems.all()
    assert problem.code == "return_outside_table"
    assert problem.sheet == "Armas de fuego"
    assert problem.cells == (address,)


def test_a_blank_cell_far_out_has_a_format_and_is_no_cell_to_be_named(
    returns: Mapping[tuple[str, Level], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "return.xlsx"
    blank = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    _rewrite(path, returns[".xlsx", "aggregate"], "sheet4.xml", b"</sheetData>", blank)
    assert codes_of(path) == set()


def test_a_cell_without_an_address_is_not_led_far_out(
    returns: Mapping[tuple[str, Level], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "return.xlsx"
    stray = b'<row r="99999999"><c><v>1</v></c></row></sheetData>'
    _rewrite(path, returns[".xlsx", "aggregate"], "sheet4.xml", b"</sheetData>", stray)
    assert codes_of(path) == {"return_outside_table"}


def test_an_error_of_the_spreadsheet_is_no_blank(returns: Mapping[tuple[str, Level], bytes], tmp_path: Path) -> None:
    """A reader of values gives a blank for it, which would be read as not supplied."""
    path = tmp_path / "return.xlsx"
    data = returns[".xlsx", "aggregate"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        number = package.read("xl/worksheets/sheet11.xml").decode().partition('<c r="D4"')[2].partition("</c>")[0]
    error = b'<c r="D4" t="e"><f>Drogas!A1/0</f><v>#DIV/0!</v>'
    _rewrite(path, data, "sheet11.xml", f'<c r="D4"{number}'.encode(), error)
    assert codes_of(path) == {"return_formula", "return_cell_error"}


def test_the_title_row_is_for_people(returns: Mapping[tuple[str, Level], bytes], tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    _rewrite(path, returns[".xlsx", "aggregate"], "sheet4.xml", "DEMOSTRACIÓN SINTÉTICA".encode(), b"whatever")
    assert codes_of(path) == set()


@pytest.mark.slow
def test_two_hundred_thousand_seizures_are_read_whole(tmp_path: Path) -> None:
    filled = synthetic_return("US", year=2025, seed=1, level="records", rows=200_000)
    path = tmp_path / "return.zip"
    write_csv(path, filled)
    problems = ReturnProblems("return", path.name)
    found = read_return(path, problems, today=TODAY)
    assert not problems.all()
    assert found is not None
    assert sum(len(table["event"]) for table in found[0].filled.tables.values() if "event" in table) >= 200_000


def _rewrite(path: Path, data: bytes, member: str, old: bytes, new: bytes) -> None:
    """The workbook with a part of one sheet replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(path, "w") as target:
        for name in package.namelist():
            content = package.read(name)
            if name.endswith(f"worksheets/{member}"):
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)


def _damaged(data: bytes, drawn: Random) -> bytes:
    found = bytearray(data)
    for _ in range(drawn.choice((1, 1, 2, 5, 20))):
        at = drawn.randrange(len(found))
        match drawn.randrange(4):
            case 0:
                found[at] = drawn.randrange(256)
            case 1:
                del found[at : at + drawn.choice((1, 3, 50, 500))]
            case 2:
                found[at:at] = drawn.choice(SCRAPS)
            case _:
                found[at:at] = found[drawn.randrange(len(found)) :][: drawn.choice((5, 50, 400))]
    return bytes(found)


def _damaged_inside(data: bytes, drawn: Random) -> bytes:
    """A package of which some members are damaged and sometimes one is gone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as target:
        chosen = set(drawn.sample(package.namelist(), drawn.choice((1, 2, 4))))
        for name in package.namelist():
            content = package.read(name)
            if name not in chosen or drawn.random() > 0.05:
                target.writestr(name, _damaged(content, drawn) if name in chosen else content)
    return out.getvalue()
