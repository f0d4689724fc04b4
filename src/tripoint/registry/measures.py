"""Measures: what one unit of a figure counts, and over what it may be added."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from tripoint.errors import RegistryError
from tripoint.registry.rows import rows_of, words_of


@dataclass(frozen=True)
class Measure:
    """What is counted. Measures are never added to or compared with one another.

    names, counts: by language; counts says in one sentence what one unit of the measure is.
    adds_over_…: whether values may be added over places, periods, substances or categories.
    """

    measure_id: str
    unit: str
    names: Mapping[str, str] = field(hash=False)
    counts: Mapping[str, str] = field(hash=False)
    adds_over_places: bool
    adds_over_periods: bool
    adds_over_substances: bool
    adds_over_categories: bool


@cache
def _by_id() -> Mapping[str, Measure]:
    return {
        row["measure_id"]: Measure(
            measure_id=row["measure_id"],
            unit=row["unit"],
            names=words_of(row, "name"),
            counts=words_of(row, "counts"),
            adds_over_places=row["adds_over_places"] == "yes",
            adds_over_periods=row["adds_over_periods"] == "yes",
            adds_over_substances=row["adds_over_substances"] == "yes",
            adds_over_categories=row["adds_over_categories"] == "yes",
        )
        for row in rows_of("measures")
    }


def measure(measure_id: str) -> Measure:
    """The measure with exactly this id. Raises RegistryError."""
    found = _by_id().get(measure_id)
    if found is None:
        raise RegistryError(
            f"no measure has the id '{measure_id}'.",
            cure="Measures are listed in registry/data/measures.csv.",
        )
    return found


def measures() -> tuple[Measure, ...]:
    """Every measure in the order of measures.csv."""
    return tuple(_by_id().values())
