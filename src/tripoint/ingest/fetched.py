"""The note beside a fetched file: where its bytes come from and when they came."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from tripoint.ingest.snapshot import hash_of

ENDING = ".fetched.json"


@dataclass(frozen=True)
class Fetched:
    """url: the address asked. fetched: when the transfer was complete (UTC). etag, last_modified: as the server
    gave them, for asking again. size: in bytes."""

    url: str
    fetched: datetime
    sha256: str
    size: int
    etag: str | None = None
    last_modified: str | None = None

    @property
    def accessed(self) -> date:
        """The day of the transfer (UTC)."""
        return self.fetched.date()


def note_path(path: Path) -> Path:
    return path.with_name(path.name + ENDING)


def note_of(path: Path) -> Fetched | None:
    """The note beside a file, if there is one and the file is still the one that was fetched."""
    try:
        note = _ADAPTER.validate_json(note_path(path).read_bytes())
        return note if path.stat().st_size == note.size and hash_of(path) == note.sha256 else None
    except (OSError, ValidationError):
        return None


def accessed_of(path: Path) -> date | None:
    """The day on which a file was fetched, if the note beside it says so and its hash agrees."""
    note = note_of(path)
    return note.accessed if note else None


def write_note(path: Path, note: Fetched) -> None:
    """Writes the note of the file at `path`, whole or not at all."""
    write_whole(note_path(path), json.dumps(asdict(note), indent=1, default=str) + "\n")


def write_whole(path: Path, text: str) -> None:
    """A small file, whole or not at all, also when the power fails."""
    draft = path.with_name(f".{path.name}.new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


_ADAPTER = TypeAdapter(Fetched)
