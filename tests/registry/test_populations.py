"""Populations: one a place and date, with source, and never further away than said."""

from datetime import date

import pytest

from tripoint.registry.places import ADMIN_1, place, places
from tripoint.registry.populations import nearest_population, population_of, populations
from tripoint.registry.rows import rows_of

NOT_HELD = {"US-AS", "US-GU", "US-MP", "US-VI"}


def test_every_country_and_admin_1_place_has_a_population_but_four_us_territories() -> None:
    without = {p.place_id for kind in ("country", *ADMIN_1) for p in places(kind) if not populations(p.place_id)}
    assert without == NOT_HELD


def test_every_row_is_of_a_known_place_positive_cited_and_there_once() -> None:
    keys = [(row["place_id"], row["reference_date"]) for row in rows_of("populations")]
    assert len(keys) == len(set(keys))
    for row in rows_of("populations"):
        place(row["place_id"])
        assert int(row["population"]) > 0
        assert len(row["source"]) > 20


@pytest.mark.parametrize(
    ("place_id", "year", "value", "reference"),
    [
        ("US", 2024, 340_110_988, date(2024, 7, 1)),
        ("MX", 2020, 126_014_024, date(2020, 3, 15)),
        ("CA-ON", 2023, 15_386_407, date(2023, 1, 1)),
        ("US-PR", 2024, 3_203_295, date(2024, 7, 1)),
    ],
)
def test_the_population_of_a_year_is_the_published_one(place_id: str, year: int, value: int, reference: date) -> None:
    found = population_of(place_id, year)
    assert found is not None
    assert (found.value, found.reference_date) == (value, reference)


def test_canada_is_counted_on_july_first() -> None:
    dates = {p.reference_date for p in populations("CA-QC")} - {date(2023, 1, 1)}
    assert dates == {date(year, 7, 1) for year in range(2016, 2023)}


@pytest.mark.parametrize(("place_id", "year"), [("MX-SON", 2019), ("MX", 2021), ("US-TX", 2025), ("CA", 2024)])
def test_a_year_without_a_count_has_no_population(place_id: str, year: int) -> None:
    assert population_of(place_id, year) is None


@pytest.mark.parametrize(
    ("place_id", "year", "reference"),
    [
        ("MX-SON", 2026, date(2020, 3, 15)),
        ("US-TX", 2026, date(2024, 7, 1)),
        ("CA-BC", 2025, date(2023, 1, 1)),
        ("CA-BC", 2022, date(2022, 7, 1)),
        ("US-TX", 2015, date(2020, 7, 1)),
    ],
)
def test_the_nearest_population_says_its_own_date(place_id: str, year: int, reference: date) -> None:
    found = nearest_population(place_id, year)
    assert found is not None
    assert found.reference_date == reference


def test_a_place_without_any_count_has_no_nearest_population() -> None:
    assert nearest_population("US-GU", 2024) is None


@pytest.mark.parametrize("country", ["US", "MX"])
def test_the_states_add_up_to_the_country(country: str) -> None:
    total = population_of(country, 2020)
    assert total is not None
    states = [population_of(p.place_id, 2020) for p in places("state", country)]
    assert sum(p.value for p in states if p) == total.value
