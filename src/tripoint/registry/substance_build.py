"""`python -m tripoint.registry.substance_build --from RAW`: writes the index of names from the publishers' files."""

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tripoint.errors import RegistryError
from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of
from tripoint.registry.substance_forms import GREEK
from tripoint.registry.substance_published import Published, cdsa, dope, drugbank, niem

FOLDER = Path(str(files("tripoint.registry"))) / "data" / "substance_index"


class Meanings:
    """Every meaning found so far, and which of them a name is known to have.

    A meaning is `drugbank:<number>`, `registry:<substance_id>`, `tripoint:<id of substance_meanings.csv>`, or
    `name:<normalised name>` where a publisher names something that no other has.
    """

    def __init__(self) -> None:
        self.rows: dict[str, tuple[str, str]] = {}
        self._main: dict[str, set[str]] = {}
        self._other: dict[str, set[str]] = {}
        self._entries: dict[str, str] = {}
        for row in rows_of("substances"):
            self._learn(row["name_en"], f"registry:{row['substance_id']}")
        for row in rows_of("substance_labels"):
            self._learn(row["label"], f"registry:{row['substance_id']}")
        for row in rows_of("substance_meanings"):
            self._learn(row["name_en"], f"tripoint:{row['meaning_id']}")
        for row in rows_of("substance_own_names"):
            if row["kind"] != "street":
                self._learn(row["name"], row["meaning"])
        self._keys = {f"registry:{row['substance_id']}": row["inchikey"] for row in rows_of("substances")}

    def add(self, meaning: str, title: str, inchikey: str) -> None:
        self.rows[meaning] = (title, inchikey)
        self._keys[meaning] = inchikey
        self._entries.setdefault(inchikey, meaning)

    def _learn(self, name: str, meaning: str, *, is_main: bool = True) -> None:
        for form in (normalise(name), joined(name)):
            (self._main if is_main else self._other).setdefault(form, set()).add(meaning)

    def learn(self, names: Iterable[Published], meaning: str) -> None:
        for name in names:
            self._learn(name.name, meaning, is_main=name.kind in ("generic", "legal"))

    def of(self, names: Iterable[str]) -> str | None:
        """The one meaning of the first name that has exactly one; a main name counts before other names.

        If none has one as written, one that differs in hyphens, spaces or Greek letters counts. DrugBank's entry with
        the key of a registry's substance stands for it, so that a new row of the registry seldom changes the index.
        """
        listed = tuple(names)
        for name in (*map(normalise, listed), *map(joined, listed)):
            for known in (self._main, self._other):
                if (found := self._one(known.get(name, set()))) is not None:
                    key = self._keys.get(found, "") if found.startswith("registry:") else ""
                    return self._entries.get(key, found) if key else found
        return None

    def _one(self, meanings: set[str]) -> str | None:
        """The only meaning, or the registry's own among those with one key; None if they stay apart."""
        ranked = sorted(meanings, key=lambda m: ("registry", "tripoint", "drugbank", "name").index(m.partition(":")[0]))
        if not ranked:
            return None
        others = {self._keys.get(m, "") for m in ranked[1:]}
        own = ranked[0].startswith(("registry:", "tripoint:"))
        return ranked[0] if len(ranked) == 1 or (own and others <= {self._keys.get(ranked[0], ""), ""}) else None


def joined(name: str) -> str:
    """The name without hyphens and spaces between letters, Greek letters spelled out; signs, primes and locants stay."""
    return re.sub(r"(?<=[^\W\d_])[ -]+(?=\w)|(?<=\w)[ -]+(?=[^\W\d_])", "", normalise(name).translate(GREEK))


def build(raw: Path) -> tuple[pa.Table, pa.Table]:
    """The tables `meanings` and `names`. Raises RegistryError for a heading of the lexicon without a meaning."""
    meanings = Meanings()
    names = [*_drugbank(raw, meanings), *_listed(raw, meanings), *_lexicon(raw, meanings)]
    known = sorted(meanings.rows)
    rows = sorted({_row(name, meaning) for name, meaning in names})
    columns = zip(*rows, strict=True)
    of_meanings = pa.table(
        {
            "meaning": pa.array(known, pa.string()),
            "title": pa.array([meanings.rows[m][0] for m in known], pa.string()),
            "inchikey": pa.array([meanings.rows[m][1] or None for m in known], pa.string()),
        }
    )
    of_names = pa.table(
        dict(zip(("meaning", "name", "matched", "kind", "source", "language"), map(list, columns), strict=True))
    )
    return of_meanings, of_names


