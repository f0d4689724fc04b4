"""The sheets of the workbook: banner rows, a header in two languages, rows, then notes."""

import re
from collections.abc import Mapping
from pathlib import Path

from tripoint.errors import Problems
from tripoint.harmonise.codes import IGNORE
from tripoint.ingest.table import TextTable, table_of
from tripoint.ingest.workbook import sheet_rows
from tripoint.registry.names import normalise

LOOKUP = "column"
BANNER_ROWS = 20
"""The header stands in one of the first rows, below the banner."""
_POSITION = re.compile(r"drug id (\d{1,2})(?!\d)")


def open_part(
    path: Path, sheet: str, columns: tuple[str, ...], names: Mapping[str, str], problems: Problems, *,
    is_dictionary: bool = False,
) -> TextTable | None:  # fmt: skip
    """The rows between header and notes, every column named "<sheet>: <English name>"; None if there is no header.

    columns: those that must be there, the first of them in the first cell of the header. names: the lookup `column`.
    is_dictionary: may it have further columns, which are not read? Any number of "Drug ID" columns is taken.

    Adds `header_not_found`, `column_missing`, `column_unexpected`, `column_repeated` and `broken_row` to problems; a
    missing sheet or an unreadable workbook raises.
    """
    rows = sheet_rows(path, sheet, problems)
    at = _header_at(rows, columns[0], names)
    if at is None:
        begins = " / ".join(cell for row in rows[:3] for cell in row[:1] if cell.strip())
        problems.add(
            "header_not_found", detail=f"sheet '{sheet}' " + (f"begins with {begins[:90]}" if begins else "is empty")
        )
        return None
    wanted: dict[str, int] = {}
    for place, header in enumerate(rows[at]):
        name = name_of(header, names)
        if name is None and header.strip() and not is_dictionary:
            problems.add("column_unexpected", column=f"{sheet}: {' '.join(header.split())}")
        elif name is not None and name in wanted:
            problems.add("column_repeated", column=f"{sheet}: {name}", value="2")
        elif name is not None and name != IGNORE:
            wanted[name] = place
    for name in columns:
        if name not in wanted:
            problems.add("column_missing", column=f"{sheet}: {name}")
    found = []
    beside = [] if is_dictionary else [place for place, header in enumerate(rows[at]) if not header.strip()]
    for number, row in _above_notes(rows, at + 1, sheet, problems):
        if any(row[place].strip() for place in beside):
            problems.add("broken_row", detail=f"cells beside the table in row {number} of sheet '{sheet}'")
        cells = [row[place] for place in wanted.values()]
        found.append((number, [_identifier(cells[0]), *cells[1:]] if cells else cells))
    return table_of(path.name, [f"{sheet}: {name}" for name in wanted], found)


def name_of(header: str, names: Mapping[str, str]) -> str | None:
    """The English name that a header begins with, in any case and on any number of lines; None if it is not known.

    "Drug ID 14de la drogue" is Drug ID 14. Of several names that fit, the longest holds.
    """
    text = normalise(header)
    if found := _POSITION.match(text):
        return f"Drug ID {int(found[1])}"
    fitting = [name for name in names if text.startswith(name)]
    return names[max(fitting, key=len)] if fitting else None


def _header_at(rows: list[list[str]], first: str, names: Mapping[str, str]) -> int | None:
    """The row whose first cell is the first column and that names another; a banner names none."""
    for at, row in enumerate(rows[:BANNER_ROWS]):
        known = [name_of(cell, names) for cell in row]
        if known[:1] == [first] and sum(name is not None for name in known) > 1:
            return at
    return None


def _above_notes(rows: list[list[str]], start: int, sheet: str, problems: Problems) -> list[tuple[int, list[str]]]:
    """(row of the sheet, cells) down to the first blank row or note; a row of data below that is broken."""
    found, has_ended = [], False
    for number, row in enumerate(rows[start:], start + 1):
        filled = [cell.strip() for cell in row if cell.strip()]
        if not filled or _is_note(filled):
            has_ended = True
        elif has_ended:
            problems.add("broken_row", detail=f"row {number} of sheet '{sheet}' stands below a blank row or a note")
        else:
            found.append((number, row))
    return found


def _identifier(cell: str) -> str:
    """A number that a spreadsheet turned into "3716630.0" as its digits; every sheet has its ids in the first column."""
    return re.sub(r"\.0+$", "", cell.strip())


def _is_note(filled: list[str]) -> bool:
    """One cell of prose, or of a mark and what it means; a number alone is a row that was cut off."""
    return len(filled) == 1 and (filled[0].startswith("*") or " " in " ".join(filled[0].split()))
