"""Published trace quantities of Mexico and Canada: one quantity a row, each with its denominator and citation."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.harmonise.statements import Document, Transcript, first_day, in_languages, last_day, looked_up, quantity, rows_of
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout

UNITS = {
    "firearms": {"unit_en": "firearms", "unit_es": "armas de fuego", "unit_fr": "armes à feu"},
    "percent": {"unit_en": "percent", "unit_es": "por ciento", "unit_fr": "pour cent"},
}


def read(
    path: Path, layout: FileLayout, context: Context, problems: Problems
) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.columns, problems=problems
    )
    transcript = Transcript(context, problems)
    for number, row in rows_of(table):
        topic = looked_up("denominator", row["denominator"], transcript)
        if topic is None:
            continue
        is_share = row["quantity_kind"] == "percent"
        transcript.add(
            number,
            row["id"],
            Document(row["citation"], row["citation"], "single facts, cited", citation=row["citation"]),
            kind="quantity",
            topic=topic,
            countries=row["country"].replace(";", " "),
            body=row["citation"],
            grade=row["evidence_grade"],
            denominator=row["denominator"],
            base=row["base"] or None if is_share else None,
            qualifier="derived" if row["is_derived"] == "yes" else row["qualifier"],
            period_start=first_day(row["period_start"], "period_start", problems),
            period_end=last_day(row["period_end"], "period_end", problems),
            unit=row["unit"],
            **quantity(row["value"], problems),
            **in_languages("words", row),
            **UNITS.get(row["unit"], {}),
            **in_languages("period", row, "period_words"),
            **in_languages("note", row),
        )
    yield from transcript.batches()
