"""Is the ledger whole? Its logs, files, records and kept copies against one another; nothing is changed.

Files are read one by one, records by source and kind on DuckDB with a bounded memory, so that size does not matter.
"""

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tripoint.errors import LedgerBusy, LedgerError, Problem
from tripoint.store import kept, leftovers, tables
from tripoint.store.folder import check_ledger
from tripoint.store.manifest import Snapshot
from tripoint.store.scan import Scan
from tripoint.store.sealed import hash_in_name, is_as_sealed
from tripoint.store.tables import Key, Logged
from tripoint.store.writer import locked

Watch = Callable[[str, int, int], None]
"""Called with (what, done, of how many) for a progress bar."""


@dataclass(frozen=True)
class Verdict:
    """What was checked and what is wrong.

    broken: snapshots whose records are not all there, once each and as they were kept.
    bad_files: (kind, path relative to the table's folder) of files that cannot be used.
    """

    problems: tuple[Problem, ...]
    files: int = 0
    records: int = 0
    copies: int = 0
    broken: frozenset[Key] = frozenset()
    bad_files: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_whole(self) -> bool:
        return all(problem.is_warning for problem in self.problems)


@dataclass(frozen=True)
class _Held:
    """What the ledger held at one moment."""

    listed: tuple[Snapshot, ...]
    logs: dict[str, tuple[Logged, ...]]
    strays: tuple[tuple[str, str], ...]


def verify(ledger: Path, *, watch: Watch | None = None, is_locked: bool = False) -> Verdict:
    """Checks everything. is_locked: does this process hold the writer's lock already?

    Raises LedgerError if there is no ledger, LedgerBusy if a writer is at work for longer than a moment.
    """
    tables.check_path(ledger)
    if not (tables.has_seconds(ledger) or (ledger / tables.SNAPSHOTS / "_delta_log").is_dir()):
        check_ledger(ledger)  # where there was a ledger, a lost manifest is told as a problem
    problems: list[Problem] = []
    with _still(ledger, is_locked):
        held = _hold(ledger, problems)
    if held is None:
        return Verdict(tuple(problems))
    problems += [Problem("ledger_file_stray", _source_in(path), f"{kind}/{path}") for kind, path in held.strays]
    files = [(kind, file) for kind, log in held.logs.items() for file in log]
    bad = set()
    for done, (kind, file) in enumerate(files):
        problem = check_file(ledger, kind, file)
        if problem:
            problems.append(problem)
            bad.add((kind, file.path))
        if watch:
            watch("files", done + 1, len(files))
    problems += _without_hash(held)
    broken: set[Key] = set()
    records = 0
    with Scan(ledger) as scan:
        pairs = sorted({(kind, f.source) for kind, f in files if kind != tables.SNAPSHOTS} | _expected_pairs(held))
        for done, (kind, source) in enumerate(pairs):
            found = scan.check(kind, source, held.logs, held.listed, bad)
            problems += found.problems
            broken |= found.broken
            records += found.records
            if watch:
                watch("records", done + 1, len(pairs))
    problems += _check_copies(ledger, held, watch)
    return Verdict(tuple(problems), len(files), records, len(kept.copies(ledger)), frozenset(broken), frozenset(bad))


@contextmanager
def _still(ledger: Path, is_locked: bool) -> Iterator[None]:
    """While it lasts nobody writes; where the folder may only be read, nobody is asked."""
    if is_locked:
        yield
        return
    try:
        with locked(ledger):
            yield
    except LedgerBusy:
        raise
    except LedgerError as error:
        cause = error.__cause__
        if not isinstance(cause, OSError) or cause.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        yield


