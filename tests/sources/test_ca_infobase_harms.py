"""Health Infobase harms: what is refused, and what the real file says."""

import csv
from calendar import month_abbr
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.variants import changed, problems_of, rows_of, the_problem_of
from tripoint.errors import Problem
from tripoint.harmonise.periods import parse_calendar_period

NAME = "ca_infobase_harms"
SAMPLE = "SubstanceHarmsData_sample.csv"
FILE = "ca/health_infobase_substance_harms/SubstanceHarmsData_2026-04.csv"


def problem(folder: Path, before: str, after: str) -> Problem:
    return the_problem_of(NAME, changed(NAME, SAMPLE, folder, lambda text: text.replace(before, after)))


def facts(found: Problem) -> tuple[str, str, str, int]:
    return found.code, found.column, found.value, found.rows


def test_an_unknown_substance_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, "Stimulants,Deaths", "Cannabis,Deaths")
    assert facts(found) == ("unknown_value", "Substance | Disaggregator", "Cannabis", 2)


def test_an_unknown_type_of_opioid_is_no_category(tmp_path: Path) -> None:
    found = problems_of(NAME, changed(NAME, SAMPLE, tmp_path, lambda t: t.replace(",Fentanyl,", ",Nitazenes,")))
    assert [facts(p) for p in found] == [
        ("unknown_value", "Specific_Measure | Disaggregator | Aggregator", "Type of opioids | Nitazenes", 1),
        ("unknown_value", "Substance | Disaggregator", "Nitazenes", 1),
    ]


def test_an_unknown_source_is_no_measure_and_is_named_once(tmp_path: Path) -> None:
    path = changed(NAME, SAMPLE, tmp_path, lambda t: t.replace("Hospitalizations", "Hospital stays"))
    assert {p.value: p.rows for p in problems_of(NAME, path)} == {
        "Hospital stays | Number": 4, "Hospital stays | Crude rate": 1, "Hospital stays | Percent": 1,
    }  # fmt: skip


def test_a_breakdown_label_of_another_breakdown_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, "2024,2024,Male", "2024,2024,Accidental")
    assert found.value == "Sex | Accidental"


def test_a_breakdown_that_names_another_year_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, "2024,2024,Male", "2024,2023,Male")
    assert found.value == "Sex | Male | 2023"


def test_an_unknown_region_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, '"Winnipeg, Manitoba"', '"Brandon, Manitoba"')
    assert facts(found) == ("unknown_value", "Region", "Brandon, Manitoba", 1)


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        ("Ontario,35,By year,2025", "Ontario,59,By year,2025", "Ontario | 59"),
        ('"Winnipeg, Manitoba",46', '"Winnipeg, Manitoba",35', "Winnipeg, Manitoba | 35"),
        ("Territories,63", "Territories,61", "Territories | 61"),
    ],
)
def test_a_region_under_the_code_of_another_stops_the_run(tmp_path: Path, before: str, after: str, value: str) -> None:
    assert facts(problem(tmp_path, before, after)) == ("contradiction", "Region | PRUID", value, 1)


@pytest.mark.parametrize("written", ["2025 Q5", "2025 (Sep to Jan)", "2025 (Jan-Sep)", "25", "2025 "])
def test_a_period_that_is_none_stops_the_run(tmp_path: Path, written: str) -> None:
    found = problems_of(NAME, changed(NAME, SAMPLE, tmp_path, lambda t: t.replace("2025 (Jan to Sep)", f"{written}x")))
    assert {(p.code, p.column, p.value, p.rows) for p in found} == {
        ("bad_period", "Time_Period + Year_Quarter", f"By year {written}x", 2)
    }


def test_a_quarter_called_a_year_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, "Quebec,24,By quarter,2022 Q3", "Quebec,24,By year,2022 Q3")
    assert facts(found) == ("bad_period", "Time_Period + Year_Quarter", "By year 2022 Q3", 1)


@pytest.mark.parametrize("mark", ["Suppressed", "-1", "", "N/A", "1,200", "31.5"])
def test_an_unknown_mark_or_no_count_stops_the_run(tmp_path: Path, mark: str) -> None:
    found = problem(
        tmp_path,
        "Crude rate,4.1\n",
        f'Crude rate,4.1\nOpioids,Deaths,Overall numbers,Nunavut,62,By year,2018,,,Number,"{mark}"\n',
    )
    assert facts(found) == ("not_a_count", "Value", mark, 1)


