"""Maximum quantities in words: "1000 kg", "0,4 g par emballage", "0"."""

import re

_SHAPE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)(?:\s*(?P<unit>kg|g))?(?P<package>\s+(?:per package|par emballage))?")
_KG = {"kg": 1.0, "g": 0.001}


def kilograms(text: str) -> tuple[float, bool] | None:
    """(kg, is it per package); None where the text is no quantity. Only 0 stands without a unit."""
    found = _SHAPE.fullmatch(text.replace("\u00a0", " ").strip())
    if found is None:
        return None
    number = float(found["number"].replace(",", "."))
    if found["unit"] is None:
        return (0.0, False) if number == 0 and not found["package"] else None
    return round(number * _KG[found["unit"]], 9), found["package"] is not None
