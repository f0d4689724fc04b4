"""A structure as text → a molecule, or the reason why it could not be read. What is unreadable never looks clean."""

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from rdkit import Chem

Kind = Literal["smiles", "molblock"]
Reason = Literal[
    "empty", "no_text", "too_long", "reaction", "blanks", "query", "syntax", "valence", "aromaticity", "chemistry",
    "no_atoms", "too_many_atoms", "coordinates", "repeating_unit", "unknown_kind",
]  # fmt: skip

MOST_CHARACTERS = {"smiles": 10_000, "molblock": 200_000}
MOST_ATOMS = 1_000
"""InChI's own limit is 1,023 atoms; nothing a law lists comes near."""
_LONG = 1_000
"""A longer SMILES is counted before its rings are looked for."""
_MARKS = re.compile(r"[\x00-\x1f\x7f]")
_MARKED = re.compile(r"\[(?:\d|[^\]]*[+\-])")
_QUERY = re.compile(r"[*~?!;,&$]|\[#|\[[^\]]*#")


@dataclass(frozen=True, slots=True)
class Structure:
    """mol: sanitised. may_be_marked: False only where no atom has a charge or an isotope.
    may_have_parts: False only where one connected molecule is certain."""

    mol: Chem.Mol
    may_be_marked: bool = True
    may_have_parts: bool = True


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Not assessed, and why."""

    reason: Reason


def read(text: str, kind: Kind = "smiles") -> Structure | Unreadable:
    """The molecule of one SMILES or one MOL block (V2000 or V3000). Raises nothing for any text."""
    if kind not in MOST_CHARACTERS:
        return Unreadable("unknown_kind")
    if not text or not text.strip():
        return Unreadable("empty")
    if len(text) > MOST_CHARACTERS[kind]:
        return Unreadable("too_long")
    return _smiles(text.strip()) if kind == "smiles" else _molblock(text)


def _smiles(text: str) -> Structure | Unreadable:
    """No name, no extension and no second column: what stands after a blank would be lost without a word."""
    if ">" in text and "->" not in text:
        return Unreadable("reaction")
    if _MARKS.search(text):
        return Unreadable("no_text")
    if " " in text:
        return Unreadable("blanks")
    if ("*" in text or "~" in text or "[" in text) and _QUERY.search(_bracketed(text)):
        return Unreadable("query")
    if len(text) > _LONG:
        raw = Chem.MolFromSmiles(text, sanitize=False)
        if raw is not None and raw.GetNumAtoms() > MOST_ATOMS:
            return Unreadable("too_many_atoms")
    mol = Chem.MolFromSmiles(text)
    if mol is None:
        return Unreadable(_why(Chem.MolFromSmiles(text, sanitize=False)))
    found = _whole(mol)
    if isinstance(found, Unreadable):
        return found
    if ":" in text and _loose_aromatic_bond(mol):
        return Unreadable("aromaticity")
    if "P" in text.split("."):
        return Structure(Chem.CombineMols(mol, _ELEMENT))
    return Structure(mol, may_be_marked="[" in text and _MARKED.search(text) is not None, may_have_parts="." in text)


def _bracketed(text: str) -> str:
    """What stands in brackets, and the marks that are queries anywhere; bonds outside brackets may be `#` and `$`."""
    return "".join(re.findall(r"\[[^\]]*\]|[*~]", text))


def _molblock(text: str) -> Structure | Unreadable:
    try:
        raw = Chem.MolFromMolBlock(text, sanitize=False, removeHs=False, strictParsing=True)
    except (ValueError, RuntimeError):
        return Unreadable("syntax")
    if raw is None:
        return Unreadable("syntax")
    if raw.GetNumAtoms() > MOST_ATOMS:
        return Unreadable("too_many_atoms")
    if any(a.HasQuery() or not a.GetAtomicNum() for a in raw.GetAtoms()) or any(b.HasQuery() for b in raw.GetBonds()):
        return Unreadable("query")
    if any(group.GetProp("TYPE") in ("SRU", "MON", "MER", "COP", "ANY") for group in Chem.GetMolSubstanceGroups(raw)):
        return Unreadable("repeating_unit")
    if not all(np.isfinite(place.GetPositions()).all() for place in raw.GetConformers()):
        return Unreadable("coordinates")
    mol = Chem.MolFromMolBlock(text, strictParsing=True)
    if mol is None:
        return Unreadable(_why(raw))
    return _whole(Chem.CombineMols(mol, _ELEMENT) if any(map(_is_bare_phosphorus, raw.GetAtoms())) else mol)


def _whole(mol: Chem.Mol) -> Structure | Unreadable:
    count = mol.GetNumAtoms()
    if not count:
        return Unreadable("no_atoms")
    return Unreadable("too_many_atoms") if count > MOST_ATOMS else Structure(mol)


def _is_bare_phosphorus(atom: Chem.Atom) -> bool:
    """A lone P whose hydrogens nobody drew: a program takes it for phosphine, a person for the element."""
    is_lone = not atom.GetDegree() and atom.GetSymbol() == "P"
    return is_lone and not (atom.GetNoImplicit() or atom.GetFormalCharge())


_ELEMENT = Chem.MolFromSmiles("[P]")
"""Added to such a P, so that it is asked in both readings."""


def _loose_aromatic_bond(mol: Chem.Mol) -> bool:
    return any(b.GetBondType() == Chem.BondType.AROMATIC and not b.GetIsAromatic() for b in mol.GetBonds())


def _why(raw: Chem.Mol | None) -> Reason:
    if raw is None:
        return "syntax"
    found = {problem.GetType() for problem in Chem.DetectChemistryProblems(raw)}
    if "AtomValenceException" in found:
        return "valence"
    return "aromaticity" if found & {"KekulizeException", "AtomKekulizeException"} else "chemistry"
