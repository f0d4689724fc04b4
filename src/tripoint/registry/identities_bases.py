"""What each base says of a name: DrugBank's open vocabulary, MassBank's open records, names read by OPSIN, our drawings."""

import csv
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdkit import Chem
from rdkit.Chem.EnumerateStereoisomers import EnumerateStereoisomers, StereoEnumerationOptions

from tripoint.registry.cas import cas_check
from tripoint.registry.identities_names import keys
from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of
from tripoint.registry.substance_forms import GREEK
from tripoint.registry.substance_published import drugbank, is_systematic

MASSBANK = Path("forensic/massbank_drugs_open")
OPEN = ("CC BY", "CC0", "dl-de/by-2-0")
"""Licences of MassBank records that are used; share-alike records are not."""
FEWEST_LETTERS = 5
"""A shorter name is no synonym of DrugBank's here: 4-AP is another thing there (dalfampridine)."""


@dataclass(frozen=True)
class Found:
    """One base's answer. smiles: canonical by RDKit, '' where the base gives a key alone."""

    basis: str
    inchikey: str
    smiles: str
    cas: str
    citation: str

    @property
    def skeleton(self) -> str:
        return self.inchikey[:14]


class Bases:
    """The four bases, indexed by normalised name."""

    def __init__(self, raw: Path, read: Mapping[str, str]) -> None:
        """read: OPSIN's SMILES by the name as printed (law_systematic_names.csv)."""
        self._index: dict[str, list[tuple[int, Found]]] = {}
        self._smiles: dict[str, str] = {}
        self.systematic: dict[str, list[str]] = {}
        for name, smiles in read.items():
            self._learn_structure(smiles)
            if is_systematic(name):
                self._add(name, 3, Found("opsin", *_named(smiles), "", "name read by OPSIN 2.9.0"))
        for row in rows_of("law_structures_drawn"):
            self._learn_structure(row["smiles"])
            found = Found("drawn", *_named(row["smiles"]), row["cas"], "drawn for Tripoint, InChIKey by RDKit")
            self._add(row["name"], 4, found)
        self._massbank(raw)
        self._drugbank(raw)

    def of(self, names: Iterable[str]) -> tuple[Found, ...]:
        """Every answer for the names, DrugBank's first, each base's answer for an earlier name before a later one's.

        What is the common name of one entry of DrugBank is no synonym of another's.
        """
        found: list[tuple[int, int, Found]] = []
        for at, name in enumerate(names):
            known = [one for key in keys(name) for one in self._index.get(key, ())]
            is_common = any(rank == 0 for rank, _ in known)
            found.extend((rank, at, one) for rank, one in known if not (rank == 1 and is_common))
        return tuple(dict.fromkeys(one for _, _, one in sorted(found, key=lambda f: f[:2])))

    def smiles_of(self, inchikey: str) -> str:
        """A structure with exactly this key, if need be a stereo form of one with its skeleton; '' if none is known."""
        if inchikey not in self._smiles:
            for flat in sorted(s for key, s in self._smiles.items() if key[:14] == inchikey[:14]):
                for form in _stereo_forms(flat):
                    self._smiles.setdefault(Chem.MolToInchiKey(form), Chem.MolToSmiles(form))
                if inchikey in self._smiles:
                    break
        return self._smiles.get(inchikey, "")

    def _add(self, name: str, rank: int, found: Found) -> None:
        known = self._index.setdefault(normalise(name), [])
        if (rank, found) not in known:
            known.append((rank, found))

    def _learn_structure(self, smiles: str) -> None:
        key, canonical = _named(smiles)
        self._smiles.setdefault(key, canonical)

    def _massbank(self, raw: Path) -> None:
        for path in sorted((raw / MASSBANK).glob("*_index.csv")):
            for row in csv.DictReader(path.open(encoding="utf-8-sig", newline="")):
                if row["license"] not in OPEN or Chem.MolFromSmiles(row["smiles"]) is None:
                    continue
                key, smiles = _named(row["smiles"])
                if key != row["inchikey"]:
                    continue  # the record contradicts itself
                self._smiles.setdefault(key, smiles)
                for name in row["names"].split("|"):
                    cas = row["cas"] if cas_check(row["cas"]) else ""
                    self._add(name, 2, Found("massbank", key, smiles, cas, f"MassBank {row['acc']} ({row['license']})"))

    def _drugbank(self, raw: Path) -> None:
        keys: dict[str, str] = {}
        cas: dict[str, str] = {}
        names = list(drugbank(raw))
        for name, key in names:
            keys[name.of] = key
            if name.kind == "number":
                cas[name.of] = name.name
        for name, key in names:
            letters = sum(c.isalpha() for c in name.name)
            if not key or name.kind == "number" or (name.kind != "generic" and letters < FEWEST_LETTERS):
                continue
            if name.kind == "systematic":
                self.systematic.setdefault(key, []).append(name.name)
            found = Found("drugbank", key, "", cas.get(name.of, ""), f"DrugBank open vocabulary {name.of} (CC0)")
            self._add(name.name, 0 if name.kind == "generic" else 1, found)


