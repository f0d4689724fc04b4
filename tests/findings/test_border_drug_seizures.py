from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask, by, month, rows, sentences, table
from tripoint.findings.question import Finding
from tripoint.present.cells import cell_of
from tripoint.present.words import words
from tripoint.store.ledger import Reader

NAME = "border_drug_seizures"
SW, NORTH, COAST = "US-BORDER-SW", "US-BORDER-N", "US-BORDER-COASTAL"
MASS = "seized_mass_kg"


def seized(
    year: int, number: int, *, segment: str = SW, drug: str = "fentanyl", kilograms: float = 10.0, events: float = 1.0
) -> list[dict[str, Any]]:
    start, end = month(year, number)
    common = {
        "period_start": start, "period_end": end, "border_segment": segment, "substance": drug, "category": "ofo/land",
    }  # fmt: skip
    return [
        figure(**common, measure=MASS, unit="kg", value=kilograms, source_column="Sum Qty (lbs)"),
        figure(**common, value=events),
    ]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return ledger_of(
        tmp_path_factory.mktemp("small"),
        *seized(2024, 9, kilograms=100), *seized(2025, 9, kilograms=50), *seized(2025, 8, segment=COAST),
        *seized(2025, 9, segment=NORTH, kilograms=0.02), *seized(2024, 9, drug="lsd", kilograms=0),
        *seized(2024, 9, segment=NORTH, drug="lsd"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def printed(finding: Finding, segment: str, measure: str = MASS) -> dict[str, list[str]]:
    """Drug → the cells printed beside it, in English."""
    shown = table(finding, f"years_side_by_side_{measure}_{segment}")
    cells = [[cell_of(c, row, words("en")).text for c in shown.columns] for row in shown.data.to_pylist()]
    return {line[0]: line[1:] for line in cells}


def test_each_segment_has_a_table_of_its_own_that_its_title_names(small: Reader):
    shown = [t for t in ask(small, NAME).tables if t.name.startswith(f"years_side_by_side_{MASS}")]
    assert [t.title.split(":")[0] for t in shown] == [
        "US Southwest Border", "US Northern Border", "US coastal and interior areas",
    ]  # fmt: skip
    assert all(c.name != "border_segment" for t in shown for c in t.columns)
    assert [t.note is None for t in shown] == [True, True, False]


def test_a_tiny_weight_is_under_a_tenth_and_no_row_is_zero(small: Reader):
    assert printed(ask(small, NAME), NORTH)["Fentanyl"] == ["0", "under 0.1"]
    assert printed(ask(small, NAME), NORTH)["LSD"] == ["10.0", "0"]


def test_a_month_without_a_row_is_zero_in_every_month_of_the_file(small: Reader):
    found = by(ask(small, NAME), f"monthly_{MASS}", "border_segment", "substance", "period_start")
    assert len(found) == 5 * 3
    empty = found[NORTH, "fentanyl", date(2024, 9, 1)]
    assert (empty["value"], empty["record_count"], empty["missing_count"]) == (0, 0, 0)
    assert empty["period_end"] == date(2024, 9, 30)
    assert found[NORTH, "fentanyl", date(2025, 9, 1)]["value"] == 0.02


def test_a_month_that_the_file_does_not_hold_is_not_zero(small: Reader):
    months = {row["period_start"] for row in rows(ask(small, NAME), f"monthly_{MASS}")}
    assert months == {date(2024, 9, 1), date(2025, 8, 1), date(2025, 9, 1)}


def test_zeros_stop_where_the_time_asked_for_stops(small: Reader):
    finding = ask(small, NAME, substance="fentanyl", since=date(2025, 8, 1))
    months = {row["period_start"] for row in rows(finding, f"monthly_{MASS}")}
    assert months == {date(2025, 8, 1), date(2025, 9, 1)}


def test_segments_are_drawn_as_they_stand_in_the_tables(small: Reader):
    order = dict.fromkeys(row["border_segment"] for row in rows(ask(small, NAME), f"monthly_{MASS}"))
    assert list(order) == [SW, NORTH, COAST]


def whole_years(*years: int) -> list[dict[str, Any]]:
    """A seizure of ketamine in each month of fiscal years, so that the file has these months."""
    return [
        row
        for year in years
        for number in range(1, 13)
        for row in seized(year - (number >= 10), number, drug="ketamine")
    ]


def test_a_year_without_all_its_months_in_the_file_makes_no_sentence(small: Reader):
    assert sentences(ask(small, NAME)) == []
    assert {row["fiscal_year"] for row in rows(ask(small, NAME), f"yearly_{MASS}")} == {"2024*", "2025*"}


def test_the_year_before_is_called_a_fiscal_year(tmp_path: Path):
    made = [*seized(2024, 9, kilograms=100), *seized(2025, 8, kilograms=50)]
    assert sentences(ask(ledger_of(tmp_path, *whole_years(2024, 2025), *made), NAME)) == [
        "Fentanyl, US Southwest Border: 50 kg seized in US fiscal year 2025 in 1 seizure events; "
        "100 kg in fiscal year 2024."
    ]


def test_events_and_mass_never_share_a_table(small: Reader):
    assert {t.measure for t in ask(small, NAME).tables} == {MASS, "seizure_events"}


def test_nothing_held_gives_no_sentence_and_no_row(tmp_path: Path):
    empty = ask(ledger_of(tmp_path, figure(source="mx_sesnsp_federal", series="fuero_federal")), NAME)
    assert (empty.facts, empty.record_count) == ((), 0)
    assert all(len(t.data) == 0 for t in empty.tables)


def test_years_and_segments_of_the_file(full: Finding):
    fentanyl = by(full, f"yearly_{MASS}", "border_segment", "substance", "year")
    assert round(fentanyl[SW, "fentanyl", 2025]["value"]) == 5_211
    assert round(fentanyl[NORTH, "fentanyl", 2025]["value"], 1) == 35.0


def test_every_series_of_the_file_has_all_its_months(full: Finding):
    monthly = rows(full, f"monthly_{MASS}")
    series = {(row["border_segment"], row["substance"]) for row in monthly}
    assert len(monthly) == 87 * len(series)
    assert sum(row["record_count"] == 0 for row in monthly) > 0


def test_no_weight_beside_an_event_is_printed_as_zero(full: Finding):
    for segment in (SW, NORTH, COAST):
        weights, events = printed(full, segment), printed(full, segment, "seizure_events")
        for drug, cells in weights.items():
            assert [cell == "0" for cell in cells] == [cell == "0" for cell in events[drug]], (segment, drug)
    assert printed(full, SW)["Ecstasy"][-1] == "under 0.1"
