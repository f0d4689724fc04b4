"""What a pattern or a listed structure needs at least, so that most molecules are never searched or keyed for it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcNumAliphaticRings

from tripoint.analysis.structures.composition import Composition
from tripoint.analysis.structures.reading import MOST_ATOMS

_ENDS, _FORKS = Chem.MolFromSmarts("[D1]"), Chem.MolFromSmarts("[D3]")
_FUSED = Chem.MolFromSmarts("[x3,x4,x5,x6]")
_CHAINS = ("C C [#6] c", "C C C c", "[#7] C C C [#7]", "[#7] [CX4]", "[#7] C C [#7]", "[#8] c c [#6] C [#7]")
"""Atoms in a row, by what is certain of each; chosen because many patterns have them and few molecules do."""

Skeleton = tuple[str, int, int, int]


class Sieve:
    """The patterns that a molecule may have, by position. Every trait has a measure of the molecule and, for each
    pattern, the least that a molecule with this pattern measures; sets of patterns are the bits of one number."""

    def __init__(self, patterns: Sequence[Chem.Mol]) -> None:
        said = [[_said(atom) for atom in pattern.GetAtoms()] for pattern in patterns]
        elements = [Counter(atom.GetAtomicNum() for atom in pattern.GetAtoms()) for pattern in patterns]
        self._elements = [
            (number, _Least(counted[number] for counted in elements))
            for number in set().union(*elements) - {0, _HYDROGEN}
        ]
        self._traits: list[tuple[Callable[[Chem.Mol], int], _Least]] = [
            (CalcNumAliphaticRings, _Least(map(_has_aliphatic_ring, patterns))),
            (lambda mol: mol.GetRingInfo().NumRings(), _Least(map(_rings, patterns))),
            *((_has("~".join(of)), _Least(map(_having(of), patterns, said))) for of in map(str.split, _CHAINS)),
            (lambda mol: len(mol.GetSubstructMatches(_FUSED, maxMatches=MOST_ATOMS)), _Least(map(_fused, patterns))),
        ]
        self._all = (1 << len(patterns)) - 1
        self._made_of = lru_cache(maxsize=1 << 16)(self._by_elements)
        self._places = lru_cache(maxsize=1 << 14)(_places)

    def possible(self, mol: Chem.Mol, made_of: Composition) -> tuple[int, ...]:
        """Never without the position of a pattern that the molecule has."""
        left = self._made_of(made_of)
        for measure, least in self._traits:
            if left & least.asking:
                left &= least.met_by(measure(mol))
        return self._places(left)

    def _by_elements(self, made_of: Composition) -> int:
        left = self._all
        for number, least in self._elements:
            left &= least.met_by(made_of.counts.get(number, 0))
        return left


class _Least:
    """The least that each pattern needs of something countable. asking: the patterns that need any."""

    def __init__(self, needs: Iterable[int]) -> None:
        least = [int(need) for need in needs]
        self._met = [
            sum(1 << at for at, need in enumerate(least) if need <= value) for value in range(max(least, default=0) + 1)
        ]
        self.asking = sum(1 << at for at, need in enumerate(least) if need)

    def met_by(self, value: int) -> int:
        return self._met[min(value, len(self._met) - 1)]


def _places(bits: int) -> tuple[int, ...]:
    return tuple(at for at in range(bits.bit_length()) if bits >> at & 1)


def _has(smarts: str) -> Callable[[Chem.Mol], bool]:
    pattern = Chem.MolFromSmarts(smarts)
    return lambda mol: mol.HasSubstructMatch(pattern)


def _rings(pattern: Chem.Mol) -> int:
    """Independent ones."""
    return int(pattern.GetNumBonds() - pattern.GetNumAtoms() + len(Chem.GetMolFrags(pattern)))


def _has_aliphatic_ring(pattern: Chem.Mol) -> bool:
    aliphatic = {atom.GetIdx() for atom in pattern.GetAtoms() if 0 < _type(atom) < _AROMATIC}
    return any(aliphatic & set(ring) for ring in Chem.GetSSSR(pattern))


def _fused(pattern: Chem.Mol) -> int:
    """Atoms with three ring bonds at least."""
    Chem.GetSSSR(pattern)
    rings_of = pattern.GetRingInfo().NumBondRings
    return sum(sum(rings_of(bond.GetIdx()) > 0 for bond in atom.GetBonds()) >= 3 for atom in pattern.GetAtoms())


def _having(chain: Sequence[str]) -> Callable[[Chem.Mol, Sequence[frozenset[str]]], bool]:
    """Whether every molecule with a pattern has the chain: the pattern has it, and says each atom to be what it asks."""

    def has(pattern: Chem.Mol, said: Sequence[frozenset[str]]) -> bool:
        def goes_on(at: int, before: tuple[int, ...]) -> bool:
            if at in before or chain[len(before)] not in said[at]:
                return False
            seen = (*before, at)
            nears = (near.GetIdx() for near in pattern.GetAtomWithIdx(at).GetNeighbors())
            return len(seen) == len(chain) or any(goes_on(near, seen) for near in nears)

        return any(goes_on(at, ()) for at in range(len(said)))

    return has


def _said(atom: Chem.Atom) -> frozenset[str]:
    """What is certain of an atom, in the words of chains."""
    number = atom.GetAtomicNum()
    said = {f"[#{number}]"} if number else set()
    if number == _CARBON and _type(atom):
        said.add("c" if _type(atom) > _AROMATIC else "C")
        if any(line.split() == ["AtomTotalDegree", "4", "=", "val"] for line in atom.DescribeQuery().splitlines()):
            said.add("[CX4]")
    return frozenset(said)


_HYDROGEN, _CARBON = 1, 6


def skeleton_of(mol: Chem.Mol, made_of: Composition) -> Skeleton:
    """Equal for two neutral molecules whose InChIKeys have one first block: formula, rings, ends and forks."""
    return (
        made_of.heavy,
        mol.GetNumBonds() - mol.GetNumAtoms(),
        len(mol.GetSubstructMatches(_ENDS)),
        len(mol.GetSubstructMatches(_FORKS)),
    )


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
