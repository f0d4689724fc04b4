from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import ledger_of, statement
from tests.findings.answers import ask, by, rows, sentences, table
from tripoint.findings.question import Finding
from tripoint.present.cells import cell_of
from tripoint.present.words import words
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
                assert row["base"], row["statement_id"]


def test_shares_computed_here_are_only_those_of_the_transcript(full: Finding):
    derived = {r["statement_id"] for r in rows(full, "quantities_mx") if r["value_qualifier"] == "derived"}
    assert derived == {"PT-05", "PT-28", "PT-29"}


def test_no_publication_gives_a_purchaser_for_canada(full: Finding):
    assert all(row["purchaser_identified"] is None for row in rows(full, "published_ca"))
    (said,) = [s for s in sentences(full) if s.startswith("Canada: of 4 publications")]
    assert "US-sourced in 0, purchaser or first sale in 0; parts of the country and other bases" in said


def test_seizures_at_the_border_are_not_those_of_the_country(full: Finding):
    assert "PT-42" in by(full, "quantities_ca", "statement_id")
    assert 1101 not in {row["seized"] for row in rows(full, "published_ca")}


def test_a_part_of_what_was_identified_says_of_how_many(full: Finding):
    column = next(c for c in table(full, "published_mx").columns if c.name == "us_sourced")
    shown = [cell_of(column, row, words("en")).text for row in rows(full, "published_mx")]
    assert "6,556 firearms, of 8,509 identified" in shown
    assert "over 66% of firearms submitted for tracing" in shown


def test_the_notes_of_the_transcript_are_printed(full: Finding):
    found = by(full, "quantities_mx", "statement_id")
    assert "foreign government" in found["PT-04"]["says_en"]
    assert found["PT-28"]["says_en"].endswith("Derived: 18,249 - 6,572.")


def test_documents_have_a_body_a_title_and_a_date(full: Finding):
    found = by(full, "quantities_mx", "statement_id")["PT-01"]
    assert (found["body"], found["title"], found["stated"]) == (
        "GAO",
        "Report GAO-09-709, summary of findings",
        "2009-06",
    )
    titles = {o.title for o in full.origins if o.source == "int_published_traces"}
    assert "ATF, reported by others" in {o.producer for o in full.origins}
    assert titles.isdisjoint({o.producer for o in full.origins})


def test_every_sentence_that_quotes_a_statement_gives_its_grade(full: Finding):
    quoting = [s for s in sentences(full) if not s.startswith(("Mexico: of", "Canada: of"))]
    assert quoting
    assert all("; grade A)." in s or "; grade B)." in s for s in quoting)


def test_nothing_is_said_where_nothing_was_known(small: Reader):
    early = ask(Reader(small.folder, as_of=date(1990, 1, 1)), NAME)
    assert (early.facts, early.charts, early.record_count) == ((), (), 0)


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
