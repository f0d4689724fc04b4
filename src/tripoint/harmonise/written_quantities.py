"""Quantities as US regulations write them: "40 kilograms", "1,500 kg", "50 gallons"."""

import re
from collections.abc import Iterable

from tripoint.units import GRAMS_PER_KG, LITRES_PER_US_GALLON

_WRITTEN = re.compile(r"([\d,]+(?:\.\d+)?)\s*(kilogram|kg|gram|liter|gallon)s?\b", re.IGNORECASE)
_IN = {
    "kilogram": (1.0, "kg"),
    "kg": (1.0, "kg"),
    "gram": (1 / GRAMS_PER_KG, "kg"),
    "liter": (1.0, "L"),
    "gallon": (LITRES_PER_US_GALLON, "L"),
}


def kilograms_or_litres(texts: Iterable[str]) -> tuple[float, str] | None:
    """(amount, "kg" or "L") of the first quantity by weight, else of the first by volume; None where none is written."""
    read = []
    for text in texts:
        for amount, unit in _WRITTEN.findall(text):
            factor, of = _IN[unit.lower()]
            read.append((round(float(amount.replace(",", "")) * factor, 6), of))
    return next((each for each in read if each[1] == "kg"), read[0] if read else None)
