"""Two ledgers, record by record: every kind as sorted rows, and the manifest."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path

import duckdb
import pyarrow as pa

from tripoint.errors import Problem
from tripoint.protocol.kinds import SCHEMAS
from tripoint.store import tables
from tripoint.store.manifest import Snapshot
from tripoint.store.scan import batches, bounded, relation

BATCH = 100_000


def differences(one: Path, other: Path, lines: Sequence[Snapshot], stack: ExitStack) -> Iterator[Problem]:
    """What the records of these snapshots, and their lines, have that is not the same in both."""
    connections = [stack.enter_context(bounded(folder, stack)) for folder in (one, other)]
    theirs = {line.key: line for line in tables.read_manifest(other)}
    logs = [{kind: tables.logged(folder, kind) for kind in tables.kinds()} for folder in (one, other)]
    for line in lines:
        if theirs.get(line.key) != line:
            yield Problem("ledger_rebuilt_differs", line.source, line.file, tables.SNAPSHOTS, detail="its line")
        for kind in tables.kinds():
            sides = [
                _rows(folder, connection, kind, line, [f.path for f in log[kind] if f.source == line.source])
                for folder, connection, log in zip((one, other), connections, logs, strict=True)
            ]
            for number, (mine, yours) in enumerate(zip_longest(*sides)):
                if mine is None or yours is None or not mine.equals(yours):
                    detail = f"rows from {number * BATCH + 1} on, sorted"
                    yield Problem("ledger_rebuilt_differs", line.source, line.file, kind, detail=detail)
                    break


def _rows(
    ledger: Path, connection: duckdb.DuckDBPyConnection, kind: str, line: Snapshot, paths: Sequence[str]
) -> Iterator[pa.Table]:
    """The records of a snapshot, sorted by all columns, in tables of BATCH rows but for the last."""
    if not paths:
        return
    files = [str(tables.table_path(ledger, kind) / path) for path in paths]
    names = [name for name in SCHEMAS[kind].names if name != tables.PARTITION]
    chosen = "snapshot = ?" + (" AND series = ?" if "series" in names else "")
    values = [line.snapshot, line.series] if "series" in names else [line.snapshot]
    query = f"SELECT * FROM {relation(connection, kind, files)} WHERE {chosen} ORDER BY ALL"
    waiting: list[pa.RecordBatch] = []
    for batch in batches(connection, query, values, rows=BATCH):
        waiting.append(batch)
        if sum(b.num_rows for b in waiting) >= BATCH:
            table = pa.Table.from_batches(waiting)
            yield table.slice(0, BATCH).combine_chunks()
            waiting = table.slice(BATCH).to_batches()
    if sum(b.num_rows for b in waiting):
        yield pa.Table.from_batches(waiting).combine_chunks()
