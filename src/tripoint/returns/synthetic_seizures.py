"""Seizures drawn by chance, from which a synthetic return is made: nothing in them is, or resembles, a real figure."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from tripoint.returns.filled import Value
from tripoint.returns.synthetic_words import rows_beside
from tripoint.units import GRAMS_PER_KG, KG_PER_POUND

Row = dict[str, Value]
Seizures = dict[str, list[Row]]
"""Sheet of a return of a row a seizure → its rows, by the columns of the form; no cell is blank."""

Weights = Mapping[str, float]
Drawn = TypeVar("Drawn")
ITEMS: Mapping[str, str] = {
    "firearms": "firearm_type", "parts": "part_type", "ammunition": "ammunition_type", "drugs": "drug",
    "precursors": "precursor", "equipment": "equipment_type",
}  # fmt: skip
NUMBERS: Mapping[str, str] = {"parts": "parts", "ammunition": "rounds", "equipment": "pieces"}

KINDS: Weights = {"firearms": 44, "drugs": 40, "precursors": 6, "equipment": 3, "parts": 4, "ammunition": 3}
"""What an event is about; one about firearms can have goods of the others too."""
WITH_FIREARMS: Weights = {"parts": 0.16, "ammunition": 0.45, "drugs": 0.18, "precursors": 0.02, "equipment": 0.01}
OTHER_GOODS: Weights = {"no_goods": 78, "cash": 11, "other_goods": 6, "not_known": 5}

CARRIED: Mapping[str, Mapping[tuple[str, str], float]] = {
    "land": {
        ("vehicle", "car"): 46, ("vehicle", "truck"): 10, ("cargo", "truck"): 14, ("on_person", "on_foot"): 12,
        ("baggage", "bus"): 8, ("not_known", "car"): 4, ("other_concealment", "drone"): 2,
    },
    "sea": {("cargo", "vessel"): 70, ("other_concealment", "vessel"): 20, ("not_known", "vessel"): 10},
    "air": {("baggage", "aircraft"): 60, ("cargo", "aircraft"): 25, ("on_person", "aircraft"): 15},
    "post": {("parcel", "mail"): 100},
    "inland": {
        ("premises", "no_conveyance"): 40, ("not_concealed", "no_conveyance"): 14, ("vehicle", "car"): 24,
        ("on_person", "on_foot"): 8, ("not_known", "not_known"): 14,
    },
}  # fmt: skip
ACQUIRED: Mapping[str, Weights] = {
    "border": {"seized": 97, "found": 3},
    "inland": {"seized": 74, "found": 14, "surrendered": 12},
}
GROUNDS: Mapping[str, Weights] = {
    "border": {"customs_offence": 52, "illicit_trafficking": 32, "illicit_possession": 16},
    "inland": {
        "illicit_possession": 56, "illicit_trafficking": 14, "illicit_manufacture": 4, "other_offence": 12,
        "administrative": 8, "not_known": 6,
    },
    "found": {"no_offence": 80, "not_known": 20},
    "surrendered": {"no_offence": 86, "administrative": 14},
}  # fmt: skip
CONTEXTS: Mapping[str, Weights] = {
    "border": {"firearms_trafficking": 58, "drug_trafficking": 16, "organised_crime": 6, "none_found": 12, "not_known": 8},
    "inland": {
        "organised_crime": 18, "drug_trafficking": 24, "violent_crime": 18, "property_crime": 5, "other_crime": 8,
        "none_found": 15, "not_known": 12,
    },
    "found": {"none_found": 74, "not_known": 26},
    "surrendered": {"none_found": 80, "not_known": 20},
}  # fmt: skip
SUBMITTED: Weights = {"MX": 0.7, "CA": 0.55, "US": 0.85}
RESULTS: Mapping[str, Weights] = {
    "MX": {"us_source": 60, "other_source": 12, "undetermined": 20, "pending": 8},
    "CA": {"us_source": 48, "other_source": 22, "undetermined": 18, "pending": 12},
    "US": {"us_source": 82, "other_source": 4, "undetermined": 10, "pending": 4},
}


@dataclass(frozen=True)
class Way:
    """How goods of a country move: one row of synthetic_ways.csv."""

    border: str
    direction: str
    route_from: Sequence[str]
    route_via: Sequence[str]
    places: Sequence[str]


@dataclass(frozen=True)
class Goods:
    """typical: how many, or how much of the unit, a seizure has: about the median."""

    code: str
    typical: float
    unit: str


def drawn_seizures(country: str, year: int, drawn: random.Random, *, rows: int) -> Seizures:
    """Events until the sheets have so many rows together; every kind of event once, whatever the number.

    A return of more rows begins with the events of one of fewer: a corrected return only adds to it.
    """
    seizures: Seizures = {sheet: [] for sheet in ITEMS}
    kinds = {kind: weight for kind, weight in KINDS.items() if _goods(country, kind)}
    number = count = 0
    while number < len(kinds) or count < rows:
        kind = [*kinds][number] if number < len(kinds) else _one(drawn, kinds)
        number += 1
        made = _event(country, date(year, 1, 1), drawn, kind=kind, number=number)
        for sheet, entries in made.items():
            seizures[sheet] += entries
            count += len(entries)
    return seizures


def _event(country: str, new_year: date, drawn: random.Random, *, kind: str, number: int) -> Seizures:
    way = _one(drawn, _ways(country, "firearms" if kind in ("firearms", "parts", "ammunition") else "drugs"))
    days = (date(new_year.year + 1, 1, 1) - new_year).days
    concealment, conveyance = _one(drawn, CARRIED.get(way.border, CARRIED["land"]))
    seizure: Row = {
        "event": f"E-{number:06d}",
        "date": new_year + timedelta(days=drawn.randrange(days)),
        "place": drawn.choice(way.places),
        "border": way.border,
        "direction": way.direction,
        "concealment": concealment,
        "conveyance": conveyance,
        "acquisition": _one(drawn, ACQUIRED["inland" if way.border == "inland" else "border"]),
    }
    others = (s for s, p in WITH_FIREARMS.items() if drawn.random() < p) if kind == "firearms" else ()
    sheets = [kind, *(sheet for sheet in others if _goods(country, sheet))]
    return {sheet: _rows(country, sheet, seizure, way, drawn) for sheet in sheets}


def _rows(country: str, sheet: str, seizure: Row, way: Way, drawn: random.Random) -> list[Row]:
    """One row for each of one to three kinds of goods."""
    kinds = {
        (g.code, g.unit): g for g in (_one(drawn, _goods(country, sheet)) for _ in range(drawn.choice((1, 1, 1, 2, 3))))
    }
    if sheet == "firearms":
        seizure = {**seizure, **_circumstances(seizure, way, drawn)}
    rows = []
    for goods in kinds.values():
        row: Row = {**seizure, ITEMS[sheet]: goods.code}
        if sheet == "firearms":
            row |= _traced(country, 1 + int(drawn.expovariate(1 / goods.typical)), row, drawn)
        elif sheet in NUMBERS:
            row[NUMBERS[sheet]] = 1 + int(drawn.expovariate(1 / goods.typical))
        else:
            row["quantity"], row["unit"] = _quantity(country, goods, drawn)
        rows.append(row)
    return rows


def _circumstances(seizure: Row, way: Way, drawn: random.Random) -> Row:
    acquisition = str(seizure["acquisition"])
    seized = "inland" if way.border == "inland" else "border"
    about = seized if acquisition == "seized" else acquisition
    return {
        "legal_basis": _one(drawn, GROUNDS[about]),
        "criminal_context": _one(drawn, CONTEXTS[about]),
        "route_from": drawn.choice(way.route_from),
        "route_via": drawn.choice(way.route_via),
        "other_goods": _one(drawn, OTHER_GOODS),
    }


def _traced(country: str, firearms: int, row: Row, drawn: random.Random) -> Row:
    """The firearms of a row and what became of them: results add to those submitted, parts stay below wholes."""
    share = SUBMITTED[country] * (1.0 if row["acquisition"] == "seized" else 0.4)
    submitted = sum(drawn.random() < share for _ in range(firearms))
    results = dict.fromkeys(RESULTS[country], 0)
    for _ in range(submitted):
        results[_one(drawn, RESULTS[country])] += 1
    purchaser = sum(drawn.random() < 0.6 for _ in range(results["us_source"]))
    diversion = sum(drawn.random() < 0.5 for _ in range(purchaser))
    return {
        "firearms": firearms,
        "submitted": submitted,
        **results,
        "purchaser": purchaser,
        "diversion_traced": diversion,
        "diversion_authority": sum(drawn.random() < 0.05 for _ in range(firearms - diversion)),
    }


def _quantity(country: str, goods: Goods, drawn: random.Random) -> tuple[float, str]:
    """(quantity, unit): pounds in the United States, grams of small amounts elsewhere."""
    amount = goods.typical * drawn.lognormvariate(0, 0.8)
    if goods.unit == "pieces":
        return float(1 + round(amount)), "pieces"
    if goods.unit == "kg" and country == "US":
        return max(round(amount / KG_PER_POUND, 2), 0.01), "lb"
    if goods.unit == "kg" and amount < 1:
        return float(1 + round(amount * GRAMS_PER_KG)), "g"
    return max(round(amount, 2), 0.01), goods.unit


@cache
def _ways(country: str, goods: str) -> Mapping[Way, float]:
    rows = (row for row in rows_beside("synthetic_ways") if (row["country"], row["goods"]) == (country, goods))
    parts = ("route_from", "route_via", "places")
    return {
        Way(row["border"], row["direction"], *(tuple(row[part].split()) for part in parts)): float(row["weight"])
        for row in rows
    }


@cache
def _goods(country: str, sheet: str) -> Mapping[Goods, float]:
    """What of the sheet is found in the country; none if its weights are 0."""
    name = "equipment" if sheet == "equipment" else ITEMS[sheet]
    rows = (row for row in rows_beside("synthetic_goods") if row["list"] == name)
    found = {Goods(row["code"], float(row["typical"]), row["unit"]): float(row[country]) for row in rows}
    return {goods: weight for goods, weight in found.items() if weight}


def _one(drawn: random.Random, weights: Mapping[Drawn, float]) -> Drawn:
    return drawn.choices([*weights], [*weights.values()])[0]
