"""Fixtures shared by all tests."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.postgresql import Server


@pytest.fixture(scope="session")
def raw() -> Path:
    """The folder of the publishers' raw files.

    Tests that need it are left out by tests/run.py where there is none (and it says so); in CI its absence
    is a failure.
    """
    folder = os.environ.get("TRIPOINT_RAW")
    if not folder:
        pytest.fail("TRIPOINT_RAW names no folder of raw files; leave these tests out with -m 'not raw'")
    return Path(folder)


@pytest.fixture(autouse=True, scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where reports made by tests keep their editions: never in the home of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("reports")
    os.environ["TRIPOINT_REPORTS"] = str(folder)
    return folder


@pytest.fixture(autouse=True, scope="session")
def desk_address(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a desk that a test names no place for lies: never in the home of whoever runs the tests."""
    file = tmp_path_factory.mktemp("desk") / "desk.sqlite"
    os.environ["TRIPOINT_DESK"] = str(file)
    return file


@pytest.fixture(scope="session")
def postgresql() -> Iterator["Server"]:
    """A real PostgreSQL server; tests that need it are slow."""
    from tests.postgresql import server

    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def new_desk_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where no desk is yet, in each of the two databases."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.sqlite")
    found: str = request.getfixturevalue("postgresql").new_database()
    return found


SLOW = ("test_filters", "test_cases", "test_template", "test_guide_sheet", "test_return_kill", "test_returned_")
"""Files of tests that `make check` leaves to `make test`, beside the faces."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "raw" in getattr(item, "fixturenames", ()):
            item.add_marker("raw")
        if "postgresql" in getattr(item, "fixturenames", ()) or "[postgresql" in item.name:
            item.add_marker("slow")
        if "/faces/" in item.path.as_posix() or item.path.name.startswith(SLOW):
            item.add_marker("slow")


_seconds: dict[str, float] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    group = report.nodeid.split("/")[1] if "/" in report.nodeid else "tests"
    _seconds[group] = _seconds.get(group, 0.0) + report.duration


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("seconds per group")
    for group, seconds in sorted(_seconds.items(), key=lambda item: -item[1]):
        terminalreporter.line(f"{seconds:8.1f}  {group}")
