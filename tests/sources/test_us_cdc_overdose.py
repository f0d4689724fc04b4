"""us_cdc_overdose: what it refuses, and that it reads the publisher's own files to the last death."""

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.sources.variants import changed, problems_of, rows_of, swap, the_problem_of

NAME = "us_cdc_overdose"
ALL = "VSRR_Provisional_Drug_Overdose_Death_Counts.csv"
T40_4 = "cdc_api_provisional_overdose_counts.csv"
Figures = list[dict[str, object]]


def test_a_new_indicator_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, ALL, tmp_path, swap("Cocaine (T40.5)", "Xylazine")))
    assert (problem.code, problem.column, problem.value, problem.rows) == (
        "unknown_value",
        "Indicator",
        "Xylazine",
        1,
    )


def test_another_indicator_does_not_replace_the_series_of_one(tmp_path: Path) -> None:
    path = changed(
        NAME,
        T40_4,
        tmp_path,
        lambda t: t.replace("Synthetic opioids, excl. methadone (T40.4)", "Heroin (T40.1)"),
    )
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column, problem.rows) == ("unknown_value", "indicator", 7)
    assert "t40_4_indicator" in problem.detail


def test_an_unknown_state_stops_the_run(tmp_path: Path) -> None:
    assert ("unknown_value", "State", "QQ") in {
        (p.code, p.column, p.value) for p in problems_of(NAME, changed(NAME, ALL, tmp_path, swap("YC,2018", "QQ,2018")))
    }


def test_letters_and_name_of_different_states_stop_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, T40_4, tmp_path, swap("ND,2025", "SD,2025")))
    assert (problem.code, problem.value, problem.rows) == ("contradiction", "SD | North Dakota", 1)


@pytest.mark.parametrize("month", ["Juanuary", "13", ""])
def test_a_month_that_is_none_stops_the_run(tmp_path: Path, month: str) -> None:
    problem = the_problem_of(NAME, changed(NAME, T40_4, tmp_path, swap("2015,January", f"2015,{month}")))
    assert (problem.code, problem.column) == ("bad_period", "year + month")


def test_a_period_that_is_not_twelve_months_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, T40_4, tmp_path, swap("12 month-ending", "Monthly")))
    assert (problem.code, problem.column, problem.value) == ("unknown_value", "period", "Monthly")


@pytest.mark.parametrize("deaths", ["-5", "71.5", "7,2", "72,00", "many"])
def test_deaths_that_are_no_count_stop_the_run(tmp_path: Path, deaths: str) -> None:
    path = changed(NAME, ALL, tmp_path, swap(",72,100,", f',"{deaths}",100,'))
    problems = problems_of(NAME, path)
    assert [(p.code, p.column, p.value) for p in problems] == [("not_a_count", "Data Value", deaths)]


@pytest.mark.parametrize("percent", ["-5", "96,4", "n/a"])
def test_a_share_that_is_no_number_stops_the_run(tmp_path: Path, percent: str) -> None:
    problem = the_problem_of(NAME, changed(NAME, ALL, tmp_path, swap(",97,100,", f',"{percent}",100,')))
    assert (problem.code, problem.column, problem.value) == ("not_a_number", "Data Value", percent)


def test_a_blank_without_a_reason_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, T40_4, tmp_path, swap("*,35210,36004", "*,,36004")))
    assert (problem.code, problem.column, problem.rows) == ("unexplained_blank", "data_value", 1)


def test_a_value_whose_note_says_that_none_is_shown_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, T40_4, tmp_path, swap("(<10).,**,,9", "(<10).,**,8,9")))
    assert (problem.code, problem.column, problem.value) == ("value_and_reason", "data_value", "8")


@pytest.mark.parametrize(
    ("old", "new", "adds_to"),
    [
        ('"1,409"', '"1,408"', "1519"),
        (
            "YC,2017,December,12 month-ending,Number of Drug",
            "YC,2016,December,12 month-ending,Number of Drug",
            "111",
        ),
    ],
    ids=["changed", "missing"],
)
def test_a_nation_that_is_not_the_sum_of_its_parts_stops_the_run(
    tmp_path: Path, old: str, new: str, adds_to: str
) -> None:
    problem = the_problem_of(NAME, changed(NAME, ALL, tmp_path, swap(old, new)))
    assert (problem.code, problem.column) == (
        "total_mismatch",
        "US, Number of Drug Overdose Deaths 2017 December",
    )
    assert (problem.value, problem.detail) == ("1520", adds_to)


