"""Rows of INCB's limited international special surveillance list are dropped before a file is hashed, read or kept.

That list is for competent authorities only. The snapshot of a file that had such rows is a copy without them: its
other bytes are the publisher's own.
"""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tripoint.errors import Problems
from tripoint.ingest.encodings import add_wrong_encoding
from tripoint.ingest.layout import FileLayout
from tripoint.registry.names import normalise
from tripoint.store import tables

NAMES_IT = re.compile(
    r"\b(?:l ?)?i ?s ?s ?l\b"  # its initials in English, with "limited" or without
    r"|surveillance|vigilancia"  # no list of the conventions has these words
    r"|\b(?:lista|liste) limit|\blimited (?:international |special )*list\b"
)
"""How a cell names the list, in normalised text whose punctuation is blanks."""


@contextmanager
def without_withheld(path: Path, layout: FileLayout, problems: Problems, *, work: Path) -> Iterator[Path]:
    """The file itself where its layout says no column to look in; else a copy below `work` without rows of that list.

    How many rows were dropped is a remark; neither it nor a problem says what stands in them. Raises BadInput where
    the file cannot be taken apart, or the list is named in another cell of a row that would be kept.
    """
    if layout.withheld_column is None:
        yield path
        return
    kept, dropped = _split(path, layout, layout.withheld_column, problems)
    if dropped:
        problems.remarks.append(
            f"{dropped:,} rows of INCB's limited special surveillance list were dropped; "
            "the copy in the ledger does not have them"
        )
    with TemporaryDirectory(prefix=tables.SPILL, dir=work) as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(kept)
        yield copy


def _split(path: Path, layout: FileLayout, column: str, problems: Problems) -> tuple[bytes, int]:
    """(the bytes of the rows to keep, the number of the others)."""
    try:
        text = path.read_bytes().decode(layout.encoding)
    except UnicodeDecodeError:
        add_wrong_encoding(path, layout.encoding, problems)
        problems.raise_if_any()
        raise
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, strict=True)
    kept: list[str] = []
    dropped = named = at = 0
    header: list[str] | None = None
    try:
        for row in reader:
            raw, at = lines[at : reader.line_num], reader.line_num
            if header is None:
                header = [name.removeprefix("\ufeff") for name in row]
                if header.count(column) != 1:
                    problems.add("column_missing", column=column)
                    problems.raise_if_any()
            elif len(row) != len(header):
                problems.add("broken_row", detail=f"{len(row)} instead of {len(header)} cells in row {at}")
            elif _names_it(row[header.index(column)]):
                dropped += 1
                continue
            elif any(_names_it(cell) for cell in row):
                named += 1
            kept += raw
    except csv.Error as error:
        problems.add("broken_row", detail=str(error))
    if named:
        problems.add("withheld_rows_left", column=column, rows=named)
    problems.raise_if_any()
    return "".join(kept).encode(layout.encoding), dropped


def _names_it(cell: str) -> bool:
    return bool(NAMES_IT.search(re.sub(r"[\W_]+", " ", normalise(cell))))
