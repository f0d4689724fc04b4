"""Excel workbooks: a sheet as rows of text, exactly as a person reads them."""

import zipfile
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from tripoint.errors import Problems
from tripoint.ingest.odd_cells import odd_cells
from tripoint.ingest.size import UNPACKING


def sheet_rows(path: Path, sheet: str | None, problems: Problems) -> list[list[str]]:
    """Every row of a sheet as text; empty cells are "". Whole numbers lose Excel's ".0".

    sheet: its name, or None for the only or first sheet. Adds `empty_file`, `unreadable_workbook`,
    `header_not_found` (no such sheet), `cell_far_out` and `cell_error` to problems and raises.
    """
    if path.stat().st_size == 0:
        problems.add("empty_file")
        problems.raise_if_any()
    try:
        book = CalamineWorkbook.from_path(str(path))
        name = sheet if sheet is not None else book.sheet_names[0]
        if name not in book.sheet_names:
            problems.add("header_not_found", detail=f"no sheet '{name}'; sheets: {', '.join(book.sheet_names)}")
            problems.raise_if_any()
        _check_cells(path, name, problems)
        return [[_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    except (CalamineError, *UNPACKING) as error:
        problems.add("unreadable_workbook", detail=str(error).split("\n")[0][:120])
        problems.raise_if_any()
        raise


def _check_cells(path: Path, sheet: str, problems: Problems) -> None:
    """A cell far out would take all memory there is, and an error of the spreadsheet would read as a blank."""
    if not zipfile.is_zipfile(path):
        return
    for odd in odd_cells(path, sheet).values():
        if odd.far:
            problems.add("cell_far_out", column=sheet, value=odd.far[0])
        for address, text in odd.errors.items():
            problems.add("cell_error", column=sheet, value=f"{address}: {text}")
    problems.raise_if_any()


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
