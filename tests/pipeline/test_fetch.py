"""A source's files, from the addresses of its source.toml to the ledger."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from tests.builders import cbp_file, cbp_rows
from tests.ingest.publisher import Answer, Publisher, serving
from tests.ingest.receiving import BODY, HASTY, brought, wanted
from tripoint.cli import fetching, keeping
from tripoint.cli.wording import say_error
from tripoint.errors import BadInput, NotFetched, Problem
from tripoint.ingest.fetched import note_path
from tripoint.ingest.line import Line
from tripoint.ingest.wanted import Wanted
from tripoint.pipeline.fetch import fetch_file, wanted_files
from tripoint.sources.catalogue import Source, source, sources
from tripoint.store.ledger import Reader

FETCHED = datetime(2026, 5, 4, 23, 30, tzinfo=UTC)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "*")
    with serving() as publisher:
        yield publisher


def paged(publisher: Publisher, page: str, **changed: object) -> Source:
    """us_cbp_drugs with its page on the loopback."""
    url = publisher.gives("/stats", Answer(page.encode(), type="text/html"))
    facts = {
        "page": url, "links": "nationwide-drugs-*.csv", "types": ["text/csv"], "least_bytes": 10,
        "most_bytes": 10_000_000, "read_in": "a test",
    } | changed  # fmt: skip
    return Source("us_cbp_drugs", {**source("us_cbp_drugs").facts, "download": [facts]})


def dict_of_sources() -> dict[str, Source]:
    """The catalogue itself, so that a test can put another address in it for a while."""
    found = sources()
    assert isinstance(found, dict)
    return found


def named(member: Source, folder: Path) -> list[Wanted]:
    found = []
    for item in wanted_files(Line(HASTY), member, folder, watch=lambda *_: None):
        if isinstance(item, NotFetched):
            raise item
        found.append(item)
    return found


def code_of(member: Source, folder: Path) -> str:
    with pytest.raises(NotFetched) as raised:
        named(member, folder)
    return raised.value.problems[0].code


def test_a_page_is_asked_for_its_files(tmp_path: Path, publisher: Publisher) -> None:
    page = '<a href="/f/nationwide-drugs-fy19-fy22.csv">1</a><a href="/f/nationwide-drugs-fy26-jul.csv">2</a><a href="/f/x.csv">'
    files = named(paged(publisher, page), tmp_path)
    assert [(w.file, w.url) for w in files] == [
        (name, publisher.url(f"/f/{name}"))
        for name in ("nationwide-drugs-fy19-fy22.csv", "nationwide-drugs-fy26-jul.csv")
    ]
    assert [asked.path for asked in publisher.asked] == ["/stats", "/robots.txt"]


def test_a_page_without_such_files_is_said_and_named(tmp_path: Path, publisher: Publisher) -> None:
    assert code_of(paged(publisher, "<html><p>Moved"), tmp_path) == "fetch_no_links"


def test_a_page_with_more_files_than_a_person_means_is_refused(tmp_path: Path, publisher: Publisher) -> None:
    page = "<html>" + "".join(f'<a href="nationwide-drugs-{i}.csv">' for i in range(25))
    assert code_of(paged(publisher, page), tmp_path) == "fetch_many_links"


def test_a_link_to_another_host_is_refused(tmp_path: Path, publisher: Publisher) -> None:
    page = '<html><a href="https://elsewhere.example/nationwide-drugs-1.csv">'
    assert code_of(paged(publisher, page), tmp_path) == "fetch_address"


def test_a_link_that_robots_txt_closes_is_not_followed(tmp_path: Path, publisher: Publisher) -> None:
    publisher.gives("/robots.txt", Answer(b"User-agent: *\nDisallow: /f/", type="text/plain"))
    page = '<html><a href="/f/nationwide-drugs-1.csv">'
    assert code_of(paged(publisher, page), tmp_path) == "fetch_robots"


@pytest.mark.parametrize(
    ("name", "code"),
    [("us_nflis_drug", "fetch_page_only"), ("mx_sesnsp_federal", "fetch_page_only"),
     ("int_official_statements", "fetch_no_file")],
)  # fmt: skip
def test_where_no_address_is_known_a_person_is_sent_to_the_page(tmp_path: Path, name: str, code: str) -> None:
    member = source(name)
    with pytest.raises(NotFetched) as raised:
        named(member, tmp_path)
    (problem,) = raised.value.problems
    assert problem.code == code
    assert problem.detail in (member.text("url"), member.text("visit"))


def test_two_programs_do_not_fetch_one_file_at_once(tmp_path: Path, publisher: Publisher) -> None:
    (tmp_path / "made_source").mkdir()
    file = wanted(publisher.gives("/made.csv", Answer(BODY)))
    with FileLock(tmp_path / "made_source" / ".made.csv.lock"), pytest.raises(NotFetched, match="another program"):
        brought(tmp_path, file)
    assert publisher.asked == []


def test_a_program_killed_in_a_transfer_leaves_no_file_and_the_next_goes_on(
    tmp_path: Path, publisher: Publisher
) -> None:
    url = publisher.gives("/made.csv", Answer(BODY, etag='"1"', cut_after=100_000, waits=20), Answer(BODY, etag='"1"'))
    script = (
        "from pathlib import Path; from tests.ingest.test_receive import brought, wanted; "
        "from tripoint.ingest.line import Patience; import sys; "
        "brought(Path(sys.argv[1]), wanted(sys.argv[2]), patience=Patience())"
    )
    child = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), url])
    part = tmp_path / "made_source" / ".made.csv.part"
    until = time.monotonic() + 20
    while time.monotonic() < until and not (part.exists() and part.stat().st_size >= 98_304):
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.wait(10)
    assert not (tmp_path / "made_source" / "made.csv").exists()
    kept = part.stat().st_size
    assert kept
    assert brought(tmp_path, wanted(url)).path.read_bytes() == BODY
    assert publisher.ranges() == [None, f"bytes={kept}-"]


def ingest(folder: Path) -> None:
    keeping.ingest(["us_cbp_drugs"], folder, accessed=None, allow_fewer=False, language="en")


@pytest.fixture
def fetched(tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder into which a file of us_cbp_drugs was fetched; the ledger is beside it."""
    monkeypatch.setenv("TRIPOINT_LEDGER", str(tmp_path / "ledger"))
    name = "nationwide-drugs-made.csv"
    made = cbp_file(tmp_path / "at_publisher", cbp_rows(5000), name=name).read_bytes()
    publisher.gives(f"/{name}", Answer(made))
    (file,) = named(paged(publisher, f'<html><a href="/{name}">'), tmp_path / "to")
    fetch_file(Line(HASTY), file, tmp_path / "to", now=lambda: FETCHED, watch=lambda *_: None)
    return tmp_path / "to"