def test_a_negative_rate_stops_the_run(tmp_path: Path) -> None:
    assert facts(problem(tmp_path, "Crude rate,7.5", "Crude rate,-7.5")) == (
        "not_a_number",
        "Value",
        "-7.5",
        1,
    )


def test_a_row_given_twice_stops_the_run(tmp_path: Path) -> None:
    line = "Stimulants,Hospitalizations,Overall numbers,Ontario,35,By year,2024,,,Crude rate,4.1\n"
    found = problem(tmp_path, line, line + line.replace("4.1", "4.2"))
    assert (found.code, found.rows) == ("duplicate_rows", 2)


def test_a_year_that_is_not_the_sum_of_its_quarters_stops_the_run(tmp_path: Path) -> None:
    before = "Quebec,24,By quarter,2022 Q4,,,Number,8"
    path = changed(NAME, SAMPLE, tmp_path, lambda t: t.replace(before, before[:-1] + "7"))
    found = {p.column: (p.code, p.value, p.detail) for p in problems_of(NAME, path)}
    assert found == {
        "Opioids | Deaths | 2022 | Quebec": ("total_mismatch", "35", "34"),
        "Opioids | Deaths | 2022 Q4 | Canada": ("total_mismatch", "15", "14"),
    }


def test_canada_must_be_the_sum_of_the_regions_shown(tmp_path: Path) -> None:
    found = problem(tmp_path, "Canada,1,By year,2018,,,Number,31", "Canada,1,By year,2018,,,Number,32")
    assert (found.code, found.column, found.value, found.detail) == (
        "total_mismatch", "Opioids | Deaths | 2018 | Canada", "32", "31",
    )  # fmt: skip


def test_canada_may_be_more_than_the_regions_shown_where_one_is_suppressed(tmp_path: Path) -> None:
    more = changed(NAME, SAMPLE, tmp_path, lambda t: t.replace("2022,,,Number,60", "2022,,,Number,63"))
    assert 63.0 in {row["value"] for row in rows_of(NAME, more)}
    assert problem(tmp_path, "2022,,,Number,60", "2022,,,Number,59").code == "total_mismatch"


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ("Specific_Measure", "Measure", {"column_missing", "column_unexpected"}),
        (",PRUID,", ",", {"column_missing"}),
        (",Value\n", ",Value,Type_Event\n", {"column_unexpected"}),
        ("Canada,1,By year,2018", "Canada,1,1,By year,2018", {"broken_row"}),
    ],
)
def test_another_layout_is_refused(tmp_path: Path, before: str, after: str, codes: set[str]) -> None:
    path = changed(NAME, SAMPLE, tmp_path, lambda text: text.replace(before, after))
    assert {p.code for p in problems_of(NAME, path)} == codes


def write(folder: Path, change: Callable[[bytes], bytes]) -> Path:
    path = changed(NAME, SAMPLE, folder, lambda text: text + "\n")
    path.write_bytes(change(path.read_bytes()[:-1]))
    return path


def test_a_file_that_ends_in_a_line_is_refused(tmp_path: Path) -> None:
    assert "truncated" in {p.code for p in problems_of(NAME, write(tmp_path, lambda data: data[:-5]))}


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, lambda data: data.replace(b"Quebec", "Québec".encode("latin-1")))
    assert the_problem_of(NAME, path).code == "wrong_encoding"


def test_an_accent_in_a_name_is_no_other_place(tmp_path: Path) -> None:
    path = write(tmp_path, lambda data: data.replace(b"Ontario,35,By year,2025", "Ontário,35,By year,2025".encode()))
    assert {row["place"] for row in rows_of(NAME, path)} >= {"CA-ON"}


@given(year=st.integers(1900, 2100), first=st.integers(1, 12), last=st.integers(1, 12))
def test_months_of_a_year_run_forward_or_are_no_period(year: int, first: int, last: int) -> None:
    found = parse_calendar_period(f"{year} ({month_abbr[first]} to {month_abbr[last]})")
    if last < first:
        assert found is None
    else:
        assert found is not None
        (start, end), is_partial = found
        assert (start.year, start.month, start.day, end.year, end.month) == (year, first, 1, year, last)
        assert is_partial == ((first, last) != (1, 12))


@given(st.text(max_size=20))
def test_any_text_is_a_period_or_none(text: str) -> None:
    found = parse_calendar_period(text)
    assert found is None or found[0][0] <= found[0][1]


