"""The folder of the editions that were kept: one folder each, named by its id; the last one published is noted.

latest                          id of the edition that was published last
2026-06-30-0a1b2c3d4e/
    edition.json or edition.json.gz     what it says
    clearances.json                     who cleared it (clearances.py)
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from tripoint.errors import TripointError
from tripoint.present.words import Words
from tripoint.report.edition import Edition, content_type, id_of
from tripoint.report.whole_file import write_whole

PACKED_FROM = 1_000_000
"""Bytes from which an edition is kept packed."""

LATEST = "latest"


@dataclass(frozen=True)
class Editions:
    """folder: need not exist yet. say: the language of what is refused."""

    folder: Path
    say: Words

    def keep(self, edition: Edition) -> Path:
        """Keeps the edition, unless it is kept, and notes it as the last one published; gives its folder."""
        own = self.folder / edition.id
        if not self._file(own):
            content = json.loads(content_type().dump_json(edition.content))
            whole = {"edition": edition.id, "tripoint": edition.version, "content": content}
            written = json.dumps(whole, ensure_ascii=False, indent=1).encode()
            if len(written) > PACKED_FROM:
                write_whole(own / "edition.json.gz", gzip.compress(written, mtime=0))
            else:
                write_whole(own / "edition.json", written)
        write_whole(self.folder / LATEST, f"{edition.id}\n".encode())
        return own

    def ids(self) -> tuple[str, ...]:
        """The editions kept, sorted: by the day they stand for."""
        return tuple(self._ids())

    def noted(self) -> str:
        """What is noted as published last; "" if nothing is."""
        note = self.folder / LATEST
        return note.read_text("utf-8").strip() if note.is_file() else ""

    def latest(self) -> str:
        """The edition that was published last. Raises TripointError if none was, or it is no longer there."""
        return self.named(self.noted())

    def named(self, start: str) -> str:
        """The one edition whose id begins so. Raises TripointError if there is none, or more than one."""
        if not self.ids():
            raise TripointError(
                self.say("no edition of the report is kept here"),
                where=str(self.folder),
                cure=self.say("Make one with `tripoint report`, or name another folder in TRIPOINT_REPORTS."),
            )
        found = [name for name in self.ids() if start and name.startswith(start)]
        if len(found) != 1:
            message = (
                self.say("more than one edition begins with '{start}'")
                if found
                else self.say("no edition is kept under the name '{start}'")
            )
            raise TripointError(
                message.format(start=start),
                where=str(self.folder),
                cure=self.say("Those kept are: {editions}.").format(editions=", ".join(found or self.ids())),
            )
        return found[0]

    def read(self, name: str) -> Edition:
        """The edition with exactly this id. Raises TripointError if its file was damaged or changed."""
        path = self._file(self.folder / name)
        try:
            if path is None:
                raise FileNotFoundError
            written = path.read_bytes()
            whole = json.loads(gzip.decompress(written) if path.suffix == ".gz" else written)
            if id_of(whole["content"]) != name:
                raise ValueError("its content has another id")
            content = content_type().validate_json(json.dumps(whole["content"]))
            return Edition(str(whole["tripoint"]), content)
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, ValidationError) as error:
            raise TripointError(
                self.say("this edition is not as it was kept"),
                where=str(path or self.folder / name),
                cure=self.say("Bring it back from a copy, or remove its folder and publish it again."),
            ) from error

    def _ids(self) -> Iterator[str]:
        for own in sorted(self.folder.iterdir()) if self.folder.is_dir() else ():
            if self._file(own):
                yield own.name

    @staticmethod
    def _file(own: Path) -> Path | None:
        return next((own / n for n in ("edition.json", "edition.json.gz") if (own / n).is_file()), None)
