"""`python -m tripoint.registry.identities_build --from RAW`: writes law_identities.csv and prints what was doubtful.

With `--opsin JAR` the systematic names are read anew (law_systematic_names.csv); without it the committed reading is used.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from tripoint.registry.identities import NOT_ESTABLISHED
from tripoint.registry.identities_bases import Bases, read_names
from tripoint.registry.identities_names import Entry, crosswalk, entries
from tripoint.registry.identities_resolve import COLUMNS, Resolved, Row
from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of

DATA = Path(str(files("tripoint.registry"))) / "data"


def built(raw: Path) -> Resolved:
    """Every name resolved, from the committed reading of systematic names."""
    log: list[str] = []
    pairs = dict(crosswalk(raw, log))
    made = Resolved(Bases(raw, {row["name"]: row["smiles"] for row in rows_of("law_systematic_names")}), pairs, log)
    made.add(entries(raw))
    return made


def coverage(listed: Iterable[Entry], rows: Mapping[str, Row]) -> Iterator[tuple[tuple[str, str], Counter[str]]]:
    """Per list: entries whose main name has a structure, has none by nature, or whose structure is not established."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for entry in listed:
        if entry.names:
            row = rows.get(normalise(entry.names[0][0]))
            is_open = row is None or row["note"].startswith(NOT_ESTABLISHED)
            state = "structure" if row and row["inchikey"] else NOT_ESTABLISHED if is_open else "none by nature"
            counts.setdefault(entry.place, Counter())[state] += 1
    yield from sorted(counts.items())


def read_systematic(raw: Path, jar: Path) -> Iterator[Row]:
    """Names of the texts, and of DrugBank's entries that have those names, as OPSIN reads them."""
    listed = list(entries(raw))
    printed = {name for entry in listed if entry.place[0] != "UN" for name in entry.of("en")}
    bases = Bases(raw, {})
    known = {f.inchikey for entry in listed for f in bases.of(entry.of("en", "es")) if f.basis == "drugbank"}
    for name, smiles in sorted(
        read_names(printed | {n for key in known for n in bases.systematic.get(key, ())}, jar).items()
    ):
        yield {"name": name, "smiles": smiles}


def write(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    listed = list(rows)
    with (DATA / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, columns, lineterminator="\n")
        out.writeheader()
        out.writerows(listed)
    rows_of.cache_clear()


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--from", dest="raw", type=Path, required=True, help="folder with the publishers' files")
    arguments.add_argument("--opsin", type=Path, help="OPSIN's command line (a .jar; needs Java)")
    given = arguments.parse_args()
    if given.opsin:
        write("law_systematic_names", ("name", "smiles"), read_systematic(given.raw, given.opsin))
    made = built(given.raw)
    write("law_identities", COLUMNS, (made.rows[key] for key in sorted(made.rows)))
    print("\n".join(sorted(set(made.log))))
    for (jurisdiction, where), count in coverage(entries(given.raw), made.rows):
        print(f"{jurisdiction} {where}: " + ", ".join(f"{state} {n}" for state, n in sorted(count.items())))


if __name__ == "__main__":
    main()
