"""Records of listed snapshots put in the place of what is left of them; every other record stays as it is."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tripoint.protocol.kinds import SCHEMAS
from tripoint.store import tables
from tripoint.store.compact import discard, write_files
from tripoint.store.scan import bounded, relation
from tripoint.store.stops import stop
from tripoint.store.tables import Key, Logged, Part
from tripoint.store.writer import Parts, disk


@dataclass(frozen=True)
class _Change:
    kind: str
    gone: list[Logged]
    parts: list[Part]
    copied: list[Part]


def replace_snapshots(ledger: Path, made: Sequence[Parts], bad: frozenset[tuple[str, str]]) -> None:
    """Takes out every file that is bad or holds rows of these snapshots, and puts the new ones in, a kind at a time.

    bad: (kind, path) of files that cannot be read. Whatever snapshots had rows in them must be among those made.
    Only the files of the snapshots' sources are touched. The manifest is not. Raises LedgerError if the disk is full.
    """
    changes: list[_Change] = []
    with disk(ledger), ExitStack() as stack:
        connection = stack.enter_context(bounded(ledger, stack))
        try:
            for kind in tables.kinds():
                for source in sorted({parts.source for parts in made}):
                    mine = [parts for parts in made if parts.source == source]
                    changes.append(_change(ledger, connection, kind, source, mine, bad))
        except BaseException:
            for change in changes:
                discard(ledger, change.copied)
            raise
        for parts in made:
            parts.is_committed = True
        stop("repair: files written")
        for change in changes:
            # the same name is the same content: the file is whole again where it was, and the log knows it
            again = {part.path for part in change.parts} & {file.path for file in change.gone}
            tables.replace(
                ledger,
                change.kind,
                [file for file in change.gone if file.path not in again],
                [part for part in (*change.parts, *change.copied) if part.path not in again],
                is_new=True,
            )
        stop("repair: files replaced")


def _change(
    ledger: Path, connection: duckdb.DuckDBPyConnection, kind: str, source: str, made: Sequence[Parts],
    bad: frozenset[tuple[str, str]],
) -> _Change:  # fmt: skip
    keys = [(parts.source, parts.series, parts.snapshot) for parts in made]
    mine = [file for file in tables.logged(ledger, kind) if file.source == source]
    broken = [file for file in mine if (kind, file.path) in bad]
    held = [file for file in mine if file not in broken and _holds(ledger, connection, kind, file, keys)]
    copied: list[Part] = []
    if held:
        paths = [str(tables.table_path(ledger, kind) / file.path) for file in held]
        rest = f"SELECT * FROM {relation(connection, kind, paths)} WHERE NOT ({_of(kind, keys)})"
        copied = write_files(ledger, kind, source, tables.COMPACTED, connection, rest)
    parts = [part for one in made for part in one.done if part.kind == kind]
    return _Change(kind, [*broken, *held], parts, copied)


def _holds(ledger: Path, connection: duckdb.DuckDBPyConnection, kind: str, file: Logged, keys: Sequence[Key]) -> bool:
    path = str(tables.table_path(ledger, kind) / file.path)
    rows = connection.execute(
        f"SELECT 1 FROM {relation(connection, kind, [path])} WHERE {_of(kind, keys)} LIMIT 1"
    ).fetchall()
    return bool(rows)


def _of(kind: str, keys: Sequence[Key]) -> str:
    """SQL that is true for rows of these snapshots."""
    if "series" not in SCHEMAS[kind].names:
        return " OR ".join(f"snapshot = {_text(snapshot)}" for _, _, snapshot in keys)
    return " OR ".join(f"(series = {_text(series)} AND snapshot = {_text(snapshot)})" for _, series, snapshot in keys)


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
