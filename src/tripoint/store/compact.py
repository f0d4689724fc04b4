"""Compaction: many files of a table become few, sorted so that a question reads little. No record changes.

The records of a snapshot stand together, snapshots of a series in the order in which they were known; within a
snapshot by measure, substance, period and place. So the current records of a series lie in few files, and a question
for a measure, a substance and some months reads the row groups that hold them. Files that go are taken out of the log
in the step that puts the new ones in; they stay on the disk for readers at work until `vacuum`.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tripoint.errors import LedgerError
from tripoint.protocol.kinds import SCHEMAS
from tripoint.store import tables
from tripoint.store.scan import batches, bounded, columns, relation
from tripoint.store.sealed import hash_in_name, seal
from tripoint.store.stops import stop
from tripoint.store.tables import Logged, Part
from tripoint.store.verify import Watch, check_file
from tripoint.store.writer import FILE_BYTES, Writer, disk

ORDER = ("series", "known", "snapshot", "measure", "substance", "period_start", "place", "place_from", "source_row",
         "source_column", "origin")  # fmt: skip
"""Of those columns that a kind has; `known` is the day of the manifest's line."""
GROUP_ROWS = 122_880
"""Rows of a row group, the least part of a file that a question reads."""


@dataclass(frozen=True)
class Compacted:
    """How many files went, and how many came for them."""

    before: int = 0
    after: int = 0


def compact(writer: Writer, *, watch: Watch | None = None) -> Compacted:
    """Rewrites small and unsorted files. Raises LedgerError if one of them is broken; nothing of its table changes then."""
    work = [(kind, source, chosen) for kind in tables.kinds() for source, chosen in _chosen(writer.ledger, kind)]
    before = after = 0
    for done, (kind, source, chosen) in enumerate(work):
        parts = _rewrite(writer.ledger, kind, source, chosen)
        before, after = before + len(chosen), after + len(parts)
        if watch:
            watch(f"{kind}, {source}", done + 1, len(work))
    return Compacted(before, after)


def _chosen(ledger: Path, kind: str) -> list[tuple[str, list[Logged]]]:
    """By source, the files that are worth rewriting: all but large sorted ones, where that makes fewer or sorts them."""
    by_source: dict[str, list[Logged]] = {}
    for file in tables.logged(ledger, kind):
        is_sorted = file.stem == tables.COMPACTED and hash_in_name(Path(file.path)) is not None
        if not is_sorted or file.size < FILE_BYTES // 2:
            by_source.setdefault(file.source, []).append(file)
    return [(source, files) for source, files in sorted(by_source.items()) if _is_worth_it(files)]


def _is_worth_it(files: Sequence[Logged]) -> bool:
    if len(files) > 1:
        return True
    (only,) = files
    return (only.stem != tables.COMPACTED and (only.rows or 0) > GROUP_ROWS) or hash_in_name(Path(only.path)) is None


def _rewrite(ledger: Path, kind: str, source: str, chosen: Sequence[Logged]) -> list[Part]:
    for file in chosen:
        if check_file(ledger, kind, file):
            raise LedgerError(
                "a file of it is missing or broken",
                where=str(tables.table_path(ledger, kind) / file.path),
                cure="Run `tripoint ledger repair`, then compact again.",
            )
    with disk(ledger), ExitStack() as stack:
        connection = stack.enter_context(bounded(ledger, stack))
        connection.register("lines", _days(ledger, source))
        paths = [str(tables.table_path(ledger, kind) / file.path) for file in chosen]
        sort = [name for name in ORDER if name in (*SCHEMAS[kind].names, "known")]
        query = (
            f"SELECT held.* FROM {relation(connection, kind, paths)} AS held LEFT JOIN "
            f"(SELECT snapshot, min(known) AS known FROM lines GROUP BY ALL) AS days USING (snapshot) "
            f"ORDER BY {columns(sort)}"
        )
        parts = write_files(ledger, kind, source, tables.COMPACTED, connection, query)
        stop("compact: file written")
        held, written = sum(f.rows or 0 for f in chosen), sum(part.rows for part in parts)
        if None not in [f.rows for f in chosen] and held != written:
            discard(ledger, parts)
            raise LedgerError(f"{written} records were written of {held}", where=str(ledger), cure="Report this error.")
        tables.replace(ledger, kind, chosen, parts, is_new=False)
        stop("compact: files replaced")
    return parts


def _days(ledger: Path, source: str) -> pa.Table:
    lines = [line for line in tables.read_manifest(ledger) if line.source == source]
    return pa.table(
        {
            "snapshot": pa.array([line.snapshot for line in lines], pa.string()),
            "known": pa.array([line.recorded_at for line in lines], pa.date32()),
        }
    )


def write_files(
    ledger: Path, kind: str, source: str, stem: str, connection: duckdb.DuckDBPyConnection, query: str
) -> list[Part]:
    """The rows of a query as Parquet files of some 64 MB, in its order; nothing is left of them on an error."""
    folder = tables.table_path(ledger, kind) / f"{tables.PARTITION}={source}"
    schema = pa.schema([field for field in SCHEMAS[kind] if field.name != tables.PARTITION])
    parts: list[Part] = []
    path, rows = None, 0
    writer: pq.ParquetWriter | None = None
    try:
        for batch in batches(connection, query, rows=GROUP_ROWS):
            if not batch.num_rows:
                continue
            if writer is None:
                path, rows = tables.free_name(folder, stem), 0
                writer = pq.ParquetWriter(path, schema, compression="zstd", compression_level=3)
            writer.write_batch(batch.cast(schema), row_group_size=GROUP_ROWS)
            rows += batch.num_rows
            if path is not None and path.stat().st_size >= FILE_BYTES:
                writer.close()
                parts.append(_part(kind, source, folder, path, rows))
                writer = None
        if writer is not None and path is not None:
            writer.close()
            parts.append(_part(kind, source, folder, path, rows))
    except BaseException:
        if path is not None:
            path.unlink(missing_ok=True)
        discard(ledger, parts)
        raise
    return parts


def _part(kind: str, source: str, folder: Path, path: Path, rows: int) -> Part:
    sealed = seal(path)
    return Part(kind, source, f"{folder.name}/{sealed.name}", rows, sealed.stat().st_size)


def discard(ledger: Path, parts: Sequence[Part]) -> None:
    """Deletes files that were not put into the log."""
    for part in parts:
        (tables.table_path(ledger, part.kind) / part.path).unlink(missing_ok=True)
