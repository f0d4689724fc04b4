"""A publisher's file as it is expected before it arrives, from a `[[download]]` of a source.toml."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict

from tripoint.errors import NotFetched, Problem

Format = Literal["csv", "xlsx", "zip", "html", "txt", "xml"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "zip", "html", "txt", "xml")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Download:
    """One `[[download]]`: a file at an address, or the files that a page of the publisher links to.

    file: name as the publisher gives it. url: its address. Or page: address of a page; links: names of the files
    that it links to, as a glob.
    types: content types that are accepted, in small letters. least_bytes, most_bytes: outside them it is refused.
    read_in: the document in which the address was read. hosts: hosts a redirect or a link may lead to, beside
    that of the address. sha256: where the publisher never revises the file.
    Raises ValueError for an address that is not https (or loopback), and for what does not go together.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    types: tuple[str, ...]
    least_bytes: int
    most_bytes: int
    read_in: str
    file: str = ""
    url: str = ""
    page: str = ""
    links: str = ""
    hosts: tuple[str, ...] = ()
    sha256: str | None = None

    def __post_init__(self) -> None:
        if bool(self.file and self.url) == bool(self.page and self.links) or bool(self.file) != bool(self.url):
            raise ValueError("a download has either file and url or page and links")
        if not is_safe(self.address, self.all_hosts):
            raise ValueError(f"{self.address} is not an https address")
        if not 0 < self.least_bytes <= self.most_bytes:
            raise ValueError("least_bytes and most_bytes do not go together")
        if self.file and not is_plain_name(self.file):
            raise ValueError(f"'{self.file}' is not a name of a file that can be checked")
        if not self.types or not self.read_in:
            raise ValueError("types and read_in are missing")

    @property
    def address(self) -> str:
        return self.url or self.page

    @property
    def all_hosts(self) -> tuple[str, ...]:
        return (urlsplit(self.address).hostname or "", *self.hosts)

    def of_file(self, source: str) -> "Wanted":
        return Wanted(
            source, self.file, self.url, self.types, self.least_bytes, self.most_bytes, self.all_hosts, self.sha256
        )

    def of_page(self, source: str) -> "Wanted":
        """The page itself: at most two megabytes of HTML."""
        types = ("text/html", "application/xhtml+xml")
        return Wanted(source, "page.html", self.page, types, 1, 2_000_000, self.all_hosts)


@dataclass(frozen=True)
class Wanted:
    """One file to fetch. The fields are those of Download."""

    source: str
    file: str
    url: str
    types: tuple[str, ...]
    least_bytes: int
    most_bytes: int
    hosts: tuple[str, ...]
    sha256: str | None = None

    @property
    def format(self) -> Format:
        """By the name's ending, which `is_plain_name` has checked."""
        return next(f for f in FORMATS if self.file.lower().endswith(f".{f}"))

    def at(self, url: str, file: str) -> "Wanted":
        """Another file of which the same is expected."""
        return replace(self, url=url, file=file)

    def failed(self, code: str, *, value: object = "", rows: int = 0, detail: object = "") -> NotFetched:
        """The error to raise, with a code of FETCH_PROBLEMS."""
        return NotFetched((Problem(code, self.source, self.file, value=str(value), rows=rows, detail=str(detail)),))


def is_plain_name(name: str) -> bool:
    """Is it a name without folders, of a format whose content can be checked?"""
    is_flat = name == name.strip() and not set(name) & set("/\\:\0") and not name.startswith(".")
    return is_flat and name.lower().endswith(tuple(f".{f}" for f in FORMATS))


def is_safe(url: str, hosts: tuple[str, ...]) -> bool:
    """May the address be asked: https on its usual port, or loopback, at one of these hosts?"""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if host not in hosts or parts.username is not None or parts.scheme not in ("http", "https"):
        return False
    return host in LOOPBACK or (parts.scheme == "https" and port in (None, 443))
