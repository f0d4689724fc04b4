"""One polite line to publishers' servers: a request at a time, redirects only to hosts that the source names."""

import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import BaseHTTPResponse, PoolManager, ProxyManager, Timeout

from tripoint.ingest.wanted import Wanted, is_safe

AGENT = "Tripoint"
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Patience:
    """How long is waited, in seconds, and how often it is tried.

    stall_seconds: without a byte for so long, or slower than `least_rate` bytes a second over it, a transfer is
        given up and resumed.
    calls: in a row, to a server that is not reached at all. tries: in all; one that brought a megabyte or more does
        not count. first_wait_seconds: before the second try, doubled before each further one.
    longest_wait_seconds: a server that asks for more is not waited for.
    between_seconds: from one request to the next.
    """

    connect_seconds: float = 15
    stall_seconds: float = 60
    least_rate: float = 1024
    calls: int = 3
    tries: int = 6
    first_wait_seconds: float = 2
    longest_wait_seconds: float = 120
    between_seconds: float = 1
    most_redirects: int = 5


class Line:
    """Certificates are verified against those of this computer; a proxy is taken from the environment.

    A connection whose answer was not read to its end is not used again, so a pool must be free to open another.
    """

    def __init__(self, patience: Patience | None = None) -> None:
        self.patience = patience or Patience()
        self._free_at = 0.0
        self._pools: dict[str | None, PoolManager] = {}

    def ask(self, wanted: Wanted, headers: dict[str, str]) -> BaseHTTPResponse:
        """The answer to a GET, its body not yet read and not decoded. The caller closes it.

        Raises NotFetched if a redirect leads elsewhere or to no end, urllib3's HTTPError if nobody answers.
        """
        url = wanted.url
        for _ in range(self.patience.most_redirects + 1):
            if not is_safe(url, wanted.hosts):
                raise wanted.failed("fetch_address", value=url, detail=", ".join(dict.fromkeys(wanted.hosts)))
            self._wait_for_turn()
            response = self._pool(url).request(
                "GET", url, headers={**self._agent, **headers}, redirect=False, retries=False,
                preload_content=False, decode_content=False,
            )  # fmt: skip
            target = response.headers.get("Location")
            if response.status not in REDIRECTS or not target:
                return response
            with closing(response):
                url = urljoin(url, target)
        raise wanted.failed("fetch_redirects", rows=self.patience.most_redirects, detail=wanted.url)

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)

    def _wait_for_turn(self) -> None:
        self.wait(max(0.0, self._free_at - time.monotonic()))
        self._free_at = time.monotonic() + self.patience.between_seconds

    def _pool(self, url: str) -> PoolManager:
        parts = urlsplit(url)
        proxy = getproxies().get(parts.scheme)
        if proxy and proxy_bypass(parts.hostname or ""):
            proxy = None
        if proxy not in self._pools:
            timeout = Timeout(connect=self.patience.connect_seconds, read=self.patience.stall_seconds)
            self._pools[proxy] = (
                ProxyManager(proxy, num_pools=1, timeout=timeout)
                if proxy
                else PoolManager(num_pools=1, timeout=timeout)
            )
        return self._pools[proxy]

    @cached_property
    def _agent(self) -> dict[str, str]:
        about = f"{AGENT}/{version('tripoint')} (fetches single published files when a person asks)"
        return {"User-Agent": about, "Accept-Encoding": "identity"}


def asked_wait(response: BaseHTTPResponse) -> float | None:
    """Seconds that a server asks to wait (Retry-After, as seconds or as a date); None if it does not say."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
