from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import ledger_of, statement
from tests.findings.answers import ask, by, rows, sentences
from tripoint.findings.question import Finding
from tripoint.store.ledger import Reader

NAME = "trace_denominators"
YEAR = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "period_en": "2024"}
STAGES = ("seized", "submitted", "us_sourced", "purchaser_identified")


def trace(identifier: str, denominator: str, value: float, **changed: Any) -> dict[str, Any]:
    topic = {"us_sourced": "firearms_us_sourced", "purchaser_identified": "purchaser_identified"}
    return statement(
        **(
            {
                "source": "int_published_traces",
                "series": "published",
                "statement_id": identifier,
                "countries": "MX",
                "denominator": denominator,
                "topic": topic.get(denominator, "firearms_traced"),
                "value": value,
                "grade": "B",
            }
            | YEAR
            | changed
        )
    )


@pytest.fixture
def small(tmp_path: Path) -> Reader:
    return ledger_of(
        tmp_path,
        trace("PT-1", "submitted", 100),
        trace("PT-2", "us_sourced", 60),
        trace("PT-3", "purchaser_identified", 40, qualifier="derived"),
        trace("PT-4", "us_sourced", 60, unit="percent", base="submitted"),
        trace("PT-5", "submitted", 10, countries="CA"),
        trace("PT-6", "other", 73, countries="other", unit="percent"),
    )


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def test_a_denominator_that_is_not_published_is_said_so(small: Reader):
    (mexico,) = rows(ask(small, NAME), "published_mx")
    assert (mexico["submitted"], mexico["us_sourced"], mexico["purchaser_identified"]) == (100, 60, 40)
    assert (mexico["seized"], mexico["seized_missing"]) == (None, "not_reported")
    (canada,) = rows(ask(small, NAME), "published_ca")
    assert [canada[f"{s}_missing"] for s in STAGES] == ["not_reported", None, "not_reported", "not_reported"]


def test_a_count_is_preferred_to_a_share_and_a_share_keeps_its_base(small: Reader, tmp_path: Path):
    assert rows(ask(small, NAME), "published_mx")[0]["us_sourced_unit"] == "firearms"
    share = trace("PT-1", "us_sourced", 70, unit="percent", base="submitted")
    (row,) = rows(ask(ledger_of(tmp_path / "other", share), NAME), "published_mx")
    assert (row["us_sourced"], row["us_sourced_base"]) == (70, "firearms submitted for tracing")


def test_quantities_of_two_documents_are_never_one_row(tmp_path: Path):
    other = trace("F-1", "us_sourced", 60, source="int_official_statements", series="figures", body="SEDENA")
    found = rows(ask(ledger_of(tmp_path, trace("PT-1", "submitted", 100), other), NAME), "published_mx")
    assert sorted((row["submitted"], row["us_sourced"]) for row in found if row["submitted"]) == [(100, None)]
    assert len(found) == 2


def test_foreign_requests_together_stand_apart_and_only_without_a_country(small: Reader):
    assert [r["statement_id"] for r in rows(ask(small, NAME), "quantities_foreign")] == ["PT-6"]
    mexico = ask(small, NAME, country="MX")
    assert [t.name for t in mexico.tables] == ["published_mx", "quantities_mx", "funnels"]
    assert mexico.record_count == 4


def test_the_chart_draws_the_counts_of_one_publication(small: Reader):
    finding = ask(small, NAME)
    assert [r["value"] for r in rows(finding, "funnels")] == [100, 60, 40]
    assert finding.charts[0].split == "publication"


def test_without_all_three_counts_there_is_no_chart(tmp_path: Path):
    assert ask(ledger_of(tmp_path, trace("PT-1", "submitted", 100)), NAME).charts == ()


def test_the_funnels_are_those_of_two_publications(full: Finding):
    assert [r["value"] for r in rows(full, "funnels")] == [25884, 18249, 11677, 99691, 68161, 27825]


def test_every_share_has_a_base(full: Finding):
    for name in ("quantities_mx", "quantities_ca", "quantities_foreign"):
        for row in rows(full, name):
            if row["value_unit"] == "percent" and row["stage"] != "change over time":
                assert row["value_base"], row["statement_id"]


def test_shares_computed_here_are_only_those_of_the_transcript(full: Finding):
    derived = {r["statement_id"] for r in rows(full, "quantities_mx") if r["value_qualifier"] == "derived"}
    assert derived == {"PT-05", "PT-28", "PT-29"}


def test_no_publication_gives_a_purchaser_for_canada(full: Finding):
    assert all(row["purchaser_identified"] is None for row in rows(full, "published_ca"))
    assert any(s.startswith("Canada: of 5 publications") and "purchaser identified in 0" in s for s in sentences(full))


def test_a_successful_trace_in_canada_is_no_submission(full: Finding):
    found = by(full, "quantities_ca", "statement_id")
    assert (found["F-167"]["stage"], found["F-166"]["stage"]) == (
        "origin determined",
        "submitted for tracing",
    )


def test_the_headline_of_mexico_is_the_newest_whole_publication(full: Finding):
    first = sentences(full, headlines=True)[0]
    assert first.startswith("Mexico, 2024: submitted for tracing: 25,884 firearms; US-sourced: 18,249 firearms")


def test_the_same_figure_of_two_sources_is_one_row(full: Finding):
    found = by(full, "quantities_mx", "statement_id")
    assert found["F-138"]["again"] == "PT-12"
    assert "PT-12" not in found


def test_traces_are_never_said_to_be_all_crime_guns(full: Finding):
    assert {"own_denominator", "not_random_sample"} <= set(full.caveats)
