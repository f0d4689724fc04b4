from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask, by, month, rows, sentences, table
from tripoint.store.ledger import Reader
from tripoint.units import KG_PER_POUND

NAME = "air_marine_drug_seizures"
UNITS = {"air_marine_seizure_events": "count", "air_marine_seized_mass_kg": "kg"}


def seizures(
    year: int, number: int, mass: float, *, caveats: str | None = None, **changed: Any
) -> Iterator[dict[str, Any]]:
    """Mass and one event of a month."""
    start, end = month(year, number)
    for measure, value in (("air_marine_seizure_events", 1.0), ("air_marine_seized_mass_kg", mass)):
        yield figure(
            source="us_cbp_air_marine", series="amo_drugs", measure=measure, unit=UNITS[measure], value=value,
            period_start=start, period_end=end, **{
                "place": "US-CBP-AMO-TUCSON", "border_segment": "US-BORDER-SW", "substance": "cocaine",
                "caveats": caveats if measure.endswith("kg") else None, **changed,
            },
        )  # fmt: skip


def two_years() -> Iterator[dict[str, Any]]:
    """Fiscal years 2024 (10 kg a month) and 2025 (20 kg), and October of 2026."""
    for number in range(24):
        at = 2023 * 12 + 9 + number
        yield from seizures(at // 12, at % 12 + 1, 10 if number < 12 else 20)
    yield from seizures(2025, 10, 5)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    marked = seizures(2025, 3, 900, caveats="outlier_for_review", place="US-CBP-AMO-BELLINGHAM",
                      border_segment="US-BORDER-N", substance="marijuana")  # fmt: skip
    nationwide = figure(value=7777.0, substance="cocaine", border_segment="US-BORDER-SW")
    return ledger_of(tmp_path_factory.mktemp("small"), *two_years(), *marked, nationwide)


def test_years_are_fiscal_and_the_running_one_is_marked(small: Reader) -> None:
    shown = by(ask(small, NAME), "air_marine_seized_mass_kg", "substance")["cocaine"]
    assert shown == {"substance": "cocaine", "2024": 120, "2025": 240, "2026*": 5}


def test_nothing_of_the_nationwide_file_is_added(small: Reader) -> None:
    events = by(ask(small, NAME), "air_marine_seizure_events", "substance")["cocaine"]
    assert (events["2025"], ask(small, NAME).record_count) == (12, 52)


def test_a_drug_without_a_row_in_a_year_is_0(small: Reader) -> None:
    shown = by(ask(small, NAME), "air_marine_seized_mass_kg", "substance")["marijuana"]
    assert (shown["2024"], shown["2025"]) == (0, 900)


def test_the_row_marked_for_review_is_shown_and_said(small: Reader) -> None:
    finding = ask(small, NAME)
    assert [(r["place"], r["value"]) for r in rows(finding, "marked_for_review")] == [("US-CBP-AMO-BELLINGHAM", 900)]
    assert "Marked for review: one row of Bellingham Air Branch, March 2025, has 900 kg of Marijuana." in sentences(
        finding
    )
    assert "outlier_for_review" in finding.caveats


def test_the_sentence_compares_whole_years_and_warns_of_adding(small: Reader) -> None:
    assert sentences(ask(small, NAME))[0] == (
        "Cocaine, United States: 240 kg seized with Air and Marine Operations in US fiscal year 2025 in 12 seizure "
        "events; 120 kg in fiscal year 2024. Not to be added to other seizures."
    )


def test_a_segment_holds_its_branches_only(small: Reader) -> None:
    finding = ask(small, NAME, place="US-BORDER-N")
    assert list(by(finding, "air_marine_seized_mass_kg", "substance")) == ["marijuana"]


def test_a_time_that_cuts_a_year_marks_it_and_withholds_the_sentence(small: Reader) -> None:
    finding = ask(small, NAME, until=date(2025, 6, 30))
    assert [c.title for c in table(finding, "air_marine_seized_mass_kg").columns[1:]] == ["2024", "2025*"]
    assert not any("fiscal year" in text for text in sentences(finding))


def test_nothing_held_gives_no_sentence(tmp_path: Path) -> None:
    finding = ask(ledger_of(tmp_path, figure()), NAME)
    assert (finding.facts, finding.record_count) == ((), 0)


def test_cocaine_of_the_files_agrees_with_sql(full_ledger: Reader, raw: Path) -> None:
    path = raw / "us/cbp_amo_drug_seizures"
    shown = by(ask(full_ledger, NAME), "air_marine_seized_mass_kg", "substance")["cocaine"]
    theirs = duckdb.sql(
        f"""SELECT left(FY, 4), sum("Sum Qty (lbs)"::DOUBLE) FROM read_csv('{path}/*.csv', all_varchar = true)
        WHERE "Drug Type" = 'Cocaine' AND left(FY, 4) >= '2022' GROUP BY 1"""
    ).fetchall()
    assert {year: shown[year + ("*" if year == "2026" else "")] for year, _ in theirs} == pytest.approx(
        {year: pounds * KG_PER_POUND for year, pounds in theirs}
    )
