"""Writing the ledger: one writer at a time, a snapshot whole or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake.exceptions import DeltaError
from filelock import FileLock, Timeout

from tripoint.errors import LedgerBusy, LedgerError
from tripoint.protocol.kinds import DATED
from tripoint.store import kept, leftovers, tables
from tripoint.store.folder import is_ledger
from tripoint.store.manifest import Snapshot
from tripoint.store.sealed import seal
from tripoint.store.stops import stop

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
    series: str
    snapshot: str
    done: list[tables.Part] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    periods: set[tuple[int, int]] = field(default_factory=set)
    is_committed: bool = False
    copy: Path | None = None
    _open: dict[str, _Open] = field(default_factory=dict)

    def write(self, kind: str, batch: pa.RecordBatch) -> None:
        """Adds a batch with every column of a record kind. Raises LedgerError if it cannot."""
        self._note_periods(kind, batch)
        batch = batch.drop_columns([tables.PARTITION])
        with disk(self.ledger):
            file = self._open.get(kind) or self._start(kind, batch.schema)
            file.writer.write_batch(batch, row_group_size=max(batch.num_rows, 1))
            file.rows += batch.num_rows
            self.rows[kind] = self.rows.get(kind, 0) + batch.num_rows
            stop("ingest: first records written")
            path = tables.table_path(self.ledger, kind) / file.path
            if path.stat().st_size >= FILE_BYTES:
                self._finish(kind)

    def close(self) -> None:
        """Raises LedgerError if the last bytes cannot be written."""
        with disk(self.ledger):
            for kind in list(self._open):
                self._finish(kind)
        stop("ingest: all records written")

    def keep_bytes(self, file: Path) -> bool:
        """Keeps a copy of the publisher's file. False if it has changed since its hash was taken."""
        is_new = not kept.path_of(self.ledger, self.snapshot).exists()
        with disk(self.ledger):
            path = kept.keep(self.ledger, file, self.snapshot)
        self.copy = path if is_new else None
        stop("ingest: bytes kept")
        return path is not None

    def discard(self) -> None:
        """Deletes everything written; the ledger is as before.

        Once the commit has begun nothing is deleted here: files may be in a table's log already, and
        the next writer sweeps rows that have no line in the manifest.
        """
        if self.is_committed:
            return
        for file in self._open.values():
            with suppress(OSError, pa.lib.ArrowException):  # a full disk has no room for the footer either
                file.writer.close()
        for kind, relative in [(k, f.path) for k, f in self._open.items()] + [(p.kind, p.path) for p in self.done]:
            (tables.table_path(self.ledger, kind) / relative).unlink(missing_ok=True)
        if self.copy is not None:
            self.copy.unlink(missing_ok=True)

    def spans(self) -> tuple[tuple[date, date], ...]:
        """The distinct periods of the records written, sorted."""
        return tuple((EPOCH + timedelta(days=a), EPOCH + timedelta(days=b)) for a, b in sorted(self.periods))

    def _note_periods(self, kind: str, batch: pa.RecordBatch) -> None:
        if kind not in DATED or not batch.num_rows:
            return
        starts = batch["period_start"].cast(pa.int32()).to_numpy().astype(np.int64)
        ends = batch["period_end"].cast(pa.int32()).to_numpy().astype(np.int64)
        for packed in pc.unique(pa.array((starts << 24) + (ends - starts))).to_pylist():
            self.periods.add((packed >> 24, (packed >> 24) + (packed & 0xFFFFFF)))

    def _start(self, kind: str, schema: pa.Schema) -> _Open:
        folder = tables.table_path(self.ledger, kind) / f"{tables.PARTITION}={self.source}"
        folder.mkdir(parents=True, exist_ok=True)
        path = tables.free_name(folder, tables.stem_of(self.series, self.snapshot))
        relative = f"{folder.name}/{path.name}"
        self._open[kind] = _Open(pq.ParquetWriter(path, schema, compression="zstd", compression_level=1), relative)
        return self._open[kind]

    def _finish(self, kind: str) -> None:
        file = self._open[kind]
        file.writer.close()
        folder = tables.table_path(self.ledger, kind)
        sealed = seal(folder / file.path)
        del self._open[kind]  # not before: what was not finished is discarded
        path = sealed.relative_to(folder).as_posix()
        self.done.append(tables.Part(kind, self.source, path, file.rows, sealed.stat().st_size))


