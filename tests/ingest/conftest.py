"""A publisher's server for each test that asks for one."""

from collections.abc import Iterator

import pytest

from tests.ingest.publisher import Publisher, serving


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "*")
    with serving() as publisher:
        yield publisher
