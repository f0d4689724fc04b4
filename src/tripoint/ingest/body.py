"""The body of an answer, piece by piece, as it stands in the publisher's file."""

import time
import zlib
from collections.abc import Iterator

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import ProtocolError

from tripoint.ingest.line import Patience

PIECE = 1 << 16


class TooSlow(Exception):
    """Less than the least rate has come for as long as a stall may last."""


def pieces(response: BaseHTTPResponse, coding: str, patience: Patience) -> Iterator[bytes]:
    """Up to 64 KiB at a time, gunzipped where the server packed them for the way. coding: "" or "gzip".

    Raises TooSlow, and urllib3's HTTPError where the body breaks off before its announced end.
    """
    raw = _in_time(response, patience)
    return _unpacked(raw) if coding else raw


def _in_time(response: BaseHTTPResponse, patience: Patience) -> Iterator[bytes]:
    since, came = time.monotonic(), 0
    while data := response.read1(PIECE, decode_content=False):
        yield data
        came += len(data)
        seconds = time.monotonic() - since
        if seconds >= patience.stall_seconds:
            if came < seconds * patience.least_rate:
                raise TooSlow(f"{came} bytes in {seconds:.0f} s")
            since, came = time.monotonic(), 0


def _unpacked(raw: Iterator[bytes]) -> Iterator[bytes]:
    """However much a piece unpacks to, no more than 64 KiB of it are in memory."""
    gunzip = zlib.decompressobj(31)
    try:
        for data in raw:
            yield from _drained(gunzip, data)
    except zlib.error as error:
        raise ProtocolError(f"gzip: {error}") from None
    if not gunzip.eof:
        raise ProtocolError("gzip: the end is missing")


def _drained(gunzip: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    while data:
        yield gunzip.decompress(data, PIECE)
        data = gunzip.unconsumed_tail
