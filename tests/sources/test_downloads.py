"""The addresses in source.toml, as far as they can be checked without a network."""

from typing import Any

import pytest
from pydantic import ValidationError

from tripoint.ingest.wanted import LOOPBACK, Download
from tripoint.sources.catalogue import Source, sources

FETCHED = [(member, download) for member in sources().values() for download in member.downloads]
EACH = pytest.mark.parametrize(
    ("member", "download"), FETCHED, ids=[f"{m.name}-{i}" for i, (m, _) in enumerate(FETCHED)]
)


@EACH
def test_an_address_is_https_and_says_where_it_was_read(member: Source, download: Download) -> None:
    assert download.address.startswith("https://")
    assert not set(download.all_hosts) & set(LOOPBACK)
    assert len(download.read_in) > 20


@EACH
def test_a_fetched_file_has_a_name_that_its_source_reads(member: Source, download: Download) -> None:
    assert member.layout_of(download.file or download.links.replace("*", "fy26")) is not None


@EACH
def test_a_known_hash_is_that_of_a_known_snapshot(member: Source, download: Download) -> None:
    known = {s.file: s.sha256 for s in member.known_snapshots.values()}
    assert download.sha256 in (None, known.get(download.file))


def test_every_source_can_be_fetched_or_names_a_page() -> None:
    for member in sources().values():
        can = member.downloads or member.text("visit") or member.text("url") or member.text("merged_by")
        assert can, member.name


GOOD: dict[str, Any] = {
    "file": "made.csv", "url": "https://publisher.example/made.csv", "types": ["text/csv"], "least_bytes": 1,
    "most_bytes": 2, "read_in": "a test",
}  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [{"url": "http://publisher.example/made.csv"}, {"url": "ftp://publisher.example/made.csv"},
     {"url": "https://someone:word@publisher.example/"}, {"url": "https://publisher.example:8443/made.csv"},
     {"file": "../made.csv"}, {"file": "/made.csv"}, {"file": ".made.csv"}, {"file": "made.exe"}, {"file": ""},
     {"least_bytes": 0}, {"least_bytes": 3}, {"types": []}, {"read_in": ""}, {"page": "https://a.example", "links": "*"},
     {"adress": "misspelt"}],
    ids=str,
)  # fmt: skip
def test_a_download_that_makes_no_sense_is_refused_before_anything_is_asked(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        _ = Source("made", {"download": [GOOD | changed]}).downloads


def test_a_download_that_makes_sense_is_taken() -> None:
    (download,) = Source("made", {"download": [GOOD]}).downloads
    assert download.all_hosts == ("publisher.example",)
