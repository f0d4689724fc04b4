"""What lies in a table's folder, or in its log, without being of the ledger: left of runs that were cut off, or replaced."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tripoint.store import tables
from tripoint.store.manifest import Snapshot


def unlisted(ledger: Path, kind: str, listed: Iterable[Snapshot]) -> list[tables.Key]:
    """Snapshots with rows in the table but without a line in the manifest."""
    known = {(s.source, s.series, s.snapshot) for s in listed}
    stems = {(source, tables.stem_of(series, snapshot)) for source, series, snapshot in known}
    found: set[tables.Key] = set()
    for file in tables.logged(ledger, kind):
        if file.stem == tables.COMPACTED or (file.source, file.stem) in stems:
            continue
        columns = [name for name in ("snapshot", "series") if name in tables.schema_of(kind).names]
        with suppress(FileNotFoundError, pa.ArrowInvalid):  # `verify` names it; nothing of it can be taken out
            rows = pq.read_table(tables.table_path(ledger, kind) / file.path, columns=columns, partitioning=None)
            found |= {(file.source, row.get("series", ""), row["snapshot"]) for row in _distinct(rows)}
    return sorted(found - known - {(source, "", snapshot) for source, _, snapshot in known})


def _distinct(rows: pa.Table) -> list[dict[str, str]]:
    plain = pa.table({name: rows[name].cast(pa.string()) for name in rows.column_names})
    names: list[dict[str, str]] = plain.group_by(plain.column_names).aggregate([]).to_pylist()
    return names


def stray_files(ledger: Path, kind: str) -> list[Path]:
    """Parquet files in the table's folder that its log does not know, neither as part of it nor as taken out."""
    found = files_outside(ledger, kind)
    return sorted(set(found) - set(retired(ledger, kind))) if found else []


def files_outside(ledger: Path, kind: str) -> list[Path]:
    """Parquet files in the table's folder that are not in its log, sorted."""
    known = {Path(f) for f in tables.files(ledger, kind)}
    found = tables.table_path(ledger, kind).rglob("*.parquet")
    return sorted(f for f in found if "_delta_log" not in f.parts and f not in known and f.is_file())


def retired(ledger: Path, kind: str, *, hours: int = 0) -> list[Path]:
    """Files on the disk that were taken out of the log at least so many hours ago, sorted."""
    if not tables.exists(ledger, kind):
        return []
    table = tables.opened(ledger, kind)
    found = table.vacuum(retention_hours=hours, dry_run=True, enforce_retention_duration=False)
    folder = tables.table_path(ledger, kind)
    return sorted(path for path in (folder / name for name in found) if path.is_file())