def _row(name: Published, meaning: str) -> tuple[str, str, str, str, str, str]:
    """matched is the normalised name where that is more than lower case, so that reading the index need not normalise."""
    matched = normalise(name.matched or name.name)
    return meaning, name.name, matched if matched != name.name.lower() else "", name.kind, name.source, name.language


def _drugbank(raw: Path, meanings: Meanings) -> Iterator[tuple[Published, str]]:
    for name, inchikey in drugbank(raw):
        meaning = f"drugbank:{name.of}"
        if name.kind == "generic":
            meanings.add(meaning, name.name, inchikey)
        meanings.learn([name], meaning)
        yield name, meaning


def _listed(raw: Path, meanings: Meanings) -> Iterator[tuple[Published, str]]:
    """Names of laws and lists: they mean what DrugBank or the registry means by the same name."""
    for item in _grouped(cdsa(raw)):
        yield from _placed(item, meanings)
    for item in _grouped(niem(raw)):
        yield from _placed(item, meanings)


def _placed(item: tuple[Published, ...], meanings: Meanings) -> Iterator[tuple[Published, str]]:
    names = [name for name in item if name.kind != "number"]
    meaning = meanings.of(name.name for name in names if name.language == "en")
    if meaning is None:
        meaning = f"name:{normalise(names[0].name)}"
        meanings.add(meaning, names[0].name, "")
    meanings.learn([name for name in names if name.language == "en"], meaning)
    for name in item:
        yield name, meaning


def _lexicon(raw: Path, meanings: Meanings) -> Iterator[tuple[Published, str]]:
    headings = {row["heading"]: row["meaning"] for row in rows_of("substance_lexicon")}
    said: set[tuple[str, str]] = set()
    for item in _grouped(dope(raw)):
        heading = item[0].of
        if item[0].source == "dope_dea_controlled":
            meaning = meanings.of(name.name for name in item if name.kind != "filed")
            if meaning is None:
                meaning = f"name:{normalise(item[0].name)}"
                meanings.add(meaning, item[0].name, "")
        elif heading.casefold() not in headings:
            raise RegistryError(
                f"the lexicon's heading '{heading}' has no meaning.",
                cure="Add it to registry/data/substance_lexicon.csv.",
            )
        else:
            meaning = headings[heading.casefold()]
            item = (replace(item[0], name=heading, kind="label", matched=""), *item)
        for name in item:  # DEA's own tables come first; lookup_df repeats them in lower case
            if name.kind == "filed" and meanings.of([name.name]) not in (None, meaning):
                continue  # fentanyl, as filed under seven of its analogues
            if (key := (normalise(name.matched or name.name), meaning)) not in said:
                said.add(key)
                yield name, meaning


def _grouped(names: Iterable[Published]) -> Iterator[tuple[Published, ...]]:
    """Names of one thing of one source together, in order of first appearance."""
    groups: dict[tuple[str, str], dict[Published, None]] = {}
    for name in names:
        groups.setdefault((name.source, name.of), {})[name] = None
    yield from (tuple(group) for group in groups.values())


def write(tables: Mapping[str, pa.Table]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, table in tables.items():
        coded = pa.table(
            {
                column: table[column].dictionary_encode() if column in CODED and name == "names" else table[column]
                for column in table.column_names
            }
        )
        pq.write_table(
            coded, FOLDER / f"{name}.parquet", compression="zstd", compression_level=19, use_dictionary=list(CODED),
            write_statistics=False,
        )  # fmt: skip


CODED = ("meaning", "kind", "source", "language", "matched")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--from", dest="raw", type=Path, required=True, help="folder with the publishers' files")
    of_meanings, of_names = build(arguments.parse_args().raw)
    write({"meanings": of_meanings, "names": of_names})
    for path in sorted(FOLDER.glob("*.parquet")):
        print(f"{path.name}: {pq.read_metadata(path).num_rows:,} rows, {path.stat().st_size:,} bytes")
