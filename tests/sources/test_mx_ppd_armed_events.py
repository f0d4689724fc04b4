"""CIDE-PPD armed events: what is refused, what is unknown, and the user's copy beside a reading of it by SQL."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conformance.samples import folder_of
from tests.sources.variants import problems_of, rows_of, the_problem_of
from tests.workbooks import Cell, write_workbook
from tripoint.errors import Problem, Problems
from tripoint.ingest.workbook import sheet_rows
from tripoint.registry.places import places
from tripoint.sources.catalogue import source

NAME = "mx_ppd_armed_events"
FOLDER = "mx/cide_ppd_enfrentamientos_agresiones"
MEASURES = {
    "armed_event_firearms_taken": ("long.guns.seized", "small.arms.seized"),
    "armed_event_magazines_taken": ("clips.seized",),
    "armed_event_cartridges_taken": ("cartridge.sezied",),
    "armed_event_vehicles_taken": ("vehicles.seized",),
}
Sheet = list[list[Cell]]
Sql = duckdb.DuckDBPyRelation


def sample(file: str = "A-E.xlsx") -> Sheet:
    rows = sheet_rows(folder_of(source(NAME)) / "sample" / file, None, Problems(NAME, file))
    return [list(row) for row in rows]


def written(folder: Path, sheet: Sheet, file: str = "A-E.xlsx") -> Path:
    return write_workbook(folder / file, {"A-E": sheet})


def with_cell(sheet: Sheet, column: str, value: Cell, row: int = 2) -> Sheet:
    """The cell of a column in a row of the sheet, the header being row 1."""
    sheet[row - 1][sheet[0].index(column)] = value
    return sheet


def problem(folder: Path, sheet: Sheet) -> Problem:
    return the_problem_of(NAME, written(folder, sheet))


def item(rows: list[dict[str, Any]], event: str, category: str) -> tuple[float | None, str | None]:
    (found,) = [(r["value"], r["missing"]) for r in rows if (r["event"], r["category"]) == (event, category)]
    return found


def test_9999_is_not_recorded_and_never_a_number(tmp_path: Path):
    rows = rows_of(NAME, written(tmp_path, sample()))
    assert item(rows, "confrontations/1", "long_gun") == (None, "not_recorded")
    assert item(rows, "confrontations/2", "long_gun") == (3.0, None)
    assert all(row["value"] is None or row["value"] < 9999 for row in rows)


def test_no_flag_of_drugs_is_not_a_zero(tmp_path: Path):
    rows = rows_of(NAME, written(tmp_path, sample()))
    assert item(rows, "confrontations/2", "drugs") == (1.0, None)
    assert item(rows, "confrontations/1", "drugs") == (None, "not_distinguishable")


def test_a_municipality_is_its_number_within_the_state(tmp_path: Path):
    places = {r["event"]: (r["place"], r["place_local"]) for r in rows_of(NAME, written(tmp_path, sample()))}
    assert places["confrontations/1"] == ("MX-MIC", "MX-MIC-16015")
    assert places["confrontations/3"] == ("MX-CMX", None)


def test_an_event_without_a_recorded_authority_has_a_reason_and_no_count():
    path = folder_of(source(NAME)) / "sample" / "tabla9-A-E.xlsx"
    found = {(r["event"], r["agency"]): (r["value"], r["missing"]) for r in rows_of(NAME, path)}
    assert found["confrontations/2", "mx_federal_police"] == (1.0, None)
    assert found["confrontations/3", None] == (None, "not_recorded")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("ARL", "-3", "not_a_count"), ("ARL", "tres", "not_a_count"), ("CART", 2.5, "not_a_count"),
        ("ARL", "", "not_a_count"), ("DRO", 2, "bad_cell"), ("ESTADO", 33, "unknown_value"),
        ("Municipio", 998, "unknown_value"), ("MES", 13, "bad_period"), ("AÑO", 1907, "bad_period"),
        ("DIA", 30, "bad_period"), ("TIMESTAMP", 1168927210, "contradiction"), ("ID", "uno", "not_a_count"),
        ("AÑO", 10**11, "bad_period"), ("DIA", 1e300, "bad_period"), ("TIMESTAMP", 1e300, "contradiction"),
    ],
)  # fmt: skip
def test_a_wrong_cell_stops_the_run(tmp_path: Path, column: str, value: Cell, code: str):
    found = problems_of(NAME, written(tmp_path, with_cell(sample(), column, value)))
    assert code in {p.code for p in found}
    assert any(column in p.column for p in found)


def test_a_number_known_to_be_none_of_its_state_leaves_the_state_and_says_so(tmp_path: Path):
    sheet = with_cell(with_cell(sample(), "ESTADO", 17), "Municipio", 93)
    found = [r for r in rows_of(NAME, written(tmp_path, sheet)) if r["event"] == "confrontations/1"]
    assert {(r["place"], r["place_local"]) for r in found} == {("MX-MOR", None)}
    assert all(r["caveats"].endswith("municipality_number_unknown") for r in found)


def test_day_and_month_are_not_swapped_by_guess(tmp_path: Path):
    sheet = with_cell(with_cell(sample(), "DIA", 4, 3), "MES", 3, 3)
    assert problems_of(NAME, written(tmp_path, sheet)) == ()
    swapped = with_cell(with_cell(sample(), "DIA", 3, 3), "MES", 4, 3)
    assert problem(tmp_path, swapped).code == "contradiction"


def test_numbers_stored_as_text_are_read(tmp_path: Path):
    as_text = [[str(cell) for cell in row] for row in sample()]
    assert rows_of(NAME, written(tmp_path, as_text)) == rows_of(NAME, written(tmp_path, sample()))


def test_an_event_given_twice_stops_the_run(tmp_path: Path):
    sheet = sample()
    found = problem(tmp_path, [*sheet, sheet[1]])
    assert (found.code, found.column, found.value, found.rows) == ("duplicate_rows", "ID", "1", 2)


def test_an_unknown_authority_stops_the_run(tmp_path: Path):
    path = written(tmp_path, [["ID", "KEY"], [1, 77]], "tabla9-A-E.xlsx")
    found = the_problem_of(NAME, path)
    assert (found.code, found.column, found.value) == ("unknown_value", "KEY", "77")


def renamed(sheet: Sheet) -> Sheet:
    return with_cell(sheet, "CARG", "CARGADORES", 1)


def gone(sheet: Sheet) -> Sheet:
    at = sheet[0].index("CARG")
    return [[*row[:at], *row[at + 1 :]] for row in sheet]


def wider(sheet: Sheet) -> Sheet:
    return [[*sheet[0], "NUEVA"], *([*row, 1] for row in sheet[1:])]


def beneath_a_banner(sheet: Sheet) -> Sheet:
    return [["Base de datos / Data base"], *sheet]


def with_a_footnote(sheet: Sheet) -> Sheet:
    return [*sheet, ["Nota: cifras preliminares"]]


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        (renamed, "column_missing", "CARG"), (gone, "column_missing", "CARG"), (wider, "column_unexpected", "NUEVA"),
        (beneath_a_banner, "header_not_found", ""), (with_a_footnote, "not_a_count", "ID"),
        (lambda sheet: [], "header_not_found", ""), (lambda sheet: [*sheet[:2], [], *sheet[2:]], "broken_row", ""),
    ],
)  # fmt: skip
def test_a_sheet_of_another_shape_is_refused(tmp_path: Path, change: Callable[[Sheet], Sheet], code: str, column: str):
    found = problems_of(NAME, written(tmp_path, change(sample())))
    assert (code, column) in {(p.code, p.column) for p in found}


@pytest.mark.parametrize("content", [b"<!DOCTYPE html><html></html>", b"PK\x03\x04 cut off", b"ID,TIMESTAMP\n1,2\n"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "A-E.xlsx"
    path.write_bytes(content)
    assert the_problem_of(NAME, path).code == "unreadable_workbook"


@pytest.fixture(scope="module")
def own_copy(raw: Path) -> list[dict[str, Any]]:
    return [row for file in ("A-E.xlsx", "A-A.xlsx") for row in rows_of(NAME, raw / FOLDER / file)]


@pytest.fixture(scope="module")
def derived(raw: Path) -> Sql:
    """The file others derived from the same sheets, where "not recorded" became 0."""
    return duckdb.read_csv(str(raw / FOLDER / "AllViolenceData_170216.csv"), header=True, all_varchar=True)


@pytest.mark.parametrize("measure", MEASURES)
def test_sums_by_state_and_year_are_those_of_the_derived_file(
    own_copy: list[dict[str, Any]], derived: Sql, measure: str
):
    total = " + ".join(f'sum("{column}"::double)' for column in MEASURES[measure])
    asked = f"select state_code::double::int, year(date::date), {total} from t group by all having {total} > 0"
    expected = {(state, year): value for state, year, value in derived.query("t", asked).fetchall()}
    states = {place.place_id: int(place.inegi) for place in places("state", "MX")}
    sums: dict[tuple[int, int], float] = defaultdict(float)
    for row in own_copy:
        if row["measure"] == measure and row["value"] is not None:
            sums[states[row["place"]], row["period_start"].year] += row["value"]
    assert expected
    assert dict(sums) == expected


def test_every_event_has_each_item_once_and_a_zero_of_the_derived_file_is_not_recorded(
    own_copy: list[dict[str, Any]], derived: Sql
):
    (events,) = derived.aggregate("count(*)").fetchall()[0]
    assert len(own_copy) == 6 * events
    assert len({row["event"] for row in own_copy}) == events
    (zeros,) = derived.filter('"long.guns.seized"::double = 0').aggregate("count(*)").fetchall()[0]
    gone = [r for r in own_copy if r["category"] == "long_gun" and r["missing"] == "not_recorded"]
    assert len(gone) == zeros


def test_authorities_are_of_events_of_their_sheet(raw: Path, own_copy: list[dict[str, Any]]):
    events = {row["event"] for row in own_copy}
    for file in ("tabla9-A-E.xlsx", "tabla9-A-A.xlsx"):
        named = {row["event"] for row in rows_of(NAME, raw / FOLDER / file)}
        assert named <= events
        assert len(named) == len({e for e in events if e.partition("/")[0] == next(iter(named)).partition("/")[0]})
