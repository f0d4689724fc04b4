"""The records of one source and kind, counted and compared on DuckDB with a bounded memory."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa

from tripoint.errors import LedgerError, Problem
from tripoint.protocol.kinds import SCHEMAS
from tripoint.store import tables
from tripoint.store.manifest import Snapshot
from tripoint.store.tables import Key, Logged

MEMORY = "1GB"
_ID = ("series", "snapshot", "source_row", "source_column", "measure", "kind", "field", "version")
"""What tells one record of a source from another, of those columns that its kind has."""
_TYPES = {
    pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.date32(): "DATE", pa.bool_(): "BOOLEAN",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What one source's records of one kind came to."""

    problems: tuple[Problem, ...] = ()
    broken: frozenset[Key] = frozenset()
    records: int = 0


class Scan:
    """A DuckDB connection that holds little in memory and spills the rest beside the ledger."""

    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger
        self._stack = ExitStack()

    def __enter__(self) -> "Scan":
        self.connection = self._stack.enter_context(bounded(self.ledger, self._stack))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def check(
        self,
        kind: str,
        source: str,
        logs: dict[str, tuple[Logged, ...]],
        listed: Sequence[Snapshot],
        bad: set[tuple[str, str]],
    ) -> Found:
        """Counts by snapshot against the manifest, ids that stand twice, origins that are not held.

        bad: (kind, path) of files to leave out; those whose footer is whole and whose rows are not are added to it.
        """
        try:
            return self._check(kind, source, logs, listed, bad)
        except duckdb.Error:  # only a file without a hash in its name comes so far
            unreadable = [*self._unreadable(kind, source, logs, bad), *self._unreadable("origins", source, logs, bad)]
            if not unreadable:
                raise
            found = self.check(kind, source, logs, listed, bad)
            return Found((*unreadable, *found.problems), found.broken, found.records)

    def _unreadable(
        self, kind: str, source: str, logs: dict[str, tuple[Logged, ...]], bad: set[tuple[str, str]]
    ) -> list[Problem]:
        problems = []
        for path in self._sound(kind, source, logs, bad):
            try:
                rows = relation(self.connection, kind, [path])
                self.connection.execute(f"SELECT max(hash(held)) FROM {rows} AS held").fetchall()
            except duckdb.Error as error:
                inside = Path(path).relative_to(tables.table_path(self.ledger, kind)).as_posix()
                detail = str(error).splitlines()[0][:160]
                problems.append(Problem("ledger_file_unreadable", source, f"{kind}/{inside}", detail=detail))
                bad.add((kind, inside))
        return problems

    def _check(
        self,
        kind: str,
        source: str,
        logs: dict[str, tuple[Logged, ...]],
        listed: Sequence[Snapshot],
        bad: set[tuple[str, str]],
    ) -> Found:
        counts = self._counts(kind, self._sound(kind, source, logs, bad))
        problems, broken = _compare(kind, source, counts, [line for line in listed if line.source == source])
        if counts:
            rows = relation(self.connection, kind, self._sound(kind, source, logs, bad))
            found = [*self._twice(kind, source, rows, listed)]
            if not any(k == "origins" and f"={source}/" in path for k, path in bad):
                found += self._orphans(kind, source, rows, self._sound("origins", source, logs, bad), listed)
            problems += [problem for problem, _ in found]
            broken |= {key for _, key in found}
        return Found(tuple(problems), frozenset(broken), sum(counts.values()))

    def _sound(
        self, kind: str, source: str, logs: dict[str, tuple[Logged, ...]], bad: set[tuple[str, str]]
    ) -> list[str]:
        folder = tables.table_path(self.ledger, kind)
        return [
            str(folder / file.path) for file in logs[kind] if file.source == source and (kind, file.path) not in bad
        ]

    def _counts(self, kind: str, files: list[str]) -> dict[tuple[str, str], int]:
        """(series, snapshot) → rows; series is "" in a kind that has none."""
        if not files:
            return {}
        series = "series" if "series" in SCHEMAS[kind].names else "''"
        rows = self.connection.execute(
            f"SELECT {series}, snapshot, count(*) FROM {relation(self.connection, kind, files)} GROUP BY ALL"
        ).fetchall()
        return {(a, b): n for a, b, n in rows}

    def _twice(self, kind: str, source: str, rows: str, listed: Sequence[Snapshot]) -> Iterator[tuple[Problem, Key]]:
        """Ids by their hash first: eight bytes a record, whatever their length; then those alone by what they are."""
        names = [name for name in _ID if name in SCHEMAS[kind].names]
        if "source_row" not in names:
            names = ["snapshot", "origin"]
        ids = columns(names)
        hashed = f"hash({ids})"
        suspects = self.connection.execute(
            f"SELECT h FROM (SELECT {hashed} AS h FROM {rows}) GROUP BY h HAVING count(*) > 1 LIMIT 100000"
        ).fetchall()
        if not suspects:
            return
        self.connection.register("suspects", pa.table({"h": pa.array([h for (h,) in suspects], pa.uint64())}))
        series = "series" if "series" in names else "''"
        told = columns([name for name in names if name not in ("series", "snapshot")])
        found = self.connection.execute(
            f"SELECT {series}, snapshot, sum(n - 1)::BIGINT, min(told) FROM (SELECT {ids}, count(*) AS n, "
            f"concat_ws('/', {told}) AS told FROM {rows} WHERE {hashed} IN (SELECT h FROM suspects) "
            f"GROUP BY {ids} HAVING count(*) > 1) GROUP BY 1, 2 ORDER BY 1, 2"
        ).fetchall()
        self.connection.unregister("suspects")
        for name, snapshot, surplus, first in found:
            lines = _lines(listed, source, name, snapshot)
            if not name and len(lines) > 1:
                continue  # the same bytes in two series: each has brought the origin
            for line in lines:
                yield Problem("ledger_record_twice", source, line.file, kind, first, surplus), line.key

    def _orphans(
        self, kind: str, source: str, rows: str, origins: list[str], listed: Sequence[Snapshot]
    ) -> Iterator[tuple[Problem, Key]]:
        if "origin" not in SCHEMAS[kind].names or kind == "origins":
            return
        held = "SELECT NULL AS origin WHERE false"
        if origins:
            held = f"SELECT origin FROM {relation(self.connection, 'origins', origins)}"
        found = self.connection.execute(
            f"SELECT series, snapshot, count(*), min(origin) FROM {rows} ANTI JOIN ({held}) AS held USING (origin) "
            "GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        for series, snapshot, count, first in found:
            for line in _lines(listed, source, series, snapshot):
                yield Problem("ledger_origin_missing", source, line.file, kind, first, count), line.key


def _compare(
    kind: str, source: str, counts: dict[tuple[str, str], int], listed: Sequence[Snapshot]
) -> tuple[list[Problem], set[Key]]:
    """Rows held against rows promised. A kind without series is compared by the bytes alone."""
    has_series = "series" in SCHEMAS[kind].names
    promised: Counter[tuple[str, str]] = Counter()
    for line in {line.key: line for line in listed}.values():
        promised[line.series if has_series else "", line.snapshot] += getattr(line, kind, 0)
    problems: list[Problem] = []
    broken: set[Key] = set()
    for (series, snapshot), count in sorted(promised.items()):
        held = counts.get((series, snapshot), 0)
        if held != count:
            mine = _lines(listed, source, series, snapshot)
            problems.append(Problem("ledger_rows_differ", source, mine[0].file, kind, rows=held, detail=str(count)))
            broken |= {line.key for line in mine}
    for (series, snapshot), count in sorted(counts.items()):
        if (series, snapshot) not in promised:
            problems.append(Problem("ledger_rows_unlisted", source, snapshot[:16], kind, series, count))
    return problems, broken


def _lines(listed: Iterable[Snapshot], source: str, series: str, snapshot: str) -> list[Snapshot]:
    """The manifest's lines of a snapshot; of all its series where the kind has none."""
    return [
        line for line in listed if (line.source, line.snapshot) == (source, snapshot) and series in ("", line.series)
    ]


def bounded(ledger: Path, stack: ExitStack) -> duckdb.DuckDBPyConnection:
    """A connection that spills to a folder of its own, beside the ledger's tables or else where the system says."""
    try:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix=tables.SPILL, dir=ledger))
    except OSError:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix=tables.SPILL))
    threads = min(os.cpu_count() or 1, 4)  # each holds memory of its own
    return duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "temp_directory": folder,
            "preserve_insertion_order": False,
            "threads": threads,
        }
    )


