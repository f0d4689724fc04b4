"""A structure taken apart: metals let go, every fragment kept, each neutral and without isotopes."""

from dataclasses import dataclass
from functools import cache

from rdkit import Chem
from rdkit.Chem.MolStandardize import rdMolStandardize

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
        return (Component(mol, made_of, structure.has_brackets),)
    parts = Chem.GetMolFrags(mol, asMols=True)
    if len(parts) == 1:
        return (Component(mol, made_of, structure.has_brackets),)
    return tuple(Component(part, composition_of(part), structure.has_brackets) for part in parts)


def neutral_of(component: Component) -> Neutral:
    """Charges are taken off by adding or removing hydrogen; what cannot be (a quaternary nitrogen, a metal) keeps its own."""
    if not component.may_be_marked:
        return Neutral(component.mol, 0, False)
    mol = Chem.Mol(component.mol)
    charge, charged, labelled = 0, False, False
    for atom in mol.GetAtoms():
        own = atom.GetFormalCharge()
        charge += own
        charged = charged or own != 0
        if atom.GetIsotope():
            atom.SetIsotope(0)
            labelled = True
        atom.SetAtomMapNum(0)
    if labelled:
        mol = Chem.RemoveHs(mol)
        Chem.AssignStereochemistry(mol, cleanIt=True, force=True)
    return Neutral(_uncharger().uncharge(mol) if charged else mol, charge, labelled)


@cache
def _uncharger() -> rdMolStandardize.Uncharger:
    return rdMolStandardize.Uncharger()


@cache
def _disconnector() -> rdMolStandardize.MetalDisconnector:
    return rdMolStandardize.MetalDisconnector()
