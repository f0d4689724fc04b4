"""Models of firearms prohibited in Canada: one row is a model with its reference number and an amount."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.codes import published
from tripoint.harmonise.combined import coded
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.periods import same_period
from tripoint.harmonise.rows import Context, Rows, constant
from tripoint.harmonise.values import ValueReader, Values, number
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextBatch, TextTable, held
from tripoint.protocol.missing import Missing
from tripoint.registry.names import normalise

NUMBER, MAKE, MODEL, AMOUNT = "Firearm Reference Number", "Make", "Model", "Individual Amount"
NO_AMOUNT = {"0": Missing.not_available}
"""Those who made the table wrote 0 where the page shows no number."""


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    published_rows = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    table, repeated = once_each(held(published_rows), layout.columns)
    yield from models(context).read(table, context, problems)
    if repeated:
        problems.remarks.append(f"{repeated:,} rows repeat a row before them in every column and are counted once")


def models(context: Context) -> FigureReader:
    """How the rows become models: one record that it is listed, one of its amount."""
    return FigureReader(
        kind="firearms",
        key=(NUMBER,),
        period=same_period(context.recorded_at, context.recorded_at),
        values={
            "prohibited_models_listed": ValueReader(NUMBER, one_each),
            "compensation_offered_cad": number(AMOUNT, missing=NO_AMOUNT),
        },
        codes={
            "described": constant("model"),
            "category": constant("prohibited"),
            "reference_number": published(NUMBER),
            "maker": coded((MAKE,), maker_in(context)),
            "maker_as_written": published(MAKE),
            "model": published(MODEL),
        },
        checks=(is_reference_number, is_named),
    )


def once_each(table: TextTable, columns: tuple[str, ...]) -> tuple[TextTable, int]:
    """The rows without those that repeat an earlier one in every column, and how many they were."""
    seen: Counter[tuple[str, ...]] = Counter()
    batches = []
    for batch in table.batches():
        cells = [batch.columns.column(name).cast(pa.string()).to_pylist() for name in columns]
        first = []
        for row in zip(*cells, strict=True):
            seen[row] += 1
            first.append(seen[row] == 1)
        mask = pa.array(first, pa.bool_())
        batches.append(TextBatch(batch.columns.filter(mask), batch.rows.filter(mask)))
    return TextTable(table.file, lambda: iter(batches)), seen.total() - len(seen)


def one_each(rows: Rows) -> Values:
    """A row is one model."""
    return Values(pa.array(np.ones(rows.count), pa.float64()), None, None)


def maker_in(context: Context) -> Callable[[tuple[str, ...]], str | None]:
    """The maker as published; none where the text says unknown, or ends in the words for a kind of weapon."""
    no_maker = context.lookups["no_maker"]

    def maker(texts: tuple[str, ...]) -> str | None:
        words = normalise(texts[0]).split()
        ends = (" ".join(words[at:]) for at in range(1, len(words)))
        is_kind = any(code_for(no_maker, end) == "kind" for end in ends)
        return None if is_kind or code_for(no_maker, texts[0]) else " ".join(texts[0].split()) or None

    return maker


def is_reference_number(rows: Rows) -> None:
    """Up to seven digits."""
    indices, texts = rows.distinct(NUMBER)
    bad = [at for at, text in enumerate(texts) if not (text.isascii() and text.isdecimal() and len(text) <= 7)]
    rows.reject("bad_cell", NUMBER, texts, bad, indices, "up to seven digits")


def is_named(rows: Rows) -> None:
    """Neither maker nor model may be blank."""
    for column in (MAKE, MODEL):
        blank = sum(not (text or "").strip() for text in rows.text(column).to_pylist())
        if blank:
            rows.problems.add("unexplained_blank", column=column, rows=blank)
