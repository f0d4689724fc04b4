"""A sheet with one header row above one table, as a table of text."""

from pathlib import Path

from tripoint.errors import Problems
from tripoint.ingest.table import TextTable, check_columns, table_of
from tripoint.ingest.workbook import sheet_rows


def open_sheet(path: Path, sheet: str | None, columns: tuple[str, ...], problems: Problems) -> TextTable:
    """The table below the first row, which must name `columns` in any order; blank rows at the end do not count.

    Adds `empty_file`, `unreadable_workbook`, `header_not_found`, `column_missing`, `column_unexpected`,
    `column_repeated`, `broken_row` (a blank row inside) to problems and raises.
    """
    rows = sheet_rows(path, sheet, problems)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    header = [cell.strip() for cell in rows[0]] if rows else []
    while header and not header[-1]:
        header.pop()
    if 2 * len(set(columns) & set(header)) < len(columns):
        problems.add("header_not_found", detail=", ".join(header)[:120])
        problems.raise_if_any()
    check_columns(header, columns, problems)
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            problems.add("broken_row", detail=f"row {number} is blank")
        elif any(cell.strip() for cell in row[len(header) :]):
            problems.add("broken_row", detail=f"cells beside the table in row {number}")
    problems.raise_if_any()
    padding = [""] * len(header)
    return table_of(path.name, header, [(at, [*row, *padding][: len(header)]) for at, row in enumerate(rows[1:], 2)])
