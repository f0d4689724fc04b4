"""A place, the tables that hold places, and the one answer or the refusal that a look-up gives."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from tripoint.errors import AmbiguousPlace, UnknownPlace
from tripoint.registry.rows import LANGUAGES, rows_of, words_of

ADMIN_1 = ("state", "province", "territory")
LOCAL = (
    "county", "parish", "borough_or_census_area", "independent_city", "county_equivalent", "municipio",
    "municipality", "alcaldia",
)  # fmt: skip
PORT = ("port_of_entry", "border_crossing")
_LOCAL_ID = re.compile(r"[A-Z]{2}-[A-Z]{2,3}-\d{5}")


@dataclass(frozen=True)
class Place:
    """One row of places.csv, places_local.csv or ports.csv.

    place_id: US, CA, MX; ISO 3166-2 for admin-1 (US-TX, CA-BC, MX-CMX); that and the national code for what
        lies inside (US-TX-48061, MX-SON-26043); Tripoint's own for the rest.
    kind: country, state, province, territory, border_segment, cbp_area, region, residual, or one of LOCAL or PORT.
    country: whose statistics print the place (MX for "abroad as recorded by Mexico").
    parent: the place it lies in, '' for a country.
    names: by language (en, es, fr); local places and ports keep their own in all three.
    inegi, fips: two digits, five for LOCAL; pruid: one or two; '' where the system has no code.
    """

    place_id: str
    kind: str
    country: str
    parent: str
    names: Mapping[str, str] = field(hash=False)
    inegi: str = ""
    fips: str = ""
    pruid: str = ""


@cache
def held() -> Mapping[str, Place]:
    """The places of places.csv by id: countries, admin-1 and what publishers print that is neither."""
    return {
        row["place_id"]: Place(
            place_id=row["place_id"],
            kind=row["kind"],
            country=row["country"],
            parent=row["parent"],
            names=words_of(row, "name"),
            inegi=row["inegi"],
            fips=row["fips"],
            pruid=row["pruid"],
        )
        for row in rows_of("places")
    }


@cache
def held_locally() -> Mapping[str, Place]:
    """The 5,700 places of places_local.csv by id; read when first asked for."""
    return {
        row["place_id"]: Place(
            place_id=row["place_id"],
            kind=row["kind"],
            country=row["parent"][:2],
            parent=row["parent"],
            names=_same(row["name"]),
            inegi=row["inegi"],
            fips=row["fips"],
        )
        for row in rows_of("places_local")
    }


@cache
def held_ports() -> Mapping[str, Place]:
    """Ports of entry and their crossings as places, by id; read when first asked for."""
    return {
        row["port_id"]: Place(
            place_id=row["port_id"],
            kind=row["kind"],
            country=row["parent"][:2],
            parent=row["parent"],
            names=_same(row["name"]),
        )
        for row in rows_of("ports")
    }


def is_local(place_id: str) -> bool:
    """Has it the form of a county's or municipality's id?"""
    return _LOCAL_ID.fullmatch(place_id) is not None


def find_place(place_id: str) -> Place | None:
    """The place with exactly this id, of any table; only the tables that can have it are read."""
    if is_local(place_id):
        return held_locally().get(place_id)
    if place_id.startswith(("US-PORT-", "US-CROSSING-")):
        return held_ports().get(place_id)
    return held().get(place_id)


def the_one(text: str, found: Iterable[Place], *, within: str | None, near: Iterable[Place], cure: str) -> Place:
    """The only place of `found`. Raises AmbiguousPlace with all of several, UnknownPlace with `near` if none.

    cure: what to do about an unknown text.
    """
    candidates = tuple({p.place_id: p for p in found}.values())
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise AmbiguousPlace(
            f"'{text}' can be {_listed(candidates, 'or')}.",
            text=text,
            within=within,
            candidates=tuple(p.place_id for p in candidates),
            cure="Say the country and the kind of place, the state it lies in, or use the id.",
        )
    alike = tuple({p.place_id: p for p in near}.values())
    raise UnknownPlace(
        f"'{text}' is no place of {within or 'the registry'}.",
        text=text,
        within=within,
        candidates=tuple(p.place_id for p in alike),
        cure=f"{did_you_mean(alike)}{cure}",
    )


def spelled_alike(text: str, texts: Iterable[str]) -> list[str]:
    """Up to five of the texts: those spelled nearly so, and those that begin so ("acapulco")."""
    known = list(texts)
    begun = [t for t in known if len(text) > 3 and t.startswith(text)]
    return list(dict.fromkeys([*begun[:3], *difflib.get_close_matches(text, known, n=3)]))[:5]


def did_you_mean(found: tuple[Place, ...]) -> str:
    return f"Did you mean {_listed(found, 'or')}? " if found else ""


def _listed(found: tuple[Place, ...], word: str) -> str:
    named = [f"{p.place_id} ({p.names['en']})" for p in found]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} {word} {named[-1]}"


def _same(name: str) -> Mapping[str, str]:
    return MappingProxyType(dict.fromkeys(LANGUAGES, name))
