"""A source's files from its publisher, into `DIR/<source>/`: each whole, checked, and noted, or not at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from tripoint.errors import NotFetched, Problem
from tripoint.ingest.fetched import Fetched, note_of, note_path, write_note
from tripoint.ingest.first_bytes import name_of, unlike_whole
from tripoint.ingest.line import Line
from tripoint.ingest.links import links_to, may_follow
from tripoint.ingest.part import Part
from tripoint.ingest.receive import Watch, receive
from tripoint.ingest.snapshot import hash_of
from tripoint.ingest.wanted import Download, Wanted, is_plain_name, is_safe
from tripoint.sources.catalogue import Source

MOST_LINKS = 24
EARLIER = "earlier"

Now = Callable[[], datetime]


@dataclass(frozen=True)
class Brought:
    """What became of one file. earlier: where the file that stood in its place was put, if it has other bytes.

    is_new is False where the file held is still the publisher's.
    """

    source: str
    path: Path
    size: int
    is_new: bool
    earlier: Path | None = None


def utc_now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def wanted_files(line: Line, source: Source, folder: Path, *, watch: Watch) -> Iterator[Wanted | NotFetched]:
    """The files to fetch of a source, or why they cannot be named; pages with links are asked for them.

    Raises NotFetched where a person must visit a page, or there is no file of a publisher.
    """
    if not source.downloads:
        page = source.text("visit") or source.text("url")
        code = "fetch_no_file" if source.is_transcribed else "fetch_page_only"
        names = ", ".join(layout.pattern for layout in source.layouts)
        raise NotFetched((Problem(code, source.name, names, detail=page),))
    for download in source.downloads:
        if download.url:
            yield download.of_file(source.name)
            continue
        try:
            yield from _linked(line, download, source, folder, watch)
        except NotFetched as error:
            yield error


def fetch_file(line: Line, wanted: Wanted, folder: Path, *, now: Now = utc_now, watch: Watch) -> Brought:
    """Fetches one file into `folder/<source>`. Raises NotFetched."""
    path = _place(folder, wanted)
    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=0):
            return _fetch(line, wanted, path, now, watch)
    except Timeout:
        raise wanted.failed("fetch_locked") from None


def _fetch(line: Line, wanted: Wanted, path: Path, now: Now, watch: Watch) -> Brought:
    held = note_of(path)
    part = Part(path)
    version = receive(line, wanted, part, held=held, watch=watch)
    if version is None:
        return Brought(wanted.source, path, path.stat().st_size, False)
    try:
        note = Fetched(wanted.url, now(), hash_of(part.path), part.size, version.etag, version.last_modified)
        _check(wanted, part.path, note)
    except NotFetched:
        part.discard()
        raise
    if held and held.sha256 == note.sha256:  # the same bytes once more: known since they first came
        part.discard()
        return Brought(wanted.source, path, held.size, False)
    earlier = _set_aside(path, held)
    part.settle(path)
    write_note(path, note)
    return Brought(wanted.source, path, note.size, True, earlier)


def _check(wanted: Wanted, path: Path, note: Fetched) -> None:
    """What can only be asked of the whole file."""
    if note.size < wanted.least_bytes:
        raise wanted.failed("fetch_too_small", value=note.size, detail=wanted.least_bytes)
    kind = unlike_whole(path, wanted.format)
    if kind:
        raise wanted.failed("fetch_wrong_content", value=kind, detail=name_of(wanted.format))
    if wanted.sha256 and note.sha256 != wanted.sha256:
        raise wanted.failed("fetch_wrong_hash", value=note.sha256, detail=wanted.sha256)


def _set_aside(path: Path, held: Fetched | None) -> Path | None:
    """A publisher's bytes are never overwritten: what stood here moves to `earlier/<day>-<hash>/`, with its note."""
    if not path.exists():
        return None
    day = held.accessed.isoformat() if held else "undated"
    folder = path.parent / EARLIER / f"{day}-{hash_of(path)[:8]}"
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / path.name
    note = note_path(path)
    if note.exists():
        note.replace(note_path(aside))
    path.replace(aside)
    return aside


def _linked(line: Line, download: Download, source: Source, folder: Path, watch: Watch) -> Iterator[Wanted]:
    """The files that a publisher's page links to, where its robots.txt leaves them to programs."""
    page = download.of_page(source.name)
    found = links_to(_text(line, page, folder, watch), download.links, at=page.url)
    if not found or len(found) > MOST_LINKS:
        code = "fetch_many_links" if found else "fetch_no_links"
        raise page.failed(code, value=download.links, rows=len(found), detail=page.url)
    model = Wanted(
        source.name, "", "", download.types, download.least_bytes, download.most_bytes, download.all_hosts
    )  # fmt: skip
    files = [model.at(url, name) for name, url in found.items() if is_plain_name(name)]
    rules: dict[str, str] = {}
    for wanted in files:
        if not is_safe(wanted.url, wanted.hosts):
            raise wanted.failed("fetch_address", value=wanted.url, detail=", ".join(wanted.hosts))
        server = "/".join(wanted.url.split("/", 3)[:3])
        if server not in rules:
            rules[server] = _robots(line, wanted.at(f"{server}/robots.txt", "robots.txt"), folder, watch)
        if not may_follow(rules[server], wanted.url):
            raise wanted.failed("fetch_robots", detail=wanted.url)
    yield from files


def _robots(line: Line, wanted: Wanted, folder: Path, watch: Watch) -> str:
    """The rules of a server, at the address wanted; "" where it has none. Raises NotFetched if the server does not answer."""
    try:
        return _text(line, replace(wanted, types=("text/plain",), least_bytes=0, most_bytes=500_000), folder, watch)
    except NotFetched as error:
        if error.problems[0].code in ("fetch_unreachable", "fetch_busy", "fetch_broken"):
            raise
        return ""


def _text(line: Line, wanted: Wanted, folder: Path, watch: Watch) -> str:
    part = Part(_place(folder, wanted))
    part.discard()
    try:
        receive(line, wanted, part, held=None, watch=watch)
        return part.path.read_text("utf-8", errors="replace")
    finally:
        part.discard()


def _place(folder: Path, wanted: Wanted) -> Path:
    place = folder / wanted.source
    place.mkdir(parents=True, exist_ok=True)
    return place / wanted.file
