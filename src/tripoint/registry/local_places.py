"""Counties of the United States and municipalities of Mexico, by name within a state and by code."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from tripoint.registry.names import normalise
from tripoint.registry.place import LOCAL, Place, held_locally, is_local, spelled_alike
from tripoint.registry.rows import rows_of

CURE = "Names are unique only within a state. Add an old spelling to registry/data/place_local_aliases.csv."
# Words after a name that say what kind of place it is; "Charles City" stays whole, being a name itself.
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "county": ("county",),
    "parish": ("parish",),
    "city": ("independent_city",),
    "borough": ("borough_or_census_area",),
    "city and borough": ("borough_or_census_area",),
    "census area": ("borough_or_census_area",),
    "municipality": ("borough_or_census_area", "county_equivalent"),
    "municipio": ("municipio",),
    "island": ("county_equivalent",),
    "district": ("county_equivalent",),
}
_SUFFIX = re.compile(rf"(.+?) ({'|'.join(sorted(SUFFIXES, key=len, reverse=True))})")
_SAINT = {"saint": "st", "sainte": "ste"}


def local_places(within: str) -> tuple[Place, ...]:
    """Every county or municipality of a state ("MX-SON") or a country ("US"), by code."""
    return tuple(p for p in held_locally().values() if within in (p.parent, p.country))


def find_local(text: str, *, within: str | None = None, kinds: tuple[str, ...] = LOCAL) -> tuple[Place, ...]:
    """Every county or municipality that `text` names, ordered by id; () if none does.

    A name as it stands comes first; then one without its last words, where these say its kind ("Orleans Parish").
    within: a state or country; None looks everywhere.
    """
    whole = _named(text, within, kinds)
    if whole:
        return whole
    parted = _SUFFIX.fullmatch(normalise(text))
    if parted is None:
        return ()
    return _named(parted[1], within, tuple(k for k in kinds if k in SUFFIXES[parted[2]]))


def near_local(text: str, within: str | None) -> tuple[Place, ...]:
    """A few places spelled nearly so."""
    parted = _SUFFIX.fullmatch(normalise(text))
    in_scope = {key: found for key, everywhere in _texts().items() if (found := _scoped(everywhere, within, LOCAL))}
    alike = spelled_alike(key_of(parted[1] if parted else text), in_scope)
    return tuple(p for key in alike for p in in_scope[key])[:5]


def find_local_code(system: str, code: str) -> Place | None:
    """The place with this five-digit FIPS or INEGI code; a lost leading zero is put back."""
    return _codes(system).get(code.strip().zfill(5))


def key_of(text: str) -> str:
    """The form under which local names are matched: as `normalise`, without spaces and marks, "Saint" as "St."."""
    words = re.split(r"[^a-z0-9']+", normalise(text))
    return "".join(_SAINT.get(word, word) for word in words).replace("'", "")


def _named(text: str, within: str | None, kinds: tuple[str, ...]) -> tuple[Place, ...]:
    return _scoped(_texts().get(key_of(text), ()), within, kinds)


def _scoped(found: tuple[Place, ...], within: str | None, kinds: tuple[str, ...]) -> tuple[Place, ...]:
    return tuple(p for p in found if within in (None, p.parent, p.country) and p.kind in kinds)


@cache
def _texts() -> Mapping[str, tuple[Place, ...]]:
    texts: dict[str, dict[str, Place]] = {}
    for text, p in _all_names():
        texts.setdefault(key_of(text), {})[p.place_id] = p
    return {key: tuple(found[i] for i in sorted(found)) for key, found in texts.items()}


def _all_names() -> Iterator[tuple[str, Place]]:
    for p in held_locally().values():
        yield p.names["en"], p
        yield p.place_id, p
    for row in rows_of("place_local_aliases"):
        if is_local(row["place_id"]):
            yield row["alias"], held_locally()[row["place_id"]]


@cache
def _codes(system: str) -> Mapping[str, Place]:
    return {code: p for p in held_locally().values() if (code := str(getattr(p, system)))}
