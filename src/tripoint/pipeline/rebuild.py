"""A ledger made again from the kept bytes and the edition, and compared with the one it was made from."""

import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from tripoint.errors import BadInput, LedgerError, Problem
from tripoint.pipeline.lines import write_line
from tripoint.store import kept, tables
from tripoint.store.compare import differences
from tripoint.store.folder import check_ledger
from tripoint.store.manifest import Snapshot
from tripoint.store.verify import Watch
from tripoint.store.writer import disk, writing


@dataclass(frozen=True)
class Rebuilt:
    """How many snapshots and records were made again, and everything in which the two ledgers differ."""

    snapshots: int
    records: int
    problems: tuple[Problem, ...]


def rebuild(ledger: Path, target: Path, *, watch: Watch | None = None) -> Rebuilt:
    """Fills an empty or new folder with what the manifest lists, then compares it record by record.

    A snapshot that cannot be read again is left out and named; the rest is made all the same.
    Raises LedgerError if the folder holds anything or lies in the ledger, or the manifest cannot be read.
    """
    check_ledger(ledger)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise LedgerError("the folder is not empty", where=str(target), cure="Name an empty or new folder with --to.")
    if target.resolve().is_relative_to(ledger.resolve()):
        raise LedgerError(
            "the folder lies inside the ledger", where=str(target), cure="Name a folder elsewhere with --to."
        )
    lines = tables.read_manifest(ledger)
    problems: list[Problem] = []
    made: list[Snapshot] = []
    with writing(target) as writer:
        for done, line in enumerate(lines):
            parts = writer.begin(*line.key)
            try:
                again = write_line(parts, ledger, line)
                with disk(target):
                    _copy_bytes(ledger, target, line)
                # where it came from is told by the line alone; its numbers and periods are those read now
                made_anew = replace(again, came_from=line.came_from, published=line.published, accessed=line.accessed)
                writer.keep(parts, made_anew)
                made.append(line)
            except BadInput as error:
                parts.discard()
                problems += error.problems
            except BaseException:
                parts.discard()
                raise
            if watch:
                watch(line.file, done + 1, len(lines))
    with ExitStack() as stack:
        problems += differences(ledger, target, made, stack)
    records = sum(getattr(line, kind) for line in made for kind in tables.kinds())
    return Rebuilt(len(made), records, tuple(problems))


def _copy_bytes(ledger: Path, target: Path, line: Snapshot) -> None:
    """The kept copy, by a hard link where both ledgers lie on one disk: it is never written again in place."""
    held, new = kept.path_of(ledger, line.snapshot), kept.path_of(target, line.snapshot)
    if not held.exists() or new.exists():
        return
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(held, new)
    except OSError:
        shutil.copyfile(held, new)
