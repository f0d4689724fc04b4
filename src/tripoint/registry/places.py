"""Places: countries, states and provinces, and what publishers print that is neither."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from tripoint.errors import AmbiguousPlace, RegistryError, UnknownPlace
from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of, words_of

ADMIN_1 = ("state", "province", "territory")
CodeSystem = Literal["fips", "inegi", "pruid"]
_WIDTH: Mapping[str, int] = {"fips": 2, "inegi": 2, "pruid": 1}


@dataclass(frozen=True)
class Place:
    """One row of places.csv.

    place_id: US, CA, MX; ISO 3166-2 for admin-1 (US-TX, CA-BC, MX-CMX); Tripoint's own for the rest.
    kind: country, state, province, territory, border_segment, cbp_area, region or residual.
    country: whose statistics print the place (MX for "abroad as recorded by Mexico").
    parent: the place it lies in, '' for a country.
    names: by language (en, es, fr).
    inegi, fips: two digits, pruid: one or two; '' where the system has no code.
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
def _by_id() -> Mapping[str, Place]:
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


def place(place_id: str) -> Place:
    """The place with exactly this id. Raises UnknownPlace."""
    found = _by_id().get(place_id)
    if found is None:
        near = tuple(difflib.get_close_matches(place_id.upper(), _by_id(), n=3))
        raise UnknownPlace(
            f"no place has the id '{place_id}'.",
            text=place_id,
            candidates=near,
            cure=f"{_did_you_mean(near)}Ids are listed in registry/data/places.csv.",
        )
    return found


def places(kind: str | None = None, country: str | None = None) -> tuple[Place, ...]:
    """Every place, or those of one kind or country, in the order of places.csv."""
    return tuple(p for p in _by_id().values() if kind in (None, p.kind) and country in (None, p.country))


def resolve(text: str, *, country: str | None, kinds: tuple[str, ...] | None = None) -> Place:
    """The one place that `text` names: an id, a name in any language, an alias, or postal letters.

    country: US, CA or MX, the country whose publication prints the text; None looks in all three.
    kinds: the kinds that can be meant; with ADMIN_1, "MEXICO" of MX is the State, not the country.

    Raises AmbiguousPlace if several places fit (without a country "BC" does), UnknownPlace if none does.
    """
    if country is not None and country not in ("US", "CA", "MX"):
        raise UnknownPlace(
            f"'{country}' is not a country of the registry.",
            text=text,
            within=country,
            cure="Say US, CA or MX, or None for all three.",
        )
    texts = _texts()
    fitting = tuple(
        place_id
        for place_id, scope in texts.get(normalise(text), ())
        if country in (None, scope) and (kinds is None or _by_id()[place_id].kind in kinds)
    )
    found = tuple(dict.fromkeys(fitting))
    if len(found) == 1:
        return _by_id()[found[0]]
    if found:
        raise AmbiguousPlace(
            f"'{text}' can be {_listed(found, 'or')}.",
            text=text,
            within=country,
            candidates=found,
            cure="Say the country and the kind of place, or use the id.",
        )
    near = _spelled_alike(text, country, kinds)
    raise UnknownPlace(
        f"'{text}' is no place of {country or 'the registry'}.",
        text=text,
        within=country,
        candidates=near,
        cure=f"{_did_you_mean(near)}Add a new spelling to registry/data/place_aliases.csv.",
    )


def by_code(system: CodeSystem, code: str) -> Place:
    """The place with this FIPS, INEGI or PRUID code; a lost leading zero is put back.

    PRUID gives the province: publishers reuse it for regions inside, which only `resolve` tells apart.
    Raises UnknownPlace.
    """
    if system not in _WIDTH:
        raise RegistryError(f"'{system}' is not a system of place codes.", cure="Say fips, inegi or pruid.")
    found = _codes(system).get(code.strip().zfill(_WIDTH[system]))
    if found is None:
        raise UnknownPlace(
            f"'{code}' is no {system.upper()} code of the registry.",
            text=code,
            cure="Codes are listed in registry/data/places.csv.",
        )
    return found


@cache
def _codes(system: CodeSystem) -> Mapping[str, Place]:
    return {code: p for p in _by_id().values() if (code := str(getattr(p, system)))}


@cache
def _texts() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Normalised text → (place id, country whose publications print it), every pair once."""
    pairs = [(text, p.place_id, p.country) for p in _by_id().values() for text in _own_texts(p)]
    pairs += [(row["alias"], row["place_id"], row["country"]) for row in rows_of("place_aliases")]
    texts: dict[str, dict[tuple[str, str], None]] = {}
    for text, place_id, scope in pairs:
        texts.setdefault(normalise(text), {})[place_id, scope] = None
    return {text: tuple(found) for text, found in texts.items()}


def _own_texts(p: Place) -> tuple[str, ...]:
    letters = (p.place_id.partition("-")[2],) if p.kind in ADMIN_1 else ()
    return (p.place_id, *p.names.values(), *letters)


def _spelled_alike(text: str, country: str | None, kinds: tuple[str, ...] | None) -> tuple[str, ...]:
    in_scope = {
        known: place_id
        for known, found in _texts().items()
        for place_id, scope in found
        if country in (None, scope) and (kinds is None or _by_id()[place_id].kind in kinds)
    }
    close = difflib.get_close_matches(normalise(text), in_scope, n=3)
    return tuple(dict.fromkeys(in_scope[known] for known in close))


def _did_you_mean(place_ids: tuple[str, ...]) -> str:
    return f"Did you mean {_listed(place_ids, 'or')}? " if place_ids else ""


def _listed(place_ids: tuple[str, ...], word: str) -> str:
    named = [f"{place_id} ({_by_id()[place_id].names['en']})" for place_id in place_ids]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} {word} {named[-1]}"
