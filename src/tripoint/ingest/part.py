"""A file that is still arriving: the bytes so far, and by which version of the publisher's file they are known."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from urllib3 import BaseHTTPResponse

from tripoint.ingest.fetched import write_whole


@dataclass(frozen=True)
class Version:
    """Which version of the file at `url` a server sends. total: its bytes, if the server says so."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    total: int | None = None
    is_encoded: bool = False

    @property
    def validator(self) -> str | None:
        """What to send as If-Range; None if nothing tells two versions apart byte by byte."""
        if self.is_encoded:
            return None
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified

    def is_same(self, other: "Version") -> bool:
        """Does nothing that both name differ?"""
        pairs = (
            (self.etag, other.etag), (self.last_modified, other.last_modified), (self.total, other.total),
        )  # fmt: skip
        return all(a is None or b is None or a == b for a, b in pairs)


def version_in(response: BaseHTTPResponse, url: str, *, total: int | None) -> Version:
    headers = response.headers
    return Version(url, headers.get("ETag"), headers.get("Last-Modified"), total, bool(coding_of(response)))


def coding_of(response: BaseHTTPResponse) -> str:
    """The content coding; "" where the bytes are the file's own."""
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    return "" if coding == "identity" else coding


class Part:
    """Bytes that have arrived, beside the place where the file will stand. Survives the end of the program."""

    def __init__(self, file: Path) -> None:
        self.path = file.with_name(f".{file.name}.part")
        self._note = file.with_name(f".{file.name}.part.json")

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    def version(self, url: str) -> Version | None:
        """The version of which bytes are here, if more of it can be asked for."""
        try:
            kept = _ADAPTER.validate_json(self._note.read_bytes())
        except (OSError, ValidationError):
            return None
        return kept if kept.url == url and kept.validator and self.size else None

    def begin(self, version: Version) -> None:
        """Forgets what is here and names the version whose bytes come now."""
        self.discard()
        write_whole(self._note, json.dumps(asdict(version)))

    def discard(self) -> None:
        self._note.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def settle(self, file: Path) -> None:
        """Puts the bytes, all of them there, in the file's place."""
        with self.path.open("rb") as arrived:
            os.fsync(arrived.fileno())
        self.path.replace(file)
        self._note.unlink(missing_ok=True)


_ADAPTER = TypeAdapter(Version)
