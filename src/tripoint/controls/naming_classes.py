"""`python -m tripoint.controls.naming_classes`: writes registry/data/law_named_classes.csv from identities and class rules."""

import csv
from importlib.resources import files
from pathlib import Path

from rdkit.Chem import MolFromSmiles
from rdkit.Chem.rdinchi import MolToInchiKey

from tripoint.analysis.structures.screener import Screener
from tripoint.registry.class_rules import class_rules, counter_ions, rule_examples
from tripoint.registry.identities import identities

COLUMNS = ("inchikey", "rule_id", "state")


def rows() -> list[tuple[str, str, str]]:
    """Every structure of law_identities.csv and of an example with the class rules it meets, in order. A salt meets those
    of its parts."""
    screener = Screener((), class_rules(), counter_ions())
    drawn = {MolToInchiKey(MolFromSmiles(example.smiles)): example.smiles for example in rule_examples()}
    drawn |= {row.inchikey: row.smiles for row in identities().values() if row.smiles}
    found = zip(sorted(drawn), screener.screen(drawn[key] for key in sorted(drawn)), strict=True)
    return sorted({(key, hit.rule_id, hit.state) for key, screened in found for hit in screened.classes})


def main() -> None:
    path = Path(str(files("tripoint.registry"))) / "data" / "law_named_classes.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows())


if __name__ == "__main__":
    main()
