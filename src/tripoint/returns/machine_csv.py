"""The return as an archive of CSV files, one a sheet: codes instead of words, for systems that write it themselves."""

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from tripoint.registry.return_form import sheets
from tripoint.returns.filled import Filled, Value
from tripoint.returns.machine_cells import code_columns, plain
from tripoint.returns.prefilled import columns_of, cover_of, definitions_of, states_of, totals_of
from tripoint.returns.timeless import TimelessZip, new_archive

Line = tuple[Value, ...]


def write_csv(path: Path, filled: Filled) -> None:
    """UTF-8, a header of column codes, a blank cell for what is not supplied. Equal returns give equal bytes."""
    with new_archive(path) as archive:
        for form in sheets(filled.level).values():
            lines = zip(*columns_of(filled, form), strict=True) if form.shape == "rows" else _lines(filled, form.code)
            _write(archive, f"{form.code}.csv", tuple(column.code for column in code_columns(form)), lines)


def _lines(filled: Filled, sheet: str) -> Iterator[Line]:
    match sheet:
        case "cover":
            yield from cover_of(filled).items()
        case "sheets":
            yield from ((code, state.status, state.handling) for code, state in states_of(filled).items())
        case "totals":
            yield from totals_of(filled).items()
        case "definitions":
            yield from ((code, own.use, own.text) for code, own in definitions_of(filled).items())


def _write(archive: TimelessZip, name: str, header: Line, lines: Iterable[Line]) -> None:
    with archive.open_entry(name) as entry, io.TextIOWrapper(entry, "utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_text(cell) for cell in line] for line in lines)


def _text(cell: Value) -> str | int | None:
    """A decimal point and never an exponent: 0.00001, not 1e-05."""
    value = plain(cell)
    return format(Decimal(repr(value)), "f") if isinstance(value, float) else value
