"""The table of reports about orders, and every statement on it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import CheckConstraint, Column, Connection, Integer, String, Table, Text, insert, select, update

from tripoint.store.desk.metadata import METADATA

ORDER_REPORTS = Table(
    "order_reports",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("version", Integer, nullable=False),
    Column("draft_key", String(64), nullable=False, unique=True),
    Column("customer", String(500), nullable=False),
    Column("state", String(10), CheckConstraint("state IN ('draft', 'sent', 'answered')", name="state"), nullable=False),
    Column("aware", String(10), nullable=False),
    Column("due", String(10)),
    Column("keep_until", String(10)),
    Column("sent_on", String(10)),
    Column("feedback", String(10), CheckConstraint("feedback IN ('proceed', 'hold', 'stop', 'noted')", name="feedback")),
    Column("feedback_on", String(10)),
    Column("feedback_text", Text),
    Column("fields", Text, nullable=False),
    CheckConstraint("(state = 'answered') = (feedback IS NOT NULL)", name="answered"),
)  # fmt: skip


def add_report(connection: Connection, report: Mapping[str, object]) -> int:
    """Keeps a draft. Returns its number."""
    kept = connection.execute(insert(ORDER_REPORTS).values(version=1, state="draft", **report))
    assert kept.inserted_primary_key is not None
    return int(kept.inserted_primary_key[0])


def change_report(connection: Connection, number: int, *, version: int, values: Mapping[str, object]) -> bool:
    """Writes the values and the next version if the report still has this version. False if it has not."""
    done = connection.execute(
        update(ORDER_REPORTS)
        .where(ORDER_REPORTS.c.number == number, ORDER_REPORTS.c.version == version)
        .values(**values, version=version + 1)
    )
    return done.rowcount == 1


def report(connection: Connection, number: int) -> Mapping[str, Any] | None:
    row = connection.execute(select(ORDER_REPORTS).where(ORDER_REPORTS.c.number == number)).first()
    return row._asdict() if row else None


def report_of_draft(connection: Connection, draft_key: str) -> Mapping[str, Any] | None:
    row = connection.execute(select(ORDER_REPORTS).where(ORDER_REPORTS.c.draft_key == draft_key)).first()
    return row._asdict() if row else None


def reports(connection: Connection) -> tuple[Mapping[str, Any], ...]:
    """Every report, by number."""
    return tuple(row._asdict() for row in connection.execute(select(ORDER_REPORTS).order_by(ORDER_REPORTS.c.number)))


def answered_of(connection: Connection, customers: Iterable[str]) -> tuple[Mapping[str, Any], ...]:
    """Answered reports about these customers (small letters), the newest answer last."""
    wanted = select(ORDER_REPORTS).where(
        ORDER_REPORTS.c.state == "answered", ORDER_REPORTS.c.customer.in_(sorted(set(customers)))
    )
    rows = connection.execute(wanted.order_by(ORDER_REPORTS.c.feedback_on, ORDER_REPORTS.c.number))
    return tuple(row._asdict() for row in rows)
