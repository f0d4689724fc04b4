"""Every row of tests/cases/return_errors.csv: a return, what a clerk does to it, and what is said of it.

Columns: file: the suffix of the return, and after `>` the one it is sent under. asked: the country and year that are
expected of it. before: what the ledger holds, `2024` or `2025: edits`, several with ` | `. edit: see edits.py.
expected, also: the codes that are found, these and no others. where: the place of the expected problem; `#Name` is a
sheet that is not of the form. says: a part of its column, value or detail. A row with no edit expects nothing.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.returns.edits import edited
from tests.returns.edits_places import HEADER, Place, place_of
from tripoint.errors import Problem
from tripoint.errors.return_problems import RETURN_PROBLEMS, WARNINGS
from tripoint.pipeline.returns import Checked, check_return, merge_return
from tripoint.registry.return_form import Level, cover_fields, sheets
from tripoint.returns.machine_cells import code_columns
from tripoint.returns.machine_csv import write_csv
from tripoint.returns.machine_json import write_json
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.reading import Expected, read_return
from tripoint.returns.synthetic import synthetic_return
from tripoint.returns.template import write_workbook
from tripoint.store.ledger import Reader, open_reader
from tripoint.store.writer import writing

CASES = Path(__file__).parents[1] / "cases" / "return_errors.csv"
TODAY = date(2026, 11, 30)
YEAR, SEED, ROWS = 2025, 8, 40
WRITERS = {".xlsx": write_workbook, ".zip": write_csv, ".json": write_json}

UNREACHED = {
    "return_too_large": "a gigabyte to unpack; see test_robust.py",
}
"""Codes that no row of the table has, and why."""


@dataclass(frozen=True)
class Case:
    """One row of the table."""

    id: str
    country: str
    language: str
    level: Level
    file: str
    asked: str
    before: str
    edit: str
    expected: str
    where: str
    says: str
    also: str

    @property
    def codes(self) -> set[str]:
        return {f"return_{code}" for code in (self.expected, *self.also.split()) if code}

    @property
    def suffix(self) -> str:
        return f".{self.file.split('>')[0]}"

    @property
    def sent_as(self) -> str:
        return f".{self.file.split('>')[-1]}"


def _cases() -> list[Case]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [Case(**row) for row in csv.DictReader(file, strict=True)]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cases")


@pytest.fixture(scope="module", autouse=True)
def _forget() -> Iterator[None]:
    yield
    _written.cache_clear()
    _ledger.cache_clear()


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.id)
def test_what_a_clerk_does_is_named_with_its_place(case: Case, folder: Path) -> None:
    checked = _checked(case, folder)
    found = {problem.code for problem in checked.problems}
    assert found == case.codes, _shown(checked.problems)
    assert checked.is_fit == (found <= WARNINGS and checked.understood is not None)
    if case.where or case.says:
        fitting = [p for p in checked.problems if p.code == f"return_{case.expected}" and _is_there(p, case)]
        assert fitting, _shown(checked.problems)


def test_the_table_has_150_errors_and_every_code() -> None:
    cases = _cases()
    assert sum(bool(case.expected) for case in cases) >= 150
    assert len({case.id for case in cases}) == len(cases)
    assert {code for case in cases for code in case.codes} == RETURN_PROBLEMS.keys() - UNREACHED.keys()
    untouched = {(c.country, c.language, c.level, c.file) for c in cases if not c.edit and not c.expected}
    assert len(untouched) == 3 * 3 * 2 * 3


def _checked(case: Case, folder: Path) -> Checked:
    data = _written(folder, case.country, case.language, case.level, case.suffix, YEAR, is_light=bool(case.edit))
    if case.edit:
        data = edited(data, case.suffix, case.edit, case.level, case.language)
    path = folder / f"{case.id}{case.sent_as}"
    path.write_bytes(data)
    country, _, year = case.asked.partition(" ")
    expected = Expected(country or None, int(year) if year else None)
    try:
        if case.before:
            reader = _ledger(folder, case.country, case.language, case.level, case.before)
            return check_return(path, reader, today=TODAY, expected=expected)
        problems = ReturnProblems("return", path.name)  # without a ledger, which takes as long as all the rest
        read = read_return(path, problems, today=TODAY, expected=expected)
        return Checked(problems.all(), *(read or ()))
    finally:
        path.unlink()


@cache
def _written(
    folder: Path, country: str, language: str, level: Level, suffix: str, year: int, *, is_light: bool
) -> bytes:
    """A small synthetic return. is_light: a workbook without its guide, rules and comments, which is edited faster."""
    path = folder / f"base{suffix}"
    filled = synthetic_return(country, year=year, seed=SEED, level=level, language=language, rows=ROWS)
    WRITERS[suffix](path, filled)
    if suffix == ".xlsx" and is_light:
        book = load_workbook(path)
        for sheet in book.worksheets:
            sheet.data_validations.dataValidation = []
            for cell in sheet[HEADER]:
                cell.comment = None
        for sheet in book.worksheets[len(sheets(level)) :]:
            book.remove(sheet)
        book.save(path)
    return path.read_bytes()


@cache
def _ledger(folder: Path, country: str, language: str, level: Level, before: str) -> Reader:
    """A ledger with what was merged before."""
    ledger = folder / f"ledger-{country}-{language}-{level}-{abs(hash(before))}"
    for line in before.split(" | "):
        year, _, edits = line.partition(": ")
        data = _written(folder, country, language, level, ".xlsx", int(year), is_light=True)
        path = folder / f"tripoint-return-{abs(hash(line))}.xlsx"
        path.write_bytes(edited(data, ".xlsx", edits, level, language) if edits else data)
        with writing(ledger) as writer:
            reader = open_reader(ledger, audience="governments")
            merge_return(path, writer, check_return(path, reader, today=TODAY, expected=Expected()))
    return open_reader(ledger, audience="governments")


def _is_there(problem: Problem, case: Case) -> bool:
    said = " ".join((problem.column, problem.value, problem.detail))
    if case.says not in said:
        return False
    if not case.where:
        return True
    if case.where.startswith("#"):
        return problem.sheet == case.where[1:]
    place = place_of(case.where, case.level)
    return problem.sheet == _title(place.sheet, case) and (_cell(place, case) in ("", *problem.cells))


def _title(sheet: str, case: Case) -> str:
    match case.suffix:
        case ".zip":
            return f"{sheet}.csv"
        case ".json":
            return sheet
    return sheets(case.level)[sheet].titles[case.language]


def _cell(place: Place, case: Case) -> str:
    if place.cells or not place.column:
        return place.cells
    form = sheets(case.level)[place.sheet]
    if case.suffix == ".json":
        form_row = list(cover_fields()).index("form") + 1  # the first line of the document
        row = place.row if place.sheet != "cover" or place.row > form_row else place.row % form_row + 1
        return f"{place.column}#{row}"
    columns = form.columns if case.suffix == ".xlsx" else code_columns(form)
    letter = get_column_letter([column.code for column in columns].index(place.column) + 1)
    if case.suffix == ".xlsx":
        return f"{letter}{place.row + HEADER}"  # without a row it is the header
    return f"{letter}{place.row + 1}"


def _shown(problems: tuple[Problem, ...]) -> str:
    lines = (
        f"{p.code} {p.sheet}!{','.join(p.cells[:4])} column={p.column!r} value={p.value!r} rows={p.rows} "
        f"detail={p.detail!r}"
        for p in problems
    )
    return "\n".join(lines) or "no problem"
