"""Names of one thing that has no structure (a plant, a mixture, a class), in three languages (law_names_alike.csv)."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of


def names_alike(name: str) -> tuple[str, ...]:
    """Every normalised name of what exactly this name means, one that a text prints first; () for other names."""
    return _groups().get(normalise(name), ())


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    """Each name → every name of its group."""
    groups: dict[str, list[str]] = defaultdict(list)
    for row in rows_of("law_names_alike"):
        groups[row["same_as"]].append(row["name"])
    each = ((head, *names) for head, names in groups.items())
    return {name: group for group in each for name in group}


def oil_of(name: str) -> str:
    """The listed substance that an essential oil of exactly this name contains (law_oils.csv), else ''."""
    return _oils().get(normalise(name), "")


@cache
def _oils() -> Mapping[str, str]:
    return {normalise(row["name"]): row["contains"] for row in rows_of("law_oils")}
