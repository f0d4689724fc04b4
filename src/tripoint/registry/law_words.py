"""Words for equipment in three languages, and codes of the Harmonised System that may cover something listed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of


@dataclass(frozen=True)
class EquipmentWord:
    """equipment: machine, die, mould, punch or part. concept: which one; a word of law texts and one of trade share it."""

    equipment: str
    concept: str


@dataclass(frozen=True)
class HsFlag:
    """A subheading of the Harmonised System. is_own: made for one item; else the residual line in which many fall."""

    hs: str
    is_own: bool
    item: str
    citation: str


@cache
def equipment_words() -> Mapping[str, EquipmentWord]:
    """Normalised word or phrase → what it means, of all three languages."""
    return {
        normalise(row["word"]): EquipmentWord(row["equipment"], row["concept"]) for row in rows_of("equipment_words")
    }


def equipment_of(text: str) -> EquipmentWord | None:
    """What the text means as a word for equipment; None if it is none. The whole text, never a part of it."""
    return equipment_words().get(normalise(text))


_CONCEPTS = {
    "tablet_machine": re.compile(r"tablet|tableta|comprim"),
    "capsule_machine": re.compile(r"encapsul|capsul|gelule"),
}


def concepts_of(equipment: str, words: Iterable[str]) -> frozenset[str]:
    """What a clause of a law lists: of machines those for tablets, for capsules, or both, as far as its words say."""
    if equipment != "machine":
        return frozenset({equipment})
    text = " ".join(map(normalise, words))
    return frozenset(c for c, said in _CONCEPTS.items() if said.search(text)) or frozenset(_CONCEPTS)


@cache
def _hs_flags() -> Mapping[str, HsFlag]:
    return {
        row["hs"].replace(".", ""): HsFlag(row["hs"], row["kind"] == "own_line", row["item"], row["citation"])
        for row in rows_of("hs_flags")
    }


def hs_flag(code: str) -> HsFlag | None:
    """The flag of a code's subheading (its first six digits); None if there is none. code: digits alone."""
    return _hs_flags().get(code[:6])


@cache
def _columns() -> Mapping[str, str]:
    return {normalise(row["word"]): row["field"] for row in rows_of("screen_columns")}


def screen_field(header: str) -> str | None:
    """What a column of a user's list holds, told from its header in any of three languages; None for other columns."""
    return _columns().get(normalise(header.replace("_", " ")))


@cache
def _units() -> frozenset[str]:
    return frozenset(normalise(row["word"]) for row in rows_of("screen_units"))


def is_unit(text: str) -> bool:
    """Is it a unit of mass, volume or count, as lists of any of three languages write it?"""
    return normalise(text.rstrip(".")) in _units()
