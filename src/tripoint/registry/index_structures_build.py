"""`python -m tripoint.registry.index_structures_build --chemicals FOLDER --opsin JAR`: structures of substances of the index.

Every structure checks itself: it is kept only if RDKit's InChIKey of it is the one that the index holds.
FOLDER: the folder `Identifiers` of the PyPI package `chemicals` (MIT). JAR: opsin-cli (MIT), a development tool.
"""

import argparse
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from rdkit import Chem, rdBase
from rdkit.Chem.EnumerateStereoisomers import EnumerateStereoisomers, StereoEnumerationOptions
from rdkit.Chem.rdinchi import MolToInchiKey

from tripoint.registry.identities import identities
from tripoint.registry.rows import rows_of
from tripoint.registry.substance_rows import read_index

KINDS = frozenset({"generic", "label", "legal", "synonym", "systematic"})
"""Kinds of names that OPSIN is asked to read."""
FORMS = 64
"""Stereo forms of one drawing that are tried."""
SHORTEST = 6
"""Letters of a name that OPSIN is asked to read."""


def wanted() -> dict[str, list[str]]:
    """Keys of the index without a structure in law_identities.csv → the names of each."""
    named, meanings = read_index()
    known = {row.inchikey for row in identities().values()} | {""}
    found: dict[str, list[str]] = {row.inchikey: [] for row in meanings.values() if row.inchikey not in known}
    for meaning, kind, text in zip(named.meaning, named.kind, named.text, strict=True):
        names = found.get(meanings[meaning].inchikey) if meaning in meanings else None
        if names is not None and kind in KINDS and len(text) >= SHORTEST and text.isprintable():
            names.append(text)
    return found


def of_chemicals(folder: Path) -> Iterator[str]:
    """SMILES of every table of the package: CID, CAS, formula, mass, SMILES, InChI, InChIKey, names."""
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) > 7 and len(cells[6]) == 27:
                yield cells[4]


def of_opsin(jar: Path, names: Iterable[str]) -> Iterator[str]:
    """SMILES of the names that OPSIN can read."""
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "names", Path(folder) / "smiles"
        asked.write_text("".join(f"{name}\n" for name in names), "utf-8")
        subprocess.run(["java", "-jar", str(jar), "-osmi", str(asked), str(told)], check=True, capture_output=True)
        yield from filter(None, told.read_text("utf-8").splitlines())


def kept(keys: Iterable[str], bases: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, str]]:
    """Key → SMILES and basis, the first basis that has it. A drawing of the skeleton is tried in all its stereo forms."""
    left = set(keys)
    found: dict[str, tuple[str, str]] = {}
    for basis, drawings in bases:
        blocks = {key[:14] for key in left}
        for smiles in dict.fromkeys(drawings):
            mol = Chem.MolFromSmiles(smiles)
            key = MolToInchiKey(mol) if mol else ""
            if key[:14] not in blocks:
                continue
            for form in (mol, *(_forms(mol) if key not in left else ())):
                made = MolToInchiKey(form)
                if made in left:
                    found[made] = (Chem.MolToSmiles(form), basis)
                    left.discard(made)
    return found


def _forms(mol: Chem.Mol) -> Iterator[Chem.Mol]:
    flat = Chem.Mol(mol)
    Chem.RemoveStereochemistry(flat)
    yield flat
    yield from EnumerateStereoisomers(flat, options=StereoEnumerationOptions(maxIsomers=FORMS, rand=0))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--chemicals", type=Path, required=True)
    ask.add_argument("--opsin", type=Path, required=True)
    given = ask.parse_args()
    names = wanted()
    own = (row["smiles"] for row in rows_of("index_structures_drawn"))
    law = (row.smiles for row in identities().values() if row.smiles)
    with rdBase.BlockLogs():
        found = kept(
            names,
            (
                ("drawn", own),
                ("law", law),
                ("chemicals", of_chemicals(given.chemicals)),
                ("opsin", of_opsin(given.opsin, (name for of_key in names.values() for name in of_key))),
            ),
        )
    rows = [{"inchikey": key, "smiles": found[key][0], "basis": found[key][1]} for key in sorted(found)]
    path = Path(str(files("tripoint.registry"))) / "data" / "substance_index" / "structures.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path, compression="zstd", compression_level=19)
    for basis in ("drawn", "law", "chemicals", "opsin"):
        print(basis, sum(row["basis"] == basis for row in rows))
    print("without a structure", len(names) - len(rows))


if __name__ == "__main__":
    main()
