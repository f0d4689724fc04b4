"""Records of the kind `controls` → clauses, in all languages at once, and the texts they stand in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tripoint.controls.clause import Clause, Text
from tripoint.protocol.control import NAMES
from tripoint.registry.law import law_lists

INHERITED = frozenset({"salts", "isomers", "stereoisomers", "optical_isomers", "salts_of_isomers"})
"""What a heading takes in of every thing that stands under it: "Fentanyls, their salts …, including: (5) Fentanyl"."""


def clauses_of(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[Clause, ...], tuple[Text, ...]]:
    """rows: the fields of records. Those of a list that the registry does not have are left out."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["list_id"] in law_lists():
            groups[row["list_id"], f"{row['source']} {row['confidence']}"].append(row)
    clauses: list[Clause] = []
    texts: list[Text] = []
    for of_text in groups.values():
        text = _text(of_text)
        texts.append(text)
        versions: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
        for row in of_text:
            versions[row["clause"], row["role"]].append(row)
        clauses += _inheriting([_clause(text, same) for same in versions.values()])
    return _once(clauses), tuple(texts)


def _once(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """A text that ships without its words and the user's own copy of it are one: the one with words stays."""
    best: dict[tuple[object, ...], Clause] = {}
    for clause in clauses:
        key = (clause.list_id, clause.clause, clause.role, clause.text.text_to, clause.confidence)
        if key not in best or (clause.words and not best[key].words):
            best[key] = clause
    return tuple(best.values())


def _inheriting(clauses: Sequence[Clause]) -> list[Clause]:
    headings = {c.clause: c for c in clauses if c.role == "entry"}

    def covers(clause: Clause) -> frozenset[str]:
        heading = headings.get(clause.under or "")
        return clause.covers if heading is None or heading is clause else clause.covers | (covers(heading) & INHERITED)

    return [replace(c, covers=covers(c)) if c.role == "entry" and c.under else c for c in clauses]


def _text(rows: Sequence[Mapping[str, Any]]) -> Text:
    """Languages of one text that differ in their days answer for the days of both."""
    first = rows[0]
    return Text(
        list_id=first["list_id"],
        source=first["source"],
        confidence=first["confidence"],
        text_from=max(row["text_from"] for row in rows),
        text_to=min(row["text_to"] for row in rows),
        languages=_each(row["language"] for row in rows),
        snapshots=_each(row["snapshot"] for row in rows),
        origins=_each(row["origin"] for row in rows),
        entries=len({row["clause"] for row in rows if row["role"] == "entry"}),
    )


def _clause(text: Text, versions: Sequence[Mapping[str, Any]]) -> Clause:
    """One clause of its languages; facts are those of the version with words, names those of all."""
    rows = sorted(versions, key=lambda row: (row["text"] is None, row["language"]))
    first = rows[0]
    return Clause(
        text=text,
        clause=first["clause"],
        role=first["role"],
        kind=first["kind"],
        equipment=first["equipment"],
        under=first["under"],
        names={row["language"]: tuple(row["names"].split(NAMES)) for row in rows if row["names"]},
        words={row["language"]: row["text"] for row in rows if row["text"]},
        number=_any(rows, "number"),
        cas=_any(rows, "cas"),
        covers=frozenset(code for row in rows for code in (row["covers"] or "").split()),
        threshold=first["threshold"],
        threshold_unit=first["threshold_unit"],
        threshold_kind=first["threshold_kind"],
        duties=_each(code for row in rows for code in (row["duties"] or "").split()),
        valid_from=first["valid_from"],
        valid_from_basis=first["valid_from_basis"],
        valid_to=first["valid_to"],
        status=first["status"],
        note=first["note"],
        records=tuple(f"{row['snapshot'][:16]}/{row['source_row']}/{row['source_column']}" for row in rows),
    )


def _any(rows: Sequence[Mapping[str, Any]], column: str) -> str | None:
    return next((row[column] for row in rows if row[column]), None)


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
