"""Ports of entry and their crossings: several spaces of codes, and the reviewed crosswalk between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

from tripoint.errors import RegistryError, UnknownPlace
from tripoint.registry.local_places import key_of
from tripoint.registry.place import PORT, Place, held_ports, is_local, spelled_alike
from tripoint.registry.rows import rows_of, words_of

PortSystem = Literal["schedule_d", "cbp_crossing", "cbp_wait_times"]
Basis = Literal["number_and_name", "name", "number", "none"]
# CBSA's office codes are a space of their own, too; no list of them is held, and none is made up.


@dataclass(frozen=True)
class Port:
    """One row of ports.csv: a port of entry, or one crossing (a bridge, a gate) of CBP's list of waiting times.

    border: US-CA, US-MX, or '' for a port on no land border.
    latitude, longitude: degrees, WGS84; None where not published (every crossing).
    side: the country whose side of the line the point is on, '' without one.
    notes: what must be known of it, by language, or ''.
    """

    place: Place
    border: str
    latitude: float | None
    longitude: float | None
    side: str
    source: str
    notes: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class PortCode:
    """A code of one system. also_written: the same code where a publisher lost its leading zero, or ''."""

    system: PortSystem
    code: str
    also_written: str
    port_id: str
    note: str


@dataclass(frozen=True)
class Crosswalk:
    """The Schedule D port (id, '' if none can be told) of a crossing, and what it rests on.

    basis: number_and_name; name (the numbers disagree); number (the names do); none. notes: by language, or ''.
    """

    crossing_id: str
    port_id: str
    basis: Basis
    notes: Mapping[str, str] = field(hash=False)


@cache
def _ports() -> Mapping[str, Port]:
    return {
        row["port_id"]: Port(
            place=held_ports()[row["port_id"]],
            border=row["border"],
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
            side=row["side"],
            source=row["source"],
            notes=words_of(row, "note"),
        )
        for row in rows_of("ports")
    }


def ports() -> tuple[Port, ...]:
    """Every port and crossing in the order of ports.csv."""
    return tuple(_ports().values())


def port(port_id: str) -> Port:
    """The port or crossing with exactly this id. Raises UnknownPlace."""
    found = _ports().get(port_id)
    if found is None:
        raise UnknownPlace(f"no port has the id '{port_id}'.", text=port_id, cure="See registry/data/ports.csv.")
    return found


def port_by_code(system: PortSystem, code: str) -> Port:
    """The port of this code in this system only: the same digits elsewhere are another place.

    Raises UnknownPlace for a code, RegistryError for a system that is not held (CBSA offices are not).
    """
    if system not in get_args(PortSystem):
        held = ", ".join(get_args(PortSystem))
        raise RegistryError(f"no list of codes of the system '{system}' is held.", cure=f"Say one of: {held}.")
    found = _codes().get((system, code.strip()))
    if found is None:
        raise UnknownPlace(
            f"'{code}' is no code of {system}.", text=code, cure="Codes are listed in registry/data/port_codes.csv."
        )
    return port(found.port_id)


def codes_of(port_id: str) -> tuple[PortCode, ...]:
    """Every code that the port itself has, not those of its crossings."""
    return tuple(dict.fromkeys(code for code in _codes().values() if code.port_id == port_id))


def crosswalk_of(crossing_id: str) -> Crosswalk | None:
    """The port of a crossing; None for what is no crossing."""
    return _crosswalk().get(crossing_id)


def crossings_of(port_id: str) -> tuple[Crosswalk, ...]:
    """The crossings of a port, as far as the crosswalk tells."""
    return tuple(line for line in _crosswalk().values() if line.port_id == port_id)


def find_ports(text: str, *, within: str | None = None, kinds: tuple[str, ...] = PORT) -> tuple[Place, ...]:
    """Every port or crossing that `text` names: its name, the crossing's last words, an alias, or its id."""
    return tuple(p for p in _texts().get(key_of(text), ()) if within in (None, p.parent, p.country) and p.kind in kinds)


def near_ports(text: str, within: str | None) -> tuple[Place, ...]:
    """A few ports or crossings spelled nearly so."""
    in_scope = {key: kept for key in _texts() if (kept := find_ports(key, within=within))}
    return tuple(p for key in spelled_alike(key_of(text), in_scope) for p in in_scope[key])


@cache
def _codes() -> Mapping[tuple[str, str], PortCode]:
    found: dict[tuple[str, str], PortCode] = {}
    for row in rows_of("port_codes"):
        code = PortCode(_system(row["system"]), row["code"], row["also_written"], row["port_id"], row["note"])
        for text in (code.code, code.also_written):
            if text:
                found[code.system, text] = code
    return found


def _system(text: str) -> PortSystem:
    for system in ("schedule_d", "cbp_crossing", "cbp_wait_times"):
        if text == system:
            return system
    raise RegistryError(f"port_codes.csv names the system '{text}'.", cure=f"Use one of {get_args(PortSystem)}.")


@cache
def _crosswalk() -> Mapping[str, Crosswalk]:
    found = {}
    for row in rows_of("port_crosswalk"):
        crossing = port_by_code("cbp_crossing", row["cbp_crossing"]).place.place_id
        reached = port_by_code("schedule_d", row["schedule_d"]).place.place_id if row["schedule_d"] else ""
        found[crossing] = Crosswalk(crossing, reached, _basis(row["basis"]), words_of(row, "note"))
    return found


def _basis(text: str) -> Basis:
    for basis in ("number_and_name", "name", "number", "none"):
        if text == basis:
            return basis
    raise RegistryError(f"port_crosswalk.csv rests on '{text}'.", cure=f"Use one of {get_args(Basis)}.")


@cache
def _texts() -> Mapping[str, tuple[Place, ...]]:
    texts: dict[str, dict[str, Place]] = {}
    for p in held_ports().values():
        name = p.names["en"]
        for text in {name, name.rpartition(", ")[2], p.place_id}:
            texts.setdefault(key_of(text), {})[p.place_id] = p
    for row in rows_of("place_local_aliases"):
        if not is_local(row["place_id"]):
            texts.setdefault(key_of(row["alias"]), {})[row["place_id"]] = held_ports()[row["place_id"]]
    return {key: tuple(found.values()) for key, found in texts.items()}
