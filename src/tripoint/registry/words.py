"""Agencies, caveats, and the name of anything in the registry in one of three languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal, TypeVar

from tripoint.errors import RegistryError
from tripoint.registry.measures import measure
from tripoint.registry.places import place
from tripoint.registry.rows import LANGUAGES, rows_of, words_of
from tripoint.registry.substances import substance

T = TypeVar("T")
Named = Literal["place", "substance", "measure", "agency"]


@dataclass(frozen=True)
class Agency:
    """A publisher or official body. country: US, CA, MX, or '' for joint ones; acronym: '' if it has none."""

    agency_id: str
    country: str
    acronym: str
    names: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Caveat:
    """A sentence that must be read with a figure, by language."""

    caveat_id: str
    texts: Mapping[str, str] = field(hash=False)


@cache
def _agencies() -> Mapping[str, Agency]:
    return {
        row["agency_id"]: Agency(row["agency_id"], row["country"], row["acronym"], words_of(row, "name"))
        for row in rows_of("agencies")
    }


@cache
def _caveats() -> Mapping[str, Caveat]:
    return {
        row["caveat_id"]: Caveat(row["caveat_id"], MappingProxyType({lang: row[lang] for lang in LANGUAGES}))
        for row in rows_of("caveats")
    }


def agency(agency_id: str) -> Agency:
    """The agency with exactly this id. Raises RegistryError."""
    return _known(_agencies(), agency_id, "agency", "agencies")


def agencies() -> tuple[Agency, ...]:
    """Every agency in the order of agencies.csv."""
    return tuple(_agencies().values())


def caveat(caveat_id: str) -> Caveat:
    """The caveat with exactly this id. Raises RegistryError."""
    return _known(_caveats(), caveat_id, "caveat", "caveats")


def caveats() -> tuple[Caveat, ...]:
    """Every caveat in the order of caveats.csv."""
    return tuple(_caveats().values())


def name(kind: Named, identifier: str, language: str) -> str:
    """What a place, substance, measure or agency is called in en, es or fr. Raises RegistryError."""
    if language not in LANGUAGES:
        raise RegistryError(f"'{language}' is not a language of the registry.", cure="Say en, es or fr.")
    match kind:
        case "place":
            return place(identifier).names[language]
        case "substance":
            return substance(identifier).names[language]
        case "measure":
            return measure(identifier).names[language]
        case "agency":
            return agency(identifier).names[language]
    raise RegistryError(f"'{kind}' is not named by the registry.", cure="Say place, substance, measure or agency.")


def _known(rows: Mapping[str, T], identifier: str, what: str, table: str) -> T:
    found = rows.get(identifier)
    if found is None:
        raise RegistryError(f"no {what} has the id '{identifier}'.", cure=f"See registry/data/{table}.csv.")
    return found
