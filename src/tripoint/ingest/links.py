"""The files to which a publisher's page links, and whether programs are asked not to follow them."""

import fnmatch
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from tripoint.ingest.line import AGENT


def links_to(page: str, names: str, *, at: str) -> dict[str, str]:
    """File name → address of each link of the page whose file name fits the glob, in the order of the page.

    page: HTML. at: its address. Of two links to one name the first counts.
    """
    found: dict[str, str] = {}
    anchors = _Anchors()
    anchors.feed(page)
    for target in anchors.targets:
        try:
            url = urljoin(at, target.strip())
            name = unquote(urlsplit(url).path.rsplit("/", 1)[-1])
        except ValueError:  # an address that is none
            continue
        if fnmatch.fnmatch(name.lower(), names.lower()):
            found.setdefault(name, url)
    return found


def may_follow(robots: str, url: str) -> bool:
    """Does a robots.txt leave the address open to this program?"""
    rules = RobotFileParser()
    rules.parse(robots.splitlines())
    return rules.can_fetch(AGENT, url)


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.targets += [value for name, value in attrs if name == "href" and value]
