"""Where a desk can be, who may not open it, and that no password is ever told."""

import traceback
from pathlib import Path

import pytest

from tests.postgresql import PASSWORD, Server
from tripoint.errors import DeskError
from tripoint.settings import read_settings
from tripoint.store.desk.opening import is_there, open_desk, url_of

SECRET = "s3cr3t-word"


def code_of(address: str) -> tuple[str, str]:
    """The problem's code, and everything that could be shown of it."""
    with pytest.raises(DeskError) as refused:
        open_desk(address, patience_seconds=1)
    shown = "".join(traceback.format_exception(refused.value)) + repr(refused.value.problems)
    return refused.value.problems[0].code, shown


@pytest.mark.parametrize(
    "address",
    [
        f"mysql://user:{SECRET}@127.0.0.1/desk",
        f"postgresql+psycopg2://user:{SECRET}@127.0.0.1/desk",
        f"postgresql://user:{SECRET}@127.0.0.1:notaport/desk",
        "sqlite://",
        "sqlite:///:memory:",
        "://",
    ],
)
def test_what_is_no_address_of_a_desk_is_refused_without_its_password(address: str) -> None:
    code, shown = code_of(address)
    assert code == "desk_address"
    assert SECRET not in shown


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    code, shown = code_of(f"postgresql://user:{SECRET}@127.0.0.1:1/desk")
    assert code == "desk_unreachable"
    assert SECRET not in shown
    assert "postgresql://127.0.0.1:1/desk" in shown


def test_a_wrong_password_and_an_unknown_database_are_refused(postgresql: Server) -> None:
    code, shown = code_of(postgresql.address("postgres", password=SECRET))
    assert code == "desk_refused"
    assert SECRET not in shown
    code, shown = code_of(postgresql.address("no_such_database"))
    assert code == "desk_refused"
    assert PASSWORD not in shown


def test_the_settings_do_not_show_the_password() -> None:
    address = f"postgresql+pg8000://user:{SECRET}@host/desk"
    settings = read_settings({"HOME": "/home/x", "TRIPOINT_DESK": address, "LOGNAME": "tester"})
    assert (settings.desk, settings.operator) == (address, "tester")
    assert SECRET not in repr(settings)


def test_the_desk_lies_beside_the_ledger_and_the_operator_can_be_named() -> None:
    settings = read_settings({"HOME": "/home/x", "TRIPOINT_OPERATOR": "Desk 3", "LOGNAME": "tester"})
    assert settings.desk == "/home/x/.local/share/tripoint/desk.sqlite"
    assert settings.operator == "Desk 3"


def test_plain_postgresql_goes_through_pg8000() -> None:
    assert url_of("postgresql://user@host/desk").drivername == "postgresql+pg8000"


def test_looking_whether_a_desk_is_there_makes_none(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite"
    assert not is_there(str(file))
    assert not file.exists()
    open_desk(str(file))
    assert is_there(str(file))


@pytest.mark.parametrize("content", [b"this is a letter, not a database. " * 40, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "desk.sqlite"
    file.write_bytes(content)
    code, _ = code_of(str(file))
    assert code in ("desk_foreign", "desk_damaged", "desk_unreachable")
    assert file.read_bytes() == content


def test_a_folder_where_nobody_may_write_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    code, _ = code_of(str(tmp_path / "file" / "desk.sqlite"))
    assert code == "desk_unreachable"
