"""Certificates and redirects: from whom a file is taken, and from whom not."""

import subprocess
from pathlib import Path

import pytest

from tests.ingest.publisher import Answer, Publisher, serving
from tests.ingest.receiving import BODY, HASTY, brought, refused, wanted
from tripoint.errors import NotFetched


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
