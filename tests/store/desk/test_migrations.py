"""Every desk, empty or filled, old or new, comes to the tables of the program, in SQLite and in PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from tests.postgresql import Server
from tripoint.controls.audit import Act, add, note, verify
from tripoint.errors import DeskError
from tripoint.store.desk import audit, controls
from tripoint.store.desk.metadata import METADATA
from tripoint.store.desk.opening import REVISION, Desk, open_desk, url_of
from tripoint.store.desk.upgrading import configuration, upgrade

AT = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)


@pytest.fixture
def address(new_desk_address: str) -> str:
    return new_desk_address


def differences(desk: Desk) -> list[object]:
    with desk.reading() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA))


def at_revision(address: str, revision: str, fill: Callable[[Connection], None]) -> None:
    """A desk as an older program left it."""
    from tripoint.store.desk.opening import _postgresql, _sqlite

    url = url_of(address)
    engine = (_sqlite if url.get_backend_name() == "sqlite" else _postgresql)(url, 5)
    with Desk(engine).writing() as connection:
        upgrade(connection, "test", to=revision)
        fill(connection)


def test_an_empty_desk_has_the_tables_of_the_program(address: str) -> None:
    assert differences(open_desk(address)) == []


def test_the_comparison_sees_a_column_that_only_the_database_has(tmp_path: Path) -> None:
    desk = open_desk(str(tmp_path / "desk.sqlite"))
    with desk.writing() as connection:
        connection.execute(text("ALTER TABLE incidents ADD COLUMN stray TEXT"))
    assert [difference[0] for difference in differences(desk)] == ["remove_column"]  # type: ignore[index]


def test_a_filled_desk_of_an_older_program_is_upgraded_with_its_lines(address: str) -> None:
    def fill(connection: Connection) -> None:
        for number in range(3):
            add(connection, Act("tester", "trial", AT), action="screen", subject=f"query {number}")
        audit.put_out(connection, kind="trial", record_id="r", version=1, at="2026", body="{}")

    at_revision(address, "0001", fill)
    desk = open_desk(address)
    assert differences(desk) == []
    assert note(desk, Act("tester", "trial", AT), action="screen", subject="after") == 4
    verdict = verify(desk)
    assert (verdict.lines, verdict.broken) == (4, None)
    with desk.reading() as connection:
        assert [row["record_id"] for row in audit.outbox(connection)] == ["r"]
        assert controls.notices(connection) == ()


def test_opening_again_changes_nothing(address: str) -> None:
    note(open_desk(address), Act("tester", "trial", AT), action="screen", subject="x")
    assert verify(open_desk(address)).lines == 1


def test_a_desk_of_a_newer_program_is_refused_and_left_as_it_is(address: str) -> None:
    desk = open_desk(address)
    with desk.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DeskError) as refused:
        open_desk(address)
    assert refused.value.problems[0].code == "desk_newer"
    with desk.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_a_database_of_something_else_is_refused(address: str) -> None:
    desk = open_desk(address)
    with desk.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(DeskError) as refused:
        open_desk(address)
    assert refused.value.problems[0].code == "desk_foreign"


def test_the_history_is_one_line_and_ends_where_the_program_stands(tmp_path: Path) -> None:
    with open_desk(str(tmp_path / "desk.sqlite")).reading() as connection:
        script = ScriptDirectory.from_config(configuration(connection))
    assert script.get_heads() == [REVISION]
    assert [found.revision for found in script.walk_revisions()] == ["0003", "0002", "0001"]


@pytest.mark.parametrize("table", ["audit_lines", "outbox"])
@pytest.mark.parametrize("change", ["UPDATE {} SET at = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_line(address: str, table: str, change: str) -> None:
    desk = open_desk(address)
    note(desk, Act("tester", "trial", AT), action="screen", subject="x")
    with desk.writing() as connection:
        audit.put_out(connection, kind="trial", record_id="r", version=1, at="2026", body="{}")
    with pytest.raises(DeskError) as refused, desk.writing() as connection:
        connection.execute(text(change.format(table)))
    assert refused.value.problems[0].code == "desk_append_only"


def test_postgresql_refuses_to_empty_the_audit_lines(postgresql: "Server") -> None:
    desk = open_desk(postgresql.new_database())
    with pytest.raises(DeskError), desk.writing() as connection:
        connection.execute(text("TRUNCATE audit_lines"))


def test_sqlite_writes_ahead_and_to_the_disk(tmp_path: Path) -> None:
    with open_desk(str(tmp_path / "deep" / "desk.sqlite")).reading() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]
    assert (tmp_path / "deep" / "desk.sqlite").stat().st_mode & 0o077 == 0
