"""The ledger's Delta tables: which files are in them, and how files are added or taken out."""

import json
import re
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, Schema
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction, create_table_with_add_actions

from tripoint.errors import LedgerError
from tripoint.protocol.kinds import KINDS, SCHEMAS
from tripoint.store import kept, manifest
from tripoint.store.sealed import hash_in_name, is_sound, seal, stats_of
from tripoint.store.stops import stop

SNAPSHOTS = "snapshots"
PARTITION = "source"
LOCK = "writer.lock"
SPILL = "spill-"
COMPACTED = "compact"
"""How the names of files begin that hold the records of several snapshots, all of them listed."""

Key = tuple[str, str, str]
"""Source, series and hash of a snapshot; series is "" in a table that has no such column."""


@dataclass(frozen=True)
class Part:
    """A Parquet file written into a table's folder but not yet in its log."""

    kind: str
    source: str
    path: str  # relative to the table's folder, with "/"
    rows: int
    size: int


@dataclass(frozen=True)
class Logged:
    """A file in a table's log: its path relative to the table's folder, and what the log says of it.

    rows: None where the log does not say it. source: "" in the manifest's own table.
    """

    path: str
    size: int
    rows: int | None
    source: str

    @property
    def stem(self) -> str:
        """How the names of the files of one snapshot begin, or COMPACTED."""
        return Path(self.path).name.rpartition("-")[0]

    @property
    def is_of_one_snapshot(self) -> bool:
        """Is it as an ingest wrote it? Compaction, and deltalake's own rewriting, give other names."""
        return re.match("[0-9a-f]{24}-", self.stem) is not None


def source_of(path: str) -> str:
    """The source of a file of a table, by its path relative to the table's folder."""
    return path.partition("/")[0].removeprefix(f"{PARTITION}=")


def table_path(ledger: Path, kind: str) -> Path:
    return ledger / kind


def check_path(ledger: Path) -> None:
    """Raises LedgerError for a folder that deltalake or DuckDB would take for another one, or cannot name."""
    path = ledger.absolute().as_posix()
    found = [mark for mark in "%\\[]*?" if mark in path]
    found += [part for part in path.split("/") if part.startswith(f"{PARTITION}=")]
    found += [mark for mark in path if "\ud800" <= mark <= "\udfff"]  # a byte of a name that is not UTF-8
    if found:
        raise LedgerError(
            f"the path of a ledger cannot hold '{found[0]}'",
            where=str(ledger),
            cure="Choose another folder with TRIPOINT_LEDGER.",
        )


def exists(ledger: Path, kind: str) -> bool:
    return DeltaTable.is_deltatable(_uri(ledger, kind))


def files(ledger: Path, kind: str) -> list[str]:
    """Paths of the files that are in the table's log, sorted."""
    return [str(table_path(ledger, kind) / file.path) for file in logged(ledger, kind)]


def logged(ledger: Path, kind: str) -> tuple[Logged, ...]:
    """The files that are in the table's log, sorted by path."""
    if not exists(ledger, kind):
        return ()
    # not file_uris(): it writes a space or an accent of the ledger's own path as %20 or %C3%B1
    rows = pa.table(opened(ledger, kind).get_add_actions(flatten=True)).to_pylist()
    found = (
        Logged(row["path"], row["size_bytes"], row.get("num_records"), row.get(f"partition.{PARTITION}") or "")
        for row in rows
    )
    return tuple(sorted(found, key=lambda file: file.path))


def _uri(ledger: Path, kind: str) -> str:
    return table_path(ledger, kind).absolute().as_uri()


def opened(ledger: Path, kind: str) -> DeltaTable:
    """The table. Raises LedgerError if its log cannot be read."""
    try:
        return DeltaTable(_uri(ledger, kind))
    except DeltaError as error:
        raise LedgerError(
            f"its table {kind} cannot be read ({str(error).splitlines()[0][:160]})",
            where=str(ledger),
            cure="Bring the folder back from a backup, or run `tripoint ledger rebuild --to` a new folder.",
        ) from error


def add(ledger: Path, kind: str, parts: Sequence[Part]) -> None:
    """Commits the parts of one snapshot to the table in one step."""
    if not parts:
        return
    actions = [_added(ledger, part, is_new=True) for part in parts]
    schema = Schema.from_arrow(schema_of(kind))
    if exists(ledger, kind):
        _commit(ledger, kind, actions)
    else:
        create_table_with_add_actions(
            _uri(ledger, kind), schema, actions, mode="error", partition_by=_partition_of(kind)
        )


def replace(ledger: Path, kind: str, gone: Sequence[Logged], parts: Sequence[Part], *, is_new: bool) -> None:
    """Takes files out of the log and puts others in, in one step; the files taken out stay on the disk for readers.

    is_new: do the parts hold other records than the files that go?
    """
    if not exists(ledger, kind):  # the whole table is lost
        return add(ledger, kind, parts)
    if not gone and not parts:
        return None
    now = int(time.time() * 1000)
    removed = [
        RemoveAction(file.path, is_new, now, file.size, {PARTITION: file.source} if _partition_of(kind) else {})
        for file in gone
    ]
    added = [_added(ledger, part, is_new=is_new) for part in parts]
    return _commit(ledger, kind, [*removed, *added])


def _commit(ledger: Path, kind: str, actions: Sequence[AddAction | RemoveAction]) -> None:
    table, schema = opened(ledger, kind), Schema.from_arrow(schema_of(kind))
    known = {field.name for field in table.schema().fields}
    lacking = [field for field in schema.fields if field.name not in known]
    if lacking:  # a later version of the program has more columns; appending alone does not tell the log
        table.alter.add_columns(lacking)
        table = opened(ledger, kind)
    table.create_write_transaction([*actions], mode="append", schema=schema, partition_by=_partition_of(kind))


