"""What a pattern or a listed structure needs at least, so that most molecules are never searched or keyed for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcNumAliphaticRings

from tripoint.analysis.structures.composition import Composition
from tripoint.analysis.structures.reading import MOST_ATOMS

_ENDS, _FORKS = Chem.MolFromSmarts("[D1]"), Chem.MolFromSmarts("[D3]")
_COUNTED = ("[D3,D4,D5,D6]", "[D4,D5,D6]", "[x3,x4,x5,x6]", "[#8]=*", "[CX4H3]")
_FORKED, _CROSSED, _FUSED, _OXO, _METHYL = map(Chem.MolFromSmarts, _COUNTED)
Skeleton = tuple[str, int, int, int]


class Traits(NamedTuple):
    """What a molecule offers. heavy: formula without hydrogen; rings: independent ones, or more. forked, crossed: atoms with
    three or four neighbours at least; fused: with three ring bonds at least; oxo: oxygen with a double bond;
    methyl: CH3 as an atom with four neighbours."""

    heavy: str
    aromatic: int
    rings: int
    has_aliphatic_ring: bool
    forked: int
    crossed: int
    fused: int
    oxo: int
    methyl: int


def traits_of(mol: Chem.Mol, made_of: Composition) -> Traits:
    return Traits(
        made_of.heavy, len(mol.GetAromaticAtoms()), mol.GetRingInfo().NumRings(), CalcNumAliphaticRings(mol) > 0,
        *(len(mol.GetSubstructMatches(one, maxMatches=MOST_ATOMS)) for one in (_FORKED, _CROSSED, _FUSED, _OXO, _METHYL)),
    )  # fmt: skip


@dataclass(frozen=True)
class Needs:
    """counts: atoms by atomic number, where the pattern says which element. aromatic, aliphatic: atoms that the pattern
    says are so. rings: independent rings. Others as in Traits. All are the least that a molecule must have."""

    counts: Mapping[int, int] = field(hash=False)
    atom_count: int
    aromatic: int
    aliphatic: int
    rings: int
    aliphatic_ring: bool
    forked: int
    crossed: int
    fused: int
    oxo: int
    methyl: int

    def met_by(self, traits: Traits, made_of: Composition) -> bool:
        """Never false for a molecule that the pattern matches."""
        return (
            traits.aromatic >= self.aromatic
            and traits.rings >= self.rings
            and traits.forked >= self.forked
            and traits.fused >= self.fused
            and traits.oxo >= self.oxo
            and traits.crossed >= self.crossed
            and traits.methyl >= self.methyl
            and made_of.atom_count - traits.aromatic >= self.aliphatic
            and (traits.has_aliphatic_ring or not self.aliphatic_ring)
            and made_of.atom_count >= self.atom_count
            and all(made_of.counts.get(number, 0) >= least for number, least in self.counts.items())
        )


def needs_of(pattern: Chem.Mol) -> Needs:
    """RDKit gives a pattern's atom the number 0 where it may be of several elements; such atoms count as any."""
    atoms = [atom for atom in pattern.GetAtoms() if atom.GetAtomicNum() != 1]
    counts = Counter(atom.GetAtomicNum() for atom in atoms)
    counts.pop(0, None)
    aliphatic = {atom.GetIdx() for atom in atoms if _is_aliphatic(atom)}
    rings = Chem.GetSSSR(pattern)
    neighbours = [sum(near.GetAtomicNum() != 1 for near in atom.GetNeighbors()) for atom in atoms]
    in_ring = pattern.GetRingInfo().NumBondRings
    return Needs(
        counts=dict(counts),
        atom_count=len(atoms),
        aromatic=sum(_is_aromatic(atom) for atom in atoms),
        aliphatic=len(aliphatic),
        rings=pattern.GetNumBonds() - pattern.GetNumAtoms() + len(Chem.GetMolFrags(pattern)),
        aliphatic_ring=any(aliphatic & set(ring) for ring in rings),
        forked=sum(count >= 3 for count in neighbours),
        crossed=sum(count >= 4 for count in neighbours),
        fused=sum(sum(in_ring(bond.GetIdx()) > 0 for bond in atom.GetBonds()) >= 3 for atom in atoms),
        oxo=sum(atom.GetAtomicNum() == 8 and any(b.GetSmarts() == "=" for b in atom.GetBonds()) for atom in atoms),
        methyl=sum(atom.GetSmarts() == _METHYL.GetAtomWithIdx(0).GetSmarts() for atom in atoms),
    )


def skeleton_of(mol: Chem.Mol, made_of: Composition) -> Skeleton:
    """Equal for two neutral molecules whose InChIKeys have one first block: formula, rings, ends and forks."""
    return (
        made_of.heavy,
        mol.GetNumBonds() - mol.GetNumAtoms(),
        len(mol.GetSubstructMatches(_ENDS)),
        len(mol.GetSubstructMatches(_FORKS)),
    )


def _is_aromatic(atom: Chem.Atom) -> bool:
    return _type(atom) > _AROMATIC


def _is_aliphatic(atom: Chem.Atom) -> bool:
    return 0 < _type(atom) < _AROMATIC


_AROMATIC = 1_000
"""RDKit's number of an atom type is the atomic number, and 1,000 more for an aromatic atom."""


def _type(atom: Chem.Atom) -> int:
    """The atom's type where every match has it, 0 where the pattern leaves it open."""
    if not atom.GetAtomicNum():
        return 0
    said = [line.split() for line in atom.DescribeQuery().splitlines()]
    if any(words[0] in ("AtomOr", "AtomXor") for words in said):
        return 0
    types = [int(words[1]) for words in said if words[0] == "AtomType" and words[2] == "="]
    return types[0] if len(types) == 1 else 0
