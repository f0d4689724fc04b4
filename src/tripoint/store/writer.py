"""Writing the ledger: one writer at a time, a snapshot whole or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from tripoint.errors import LedgerBusy
from tripoint.store import tables
from tripoint.store.manifest import Snapshot

FILE_BYTES = 64 << 20
LOCK_SECONDS = 10.0
EPOCH = date(1970, 1, 1)


@dataclass
class _Open:
    writer: pq.ParquetWriter
    path: str
    rows: int = 0
    bytes: int = 0


@dataclass
class Parts:
    """The Parquet files of one snapshot while they are written: in the tables' folders, not in their logs."""

    ledger: Path
    source: str
    snapshot: str
    done: list[tables.Part] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    periods: set[tuple[int, int]] = field(default_factory=set)
    is_committed: bool = False
    _open: dict[str, _Open] = field(default_factory=dict)

    def write(self, kind: str, batch: pa.RecordBatch) -> None:
        """Adds a batch of a record kind; it carries every column of the kind."""
        self._note_periods(kind, batch)
        batch = batch.drop_columns([tables.PARTITION])
        file = self._open.get(kind) or self._start(kind, batch.schema)
        file.writer.write_batch(batch, row_group_size=max(batch.num_rows, 1))
        file.rows += batch.num_rows
        self.rows[kind] = self.rows.get(kind, 0) + batch.num_rows
        path = tables.table_path(self.ledger, kind) / file.path
        if path.stat().st_size >= FILE_BYTES:
            self._finish(kind)

    def close(self) -> None:
        for kind in list(self._open):
            self._finish(kind)

    def discard(self) -> None:
        """Deletes everything written; the ledger is as before.

        Once the commit has begun nothing is deleted here: files may be in a table's log already, and
        the next writer sweeps rows that have no line in the manifest.
        """
        if self.is_committed:
            return
        for file in self._open.values():
            file.writer.close()
        for kind, relative in [(k, f.path) for k, f in self._open.items()] + [(p.kind, p.path) for p in self.done]:
            (tables.table_path(self.ledger, kind) / relative).unlink(missing_ok=True)

    def spans(self) -> tuple[tuple[date, date], ...]:
        """The distinct periods of the records written, sorted."""
        return tuple((EPOCH + timedelta(days=a), EPOCH + timedelta(days=b)) for a, b in sorted(self.periods))

    def _note_periods(self, kind: str, batch: pa.RecordBatch) -> None:
        if kind not in ("figures", "flows") or not batch.num_rows:
            return
        starts = batch["period_start"].cast(pa.int32()).to_numpy().astype(np.int64)
        ends = batch["period_end"].cast(pa.int32()).to_numpy().astype(np.int64)
        for packed in pc.unique(pa.array((starts << 24) + (ends - starts))).to_pylist():
            self.periods.add((packed >> 24, (packed >> 24) + (packed & 0xFFFFFF)))

    def _start(self, kind: str, schema: pa.Schema) -> _Open:
        number = sum(1 for part in self.done if part.kind == kind)
        relative = f"{tables.PARTITION}={self.source}/{self.snapshot[:24]}-{number:04}.parquet"
        path = tables.table_path(self.ledger, kind) / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        self._open[kind] = _Open(pq.ParquetWriter(path, schema, compression="zstd", compression_level=1), relative)
        return self._open[kind]

    def _finish(self, kind: str) -> None:
        file = self._open.pop(kind)
        file.writer.close()
        size = (tables.table_path(self.ledger, kind) / file.path).stat().st_size
        self.done.append(tables.Part(kind, self.source, file.path, file.rows, size))


@dataclass(frozen=True)
class Writer:
    """The one writer, holding the ledger's lock."""

    ledger: Path

    def has(self, source: str, series: str, snapshot: str) -> bool:
        return any(
            (s.source, s.series, s.snapshot) == (source, series, snapshot) for s in tables.read_manifest(self.ledger)
        )

    def begin(self, source: str, snapshot: str) -> Parts:
        return Parts(self.ledger, source, snapshot)

    def keep(self, parts: Parts, snapshot: Snapshot) -> None:
        """Commits the parts, then the manifest line that makes them visible."""
        parts.close()
        parts.is_committed = True
        for kind in tables.kinds():
            tables.add(self.ledger, kind, [part for part in parts.done if part.kind == kind])
        tables.append_manifest(self.ledger, [snapshot])

    def sweep(self) -> None:
        """Removes leftovers of a run that was killed: rows of unlisted snapshots, files outside the log."""
        listed = {s.snapshot for s in tables.read_manifest(self.ledger)}
        for kind in tables.kinds():
            unlisted = leftovers(self.ledger, kind, listed)
            if unlisted:
                tables.remove_snapshots(self.ledger, kind, unlisted)
            for file in tables.stray_files(self.ledger, kind):
                file.unlink()


def leftovers(ledger: Path, kind: str, listed: Iterable[str]) -> list[str]:
    """Snapshots with rows in the table but without a line in the manifest."""
    known = {s[:24] for s in listed}
    unlisted: set[str] = set()
    for file in tables.files(ledger, kind):
        if Path(file).name[:24] not in known:
            unlisted.update(pq.read_table(file, columns=["snapshot"])["snapshot"].unique().to_pylist())
    return sorted(unlisted)


@contextmanager
def writing(ledger: Path, *, wait_seconds: float = LOCK_SECONDS) -> Iterator[Writer]:
    """Holds the ledger's lock, sweeps leftovers, and gives the writer.

    The lock is the operating system's and ends with its process. Raises LedgerBusy after `wait_seconds`.
    """
    ledger.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(ledger / "writer.lock"))
    try:
        with lock.acquire(timeout=wait_seconds):
            writer = Writer(ledger)
            writer.sweep()
            yield writer
    except Timeout:
        raise LedgerBusy(
            "another process is writing", where=str(ledger), cure="Wait until it has ended, then try again."
        ) from None
