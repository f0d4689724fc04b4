"""Everything that a text or a number can mean: places of all kinds, by name or by any code."""

from typing import get_args

from tripoint.errors import UnknownPlace
from tripoint.registry.local_places import find_local
from tripoint.registry.place import ADMIN_1, Place
from tripoint.registry.places import CodeSystem, by_code, fitting
from tripoint.registry.ports import PortSystem, find_ports, port_by_code


def meanings(text: str, *, country: str | None = None, within: str | None = None) -> tuple[Place, ...]:
    """Every place that `text` can name: states before what lies in them, then ports; () if none.

    A name after which its state stands ("Monterrey, N.L.", "Cook County, IL") is looked for there; digits are looked
    up in every system of codes, where they can be another place in each.
    country, within: leave out what lies elsewhere.
    """
    scope = within or country
    found = [*_named(text, country, within), *(p for p in coded(text) if _lies_in(p, scope))]
    name, comma, where = text.rpartition(",")
    if comma and not found:
        kinds = (*ADMIN_1, "country")
        for state in _wide(where, country, kinds):
            if _lies_in(state, scope):
                found += _named(name, state.country, state.place_id)
    return tuple({p.place_id: p for p in found}.values())


def coded(code: str) -> tuple[Place, ...]:
    """The place of this code in each system that has it."""
    found = []
    for system in get_args(CodeSystem):
        try:
            found.append(by_code(system, code))
        except UnknownPlace:
            continue
    for system in get_args(PortSystem):
        try:
            found.append(port_by_code(system, code).place)
        except UnknownPlace:
            continue
    return tuple({p.place_id: p for p in found}.values())


def _named(text: str, country: str | None, within: str | None) -> tuple[Place, ...]:
    scope = within or country
    wide = tuple(p for p in _wide(text, country, None) if _lies_in(p, scope))
    return (*wide, *find_local(text, within=scope), *find_ports(text, within=scope))


def _wide(text: str, country: str | None, kinds: tuple[str, ...] | None) -> tuple[Place, ...]:
    """Places of places.csv; an abbreviation also with its points ("D.F.")."""
    return fitting(text, country, kinds) or fitting(text.replace(".", ""), country, kinds)


def _lies_in(p: Place, scope: str | None) -> bool:
    return scope in (None, p.place_id, p.parent, p.country)