def test_a_prediction_of_all_deaths_stops_the_run(tmp_path: Path) -> None:
    path = changed(NAME, ALL, tmp_path, swap("See Technical Notes.,**,\n", "See Technical Notes.,**,5130\n"))
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column, problem.value) == ("value_and_reason", "Predicted Value", "5130")


def test_a_prediction_of_a_share_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, ALL, tmp_path, lambda t: t[:-1] + "97\n"))
    assert (problem.code, problem.column, problem.value) == ("value_and_reason", "Predicted Value", "97")


def test_a_new_footnote_stops_the_run(tmp_path: Path) -> None:
    path = changed(NAME, T40_4, tmp_path, lambda t: t.replace("Underreported due to incomplete data.,", "Revised.,"))
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column, problem.value, problem.rows) == (
        "unknown_value",
        "footnote",
        "Revised.",
        2,
    )


def test_a_symbol_of_another_footnote_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, T40_4, tmp_path, swap("data.,*,35210", "data.,**,35210")))
    assert (problem.code, problem.column) == ("contradiction", "footnote | footnote_symbol")


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",100,0,Vermont", ",all,0,Vermont", "Percent Complete"),
        (",0.3,", ",pending,", "Percent Pending Investigation"),
    ],
)
def test_a_column_left_out_must_still_hold_numbers(tmp_path: Path, old: str, new: str, column: str) -> None:
    problem = the_problem_of(NAME, changed(NAME, ALL, tmp_path, swap(old, new)))
    assert (problem.code, problem.column, problem.rows) == ("not_a_number", column, 1)


def test_a_repeated_row_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, T40_4, tmp_path, lambda t: t + t.splitlines(keepends=True)[-1]))
    assert (problem.code, problem.rows) == ("duplicate_rows", 2)
    assert problem.value.startswith("US | 2025 | December")


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        (swap(",predicted_value", ""), {"column_missing"}),
        (swap("data_value", "value"), {"column_missing", "column_unexpected"}),
        (lambda t: "", {"empty_file"}),
        (lambda t: t[:-9], {"truncated", "broken_row", "unexplained_blank"}),
    ],
    ids=["gone", "renamed", "empty", "cut"],
)
def test_a_broken_file_is_refused(tmp_path: Path, edit: Callable[[str], str], codes: set[str]) -> None:
    found = {p.code for p in problems_of(NAME, changed(NAME, T40_4, tmp_path, edit))}
    assert found
    assert found <= codes


def test_one_layout_under_the_other_name_is_refused(tmp_path: Path) -> None:
    path = changed(NAME, T40_4, tmp_path, lambda t: t, file=ALL)
    assert the_problem_of(NAME, path).code == "foreign_file"


# The publisher's own files


def printed_rows(raw: Path, name: str) -> list[dict[str, str]]:
    """The rows by an independent reading, with the column names of the older file in small letters."""
    with (raw / "us/cdc_vsrr_overdose" / name).open(encoding="utf-8-sig", newline="") as file:
        return [{k.lower().replace(" ", "_"): v for k, v in row.items()} for row in csv.DictReader(file)]


def read_of(raw: Path, name: str) -> Figures:
    return rows_of(NAME, raw / "us/cdc_vsrr_overdose" / name)


def one(figures: Figures, **wanted: object) -> dict[str, object]:
    (found,) = [f for f in figures if all(f[key] == value for key, value in wanted.items())]
    return found


