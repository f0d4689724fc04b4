"""Published trace quantities of Mexico and Canada: one quantity a row, each with its denominator and citation."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.harmonise.statements import (
    COUNTRIES,
    QUALIFIERS,
    Document,
    Row,
    Transcript,
    first_day,
    in_languages,
    last_day,
    looked_up,
    one_of,
    quantity,
    read_words,
    rows_of,
)
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout

UNITS = {
    "firearms": {"unit_en": "firearms", "unit_es": "armas de fuego", "unit_fr": "armes à feu"},
    "percent": {"unit_en": "percent", "unit_es": "por ciento", "unit_fr": "pour cent"},
    "requests": {"unit_en": "requests", "unit_es": "solicitudes", "unit_fr": "demandes"},
    "traces": {"unit_en": "traces", "unit_es": "rastreos", "unit_fr": "dépistages"},
}
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "country": COUNTRIES,
    "quantity_kind": ("count", "percent"),
    "unit": tuple(UNITS),
    "is_derived": ("yes", "no"),
    "qualifier": QUALIFIERS,
}


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.columns, problems=problems
    )
    transcript = Transcript(context, problems)
    for number, row in rows_of(table):
        topic = looked_up("denominator", row["denominator"], transcript)
        known = [one_of(row, name, allowed, transcript) for name, allowed in ALLOWED.items()]
        if topic is None or not all(known):
            continue
        about = _about(row)
        is_share = row["quantity_kind"] == "percent"
        transcript.add(
            number,
            row["id"],
            _document(row, about),
            kind="quantity",
            topic=topic,
            countries=row["country"].replace(";", " "),
            body=about["body"],
            grade=row["evidence_grade"],
            denominator=row["denominator"],
            is_cross_border_firearm=about["is_cross_border_firearm"] == "yes",
            base=row["base"] or None if is_share else None,
            qualifier="derived" if row["is_derived"] == "yes" else row["qualifier"],
            period_start=first_day(row["period_start"], "period_start", problems),
            period_end=last_day(row["period_end"], "period_end", problems),
            unit=row["unit"],
            **quantity(row["value"], row["unit"], note=row["note_en"], problems=problems),
            **in_languages("words", row),
            **UNITS[row["unit"]],
            **in_languages("period", row, "period_words"),
            **in_languages("note", row),
        )
    yield from transcript.batches()


def _about(row: Row) -> Row:
    """What documents.csv says of the document cited, or of one denominator in it; else the citation as written."""
    unknown = {"body": row["citation"], "title": row["citation"], "stated": "", "is_cross_border_firearm": "no"}
    citation = row["citation"]
    return DOCUMENTS.get((citation, row["denominator"])) or DOCUMENTS.get((citation, "")) or unknown


def _document(row: Row, about: Row) -> Document:
    return Document(
        about["body"], about["title"], "single facts, cited", stated=about["stated"] or None, citation=row["citation"]
    )


DOCUMENTS: Mapping[tuple[str, ...], Row] = read_words(
    (files("tripoint.sources") / "int_published_traces" / "documents.csv").read_text("utf-8").splitlines(),
    "citation",
    "denominator",
)