def _named(smiles: str) -> tuple[str, str]:
    molecule = Chem.MolFromSmiles(smiles)
    return Chem.MolToInchiKey(molecule), Chem.MolToSmiles(molecule)


def _stereo_forms(smiles: str) -> Iterator[Chem.Mol]:
    bare = Chem.MolFromSmiles(smiles)
    Chem.RemoveStereochemistry(bare)
    yield from EnumerateStereoisomers(bare, StereoEnumerationOptions(onlyUnassigned=False, unique=True, maxIsomers=0))


def mirrored(smiles: str) -> str:
    """InChIKey of the mirror image, '' for a molecule that is its own."""
    molecule = Chem.MolFromSmiles(smiles)
    key = Chem.MolToInchiKey(molecule)
    for atom in molecule.GetAtoms():
        atom.InvertChirality()
    other = Chem.MolToInchiKey(molecule)
    return "" if other == key else str(other)


_BROKEN = (
    (re.compile(r"(?<=[-(\])])N(?=phenyl)|(?<=\d)H(?=[a-z])"), lambda m: m[0] + "-"),
    (re.compile(r"(?<=[-,(\[]) +| +(?=[-,)\]])|(?<=[\])]) +(?=[a-z])|(?<=[a-z]) +(?=\[)|(?<=\d) (?=H)"), lambda _: ""),
    (re.compile(r"\[5alpha\]"), lambda _: "5alpha"),
    (re.compile(r"^(dl|d,l|d,1)-|\u00ad"), lambda _: ""),
    (re.compile(r"17alpha-?(?=(methyl|ethyl).*17beta)"), lambda _: "17-"),
    (re.compile(r"(?<=androst)-(?=\d,\d)"), lambda _: "a-"),
)
"""Signs that a copy lost at line ends, and a racemate's prefix: a structure without stereo says the same."""


def readable(name: str) -> str:
    """A printed systematic name as OPSIN reads it: plain hyphens and primes, Greek letters spelled out."""
    plain = (
        name.replace("ß", "β").translate(str.maketrans("–—‑‒−’′´", "-----'''")).translate(GREEK).replace("Δ", "delta")
    )
    for pattern, put in _BROKEN:
        plain = pattern.sub(put, plain)
    return " ".join(plain.split())


def read_names(names: Iterable[str], jar: Path) -> Mapping[str, str]:
    """The SMILES (as RDKit writes it) of every systematic name that OPSIN reads without a remark of doubt.

    jar: OPSIN's command line, a development tool that needs Java; nothing of Tripoint needs it to run.
    """
    listed = sorted({name for name in names if is_systematic(name)})
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "names.txt", Path(folder) / "smiles.txt"
        asked.write_text("".join(f"{readable(name)}\n" for name in listed), encoding="utf-8")
        command = ["java", "-jar", str(jar), "-osmi", str(asked), str(answered)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        answers = answered.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return {
        name: Chem.MolToSmiles(molecule)
        for name, smiles in zip(listed, answers, strict=True)
        if smiles and (molecule := Chem.MolFromSmiles(smiles)) is not None
    }