def columns(names: Iterable[str]) -> str:
    """Names of columns as SQL; some are words of SQL."""
    return ", ".join(f'"{name}"' for name in names)


def relation(connection: duckdb.DuckDBPyConnection, kind: str, files: Sequence[str]) -> str:
    """Files of one kind as SQL, with every column of the kind in its order; columns that all files lack are null.

    Raises LedgerError for a column that this version of the program does not know.
    """
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    rows = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
    held = {name for name, *_ in connection.execute(f"DESCRIBE FROM {rows}").fetchall()}
    unknown = held - set(SCHEMAS[kind].names)
    if unknown:
        raise LedgerError(
            f"table {kind} has a column '{min(unknown)}' that this version does not know",
            where=files[0],
            cure="Use the version of the program that wrote it, or a later one.",
        )
    chosen = [
        columns([name]) if name in held else f"CAST(NULL AS {_TYPES[field.type]}) AS {columns([name])}"
        for field in SCHEMAS[kind]
        if (name := field.name) != tables.PARTITION
    ]
    return f"(SELECT {', '.join(chosen)} FROM {rows})"


def batches(
    connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[str] = (), *, rows: int
) -> Iterator[pa.RecordBatch]:
    """The rows of a query in its order, so many at a time."""
    reader: pa.RecordBatchReader = connection.sql(query, params=list(values)).to_arrow_reader(rows)
    yield from reader
