"""One edition of the report: what it says in numbers, texts and remarks, as plain data with a name of its own.

The name covers all of that and nothing else: no clock, no language, no layout and no version of Tripoint. So
the same figures give the same edition, and what was cleared cannot change under its name.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Literal

from pydantic import TypeAdapter

from tripoint.present.remarks import Remark

Plain = str | int | float | bool | None
Row = dict[str, Plain]
Key = tuple[str, str, str]
"""Source, series and SHA-256 of a snapshot."""

Span = tuple[date, date]
DIGITS = 9
"""Digits that are kept of a number with decimals: in which order threads add must not make another edition."""


@dataclass(frozen=True)
class HeldSnapshot:
    """One snapshot known then. records: those that are current and that the audience may see; corrected: of
    these, the ones whose version is not the first."""

    source: str
    series: str
    snapshot: str
    file: str
    recorded_at: date
    supersedes: str
    periods: tuple[Span, ...]
    records: int
    corrected: int

    @property
    def key(self) -> Key:
        return self.source, self.series, self.snapshot


@dataclass(frozen=True)
class KeptColumn:
    name: str
    title: str
    kind: str


@dataclass(frozen=True)
class KeptTable:
    """A table with coded rows; dates are ISO text."""

    name: str
    title: str
    columns: tuple[KeptColumn, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class KeptFinding:
    """An answer. words: everything it says beside its rows, as one JSON text; snapshots: those it used, none
    if it is about what is held."""

    name: str
    title: str
    words: str
    snapshots: tuple[Key, ...]
    tables: tuple[KeptTable, ...]


@dataclass(frozen=True)
class KeptChapter:
    anchor: str
    title: str
    lead: str
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """What the name of an edition covers."""

    known_on: date
    audience: Literal["public", "governments"]
    snapshots: tuple[HeldSnapshot, ...]
    chapters: tuple[KeptChapter, ...]
    findings: tuple[KeptFinding, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Edition:
    """An edition and the version of Tripoint that first made it."""

    version: str
    content: Content

    @cached_property
    def id(self) -> str:
        """<day it stands for>-<start of the SHA-256 of its content>."""
        return id_of(json.loads(content_type().dump_json(self.content)))


@cache
def content_type() -> TypeAdapter[Content]:
    return TypeAdapter(Content)


def id_of(content: dict[str, object]) -> str:
    """The name of a content that stands as plain data."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{content['known_on']}-{hashlib.sha256(written.encode()).hexdigest()[:10]}"


def plain_row(row: dict[str, object]) -> Row:
    """A row as an edition keeps it."""
    return {name: plain_value(value) for name, value in row.items()}


def plain_value(value: object) -> Plain:
    """Dates as ISO text, numbers with decimals to so many digits."""
    match value:
        case float():
            return value if value.is_integer() else float(f"{value:.{DIGITS}g}")
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case _:
            return str(value)
