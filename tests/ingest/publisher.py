"""A publisher's server on the loopback, with the faults that servers have."""

import re
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

CSV = "text/csv"


@dataclass(frozen=True)
class Answer:
    """One answer. cut_after: bytes of the body after which the line is cut, or after which it `waits` seconds.

    announced: the Content-Length sent, where that is not the body's. ranged: does it send parts when asked?
    has_length: does it say how much comes? shifts: bytes by which a part begins too late. drip: seconds between one byte and the next.
    """

    body: bytes = b""
    status: int = 200
    type: str = CSV
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    cut_after: int | None = None
    waits: float = 0
    drip: float = 0
    announced: int | None = None
    ranged: bool = True
    ignores_if_range: bool = False
    shifts: int = 0
    has_length: bool = True


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Publisher:
    """answers: by path, one after the other; the last one is given again and again."""

    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    asked: list[Asked] = field(default_factory=list)
    port: int = 0

    def gives(self, path: str, *answers: Answer) -> str:
        """Answers this path so; returns its address."""
        self.answers[path] = list(answers)
        return self.url(path)

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def next(self, path: str) -> Answer:
        left = self.answers.get(path) or [Answer(b"no such file", 404, "text/plain")]
        return left.pop(0) if len(left) > 1 else left[0]

    def ranges(self) -> list[str | None]:
        return [asked.headers.get("range") for asked in self.asked]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    publisher: Publisher

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no fault of the test."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        publisher = self.server.publisher
        publisher.asked.append(Asked(self.path, headers, time.monotonic()))
        answer = publisher.next(self.path)
        self.close_connection = True
        if answer.etag and headers.get("if-none-match") == answer.etag:
            self._head(answer, 304, 0)
            return
        start = self._start(answer, headers)
        if start is not None:
            start += answer.shifts
        if start is not None and start >= len(answer.body):
            self._head(answer, 416, 0, ("Content-Range", f"bytes */{len(answer.body)}"))
            return
        body = answer.body[start or 0 :]
        length = len(body) if answer.announced is None else answer.announced
        if start is None:
            self._head(answer, answer.status, length)
        else:
            of = f"bytes {start}-{len(answer.body) - 1}/{len(answer.body)}"
            self._head(answer, 206, length, ("Content-Range", of))
        self._send(answer, body)

    def _start(self, answer: Answer, headers: dict[str, str]) -> int | None:
        asked = re.fullmatch(r"bytes=(\d+)-", headers.get("range", ""))
        is_same = answer.ignores_if_range or headers.get("if-range") == answer.etag
        return int(asked[1]) if asked and answer.ranged and is_same else None

    def _head(self, answer: Answer, status: int, length: int, *more: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", answer.type), *answer.headers, *more):
            self.send_header(name, value)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        if answer.has_length:
            self.send_header("Content-Length", str(length))
        self.send_header("Connection", "close")
        self.end_headers()

    def _send(self, answer: Answer, body: bytes) -> None:
        if answer.drip:
            for i in range(len(body)):
                self.wfile.write(body[i : i + 1])
                self.wfile.flush()
                time.sleep(answer.drip)
            return
        self.wfile.write(body[: answer.cut_after])
        self.wfile.flush()
        if answer.cut_after is not None:
            time.sleep(answer.waits)
            if not answer.waits:
                self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Publisher]:
    """A publisher that listens until the block ends; over TLS with a certificate (and its key in the same file)."""
    publisher = Publisher()
    server = Server(("127.0.0.1", 0), Handler)
    server.publisher = publisher
    publisher.port = server.server_port
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