def _added(ledger: Path, part: Part, *, is_new: bool) -> AddAction:
    return AddAction(
        path=part.path,
        size=part.size,
        partition_values={PARTITION: part.source} if _partition_of(part.kind) else {},
        modification_time=int(time.time() * 1000),
        data_change=is_new,
        stats=json.dumps(stats_of(table_path(ledger, part.kind) / part.path)),
    )


def schema_of(kind: str) -> pa.Schema:
    return manifest.SCHEMA if kind == SNAPSHOTS else SCHEMAS[kind]


def _partition_of(kind: str) -> list[str]:
    return [] if kind == SNAPSHOTS else [PARTITION]


def remove_snapshots(ledger: Path, kind: str, keys: Sequence[Key]) -> None:
    """Takes rows of these snapshots out of the table (leftovers of a run that was killed)."""
    for source, series, snapshot in keys:
        of_series = f" AND series = '{series}'" if series else ""
        opened(ledger, kind).delete(f"{PARTITION} = '{source}' AND snapshot = '{snapshot}'{of_series}")


def stem_of(series: str, snapshot: str) -> str:
    """How the names of a snapshot's files begin."""
    return f"{snapshot[:24]}-{series}"


def free_name(folder: Path, stem: str) -> Path:
    """A name in the folder that no file had, whether it is read, taken out of the log or broken."""
    taken = {path.name.partition(".")[0] for path in folder.glob(f"{stem}-*.parquet")}
    number = 0
    while f"{stem}-{number:04}" in taken:
        number += 1
    return folder / f"{stem}-{number:04}.parquet"


def read_manifest(ledger: Path) -> tuple[manifest.Snapshot, ...]:
    """Every snapshot kept, oldest first; empty for a new ledger."""
    # not DeltaTable.to_pyarrow_table(): its threads abort about one process in fifty while it ends
    try:
        parts = [pq.read_table(file, partitioning=None) for file in files(ledger, SNAPSHOTS)]
    except (OSError, pa.ArrowInvalid, DeltaError) as error:
        raise damaged(ledger, error) from error
    return manifest.from_arrow(pa.concat_tables(parts, promote_options="default")) if parts else ()


def damaged(ledger: Path, error: Exception) -> LedgerError:
    """What a missing or broken file of the ledger means for its user."""
    return LedgerError(
        f"a file of it is missing or broken ({str(error).splitlines()[0][:160]})",
        where=str(ledger),
        cure="`tripoint ledger verify` says which one, and what mends it.",
    )


def append_manifest(ledger: Path, snapshots: Sequence[manifest.Snapshot]) -> None:
    """The commit point: from here on readers see these snapshots."""
    folder = table_path(ledger, SNAPSHOTS)
    folder.mkdir(parents=True, exist_ok=True)
    lines = manifest.to_arrow(snapshots)
    pq.write_table(lines, folder / "lines.parquet", compression="zstd")
    path = seal(folder / "lines.parquet")
    stop("commit: manifest written")
    add(ledger, SNAPSHOTS, [Part(SNAPSHOTS, "", path.name, lines.num_rows, path.stat().st_size)])
    with suppress(OSError):  # else the next writer makes it
        _copy(path, _second(ledger, path))


def mend_manifest(ledger: Path) -> None:
    """Puts the second copy in the place of a manifest file that is missing or altered, and makes one that lacks.

    Lines that the log has lost are put into it again.
    Only the writer may.

    Raises LedgerError if there is none: nobody may write while it is not known what is held.
    """
    for path in lost_lines(ledger):
        add(ledger, SNAPSHOTS, [Part(SNAPSHOTS, "", path.name, pq.read_metadata(path).num_rows, path.stat().st_size)])
    paths = [table_path(ledger, SNAPSHOTS) / file.path for file in logged(ledger, SNAPSHOTS)]
    pairs = [(path, _second(ledger, path), is_sound(path)) for path in paths]
    for path, second, is_whole in pairs:  # all of them before anything is written
        if not is_whole and (hash_in_name(path) is None or not is_sound(second)):
            raise damaged(ledger, FileNotFoundError(f"{SNAPSHOTS}/{path.name}"))
    for path, second, is_whole in pairs:
        if not is_whole:
            _copy(second, path)
        elif not second.exists():
            _copy(path, second)


def has_seconds(ledger: Path) -> bool:
    """Is there a second copy of any file of a manifest? Each was made when its file was in the log."""
    return any((ledger / kept.FOLDER).glob("*.parquet"))


def lost_lines(ledger: Path) -> list[Path]:
    """Files of the manifest that were in its log, as they have a second copy, and are not any more, sorted."""
    known = {file.path for file in logged(ledger, SNAPSHOTS)}
    found = sorted(table_path(ledger, SNAPSHOTS).glob("*.parquet")) if known else []
    return [path for path in found if path.name not in known and _second(ledger, path).exists() and is_sound(path)]


def has_second(ledger: Path, file: Logged) -> bool:
    """Can a file of the manifest be put back?"""
    second = _second(ledger, table_path(ledger, SNAPSHOTS) / file.path)
    return hash_in_name(second) is not None and is_sound(second)


def _second(ledger: Path, path: Path) -> Path:
    return ledger / kept.FOLDER / path.name


def _copy(path: Path, target: Path) -> None:
    """Whole or not at all."""
    target.parent.mkdir(exist_ok=True)
    part = target.with_suffix(".part")
    shutil.copyfile(path, part)
    part.replace(target)


def kinds() -> tuple[str, ...]:
    return tuple(KINDS)


def own_names() -> frozenset[str]:
    """The names of everything that a ledger's folder holds."""
    return frozenset({*kinds(), SNAPSHOTS, LOCK, kept.FOLDER})
