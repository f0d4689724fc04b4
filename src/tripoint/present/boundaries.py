"""Outlines and middle points of states, provinces and territories, from the registry's data."""

import csv
import json
from functools import cache
from importlib.resources import files

COUNTRIES = ("US", "CA", "MX")


@cache
def topology_of(country: str) -> dict[str, object]:
    """The TopoJSON of one country, object `places`, each with its place_id. Shared: do not change it."""
    document: dict[str, object] = json.loads(_text(f"{country.lower()}.topojson"))
    return document


@cache
def drawn_places(country: str) -> tuple[str, ...]:
    """Ids of the places that have an outline."""
    document = json.loads(_text(f"{country.lower()}.topojson"))
    return tuple(sorted(one["properties"]["place_id"] for one in document["objects"]["places"]["geometries"]))


@cache
def middle_points() -> dict[str, tuple[float, float]]:
    """place_id -> (longitude, latitude) of a point inside it, also of places without an outline."""
    rows = csv.DictReader(_text("centroids.csv").splitlines())
    return {row["place_id"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


def _text(name: str) -> str:
    folder = files("tripoint.registry").joinpath("data", "boundaries")
    return folder.joinpath(name).read_text(encoding="utf-8")
