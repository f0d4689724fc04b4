from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import ledger_of, statement
from tests.findings.answers import ask, by, rows, sentences, table
from tripoint.findings.question import Filters, Finding
from tripoint.findings.stated import CBSA, OFFICIAL, TRACES, statements
from tripoint.findings.stated_drug_figures import TITLES, is_precursor_seizure, rows_of
from tripoint.store.ledger import Reader

NAME = "stated_drug_figures"
PRINTING = (
    "cross_border_firearms",
    "trace_denominators",
    "trafficking_methods",
    "canada_border_seizures",
    "stated_drug_figures",
)


def drug(identifier: str, topic: str = "fentanyl", **changed: Any) -> dict[str, Any]:
    return statement(**({"statement_id": identifier, "topic": topic, "unit": "kilograms", "body": "DEA"} | changed))


@pytest.fixture
def small(tmp_path: Path) -> Reader:
    return ledger_of(
        tmp_path,
        drug("F-1", stated="2024-01-01", is_running_total=True),
        drug("F-2", countries="CA", stated="2025-01-01"),
        drug("F-3", stated="2025-01-01", grade="B"),
        drug("F-4", topic="deaths", value=80000, unit="deaths", contradicts="us_overdose_deaths_2025"),
        drug("F-5", topic="deaths", value=69973, unit="deaths", contradicts="us_overdose_deaths_2025"),
        drug("F-6", topic="firearms_seized"),
        drug("F-7", countries="CA", body="CBSA", stated="2025-06-01"),
        drug("F-8", topic="other", countries="US MX CA"),
    )


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def test_figures_stand_by_topic_and_country_newest_first(small: Reader):
    finding = ask(small, NAME)
    assert [r["statement_id"] for r in rows(finding, "fentanyl")] == ["F-3", "F-1", "F-2"]
    assert [r["statement_id"] for r in rows(finding, "capacity")] == ["F-8"]


def test_a_running_total_is_called_one(small: Reader):
    kinds = by(ask(small, NAME), "fentanyl", "statement_id")
    assert (kinds["F-1"]["sort"], kinds["F-3"]["sort"]) == ("running total", "single figure")


def test_figures_that_differ_come_first_side_by_side(small: Reader):
    finding = ask(small, NAME)
    assert finding.tables[0].name == "contradictions"
    assert [r["statement_id"] for r in rows(finding, "contradictions")] == ["F-4", "F-5"]
    (headline,) = sentences(finding, headlines=True)
    assert headline.startswith("Official figures that differ: Overdose deaths in the United States in 2025: 80,000")


def test_filters_by_country_and_time(small: Reader):
    assert [r["statement_id"] for r in rows(ask(small, NAME, country="CA"), "fentanyl")] == ["F-2"]
    assert rows(ask(small, NAME, country="CA"), "contradictions") == []
    assert [r["statement_id"] for r in rows(ask(small, NAME, until=date(2024, 6, 1)), "fentanyl")] == ["F-1"]


def test_nothing_is_said_where_nothing_was_known(small: Reader):
    early = ask(Reader(small.folder, as_of=date(1990, 1, 1)), NAME)
    assert (early.record_count, early.facts) == (0, ())
    assert all(len(t.data) == 0 for t in early.tables)


def test_every_quantity_held_is_printed_by_a_finding(full_ledger: Reader):
    printed = set()
    for name in PRINTING:
        for shown in ask(full_ledger, name).tables:
            if "statement_id" in shown.data.column_names and shown.in_report is None:
                for row in shown.data.to_pylist():
                    printed |= {row["statement_id"], *(row["again"] or "").split()}
    held = statements(full_ledger, Filters(), "quantity", sources=(OFFICIAL, TRACES, CBSA))
    assert {r.said.statement_id for r in held} <= printed


def test_the_number_of_figures_by_topic(full: Finding):
    assert [len(rows(full, topic)) for topic in TITLES] == [64, 17, 8, 13, 16, 15, 13]
    assert len(rows(full, "contradictions")) == 15


def test_the_northern_border_is_said_with_both_bodies_and_their_grades(full: Finding):
    first, second = sentences(full, headlines=True)
    assert "DEA (grade A), since 2023: over 659 kilograms of pills, over 650 kilograms of powder" in first
    assert "CBP (grade B), October 2024 to May 2025: 26 kilograms; 12 previous months: 19.5 kilograms" in first
    assert "nearly 80,000 deaths" in second
    assert "69,973 deaths" in second


def test_watch_lists_and_claimed_outputs_are_no_seizures_of_precursors(full_ledger: Reader):
    seized = {r.said.statement_id for r in rows_of(full_ledger, Filters()) if is_precursor_seizure(r)}
    assert seized == {"F-021", "F-210", "F-213", "F-264", "F-289", "F-290", "F-291"}


def test_nothing_is_added_or_drawn(full: Finding):
    assert full.charts == ()
    assert all(table(full, t.name).measure is None for t in full.tables)
    assert {"running_total", "transcribed_single_figure", "overlapping_figures"} <= set(full.caveats)
