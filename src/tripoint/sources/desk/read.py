"""Lines of a desk's outbox, as `pipeline/from_desk.py` wrote them, to the records that were signed off."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.figures import shaped
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.protocol.kinds import SCHEMAS
from tripoint.protocol.outbox import SIGNED, Unfit, of_line
from tripoint.protocol.signed import Signed

AT_A_TIME = 20_000
Numbered = list[tuple[int, Signed]]


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    """One record a line; the line is its row."""
    waiting: dict[str, Numbered] = {kind: [] for kind in SIGNED}
    with path.open(encoding=layout.encoding, newline="\n") as file:
        for row, text in enumerate(file, 1):
            try:
                kind, record = of_line(text)
            except Unfit as error:
                problems.add("outbox_line_unfit", value=str(row), detail=str(error))
                continue
            waiting[kind].append((row, record))
            if len(waiting[kind]) == AT_A_TIME:
                yield kind, _batch(kind, waiting[kind], context)
                waiting[kind] = []
    for kind, rows in waiting.items():
        if rows:
            yield kind, _batch(kind, rows, context)


def _batch(kind: str, rows: Sequence[tuple[int, Signed]], context: Context) -> pa.RecordBatch:
    shared = {
        "source": context.source, "series": context.series, "snapshot": context.snapshot, "source_column": "record",
        "origin": context.origin,
    }  # fmt: skip
    told = [{**shared, "source_row": row, **record.model_dump()} for row, record in rows]
    columns = {field.name: pa.array([each[field.name] for each in told], field.type) for field in SCHEMAS[kind]}
    return shaped(kind, columns, len(told))
