from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import figure, ledger_of, statement
from tests.findings.answers import ask, by, rows, sentences
from tripoint.findings.coverage import NONE, SERIES, SINGLE
from tripoint.findings.question import Finding
from tripoint.store.ledger import Reader

NAME = "coverage"
BORDER = "Firearms seized at or across the border"
DRUGS = "Drugs seized at the border, by month"


@pytest.fixture
def small(tmp_path: Path) -> Reader:
    return ledger_of(
        tmp_path,
        statement(statement_id="F-1", is_cross_border_firearm=True, body="US and Mexico (joint)", countries="MX"),
        statement(statement_id="F-2", is_cross_border_firearm=True, countries="MX", body="CBP"),
        statement(statement_id="F-3", countries="MX", body="SEDENA"),
        statement(statement_id="F-4", is_cross_border_firearm=True, body="SEDENA", topic="firearms_traced"),
    )


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def level(finding: Finding, question: str) -> dict[str, Any]:
    row = by(finding, "scorecard", "question")[question]
    return {c: (row[c], row[f"{c}_count"]) for c in ("MX", "CA", "US")}


def test_a_figure_counts_for_the_country_whose_body_made_it(small: Reader):
    assert level(ask(small, NAME), BORDER) == {"MX": (SINGLE, 1), "CA": (NONE, 0), "US": (SINGLE, 2)}


def test_the_scorecard_and_the_section_count_the_same(full: Finding, full_ledger: Reader):
    border = by(ask(full_ledger, "cross_border_firearms"), "published", "country", "direction")
    assert level(full, BORDER)["CA"] == (SINGLE, sum(border["CA", d]["border"] for d in ("southbound", None)))
    traces = ask(full_ledger, "trace_denominators")
    held = [r for name in ("quantities_mx", "quantities_ca") for r in rows(traces, name) if r["stage"] != "seized"]
    assert sum("CNFTC" in r["body"] for r in held) > 5


def test_seizures_inside_mexico_are_not_seizures_at_its_border(full: Finding):
    cells = level(full, DRUGS)
    assert cells["MX"] == (NONE, 0)
    assert cells["CA"] == (SINGLE, 26)
    assert cells["US"][0] == SERIES


def test_investigations_of_the_united_states_are_seen(full: Finding):
    assert level(full, "Criminal investigations for drugs and firearms")["US"] == (SINGLE, 2)


def test_a_series_ends_with_its_last_value(tmp_path: Path):
    empty = {"period_start": date(2025, 12, 1), "period_end": date(2025, 12, 31), "source_row": 3}
    reader = ledger_of(tmp_path, figure(), figure(value=None, missing="not_yet_reported", **empty))
    row = by(ask(reader, NAME), "scorecard", "question")[DRUGS]
    assert (row["US_end"], row["US_count"]) == (date(2025, 9, 30), 1)


def test_the_file_that_would_answer_is_named(full: Finding):
    assert "Weapons and Ammunition Seizures" in by(full, "scorecard", "question")[BORDER]["would_answer"]


def test_nothing_is_said_where_nothing_was_known(small: Reader):
    assert ask(Reader(small.folder, as_of=date(1990, 1, 1)), NAME).facts == ()
    assert sentences(ask(small, NAME))
