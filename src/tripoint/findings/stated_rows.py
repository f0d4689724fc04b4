"""Official statements as rows of a finding's table: the columns they share, and parameters of sentences."""

from collections.abc import Callable, Iterable, Mapping

import pyarrow as pa

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
    "other": N_("another base, see the statement"),
}
SAYS = Column("says", N_("What is stated"), "words", width=4.2)
PERIOD = Column("period", N_("Period as stated"), "stated_period", missing="period_missing", width=3.6)
QUANTITY = Column("value", N_("Quantity"), "quantity", missing="missing", width=2.8)
DIRECTION = Column("direction", N_("Direction"), "direction", missing="direction_missing", width=2.3)
PLACES = Column("countries", N_("About"), "countries", width=1.7)
DOCUMENT = Column("body", N_("Stated by, date [row]"), "document", width=3)
GRADE = Column("grade", N_("Grade"), width=1.2)
GRADES = N_("Grade A: the body's own text. Grade B: quoted or reported by others, not checked against it.")


def says(row: Stated, language: str) -> str:
    """The words, the place if it is only a part of a country, and the note of a quantity."""
    said = row.said
    text = str(getattr(said, f"words_{language}"))
    text = text[:1].upper() + text[1:]
    if said.place and said.place not in COUNTRIES:
        place = name("place", said.place, language)
        text += "" if place in text else f" ({place})"
    note = getattr(said, f"note_{language}") if said.kind == "quantity" else None
    return f"{text}. {note}" if note else text


def quantity(said: Statement) -> dict[str, object]:
    """The columns of a quantity, and the value of a Fact's parameter of kind `quantity`."""
    units = {f"value_unit_{code}": getattr(said, f"unit_{code}") for code in LANGUAGES}
    base = BASES[said.base] if said.base else None
    return {
        "value": said.value,
        "missing": said.missing and str(said.missing),
        "value_qualifier": said.qualifier,
        "value_unit": said.unit,
        **units,
        "value_base": base,
    }


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
    schema = SCHEMA
    for column in more:
        schema = schema.append(pa.field(column, pa.string()))
    entries = [{**_row(row), **{column: value(row) for column, value in more.items()}} for row in rows]
    return pa.Table.from_pylist(entries, schema=schema)


def _row(row: Stated) -> dict[str, object]:
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
        **{f"says_{code}": says(row, code) for code in LANGUAGES},
        **languages,
        "period_missing": None if said.period_en else Missing.not_reported.value,
        "period_start": said.period_start,
        "period_end": said.period_end,
        **quantity(said),
        "base": said.base,
        "body": said.body,
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
        *((c, pa.string()) for c in ("base", "body", "stated", "grade", "url", "title", "contradicts")),
        ("is_running_total", pa.bool_()),
        ("is_cross_border_firearm", pa.bool_()),
    ]
)
