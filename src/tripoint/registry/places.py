"""Places: countries, states and provinces, and what publishers print that is neither."""

import difflib
from collections.abc import Mapping
from functools import cache
from typing import Literal

from tripoint.errors import RegistryError, UnknownPlace
from tripoint.registry.local_places import CURE, find_local, find_local_code, near_local
from tripoint.registry.names import normalise
from tripoint.registry.place import (
    ADMIN_1,
    LOCAL,
    PORT,
    Place,
    did_you_mean,
    find_place,
    held,
    spelled_alike,
    the_one,
)
from tripoint.registry.ports import find_ports, near_ports
from tripoint.registry.rows import rows_of

__all__ = [
    "ADMIN_1",
    "LOCAL",
    "PORT",
    "CodeSystem",
    "Place",
    "by_code",
    "fitting",
    "place",
    "places",
    "resolve",
    "spelled_nearly",
]

CodeSystem = Literal["fips", "inegi", "pruid"]
_WIDTH: Mapping[str, int] = {"fips": 2, "inegi": 2, "pruid": 1}
_CURE = "Add a new spelling to registry/data/place_aliases.csv; a county or municipality needs `within`."


def place(place_id: str) -> Place:
    """The place with exactly this id: of any table, but local ones and ports are read only for such an id.

    Raises UnknownPlace.
    """
    found = find_place(place_id)
    if found is None:
        near = tuple(held()[known] for known in difflib.get_close_matches(place_id.upper(), held(), n=3))
        raise UnknownPlace(
            f"no place has the id '{place_id}'.",
            text=place_id,
            candidates=tuple(p.place_id for p in near),
            cure=f"{did_you_mean(near)}Ids are listed in registry/data/places.csv, places_local.csv and ports.csv.",
        )
    return found


def places(kind: str | None = None, country: str | None = None) -> tuple[Place, ...]:
    """Every place of places.csv, or those of one kind or country; local places: `local_places.local_places`."""
    return tuple(p for p in held().values() if kind in (None, p.kind) and country in (None, p.country))


def resolve(
    text: str, *, country: str | None = None, kinds: tuple[str, ...] | None = None, within: str | None = None
) -> Place:
    """The one place that `text` names: an id, a name in any language, an alias, or postal letters.

    country: US, CA or MX, the country whose publication prints the text; None looks in all three.
    kinds: the kinds that can be meant; with ADMIN_1, "MEXICO" of MX is the State, not the country. Kinds of LOCAL
        or PORT look among counties, municipalities and ports, which are not looked at otherwise.
    within: the state or country in which the place lies ("MX-SON"); without `kinds`, a LOCAL one is meant.

    Raises AmbiguousPlace with every candidate if several fit (without a country "BC" does), UnknownPlace if none.
    """
    for scope in (country, within):
        _check_scope(scope, text)
    wanted = kinds if kinds is not None or within is None else LOCAL
    further = tuple(k for k in wanted or () if k in (*LOCAL, *PORT))
    scope = within or country
    found = fitting(text, country, wanted) if within is None else ()
    if further:
        found += (*find_local(text, within=scope, kinds=further), *find_ports(text, within=scope, kinds=further))
    near: tuple[Place, ...] = ()
    if not found:
        near = spelled_nearly(text, country, wanted, local=bool(further), within=within)
    return the_one(text, found, within=scope, near=near, cure=CURE if further else _CURE)


def by_code(system: CodeSystem, code: str) -> Place:
    """The place with this FIPS, INEGI or PRUID code; a lost leading zero is put back.

    FIPS and INEGI: one or two digits are a state, four or five a county or municipality (three are neither).
    PRUID gives the province: publishers reuse it for regions inside, which only `resolve` tells apart.
    Raises UnknownPlace.
    """
    if system not in _WIDTH:
        raise RegistryError(f"'{system}' is not a system of place codes.", cure="Say fips, inegi or pruid.")
    digits = code.strip()
    is_local = system != "pruid" and len(digits) in (4, 5)
    found = find_local_code(system, digits) if is_local else _codes(system).get(digits.zfill(_WIDTH[system]))
    if found is None:
        raise UnknownPlace(
            f"'{code}' is no {system.upper()} code of the registry.",
            text=code,
            cure="Codes are listed in registry/data/places.csv and places_local.csv.",
        )
    return found


def _check_scope(scope: str | None, text: str) -> None:
    if scope is None or ((p := held().get(scope)) and p.kind in (*ADMIN_1, "country")):
        return
    raise UnknownPlace(
        f"'{scope}' is not a country or state of the registry.",
        text=text,
        within=scope,
        cure="Say US, CA, MX or the id of a state (MX-SON), or None for everywhere.",
    )


def fitting(text: str, country: str | None, kinds: tuple[str, ...] | None) -> tuple[Place, ...]:
    """Every place of places.csv that `text` names in publications of the country; arguments as in `resolve`."""
    found = dict.fromkeys(
        place_id
        for place_id, scope in _texts().get(normalise(text), ())
        if country in (None, scope) and (kinds is None or held()[place_id].kind in kinds)
    )
    return tuple(held()[place_id] for place_id in found)


def spelled_nearly(
    text: str, country: str | None, kinds: tuple[str, ...] | None, *, local: bool, within: str | None
) -> tuple[Place, ...]:
    """A few places that are spelled nearly so; with `local` also counties, municipalities and ports."""
    in_scope = {
        known: held()[place_id]
        for known, found in _texts().items()
        for place_id, scope in found
        if country in (None, scope) and (kinds is None or held()[place_id].kind in kinds)
    }
    alike = tuple(in_scope[key] for key in spelled_alike(normalise(text), in_scope)) if within is None else ()
    if local:
        scope = within or country
        alike += (*near_local(text, scope), *near_ports(text, scope))
    return tuple({p.place_id: p for p in alike}.values())


@cache
def _codes(system: CodeSystem) -> Mapping[str, Place]:
    return {code: p for p in held().values() if (code := str(getattr(p, system)))}


@cache
def _texts() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Normalised text → (place id, country whose publications print it), every pair once."""
    pairs = [(text, p.place_id, p.country) for p in held().values() for text in _own_texts(p)]
    pairs += [(row["alias"], row["place_id"], row["country"]) for row in rows_of("place_aliases")]
    texts: dict[str, dict[tuple[str, str], None]] = {}
    for text, place_id, scope in pairs:
        texts.setdefault(normalise(text), {})[place_id, scope] = None
    return {text: tuple(found) for text, found in texts.items()}


def _own_texts(p: Place) -> tuple[str, ...]:
    letters = (p.place_id.partition("-")[2],) if p.kind in ADMIN_1 else ()
    return (p.place_id, *p.names.values(), *letters)
