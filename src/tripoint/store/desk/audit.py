"""Audit lines and the outbox: tables that only grow, each line numbered under one lock.

No statement here changes or deletes a line; triggers of the migrations refuse both in the database.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Integer, String, Table, Text, UniqueConstraint, func, insert, select, text

from tripoint.store.desk.metadata import METADATA

AUDIT_LINES = Table(
    "audit_lines",
    METADATA,
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),  # UTC as text: its hash is the same in both databases
    Column("who", String(100), nullable=False),
    Column("purpose", String(200), nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("detail_sha256", String(64), nullable=False),
    Column("previous_sha256", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
)
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(60), nullable=False),
    Column("record_id", String(36), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("record_id", "version"),
)
AT_A_TIME = 1000
"""Lines that are read at a time."""


def lock_lines(connection: Connection) -> None:
    """Until the transaction ends nobody else numbers a line. A writing transaction of SQLite has that already.

    Lines therefore become visible in the order of their numbers: whoever reads the outbox up to a number has all.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit_lines IN EXCLUSIVE MODE"))


def last_line(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last audit line; 0 and '' where there is none."""
    found = connection.execute(
        select(AUDIT_LINES.c.line, AUDIT_LINES.c.sha256).order_by(AUDIT_LINES.c.line.desc()).limit(1)
    ).first()
    return (found.line, found.sha256) if found else (0, "")


def add_line(connection: Connection, line: Mapping[str, object]) -> None:
    connection.execute(insert(AUDIT_LINES).values(**line))


def lines(connection: Connection) -> Iterator[Mapping[str, Any]]:
    """Every audit line in order, column by name."""
    after = 0
    while True:
        rows = connection.execute(
            select(AUDIT_LINES).where(AUDIT_LINES.c.line > after).order_by(AUDIT_LINES.c.line).limit(AT_A_TIME)
        )
        part = [row._asdict() for row in rows]
        yield from part
        if len(part) < AT_A_TIME:
            return
        after = part[-1]["line"]


def last_lines(connection: Connection, most: int) -> tuple[Mapping[str, Any], ...]:
    """The last lines, in order."""
    rows = connection.execute(select(AUDIT_LINES).order_by(AUDIT_LINES.c.line.desc()).limit(most))
    return tuple(reversed([row._asdict() for row in rows]))


def put_out(connection: Connection, *, kind: str, record_id: str, version: int, at: str, body: str) -> None:
    """One signed-off record for the ledger. The audit line of the decision comes first: its lock numbers this too."""
    number = connection.execute(select(func.coalesce(func.max(OUTBOX.c.number), 0) + 1)).scalar_one()
    connection.execute(
        insert(OUTBOX).values(number=number, kind=kind, record_id=record_id, version=version, at=at, body=body)
    )


def outbox(connection: Connection, *, after: int = 0) -> tuple[Mapping[str, Any], ...]:
    """What was put out after a number, in order."""
    rows = connection.execute(select(OUTBOX).where(OUTBOX.c.number > after).order_by(OUTBOX.c.number))
    return tuple(row._asdict() for row in rows)