@dataclass
class Writer:
    """The one writer, holding the ledger's lock. checked: (kind, path) of files that it read, and whether they are whole."""

    ledger: Path
    checked: dict[tuple[str, str], bool] = field(default_factory=dict)
    _kept: set[tables.Key] | None = None

    def has(self, source: str, series: str, snapshot: str) -> bool:
        if self._kept is None:  # nobody else adds to it while the lock is held
            self._kept = {(s.source, s.series, s.snapshot) for s in tables.read_manifest(self.ledger)}
        return (source, series, snapshot) in self._kept

    def begin(self, source: str, series: str, snapshot: str) -> Parts:
        return Parts(self.ledger, source, series, snapshot)

    def keep(self, parts: Parts, snapshot: Snapshot) -> None:
        """Commits the parts, then the manifest line that shows them. Raises LedgerError if it cannot."""
        self.keep_all([(parts, snapshot)])

    def keep_all(self, snapshots: Sequence[tuple[Parts, Snapshot]]) -> None:
        """Commits several snapshots, then all their manifest lines in one step: all are seen or none."""
        for parts, _ in snapshots:
            parts.close()
        for parts, _ in snapshots:
            parts.is_committed = True
        listed, self._kept = self._kept, None  # read anew after a failure
        stop("commit: begun")
        try:
            with disk(self.ledger):
                for kind in tables.kinds():
                    done = [part for parts, _ in snapshots for part in parts.done if part.kind == kind]
                    tables.add(self.ledger, kind, done)
                    stop(f"commit: {kind} added")
                tables.append_manifest(self.ledger, [line for _, line in snapshots])
        except LedgerError:
            with suppress(LedgerError, OSError, DeltaError):  # else the next writer does it
                self.sweep()
            raise
        stop("commit: manifest listed")
        if listed is not None:
            self._kept = listed | {(line.source, line.series, line.snapshot) for _, line in snapshots}

    def sweep(self) -> None:
        """Removes leftovers of a run that was killed: rows of unlisted snapshots, files outside the log.

        Files that were taken out of the log before stay, as readers may still use them (`ledger vacuum`); those of
        unlisted snapshots go at once, as no reader sees their rows.
        """
        listed = tables.read_manifest(self.ledger)
        kept.remove_halves(self.ledger)
        for kind in (*tables.kinds(), tables.SNAPSHOTS):
            waiting = set(leftovers.retired(self.ledger, kind))
            unlisted = leftovers.unlisted(self.ledger, kind, listed) if kind != tables.SNAPSHOTS else []
            if unlisted:
                tables.remove_snapshots(self.ledger, kind, unlisted)
                stop("sweep: rows taken out")
            for file in set(leftovers.files_outside(self.ledger, kind)) - waiting:
                file.unlink()


@contextmanager
def disk(ledger: Path) -> Iterator[None]:
    """Turns what the disk or the table format says into LedgerError."""
    try:
        yield
    except (OSError, DeltaError) as error:
        raise LedgerError(
            f"it cannot be written ({str(error).splitlines()[0][:160]})",
            where=str(ledger),
            cure="Make room on the disk, or choose another folder with TRIPOINT_LEDGER; what was kept is as it was.",
        ) from error


@contextmanager
def writing(ledger: Path, *, wait_seconds: float = LOCK_SECONDS) -> Iterator[Writer]:
    """Holds the ledger's lock, sweeps leftovers, and gives the writer.

    The lock is the operating system's and ends with its process. Raises LedgerBusy after `wait_seconds`,
    LedgerError if the folder cannot be written, is something else, or is a ledger that lost its manifest.
    """
    is_ledger(ledger)
    with disk(ledger):
        ledger.mkdir(parents=True, exist_ok=True)
    with locked(ledger, wait_seconds=wait_seconds):
        writer = Writer(ledger)
        with disk(ledger):
            tables.mend_manifest(ledger)
            writer.sweep()
        yield writer


@contextmanager
def locked(ledger: Path, *, wait_seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Holds the ledger's lock and changes nothing. Raises LedgerBusy after `wait_seconds`."""
    lock = FileLock(str(ledger / tables.LOCK))
    try:
        with disk(ledger):
            _acquire(lock, wait_seconds)
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, wait_seconds: float) -> None:
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise LedgerBusy(
            "another process is writing", where=lock.lock_file, cure="Wait until it has ended, then try again."
        ) from None
