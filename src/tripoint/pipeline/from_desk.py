"""What the desk signed off into the ledger: lines of its outbox that the ledger lacks, a snapshot for each day.

The ledger itself says what was taken: a record is known by its kind, its id at the desk and its version. So there is no
mark at the desk that could be lost or set too early, and a run that is cut off is made up for by the next one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tripoint.errors import Problem
from tripoint.ingest.snapshot import hash_of
from tripoint.pipeline.ingest import Outcome, ingest_file
from tripoint.protocol.outbox import SIGNED, Unfit, signed_of, to_line
from tripoint.protocol.signed import Signed
from tripoint.sources.catalogue import source
from tripoint.store import kept, tables
from tripoint.store.desk.audit import outbox
from tripoint.store.desk.opening import Desk
from tripoint.store.folder import is_ledger
from tripoint.store.ledger import Reader
from tripoint.store.manifest import Snapshot
from tripoint.store.writer import Writer, disk

SOURCE = "desk"
_FILE = re.compile(r"desk-[a-z0-9_]+-(\d+)-(\d+)\.jsonl")

Key = tuple[str, str, int]
"""Kind, id at the desk, version."""


@dataclass(frozen=True)
class Line:
    """One line of the outbox that fits its kind."""

    number: int
    kind: str
    record: Signed

    @property
    def key(self) -> Key:
        return self.kind, self.record.desk_id, self.record.version


@dataclass(frozen=True)
class Taken:
    """What a run came to. rows: kind → records taken. before: lines that the ledger had. mended: copies put back."""

    snapshots: tuple[Outcome, ...] = ()
    before: int = 0
    mended: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def records(self) -> int:
        return sum(outcome.rows.get(kind, 0) for outcome in self.snapshots for kind in SIGNED)


def take_desk(writer: Writer, desk: Desk, *, node: str) -> Taken:
    """Takes what is new. A line that cannot be taken is a problem, and the others are taken.

    node: name of this installation. Raises DeskError, LedgerError, and BadInput if a snapshot cannot be kept.
    """
    lines, problems = _lines(desk)
    held = _held(writer.ledger)
    new = [line for line in lines if line.key not in held]
    for line in lines:
        known = held.get(line.key)
        if known is not None and known != line.record:
            problems.append(_problem("outbox_record_differs", line.number, line.kind, str(known.recorded_at)))
    mended = sum(_mend(writer, line, lines) for line in tables.read_manifest(writer.ledger) if line.source == SOURCE)
    by_day: dict[date, list[Line]] = {}
    for line in new:
        by_day.setdefault(line.record.recorded_at, []).append(line)
    outcomes = []
    for day, part in sorted(by_day.items()):
        name = f"desk-{node}-{part[0].number}-{part[-1].number}.jsonl"
        with _written(writer.ledger, name, part) as path:
            outcomes.append(_kept(writer, path, node, day))
    return Taken(tuple(outcomes), len(lines) - len(new), mended, tuple(problems))


def _lines(desk: Desk) -> tuple[list[Line], list[Problem]]:
    """The outbox in order, and its lines that do not fit their kind or name another record than their body."""
    found: list[Line] = []
    problems: list[Problem] = []
    with desk.reading() as connection:
        rows = outbox(connection)
    for row in rows:
        number, kind = row["number"], row["kind"]
        try:
            line = Line(number, kind, signed_of(kind, row["body"]))
        except Unfit as error:
            problems.append(_problem("outbox_line_unfit", number, kind, str(error)))
            continue
        if line.key == (kind, row["record_id"], row["version"]):
            found.append(line)
        else:
            problems.append(_problem("outbox_line_unfit", number, kind, "another id or version than its body"))
    return found, problems


def _held(ledger: Path) -> Mapping[Key, Signed]:
    """Everything signed off that the ledger holds. Raises LedgerError if it holds less or more than its manifest says.

    What is held decides what is taken: of a ledger with a hole, records would be taken twice.
    """
    if not is_ledger(ledger):
        return {}
    reader = Reader(ledger, audience="governments")
    held: dict[Key, Signed] = {}
    for kind, model in SIGNED.items():
        rows = reader.fetch(reader.signed_ever(kind).select(*model.model_fields)).to_pylist()
        for row in rows:
            record = model.model_validate(row)
            held[kind, record.desk_id, record.version] = record
        listed = sum(getattr(line, kind) for line in tables.read_manifest(ledger))
        if not len(rows) == listed == sum(key[0] == kind for key in held):
            raise tables.damaged(ledger, OSError(f"{kind}: {len(rows)} records instead of {listed}"))
    return held


def _mend(writer: Writer, line: Snapshot, lines: Sequence[Line]) -> bool:
    """Puts a kept copy back that is lost or altered, if the desk still gives the same bytes."""
    try:
        if kept.is_whole(writer.ledger, line.snapshot):
            return False
    except FileNotFoundError:
        pass
    named = _FILE.fullmatch(line.file)
    if named is None:
        return False
    first, last = int(named[1]), int(named[2])
    part = [each for each in lines if first <= each.number <= last and each.record.recorded_at == line.recorded_at]
    with _written(writer.ledger, line.file, part) as path:
        return hash_of(path) == line.snapshot and _kept(writer, path, line.series, line.recorded_at).is_mended


@contextmanager
def _written(ledger: Path, name: str, lines: Sequence[Line]) -> Iterator[Path]:
    """The lines as a file below the ledger, while it lasts."""
    text = "".join(f"{to_line(line.kind, line.record)}\n" for line in lines)
    with ExitStack() as stack:
        with disk(ledger):
            path = Path(stack.enter_context(TemporaryDirectory(prefix=tables.SPILL, dir=ledger))) / name
            path.write_text(text, encoding="utf-8", newline="\n")
        yield path


def _kept(writer: Writer, path: Path, node: str, day: date) -> Outcome:
    member = source(SOURCE)
    return ingest_file(writer, member, path, replace(member.layouts[0], series=node), accessed=day)


def _problem(code: str, number: int, kind: str, detail: str) -> Problem:
    return Problem(code, SOURCE, "outbox", column=kind, value=str(number), detail=detail)
