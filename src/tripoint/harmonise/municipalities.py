"""One municipality of Mexico from what a row says of it: a code, a name, a state; or why it cannot be told."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from tripoint.registry.local_places import find_local, find_local_code
from tripoint.registry.place import Place
from tripoint.registry.places import place

_CODE = re.compile(r"(\d{1,5})(?:\.0)?")
KINDS = ("municipality", "alcaldia")
PLACES = "registry/data/places_local.csv"
ALIASES = "registry/data/place_local_aliases.csv"


@dataclass(frozen=True)
class Doubt:
    """Why it cannot be told: the code of a problem and its detail; beside: what else the row says."""

    code: str
    detail: str = ""
    beside: str = ""


def find_municipality(code: str | None, name: str | None, state: str | None, unknown: Collection[str]) -> str | Doubt:
    """The place id, or the state's where every cell that is not blank is one of `unknown`.

    code, name: as published; None where the table has no such column. state: admin-1 id, None if not told.
    A blank cell says nothing; a row of blanks is doubtful unless "" is one of `unknown`.
    """
    code, name = (text if text is None else text.strip() for text in (code, name))
    stated = {text for text in (code, name) if text and text not in unknown}
    if not stated:
        not_recorded = any(text in unknown for text in (code, name) if text is not None)
        return state if not_recorded and state else Doubt("unknown_value", ALIASES)
    coded = _coded(code, state) if code in stated else None
    if code in stated and coded is None:
        return Doubt("unknown_value", PLACES)
    if coded and state and coded.parent != state:
        return Doubt("contradiction", beside=state)
    if name not in stated:
        return coded.place_id if coded else Doubt("unknown_value", PLACES)
    named = find_local(name, within=coded.parent if coded else state or "MX", kinds=KINDS)
    if coded:
        return coded.place_id if coded in named else Doubt("contradiction")
    if len(named) > 1:
        return Doubt("bad_cell", ", ".join(p.place_id for p in named))
    return named[0].place_id if named else Doubt("unknown_value", ALIASES)


def _coded(code: str, state: str | None) -> Place | None:
    digits = _CODE.fullmatch(code)
    if digits is None:
        return None
    if len(digits[1]) > 3:
        return find_local_code("inegi", digits[1])
    return find_local_code("inegi", place(state).inegi + digits[1].zfill(3)) if state else None