def test_the_newest_month_of_the_nation_is_as_published(raw: Path) -> None:
    figures = read_of(raw, T40_4)
    january = {"place": "US", "period_end": date(2026, 1, 31)}
    reported = one(figures, measure="deaths_12_months", **january)
    predicted = one(figures, measure="deaths_12_months_predicted", **january)
    assert (reported["value"], predicted["value"]) == (36_825, 37_488)
    assert reported["period_start"] == date(2025, 2, 1)
    assert "underreported_incomplete" in str(reported["caveats"])
    assert "underreported_incomplete" not in str(predicted["caveats"])


def test_blanks_of_the_newer_file_keep_their_reasons(raw: Path) -> None:
    figures = read_of(raw, T40_4)
    assert len(figures) == 2 * 6916
    assert Counter(f["missing"] for f in figures if f["measure"] == "deaths_12_months") == {
        None: 5489, "low_quality": 1405, "suppressed": 22,
    }  # fmt: skip
    assert Counter(f["missing"] for f in figures if f["measure"] == "deaths_12_months_predicted") == {
        None: 5490, "not_available": 1426,
    }  # fmt: skip


def test_a_suppressed_count_can_have_a_prediction(raw: Path) -> None:
    figures = read_of(raw, T40_4)
    february = {"place": "US-HI", "period_end": date(2017, 2, 28)}
    assert one(figures, measure="deaths_12_months", **february)["missing"] == "suppressed"
    assert one(figures, measure="deaths_12_months_predicted", **february)["value"] is not None


def test_states_without_rows_get_no_figures(raw: Path) -> None:
    figures = read_of(raw, T40_4)
    places = {f["place"] for f in figures}
    assert len(places) == 52
    assert not places & {"US-PA", "US-LA"}
    assert all("absent_rows_not_zero" in str(f["caveats"]) for f in figures)


def test_only_new_york_carries_the_caveat_of_new_york(raw: Path) -> None:
    marked = {f["place"] for f in read_of(raw, T40_4) if "new_york_city_apart" in str(f["caveats"])}
    assert marked == {"US-NY", "US-NYC"}


def test_the_older_file_is_read_row_for_row(raw: Path) -> None:
    figures = read_of(raw, ALL)
    assert Counter(f["measure"] for f in figures) == {
        "deaths_12_months": 12_465,
        "deaths_12_months_predicted": 12_465,
        "percent_drugs_specified_12_months": 855,
    }
    assert Counter(f["missing"] for f in figures) == {None: 25_785 - 2_385, "not_applicable": 2_385}
    assert {f["category"] for f in figures if f["missing"]} == {"all_causes"}


@pytest.mark.parametrize("name", [ALL, T40_4])
def test_every_value_is_found_again_in_its_row(raw: Path, name: str) -> None:
    rows = printed_rows(raw, name)
    figures = read_of(raw, name)
    for figure in figures:
        row = rows[int(str(figure["source_row"])) - 2]
        text = row[str(figure["source_column"]).lower().replace(" ", "_")].replace(",", "")
        assert figure["value"] == (float(text) if text else None)
        assert str(figure["period_end"]).startswith(row["year"])


@pytest.mark.parametrize("name", [ALL, T40_4])
def test_deaths_add_up_by_indicator(raw: Path, name: str) -> None:
    printed: Counter[str] = Counter()
    for row in printed_rows(raw, name):
        if row["indicator"] != "Percent with drugs specified":
            printed[row["indicator"]] += int(row["data_value"].replace(",", "") or 0)
    read: Counter[object] = Counter()
    for figure in read_of(raw, name):
        if figure["measure"] == "deaths_12_months":
            read[figure["substance"] or figure["category"]] += figure["value"] or 0  # type: ignore[operator]
    assert sorted(read.values()) == sorted(printed.values())
    assert read["synthetic_opioids_t40_4"] == printed["Synthetic opioids, excl. methadone (T40.4)"]


def test_cells_of_the_older_file_are_the_ones_printed(raw: Path) -> None:
    figures = read_of(raw, ALL)
    alaska = one(
        figures,
        measure="deaths_12_months",
        place="US-AK",
        category="all_causes",
        period_end=date(2015, 1, 31),
    )
    assert (alaska["value"], alaska["as_written"], alaska["period_start"]) == (
        4034,
        "4,034",
        date(2014, 2, 1),
    )
