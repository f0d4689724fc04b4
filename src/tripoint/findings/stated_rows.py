"""Official statements as rows of a finding's table: the columns they share, and parameters of sentences."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set

import pyarrow as pa

from tripoint.findings.bodies import body_of
from tripoint.findings.question import N_, Column, ColumnKind
from tripoint.findings.stated import COUNTRIES, LANGUAGES, Stated
from tripoint.protocol.missing import Missing
from tripoint.protocol.statement import Statement
from tripoint.registry.words import name

BASES: Mapping[str, str] = {
    "seized": N_("firearms seized"),
    "submitted": N_("firearms submitted for tracing"),
    "us_sourced": N_("US-sourced firearms"),
    "purchaser_identified": N_("firearms with a purchaser identified"),
    "identified": N_("firearms whose origin was determined"),
}
"""Bases by code; a share of any other base says its base in its own words."""
OFTEN = 5
SAYS = Column("says", N_("What is stated"), "words", width=6.4)
PERIOD = Column("period", N_("Period as stated"), "stated_period", missing="period_missing", width=3.0)
QUANTITY = Column("value", N_("Quantity"), "quantity", missing="missing", width=2.8)
DIRECTION = Column("direction", N_("Direction"), "direction", missing="direction_missing", width=2.4)
PLACES = Column("countries", N_("About"), "countries", width=1.7)
DOCUMENT = Column("body", N_("Stated by, date"), "document", width=3.6)
ROW = Column("statement_id", N_("Row"), width=1.9)
GRADE = Column("grade", N_("Grade"), width=1.4)
GRADES = N_(
    "Grade A: the body's own text. Grade B: quoted or reported by others, not checked against the body's own text."
)


def says(row: Stated, language: str, without: Set[str] = frozenset()) -> str:
    """The words, the place if it is only a part of a country, and the note of a quantity.

    without: sentences of notes that are left out.
    """
    said = row.said
    text = str(getattr(said, f"words_{language}"))
    text = text[:1].upper() + text[1:]
    if said.place and said.place not in COUNTRIES:
        place = name("place", said.place, language)
        text += "" if place in text else f" ({place})"
    note = getattr(said, f"note_{language}") if said.kind == "quantity" else None
    kept = " ".join(s for s in _sentences(note or "") if s not in without)
    return f"{text}. {kept}" if kept else text


def _sentences(note: str) -> list[str]:
    return re.split(r"(?<=[.;])\s+(?=[A-ZÀ-Ý])", note) if note else []


def _said_often(rows: Iterable[Stated], language: str) -> Set[str]:
    """The sentences that the notes of OFTEN rows share: title, note and reading aid of the table say them once."""
    found = Counter(s for r in rows for s in _sentences(getattr(r.said, f"note_{language}") or ""))
    return frozenset(s for s, times in found.items() if times >= OFTEN)


def quantity(said: Statement) -> dict[str, object]:
    """The columns of a quantity, and the value of a Fact's parameter of kind `quantity`."""
    units = {f"value_unit_{code}": getattr(said, f"unit_{code}") for code in LANGUAGES}
    return {
        "value": said.value,
        "missing": said.missing and str(said.missing),
        "value_qualifier": said.qualifier,
        "value_unit": said.unit,
        **units,
        "value_base": BASES.get(said.base or ""),
        "value_end": _end_of_range(said),
    }


def _end_of_range(said: Statement) -> str | None:
    """Which end of a range a value is, as its words tell; None where they do not."""
    if said.qualifier != "between":
        return None
    return next((end for end in ("lower", "upper") if re.search(rf"\b{end}\b", said.words_en)), None)


def stated_by(said: Statement) -> dict[str, tuple[ColumnKind, object]]:
    """A Fact's parameters of whoever states something: {body} and {grade}."""
    return {"body": ("message", body_of(said.body)), "grade": ("text", said.grade)}


def words(field: Callable[[str], object]) -> tuple[ColumnKind, object]:
    """A Fact's parameter of kind `words`: field of a language code."""
    return "words", {code: field(code) for code in LANGUAGES}


def period(said: Statement) -> tuple[ColumnKind, object]:
    """A Fact's parameter: the period as stated, or a dash."""
    words_by_language = {f"period_{code}": getattr(said, f"period_{code}") or "–" for code in LANGUAGES}
    return "stated_period", {
        **words_by_language,
        "period_start": said.period_start,
        "period_end": said.period_end,
    }


def data(rows: Iterable[Stated], **more: Callable[[Stated], object]) -> pa.Table:
    """The rows as a table. Shape: the columns of SCHEMA, then one text column for each of `more`."""
    rows = list(rows)
    often = {code: _said_often(rows, code) for code in LANGUAGES}
    schema = SCHEMA
    for column in more:
        schema = schema.append(pa.field(column, pa.string()))
    entries = [{**_row(row, often), **{column: value(row) for column, value in more.items()}} for row in rows]
    return pa.Table.from_pylist(entries, schema=schema)


def _row(row: Stated, often: Mapping[str, Set[str]]) -> dict[str, object]:
    said = row.said
    languages = {
        f"{column}_{code}": getattr(said, f"{column}_{code}")
        for column in ("words", "note", "name", "period")
        for code in LANGUAGES
    }
    return {
        "statement_id": said.statement_id,
        "again": " ".join(row.again) or None,
        "source": said.source,
        "kind": said.kind,
        "topic": said.topic,
        "countries": said.countries,
        "place": said.place,
        "direction": said.direction,
        "direction_missing": None if said.direction else Missing.not_reported.value,
        **{f"says_{code}": says(row, code, often[code]) for code in LANGUAGES},
        **languages,
        "period_missing": None if said.period_en else Missing.not_reported.value,
        "period_start": said.period_start,
        "period_end": said.period_end,
        **quantity(said),
        "base": said.base,
        "body": body_of(said.body),
        "stated": said.stated,
        "grade": said.grade,
        "url": row.url,
        "title": row.title,
        "contradicts": said.contradicts,
        "is_running_total": said.is_running_total,
        "is_cross_border_firearm": said.is_cross_border_firearm,
    }


def _three(column: str) -> list[tuple[str, pa.DataType]]:
    return [(f"{column}_{code}", pa.string()) for code in LANGUAGES]


SCHEMA = pa.schema(
    [
        *((c, pa.string()) for c in ("statement_id", "again", "source", "kind", "topic", "countries", "place")),
        ("direction", pa.string()),
        ("direction_missing", pa.string()),
        *_three("says"),
        *_three("words"),
        *_three("note"),
        *_three("name"),
        *_three("period"),
        ("period_missing", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("value", pa.float64()),
        ("missing", pa.string()),
        ("value_qualifier", pa.string()),
        ("value_unit", pa.string()),
        *_three("value_unit"),
        ("value_base", pa.string()),
        ("value_end", pa.string()),
        *((c, pa.string()) for c in ("base", "body", "stated", "grade", "url", "title", "contradicts")),
        ("is_running_total", pa.bool_()),
        ("is_cross_border_firearm", pa.bool_()),
    ]
)
