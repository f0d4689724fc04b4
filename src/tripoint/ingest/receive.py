"""One file from its publisher's server: resumed where it broke off, never put together from two versions."""

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import ConnectTimeoutError, HTTPError, IncompleteRead, NewConnectionError, ProxyError, SSLError

from tripoint.ingest.body import TooSlow, pieces
from tripoint.ingest.fetched import Fetched
from tripoint.ingest.first_bytes import ENOUGH, name_of, unlike
from tripoint.ingest.line import Line, asked_wait
from tripoint.ingest.part import Part, Version, coding_of, version_in
from tripoint.ingest.wanted import Wanted

MOST_CHANGES = 3
MUCH = 1_000_000
"""Bytes that make a try worth while, however it ended."""

LATER = (408, 429, 500, 502, 503, 504)
"""Answers after which it is tried again."""

NOT_REACHED = (NewConnectionError, ConnectTimeoutError, ProxyError)

Watch = Callable[[int, int | None], None]
"""Called with the bytes that are here and those expected in all, if that is known."""


def receive(line: Line, wanted: Wanted, part: Part, *, held: Fetched | None, watch: Watch) -> Version | None:
    """Fills `part` with the whole file and says its version; None if the file held is still the publisher's.

    Raises NotFetched. What has arrived stays in `part` where going on from it makes sense.
    """
    return _Receiving(line, wanted, part, held, watch).whole()


@dataclass
class _Receiving:
    line: Line
    wanted: Wanted
    part: Part
    held: Fetched | None
    watch: Watch
    tries: int = 0
    calls: int = 0
    changes: int = 0

    def whole(self) -> Version | None:
        while True:
            before = self.part.size
            try:
                with closing(self.line.ask(self.wanted, self._headers())) as response:
                    if response.status in LATER:
                        self._later(response)
                        continue
                    return self._take(response)
            except _Changed:
                self._restart()
            except (HTTPError, TooSlow) as error:
                self._again(error, has_come_far=self.part.size - before >= MUCH)

    def _headers(self) -> dict[str, str]:
        version = self.part.version(self.wanted.url)
        if version:
            return {"Range": f"bytes={self.part.size}-", "If-Range": version.validator or ""}
        self.part.discard()
        if self.held is None or self.held.url != self.wanted.url:
            return {}
        asked = {"If-None-Match": self.held.etag, "If-Modified-Since": self.held.last_modified}
        return {name: value for name, value in asked.items() if value}

    def _take(self, response: BaseHTTPResponse) -> Version | None:
        status = response.status
        if status == 304 and self.held is not None:
            return None
        if status == 416 and self.part.size:
            raise _Changed
        if status not in (200, 206):
            raise self.wanted.failed("fetch_status", value=status, detail=self.wanted.url)
        self._check_type(response)
        return self._continue(response) if status == 206 else self._begin(response)

    def _begin(self, response: BaseHTTPResponse) -> Version:
        announced = None if coding_of(response) else _whole_number(response.headers.get("Content-Length"))
        if announced is not None:
            self._check_size(announced)
        version = version_in(response, self.wanted.url, total=announced)
        self.part.begin(version)
        return self._pour(response, version)

    def _continue(self, response: BaseHTTPResponse) -> Version:
        """Raises _Changed unless these are the next bytes of the same version."""
        known = self.part.version(self.wanted.url)
        says = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("Content-Range", "").strip())
        if known is None or says is None or int(says[1]) != self.part.size or coding_of(response):
            raise _Changed
        version = version_in(response, self.wanted.url, total=_whole_number(says[2]))
        if not known.is_same(version):
            raise _Changed
        return self._pour(response, known)

    def _pour(self, response: BaseHTTPResponse, version: Version) -> Version:
        size, start = self.part.size, bytearray()
        is_start = size == 0
        with self.part.path.open("ab") as file:
            for piece in pieces(response, coding_of(response), self.line.patience):
                file.write(piece)
                size += len(piece)
                if is_start:
                    start += piece[:ENOUGH]
                    if len(start) >= ENOUGH:
                        self._check_start(bytes(start))
                        is_start = False
                if size > self.wanted.most_bytes:
                    self.part.discard()
                    raise self.wanted.failed("fetch_too_large", value=size, detail=self.wanted.most_bytes)
                self.watch(size, version.total)
        if is_start:
            self._check_start(bytes(start))
        if version.total is not None and size != version.total:
            raise IncompleteRead(size, version.total - size)
        return version

    def _check_type(self, response: BaseHTTPResponse) -> None:
        given = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if given and given not in self.wanted.types:
            raise self.wanted.failed("fetch_wrong_type", value=given, detail=", ".join(self.wanted.types))
        if coding_of(response) not in ("", "gzip", "x-gzip"):
            raise self.wanted.failed("fetch_wrong_type", value=coding_of(response), detail="identity, gzip")

    def _check_size(self, size: int) -> None:
        if size > self.wanted.most_bytes:
            raise self.wanted.failed("fetch_too_large", value=size, detail=self.wanted.most_bytes)
        if size < self.wanted.least_bytes:
            raise self.wanted.failed("fetch_too_small", value=size, detail=self.wanted.least_bytes)

    def _check_start(self, start: bytes) -> None:
        kind = unlike(start, self.wanted.format)
        if kind:
            self.part.discard()
            raise self.wanted.failed("fetch_wrong_content", value=kind, detail=name_of(self.wanted.format))

    def _later(self, response: BaseHTTPResponse) -> None:
        """Waits as long as the server asks; raises NotFetched if that is too long or it asked too often."""
        asked = asked_wait(response)
        self.tries += 1
        if self.tries >= self.line.patience.tries or (asked or 0) > self.line.patience.longest_wait_seconds:
            detail = f"Retry-After: {response.headers.get('Retry-After', '–')}"
            raise self.wanted.failed("fetch_busy", value=response.status, detail=detail)
        self._wait(asked)

    def _again(self, error: Exception, *, has_come_far: bool) -> None:
        """Waits before the next try; raises NotFetched if it was the last one."""
        patience = self.line.patience
        self.tries += 0 if has_come_far else 1
        self.calls = self.calls + 1 if isinstance(error, NOT_REACHED) else 0
        is_distrusted = isinstance(error, SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error)
        is_last = self.tries >= patience.tries
        if is_distrusted or self.calls >= patience.calls or (is_last and not self.part.size):
            raise self.wanted.failed("fetch_unreachable", value=self.wanted.url, detail=_reason(error)) from None
        if is_last:
            size = self.part.size
            raise self.wanted.failed("fetch_broken", rows=self.tries, value=size, detail=_reason(error)) from None
        self._wait(None)

    def _restart(self) -> None:
        self.part.discard()
        self.changes += 1
        if self.changes >= MOST_CHANGES:
            raise self.wanted.failed("fetch_changing", rows=self.changes) from None

    def _wait(self, asked: float | None) -> None:
        patience = self.line.patience
        usual = patience.first_wait_seconds * 2 ** max(0, self.tries - 1)
        self.line.wait(min(usual, patience.longest_wait_seconds) if asked is None else asked)


class _Changed(Exception):
    """What the server sends does not continue what is here."""


def _whole_number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() else None


def _reason(error: Exception) -> str:
    """The error's own words, without the address of an object that urllib3 puts before them."""
    return re.sub(r"^<[^>]*>: ", "", str(error)) or type(error).__name__
