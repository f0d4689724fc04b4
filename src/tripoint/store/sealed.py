"""A finished Parquet file of the ledger: its name ends in the hash of its content, so that any change is seen."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

DIGITS = 32
_SEALED = re.compile(rf"\.([0-9a-f]{{{DIGITS}}})\.parquet$")
_BOUNDED = ("series", "snapshot", "measure", "period_start", "period_end", "place", "place_from", "substance")
"""Columns whose least and greatest value the table's log tells of each file, where the record kind has them."""


def seal(path: Path) -> Path:
    """Renames name.parquet to name.<first 32 digits of its SHA-256>.parquet; gives the new path."""
    sealed = path.with_name(f"{path.stem}.{_hash(path)}.parquet")
    path.replace(sealed)
    return sealed


def hash_in_name(path: Path) -> str | None:
    """The hash that the name tells; None for a file of an earlier version of the program."""
    found = _SEALED.search(path.name)
    return found[1] if found else None


def is_as_sealed(path: Path) -> bool:
    """Does the content have the hash of the name? Raises OSError if the file cannot be read."""
    return _hash(path) == hash_in_name(path)


def is_sound(path: Path) -> bool:
    """Is the file there and as it was sealed, if it was?"""
    try:
        return path.is_file() and (hash_in_name(path) is None or is_as_sealed(path))
    except OSError:
        return False


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:DIGITS]


def stats_of(path: Path) -> dict[str, object]:
    """What the table's log says of a file: its rows, and the bounds of some columns, from its footer."""
    with pq.ParquetFile(path) as file:
        footer, names = file.metadata, file.schema_arrow.names
    least: dict[str, object] = {}
    greatest: dict[str, object] = {}
    for name in _BOUNDED:
        if name not in names:
            continue
        index = footer.schema.names.index(name)
        groups = [footer.row_group(i).column(index) for i in range(footer.num_row_groups)]
        stats = [group.statistics for group in groups if group.num_values]
        bounds = [s for s in stats if s is not None and s.has_min_max]
        if bounds and len(bounds) == len([s for s in stats if s is None or s.num_values]):
            least[name] = _plain(min(s.min for s in bounds))
            greatest[name] = _plain(max(s.max for s in bounds))
    return {"numRecords": footer.num_rows, "minValues": least, "maxValues": greatest}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
