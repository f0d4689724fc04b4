"""A publisher's table as columns of text, batch by batch, before anything is understood."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from tripoint.errors import Problems


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


def check_columns(header: Sequence[str], columns: Sequence[str], problems: Problems) -> None:
    """Adds `column_repeated`, `column_missing` and `column_unexpected` where the header is not just `columns`, in any order."""
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            problems.add("column_repeated", column=name, value=str(header.count(name)))
    for name in columns:
        if name not in header:
            problems.add("column_missing", column=name)
    for name in dict.fromkeys(header):
        if name not in columns:
            problems.add("column_unexpected", column=name)


def table_of(file: str, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str | None]]]) -> TextTable:
    """A table held in memory. rows: (row of the file, cells in the order of the header)."""
    listed = list(rows)
    columns: list[tuple[str | None, ...]] = [() for _ in header]
    if listed:
        columns = list(zip(*(cells for _, cells in listed), strict=True))
    batch = TextBatch(
        pa.record_batch({name: pa.array(cells, pa.string()) for name, cells in zip(header, columns, strict=True)}),
        pa.array([row for row, _ in listed], pa.int64()),
    )
    return TextTable(file, lambda: iter((batch,)))


def part_of(table: TextTable, column: str, keep: Callable[[str], bool]) -> TextTable:
    """The rows whose text in `column` `keep` accepts; null reads as ""."""

    def batches() -> Iterator[TextBatch]:
        for batch in table.batches():
            texts = batch.columns.column(column)
            kept = {t: keep(t or "") for t in texts.unique().to_pylist()}
            mask = pa.array([kept[t] for t in texts.to_pylist()], pa.bool_())
            yield TextBatch(batch.columns.filter(mask), batch.rows.filter(mask))

    return TextTable(table.file, batches)


def held(table: TextTable) -> TextTable:
    """The same table, read once and kept in memory; for tables that are small and asked for several times."""
    batches = tuple(table.batches())
    return TextTable(table.file, lambda: iter(batches))
