"""Vacuum: deletes what no reader can be using any more. Nothing else in the program deletes what was once read.

These are files that were taken out of a table's log (by compaction, repair or a sweep) longer ago than a reader
lives, kept copies that the manifest does not list, and folders that sorting left when it was killed.
"""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tripoint.store import kept, leftovers, tables
from tripoint.store.writer import Writer, disk

OLD = timedelta(days=7)


@dataclass(frozen=True)
class Vacuumed:
    """What was deleted."""

    files: int
    bytes: int


def vacuum(writer: Writer, *, older_than: timedelta = OLD) -> Vacuumed:
    """Deletes what has been out of use for so long. Raises LedgerError if the manifest or a log cannot be read."""
    hours = int(older_than.total_seconds() // 3600)
    files, size = 0, 0
    before = time.time() - older_than.total_seconds()
    with disk(writer.ledger):
        gone = [
            path
            for kind in (*tables.kinds(), tables.SNAPSHOTS)
            for path in leftovers.retired(writer.ledger, kind, hours=hours)
        ]
        for path in (*gone, *_unlisted(writer.ledger, before)):
            files, size = files + 1, size + path.stat().st_size
            path.unlink()
        for folder in writer.ledger.glob(f"{tables.SPILL}*"):
            if folder.stat().st_mtime <= before:
                shutil.rmtree(folder, ignore_errors=True)
    return Vacuumed(files, size)


def _unlisted(ledger: Path, before: float) -> Iterator[Path]:
    """Kept copies of nothing that the manifest lists, and second copies of no file of the manifest."""
    needed = {kept.path_of(ledger, line.snapshot).name for line in tables.read_manifest(ledger)}
    needed |= {Path(file.path).name for file in tables.logged(ledger, tables.SNAPSHOTS)}
    for path in sorted((ledger / kept.FOLDER).glob("*")):
        if path.name not in needed and path.is_file() and path.stat().st_mtime <= before:
            yield path
