"""A publisher's file that comes in again: its copy and its records are written anew if they are not whole."""

from pathlib import Path

from tripoint.errors import BadInput, Problem
from tripoint.pipeline.repair import repair
from tripoint.store import kept, tables
from tripoint.store.manifest import Snapshot
from tripoint.store.verify import check_file
from tripoint.store.writer import Writer, disk


def mend(writer: Writer, path: Path, line: Snapshot) -> bool:
    """True if something was mended. Raises BadInput if it could not be."""
    is_mended = _mend_copy(writer, path, line)
    if all(_are_whole(writer, kind, line.source) for kind in tables.kinds()):
        return is_mended
    repaired = repair(writer)
    writer.checked.clear()
    problems = tuple(p for p in repaired.problems if p.source == line.source)
    if problems:
        raise BadInput(problems)
    return True


def _mend_copy(writer: Writer, path: Path, line: Snapshot) -> bool:
    """False too where there never was a copy; there is one now."""
    is_missing = line.came_from == "file"
    try:
        if kept.is_whole(writer.ledger, line.snapshot):
            return False
        is_missing = True
    except FileNotFoundError:
        pass
    with disk(writer.ledger):
        if kept.keep(writer.ledger, path, line.snapshot) is None:
            raise BadInput((Problem("file_changed", line.source, path.name),))
    return is_missing


def _are_whole(writer: Writer, kind: str, source: str) -> bool:
    """Are all files of a source there and as they were written? Each is read once by a writer."""
    for file in tables.logged(writer.ledger, kind):
        if file.source == source:
            key = (kind, file.path)
            if key not in writer.checked:
                writer.checked[key] = check_file(writer.ledger, kind, file) is None
            if not writer.checked[key]:
                return False
    return True
