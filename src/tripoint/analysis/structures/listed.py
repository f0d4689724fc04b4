"""Listed substances as structures, and what one fragment has to do with them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rdkit import Chem

from tripoint.analysis.structures.components import Fragments, components_of, key_of
from tripoint.analysis.structures.reading import Unreadable, read
from tripoint.analysis.structures.sieve import Skeleton, skeleton_of
from tripoint.errors import RegistryError

Stereo = Literal["same", "unspecified", "other"]
"""same: the form listed, or the list leaves it open. unspecified: the fragment leaves open what the list says.
other: both say, and differ."""
_NO_STEREO = "UHFFFAOYSA"


class NoKey(Exception):
    """InChI gives no key for a structure, so that it cannot be compared with the lists."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list, or one exception to it, that names a single substance.

    smiles: the substance; if it has several fragments (a listed salt), all of them are asked for. inchikey: as published, '' if unknown; it must agree with the structure.
    is_stereo_specific: the entry means the one stereo form drawn, and no other.
    """

    entry_id: str
    jurisdiction: str
    list_id: str
    smiles: str
    inchikey: str = ""
    is_stereo_specific: bool = False


@dataclass(frozen=True)
class Known:
    """One substance and the entries that name it, as positions in what was given.

    mol, key: of its largest fragment. beside: first blocks of the fragments that must stand beside it, where the entry
    names a salt or a compound of several.
    """

    mol: Chem.Mol
    key: str
    beside: frozenset[str]
    entries: tuple[int, ...]


@dataclass(frozen=True)
class ListIndex:
    """heavy: formulas without hydrogen, and skeletons: what else a listed substance has. by_block: those of one key block."""

    heavy: frozenset[str]
    skeletons: frozenset[Skeleton]
    by_block: Mapping[str, tuple[Known, ...]] = field(hash=False)

    def of(self, fragments: Fragments, at: int) -> tuple[tuple[Known, Stereo], ...]:
        """The listed substances that this fragment is, with what they ask to stand beside it.

        Raises NoKey if InChI has none for a fragment that may be listed.
        """
        made_of = fragments.parts[at].made_of
        if made_of.heavy not in self.heavy or skeleton_of(fragments.neutral(at).mol, made_of) not in self.skeletons:
            return ()
        key = fragments.key(at)
        if not key:
            raise NoKey
        return tuple(
            (known, stereo_of(fragments.neutral(at).mol, key, known))
            for known in self.by_block.get(key[:14], ())
            if not known.beside or known.beside <= fragments.blocks_beside(at)
        )


def stereo_of(mol: Chem.Mol, key: str, known: Known) -> Stereo:
    """Decided by InChI where it can be, else by whether one drawing says all that the other says."""
    if key == known.key or known.key[15:25] == _NO_STEREO:
        return "same"
    if key[15:25] == _NO_STEREO:
        return "unspecified"
    if mol.HasSubstructMatch(known.mol, useChirality=True):
        return "same"
    return "unspecified" if known.mol.HasSubstructMatch(mol, useChirality=True) else "other"


def index_of(listed: Sequence[Listed]) -> ListIndex:
    """Raises RegistryError for a structure that cannot be read, or whose key is not of the published one's skeleton."""
    of_smiles: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(listed):
        of_smiles[entry.smiles].append(at)
    found: dict[tuple[str, frozenset[str]], tuple[Chem.Mol, list[int]]] = {}
    heavy, skeletons = set(), set()
    for smiles, places in of_smiles.items():
        fragments, blocks = _fragments(smiles, listed[places[0]].entry_id)
        wrong = [listed[at].entry_id for at in places if listed[at].inchikey and listed[at].inchikey[:14] not in blocks]
        if wrong:
            raise RegistryError(
                f"the structure '{smiles}' has the key {', '.join(sorted(blocks))}, not the one given.",
                where=", ".join(wrong),
            )
        main = fragments.largest
        mol = fragments.neutral(main).mol
        heavy.add(fragments.parts[main].made_of.heavy)
        skeletons.add(skeleton_of(mol, fragments.parts[main].made_of))
        found.setdefault((fragments.key(main), fragments.blocks_beside(main)), (mol, []))[1].extend(places)
    blocks_known: dict[str, list[Known]] = defaultdict(list)
    for (key, beside), (mol, places) in found.items():
        blocks_known[key[:14]].append(Known(mol, key, beside, tuple(sorted(places))))
    return ListIndex(
        frozenset(heavy), frozenset(skeletons), {block: tuple(group) for block, group in blocks_known.items()}
    )


def _fragments(smiles: str, where: str) -> tuple[Fragments, frozenset[str]]:
    """The fragments of a listed structure, and the first blocks that its published key may have: as drawn, or neutral."""
    drawn = read(smiles)
    parts = drawn if isinstance(drawn, Unreadable) else components_of(drawn)
    if isinstance(drawn, Unreadable) or isinstance(parts, Unreadable):
        reason = (drawn if isinstance(drawn, Unreadable) else parts).reason  # type: ignore[union-attr]
        raise RegistryError(f"the structure '{smiles}' cannot be read ({reason}).", where=where)
    fragments = Fragments(parts)
    if not all(fragments.key(at) for at in range(len(parts))):
        raise RegistryError(f"the structure '{smiles}' has no InChIKey.", where=where)
    return fragments, frozenset((key_of(drawn.mol)[:14], fragments.key(fragments.largest)[:14]))
