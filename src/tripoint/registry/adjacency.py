"""Which states, provinces and territories of one country share a border, and how far apart places are."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


@cache
def neighbours() -> frozenset[tuple[str, str]]:
    """Pairs of places with an outline in common, each pair once, its codes in order: within one country only, since the
    three countries' outlines share no line. Places that meet in a point are none."""
    found: set[tuple[str, str]] = set()
    for country in ("ca", "mx", "us"):
        owners: dict[int, set[str]] = {}
        shapes = json.loads(_text(f"{country}.topojson"))["objects"]["places"]["geometries"]
        for shape in shapes:
            for arc in _arcs(shape["arcs"]):
                owners.setdefault(arc, set()).add(shape["properties"]["place_id"])
        found.update((min(pair), max(pair)) for pair in owners.values() if len(pair) == 2)
    return frozenset(found)


@cache
def points() -> Mapping[str, tuple[float, float]]:
    """A point inside each place: longitude, latitude in degrees."""
    rows = csv.DictReader(_text("centroids.csv").splitlines())
    return {row["place_id"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


def distance_km(one: str, other: str) -> float:
    """Along a great circle between the points of two places, kilometres. Raises KeyError for a place without a point."""
    (lon_1, lat_1), (lon_2, lat_2) = ((radians(x), radians(y)) for x, y in (points()[one], points()[other]))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _arcs(nested: Sequence[object] | int) -> Iterator[int]:
    """Numbers of the lines an outline is made of; a line that is run backwards is written as its complement."""
    if isinstance(nested, int):
        yield nested if nested >= 0 else ~nested
        return
    for part in nested:
        yield from _arcs(part)  # type: ignore[arg-type]


def _text(name: str) -> str:
    return (files("tripoint.registry") / "data" / "boundaries" / name).read_text(encoding="utf-8")
