"""Opens the desk: creates it, brings it up to this program's tables, reads and writes in whole transactions."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from tripoint.errors import DeskError
from tripoint.store.desk.wrong import name_of, told

REVISION = "0003"
"""The newest revision of `migrations/versions`."""
PATIENCE_SECONDS = 10.0
"""How long a writer waits for another before it gives up."""
_UPGRADE_LOCK = 7_716_011
"""Key of PostgreSQL's advisory lock under which a desk is brought up to date."""


class Desk:
    """An opened desk. Each transaction has a connection of its own, so that threads and processes share nothing."""

    def __init__(self, engine: Engine, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self.engine = engine
        self.patience_seconds = patience_seconds

    @property
    def name(self) -> str:
        """Where it is, without user and password."""
        return name_of(self.engine.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the desk for several questions. Raises DeskError."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All or nothing; waits for other writers up to PATIENCE_SECONDS. Raises DeskError."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        try:
            with self.engine.connect().execution_options(desk_begin=begin) as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            fault = told(error, self.engine.url, patience_seconds=self.patience_seconds)
            if fault is None:  # a mistake of this program, which nobody at the desk can cure
                raise
            raise fault from None


def open_desk(address: str, *, patience_seconds: float = PATIENCE_SECONDS) -> Desk:
    """The desk at a SQLAlchemy address, or at the path of a file; made where there is none, upgraded where it is older.

    SQLite: WAL, synchronous FULL, foreign keys. PostgreSQL: through pg8000.
    Raises DeskError: no address, no desk, a newer one, locked, full, out of reach. No message holds a password.
    """
    url = url_of(address)
    engine = (
        _sqlite(url, patience_seconds) if url.get_backend_name() == "sqlite" else _postgresql(url, patience_seconds)
    )
    desk = Desk(engine, patience_seconds=patience_seconds)
    with desk.reading() as connection:
        held = revision_of(connection, url)
    if held != REVISION:
        _upgrade(desk)
    return desk


def is_there(address: str) -> bool:
    """Is there anything to open without making it? Of a database server it is not asked."""
    url = url_of(address)
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).is_file()


def url_of(address: str) -> URL:
    """Raises DeskError for what is neither a path nor an address of SQLite or PostgreSQL."""
    if "://" not in address:
        return URL.create("sqlite", database=str(Path(address).expanduser().absolute()))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise DeskError("desk_address", "TRIPOINT_DESK") from None
    match url.get_backend_name():
        case "sqlite" if url.database and url.database != ":memory:":
            return url
        case "postgresql" if url.drivername in ("postgresql", "postgresql+pg8000"):
            return url.set(drivername="postgresql+pg8000")
    raise DeskError("desk_address", name_of(url))


def revision_of(connection: Connection, url: URL) -> str | None:
    """The revision a desk stands at; None for an empty database. Raises DeskError for tables that are no desk's."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise DeskError("desk_foreign", name_of(url), detail=", ".join(sorted(tables))[:80])
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(desk: Desk) -> None:
    from tripoint.store.desk.upgrading import upgrade

    with desk.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
        if revision_of(connection, desk.engine.url) != REVISION:  # another process may have come first
            upgrade(connection, desk.name)


def _sqlite(url: URL, patience_seconds: float) -> Engine:
    file = Path(str(url.database))
    if not file.exists():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))  # names of firms: for nobody else's eyes
        except OSError as error:
            raise DeskError("desk_unreachable", str(file), detail=error.strerror or "") from None
    engine = create_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"timeout": patience_seconds, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("desk_begin", "BEGIN"))

    return engine


def _postgresql(url: URL, patience_seconds: float) -> Engine:
    try:
        engine = create_engine(
            url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": max(30, patience_seconds * 2)}
        )
    except ImportError:
        raise DeskError("desk_driver", name_of(url)) from None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("desk_begin") == "BEGIN":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(patience_seconds * 1000)}ms'")

    return engine
