from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import ledger_of, statement
from tests.findings.answers import ask, by, rows, sentences
from tripoint.findings.question import Finding
from tripoint.store.ledger import Reader

NAME = "canada_border_seizures"
UNITS = {
    "seizures": {"count", "seizures"},
    "mass": {"kg", "kilograms", "grams"},
    "value": {"CAD"},
    "share": {"percent"},
}


def cbsa(identifier: str, topic: str, unit: str, **changed: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "source": "ca_cbsa_published",
        "series": "published",
        "statement_id": identifier,
        "topic": topic,
        "unit": unit,
        "countries": "CA",
        "body": "CBSA",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 10, 31),
    }
    return statement(**(facts | changed))


@pytest.fixture
def small(tmp_path: Path) -> Reader:
    return ledger_of(
        tmp_path,
        cbsa("C-1", "drugs", "kg", value=4.9, words_en="fentanyl: weight seized"),
        cbsa("C-2", "drugs", "count"),
        cbsa("C-3", "money", "CAD"),
        cbsa("C-4", "weapons", "count"),
        cbsa("C-5", "firearms", "count", is_cross_border_firearm=True),
        cbsa("F-1", "fentanyl", "kilograms", source="int_official_statements", body="DEA", value=659),
        cbsa(
            "F-2",
            "fentanyl",
            "kilograms",
            source="int_official_statements",
            value=2.6,
            words_en="fentanyl seized",
            period_start=date(2025, 1, 1),
            period_end=date(2025, 10, 31),
        ),
    )


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def test_counts_weights_and_dollars_never_share_a_table(small: Reader, full: Finding):
    for finding in (ask(small, NAME), full):
        for name, units in UNITS.items():
            assert {row["value_unit"] for row in rows(finding, name)} <= units


def test_figures_of_other_bodies_are_left_out(small: Reader, full: Finding):
    assert [r["statement_id"] for r in rows(ask(small, NAME), "mass")] == ["F-2", "C-1"]
    assert all(r["body"].startswith("CBSA") for name in (*UNITS, "arms") for r in rows(full, name))


def test_firearms_stand_in_the_section_on_firearms(small: Reader, full: Finding):
    assert [r["statement_id"] for r in rows(ask(small, NAME), "arms")] == ["C-4"]
    assert not any(r["is_cross_border_firearm"] for r in rows(full, "arms"))


def test_nothing_is_said_where_nothing_was_known(small: Reader):
    assert ask(Reader(small.folder, as_of=date(1990, 1, 1)), NAME).facts == ()


def test_the_newest_weight_of_fentanyl_is_one_figure_and_no_series(small: Reader):
    first = sentences(ask(small, NAME), headlines=True)[0]
    assert "2.6" in first
    assert "4.9" not in first
    assert "(CBSA; grade A); not part of a series" in first


def test_filters_by_time(small: Reader):
    assert [r["statement_id"] for r in rows(ask(small, NAME, since=date(2025, 1, 1)), "mass")] == ["F-2"]


def test_the_figures_are_as_transcribed(full: Finding):
    mass = by(full, "mass", "statement_id")
    assert (mass["CBSA-036"]["value"], mass["CBSA-040"]["value"], mass["CBSA-039"]["value"]) == (
        0.56,
        4.9,
        46451,
    )
    assert by(full, "value", "statement_id")["CBSA-006"]["value"] == 78947037
    assert (mass["F-196"]["value"], mass["F-199"]["value"]) == (30791, 83211)


def test_a_figure_held_from_two_sources_is_one_row(full: Finding):
    assert by(full, "mass", "statement_id")["F-201"]["again"] == "CBSA-049"


def test_the_mixed_bucket_is_said_and_nothing_is_drawn(full: Finding):
    assert "subtotal_mixed_bucket" in full.caveats
    assert full.charts == ()
