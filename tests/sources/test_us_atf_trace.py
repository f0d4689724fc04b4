"""ATF source and recovery states: what is refused, how the axes are told, and what the real files say."""

import csv
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.sources.atf_sheets import (
    PLACES,
    SHEET,
    SOURCES,
    Sheet,
    columns_are_source,
    name,
    notes,
    rows_are_source,
    write,
)
from tests.sources.variants import problems_of, rows_of, the_problem_of
from tests.workbooks import write_workbook
from tripoint.errors import Problem
from tripoint.registry.places import ADMIN_1, resolve

NAME = "us_atf_trace"
FOLDER = "us/atf_trace_source_recovery"
YEARS = range(2010, 2018)
IDS = ("US-DC", "US-GA", "US-GU", "US-NY", "US-WV")
TRUTH = {(IDS[i], IDS[j]): float(n) for i, row in enumerate(SOURCES) for j, n in enumerate(row)}


def flows(path: Path) -> dict[tuple[str, str], float]:
    return {(row["place_from"], row["place_to"]): row["value"] for row in rows_of(NAME, path)}


def facts(found: Problem) -> tuple[str, str, str, int]:
    return found.code, found.column, found.value, found.rows


def one(folder: Path, sheet: Sheet, *, year: int = 2014) -> Problem:
    return the_problem_of(NAME, write(folder, sheet, file=name(year)))


def with_cell(sheet: Sheet, row: int, column: int, cell: str | int | float) -> Sheet:
    """row, column as a person counts them, from 1."""
    sheet[row - 1][column - 1] = cell
    return sheet


def test_both_layouts_give_the_same_flows(tmp_path: Path) -> None:
    assert flows(write(tmp_path, rows_are_source())) == TRUTH
    assert flows(write(tmp_path, columns_are_source())) == TRUTH


@pytest.mark.parametrize("year", [2010, 2012, 2013, 2017, 2020])
def test_the_year_says_nothing_about_the_axes(tmp_path: Path, year: int) -> None:
    if year != 2012:  # its totals are known to be wrong
        assert flows(write(tmp_path, columns_are_source(), file=name(year))) == TRUTH
        assert flows(write(tmp_path, rows_are_source(), file=name(year))) == TRUTH


def test_without_labels_the_totals_tell_the_axes(tmp_path: Path) -> None:
    by_rows = with_cell(with_cell(rows_are_source(), 1, 1, ""), 2, 1, "")
    by_columns = with_cell(with_cell(columns_are_source(), 1, 3, ""), 3, 1, "")
    assert flows(write(tmp_path, by_rows)) == flows(write(tmp_path, by_columns)) == TRUTH


def test_labels_that_deny_the_totals_stop_the_run(tmp_path: Path) -> None:
    swapped = with_cell(with_cell(rows_are_source(), 1, 1, "Source State"), 2, 1, "Recovery State")
    found = one(tmp_path, swapped)
    assert (found.code, found.value, found.detail) == (
        "axes_contradict", "columns", "3 of 3 witnesses for the rows",
    )  # fmt: skip


def test_one_label_that_denies_the_totals_is_enough(tmp_path: Path) -> None:
    sheet = with_cell(with_cell(columns_are_source(), 1, 3, ""), 3, 1, "Source State")
    assert facts(one(tmp_path, sheet))[::2] == ("axes_contradict", "rows")


def test_totals_that_do_not_tell_the_axes_stop_the_run_even_with_labels(tmp_path: Path) -> None:
    even = [[10 if i == j else 3 for j in range(5)] for i in range(5)]
    found = one(tmp_path, rows_are_source(counts=even))
    assert (found.code, found.detail) == ("axes_undecided", "0 witnesses, 0 of them for the rows")


def test_witnesses_that_disagree_stop_the_run(tmp_path: Path) -> None:
    counts = [list(row) for row in SOURCES]
    counts[0][1] = 500  # the District of Columbia supplies more than it receives
    found = one(tmp_path, rows_are_source(counts=counts))
    assert (found.code, found.detail) == ("axes_undecided", "3 witnesses, 2 of them for the rows")


