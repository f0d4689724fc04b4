"""A publisher's table as columns of text, batch by batch, before anything is understood."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True)
class TextBatch:
    """Some rows. `columns` holds text columns (plain or dictionary); row numbers count the header as row 1."""

    columns: pa.RecordBatch
    rows: pa.Array  # int64, the row of the file each row stands in


@dataclass(frozen=True)
class TextTable:
    """A whole table; `batches()` can be called again and reads the file again."""

    file: str
    batches: Callable[[], Iterator[TextBatch]]


def table_of(file: str, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str | None]]]) -> TextTable:
    """A table held in memory. rows: (row of the file, cells in the order of the header)."""
    listed = list(rows)
    columns = list(zip(*(cells for _, cells in listed), strict=True)) if listed else [[] for _ in header]
    batch = TextBatch(
        pa.record_batch({name: pa.array(cells, pa.string()) for name, cells in zip(header, columns, strict=True)}),
        pa.array([row for row, _ in listed], pa.int64()),
    )
    return TextTable(file, lambda: iter((batch,)))
