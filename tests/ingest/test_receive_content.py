"""What is sent in place of the file wanted: pages, archives, too much, too little."""

import gzip
import time
from pathlib import Path

import pytest

from tests.ingest.publisher import Answer, Publisher
from tests.ingest.receiving import BODY, archive, brought, parts, refused, wanted
from tripoint.errors import NotFetched
from tripoint.ingest.fetched import note_of, note_path


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_an_answer_that_there_is_no_file_is_said_at_once(tmp_path: Path, publisher: Publisher, status: int) -> None:
    url = publisher.gives("/made.csv", Answer(b"no", status))
    assert refused(tmp_path, wanted(url)) == ("fetch_status", str(status))
    assert len(publisher.asked) == 1


def test_a_page_in_place_of_a_file_is_refused_by_its_type(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(b"<html>" + BODY, type="text/html; charset=utf-8"))
    assert refused(tmp_path, wanted(url)) == ("fetch_wrong_type", "text/html")


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"<!DOCTYPE html><html>", "HTML"), (b"\xef\xbb\xbf\n <HTML>", "HTML"), (b"PK\3\4", "ZIP"), (b"%PDF-1.7", "PDF"),
     (b'{"error": "no"}', "JSON"), (b"\0\1\2", "BIN"), (b"<?xml version='1.0'?><e/>", "XML")],
)  # fmt: skip
def test_what_calls_itself_csv_and_is_none_is_refused(
    tmp_path: Path, publisher: Publisher, start: bytes, kind: str
) -> None:
    url = publisher.gives("/made.csv", Answer(start + BODY))
    assert refused(tmp_path, wanted(url)) == ("fetch_wrong_content", kind)
    assert parts(tmp_path) == []


@pytest.mark.parametrize("body", [BODY, b"PK\3\4" + BODY])
def test_what_calls_itself_a_workbook_and_is_none_is_refused(tmp_path: Path, publisher: Publisher, body: bytes) -> None:
    url = publisher.gives("/made.xlsx", Answer(body))
    assert refused(tmp_path, wanted(url, file="made.xlsx"))[0] == "fetch_wrong_content"
    assert parts(tmp_path) == []


def test_an_archive_without_a_workbook_is_no_workbook(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.xlsx", Answer(archive("made.csv")))
    assert refused(tmp_path, wanted(url, file="made.xlsx", least_bytes=1))[0] == "fetch_wrong_content"


def test_five_gigabytes_in_place_of_five_megabytes_are_refused_unread(tmp_path: Path, publisher: Publisher) -> None:
    huge = 5_000_000_000
    url = publisher.gives("/made.csv", Answer(BODY, announced=huge, waits=8, cut_after=10))
    begun = time.monotonic()
    assert refused(tmp_path, wanted(url)) == ("fetch_too_large", str(huge))
    assert time.monotonic() - begun < 6
    assert parts(tmp_path) == []


def test_a_stream_that_goes_on_beyond_what_is_expected_is_stopped(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(BODY * 20, has_length=False))
    code, value = refused(tmp_path, wanted(url, most_bytes=700_000))
    assert code == "fetch_too_large"
    assert int(value) < 800_000
    assert parts(tmp_path) == []


def test_a_small_body_that_unpacks_to_gigabytes_is_stopped(tmp_path: Path, publisher: Publisher) -> None:
    bomb = gzip.compress(b"1,2\n" * 50_000_000)
    url = publisher.gives("/made.csv", Answer(bomb, headers=(("Content-Encoding", "gzip"),)))
    code, value = refused(tmp_path, wanted(url, most_bytes=700_000))
    assert code == "fetch_too_large"
    assert int(value) < 800_000


@pytest.mark.parametrize("has_length", [True, False])
def test_a_file_that_is_too_small_is_refused(tmp_path: Path, publisher: Publisher, has_length: bool) -> None:
    url = publisher.gives("/made.csv", Answer(b"Year,Month\n", has_length=has_length))
    assert refused(tmp_path, wanted(url)) == ("fetch_too_small", "11")
    assert parts(tmp_path) == []


def test_a_file_that_is_never_revised_must_have_the_bytes_known(tmp_path: Path, publisher: Publisher) -> None:
    file = wanted(publisher.gives("/made.csv", Answer(BODY)), sha256="0" * 64)
    assert refused(tmp_path, file)[0] == "fetch_wrong_hash"


def test_what_is_refused_leaves_the_file_held_alone(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", Answer(BODY), Answer(b"<html>" + BODY))
    done = brought(tmp_path, wanted(url))
    with pytest.raises(NotFetched):
        brought(tmp_path, wanted(url))
    assert done.path.read_bytes() == BODY
    assert note_path(done.path).exists()
    assert note_of(done.path) is not None
