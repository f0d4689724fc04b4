"""The ledger's Delta tables: which files are in them, and how files are added or taken out."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deltalake import DeltaTable, Schema, write_deltalake
from deltalake.transaction import AddAction, create_table_with_add_actions

from tripoint.protocol.kinds import KINDS, SCHEMAS
from tripoint.store import manifest

SNAPSHOTS = "snapshots"
PARTITION = "source"


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


def exists(ledger: Path, kind: str) -> bool:
    return DeltaTable.is_deltatable(str(table_path(ledger, kind)))


def files(ledger: Path, kind: str) -> list[str]:
    """Paths of the files that are in the table's log, sorted."""
    if not exists(ledger, kind):
        return []
    uris = DeltaTable(str(table_path(ledger, kind))).file_uris()
    return sorted(uri.removeprefix("file://") for uri in uris)


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
    path = str(table_path(ledger, kind))
    if exists(ledger, kind):
        DeltaTable(path).create_write_transaction(actions, mode="append", schema=schema, partition_by=[PARTITION])
    else:
        create_table_with_add_actions(path, schema, actions, mode="error", partition_by=[PARTITION])


def remove_snapshots(ledger: Path, kind: str, hashes: Sequence[str]) -> None:
    """Takes rows of these snapshots out of the table (leftovers of a run that was killed)."""
    quoted = ", ".join(f"'{h}'" for h in hashes)
    DeltaTable(str(table_path(ledger, kind))).delete(f"snapshot IN ({quoted})")


def stray_files(ledger: Path, kind: str) -> list[Path]:
    """Parquet files in the table's folder that its log does not know."""
    folder = table_path(ledger, kind)
    known = {Path(f) for f in files(ledger, kind)}
    return sorted(f for f in folder.rglob("*.parquet") if "_delta_log" not in f.parts and f not in known)


def read_manifest(ledger: Path) -> tuple[manifest.Snapshot, ...]:
    """Every snapshot kept, oldest first; empty for a new ledger."""
    if not exists(ledger, SNAPSHOTS):
        return ()
    return manifest.from_arrow(DeltaTable(str(table_path(ledger, SNAPSHOTS))).to_pyarrow_table())


def append_manifest(ledger: Path, snapshots: Sequence[manifest.Snapshot]) -> None:
    """The commit point: from here on readers see these snapshots."""
    write_deltalake(str(table_path(ledger, SNAPSHOTS)), manifest.to_arrow(snapshots), mode="append")


def kinds() -> tuple[str, ...]:
    return tuple(KINDS)
