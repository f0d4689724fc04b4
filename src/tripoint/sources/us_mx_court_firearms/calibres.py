"""Calibres: inches with and without a point or a zero, millimetres with and without a case length, gauges."""

import re
from collections.abc import Mapping

from tripoint.registry.names import normalise

LOOKUP = "calibre"
GAUGES = ("10", "12", "16", "20", "28")


def calibre_key(text: str) -> str:
    """The form that lookups.csv lists: "0.5" and ".50" → "50"; "7.62 × 39 mm" → "7.62x39"; "12-Gauge" → "12 gauge"."""
    plain = normalise(text).replace("×", "x").replace("guage", "gauge")
    plain = re.sub(r"\s*x\s*(?=[0-9])", "x", plain)
    plain = re.sub(r"\s*-?\s*gauge", " gauge", plain)
    plain = re.sub(r"(?<=[0-9])\s*mm$", "" if "x" in plain else " mm", plain)
    return re.sub(r"(?<![0-9])0*\.+([0-9]+)", lambda found: found[1].ljust(2, "0"), plain)


def calibre_of(text: str, names: Mapping[str, str], *, is_shotgun: bool, maker: str | None) -> str | None:
    """The calibre in its one spelling; None where it is not stated, not recognised or could be two.

    A bare 12 is a gauge of a shotgun only; a bare 57 is the 5.7x28 of the maker that introduced it only.
    """
    key = calibre_key(text)
    if is_shotgun and key in GAUGES:
        return f"{key} gauge"
    if key == "57" and maker == "FN Herstal":
        return "5.7x28 mm"
    return names.get(key) or None
