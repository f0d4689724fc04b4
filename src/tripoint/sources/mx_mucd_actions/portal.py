"""The portal's export: a line with its name, a blank line, the header, then rows that end in a comma too many."""

import csv
import io
from pathlib import Path

from tripoint.errors import Problems
from tripoint.ingest.table import TextTable, check_columns, table_of

NAME = "DataDASAACSV"
HEADER_AT = 3


def open_portal(path: Path, columns: tuple[str, ...], problems: Problems) -> TextTable:
    """The table below the third line, whose header must name `columns` in any order.

    Adds `empty_file`, `wrong_encoding`, `truncated`, `foreign_file`, `column_missing`, `column_unexpected`,
    `column_repeated` and `broken_row` to problems and raises.
    """
    rows = list(csv.reader(io.StringIO(_text(path, problems), newline="")))
    header = [name.strip() for name in rows[HEADER_AT - 1]] if len(rows) >= HEADER_AT else []
    if rows[0] != [NAME] or rows[1:2] != [[]] or 2 * len(set(columns) & set(header)) < len(columns):
        problems.add("foreign_file", detail=f"its lines begin with {' / '.join(','.join(r) for r in rows[:3])[:120]}")
        problems.raise_if_any()
    check_columns(header, columns, problems)
    cells = []
    for number, row in enumerate(rows[HEADER_AT:], HEADER_AT + 1):
        if len(row) != len(header) + 1 or row[-1]:
            detail = f"{len(row)} instead of {len(header) + 1} cells, the last one empty, in row {number}"
            problems.add("broken_row", detail=detail)
        cells.append((number, row[:-1]))
    problems.raise_if_any()
    return table_of(path.name, header, cells)


def _text(path: Path, problems: Problems) -> str:
    """The file as Latin-1; any bytes can be read so, which is why UTF-8 and binary files are told apart first."""
    content = path.read_bytes()
    if not content:
        problems.add("empty_file")
        problems.raise_if_any()
    if b"\0" in content or (not content.isascii() and _is_utf8(content)):
        problems.add("wrong_encoding", detail="Latin-1 (ISO-8859-1)")
        problems.raise_if_any()
    if not content.endswith(b"\n"):
        problems.add("truncated")
    return content.decode("latin-1")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
