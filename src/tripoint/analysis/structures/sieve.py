"""What a pattern needs at least, read off the pattern itself, so that most molecules are never searched for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rdkit import Chem

from tripoint.analysis.structures.composition import Composition


@dataclass(frozen=True)
class Needs:
    """counts: atoms at least, by atomic number, where the pattern says which element. rings: independent rings at least."""

    counts: Mapping[int, int] = field(hash=False)
    atom_count: int
    rings: int

    def met_by(self, made_of: Composition, rings: int) -> bool:
        """Never false for a molecule that the pattern matches."""
        return (
            rings >= self.rings
            and made_of.atom_count >= self.atom_count
            and all(made_of.counts.get(number, 0) >= least for number, least in self.counts.items())
        )


def needs_of(pattern: Chem.Mol) -> Needs:
    """RDKit gives a pattern's atom the number 0 where it may be of several elements; such atoms count as any."""
    counts = Counter(atom.GetAtomicNum() for atom in pattern.GetAtoms())
    counts.pop(0, None)
    counts.pop(1, None)
    fragments = len(Chem.GetMolFrags(pattern))
    heavy = sum(1 for atom in pattern.GetAtoms() if atom.GetAtomicNum() != 1)
    return Needs(dict(counts), heavy, pattern.GetNumBonds() - pattern.GetNumAtoms() + fragments)