def test_two_equal_labels_stop_the_run(tmp_path: Path) -> None:
    found = one(tmp_path, with_cell(rows_are_source(), 1, 1, "Source State"))
    assert (found.code, found.detail) == ("header_not_found", "both axes are labelled source")


def test_an_unknown_label_stops_the_run(tmp_path: Path) -> None:
    found = one(tmp_path, with_cell(rows_are_source(), 1, 1, "Origin"))
    assert (found.code, found.detail) == ("header_not_found", "'Origin' stands where an axis has its label")


@pytest.mark.parametrize(("row", "column", "what"), [(3, 8, "row DISTRICT OF COLUMBIA"), (8, 4, "column GEORGIA")])
def test_a_total_that_its_counts_do_not_add_to_stops_the_run(tmp_path: Path, row: int, column: int, what: str) -> None:
    found = problems_of(NAME, write(tmp_path, with_cell(rows_are_source(), row, column, 777)))
    axis = "rows" if what.startswith("row") else "columns"
    assert [p.code for p in found] == ["total_mismatch", "total_mismatch"]
    assert [(p.column, p.value) for p in found] == [(what, "777"), (f"grand total of the {axis}", "283")]


def test_a_changed_count_is_found_by_its_row_and_its_column(tmp_path: Path) -> None:
    found = problems_of(NAME, write(tmp_path, with_cell(rows_are_source(), 4, 6, 34)))
    assert [(p.column, p.value, p.detail) for p in found] == [
        ("row GEORGIA", "135", "136"),
        ("column NEW YORK", "86", "87"),
    ]


@pytest.mark.parametrize("cell", ["", -3, 3.5, "12 or so", "1,234", "n/a"])
def test_what_is_no_count_stops_the_run(tmp_path: Path, cell: str | float) -> None:
    assert facts(one(tmp_path, with_cell(rows_are_source(), 4, 6, cell))) == (
        "not_a_count", "NEW YORK", str(cell), 1,
    )  # fmt: skip


def test_an_unknown_place_stops_the_run_once_for_each_axis(tmp_path: Path) -> None:
    places = ["ATLANTIS" if place == "GUAM" else place for place in PLACES]
    found = problems_of(NAME, write(tmp_path, rows_are_source(places)))
    assert [facts(p) for p in found] == [
        ("unknown_value", "column B", "ATLANTIS", 1),
        ("unknown_value", "row 2", "ATLANTIS", 1),
    ]


def test_a_place_under_two_names_stops_the_run(tmp_path: Path) -> None:
    places = ["DST OF COLUMBIA" if place == "GUAM" else place for place in PLACES]
    found = problems_of(NAME, write(tmp_path, rows_are_source(places)))
    assert [facts(p) for p in found] == [
        ("duplicate_rows", "column B", "US-DC", 2),
        ("duplicate_rows", "row 2", "US-DC", 2),
    ]


def test_a_row_given_twice_stops_the_run(tmp_path: Path) -> None:
    sheet = rows_are_source()
    sheet.insert(4, list(sheet[3]))
    found = problems_of(NAME, write(tmp_path, sheet))
    assert facts(found[0]) == ("duplicate_rows", "column B", "GEORGIA", 2)


def test_a_place_on_one_axis_only_stops_the_run(tmp_path: Path) -> None:
    sheet = columns_are_source(counts=[*SOURCES, (0, 0, 0, 2, 0)], extra=["OHIO"])
    found = one(tmp_path, sheet)
    assert (found.code, found.detail) == ("blocks_differ", "US-OH stands on the source axis only")


