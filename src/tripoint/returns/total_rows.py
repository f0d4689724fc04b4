"""Lines of totals that a clerk has put under a sheet of rows: named, and not read as rows."""

from collections.abc import Mapping
from dataclasses import replace

from tripoint.registry.names import normalise
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import RawReturn, RawSheet, text_of

TOTALS = frozenset(
    normalise(word)
    for word in (
        "total", "totals", "grand total", "sum", "subtotal", "total general", "totales", "suma", "gran total",
        "total général", "totaux", "somme", "sous-total",
    )
)  # fmt: skip
"""Words that such a line begins with."""


def without_total_rows(raw: RawReturn, problems: ReturnProblems) -> RawReturn:
    """The return without rows of which a cell that should tell the row apart says "total"; each is a problem."""
    sheets: Mapping[str, RawSheet] = {
        code: _without(sheet, problems) if sheet.form.shape == "rows" else sheet for code, sheet in raw.sheets.items()
    }
    return replace(raw, sheets=sheets)


def _without(sheet: RawSheet, problems: ReturnProblems) -> RawSheet:
    found: dict[int, str] = {}
    for column in sheet.form.columns:
        if column.is_key and column.kind != "text":
            wrong = {
                cell for cell in set(map(text_of, sheet.columns.get(column.code, ()))) if normalise(cell) in TOTALS
            }
            if wrong:
                cells = sheet.columns[column.code]
                found |= {i: column.code for i, cell in enumerate(cells) if text_of(cell) in wrong}
    if not found:
        return sheet
    for index, column_code in found.items():
        value = text_of(sheet.columns[column_code][index])
        problems.add("return_total_row", sheet=sheet.title, value=value, cells=[sheet.cell(column_code, index)])
    kept = [i for i in range(len(sheet.rows)) if i not in found]
    columns = {code: [cells[i] for i in kept] for code, cells in sheet.columns.items()}
    return replace(sheet, columns=columns, rows=[sheet.rows[i] for i in kept])
