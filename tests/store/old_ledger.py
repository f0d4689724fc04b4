"""A ledger as versions before the kept copies wrote it: no hash in names, no copies, fewer columns in the manifest."""

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
from deltalake import Schema, write_deltalake
from deltalake.transaction import AddAction, create_table_with_add_actions

from tripoint.protocol.kinds import SCHEMAS
from tripoint.store import kept, tables

COLUMNS = (
    "source", "series", "snapshot", "supersedes", "recorded_at", "file", "file_bytes", "period_starts",
    "period_ends", "figures", "flows", "statements", "origins", "returned",
)  # fmt: skip


def make_old(ledger: Path) -> None:
    """Turns a ledger into what an earlier version would have written."""
    for kind in tables.kinds():
        files = tables.logged(ledger, kind)
        if not files:
            continue
        folder = tables.table_path(ledger, kind)
        shutil.rmtree(folder / "_delta_log")
        actions = []
        for file in files:
            path = file.path.split(".")[0] + ".parquet"
            (folder / file.path).rename(folder / path)
            stats = json.dumps({"numRecords": file.rows})
            actions.append(AddAction(path, file.size, {"source": file.source}, 0, True, stats))
        schema = Schema.from_arrow(SCHEMAS[kind])
        create_table_with_add_actions(folder.absolute().as_uri(), schema, actions, partition_by=["source"])
    lines = [pq.read_table(file) for file in tables.files(ledger, tables.SNAPSHOTS)]
    shutil.rmtree(ledger / tables.SNAPSHOTS)
    for line in lines:
        write_deltalake(str(ledger / tables.SNAPSHOTS), line.select(COLUMNS), mode="append")
    shutil.rmtree(ledger / kept.FOLDER)
