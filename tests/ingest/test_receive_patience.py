"""Servers that ask to wait."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.ingest.publisher import Answer, Publisher
from tests.ingest.receiving import BODY, HASTY, brought, refused, wanted


@pytest.mark.slow
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_is_waited_for(tmp_path: Path, publisher: Publisher, status: int) -> None:
    url = publisher.gives("/made.csv", Answer(b"", status, headers=(("Retry-After", "1"),)), Answer(BODY))
    assert brought(tmp_path, wanted(url)).path.read_bytes() == BODY
    assert publisher.asked[1].at - publisher.asked[0].at >= 1


@pytest.mark.slow
def test_a_server_that_asks_to_wait_until_a_time_is_waited_for(tmp_path: Path, publisher: Publisher) -> None:
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    asks = Answer(b"", 503, headers=(("Retry-After", format_datetime(until)),))
    assert brought(tmp_path, wanted(publisher.gives("/made.csv", asks, Answer(BODY)))).is_new
    assert datetime.now(UTC) >= until


def test_nobody_waits_for_an_hour(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(b"", 429, headers=(("Retry-After", "3600"),)))
    assert refused(tmp_path, wanted(url)) == ("fetch_busy", "429")
    assert len(publisher.asked) == 1


def test_a_server_that_is_always_busy_is_given_up(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(b"", 503))
    assert refused(tmp_path, wanted(url)) == ("fetch_busy", "503")
    assert len(publisher.asked) == HASTY.tries


def test_requests_keep_their_distance(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(b"", 503, headers=(("Retry-After", "0"),)), Answer(BODY))
    begun = time.monotonic()
    brought(tmp_path, wanted(url), patience=replace(HASTY, between_seconds=0.3))
    assert time.monotonic() - begun >= 0.3
