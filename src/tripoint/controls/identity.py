"""Which substance a name or identifier means: as the registry established for names of law texts, else in its index of
names. Exact names only; street names never say what a thing is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tripoint.registry import identities as law_names
from tripoint.registry.substance_index import Candidate, substance_index

TRUSTED = frozenset({"generic", "label", "legal", "synonym", "systematic", "brand", "number", "inchikey"})
"""Kinds of names that say what a thing is. Street names and what DEA files under a substance do not."""
ONE = frozenset({"", "substance", "form"})
"""Kinds of meanings that are one substance."""
FLAT = "UHFFFAOYSA"
"""Second block of an InChIKey without stereo or isotopes."""
WIDE = "drugbank~"
"""Agreement of a name whose published key has another stereo layer than the one held: either form is meant."""
Found = Literal["one", "many", "not_one", "none"]
Stereo = Literal["same", "unspecified", "other"]
"""same: the form listed, or the list leaves it open. unspecified: the query leaves open what the list says. other: both
say, and differ. As in analysis/structures."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One substance. inchikey, smiles, cas: '' where not known. titles: by language. keys: full keys that are meant; ()
    if every form of the first block is, but for diastereomers of a form that is drawn. is_wide: bases differ in the form, so
    that diastereomers are meant too."""

    meaning: str
    inchikey: str
    titles: tuple[tuple[str, str], ...]
    smiles: str = ""
    cas: str = ""
    keys: tuple[str, ...] = ()
    is_brand: bool = False
    is_wide: bool = False

    def title(self, language: str) -> str:
        return dict(self.titles)[language]

    @property
    def block(self) -> str:
        return self.inchikey[:14]


@dataclass(frozen=True, slots=True)
class Meant:
    """one: a substance is meant. many: several may be. not_one: a group, mixture or product. none: not known."""

    found: Found
    identities: tuple[Identity, ...] = ()


def meant_by(text: str) -> Meant:
    """What a name, or a CAS number of the index, means. One letter means nothing: P is proline and phosphorus."""
    if len(text.strip()) == 1:
        return Meant("none")
    established = law_identity(text)
    if established is not None and (established.inchikey or established.cas):
        return Meant("one", (established,))
    index = substance_index()
    found = _meant(c for c in index.meanings_of(text) if any(name.kind in TRUSTED for name in c.names))
    return Meant("one", (established,)) if established is not None and found.found == "none" else found


def meant_by_cas(cas: str) -> Meant:
    """The substances with this CAS number; salts and stereo forms have numbers of their own."""
    known = _by_cas().get(cas, ())
    return _several(known) if known else meant_by(cas)


def meant_by_key(inchikey: str) -> Meant:
    """The substance with exactly this InChIKey."""
    known = _by_key().get(inchikey)
    return Meant("one", (known,)) if known else _meant(substance_index().ask(inchikey, most=1).exact)


def law_identity(name: str) -> Identity | None:
    """What is established of a name that a law text prints."""
    row = law_names.identity_of(name)
    return None if row is None else _identity(row)


def stereo_between(asked: Identity, listed: Identity) -> Stereo:
    """What a substance has to do with a listed one of the same skeleton."""
    if not listed.keys or asked.inchikey in listed.keys:
        return "same"
    return "unspecified" if not asked.keys or asked.inchikey[15:25] == FLAT else "other"


def exempt_between(asked: Identity, listed: Identity) -> Stereo:
    """What a substance has to do with an excepted one of the same skeleton: an exception lets off only the form drawn."""
    if listed.keys or listed.inchikey[15:25] == FLAT or asked.inchikey[15:25] == listed.inchikey[15:25]:
        return stereo_between(asked, listed)
    return "unspecified" if asked.inchikey[15:25] == FLAT else "other"


def entry_id(one: Identity) -> str:
    """Stands for a listed substance as its name means it."""
    return f"{one.inchikey}{'' if one.keys else ' any'}"


def is_ion_of(asked: Identity, listed: Identity) -> bool:
    """Is the one only the ion of the other? A chloride is not hydrochloric acid, though their keys share the first block; of
    a carbon compound the ion stands for the substance (oxybate)."""
    return asked.inchikey[-1:] != listed.inchikey[-1:] and is_inorganic(listed)


def is_halide(one: Identity) -> bool:
    """Is it a hydrogen halide, whose salts are common salts?"""
    return one.smiles in ("F", "Cl", "Br", "I")


def is_racemate(one: Identity) -> bool:
    """Does its name mean the mixture of two mirror images, listed apart from either?"""
    return bool(one.keys) and all(key[15:25] == FLAT for key in one.keys)


def is_inorganic(one: Identity) -> bool:
    """Is its structure known to hold no carbon?"""
    return bool(one.smiles) and "C" not in one.smiles.upper().replace("CL", "")


def nearly(text: str, most: int = 3) -> tuple[str, ...]:
    """Names spelled nearly so, to be asked back, never to be answered for. The search takes some milliseconds."""
    found = substance_index().ask(text, most=most).suggestions
    return tuple(dict.fromkeys(c.names[0].text for s in found for c in s.candidates[:1]))


@cache
def _by_cas() -> Mapping[str, tuple[Identity, ...]]:
    found: dict[str, list[Identity]] = {}
    for row in law_names.identities().values():
        if row.cas:
            found.setdefault(row.cas, []).append(_identity(row))
    return {cas: tuple(rows) for cas, rows in found.items()}


@cache
def _by_key() -> Mapping[str, Identity]:
    """Of the names of a key the shortest stands for it."""
    rows = sorted((row for row in law_names.identities().values() if row.inchikey), key=lambda row: -len(row.name))
    return {row.inchikey: _identity(row) for row in rows}


def _identity(row: law_names.Identity) -> Identity:
    keys = (row.inchikey, *row.other_keys) if row.stereo == "specific" else ()
    return Identity(
        f"law:{row.name}", row.inchikey, _titles(row.name), row.smiles, row.cas, keys, is_wide=WIDE in row.agreement
    )


def _titles(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((language, name) for language in ("en", "es", "fr"))


def _several(rows: Iterable[Identity]) -> Meant:
    """One, if all have one skeleton; the first that says its stereo form, as a number does."""
    listed = sorted(rows, key=lambda one: (not one.inchikey, not one.keys, len(one.meaning)))
    blocks = {one.block for one in listed if one.inchikey}
    return Meant("one" if len(blocks) < 2 else "many", tuple(listed[:1] if len(blocks) < 2 else listed))


def _meant(candidates: Iterable[Candidate]) -> Meant:
    each: dict[str, Identity] = {}
    is_other = False
    for candidate in candidates:
        meaning = candidate.meaning
        if meaning.kind not in ONE:
            is_other = True
            continue
        is_brand = all(name.kind == "brand" for name in candidate.names if name.kind in TRUSTED)
        keys = (meaning.inchikey,) if meaning.stereo == "defined" else ()
        identity = Identity(
            meaning.meaning_id, meaning.inchikey, tuple(meaning.titles.items()), keys=keys, is_brand=is_brand
        )
        each.setdefault(meaning.identity, identity)
    if not each:
        return Meant("not_one" if is_other else "none")
    return Meant("one" if len(each) == 1 and not is_other else "many", tuple(each.values()))
