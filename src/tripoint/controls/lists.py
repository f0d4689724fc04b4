"""A user's list of things to be screened, whatever its format: a header and lines with cells, or a flaw each."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tripoint.errors import Problems
from tripoint.ingest.uneven import Line, UnevenTable, uneven_csv, uneven_sheet

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".sdf")
_WORKBOOKS = (".xlsx", ".xlsm")


@contextmanager
def opened(path: Path, problems: Problems) -> Iterator[UnevenTable]:
    """The list in `path`, by its suffix. Adds the problems of ingest/uneven.py and raises."""
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        yield uneven_sheet(path, problems)
        return
    with path.open("rb") as file:
        yield UnevenTable(("molblock",), _records(file)) if suffix == ".sdf" else uneven_csv(file, problems)


def _records(file: "Iterator[bytes]") -> Iterator[Line]:
    from tripoint.analysis.structures.sdf import records

    for record in records(line.decode("utf-8", "replace") for line in file):
        yield record.number, record.molblock.encode(), [record.molblock], ""
