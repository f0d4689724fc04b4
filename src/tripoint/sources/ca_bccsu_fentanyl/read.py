"""BCCSU fentanyl quantifications: one row is a sample with its per cent of fentanyl."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.checks import Check, known
from tripoint.harmonise.codes import lookup, published
from tripoint.harmonise.dates import day_in
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import ENGLISH_MONTHS, EPOCH, PeriodReader, Periods, Span, month_span
from tripoint.harmonise.restricted import restricted_batches
from tripoint.harmonise.rows import Codes, Context, Rows, constant
from tripoint.harmonise.values import number, parse_number
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout

KIND, MEASURE = "analysis_summaries", "drug_content_percent"
AUTHORITY, SAMPLE, VISIT, EXPECTED, CONTENT = "Health Authority", "Sample ID", "Visit Date", "Drug", "Quant"
RESTRICTED = {"collection_site": "Collection Site", "city": "City/Town"}
DAY = day_in(VISIT)
_TAIL_BYTES = 16
_WHOLE_CONTENT = re.compile(rb",\d{1,3}\.\d\Z")
_MONTH_IN_NAME = re.compile(r"(?<![a-z])([a-z]{3,9})[ _-]+(\d{4})(?!\d)", re.IGNORECASE)


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path,
        encoding=layout.encoding,
        columns=layout.columns,
        varied=layout.varied,
        problems=problems,
        may_end_open=True,
    )
    ends_whole(path, problems)
    reader = FigureReader(
        kind=KIND,
        key=(SAMPLE,),
        period=MONTH,
        values={MEASURE: number(CONTENT)},
        codes={
            "sample": row_number,
            "result": constant("quantified"),
            "place": lookup("health_authority", AUTHORITY),
            "substance": constant("fentanyl"),
            "expected": published(EXPECTED),
            "category": lookup("category", "Category"),
        },
        checks=(
            has_number,
            known(lookup("expected", EXPECTED)),
            is_per_cent,
            *((in_month(span),) if (span := month_of(path.name)) else ()),
        ),
    )
    yield from reader.read(table, context, problems)
    for batch in table.batches():
        yield from restricted_batches(Rows(batch, context, problems), KIND, RESTRICTED)


def ends_whole(path: Path, problems: Problems) -> None:
    """A last line without its end is whole if its content has the one decimal that the publisher writes."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        tail = file.read()
    if not tail.endswith((b"\n", b"\r")) and not _WHOLE_CONTENT.search(tail):
        problems.add("truncated")
        problems.raise_if_any()


def month_of(file: str) -> Span | None:
    """The month that a file's name tells, however it is spelt ("MAy 2024"); None if it tells none."""
    for word, year in _MONTH_IN_NAME.findall(file):
        if month := ENGLISH_MONTHS.get(word.lower()):
            return month_span(int(year), month)
    return None


def _months(rows: Rows) -> Periods:
    months = DAY(rows).starts.astype("datetime64[D]").astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int32)
    return Periods(first, (months + 1).astype("datetime64[D]").astype(np.int32) - 1)


MONTH = PeriodReader((VISIT,), _months)
"""The month of the visit: a day with a health authority can be one person's."""


def row_number(rows: Rows) -> Codes:
    """A name for each sample that is not the number by which its bearer asks for the result."""
    names = tuple(f"{rows.context.snapshot[:12]}-{number}" for number in rows.batch.rows.to_pylist())
    return Codes(np.arange(rows.count, dtype=np.int32), names or (None,))


def has_number(rows: Rows) -> None:
    """A sample must have a number, by which a row that stands twice is known."""
    indices, texts = rows.distinct(SAMPLE)
    bad = [at for at, text in enumerate(texts) if not text.strip()]
    rows.reject("bad_cell", SAMPLE, texts, bad, indices, "a number of the sample")


def is_per_cent(rows: Rows) -> None:
    """No sample holds more than all of itself; what is no number is told where it is read."""
    indices, texts = rows.distinct(CONTENT)
    bad = [at for at, text in enumerate(texts) if (parse_number(text, whole=False) or 0) > 100]
    rows.reject("bad_cell", CONTENT, texts, bad, indices, "0 to 100 per cent")


def in_month(span: Span) -> Check:
    """Every visit lies in the month that the file's name tells: a row of another month would stand in two files."""
    first, last = (day.toordinal() - EPOCH for day in span)

    def check(rows: Rows) -> None:
        days = DAY(Rows(rows.batch, rows.context, Problems("", ""))).starts  # what is no day is told where it is read
        indices, texts = rows.distinct(VISIT)
        outside = (days != 0) & ((days < first) | (days > last))
        bad = sorted(set(indices[outside].tolist()))
        rows.reject(
            "bad_cell", VISIT, texts, bad, indices, f"a day from {span[0]} to {span[1]}, as the file's name says"
        )

    return check
