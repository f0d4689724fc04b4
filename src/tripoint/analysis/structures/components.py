"""A structure taken apart: metals let go, every fragment kept, each neutral and without isotopes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rdkit import Chem
from rdkit.Chem.MolStandardize import rdMolStandardize
from rdkit.Chem.rdinchi import MolToInchiKey

from tripoint.analysis.structures.composition import Composition, composition_of
from tripoint.analysis.structures.reading import Structure, Unreadable


@dataclass(frozen=True, slots=True)
class Component:
    """One fragment as drawn. may_be_marked: whether it can carry charges or isotopes."""

    mol: Chem.Mol
    made_of: Composition
    may_be_marked: bool


@dataclass(frozen=True, slots=True)
class Neutral:
    """The fragment the law is asked about. charge: of the fragment as drawn, in elementary charges."""

    mol: Chem.Mol
    charge: int
    has_isotopes: bool


def components_of(structure: Structure) -> tuple[Component, ...] | Unreadable:
    """Every fragment in the order drawn: of a salt, a solvate or a mixture none is thrown away."""
    mol = structure.mol
    made_of = composition_of(mol)
    if made_of.has_dummy:
        return Unreadable("query")
    if made_of.has_metal:
        mol = _disconnector().Disconnect(mol)
    elif not structure.may_have_parts:
        return (Component(mol, made_of, structure.may_be_marked),)
    marked = structure.may_be_marked or made_of.has_metal  # a metal let go leaves charges
    return tuple(Component(part, composition_of(part), marked) for part in Chem.GetMolFrags(mol, asMols=True))


def neutral_of(component: Component) -> Neutral:
    """Charges are taken off by adding or removing hydrogen; what cannot be (a quaternary nitrogen, a metal) keeps its own."""
    if not component.may_be_marked:
        return Neutral(component.mol, 0, False)
    mol = component.mol
    marked = [mol.GetAtomWithIdx(found[0]) for found in mol.GetSubstructMatches(_MARKED)]
    if not marked:
        return Neutral(mol, 0, False)
    charges = [atom.GetFormalCharge() for atom in marked]
    labelled = any(atom.GetIsotope() for atom in marked)
    if labelled:
        mol = Chem.Mol(mol)
        for atom in marked:
            mol.GetAtomWithIdx(atom.GetIdx()).SetIsotope(0)
        mol = Chem.RemoveHs(mol)
        Chem.AssignStereochemistry(mol, cleanIt=True, force=True)
    return Neutral(_uncharger().uncharge(mol) if any(charges) else mol, sum(charges), labelled)


_MARKED = Chem.MolFromSmarts("[!+0,!0*]")
"""An atom with a charge or an isotope."""


def key_of(mol: Chem.Mol) -> str:
    """The standard InChIKey, '' if InChI gives none."""
    return str(MolToInchiKey(mol))


class Fragments:
    """The fragments of one structure, each made neutral and given its key once and only when asked."""

    def __init__(self, parts: Sequence[Component]) -> None:
        self.parts = parts
        self._neutrals: dict[int, Neutral] = {}
        self._keys: dict[int, str] = {}

    def neutral(self, at: int) -> Neutral:
        if at not in self._neutrals:
            self._neutrals[at] = neutral_of(self.parts[at])
        return self._neutrals[at]

    def key(self, at: int) -> str:
        """The InChIKey of the neutral fragment, '' if there is none."""
        if at not in self._keys:
            self._keys[at] = key_of(self.neutral(at).mol)
        return self._keys[at]

    def blocks_beside(self, at: int) -> frozenset[str]:
        """First blocks of the keys of all other fragments."""
        return frozenset(self.key(other)[:14] for other in range(len(self.parts)) if other != at)

    @property
    def largest(self) -> int:
        """The first of those with most atoms."""
        return max(range(len(self.parts)), key=lambda at: self.parts[at].made_of.atom_count)


@cache
def _uncharger() -> rdMolStandardize.Uncharger:
    return rdMolStandardize.Uncharger()


@cache
def _disconnector() -> rdMolStandardize.MetalDisconnector:
    """RDKit's, but an oxo anion such as permanganate stays whole."""
    disconnector = rdMolStandardize.MetalDisconnector()
    metal, others = disconnector.MetalNof.rsplit("]~[", 1)
    disconnector.SetMetalNof(Chem.MolFromSmarts(f"{metal};!$(*=[#7,#8])]~[{others}"))
    return disconnector
