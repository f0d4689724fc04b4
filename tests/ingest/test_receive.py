"""Files from a server on the loopback that breaks off, redirects, stalls, lies and changes its mind."""

import gzip
import io
import subprocess
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.ingest.publisher import CSV, Answer, Publisher, serving
from tripoint.errors import NotFetched
from tripoint.ingest.fetched import note_of, note_path
from tripoint.ingest.line import Line, Patience
from tripoint.ingest.wanted import Wanted
from tripoint.pipeline.fetch import Brought, fetch_file

DAY = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
HASTY = Patience(
    connect_seconds=2, stall_seconds=0.4, least_rate=1000, calls=2, tries=4, first_wait_seconds=0.01,
    longest_wait_seconds=2, between_seconds=0, most_redirects=3,
)  # fmt: skip
BODY = b"Year,Month,Count\n" + b"".join(b"2025,OCT,%07d\n" % i for i in range(40_000))
OTHER = BODY.replace(b"OCT", b"NOV")


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "*")
    with serving() as publisher:
        yield publisher


def wanted(url: str, **changed: object) -> Wanted:
    made = Wanted("made_source", "made.csv", url, (CSV,), 1000, 5_000_000, ("127.0.0.1",))
    return replace(made, **changed)  # type: ignore[arg-type]


def brought(tmp_path: Path, file: Wanted, *, patience: Patience = HASTY, day: datetime = DAY) -> Brought:
    return fetch_file(Line(patience), file, tmp_path, now=lambda: day, watch=lambda *_: None)


def refused(tmp_path: Path, file: Wanted, *, patience: Patience = HASTY) -> tuple[str, str]:
    """Code and value of the problem; the file is not there afterwards."""
    with pytest.raises(NotFetched) as raised:
        brought(tmp_path, file, patience=patience)
    assert not (tmp_path / file.source / file.file).exists()
    (problem,) = raised.value.problems
    return problem.code, problem.value


def parts(tmp_path: Path) -> list[str]:
    return sorted(p.name for p in tmp_path.rglob("*") if p.is_file() and not p.name.endswith(".lock"))


# what goes well


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


# lines that break


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


# certificates


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of 127.0.0.1, signed by nobody, with its key in the same file."""
    path = tmp_path / "made.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "cert")],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_text((tmp_path / "key").read_text() + (tmp_path / "cert").read_text())
    return path


@pytest.mark.slow
def test_a_certificate_that_nobody_vouches_for_ends_it_at_once(tmp_path: Path, certificate: Path) -> None:
    with serving(certificate) as publisher:
        publisher.gives("/made.csv", Answer(BODY))
        url = f"https://127.0.0.1:{publisher.port}/made.csv"
        with pytest.raises(NotFetched, match="CERTIFICATE_VERIFY_FAILED"):
            brought(tmp_path / "to", wanted(url))
        assert publisher.asked == []


@pytest.mark.slow
def test_a_certificate_that_this_computer_trusts_is_taken(
    tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(certificate) as publisher:
        publisher.gives("/made.csv", Answer(BODY))
        url = f"https://127.0.0.1:{publisher.port}/made.csv"
        assert brought(tmp_path / "to", wanted(url)).is_new


# redirects


def leads_to(url: str, status: int = 302) -> Answer:
    return Answer(b"", status, headers=(("Location", url),))


def test_a_redirect_to_a_host_of_the_source_is_followed(tmp_path: Path, publisher: Publisher) -> None:
    publisher.gives("/new.csv", Answer(BODY))
    url = publisher.gives("/made.csv", leads_to(publisher.url("/new.csv", host="localhost"), 307))
    assert brought(tmp_path, wanted(url, hosts=("127.0.0.1", "localhost"))).path.read_bytes() == BODY


@pytest.mark.parametrize(
    "target",
    ["http://localhost:{port}/new.csv", "https://elsewhere.example/x", "http://127.0.0.1.example/x", "file:///etc/hosts",
     "http://someone@127.0.0.1:{port}/new.csv", "//localhost/new.csv", "http://127.0.0.1:x/"],
)  # fmt: skip
def test_a_redirect_to_anywhere_else_is_refused(tmp_path: Path, publisher: Publisher, target: str) -> None:
    publisher.gives("/new.csv", Answer(BODY))
    url = publisher.gives("/made.csv", leads_to(target.format(port=publisher.port)))
    assert refused(tmp_path, wanted(url))[0] == "fetch_address"
    assert [asked.path for asked in publisher.asked] == ["/made.csv"]


def test_a_circle_of_redirects_ends(tmp_path: Path, publisher: Publisher) -> None:
    url = publisher.gives("/made.csv", leads_to("/again.csv"))
    publisher.gives("/again.csv", leads_to("/made.csv"))
    assert refused(tmp_path, wanted(url))[0] == "fetch_redirects"
    assert len(publisher.asked) == HASTY.most_redirects + 1


# servers that ask for patience


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


# what is not the file


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


def archive(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(name, "made " * 500)
    return made.getvalue()
