"""Zip archives without a clock: the same content gives the same bytes, and a file is whole or not there."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip archive can name."""


class TimelessZip(zipfile.ZipFile):
    """A new archive whose entries all bear one moment and one owner, by either of the two ways openpyxl writes."""

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: str | bytes,  # type: ignore[override]  # all that openpyxl and this room hand over
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        super().writestr(_entry(zinfo_or_arcname), data)

    def write(
        self,
        filename: str | os.PathLike[str],
        arcname: str | os.PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        with open(filename, "rb") as source, self.open(_entry(str(arcname or filename)), "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)

    def open_entry(self, name: str) -> IO[bytes]:
        """A new entry to be written bit by bit."""
        return self.open(_entry(name), "w")


@contextmanager
def new_archive(path: Path) -> Iterator[TimelessZip]:
    """An archive that takes its place at `path` once everything is in it."""
    with new_file(path) as part, TimelessZip(part, "w", zipfile.ZIP_DEFLATED) as archive:
        yield archive


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place if nothing is raised, and goes if something is."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _entry(name: str | zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name if isinstance(name, str) else name.filename, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
