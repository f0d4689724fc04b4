"""Populations with their reference date and source, so that a rate can print both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from tripoint.registry.place import is_local
from tripoint.registry.rows import rows_of


@dataclass(frozen=True)
class Population:
    """People of a place on one day. source: citation with table and vintage; published: date, year or ''."""

    place_id: str
    reference_date: date
    value: int
    source: str
    published: str


def populations(place_id: str) -> tuple[Population, ...]:
    """Every population held of the place, oldest first.

    None is held of most territories, of regions, and of the counties of the United States.
    """
    table = "populations_local" if is_local(place_id) else "populations"
    return _by_place(table).get(place_id, ())


def population_of(place_id: str, year: int) -> Population | None:
    """The population whose reference date lies in the year, the one nearest to July 1; None if none does.

    US: July 1 of 2020 to 2024. Canada: July 1, and January 1 for 2023. Mexico: the census of 2020 only.
    """
    inside = [p for p in populations(place_id) if p.reference_date.year == year]
    return _nearest(inside, year)


def nearest_population(place_id: str, year: int) -> Population | None:
    """The population nearest to July 1 of the year, however far; print its reference_date beside it."""
    return _nearest(list(populations(place_id)), year)


def _nearest(found: list[Population], year: int) -> Population | None:
    middle = date(year, 7, 1)
    return min(found, key=lambda p: abs(p.reference_date - middle), default=None)


@cache
def _by_place(table: str) -> Mapping[str, tuple[Population, ...]]:
    found: dict[str, list[Population]] = {}
    for row in rows_of(table):
        read = Population(
            place_id=row["place_id"],
            reference_date=date.fromisoformat(row["reference_date"]),
            value=int(row["population"]),
            source=row["source"],
            published=row["published"],
        )
        found.setdefault(read.place_id, []).append(read)
    return {place_id: tuple(sorted(of, key=lambda p: p.reference_date)) for place_id, of in found.items()}
