"""`python -m tripoint.controls.naming_classes`: writes law_named_classes.csv, law_named_alike.csv and law_named_forms.csv of
registry/data, from the structures of identities, of examples of class rules and of the index of names. Run it after a change of any of them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from rdkit.Chem import MolFromSmiles
from rdkit.Chem.rdinchi import MolToInchiKey

from tripoint.analysis.structures.listed import Listed
from tripoint.analysis.structures.screener import Screened, Screener
from tripoint.controls.forms import Forms, listed_as
from tripoint.controls.identity import entry_id, law_identity
from tripoint.registry.class_rules import class_rules, counter_ions, rule_examples
from tripoint.registry.identities import identities
from tripoint.registry.index_structures import index_structures

Row = tuple[str, ...]


def structures() -> Mapping[str, str]:
    """InChIKey → SMILES of everything that is asked, in order of keys."""
    drawn = {MolToInchiKey(MolFromSmiles(example.smiles)): example.smiles for example in rule_examples()}
    drawn |= index_structures()
    drawn |= {row.inchikey: row.smiles for row in identities().values() if row.smiles}
    return dict(sorted(drawn.items()))


def class_rows(drawn: Mapping[str, str]) -> list[Row]:
    """The class rules that each structure meets, with the state. A salt meets those of its parts."""
    screener = Screener((), class_rules(), counter_ions())
    found = zip(drawn, screener.screen(drawn.values()), strict=True)
    return sorted({(key, hit.rule_id, hit.state) for key, screened in found for hit in screened.classes})


def alike_rows(drawn: Mapping[str, str]) -> list[Row]:
    """Of each structure, the first blocks of those that law texts name and that are much alike, itself aside."""
    of_law = {row.inchikey: row.smiles for row in identities().values() if row.smiles}
    screener = Screener(
        tuple(Listed(key, "", "", of_law[key]) for key in sorted(of_law)), class_rules(), counter_ions()
    )
    found = zip(drawn, screener.screen(drawn.values(), nearest=True), strict=True)
    return [(key, " ".join(blocks)) for key, screened in found if (blocks := _blocks(key, screened))]


def form_rows(drawn: Mapping[str, str]) -> list[Row]:
    """What each structure is made of that law texts name, and the listed substances that it is a diastereomer of."""
    named = (law_identity(row.name) for row in identities().values() if row.smiles)
    listed = {entry_id(one): one for one in named if one}
    screener = Screener(listed_as(listed.values()), class_rules(), counter_ions())
    forms = Forms(listed, screener)
    found: set[Row] = set()
    for (key, smiles), screened in zip(drawn.items(), screener.screen(drawn.values()), strict=True):
        for form in forms.of(screened, smiles, "smiles"):
            listed_id = form.hit.entry_id
            if listed_id[:14] != key[:14]:
                found.add((key, listed_id, "salt" if form.hit.form == "salt" else "part", form.stereo))
            elif form.stereo == "other" and not listed[listed_id].keys:
                found.add((key, listed_id, "form", form.stereo))
    return sorted(found)


def _blocks(asked: str, screened: Screened) -> tuple[str, ...]:
    near = (key[:14] for one in screened.nearest if one.is_alike for key in one.entry_ids)
    return tuple(block for block in dict.fromkeys(near) if block != asked[:14])


def _write(name: str, header: Sequence[str], rows: Iterable[Row]) -> None:
    path = Path(str(files("tripoint.registry"))) / "data" / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    drawn = structures()
    _write("law_named_classes", ("inchikey", "rule_id", "state"), class_rows(drawn))
    _write("law_named_forms", ("inchikey", "listed", "as", "stereo"), form_rows(drawn))
    _write("law_named_alike", ("inchikey", "blocks"), alike_rows(drawn))


if __name__ == "__main__":
    main()
