"""What must hold of columns that become no figure: known marks, numbers, two columns that say one thing."""

from collections.abc import Callable

import numpy as np
import pyarrow.compute as pc

from tripoint.errors import Problems
from tripoint.harmonise.rows import Coder, Rows
from tripoint.harmonise.values import parse_number
from tripoint.ingest.table import TextTable

Check = Callable[[Rows], None]
"""Adds to the problems of the rows; changes nothing."""


def known(coder: Coder) -> Check:
    """Every text of the column must have a code; the code itself is not kept."""

    def check(rows: Rows) -> None:
        coder(rows)

    return check


def numeric(column: str, *, besides: tuple[str, ...] = ()) -> Check:
    """Every cell must be a number ≥ 0 or one of the marks."""

    def check(rows: Rows) -> None:
        indices, texts = rows.distinct(column)
        bad = [i for i, t in enumerate(texts) if t not in besides and parse_number(t, whole=False) is None]
        rows.reject("not_a_number", column, texts, bad, indices, "")

    return check


def blank(column: str) -> Check:
    """No cell may hold anything."""

    def check(rows: Rows) -> None:
        indices, texts = rows.distinct(column)
        bad = [i for i, text in enumerate(texts) if text.strip()]
        rows.reject("value_and_reason", column, texts, bad, indices, "")

    return check


def agree(first: Coder, second: Coder, *, columns: tuple[str, str]) -> Check:
    """Two columns that say the same thing in other words must have the same code.

    An absent code says nothing. columns: the columns that the two coders read.
    """

    def check(rows: Rows) -> None:
        left, right = first(rows), second(rows)
        (left_at, left_texts), (right_at, right_texts) = rows.distinct(columns[0]), rows.distinct(columns[1])
        pairs = left_at.astype(np.int64) * len(right_texts) + right_at
        found, rows_of, counts = np.unique(pairs, return_index=True, return_counts=True)
        for pair, row, count in zip(found, rows_of, counts, strict=True):
            one, other = left.values[left.indices[row]], right.values[right.indices[row]]
            if one is not None and other is not None and one != other:
                value = f"{left_texts[pair // len(right_texts)]} | {right_texts[pair % len(right_texts)]}"
                rows.problems.add("contradiction", column=" | ".join(columns), value=value, rows=int(count))

    return check


def only_text(table: TextTable, column: str, problems: Problems) -> str | None:
    """The one text a column holds in all rows; several are problems, and None is given if there is none."""
    counts: dict[str, int] = {}
    for batch in table.batches():
        for entry in pc.value_counts(batch.columns.column(column)).to_pylist():
            counts[entry["values"] or ""] = counts.get(entry["values"] or "", 0) + entry["counts"]
    if len(counts) > 1:
        for text, rows in counts.items():
            problems.add("not_constant", column=column, value=text, rows=rows)
    return next(iter(counts), None)