def test_canada_may_stand_on_the_source_axis_only_and_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, columns_are_source(counts=[*SOURCES, (0, 0, 0, 2, 0)], extra=["CANADA"]))
    stray = [row for row in rows_of(NAME, path) if row["place_from"] == "CA"]
    assert {row["place_to"]: row["value"] for row in stray} == dict(zip(IDS, (0, 0, 0, 2, 0), strict=True))
    assert all(row["caveats"].endswith(" stray_canada_source") for row in stray)
    sheet = rows_are_source([*PLACES, "CANADA"], [[*row, 0] for row in SOURCES] + [[0] * 6])
    sheet = [row for row in sheet if "CANADA" not in row[1:2]]
    assert one(tmp_path, sheet).detail == "CA stands on the recovery axis only"


@pytest.mark.parametrize(
    ("sheet", "detail"),
    [
        ([[], *rows_are_source()], "row 2 does not hold the places one after another"),
        (rows_are_source()[1:], "row 2 has no TOTAL after the places"),
        ([row[1:] for row in rows_are_source()], "column B has no TOTAL after the places"),
        (rows_are_source()[:-1], "column B has no TOTAL after the places"),
        ([row[:-1] for row in rows_are_source()], "row 2 has no TOTAL after the places"),
        (with_cell(rows_are_source(), 4, 2, ""), "column B does not hold the places one after another"),
        ([["Recovery State"]], "row 2 has no TOTAL after the places"),
    ],
)
def test_a_moved_header_stops_the_run(tmp_path: Path, sheet: Sheet, detail: str) -> None:
    found = problems_of(NAME, write(tmp_path, sheet))
    assert {p.code for p in found} == {"header_not_found"}
    assert detail in {p.detail for p in found}


def test_cells_beyond_the_totals_stop_the_run(tmp_path: Path) -> None:
    sheet = rows_are_source()
    sheet[3].append(5)
    assert one(tmp_path, sheet).detail == "row 4 goes on after the column of totals"
    assert one(tmp_path, [*rows_are_source(), ["", "GEORGIA", 5]]).detail == (
        "row 9 below the totals holds more than a note"
    )


def test_an_unknown_note_stops_the_run(tmp_path: Path) -> None:
    found = one(tmp_path, [*rows_are_source(), *notes(2014), ["", "- Buybacks are included."]])
    assert facts(found) == ("unknown_value", "notes", "- Buybacks are included.", 1)


def test_notes_and_file_name_must_say_the_same_year(tmp_path: Path) -> None:
    found = one(tmp_path, [*rows_are_source(), *notes(2015)], year=2014)
    assert facts(found) == ("contradiction", "notes | file name", "2015 | 2014", 1)


def test_the_year_may_stand_in_the_notes_alone(tmp_path: Path) -> None:
    path = write(tmp_path, [*rows_are_source(), *notes(2016)], file="source_recovery.xlsx")
    assert {str(row["period_end"]) for row in rows_of(NAME, path)} == {"2016-12-31"}


def test_a_file_without_a_year_is_refused(tmp_path: Path) -> None:
    found = the_problem_of(NAME, write(tmp_path, rows_are_source(), file="source_recovery.xlsx"))
    assert facts(found) == ("bad_period", "file name", "source_recovery.xlsx", 1)


def test_a_repaired_total_outdates_its_correction(tmp_path: Path) -> None:
    found = problems_of(NAME, write(tmp_path, columns_are_source(), file=name(2012)))
    assert {p.code for p in found} == {"correction_outdated"}
    assert ("column MICHIGAN", "2592") in {(p.column, p.value) for p in found}


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / name(2014), {"NFLIS Fentanyl 2022": rows_are_source()})
    assert the_problem_of(NAME, path).code == "header_not_found"


@pytest.mark.parametrize(("data", "code"), [(b"", "empty_file"), (b"source,recovery\n", "unreadable_workbook")])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / name(2014)
    path.write_bytes(data)
    assert the_problem_of(NAME, path).code == code


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, rows_are_source())
    path.write_bytes(path.read_bytes()[:-200])
    assert the_problem_of(NAME, path).code == "unreadable_workbook"


