"""Rows of a transcript of official documents → the record kind *statement*, each with an origin of its own."""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
from pydantic import ValidationError

from tripoint.errors import Problems
from tripoint.harmonise.figures import shaped
from tripoint.harmonise.periods import month_span, parse_year
from tripoint.harmonise.rows import Context
from tripoint.harmonise.values import parse_number
from tripoint.ingest.table import TextTable
from tripoint.protocol.missing import Missing
from tripoint.protocol.origin import Origin
from tripoint.protocol.statement import Statement
from tripoint.registry.names import normalise

LANGUAGES = ("en", "es", "fr")
QUALIFIERS = ("exactly", "about", "over", "nearly", "up to", "between", "derived")
COUNTRIES = ("US", "MX", "CA", "other")
FRACTIONAL = (
    "percent", "kg", "kilograms", "grams", "pounds", "pounds a week", "pounds a month", "tons", "tonnes", "litres", "CAD",
)  # fmt: skip
"""Units of which a document may state a part; all others count things."""
DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
Row = Mapping[str, str]


@dataclass(frozen=True)
class Document:
    """The document a statement stands in."""

    producer: str
    title: str
    licence: str
    url: str | None = None
    stated: str | None = None
    citation: str | None = None


@dataclass
class Transcript:
    """Collects the statements of one file; what cannot be understood becomes a problem."""

    context: Context
    problems: Problems
    statements: list[Statement] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)

    def add(self, row_number: int, identifier: str, document: Document, **facts: object) -> None:
        """Adds one statement. facts: fields of Statement; problems of the row are collected, not raised."""
        self._seen[identifier] = self._seen.get(identifier, 0) + 1
        origin = self._origin(document)
        try:
            self.statements.append(
                Statement.model_validate(
                    {
                        "source": self.context.source,
                        "series": self.context.series,
                        "snapshot": self.context.snapshot,
                        "source_row": row_number,
                        "source_column": "value",
                        "recorded_at": self._known_since(document),
                        "origin": origin,
                        "statement_id": identifier,
                        "stated": document.stated,
                        **facts,
                    }
                )
            )
        except ValidationError as error:
            for found in error.errors():
                column = ".".join(str(part) for part in found["loc"])
                value = str(found["input"])[:60] if column else identifier
                self.problems.add("bad_cell", column=column or "row", value=value, rows=1, detail=found["msg"])

    def _known_since(self, document: Document) -> date:
        """The document's day (the last one its month or year has), never later than that of access."""
        accessed = self.context.recorded_at
        return min(last_day(document.stated or "", "date", self.problems) or accessed, accessed)

    def batches(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """The statements and their origins as batches."""
        for identifier, times in self._seen.items():
            if times > 1:
                self.problems.add("duplicate_rows", column="id", value=identifier, rows=times)
        yield "statements", _batch("statements", self.statements)
        yield "origins", _batch("origins", self.origins.values())

    def _origin(self, document: Document) -> str:
        text = "|".join((document.producer, document.title, document.url or "", document.stated or ""))
        key = hashlib.sha256(text.encode()).hexdigest()[:16]
        when = f", {document.stated}" if document.stated else ""
        self.origins.setdefault(
            key,
            Origin(
                origin=key,
                source=self.context.source,
                snapshot=self.context.snapshot,
                producer=document.producer,
                title=document.title,
                citation=document.citation
                or f"{document.producer}, {document.title}{when}. {document.url or ''}".strip(),
                url=document.url,
                licence=document.licence,
                published=_whole_day(document.stated),
                accessed=self.context.recorded_at,
            ),
        )
        return key


def rows_of(table: TextTable) -> Iterator[tuple[int, Row]]:
    """(row of the file, its cells by column), for files small enough to read row by row."""
    for batch in table.batches():
        for number, row in zip(batch.rows.to_pylist(), batch.columns.to_pylist(), strict=True):
            yield number, {name: (cell or "").strip() for name, cell in row.items()}


def read_words(lines: Iterable[str], *key: str) -> Mapping[tuple[str, ...], Row]:
    """A file of words beside a reader, by the texts of its key columns. Raises ValueError on a repeated key."""
    words: dict[tuple[str, ...], Row] = {}
    for row in csv.DictReader(lines):
        at = tuple(row[name] for name in key)
        if at in words:
            raise ValueError(f"{at} stands twice")
        words[at] = row
    return words


def words_for(
    words: Mapping[tuple[str, ...], Row], key: tuple[str, ...], *, column: str, file: str, problems: Problems
) -> Row | None:
    """The words of a row, or None and an `unknown_value` problem that names the file to mend."""
    found = words.get(key)
    if found is None:
        problems.add("unknown_value", column=column, value=" | ".join(key), rows=1, detail=file)
    return found


def text_digest(*texts: str) -> str:
    """Twelve hexadecimal digits that tell whether texts of a transcript are still the same."""
    return hashlib.sha256("\n".join(" ".join(text.split()) for text in texts).encode()).hexdigest()[:12]


def are_current(words: Row, texts: tuple[str, ...], *, name: str, file: str, problems: Problems) -> bool:
    """Were the words written for these texts? If not: a `words_outdated` problem.

    The words' column `text_digest` holds the digests, parted by ";", of the texts that they are right for.
    """
    digest = text_digest(*texts)
    if digest in words["text_digest"].split(";"):
        return True
    problems.add("words_outdated", column=digest, value=name, rows=1, detail=file)
    return False


def looked_up(name: str, text: str, transcript: Transcript) -> str | None:
    """The code that the source's lookups.csv gives for a text, or None and an `unknown_value` problem."""
    context = transcript.context
    found = context.lookups.get(name, {}).get(normalise(text))
    if found is None:
        file = f"sources/{context.source}/lookups.csv ({name})"
        transcript.problems.add("unknown_value", column=name, value=text, rows=1, detail=file)
    return found


def one_of(row: Row, column: str, allowed: tuple[str, ...], transcript: Transcript) -> bool:
    """Does the cell hold one of the texts, or several parted by ";"? If not: an `unknown_value` problem."""
    if all(text in allowed for text in row[column].split(";")):
        return True
    file = f"sources/{transcript.context.source}/read.py"
    transcript.problems.add("unknown_value", column=column, value=row[column], rows=1, detail=file)
    return False


def in_languages(field_name: str, words: Row, column: str | None = None) -> dict[str, str | None]:
    """{field_en: …, field_es: …, field_fr: …} from the columns of a words file; empty is None."""
    return {f"{field_name}_{code}": words[f"{column or field_name}_{code}"] or None for code in LANGUAGES}


def quantity(text: str, unit: str, *, note: str, problems: Problems) -> dict[str, object]:
    """value, or missing where the document gives no number and the row's note says so.

    Digits alone, with a decimal point where the unit is one of FRACTIONAL.
    """
    if not text:
        if not note:
            problems.add("unexplained_blank", column="value", rows=1)
        return {"missing": Missing.not_reported}
    is_whole = unit not in FRACTIONAL
    value = parse_number(text, whole=is_whole) if DECIMAL.fullmatch(text) else None
    if value is None:
        problems.add("not_a_count" if is_whole else "not_a_number", column="value", value=text, rows=1)
    return {"value": value if value is not None else 0.0, "as_written": text}


def no_quantity() -> dict[str, object]:
    """For statements that are words alone."""
    return {"missing": Missing.not_applicable, "unit": "none"}


def first_day(text: str, column: str, problems: Problems) -> date | None:
    """First day of an ISO date, month ("2021-02") or year; None if empty; else a `bad_period` problem."""
    span = _span(text, column, problems)
    return span[0] if span else None


def last_day(text: str, column: str, problems: Problems) -> date | None:
    """Last day of an ISO date, month or year."""
    span = _span(text, column, problems)
    return span[1] if span else None


def _span(text: str, column: str, problems: Problems) -> tuple[date, date] | None:
    if not text:
        return None
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", text)
    year = parse_year(found[1]) if found else None
    try:
        if found and year and found[3]:
            return date.fromisoformat(text), date.fromisoformat(text)
        if found and year and found[2]:
            return month_span(year, int(found[2]))
        if year:
            return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        pass
    problems.add("bad_period", column=column, value=text, rows=1, detail="YYYY-MM-DD, YYYY-MM or YYYY")
    return None


def _whole_day(text: str | None) -> date | None:
    """None too where it is no day; whoever reads the column reports that."""
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


def _batch(kind: str, records: Iterable[Statement | Origin]) -> pa.RecordBatch:
    rows = [record.model_dump(mode="python") for record in records]
    names = rows[0].keys() if rows else ()
    columns = {name: pa.array([_plain(row[name]) for row in rows]) for name in names}
    return shaped(kind, {n: None if pa.types.is_null(a.type) else a for n, a in columns.items()}, len(rows))


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Missing) else value