def test_a_fetched_file_is_read_as_known_since_it_was_fetched(fetched: Path) -> None:
    ingest(fetched)
    kept = [s for s in Reader(fetched.parent / "ledger").manifest if s.file == "nationwide-drugs-made.csv"]
    assert [s.recorded_at for s in kept] == [date(2026, 5, 4)]


def test_a_release_and_the_one_after_it_are_both_read_each_known_since_its_day(
    fetched: Path, publisher: Publisher
) -> None:
    name = "nationwide-drugs-made.csv"
    later = cbp_file(fetched.parent / "later", cbp_rows(5000, seed=1), name=name).read_bytes()
    publisher.gives(f"/{name}", Answer(later))
    (file,) = named(paged(publisher, f'<html><a href="/{name}">'), fetched)
    done = fetch_file(Line(HASTY), file, fetched, now=lambda: FETCHED.replace(month=6), watch=lambda *_: None)
    assert done.earlier is not None
    ingest(fetched)
    kept = [s.recorded_at for s in Reader(fetched.parent / "ledger").manifest if s.file == name]
    assert kept == [date(2026, 5, 4), date(2026, 6, 4)]


def test_the_verb_fetches_what_it_can_and_names_the_rest(
    tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.gives("/nationwide-drugs-1.csv", Answer(BODY))
    publisher.gives("/nationwide-drugs-2.csv", Answer(b"<html>" + BODY))
    page = '<html><a href="/nationwide-drugs-2.csv"><a href="/nationwide-drugs-1.csv">'
    monkeypatch.setitem(dict_of_sources(), "us_cbp_drugs", paged(publisher, page))
    with pytest.raises(NotFetched) as raised:
        fetching.fetch(["us_nflis_drug", "us_cbp_drugs"], tmp_path, language="fr")
    assert [(p.source, p.code) for p in raised.value.problems] == [
        ("us_nflis_drug", "fetch_page_only"), ("us_cbp_drugs", "fetch_wrong_content"),
    ]  # fmt: skip
    assert (tmp_path / "us_cbp_drugs" / "nationwide-drugs-1.csv").read_bytes() == BODY
    assert "us_cbp_drugs, nationwide-drugs-1.csv: 680\u202f017 octets" in capsys.readouterr().err.replace(
        "\u00a0", "\u202f"
    )


def test_a_fetched_file_that_was_edited_since_needs_its_day_said(fetched: Path) -> None:
    path = fetched / "us_cbp_drugs" / "nationwide-drugs-made.csv"
    path.write_bytes(path.read_bytes().replace(b"Fentanyl", b"Heroin", 1))
    assert note_path(path).exists()
    with pytest.raises(BadInput) as raised:
        ingest(fetched)
    assert [p.code for p in raised.value.problems] == ["date_unknown"]


def test_nobody_is_told_that_nothing_was_kept_of_a_transfer_that_goes_on_where_it_broke_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRIPOINT_LANG", "en")
    problem = Problem("fetch_broken", "us_cbp_drugs", "a.csv", value="100", rows=6, detail="closed")
    say_error(NotFetched((problem,)))
    said = capsys.readouterr().err
    assert "it goes on from there" in said
    assert "kept" not in said


def test_the_patience_of_users_is_bounded() -> None:
    usual = Line().patience
    assert 0 < usual.connect_seconds <= 60
    assert 0 < usual.stall_seconds <= 120
    assert usual.tries <= 10
    assert usual.longest_wait_seconds <= 300
