"""Cells that may identify someone or something → records of the kind *restricted*."""

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tripoint.harmonise.figures import shaped
from tripoint.harmonise.rows import Rows


def restricted_batches(rows: Rows, kind: str, fields: Mapping[str, str]) -> Iterator[tuple[str, pa.RecordBatch]]:
    """("restricted", batch) per entry of `fields`, a record for each cell that is not blank.

    kind: the record kind of the rows. fields: what a cell is (case_number …) → its column.
    """
    for field, column in fields.items():
        text = pc.utf8_trim_whitespace(pc.fill_null(rows.text(column), ""))
        mask = pc.not_equal(text, "")
        if rows.kept is not None:
            mask = pc.and_(mask, pa.array(rows.kept))
        kept, context = text.filter(mask), rows.context
        same = {"source": context.source, "series": context.series, "snapshot": context.snapshot,
                "origin": context.origin, "kind": kind, "field": field, "source_column": column}  # fmt: skip
        columns: dict[str, pa.Array | None] = {
            **{name: pa.repeat(pa.scalar(value, pa.string()), len(kept)) for name, value in same.items()},
            "source_row": rows.batch.rows.filter(mask),
            "version": pa.array(np.ones(len(kept), dtype=np.int64)),
            "recorded_at": pa.repeat(pa.scalar(context.recorded_at, pa.date32()), len(kept)),
            "text": kept,
        }
        yield "restricted", shaped("restricted", columns, len(kept))
