from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask, by, rows, sentences, table
from tripoint.errors import QuestionError
from tripoint.findings.harms import QUESTION
from tripoint.findings.question import Fact, Finding
from tripoint.present.cells import sentence
from tripoint.present.words import words
from tripoint.store.ledger import Reader

NAME = "harms"
YEAR = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}
PART = {
    "period_start": date(2025, 1, 1), "period_end": date(2025, 9, 30),
    "period_as_written": "2025 (Jan to Sep)",
}  # fmt: skip
QUARTER = {"period_start": date(2025, 7, 1), "period_end": date(2025, 9, 30)}
GONE = {"value": None, "missing": "suppressed"}


def canadian(place: str = "CA", measure: str = "deaths", **changed: Any) -> dict[str, Any]:
    return figure(
        source="ca_infobase_harms", series="substance_harms", measure=measure, unit="deaths", place=place,
        substance="opioids", category="overall", **changed,
    )  # fmt: skip


def american(
    place: str = "US", measure: str = "deaths_12_months", *, year: int = 2025, **changed: Any
) -> dict[str, Any]:
    return figure(
        source="us_cdc_overdose", series="t40_4", measure=measure, unit="deaths", place=place,
        substance="synthetic_opioids_t40_4", category="drug_overdose", period_start=date(year, 2, 1),
        period_end=date(year + 1, 1, 31), snapshot="1" * 64, **changed,
    )  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return ledger_of(
        tmp_path_factory.mktemp("small"),
        canadian(value=100, **YEAR), canadian(value=60, **PART), canadian(value=19, **QUARTER),
        canadian("CA-BC", value=90, **YEAR), canadian("CA-PE", **YEAR, **GONE),
        canadian("CA-BC", "deaths_crude_rate_per_100k", value=41.3, **YEAR),
        canadian(value=7, **YEAR) | {"category": "sex/female"},
        canadian(value=7, **YEAR) | {"substance": "stimulants"},
        american(value=50), american(measure="deaths_12_months_predicted", value=55),
        american("US-OH", value=None, missing="low_quality"), american("US-OH", year=2024, value=9),
    )  # fmt: skip


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def test_the_three_countries_stand_in_one_table_of_definitions(small: Reader):
    found = by(ask(small, NAME), "definitions", "country")
    assert list(found) == ["CA", "US", "MX"]
    assert found["MX"]["counted"] == "No comparable open series held"
    assert "Mexico: no comparable open series held." in sentences(ask(small, NAME))


def test_a_country_asked_for_is_the_only_one(small: Reader):
    finding = ask(small, NAME, country="US")
    assert list(by(finding, "definitions", "country")) == ["US"]
    assert not any(t.name.startswith("canada") for t in finding.tables)
    assert [t.name for t in ask(small, NAME, country="MX").tables] == ["definitions"]


def test_another_country_is_an_error(small: Reader):
    with pytest.raises(QuestionError, match="'GB' is not a country"):
        ask(small, NAME, country="GB")


def test_suppressed_and_low_quality_keep_their_reason(small: Reader):
    finding = ask(small, NAME)
    island = by(finding, "canada_deaths_by_year", "place")["CA-PE"]
    assert (island["y2024"], island["y2024_missing"]) == (None, "suppressed")
    ohio = by(finding, "us_deaths_12_months_by_state", "place")["US-OH"]
    assert (ohio["newest"], ohio["newest_missing"], ohio["before"]) == (None, "low_quality", 9)


def test_a_state_without_a_row_is_not_supplied(small: Reader):
    texas = by(ask(small, NAME), "us_deaths_12_months_by_state", "place")["US-TX"]
    assert (texas["newest"], texas["newest_missing"]) == (None, "not_supplied")


def test_part_of_a_year_is_marked_and_makes_no_headline(small: Reader):
    finding = ask(small, NAME)
    assert [c.title for c in table(finding, "canada_deaths_by_year").columns[1:]] == ["2024", "2025*"]
    assert (
        "Canada, January 2025 to September 2025, part of a year: 60 apparent opioid toxicity deaths in the regions "
        "that have a number."
    ) in sentences(finding)
    assert not any("part of a year" in text for text in sentences(finding, headlines=True))


def test_breakdowns_and_stimulants_are_not_mixed_in(small: Reader):
    assert by(ask(small, NAME), "canada_deaths_by_year", "place")["CA"]["y2024"] == 100


def test_rates_are_of_whole_years_and_shaded_and_counts_are_circles(small: Reader):
    charts = {(c.kind, c.country): c for c in ask(small, NAME).charts}
    assert charts["shades", "CA"].table == "canada_deaths_crude_rate_per_100k_by_year"
    assert charts["symbols", "CA"].table == "canada_deaths_by_year"
    assert charts["shades", "CA"].y == charts["symbols", "CA"].y == "y2024"
    assert ("shades", "US") not in charts


