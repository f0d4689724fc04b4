"""What findings made from official statements share: the statements with their documents, rows, columns."""

import calendar
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from tripoint.errors import QuestionError
from tripoint.findings.question import N_, Column, ColumnKind, Filters
from tripoint.protocol.missing import Missing
from tripoint.protocol.statement import Statement
from tripoint.registry.words import name
from tripoint.store.ledger import Reader

COUNTRIES = ("US", "MX", "CA")
LANGUAGES = ("en", "es", "fr")
OFFICIAL, TRACES, CBSA = "int_official_statements", "int_published_traces", "ca_cbsa_published"
BASES: Mapping[str, str] = {
    "seized": N_("firearms seized"),
    "submitted": N_("firearms submitted for tracing"),
    "us_sourced": N_("US-sourced firearms"),
    "purchaser_identified": N_("firearms with a purchaser identified"),
    "identified": N_("firearms whose origin was determined"),
    "other": N_("another base, see the statement"),
}
SAYS = Column("says", N_("What is stated"), "words")
PERIOD = Column("period", N_("Period as stated"), "stated_period", missing="period_missing")
QUANTITY = Column("value", N_("Quantity"), "quantity", missing="missing")
DIRECTION = Column("direction", N_("Direction"), "direction", missing="direction_missing")
PLACES = Column("countries", N_("About"), "countries")
DOCUMENT = Column("body", N_("Stated by, date [row]"), "document")
GRADE = Column("grade", N_("Grade"))
GRADES = N_("Grade A: the body's own text. Grade B: quoted or reported by others, not checked against it.")


@dataclass(frozen=True)
class Stated:
    """A statement, the document it stands in, and the ids of statements that say the very same again."""

    said: Statement
    url: str | None
    title: str
    again: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """How recent it is: the date of the document, else the end or start of the period; date.min if none."""
        said = self.said
        return day_of(said.stated) or said.period_end or said.period_start or date.min


def statements(reader: Reader, filters: Filters, *kinds: str, sources: Iterable[str] = (OFFICIAL,)) -> list[Stated]:
    """The statements of these kinds and sources, newest first, twins put together.

    Filters: `country` keeps what is about it, alone or with others; `since` and `until` keep what lies
    between them by its period or, without one, by the date of its document; what has neither is left out.
    Raises QuestionError for a country that is not one of the three.
    """
    if filters.country is not None and filters.country not in COUNTRIES:
        raise QuestionError(f"'{filters.country}' is not a country of this report", cure="Use CA, MX or US.")
    table = reader.statements()
    table = table.filter(table.kind.isin(kinds), table.source.isin(list(sources)))
    found = [Statement.model_validate(row) for row in reader.fetch(table).to_pylist()]
    origins = {o.origin: o for o in reader.origins(s.origin for s in found)}
    rows = [Stated(s, origins[s.origin].url, origins[s.origin].title) for s in found if _is_wanted(s, filters)]
    return sorted(_without_twins(rows), key=lambda r: (-r.day.toordinal(), r.said.statement_id))


def _is_wanted(said: Statement, filters: Filters) -> bool:
    if filters.country is not None and filters.country not in said.countries.split():
        return False
    if filters.since is None and filters.until is None:
        return True
    first = said.period_start or said.period_end or day_of(said.stated)
    last = said.period_end or day_of(said.stated) or said.period_start
    if first is None or last is None:
        return False
    return (filters.since is None or first >= filters.since) and (filters.until is None or last <= filters.until)


def _without_twins(rows: Iterable[Stated]) -> list[Stated]:
    """A quantity that two sources hold for one place, unit and period is one row, of the better grade, naming the other."""
    kept: dict[tuple[object, ...], Stated] = {}
    for row in sorted(rows, key=lambda r: (r.said.grade, r.said.source != OFFICIAL, r.said.statement_id)):
        said = row.said
        key: tuple[object, ...] = (said.statement_id,)
        if said.kind == "quantity" and said.period_start and said.period_end:
            place, unit = said.place or said.countries, _UNITS.get(said.unit, said.unit)
            key = (said.countries, place, unit, said.value, said.period_start, said.period_end)
        twin = kept.get(key)
        if twin is None:
            kept[key] = row
        elif twin.said.source == said.source:
            kept[(*key, said.statement_id)] = row
        else:
            kept[key] = replace(twin, again=(*twin.again, said.statement_id))
    return list(kept.values())


