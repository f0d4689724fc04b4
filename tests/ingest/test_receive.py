"""Files that arrive from a server on the loopback, with a note of where and when."""

import gzip
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.ingest.publisher import Answer, Publisher
from tests.ingest.receiving import BODY, DAY, OTHER, archive, brought, parts, wanted
from tripoint.ingest.fetched import note_of


def test_a_file_arrives_with_a_note_of_where_and_when(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"', headers=(("Last-Modified", "a day"),)))
    done = brought(tmp_path, wanted(url))
    assert done.is_new
    assert done.path == tmp_path / "made_source" / "made.csv"
    assert done.path.read_bytes() == BODY
    note = note_of(done.path)
    assert note is not None
    assert (note.url, note.fetched, note.size, note.etag, note.last_modified) == (url, DAY, len(BODY), '"1"', "a day")
    assert parts(tmp_path) == ["made.csv", "made.csv.fetched.json"]
    assert publisher.asked[0].headers["user-agent"].startswith("Tripoint/")


def test_a_note_says_nothing_of_a_file_that_was_changed_afterwards(tmp_path: Path, publisher: Publisher) -> None:
    done = brought(tmp_path, wanted(publisher.gives("/made.csv", Answer(BODY))))
    done.path.write_bytes(BODY.replace(b"0000007", b"0000008"))
    assert note_of(done.path) is None


def test_a_file_held_is_asked_for_only_if_it_changed(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"'))
    brought(tmp_path, wanted(url))
    done = brought(tmp_path, wanted(url), day=DAY + timedelta(days=3))
    assert not done.is_new
    assert publisher.asked[1].headers["if-none-match"] == '"1"'
    note = note_of(done.path)
    assert note is not None
    assert note.fetched == DAY


def test_the_same_bytes_sent_again_stay_known_since_they_first_came(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(BODY))
    brought(tmp_path, wanted(url))
    done = brought(tmp_path, wanted(url), day=DAY + timedelta(days=3))
    assert not done.is_new
    note = note_of(done.path)
    assert note is not None
    assert note.fetched == DAY


def test_a_new_file_moves_the_one_before_it_aside_with_its_note(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"'), Answer(OTHER, etag='"2"'))
    brought(tmp_path, wanted(url))
    done = brought(tmp_path, wanted(url), day=DAY + timedelta(days=30))
    assert done.path.read_bytes() == OTHER
    assert done.earlier is not None
    assert done.earlier.read_bytes() == BODY
    note = note_of(done.earlier)
    assert note is not None
    assert note.fetched == DAY


def test_a_body_packed_for_the_way_is_kept_unpacked(tmp_path: Path, publisher: Publisher) -> None:
    packed = Answer(gzip.compress(BODY), headers=(("Content-Encoding", "gzip"),), etag='"1"')
    assert brought(tmp_path, wanted(publisher.gives("/made.csv", packed))).path.read_bytes() == BODY
    assert publisher.asked[0].headers["accept-encoding"] == "identity"


def test_a_workbook_is_kept_if_its_parts_are_there(tmp_path: Path, publisher: Publisher) -> None:
    file = wanted(
        publisher.gives("/a", Answer(archive("[Content_Types].xml"), type="x/y")), types=("x/y",), least_bytes=1
    )
    assert brought(tmp_path, replace(file, file="made.xlsx")).is_new
