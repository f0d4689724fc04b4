"""What the structures of named substances meet, worked out once (controls/naming_classes.py), so that a name needs no
chemistry."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from tripoint.registry.identities import identities
from tripoint.registry.index_structures import keys_with_structure
from tripoint.registry.rows import rows_of

Stereo = Literal["same", "unspecified", "other"]
State = Literal["within", "unclear", "excluded"]


@cache
def named_classes() -> Mapping[str, tuple[tuple[str, State], ...]]:
    """InChIKey → (id of a class rule, state)."""
    found: dict[str, tuple[tuple[str, State], ...]] = {}
    for row in rows_of("law_named_classes"):
        found[row["inchikey"]] = (*found.get(row["inchikey"], ()), (row["rule_id"], cast("State", row["state"])))
    return found


@cache
def named_alike() -> Mapping[str, tuple[str, ...]]:
    """InChIKey → first blocks of the keys of what law texts name and is much alike, the most alike first."""
    return {row["inchikey"]: tuple(row["blocks"].split()) for row in rows_of("law_named_alike")}


@dataclass(frozen=True, slots=True)
class NamedForm:
    """What a named substance has to do with a listed one. is_part: it is made of it; is_salt: as a salt is of its base.
    stereo: other, of one that is a diastereomer of what is listed in any form; of parts as in analysis/structures."""

    stereo: Stereo
    is_part: bool
    is_salt: bool


@cache
def named_forms() -> Mapping[str, Mapping[str, NamedForm]]:
    """InChIKey → entry id of a listed substance (controls/identity.py) → what the one has to do with the other."""
    found: dict[str, dict[str, NamedForm]] = {}
    for row in rows_of("law_named_forms"):
        form = NamedForm(cast("Stereo", row["stereo"]), row["as"] != "form", row["as"] == "salt")
        found.setdefault(row["inchikey"], {})[row["listed"]] = form
    return found


def is_asked(inchikey: str) -> bool:
    """Was the structure of a key asked of the class rules?"""
    return inchikey in keys_with_structure() or inchikey in _of_law() or inchikey in named_classes()


@cache
def _of_law() -> frozenset[str]:
    return frozenset(row.inchikey for row in identities().values() if row.smiles)