def _hold(ledger: Path, problems: list[Problem]) -> _Held | None:
    """None if the manifest cannot be read, as then nothing can be said of the rest."""
    logs: dict[str, tuple[Logged, ...]] = {}
    strays: list[tuple[str, str]] = []
    for kind in (tables.SNAPSHOTS, *tables.kinds()):
        try:
            logs[kind] = tables.logged(ledger, kind)
            folder = tables.table_path(ledger, kind)
            strays += [(kind, f.relative_to(folder).as_posix()) for f in leftovers.stray_files(ledger, kind)]
        except LedgerError as error:
            problems.append(Problem("ledger_log_broken", "ledger", f"{kind}/_delta_log", detail=error.message))
            logs[kind] = ()
    bad = [(file, found) for file in logs[tables.SNAPSHOTS] if (found := check_file(ledger, tables.SNAPSHOTS, file))]
    if bad or not logs[tables.SNAPSHOTS]:
        problems += [found for _, found in bad]
        if not bad or not all(tables.has_second(ledger, file) for file, _ in bad):
            problems.append(Problem("ledger_manifest_broken", "ledger", tables.SNAPSHOTS, detail="no second copy"))
        return None
    problems += [
        Problem("ledger_lines_lost", "ledger", f"{tables.SNAPSHOTS}/{path.name}") for path in tables.lost_lines(ledger)
    ]
    listed = tables.read_manifest(ledger)
    keys = [line.key for line in listed]
    for line in {line.key: line for line in listed}.values():
        if keys.count(line.key) > 1:
            problems.append(Problem("ledger_listed_twice", line.source, line.file, rows=keys.count(line.key)))
    return _Held(listed, logs, tuple(strays))


def check_file(ledger: Path, kind: str, file: Logged) -> Problem | None:
    """The first thing that is wrong with one file of a table's log."""
    path = tables.table_path(ledger, kind) / file.path
    where = (file.source or "ledger", f"{kind}/{file.path}")
    try:
        size = path.stat().st_size
        if size != file.size:
            return Problem("ledger_file_size", *where, value=str(size), detail=str(file.size))
        if hash_in_name(path) is not None and not is_as_sealed(path):
            return Problem("ledger_file_altered", *where)
        with pq.ParquetFile(path) as parquet:
            rows = parquet.metadata.num_rows
    except FileNotFoundError:
        return Problem("ledger_file_missing", *where)
    except (OSError, pa.ArrowException) as error:
        return Problem("ledger_file_unreadable", *where, detail=str(error).splitlines()[0][:160])
    if file.rows is not None and rows != file.rows:
        return Problem("ledger_file_rows", *where, rows=rows, detail=str(file.rows))
    return None


def _without_hash(held: _Held) -> Iterator[Problem]:
    for kind, log in held.logs.items():
        count = sum(1 for file in log if hash_in_name(Path(file.path)) is None)
        if count:
            yield Problem("ledger_hash_unknown", "ledger", kind, rows=count)


def _expected_pairs(held: _Held) -> set[tuple[str, str]]:
    """(kind, source) of what the manifest promises, whether a file is there or not."""
    return {(kind, line.source) for line in held.listed for kind in tables.kinds() if getattr(line, kind, 0)}


def _check_copies(ledger: Path, held: _Held, watch: Watch | None) -> Sequence[Problem]:
    found: list[Problem] = []
    by_edition: dict[str, int] = {}
    there = set(kept.copies(ledger))
    for done, line in enumerate(held.listed):
        if line.snapshot in there:
            with suppress(FileNotFoundError):  # taken away meanwhile
                if not kept.is_whole(ledger, line.snapshot):
                    found.append(Problem("ledger_bytes_altered", line.source, line.file))
        elif line.came_from == "edition":
            by_edition[line.source] = by_edition.get(line.source, 0) + 1
        else:
            code = "ledger_bytes_missing" if line.came_from else "ledger_bytes_never"
            found.append(Problem(code, line.source, line.file))
        if watch:
            watch("copies", done + 1, len(held.listed))
    found += [Problem("ledger_bytes_edition", source, "", rows=count) for source, count in by_edition.items()]
    unlisted = there - {line.snapshot for line in held.listed}
    if unlisted:
        found.append(Problem("ledger_bytes_unlisted", "ledger", kept.FOLDER, rows=len(unlisted)))
    return found


def _source_in(path: str) -> str:
    folder, _, rest = path.partition("/")
    return folder.removeprefix(f"{tables.PARTITION}=") if rest else "ledger"
