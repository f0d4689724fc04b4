"""The listed structures most alike, for an expert's eye. Likeness decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from rdkit import Chem, DataStructs
from rdkit.Chem.rdFingerprintGenerator import GetMorganGenerator

from tripoint.analysis.structures.listed import Known

RADIUS, BITS, MOST = 2, 2_048, 3
ALIKE_FROM, COUNTED_FROM = 0.6, 0.55
"""Similarity of what there is, and of how often, from which two structures are much alike. A long chain has the groups of
a short one, more often."""

_AMINO_ACID = Chem.MolFromSmarts("[NX3;H2,H1;!$(N-C=O)]-[CX4;H1,H2]-[CX3](=O)-[OX2H1]")


@dataclass(frozen=True, slots=True)
class Near:
    """entry_ids: entries that name the structure. similarity: Tanimoto of Morgan fingerprints (radius 2, 2,048 bits), 0 to 1.
    is_alike: it is from ALIKE_FROM on, and that of the counted ones from COUNTED_FROM on."""

    entry_ids: tuple[str, ...]
    similarity: float
    is_alike: bool = False


class Nearest:
    """Fingerprints of the listed structures, made once.

    Not compared: what has no carbon with hydrogen on it (carbonates, mineral acids and salts), a listed salt or compound
    by one of its parts, and an alpha-amino acid with anything else.
    """

    def __init__(self, by_block: Mapping[str, tuple[Known, ...]], entry_ids: Sequence[str]) -> None:
        self._made = GetMorganGenerator(radius=RADIUS, fpSize=BITS)
        blocks: list[tuple[Chem.Mol, tuple[str, ...]]] = []
        for known in by_block.values():
            alone = [one for one in known if not one.beside and _is_organic(one.mol)]
            ids = dict.fromkeys(entry_ids[at] for one in alone for at in one.entries if at < len(entry_ids))
            if ids:
                blocks.append((alone[0].mol, tuple(ids)))
        self._listed: dict[bool, tuple[list[Chem.Mol], list[DataStructs.ExplicitBitVect], list[tuple[str, ...]]]] = {}
        for is_acid in (False, True):
            same = [(mol, ids) for mol, ids in blocks if mol.HasSubstructMatch(_AMINO_ACID) == is_acid]
            prints = [self._made.GetFingerprint(mol) for mol, _ in same]
            self._listed[is_acid] = ([mol for mol, _ in same], prints, [ids for _, ids in same])

    def of(self, mol: Chem.Mol) -> tuple[Near, ...]:
        """Up to three, the most alike first; fewer only if fewer are listed. Stereo is not looked at."""
        if not _is_organic(mol):
            return ()
        mols, prints, ids = self._listed[mol.HasSubstructMatch(_AMINO_ACID)]
        scores = DataStructs.BulkTanimotoSimilarity(self._made.GetFingerprint(mol), prints)
        best = nlargest(MOST, zip(scores, range(0, -len(scores), -1), strict=True))
        return tuple(Near(ids[-at], float(score), self._is_alike(mol, mols[-at], score)) for score, at in best)

    def _is_alike(self, mol: Chem.Mol, listed: Chem.Mol, score: float) -> bool:
        if score < ALIKE_FROM:
            return False
        one, other = map(self._made.GetSparseCountFingerprint, (mol, listed))
        return bool(DataStructs.TanimotoSimilarity(one, other) >= COUNTED_FROM)


def _is_organic(mol: Chem.Mol) -> bool:
    return any(atom.GetAtomicNum() == 6 and atom.GetTotalNumHs(includeNeighbors=True) for atom in mol.GetAtoms())