def test_no_table_holds_two_measures(small: Reader):
    for one in ask(small, NAME).tables:
        assert "measure" not in one.data.column_names
        assert (one.measure is None) == (one.name == "definitions")


def test_reported_and_predicted_are_drawn_apart(small: Reader):
    drawn = [c.table for c in ask(small, NAME, country="US").charts if c.kind == "lines"]
    assert drawn == ["us_deaths_12_months", "us_deaths_12_months_predicted"]


def test_a_country_given_as_a_place_is_the_country(small: Reader):
    asked = ask(small, NAME, place="CA")
    assert [c.kind for c in asked.charts] == [c.kind for c in ask(small, NAME, country="CA").charts]


def test_a_province_has_its_own_lines_and_no_map(small: Reader):
    finding = ask(small, NAME, place="CA-BC")
    assert not any(c.kind in ("symbols", "shades") for c in finding.charts)
    assert sentences(finding) == ["British Columbia, 2024: 90 apparent opioid toxicity deaths."]


def test_a_number_for_canada_is_that_of_the_regions_that_have_one(small: Reader):
    said = [text for text in sentences(ask(small, NAME)) if text.startswith("Canada")]
    assert len(said) == 2
    assert all("in the regions that have a number" in text for text in said)


def test_maps_name_their_period(small: Reader):
    maps = [c for c in ask(small, NAME).charts if c.kind in ("symbols", "shades")]
    titles = [sentence(c.title, words("en")) for c in maps if isinstance(c.title, Fact)]
    assert len(titles) == len(maps) == 3
    assert ["2024" in t or "January 31, 2026" in t for t in titles] == [True] * 3


def test_rates_say_that_the_date_of_the_population_is_not_stated(small: Reader):
    note = table(ask(small, NAME), "canada_deaths_crude_rate_per_100k_by_year").note or ""
    assert "does not state the date of the population" in note


def test_nothing_held_leaves_the_definitions(tmp_path: Path):
    finding = ask(ledger_of(tmp_path, figure()), NAME)
    assert [t.name for t in finding.tables] == ["definitions"]
    assert finding.charts == ()


def test_canadian_years_are_the_publishers(full: Finding):
    found = by(full, "canada_deaths_by_year", "place")
    assert (found["CA"]["y2023"], found["CA"]["y2024"], found["CA"]["y2025"]) == (8_020, 7_313, 4_162)
    assert (found["CA-BC"]["y2024"], found["CA-ON"]["y2024"]) == (2_344, 2_262)
    assert found["CA-NU"]["y2024_missing"] == "not_available"


def test_a_year_of_canada_is_not_the_sum_of_its_quarters(full: Finding):
    quarters = rows(full, "canada_deaths_by_quarter")
    of_2023 = [r["value"] for r in quarters if r["place"] == "CA" and r["period_start"].year == 2023]
    assert sum(of_2023) == 7_999
    assert "canada_adds_regions_shown" in full.caveats


def test_the_newest_twelve_months_of_the_united_states(full: Finding):
    states = by(full, "us_deaths_12_months_by_state", "place")
    assert (states["US"]["newest_end"], states["US"]["newest"]) == (date(2026, 1, 31), 36_825)
    assert states["US-PA"]["newest_missing"] == states["US-LA"]["newest_missing"] == "not_supplied"
    assert by(full, "us_deaths_12_months_predicted_by_state", "place")["US"]["newest"] == 37_488


def test_the_older_release_is_kept_in_rows_and_out_of_the_report(full: Finding):
    older = table(full, "us_older_release")
    assert (older.in_report, {row["place"] for row in older.data.to_pylist()}) == (0, {"US"})
    assert not any(chart.table == "us_older_release" for chart in full.charts)


def test_values_held_in_two_releases_are_of_the_current_one_and_this_is_said(full: Finding):
    older = [r["month_end"] for r in rows(full, "us_older_release") if r["substance"] == "synthetic_opioids_t40_4"]
    assert (min(older), max(older)) == (date(2015, 1, 31), date(2018, 9, 30))
    assert "January 2015 to September 2018 are held twice" in " ".join(QUESTION.how_to_read.split())


def test_definitions_and_suppression_are_among_the_caveats(full: Finding):
    expected = {
        "definitions_differ", "bc_all_unregulated_drugs", "qc_all_intoxications", "rolling_12_months",
        "provisional",
        "suppressed_small_counts", "absent_rows_not_zero",
    }  # fmt: skip
    assert expected <= set(full.caveats)


def test_no_sentence_speaks_of_two_countries(full: Finding):
    for text in sentences(full):
        assert sum(country in text for country in ("Canada", "United States", "Mexico")) == 1
