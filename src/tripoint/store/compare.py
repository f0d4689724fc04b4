"""Two ledgers, record by record: every kind as sorted rows, and the manifest."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path

import duckdb
import pyarrow as pa

from tripoint.errors import LedgerError, Problem
from tripoint.protocol.kinds import SCHEMAS
from tripoint.store import tables
from tripoint.store.manifest import Snapshot
from tripoint.store.scan import batches, bounded, relation
from tripoint.store.tables import Logged
from tripoint.store.verify import check_file

BATCH = 100_000

Log = dict[str, tuple[Logged, ...]]


def differences(one: Path, other: Path, lines: Sequence[Snapshot], stack: ExitStack) -> Iterator[Problem]:
    """What the records of these snapshots, and their lines, have that is not the same in both.

    A table of `one` whose log or files are broken is named, and its records are not compared.
    """
    connections = [stack.enter_context(bounded(folder, stack)) for folder in (one, other)]
    theirs = {line.key: line for line in tables.read_manifest(other)}
    problems, broken, log = _sound(one)
    yield from problems
    logs: list[Log] = [log, {kind: tables.logged(other, kind) for kind in tables.kinds()}]
    for line in lines:
        if theirs.get(line.key) != line:
            yield Problem("ledger_rebuilt_differs", line.source, line.file, tables.SNAPSHOTS, detail="its line")
        for kind in tables.kinds():
            if broken & {(kind, ""), (kind, line.source)}:
                continue
            sides = [
                _rows(folder, connection, kind, line, [f.path for f in log[kind] if f.source == line.source])
                for folder, connection, log in zip((one, other), connections, logs, strict=True)
            ]
            try:
                difference = _first_difference(*sides)
            except duckdb.Error as error:  # only a file without a hash in its name comes so far
                detail = str(error).splitlines()[0][:160]
                yield Problem("ledger_file_unreadable", line.source, f"{kind}, {line.file}", detail=detail)
                continue
            if difference is not None:
                detail = f"rows from {difference * BATCH + 1} on, sorted"
                yield Problem("ledger_rebuilt_differs", line.source, line.file, kind, detail=detail)


def _sound(ledger: Path) -> tuple[list[Problem], set[tuple[str, str]], Log]:
    """What is broken, (kind, source) of it or (kind, "") of a whole table, and the logs that can be read."""
    problems: list[Problem] = []
    broken: set[tuple[str, str]] = set()
    log: Log = {}
    for kind in tables.kinds():
        try:
            log[kind] = tables.logged(ledger, kind)
        except LedgerError as error:
            problems.append(Problem("ledger_log_broken", "ledger", f"{kind}/_delta_log", detail=error.message))
            broken.add((kind, ""))
            continue
        found = [(file, problem) for file in log[kind] if (problem := check_file(ledger, kind, file))]
        problems += [problem for _, problem in found]
        broken |= {(kind, file.source) for file, _ in found}
    return problems, broken, log


def _first_difference(one: Iterator[pa.Table], other: Iterator[pa.Table]) -> int | None:
    """The number of the first batch that is not the same in both."""
    for number, (mine, yours) in enumerate(zip_longest(one, other)):
        if mine is None or yours is None or not mine.equals(yours):
            return number
    return None


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
