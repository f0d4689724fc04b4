"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "raw" in getattr(item, "fixturenames", ()):
            item.add_marker("raw")
