"""Is a file as large as its kind can be? Asked before anything of it is read."""

import zipfile
import zlib
from pathlib import Path

from tripoint.errors import Problems

UNPACKED = 10
"""How many times its largest allowed size a workbook may unpack to; spreadsheets of numbers unpack to five to eight."""
_STEP = 1 << 20
UNPACKING = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
"""What is raised by an archive that is broken, or bears a password (RuntimeError)."""


def check_size(path: Path, most_bytes: int | None, problems: Problems) -> None:
    """Adds `too_large`, `unpacks_too_large` or `unreadable_workbook` and raises; nothing where no limit is given.

    The members of a workbook are unpacked and thrown away, no more than is allowed. A member that holds more than
    the archive states fails its checksum and is unreadable.
    """
    if most_bytes is None:
        return
    size = path.stat().st_size
    if size > most_bytes:
        problems.add("too_large", value=_mb(size), detail=_mb(most_bytes))
    elif zipfile.is_zipfile(path):
        try:
            if _unpacked(path, UNPACKED * most_bytes) > UNPACKED * most_bytes:
                problems.add("unpacks_too_large", detail=_mb(UNPACKED * most_bytes))
        except UNPACKING as error:
            problems.add("unreadable_workbook", detail=str(error)[:120])
    problems.raise_if_any()


def _unpacked(path: Path, limit: int) -> int:
    """Bytes that the archive unpacks to, counted no further than just above `limit`."""
    total = 0
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            with archive.open(member) as content:
                while total <= limit and (block := content.read(_STEP)):
                    total += len(block)
    return total


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
