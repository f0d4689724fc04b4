"""What a molecule is made of, as a cheap and certain first sieve: hydrogens, charges and isotopes left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

_TERM = re.compile(r"([A-Z][a-z]?|\*)(\d*)")
_HYDROGEN = re.compile(r"H\d*(?![a-z])")
_CHARGE = re.compile(r"[+-]")
_NO_METAL = frozenset(
    ("H", "B", "C", "N", "O", "F", "P", "S", "I", "Si", "Cl", "Ge", "As", "Se", "Br", "Te", "At", "He", "Ne", "Ar", "Kr", "Xe", "Rn", "*")
)  # fmt: skip
_NUMBER = {symbol: Chem.GetPeriodicTable().GetAtomicNumber(symbol) for symbol in _NO_METAL - {"*"}}


@dataclass(frozen=True, eq=False)
class Composition:
    """One object per formula without hydrogen (and charge), so that it is its own key. heavy: the formula without hydrogen. counts: atoms by atomic number, without hydrogen and metals."""

    heavy: str
    counts: Mapping[int, int]
    atom_count: int
    has_metal: bool
    has_dummy: bool


def composition_of(mol: Chem.Mol) -> Composition:
    """Unchanged by neutralising, by isotopes, and by how hydrogens are drawn."""
    return _composition(_HYDROGEN.sub("", CalcMolFormula(mol)))


@lru_cache(maxsize=1 << 16)
def _composition(formula: str) -> Composition:
    body = _CHARGE.split(formula, 1)[0]
    terms = [(symbol, int(count or 1)) for symbol, count in _TERM.findall(body)]
    return Composition(
        heavy="".join(f"{symbol}{count}" for symbol, count in terms),
        counts={_NUMBER[symbol]: count for symbol, count in terms if symbol in _NUMBER},
        atom_count=sum(count for _, count in terms),
        has_metal=any(symbol not in _NO_METAL for symbol, _ in terms),
        has_dummy=any(symbol == "*" for symbol, _ in terms),
    )
