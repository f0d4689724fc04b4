"""The listed structures most alike, for an expert's eye. Likeness decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from rdkit import Chem, DataStructs
from rdkit.Chem.rdFingerprintGenerator import GetMorganGenerator

from tripoint.analysis.structures.listed import Known

RADIUS, BITS, MOST = 2, 2_048, 3


@dataclass(frozen=True, slots=True)
class Near:
    """entry_ids: entries that name the structure. similarity: Tanimoto of Morgan fingerprints (radius 2, 2,048 bits), 0 to 1."""

    entry_ids: tuple[str, ...]
    similarity: float


class Nearest:
    """Fingerprints of the listed structures, made once."""

    def __init__(self, by_block: Mapping[str, tuple[Known, ...]], entry_ids: Sequence[str]) -> None:
        self._made = GetMorganGenerator(radius=RADIUS, fpSize=BITS)
        blocks = list(by_block.values())
        self._prints = [self._made.GetFingerprint(known[0].mol) for known in blocks]
        self._ids = [
            tuple(dict.fromkeys(entry_ids[at] for one in known for at in one.entries if at < len(entry_ids)))
            for known in blocks
        ]

    def of(self, mol: Chem.Mol) -> tuple[Near, ...]:
        """Up to three, the most alike first; fewer only if fewer are listed. Stereo is not looked at."""
        alike = DataStructs.BulkTanimotoSimilarity(self._made.GetFingerprint(mol), self._prints)
        best = nlargest(MOST, ((score, -at) for at, score in enumerate(alike) if self._ids[at]))
        return tuple(Near(self._ids[-at], float(score)) for score, at in best)
