"""What `verify` finds broken, written anew from the kept bytes or the edition; what is whole is not touched."""

from dataclasses import dataclass

from tripoint.errors import BadInput, Problem
from tripoint.pipeline.again import compared
from tripoint.pipeline.lines import write_line
from tripoint.store import tables
from tripoint.store.manifest import Snapshot
from tripoint.store.replace import replace_snapshots
from tripoint.store.verify import Watch, verify
from tripoint.store.writer import Parts, Writer


@dataclass(frozen=True)
class Repaired:
    """The snapshots whose records were written anew, and those that could not be, with the reason."""

    mended: tuple[Snapshot, ...] = ()
    problems: tuple[Problem, ...] = ()


def repair(writer: Writer, *, watch: Watch | None = None) -> Repaired:
    """Mends a source whole or not at all, so that nobody reads fewer records than before in silence."""
    verdict = verify(writer.ledger, is_locked=True, watch=watch)
    mended: list[Snapshot] = []
    problems: list[Problem] = []
    broken = {(source, snapshot) for source, _, snapshot in verdict.broken}
    # origins are shared by all series of the same bytes
    lines = [line for line in tables.read_manifest(writer.ledger) if (line.source, line.snapshot) in broken]
    sources = {line.source for line in lines} | {
        tables.source_of(path) for kind, path in verdict.bad_files if kind != tables.SNAPSHOTS
    }
    for source in sorted(sources):
        mine = [line for line in lines if line.source == source]
        found = _mend(writer, mine, verdict.bad_files)
        problems += found
        mended += mine if not found else []
    return Repaired(tuple(mended), tuple(problems))


def _mend(writer: Writer, lines: list[Snapshot], bad: frozenset[tuple[str, str]]) -> list[Problem]:
    made: list[Parts] = []
    problems: list[Problem] = []
    try:
        for line in lines:
            parts = writer.begin(*line.key)
            made.append(parts)
            try:
                problems += compared(line, write_line(parts, writer.ledger, line))
            except BadInput as error:
                problems += error.problems
        if not problems:
            replace_snapshots(writer.ledger, made, bad)
    finally:
        for parts in made:
            parts.discard()  # nothing, once they are in the log
    return problems
