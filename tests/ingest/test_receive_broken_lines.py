"""Lines that break off, stall or change the file half-way: what is taken up, begun anew or given up."""

import gzip
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ingest.publisher import Answer, Publisher
from tests.ingest.receiving import BODY, HASTY, OTHER, brought, refused, wanted
from tripoint.ingest.fetched import note_of


def test_a_line_that_is_cut_is_taken_up_where_it_broke(tmp_path: Path, publisher: Publisher) -> None:
    cut = Answer(BODY, etag='"1"', cut_after=100_000)
    url = publisher.gives("/made.csv", cut, replace(cut, cut_after=150_000), Answer(BODY, etag='"1"'))
    assert brought(tmp_path, wanted(url)).path.read_bytes() == BODY
    assert publisher.ranges() == [None, "bytes=100000-", "bytes=250000-"]
    assert publisher.asked[1].headers["if-range"] == '"1"'


def test_the_next_run_takes_up_what_the_last_one_left(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"', cut_after=100_000))
    assert refused(tmp_path, wanted(url), patience=replace(HASTY, tries=1))[0] == "fetch_broken"
    publisher.gives("/made.csv", Answer(BODY, etag='"1"'))
    assert brought(tmp_path, wanted(url)).path.read_bytes() == BODY
    assert publisher.ranges() == [None, "bytes=100000-"]


def test_a_line_that_never_holds_is_given_up_with_what_came(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"', cut_after=1000))
    assert refused(tmp_path, wanted(url)) == ("fetch_broken", "4000")
    assert len(publisher.asked) == HASTY.tries


def test_without_a_mark_of_its_version_a_file_is_never_put_together(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(OTHER, cut_after=100_000), Answer(BODY))
    assert brought(tmp_path, wanted(url)).path.read_bytes() == BODY
    assert publisher.ranges() == [None, None]


@pytest.mark.parametrize("ignores_if_range", [False, True])
def test_a_file_that_changes_half_way_is_begun_anew(
    tmp_path: Path, publisher: Publisher, ignores_if_range: bool
) -> None:
    new = Answer(OTHER, etag='"2"', ignores_if_range=ignores_if_range)
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"', cut_after=100_000), new)
    done = brought(tmp_path, wanted(url))
    assert done.path.read_bytes() == OTHER
    note = note_of(done.path)
    assert note is not None
    assert note.etag == '"2"'


def test_a_file_that_changes_its_length_half_way_is_begun_anew(tmp_path: Path, publisher: Publisher) -> None:
    longer = Answer(OTHER + b"2025,NOV,1\n", etag='"1"')  # a server that forgets to change its mark
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"', cut_after=100_000), longer)
    assert brought(tmp_path, wanted(url)).path.read_bytes() == longer.body


def test_a_file_that_becomes_shorter_than_what_came_is_begun_anew(tmp_path: Path, publisher: Publisher) -> None:
    short = Answer(BODY[:50_000], etag='"2"', ignores_if_range=True)
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"', cut_after=100_000), short)
    assert brought(tmp_path, wanted(url)).path.read_bytes() == short.body


def test_a_part_that_begins_elsewhere_is_not_put_behind_what_came(tmp_path: Path, publisher: Publisher) -> None:
    cut = Answer(BODY, etag='"1"', cut_after=100_000)
    url = publisher.gives("/made.csv", cut, Answer(BODY, etag='"1"', shifts=7), Answer(BODY, etag='"1"'))
    assert brought(tmp_path, wanted(url)).path.read_bytes() == BODY
    assert publisher.ranges() == [None, "bytes=100000-", None]


def test_what_was_unpacked_is_not_continued_by_counting_packed_bytes(tmp_path: Path, publisher: Publisher) -> None:
    packed = Answer(gzip.compress(BODY), headers=(("Content-Encoding", "gzip"),), etag='"1"')
    url = publisher.gives("/made.csv", replace(packed, cut_after=20_000), packed)
    assert brought(tmp_path, wanted(url)).path.read_bytes() == BODY
    assert publisher.ranges() == [None, None]


def test_what_came_from_another_address_is_not_continued(tmp_path: Path, publisher: Publisher) -> None:
    old = publisher.gives("/old.csv", Answer(OTHER, etag='"1"', cut_after=100_000))
    refused(tmp_path, wanted(old), patience=replace(HASTY, tries=1))
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"'))
    assert brought(tmp_path, wanted(url)).path.read_bytes() == BODY
    assert publisher.ranges() == [None, None]


def test_a_file_that_changes_without_end_is_given_up(tmp_path: Path, publisher: Publisher) -> None:
    first = Answer(BODY, etag='"1"', cut_after=100)
    changed = [replace(first, etag=f'"{i}"', ignores_if_range=True) for i in range(1, 20)]
    url = publisher.gives("/made.csv", *changed)
    assert refused(tmp_path, wanted(url), patience=replace(HASTY, tries=20))[0] == "fetch_changing"


def test_a_server_that_falls_silent_is_asked_again(tmp_path: Path, publisher: Publisher) -> None:
    silent = Answer(BODY, etag='"1"', cut_after=1000, waits=8)
    url = publisher.gives("/made.csv", silent, Answer(BODY, etag='"1"'))
    begun = time.monotonic()
    assert brought(tmp_path, wanted(url)).path.read_bytes() == BODY
    assert time.monotonic() - begun < 6
    assert publisher.ranges()[1] == "bytes=1000-"


@pytest.mark.slow
def test_a_server_that_sends_a_byte_now_and_then_is_given_up(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"', drip=0.05))
    assert refused(tmp_path, wanted(url), patience=replace(HASTY, tries=2))[0] == "fetch_broken"


def test_a_length_that_is_announced_too_great_is_not_taken_for_the_whole(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(BODY, announced=len(BODY) + 100))
    assert refused(tmp_path, wanted(url))[0] == "fetch_broken"


def test_a_packed_body_without_its_end_is_not_taken_for_the_whole(tmp_path: Path, publisher: Publisher) -> None:
    packed = gzip.compress(BODY)
    cut = Answer(packed[:-5000], headers=(("Content-Encoding", "gzip"),), has_length=False)
    url = publisher.gives("/made.csv", cut, replace(cut, body=packed))
    assert brought(tmp_path, wanted(url)).path.read_bytes() == BODY
    assert len(publisher.asked) == 2


def test_a_server_that_is_not_there_is_named(tmp_path: Path, publisher: Publisher) -> None:
    url = "http://127.0.0.1:9/made.csv"
    assert refused(tmp_path, wanted(url)) == ("fetch_unreachable", url)
