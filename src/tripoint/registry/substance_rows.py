"""The index of names as it ships, with the registry's own rows on top, as columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

import pyarrow as pa
import pyarrow.parquet as pq

from tripoint.registry.names import normalise
from tripoint.registry.rows import LANGUAGES, rows_of, words_of


@dataclass(frozen=True)
class Name:
    """One name as published. source: drugbank, ca_cdsa, us_niem_dea, dope_…, a source of Tripoint, or tripoint.
    citation: only of our own rows."""

    text: str
    kind: str
    source: str
    language: str = ""
    citation: str = ""


@dataclass(frozen=True)
class NamedRows:
    """Columns of equal length, a row each name of each meaning."""

    normalised: list[str]
    meaning: list[str]
    text: list[str]
    kind: list[str]
    source: list[str]
    language: list[str]
    citation: dict[int, str]

    def append(self, meaning: str, name: Name) -> None:
        if name.citation:
            self.citation[len(self.text)] = name.citation
        self.normalised.append(normalise(name.text))
        self.meaning.append(meaning)
        self.text.append(name.text)
        self.kind.append(name.kind)
        self.source.append(name.source)
        self.language.append(name.language)

    def name(self, row: int) -> Name:
        return Name(self.text[row], self.kind[row], self.source[row], self.language[row], self.citation.get(row, ""))


@dataclass(frozen=True, slots=True)
class MeaningRow:
    titles: Mapping[str, str]
    kind: str
    inchikey: str
    notes: Mapping[str, str] = field(default_factory=dict)


OWN_TABLES = (("substances", "registry:{substance_id}"), ("substance_meanings", "tripoint:{meaning_id}"))


def read_index() -> tuple[NamedRows, Mapping[str, MeaningRow]]:
    """Names and meanings; a DrugBank entry that has the InChIKey of a registry's substance is that substance."""
    meanings, same = _meanings(_columns("meanings"))
    names = _columns("names")
    normalised = [m or n.lower() for m, n in zip(names["matched"], names["name"], strict=True)]
    placed = [same.get(meaning, meaning) for meaning in names["meaning"]]
    rows = NamedRows(normalised, placed, names["name"], names["kind"], names["source"], names["language"], {})
    for meaning, name in _own_names():
        rows.append(same.get(meaning, meaning), name)
    return rows, meanings


def _columns(table: str) -> dict[str, list[str]]:
    with (files("tripoint.registry") / "data" / "substance_index" / f"{table}.parquet").open("rb") as file:
        read = pq.read_table(file)
    return {column: read[column].cast(pa.string()).to_numpy().tolist() for column in read.column_names}


def _meanings(shipped: Mapping[str, list[str]]) -> tuple[Mapping[str, MeaningRow], Mapping[str, str]]:
    found = {
        meaning: MeaningRow({"en": title, "es": title, "fr": title}, "", inchikey or "")
        for meaning, title, inchikey in zip(shipped["meaning"], shipped["title"], shipped["inchikey"], strict=True)
    }
    entries: dict[str, list[str]] = {}
    for meaning, row in found.items():
        entries.setdefault(row.inchikey, []).append(meaning)
    same: dict[str, str] = {}
    for table, prefix in OWN_TABLES:
        for own in rows_of(table):
            meaning, notes = prefix.format(**own), words_of(own, "note") if own.get("note_en") else {}
            found[meaning] = MeaningRow(words_of(own, "name"), own["kind"], own["inchikey"], notes)
            if table == "substance_meanings" and (twin := f"registry:{own['meaning_id']}") in found:
                found[twin], same[meaning] = found[meaning], twin  # says more of a label of the registry
            if own["inchikey"] and own["kind"] == "substance":
                known = entries.setdefault(own["inchikey"], [])
                first = next((m for m in known if m.startswith("registry:")), meaning)
                same.update({m: first for m in (*known, meaning) if m != first})
                known.append(meaning)
    return {meaning: row for meaning, row in found.items() if meaning not in same}, same


def _own_names() -> Iterator[tuple[str, Name]]:
    """Names of the registry's own tables: labels of sources, names in three languages, names we add with a citation."""
    for table, prefix in OWN_TABLES:
        for row in rows_of(table):
            for language in LANGUAGES:
                yield prefix.format(**row), Name(row[f"name_{language}"], "label", "tripoint", language)
    for row in rows_of("substance_labels"):
        yield f"registry:{row['substance_id']}", Name(row["label"], "label", row["source"])
    for row in rows_of("substance_own_names"):
        yield row["meaning"], Name(row["name"], row["kind"], "tripoint", row["language"], row["citation"])
