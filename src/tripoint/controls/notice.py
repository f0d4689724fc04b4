"""A pre-export notice as it stands at the desk, and the whole of it that an audit line seals."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Notice:
    """As it stands. version: counts the steps. answer: a code of the list `answer`, or None. Days are ISO texts."""

    number: int
    record_id: str
    version: int
    direction: str
    state: str
    answer: str | None
    sent_on: str | None
    reply_by: str | None
    answered_on: str | None
    fields: Mapping[str, str] = field(hash=False)

    @property
    def subject(self) -> str:
        """In an audit line."""
        return f"notice {self.number}, version {self.version}"


@dataclass(frozen=True)
class Step:
    """version: the one that the step made. at: UTC."""

    version: int
    step: str
    at: str
    who: str


@dataclass(frozen=True)
class Count:
    """How many notices of a direction stand at a state, with an answer where they have one. No names of firms."""

    direction: str
    state: str
    answer: str | None
    notices: int


def of_row(row: Mapping[str, Any]) -> Notice:
    """row: of the table of notices."""
    return Notice(**{**row, "fields": json.loads(row["fields"])})


def sealed(notice: Notice) -> Mapping[str, object]:
    """The whole of it, of which an audit line keeps the hash: what stands at the desk can be held against it."""
    return {**asdict(notice), "fields": dict(notice.fields)}
