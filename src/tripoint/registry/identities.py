"""Which structure and CAS number belongs to each name that a law text prints, where this could be established."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from tripoint.registry.names import normalise
from tripoint.registry.substance_forms import GREEK

NOT_ESTABLISHED = "not established"


Stereo = Literal["specific", "any", ""]
_STEREO: Mapping[str, Stereo] = {"specific": "specific", "any": "any", "": ""}


@dataclass(frozen=True, slots=True)
class Identity:
    """One row of law_identities.csv.

    name: normalised (registry.names.normalise). languages: in which texts print it (en, es, fr).
    inchikey, smiles: of the substance as the name means it, '' both or neither; a salt if the name is a salt's.
    cas: '' where none is held. A name without a structure can have one (opium).
    stereo: `specific`: only `inchikey` and `other_keys` are meant, so that a flat key means the racemate alone.
        `any`: every form with the first block of `inchikey` is meant. '' without a structure.
    other_keys: full keys meant as well: the mirror image, where a name gives relative configuration (ephedrine).
    basis: drugbank, massbank, opsin, cdsa_systematic, drawn, or none. citation: where in the basis.
    agreement: other bases with the same key; a ~ behind one marks the same skeleton under another stereo layer.
    note: reason of a decision; why there is no structure.
    """

    name: str
    languages: tuple[str, ...]
    inchikey: str
    smiles: str
    cas: str
    stereo: Stereo
    other_keys: tuple[str, ...]
    basis: str
    citation: str
    agreement: tuple[str, ...]
    note: str

    @property
    def first_block(self) -> str:
        """The InChIKey's first block, one for all stereo forms; '' without a structure."""
        return self.inchikey[:14]

    @property
    def absence(self) -> Literal["by_nature", "not_established", ""]:
        """Why there is no structure: a class, plant, mixture or preparation has none; or none could be established."""
        if self.inchikey:
            return ""
        return "not_established" if self.note.startswith(NOT_ESTABLISHED) else "by_nature"


def identity_of(name: str) -> Identity | None:
    """What is established of exactly this name, spelling of letters, dashes and blanks aside; None for other names.

    Nothing is looked up by part of a name or by likeness. A name that is known to have no structure is found, too.
    A sharp s is read as the beta for which the Canadian text prints it; Greek letters may be spelled out.
    """
    key = normalise(name.replace("ß", "β"))
    return identities().get(key) or _spelled_out().get(key.translate(GREEK))


@cache
def _spelled_out() -> Mapping[str, Identity]:
    """Every row by its name with Greek letters spelled out."""
    return MappingProxyType({name.translate(GREEK): row for name, row in identities().items()})


@cache
def identities() -> Mapping[str, Identity]:
    """Every row by its name, in alphabetical order."""
    text = (files(__package__) / "data" / "law_identities.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines(), strict=True)
    next(rows)
    return MappingProxyType(
        {
            name: Identity(
                name, tuple(languages.split()), inchikey, smiles, cas, _STEREO[stereo], tuple(others.split()), basis, citation,
                tuple(agreement.split()), note,
            )
            for name, languages, inchikey, smiles, cas, stereo, others, basis, citation, agreement, note in rows
        }
    )  # fmt: skip
