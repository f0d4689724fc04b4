"""Synthetic returns: complete, of one piece, said to be synthetic wherever one looks, and the same for the same seed."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tripoint.errors.return_problems import WARNINGS
from tripoint.registry.return_form import LEVELS, Level, row_sheets
from tripoint.registry.terms import term
from tripoint.returns.filled import Filled
from tripoint.returns.groups import grouped
from tripoint.returns.machine_csv import write_csv
from tripoint.returns.machine_json import write_json
from tripoint.returns.parts import with_implied_zeros
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.reading import read_return
from tripoint.returns.synthetic import BY_YEAR, DEMO, DEMO_ROWS, synthetic_return, write_demo
from tripoint.returns.synthetic_errors import FLAWS
from tripoint.returns.template import write_workbook
from tripoint.returns.understand import Understood

TODAY = date(2026, 11, 30)
WRITERS = {".xlsx": write_workbook, ".zip": write_csv, ".json": write_json}
COUNTRIES = tuple(DEMO)


@cache
def made(country: str, level: Level = "aggregate") -> Filled:
    return synthetic_return(country, year=2025, seed=1, level=level)


def read(path: Path) -> tuple[set[str], Understood | None]:
    """The codes of its problems, and what is understood."""
    problems = ReturnProblems("return", path.name)
    found = read_return(path, problems, today=TODAY)
    return {problem.code for problem in problems.all()}, found[0] if found else None


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("country", COUNTRIES)
def test_a_synthetic_return_is_read_back_cell_by_cell_without_a_problem(
    country: str, level: Level, suffix: str, tmp_path: Path
) -> None:
    filled = made(country, level)
    path = tmp_path / f"return{suffix}"
    WRITERS[suffix](path, filled)
    codes, understood = read(path)
    assert not codes
    assert understood is not None
    assert {code: dict(with_implied_zeros(table)) for code, table in filled.tables.items()} == {
        code: dict(table) for code, table in understood.filled.tables.items() if code in filled.tables
    }
    assert dict(filled.totals) == understood.filled.totals
    assert understood.filled.states == filled.states
    assert understood.filled.definitions == filled.definitions


def test_the_same_seed_gives_the_same_return_and_another_seed_another() -> None:
    assert synthetic_return("MX", year=2025, seed=1) == made("MX")
    assert synthetic_return("MX", year=2025, seed=2).tables != made("MX").tables
    assert synthetic_return("MX", year=2024, seed=1).tables != made("MX").tables


def test_the_three_show_all_languages_statuses_handlings_and_periods() -> None:
    returns = [made(country) for country in COUNTRIES]
    assert {filled.language for filled in returns} == {"en", "es", "fr"}
    states = [state for filled in returns for state in filled.states.values()]
    assert {state.status for state in states} == {"supplied", "nothing_to_report", "not_supplied"}
    assert {state.handling for state in states} == {"public", "governments"}
    for filled in returns:
        for sheet, table in filled.tables.items():
            lengths = {len(str(period)) for period in table.get("period", ())}
            assert lengths <= ({4} if sheet in BY_YEAR[filled.country] else {7})


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_synthetic_return_has_every_sheet_many_rows_own_definitions_and_some_blanks(country: str) -> None:
    filled = made(country)
    supplied = {sheet for sheet, state in filled.states.items() if state.status == "supplied"}
    assert supplied == filled.tables.keys()
    assert filled.states.keys() == {form.code for form in row_sheets("aggregate")}
    assert 600 <= sum(_rows(filled).values()) <= 2000
    assert {own.use for own in filled.definitions.values()} == {"as_form", "own"}
    assert any(cell is None for table in filled.tables.values() for column in table.values() for cell in column)


@pytest.mark.parametrize("country", COUNTRIES)
def test_both_levels_of_a_synthetic_return_say_the_same(country: str) -> None:
    of_seizures = grouped(made(country, "records"))
    firearms = sum(n or 0 for n in of_seizures["firearms"]["firearms"].to_pylist())
    assert firearms == sum(int(str(n)) for n in made(country).tables["firearms"]["firearms"])
    assert made(country, "records").totals == made(country).totals


def test_a_corrected_return_adds_to_the_one_before_and_says_so() -> None:
    corrected = synthetic_return("CA", year=2025, seed=1, level="records", version=2)
    first = made("CA", "records")
    assert corrected.cover["version"] == 2
    assert corrected.cover["corrected"]
    assert str(corrected.cover["returned_on"]) > str(first.cover["returned_on"])
    assert all(rows >= _rows(first)[sheet] for sheet, rows in _rows(corrected).items())
    assert sum(_rows(corrected).values()) > sum(_rows(first).values())


def test_a_synthetic_return_has_as_many_rows_as_are_asked() -> None:
    assert sum(_rows(made("US", "records")).values()) == pytest.approx(DEMO_ROWS, abs=10)
    least = synthetic_return("US", year=2025, seed=1, level="records", rows=0)
    assert all(_rows(least).values())


def test_nothing_in_a_synthetic_return_could_be_taken_for_a_name() -> None:
    words = {"en": "synthetic", "es": "sintétic", "fr": "synthétique"}
    for filled in map(made, COUNTRIES):
        named = filled.tables["organisations"]
        texts = [*named["organisation"], *named["document"], filled.cover["office"]]
        texts += [own.text for own in filled.definitions.values() if own.text]
        assert all(words[filled.language] in str(text).lower() for text in texts)
        assert str(filled.cover["contact"]).endswith("@example.org")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return write_demo(tmp_path_factory.mktemp("demo"), year=2025, seed=1)


def test_every_sheet_page_and_file_of_the_demonstration_says_synthetic(demo: tuple[Path, ...]) -> None:
    books = [path for path in demo if path.suffix == ".xlsx"]
    assert len(books) == 7
    for path in books:
        assert "synthetic" in path.name
        language = next(lang for country, lang in DEMO.items() if f"-{country.lower()}-" in path.name)
        mark = term("nature", "synthetic").names[language].upper()
        book = load_workbook(path)
        assert mark in book.properties.title
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                assert mark in str(sheet["A1"].value)
                assert mark in sheet.oddHeader.center.text


def test_the_demonstration_is_written_with_the_same_bytes_again(demo: tuple[Path, ...], tmp_path: Path) -> None:
    again = write_demo(tmp_path, year=2025, seed=1)
    assert [path.name for path in again] == [path.name for path in demo]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in demo]


def test_whole_returns_of_the_demonstration_have_no_problem_and_flawed_ones_every_typical_one(
    demo: tuple[Path, ...],
) -> None:
    for path in demo:
        if path.suffix != ".xlsx":
            continue
        codes, _ = read(path)
        if path.parent.name == "flawed":
            assert codes - FLAWS.keys() <= {"return_blank", "return_number_blank"}  # of the merged cell, the formula
            assert codes >= FLAWS.keys()
            assert not codes <= WARNINGS
        else:
            assert not codes


def test_the_readme_says_in_three_languages_that_all_of_it_is_synthetic(demo: tuple[Path, ...]) -> None:
    text = demo[-1].read_text(encoding="utf-8")
    assert demo[-1].name == "README.txt"
    for word in ("IS SYNTHETIC", "ES SINTÉTICO", "EST SYNTHÉTIQUE"):
        assert word in text


def _rows(filled: Filled) -> Mapping[str, int]:
    return {sheet: len(next(iter(table.values()))) for sheet, table in filled.tables.items()}
