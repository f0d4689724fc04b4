"""Which substance a name or identifier means, from the registry: exact names only, street names never."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tripoint.registry.substance_index import Candidate, substance_index

TRUSTED = frozenset({"generic", "label", "legal", "synonym", "systematic", "brand", "number", "inchikey"})
"""Kinds of names that say what a thing is. Street names and what DEA files under a substance do not."""
ONE = frozenset({"", "substance", "form"})
"""Kinds of meanings that are one substance."""
Found = Literal["one", "many", "not_one", "none"]


@dataclass(frozen=True, slots=True)
class Identity:
    """One substance. inchikey: '' where no structure is known. title: by language."""

    meaning: str
    inchikey: str
    titles: tuple[tuple[str, str], ...]
    is_brand: bool = False

    def title(self, language: str) -> str:
        return dict(self.titles)[language]


@dataclass(frozen=True, slots=True)
class Meant:
    """one: a substance is meant. many: several may be. not_one: a group, mixture or product. none: not known."""

    found: Found
    identities: tuple[Identity, ...] = ()


def meant_by(text: str) -> Meant:
    """What a name, CAS number or InChIKey means in the registry's index."""
    index = substance_index()
    candidates = [c for c in index.meanings_of(text) if any(name.kind in TRUSTED for name in c.names)]
    return _meant(candidates)


def meant_by_key(inchikey: str) -> Meant:
    """The substance with exactly this InChIKey."""
    return _meant(substance_index().ask(inchikey, most=1).exact)


def nearly(text: str, most: int = 3) -> tuple[str, ...]:
    """Names spelled nearly so, to be asked back, never to be answered for. The search takes some milliseconds."""
    found = substance_index().ask(text, most=most).suggestions
    return tuple(dict.fromkeys(c.names[0].text for s in found for c in s.candidates[:1]))


def _meant(candidates: Iterable[Candidate]) -> Meant:
    each: dict[str, Identity] = {}
    is_other = False
    for candidate in candidates:
        meaning = candidate.meaning
        if meaning.kind not in ONE:
            is_other = True
            continue
        is_brand = all(name.kind == "brand" for name in candidate.names if name.kind in TRUSTED)
        identity = Identity(meaning.meaning_id, meaning.inchikey, tuple(meaning.titles.items()), is_brand)
        each.setdefault(meaning.identity, identity)
    if not each:
        return Meant("not_one" if is_other else "none")
    return Meant("one" if len(each) == 1 and not is_other else "many", tuple(each.values()))