def test_the_quarters_are_those_of_the_calendar() -> None:
    assert parse_calendar_period("2025 Q3") == ((date(2025, 7, 1), date(2025, 9, 30)), False)


@pytest.fixture(scope="module")
def real(raw: Path) -> list[dict[str, Any]]:
    return rows_of(NAME, raw / FILE)


@pytest.fixture(scope="module")
def printed(raw: Path) -> list[dict[str, str]]:
    with (raw / FILE).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def deaths(real: list[dict[str, Any]], place: str, first: str, last: str) -> float | None:
    (found,) = [
        row["value"]
        for row in real
        if (row["measure"], row["category"], row["substance"], row["place"]) == ("deaths", "overall", "opioids", place)
        and (str(row["period_start"]), str(row["period_end"])) == (first, last)
    ]
    return float(found) if found is not None else None


@pytest.mark.parametrize(
    ("place", "first", "last", "value"),
    [
        ("CA", "2023-01-01", "2023-12-31", 8020),
        ("CA", "2024-01-01", "2024-12-31", 7313),
        ("CA", "2025-01-01", "2025-09-30", 4162),
        ("CA-BC", "2024-01-01", "2024-12-31", 2344),
        ("CA-ON", "2024-01-01", "2024-12-31", 2262),
    ],
)
def test_the_check_figures_hold(real: list[dict[str, Any]], place: str, first: str, last: str, value: int) -> None:
    assert deaths(real, place, first, last) == value


def test_every_row_is_one_figure_and_none_collide(real: list[dict[str, Any]]) -> None:
    key = ("measure", "place", "substance", "category", "period_start", "period_end")
    assert len(real) == 24464
    assert len({tuple(row[name] for name in key) for row in real}) == 24464
    assert {row["source_row"] for row in real} == set(range(2, 24466))


def test_every_value_is_the_one_printed(real: list[dict[str, Any]], printed: list[dict[str, str]]) -> None:
    for row in real:
        text = printed[row["source_row"] - 2]["Value"]
        reason = {"n/a": "not_available", "Suppr.": "suppressed"}.get(text)
        assert row["missing"] == reason
        assert row["value"] == (None if reason else float(text))


def test_missing_values_are_as_many_as_their_marks(real: list[dict[str, Any]]) -> None:
    assert Counter(row["missing"] for row in real) == {None: 16359, "not_available": 5748, "suppressed": 2357}


def test_rows_by_measure_and_region_are_those_printed(
    real: list[dict[str, Any]], printed: list[dict[str, str]]
) -> None:
    by_unit = Counter(row["unit"] for row in real)
    assert by_unit["percent"] == sum(row["Unit"] == "Percent" for row in printed) == 13376
    assert by_unit["per 100,000 population"] == sum(row["Unit"] == "Crude rate" for row in printed) == 2316
    regions, places = Counter(row["Region"] for row in printed), Counter(row["place"] for row in real)
    assert sorted(regions.values()) == sorted(places.values())
    assert places["CA-MB"] == regions["Manitoba"]
    assert places["CA-MB-WINNIPEG"] == regions["Winnipeg, Manitoba"]


def test_partial_years_say_so(real: list[dict[str, Any]], printed: list[dict[str, str]]) -> None:
    marked = {row["source_row"] for row in real if "partial_period" in row["caveats"].split()}
    assert marked == {n for n, row in enumerate(printed, 2) if "(" in row["Year_Quarter"]}
    assert {row["period_as_written"] for row in real} == {None, "2025 (Jan to Sep)"}


@pytest.mark.parametrize(
    ("caveat", "province", "year"),
    [("bc_all_unregulated_drugs", "CA-BC", 2019), ("qc_all_intoxications", "CA-QC", 2022)],
)
def test_the_wider_definitions_are_on_deaths_of_the_province_and_of_canada(
    real: list[dict[str, Any]], caveat: str, province: str, year: int
) -> None:
    marked = [row for row in real if caveat in row["caveats"].split()]
    assert {row["place"] for row in marked} == {province, "CA"}
    assert all(row["measure"].startswith("deaths") for row in marked)
    assert min(row["period_start"].year for row in marked) == year
    unmarked = [row for row in real if row["place"] == province and row["measure"].startswith("deaths")]
    assert {row["period_start"].year >= year for row in unmarked if row not in marked} == {False}
