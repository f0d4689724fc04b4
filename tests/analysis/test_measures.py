"""Adding: within one measure, over what it adds over, and only over what was named."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import MadeFigures, figure
from tripoint.analysis.measures import Additivity, Dimension, Measured, measured
from tripoint.errors import NotAdditive
from tripoint.registry.measures import measure as measure_of
from tripoint.registry.measures import measures

EVENTS = Additivity("seizure_events", places=True, periods=True, substances=False, categories=True)
MASS = Additivity("seized_mass_kg", places=True, periods=True, substances=True, categories=True)
ROLLING = Additivity("deaths_12_months", places=True, periods=False, substances=False)
WHEN = ("period_start", "period_end")


def of(rule: Additivity, *rows: dict[str, Any]) -> tuple[MadeFigures, Measured]:
    made = MadeFigures(*({**row, "measure": rule.measure} for row in rows))
    return made, measured(made.table, rule)


def two_drugs(rule: Additivity) -> tuple[MadeFigures, Measured]:
    return of(rule, figure(substance="fentanyl", value=2.0), figure(substance="heroin", value=3.0))


def test_events_are_not_added_over_substances() -> None:
    _, rows = two_drugs(EVENTS)
    with pytest.raises(NotAdditive, match="'seizure_events' does not add over substances"):
        rows.total(by=WHEN, over=("places", "substances", "categories"))


def test_mass_is_added_over_substances_when_that_is_said() -> None:
    made, rows = two_drugs(MASS)
    (total,) = made.fetch(rows.total(by=WHEN, over=("places", "substances", "categories")))
    assert (total["value"], total["record_count"]) == (5.0, 2)


def test_running_twelve_months_are_not_added_over_periods() -> None:
    _, rows = of(ROLLING, figure(), figure(period_end=date(2025, 10, 31)))
    with pytest.raises(NotAdditive, match="does not add over periods"):
        rows.total(by=("substance",), over=("places", "periods"))


@pytest.mark.parametrize(
    ("by", "over", "unsaid"),
    [
        ((*WHEN, "place"), ("places", "categories"), "substances"),
        ((*WHEN, "substance"), ("categories",), "places"),
        (("place", "substance"), ("places", "categories"), "periods"),
        ((), ("places", "substances", "categories"), "periods"),
        (("border_segment",), ("periods", "substances", "categories"), "places"),
        ((*WHEN, "place", "substance"), ("places",), "categories"),
    ],
)
def test_nothing_is_added_over_a_dimension_that_was_not_named(
    by: tuple[str, ...], over: tuple[Dimension, ...], unsaid: str
) -> None:
    _, rows = two_drugs(MASS)
    with pytest.raises(NotAdditive, match=f"over {unsaid} unsaid"):
        rows.total(by=by, over=over)


def test_a_month_and_a_half_year_that_begin_together_are_two_periods() -> None:
    month = figure(period_start=date(2025, 1, 1), period_end=date(2025, 1, 31))
    half = figure(period_start=date(2025, 1, 1), period_end=date(2025, 6, 30))
    made, rows = of(MASS, month, half)
    with pytest.raises(NotAdditive, match="over periods unsaid"):
        rows.total(by=("place", "border_segment", "category", "substance", "period_start"), over=())
    assert len(made.fetch(rows.total(by=("place", "border_segment", "category", "substance", *WHEN), over=()))) == 2


def test_rows_of_another_measure_are_never_in_the_sum() -> None:
    made = MadeFigures(figure(value=2.0), figure(measure="seized_mass_kg", unit="kg", value=100.0))
    (total,) = made.fetch(measured(made.table, EVENTS).total(by=(*WHEN, "substance"), over=("places", "categories")))
    assert total["value"] == 2.0


def test_a_group_without_any_value_is_null_and_not_0() -> None:
    made, rows = of(MASS, figure(value=None, missing="suppressed"), figure(value=None, missing="not_reported"))
    (total,) = made.fetch(rows.total(by=(*WHEN, "substance"), over=("places", "categories")))
    assert (total["value"], total["record_count"], total["missing_count"]) == (None, 2, 2)


def test_a_sum_says_how_many_values_it_lacks() -> None:
    made, rows = of(MASS, figure(value=None, missing="suppressed"), figure(value=4.0))
    (total,) = made.fetch(rows.total(by=(*WHEN, "substance"), over=("places", "categories")))
    assert (total["value"], total["record_count"], total["missing_count"]) == (4.0, 2, 1)


@given(
    st.lists(
        st.tuples(st.sampled_from(["US-TX", "US-AZ"]), st.sampled_from(["fentanyl", "heroin"]), st.integers(0, 99)),
        min_size=1,
        max_size=12,
    )
)
def test_a_sum_is_that_of_its_group(rows: list[tuple[str, str, int]]) -> None:
    made, found = of(MASS, *(figure(place=p, substance=s, value=float(v)) for p, s, v in rows))
    totals = made.fetch(found.total(by=("substance", *WHEN), over=("places", "categories")))
    assert {t["substance"]: t["value"] for t in totals} == {
        s: sum(v for _, other, v in rows if other == s) for s in {s for _, s, _ in rows}
    }


def test_no_rate_and_no_share_of_the_registry_adds_over_anything() -> None:
    for found in measures():
        if "rate" in found.measure_id or "percent" in found.measure_id:
            assert not any((found.adds_over_places, found.adds_over_periods, found.adds_over_substances))


def test_no_running_twelve_months_of_the_registry_adds_over_periods() -> None:
    assert not any(m.adds_over_periods for m in measures() if "12_months" in m.measure_id)


def test_seizure_events_of_the_registry_do_not_add_over_substances() -> None:
    assert not measure_of("seizure_events").adds_over_substances