# The real files.


def file_of(raw: Path, year: int) -> Path:
    return raw / FOLDER / f"final_source_recovery_by_state-cy_{year}.xlsx"


@pytest.fixture(scope="module")
def real(raw: Path) -> dict[int, list[dict[str, Any]]]:
    return {year: rows_of(NAME, file_of(raw, year)) for year in YEARS}


def value(rows: list[dict[str, Any]], place_from: str, place_to: str) -> float:
    (found,) = [r["value"] for r in rows if (r["place_from"], r["place_to"]) == (place_from, place_to)]
    return float(found)


def received(rows: list[dict[str, Any]], place: str) -> float:
    return sum(row["value"] for row in rows if row["place_to"] == place)


def test_georgia_to_new_york_is_what_it_was(real: dict[int, list[dict[str, Any]]]) -> None:
    found = [value(real[year], "US-GA", "US-NY") for year in YEARS]
    assert found == [335, 332, 343, 331, 386, 401, 438, 558]


def test_the_grand_totals_hold(real: dict[int, list[dict[str, Any]]]) -> None:
    sums = [sum(row["value"] for row in real[year]) for year in YEARS]
    assert sums == [145604, 149276, 156346, 166426, 170344, 190538, 211384, 239175]
    assert [len(real[year]) for year in YEARS] == [2916, 2916, 2970, 2916, 2916, 2916, 2916, 2916]


def test_recoveries_are_those_that_atf_states_by_state(real: dict[int, list[dict[str, Any]]]) -> None:
    assert [received(real[year], "US-AL") for year in (2010, 2011, 2012)] == [2155, 2407, 2746]
    assert [received(real[year], "US-DC") for year in (2010, 2011, 2012)] == [980, 871, 891]


def test_net_flows_keep_their_direction_from_year_to_year(real: dict[int, list[dict[str, Any]]]) -> None:
    for source, recovery in (("US-GA", "US-NY"), ("US-VA", "US-MD"), ("US-IN", "US-IL"), ("US-NV", "US-CA")):
        there = [value(real[year], source, recovery) for year in YEARS]
        back = [value(real[year], recovery, source) for year in YEARS]
        assert all(out > home for out, home in zip(there, back, strict=True)), (source, recovery)


