"""Listed substances as structures, and what one fragment has to do with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rdkit import Chem
from rdkit.Chem.rdinchi import MolToInchiKey

from tripoint.analysis.structures.components import Component, components_of, neutral_of
from tripoint.analysis.structures.reading import Unreadable, read
from tripoint.errors import RegistryError

Stereo = Literal["same", "unspecified", "other"]
"""same: the form listed, or the list leaves it open. unspecified: the fragment leaves open what the list says.
other: both say, and differ."""
_NO_STEREO = "UHFFFAOYSA"


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list, or one exception to it, that names a single substance.

    smiles: the substance, one fragment. inchikey: as published, '' if unknown; it must agree with the structure.
    is_stereo_specific: the entry means the one stereo form drawn, and no other.
    covers_salts, covers_isomers: what the entry's wording takes in beside the substance.
    """

    entry_id: str
    jurisdiction: str
    list_id: str
    smiles: str
    inchikey: str = ""
    role: Literal["entry", "exclusion"] = "entry"
    is_stereo_specific: bool = False
    covers_salts: bool = True
    covers_isomers: bool = False


@dataclass(frozen=True)
class Known:
    """One substance and the entries that name it, as positions in what was given."""

    mol: Chem.Mol
    key: str
    entries: tuple[int, ...]


@dataclass(frozen=True)
class ListIndex:
    """heavy: formulas without hydrogen that any listed substance has. by_block: substances of one skeleton."""

    heavy: frozenset[str]
    by_block: Mapping[str, tuple[Known, ...]] = field(hash=False)

    def of(self, mol: Chem.Mol, key: str) -> tuple[tuple[Known, Stereo], ...]:
        """The listed substances with the skeleton of this neutral fragment."""
        return tuple((known, stereo_of(mol, key, known)) for known in self.by_block.get(key[:14], ()))


def key_of(mol: Chem.Mol) -> str:
    """The standard InChIKey, '' if InChI gives none."""
    return str(MolToInchiKey(mol))


def stereo_of(mol: Chem.Mol, key: str, known: Known) -> Stereo:
    """Decided by InChI where it can be, else by whether one drawing says all that the other says."""
    if key == known.key or known.key[15:25] == _NO_STEREO:
        return "same"
    if key[15:25] == _NO_STEREO:
        return "unspecified"
    if mol.HasSubstructMatch(known.mol, useChirality=True):
        return "same"
    return "unspecified" if known.mol.HasSubstructMatch(mol, useChirality=True) else "other"


def single(smiles: str, where: str) -> Component:
    """The one fragment of a listed structure. Raises RegistryError if there is none, or more than one."""
    found = read(smiles)
    parts = found if isinstance(found, Unreadable) else components_of(found)
    if isinstance(parts, Unreadable):
        raise RegistryError(f"the structure '{smiles}' cannot be read ({parts.reason}).", where=where)
    if len(parts) != 1:
        raise RegistryError(f"the structure '{smiles}' has {len(parts)} fragments, not one.", where=where)
    return parts[0]


def index_of(listed: Sequence[Listed]) -> ListIndex:
    """Raises RegistryError for a structure that cannot be read, or whose key is not the published one's skeleton."""
    of_smiles: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(listed):
        of_smiles[entry.smiles].append(at)
    by_key: dict[str, tuple[Chem.Mol, list[int]]] = {}
    heavy = set()
    for smiles, places in of_smiles.items():
        where = listed[places[0]].entry_id
        component = single(smiles, where)
        mol = neutral_of(component).mol
        key = key_of(mol)
        if not key:
            raise RegistryError(f"the structure '{smiles}' has no InChIKey.", where=where)
        wrong = [listed[at].entry_id for at in places if listed[at].inchikey and listed[at].inchikey[:14] != key[:14]]
        if wrong:
            raise RegistryError(
                f"the structure '{smiles}' has the key {key}, not the one given.", where=", ".join(wrong)
            )
        heavy.add(component.made_of.heavy)
        by_key.setdefault(key, (mol, []))[1].extend(places)
    return ListIndex(frozenset(heavy), _grouped(by_key.items()))


def _grouped(found: Iterable[tuple[str, tuple[Chem.Mol, list[int]]]]) -> Mapping[str, tuple[Known, ...]]:
    blocks: dict[str, list[Known]] = defaultdict(list)
    for key, (mol, places) in found:
        blocks[key[:14]].append(Known(mol, key, tuple(sorted(places))))
    return {block: tuple(group) for block, group in blocks.items()}
