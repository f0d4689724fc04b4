"""The ledger's Delta tables: which files are in them, and how files are added or taken out."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, Schema, write_deltalake
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, create_table_with_add_actions

from tripoint.errors import LedgerError
from tripoint.protocol.kinds import KINDS, SCHEMAS
from tripoint.store import manifest

SNAPSHOTS = "snapshots"
PARTITION = "source"
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


def table_path(ledger: Path, kind: str) -> Path:
    return ledger / kind


def check_path(ledger: Path) -> None:
    """Raises LedgerError for a folder that deltalake or DuckDB would take for another one."""
    path = ledger.absolute().as_posix()
    found = [mark for mark in "%\\[]*?" if mark in path]
    found += [part for part in path.split("/") if part.startswith(f"{PARTITION}=")]
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
    if not exists(ledger, kind):
        return []
    # not file_uris(): it writes a space or an accent of the ledger's own path as %20 or %C3%B1
    inside = pa.table(_open(ledger, kind).get_add_actions(flatten=True))["path"].to_pylist()
    return sorted(str(table_path(ledger, kind) / path) for path in inside)


def _uri(ledger: Path, kind: str) -> str:
    return table_path(ledger, kind).absolute().as_uri()


def _open(ledger: Path, kind: str) -> DeltaTable:
    try:
        return DeltaTable(_uri(ledger, kind))
    except DeltaError as error:
        raise LedgerError(
            f"its table {kind} cannot be read ({str(error).splitlines()[0][:160]})",
            where=str(ledger),
            cure="Bring the folder back from a backup, or fill an empty one with `tripoint ingest`.",
        ) from error


def add(ledger: Path, kind: str, parts: Sequence[Part]) -> None:
    """Commits the parts of one snapshot to the table in one step."""
    if not parts:
        return
    actions = [
        AddAction(
            path=part.path,
            size=part.size,
            partition_values={PARTITION: part.source},
            modification_time=int(time.time() * 1000),
            data_change=True,
            stats=json.dumps({"numRecords": part.rows}),
        )
        for part in parts
    ]
    schema = Schema.from_arrow(SCHEMAS[kind])
    if exists(ledger, kind):
        _open(ledger, kind).create_write_transaction([*actions], mode="append", schema=schema, partition_by=[PARTITION])
    else:
        create_table_with_add_actions(_uri(ledger, kind), schema, actions, mode="error", partition_by=[PARTITION])


def remove_snapshots(ledger: Path, kind: str, keys: Sequence[Key]) -> None:
    """Takes rows of these snapshots out of the table (leftovers of a run that was killed)."""
    for source, series, snapshot in keys:
        of_series = f" AND series = '{series}'" if series else ""
        _open(ledger, kind).delete(f"{PARTITION} = '{source}' AND snapshot = '{snapshot}'{of_series}")


def stray_files(ledger: Path, kind: str) -> list[Path]:
    """Parquet files in the table's folder that its log does not know."""
    folder = table_path(ledger, kind)
    known = {Path(f) for f in files(ledger, kind)}
    return sorted(f for f in folder.rglob("*.parquet") if "_delta_log" not in f.parts and f not in known)


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
        cure="Restore it from a copy, or move it away and ingest the publishers' files again.",
    )


def append_manifest(ledger: Path, snapshots: Sequence[manifest.Snapshot]) -> None:
    """The commit point: from here on readers see these snapshots."""
    write_deltalake(_uri(ledger, SNAPSHOTS), manifest.to_arrow(snapshots), mode="append", schema_mode="merge")


def kinds() -> tuple[str, ...]:
    return tuple(KINDS)