_UNITS = {"kilograms": "kg", "count": "firearms"}


def day_of(stated: str | None) -> date | None:
    """The last day of an ISO date, month or year."""
    if not stated:
        return None
    year, month, day = (*(int(part) for part in stated.split("-")), 0, 0)[:3]
    return date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


def used(reader: Reader, rows: Iterable[Stated]) -> ir.Table:
    """The records behind these rows, twins included, for `finished`."""
    ids = sorted({i for row in rows for i in (row.said.statement_id, *row.again)})
    table = reader.statements()
    return table.filter(table.statement_id.isin(ids))


def caveats_of(rows: Iterable[Stated], *more: str) -> tuple[str, ...]:
    """The caveat codes that statements carry by being what they are, and `more`."""
    said = [row.said for row in rows]
    codes = [*more, "transcribed_single_figure"] if any(s.kind == "quantity" for s in said) else [*more]
    codes += ["grade_b_press_report"] if any(s.grade == "B" for s in said) else []
    codes += ["running_total"] if any(s.is_running_total for s in said) else []
    return tuple(codes)


def says(row: Stated, language: str) -> str:
    """What is stated: the words, the place if it is only a part of the country, and the note of a quantity."""
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
        "value": said.value, "missing": said.missing and str(said.missing), "value_qualifier": said.qualifier,
        "value_unit": said.unit, **units, "value_base": base,
    }  # fmt: skip


def words(field: Callable[[str], object]) -> tuple[ColumnKind, object]:
    """A Fact's parameter of kind `words`: field of a language code."""
    return "words", {code: field(code) for code in LANGUAGES}


def period(said: Statement) -> tuple[ColumnKind, object]:
    """A Fact's parameter: the period as stated, or a dash."""
    words_by_language = {f"period_{code}": getattr(said, f"period_{code}") or "–" for code in LANGUAGES}
    return "stated_period", {**words_by_language, "period_start": said.period_start, "period_end": said.period_end}


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
        f"{column}_{code}": getattr(said, f"{column}_{code}") for column in ("words", "note", "name", "period") for code in LANGUAGES
    }
    return {
        "statement_id": said.statement_id, "again": " ".join(row.again) or None, "source": said.source,
        "kind": said.kind, "topic": said.topic, "countries": said.countries, "place": said.place,
        "direction": said.direction, "direction_missing": None if said.direction else Missing.not_reported.value,
        **{f"says_{code}": says(row, code) for code in LANGUAGES}, **languages,
        "period_missing": None if said.period_en else Missing.not_reported.value,
        "period_start": said.period_start, "period_end": said.period_end,
        **quantity(said), "base": said.base, "body": said.body, "stated": said.stated, "grade": said.grade,
        "url": row.url, "title": row.title, "contradicts": said.contradicts,
        "is_running_total": said.is_running_total, "is_cross_border_firearm": said.is_cross_border_firearm,
    }  # fmt: skip


def _three(column: str) -> list[tuple[str, pa.DataType]]:
    return [(f"{column}_{code}", pa.string()) for code in LANGUAGES]


SCHEMA = pa.schema([
    *((c, pa.string()) for c in ("statement_id", "again", "source", "kind", "topic", "countries", "place")),
    ("direction", pa.string()), ("direction_missing", pa.string()),
    *_three("says"), *_three("words"), *_three("note"), *_three("name"), *_three("period"), ("period_missing", pa.string()),
    ("period_start", pa.date32()), ("period_end", pa.date32()),
    ("value", pa.float64()), ("missing", pa.string()), ("value_qualifier", pa.string()), ("value_unit", pa.string()),
    *_three("value_unit"), ("value_base", pa.string()),
    *((c, pa.string()) for c in ("base", "body", "stated", "grade", "url", "title", "contradicts")),
    ("is_running_total", pa.bool_()), ("is_cross_border_firearm", pa.bool_()),
])  # fmt: skip
