"""Tables of the room of controls, and every statement on them: notices with their steps, and incidents."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Integer,
    Select,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from tripoint.store.desk.metadata import METADATA

NOTICES = Table(
    "notices",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("record_id", String(36), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("direction", String(10), CheckConstraint("direction IN ('outgoing', 'incoming')", name="direction"), nullable=False),
    Column("state", String(10), CheckConstraint("state IN ('draft', 'checked', 'sent', 'answered')", name="state"), nullable=False),
    Column(
        "answer",
        String(20),
        CheckConstraint("answer IN ('no_objection', 'objection', 'stop', 'no_answer')", name="answer"),
    ),
    Column("sent_on", String(10)),
    Column("reply_by", String(10)),
    Column("answered_on", String(10)),
    Column("fields", Text, nullable=False),
    CheckConstraint("(state = 'answered') = (answer IS NOT NULL)", name="answered"),
)  # fmt: skip
STEPS = Table(
    "notice_steps",
    METADATA,
    Column("number", Integer, ForeignKey("notices.number"), primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("step", String(20), nullable=False),
    Column("at", String(32), nullable=False),
    Column("who", String(100), nullable=False),
)
INCIDENTS = Table(
    "incidents",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("record_id", String(36), nullable=False, unique=True),
    Column("incident_kind", String(30), nullable=False),
    Column("at", String(32), nullable=False),
    Column("who", String(100), nullable=False),
    Column("fields", Text, nullable=False),
)


def add_notice(connection: Connection, notice: Mapping[str, object]) -> int:
    """Keeps a new notice. Returns its number."""
    kept = connection.execute(insert(NOTICES).values(**notice))
    assert kept.inserted_primary_key is not None
    return int(kept.inserted_primary_key[0])


def add_step(connection: Connection, *, number: int, version: int, step: str, at: str, who: str) -> None:
    connection.execute(insert(STEPS).values(number=number, version=version, step=step, at=at, who=who))


def change_notice(connection: Connection, number: int, *, version: int, values: Mapping[str, object]) -> bool:
    """Writes the values and the next version if the notice still has this version. False if it has not."""
    done = connection.execute(
        update(NOTICES)
        .where(NOTICES.c.number == number, NOTICES.c.version == version)
        .values(**values, version=version + 1)
    )
    return done.rowcount == 1


def notice(connection: Connection, number: int) -> Mapping[str, Any] | None:
    return _first(connection, select(NOTICES).where(NOTICES.c.number == number))


def notices(connection: Connection, *, state: str | None = None) -> tuple[Mapping[str, Any], ...]:
    """Every notice, or those of one state, by number."""
    wanted = select(NOTICES).order_by(NOTICES.c.number)
    return _all(connection, wanted if state is None else wanted.where(NOTICES.c.state == state))


def due(connection: Connection, until: str) -> tuple[Mapping[str, Any], ...]:
    """Notices that wait for an answer due up to a day, the most urgent first."""
    wanted = select(NOTICES).where(NOTICES.c.state == "sent", NOTICES.c.reply_by <= until)
    return _all(connection, wanted.order_by(NOTICES.c.reply_by, NOTICES.c.number))


def steps(connection: Connection, number: int) -> tuple[Mapping[str, Any], ...]:
    """What was done with a notice, in order."""
    return _all(connection, select(STEPS).where(STEPS.c.number == number).order_by(STEPS.c.version))


def notice_counts(connection: Connection) -> tuple[tuple[str, str, str | None, int], ...]:
    """(direction, state, answer, how many), sorted."""
    group = (NOTICES.c.direction, NOTICES.c.state, NOTICES.c.answer)
    found = connection.execute(select(*group, func.count()).group_by(*group).order_by(*group))
    return tuple((direction, state, answer, count) for direction, state, answer, count in found)


def add_incident(connection: Connection, incident: Mapping[str, object]) -> int:
    """Keeps an incident. Returns its number."""
    kept = connection.execute(insert(INCIDENTS).values(**incident))
    assert kept.inserted_primary_key is not None
    return int(kept.inserted_primary_key[0])


def incident(connection: Connection, number: int) -> Mapping[str, Any] | None:
    return _first(connection, select(INCIDENTS).where(INCIDENTS.c.number == number))


def incidents(connection: Connection) -> tuple[Mapping[str, Any], ...]:
    return _all(connection, select(INCIDENTS).order_by(INCIDENTS.c.number))


def incident_counts(connection: Connection) -> tuple[tuple[str, int], ...]:
    """(kind, how many), sorted."""
    kind = INCIDENTS.c.incident_kind
    return tuple(
        (k, count) for k, count in connection.execute(select(kind, func.count()).group_by(kind).order_by(kind))
    )


def _all(connection: Connection, wanted: Select[Any]) -> tuple[Mapping[str, Any], ...]:
    return tuple(row._asdict() for row in connection.execute(wanted))


def _first(connection: Connection, wanted: Select[Any]) -> Mapping[str, Any] | None:
    row = connection.execute(wanted).first()
    return row._asdict() if row else None
