"""What a law held leaves to a law that is not held, and what an open term expressly leaves out: law_apart.csv, reviewed."""

from collections.abc import Mapping
from functools import cache

from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of


def where_elsewhere(inchikey: str, name: str = "") -> tuple[str, ...]:
    """Jurisdictions where it is under a law that is not held (cannabis in Canada): by skeleton, or by exact name."""
    known = _rows("elsewhere")
    return known.get(inchikey[:14], ()) or known.get(normalise(name), ())


def where_no_analogue(inchikey: str) -> tuple[str, ...]:
    """Jurisdictions whose open term leaves it out, whatever it is like."""
    return _rows("no_analogue").get(inchikey[:14], ())


def skeletons_apart() -> frozenset[str]:
    """First blocks of the keys of all that the table has."""
    return frozenset(row["inchikey"] for row in rows_of("law_apart")) - {""}


@cache
def _rows(effect: str) -> Mapping[str, tuple[str, ...]]:
    """Skeleton, and name as it is matched → jurisdictions."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows_of("law_apart"):
        if row["effect"] == effect:
            for key in {row["inchikey"], normalise(row["name"])} - {""}:
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), row["jurisdiction"])))
    return found
