"""The sources, found by looking at the folders beside this file."""

import fnmatch
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
from pydantic import TypeAdapter

from tripoint.errors import Problems, TripointError
from tripoint.harmonise.lookups import read_lookups
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.wanted import Download

Reader = Callable[[Path, FileLayout, Context, Problems], Iterator[tuple[str, pa.RecordBatch]]]


@dataclass(frozen=True)
class KnownSnapshot:
    """A publisher's file seen before, named by its hash, with the dates known of it."""

    sha256: str
    file: str
    accessed: date
    published: date | None = None


@dataclass(frozen=True)
class Rhythm:
    """How a series appears. months: from one period's end to the next; None where there is no rhythm.

    lag_days: from a period's end to its publication. is_closed: nothing more is published.
    """

    months: int | None
    lag_days: int
    is_closed: bool


MONTHS: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
CLOSED = "once"
"""The cadence of what was published once, or whose publisher has ended it."""


@dataclass(frozen=True)
class Source:
    """One publisher's release: the facts of source.toml and the one public function of read.py."""

    name: str
    facts: Mapping[str, object]

    def text(self, key: str, language: str = "en") -> str:
        """A fact in words; per language where source.toml gives several."""
        value = self.facts.get(key, "")
        return str(value.get(language, "")) if isinstance(value, dict) else str(value)

    @property
    def country(self) -> str:
        """ISO code of the publisher's country in capitals; "INT" for several."""
        return self.name.split("_")[0].upper()

    @property
    def may_ship(self) -> bool:
        """May figures derived from it ship with the program?"""
        return self.facts["may_ship"] is True

    @property
    def is_own_copy(self) -> bool:
        """Are its terms unstated or narrow, so that it is read from a user's own copy and never reaches a report?"""
        return self.facts.get("own_copy") is True

    @property
    def caveats(self) -> tuple[str, ...]:
        return tuple(self._list("caveats"))

    @cached_property
    def layouts(self) -> tuple[FileLayout, ...]:
        """Raises pydantic.ValidationError if source.toml holds an unknown key or a wrong type."""
        return _LAYOUTS.validate_python(self.facts.get("file", ()))

    @cached_property
    def known_snapshots(self) -> Mapping[str, KnownSnapshot]:
        return {known.sha256: known for known in _SNAPSHOTS.validate_python(self.facts.get("snapshot", ()))}

    @cached_property
    def downloads(self) -> tuple[Download, ...]:
        """Where its files can be fetched; empty where no address of a file is known.

        Raises pydantic.ValidationError if source.toml holds an unknown key, a wrong type or an unsafe address.
        """
        return _DOWNLOADS.validate_python(self.facts.get("download", ()))

    @cached_property
    def lookups(self) -> Mapping[str, Mapping[str, str]]:
        """lookups.csv as lookup → normalised text → code."""
        path = files("tripoint.sources") / self.name / "lookups.csv"
        return read_lookups(path.read_text("utf-8").splitlines()) if path.is_file() else {}

    @cached_property
    def read(self) -> Reader:
        """The public function of read.py."""
        reader: Reader = import_module(f"tripoint.sources.{self.name}.read").read
        return reader

    def layout_of(self, file_name: str) -> FileLayout | None:
        """The layout whose pattern fits the file's name, upper or lower case."""
        for layout in self.layouts:
            if fnmatch.fnmatch(file_name.lower(), layout.pattern.lower()):
                return layout
        return None

    def layout_for(self, path: Path) -> FileLayout | None:
        """The layout of a file that is there: of those whose pattern fits its name, the one whose mark it bears."""
        fits = [known for known in self.layouts if fnmatch.fnmatch(path.name.lower(), known.pattern.lower())]
        return next((known for known in fits if known.is_of(path)), None)

    @property
    def transcript(self) -> Path | None:
        """The source's own folder of figures transcribed by the project, if it has one."""
        folder = Path(str(files("tripoint.sources"))) / self.name / "transcript"
        return folder if folder.is_dir() else None

    def rhythm_of(self, series: str) -> Rhythm:
        """The source's cadence and lag_days, or those of the series where a `[series.<name>]` gives its own."""
        own = self.facts.get("series", {})
        own = own.get(series, {}) if isinstance(own, dict) else {}
        cadence, lag = (own.get(key, self.facts.get(key)) for key in ("cadence", "lag_days"))
        return Rhythm(MONTHS.get(str(cadence)), int(lag or 0), cadence == CLOSED)

    @property
    def is_transcribed(self) -> bool:
        """Are its figures copied by hand from pages and documents, so that its publisher has no file of them?"""
        return self.transcript is not None or "transcribed_single_figure" in self.caveats

    def is_folder_of(self, path: Path) -> bool:
        """False for a file that lies in a folder another source names as its own in a tree of raw files."""
        raw = self.text("raw_folder")
        others = [s.text("raw_folder") for s in sources().values() if s.name != self.name]
        inside = [other for other in others if other and other != raw and f"/{other}/" in path.as_posix()]
        return not inside or (bool(raw) and f"/{raw}/" in path.as_posix())

    def _list(self, key: str) -> list[str]:
        value = self.facts.get(key, [])
        return [str(item) for item in value] if isinstance(value, list) else []


_LAYOUTS = TypeAdapter(tuple[FileLayout, ...])
_SNAPSHOTS = TypeAdapter(tuple[KnownSnapshot, ...])
_DOWNLOADS = TypeAdapter(tuple[Download, ...])


@lru_cache
def sources() -> Mapping[str, Source]:
    """Every source by name, in alphabetical order."""
    found = {}
    for folder in sorted(files("tripoint.sources").iterdir(), key=lambda f: f.name):
        facts = folder / "source.toml"
        if facts.is_file():
            found[folder.name] = Source(folder.name, tomllib.loads(facts.read_text("utf-8")))
    return found


def source(name: str) -> Source:
    """Raises TripointError if there is no such source."""
    try:
        return sources()[name]
    except KeyError:
        raise TripointError(f"there is no source '{name}'", cure=f"The sources are: {', '.join(sources())}.") from None