def test_every_flow_is_that_of_another_reading_of_the_workbooks(
    raw: Path, real: dict[int, list[dict[str, Any]]]
) -> None:
    (path,) = (raw / "us/firearm-reference").glob("atf-source-recovery-*/*.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        tidy = list(csv.DictReader(lines))
    names = {row["source_state"] for row in tidy} | {row["recovery_state"] for row in tidy}
    kinds = (*ADMIN_1, "residual", "country")
    ids = {text: resolve(text, country="US", kinds=kinds).place_id for text in names}
    other = {(int(r["year"]), ids[r["source_state"]], ids[r["recovery_state"]]): float(r["firearms"]) for r in tidy}
    ours = {(year, r["place_from"], r["place_to"]): r["value"] for year in YEARS for r in real[year]}
    assert len(tidy) == len(other) == 23382
    assert ours == other


@pytest.mark.parametrize("year", YEARS)
def test_every_cell_is_the_one_in_the_workbook(raw: Path, real: dict[int, list[dict[str, Any]]], year: int) -> None:
    cells = cells_of(file_of(raw, year))
    headings = {" ".join(text.split()): letters for (letters, row), text in cells.items() if row == 2}
    for flow in real[year]:
        assert float(cells[headings[flow["source_column"]], flow["source_row"]]) == flow["value"]
    rows = {row for _, row in cells if (("B", row) in cells and row >= 3)}
    assert {flow["source_row"] for flow in real[year]} <= rows


def cells_of(path: Path) -> dict[tuple[str, int], str]:
    """(column letters, row) → text, read with nothing but the standard library."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(t.text or "" for t in item.iter(f"{space}t")) for item in shared]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cells = {}
    for cell in sheet.iter(f"{space}c"):
        found, number = cell.find(f"{space}v"), re.fullmatch(r"([A-Z]+)(\d+)", cell.attrib["r"])
        if found is not None and found.text and number:
            text = texts[int(found.text)] if cell.attrib.get("t") == "s" else found.text
            cells[number[1], int(number[2])] = text
    return cells


def sheet_of(path: Path, *, turned: bool, labels: bool = True) -> Sheet:
    """The matrix of a real file, without its notes, rows and columns exchanged or without labels."""
    letters = ["A", "B", *[f"{a}{b}" for a in ("", "A", "B") for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"][2:58]]
    cells = cells_of(path)
    width = next(i for i, column in enumerate(letters) if cells.get((column, 2), "").startswith("TOTAL"))
    last = next(row for row in range(3, 70) if cells[("B", row)].startswith("TOTAL"))
    square = [[cells[column, row] for column in letters[2 : width + 1]] for row in range(3, last + 1)]
    down = [cells["B", row] for row in range(3, last + 1)]
    across = [cells[column, 2] for column in letters[2 : width + 1]]
    top = cells.get(("A", 1)) or cells["C", 1]
    side = cells.get(("A", 2)) or cells["A", 3]
    if turned:
        square = [list(column) for column in zip(*square, strict=True)]
        down, across, top, side = across, down, side, top
    numbers: Sheet = [[float(cell) for cell in row] for row in square]
    body: Sheet = [["", place, *row] for place, row in zip(down, numbers, strict=True)]
    return [[top if labels else ""], [side if labels else "", "", *across], *body]


@pytest.mark.parametrize("year", [year for year in YEARS if year != 2012])
def test_a_real_file_turned_or_without_labels_or_under_another_year_gives_the_same_flows(
    raw: Path, tmp_path: Path, real: dict[int, list[dict[str, Any]]], year: int
) -> None:
    expected = {(r["place_from"], r["place_to"]): r["value"] for r in real[year]}
    for other, turned, labels in ((year, True, True), (year, False, False), (2099, True, False)):
        sheet = sheet_of(file_of(raw, year), turned=turned, labels=labels)
        assert flows(write(tmp_path, sheet, file=name(other))) == expected


@pytest.mark.parametrize("year", YEARS)
def test_labels_exchanged_in_a_real_file_stop_the_run_by_all_eleven_witnesses(
    raw: Path, tmp_path: Path, year: int
) -> None:
    sheet = sheet_of(file_of(raw, year), turned=False)
    sheet[0][0], sheet[1][0] = sheet[1][0], sheet[0][0]
    found = the_problem_of(NAME, write_workbook(tmp_path / name(year), {SHEET: sheet}))
    by_rows = 0 if year in (2012, 2013) else 11
    assert (found.code, found.detail) == ("axes_contradict", f"{by_rows} of 11 witnesses for the rows")


def test_guam_is_counted_with_the_marianas_from_2014_to_2016(real: dict[int, list[dict[str, Any]]]) -> None:
    found = {year: {r["place_to"] for r in real[year]} & {"US-GU", "US-MP", "US-GU-MP"} for year in YEARS}
    assert found == {year: {"US-GU-MP" if 2014 <= year <= 2016 else "US-GU"} for year in YEARS}


def test_canada_is_a_source_of_two_firearms_in_2012_alone(real: dict[int, list[dict[str, Any]]]) -> None:
    stray = {year: sum(r["value"] for r in real[year] if r["place_from"] == "CA") for year in YEARS}
    assert stray == {year: 2 if year == 2012 else 0 for year in YEARS}
    assert not [r for year in YEARS for r in real[year] if r["place_to"] in ("CA", "MX")]
    marked = {r["place_from"] for year in YEARS for r in real[year] if "stray_canada_source" in r["caveats"]}
    assert marked == {"CA"}
