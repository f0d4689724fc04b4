"""Figures of the Canada Border Services Agency, transcribed one by one from its pages and releases."""

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.harmonise.statements import (
    Document,
    Row,
    Transcript,
    first_day,
    in_languages,
    last_day,
    looked_up,
    quantity,
    read_words,
    rows_of,
    words_for,
)
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout

FOLDER = "sources/ca_cbsa_published"
KEY = ("period_start", "period_end", "geography", "category", "item", "measure", "unit", "source_url")
"""Rows have no id of their own: what tells them apart."""
LICENCE = "single facts, cited; official pages are under Crown copyright"


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.columns, problems=problems
    )
    transcript = Transcript(context, problems)
    seen: Counter[tuple[str, ...]] = Counter()
    for number, row in rows_of(table):
        _add(number, row, transcript)
        seen[tuple(row[name] for name in KEY)] += 1
    for key, times in seen.items():
        if times > 1:
            problems.add("duplicate_rows", column=" | ".join(KEY), value=" | ".join(key), rows=times)
    yield from transcript.batches()


def _add(number: int, row: Row, transcript: Transcript) -> None:
    problems = transcript.problems
    key = (row["category"], row["item"], row["measure"], row["unit"])
    words = words_for(
        WORDS, key, column="category | item | measure | unit", file=f"{FOLDER}/figure_words.csv", problems=problems
    )
    period = words_for(
        PERIODS, (row["period_type"],), column="period_type", file=f"{FOLDER}/period_words.csv", problems=problems
    )
    note = NO_NOTE if not row["note"] else words_for(
        NOTES, (row["note"],), column="note", file=f"{FOLDER}/note_words.csv", problems=problems
    )  # fmt: skip
    place = looked_up("geography", row["geography"], transcript)
    grade = looked_up("evidence", row["evidence"], transcript)
    if words is None or period is None or note is None or place is None or grade is None:
        return
    transcript.add(
        number,
        f"CBSA-{number - 1:03}",
        Document("Canada Border Services Agency", "Seizure figures", LICENCE, url=row["source_url"] or None),
        kind="quantity",
        topic=words["topic"],
        countries="CA",
        place=place,
        body="CBSA",
        grade=grade,
        is_cross_border_firearm=words["topic"] == "firearms",
        qualifier="exactly",
        period_start=first_day(row["period_start"], "period_start", problems),
        period_end=last_day(row["period_end"], "period_end", problems),
        unit=row["unit"],
        **quantity(row["value"], row["unit"], note=row["note"], problems=problems),
        **in_languages("words", words),
        **in_languages("unit", words),
        **{f"period_{code}": period[code] for code in ("en", "es", "fr")},
        **{f"note_{code}": note[code] or None for code in ("en", "es", "fr")},
    )


def _read(name: str, *key: str) -> dict[tuple[str, ...], Row]:
    path = files("tripoint.sources") / "ca_cbsa_published" / name
    return dict(read_words(path.read_text("utf-8").splitlines(), *key))


WORDS = _read("figure_words.csv", "category", "item", "measure", "unit")
PERIODS = _read("period_words.csv", "period_type")
NOTES = _read("note_words.csv", "note")
NO_NOTE: Row = {"en": "", "es": "", "fr": ""}
