"""Totals against their parts, and the sheets of a return against one another."""

import pyarrow as pa
import pyarrow.compute as pc

from tripoint.registry.names import normalise
from tripoint.registry.return_form import FormTotal, sheets, totals
from tripoint.returns.contradictions import is_not_counted
from tripoint.returns.groups import ITEMS, Grouped
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import Cell, RawSheet, is_blank, text_of
from tripoint.returns.records import QUANTITIES, status_of
from tripoint.returns.sides import check_sides
from tripoint.returns.understand import Understood

ROUNDING = 0.005
"""How far a total of masses may be from the sum of its rows: what two decimals round away, a row."""


def check_sums(understood: Understood, groups: Grouped, problems: ReturnProblems) -> None:
    """Adds totals that differ from their rows, and sheets that differ from the sheet of firearms.

    Sheets with other errors are left out: their sums would only repeat them.
    """
    filled = understood.filled
    wrong = problems.sheets_with_errors()
    sound = {
        code
        for code in groups
        if (sheet := _sheet_of(understood, code)) is not None
        and sheet.title not in wrong
        and status_of(filled, code) == "supplied"
    }
    for total in totals():
        _check_total(understood, total, groups, sound, problems)
    check_sides(understood, groups, sound, problems)


def _check_total(
    understood: Understood, total: FormTotal, groups: Grouped, sound: set[str], problems: ReturnProblems
) -> None:
    filled, sheet = understood.filled, understood.raw.sheets.get("totals")
    if sheet is None or total.code not in filled.totals:
        return
    name = total.names[filled.language]
    written, address = _cell_of_total(sheet, total)
    cell = [address]
    given = filled.totals[total.code]
    status = status_of(filled, total.sheet)
    if given is None:
        if status == "supplied" and is_blank(written) and not is_not_counted(filled, total.where):
            problems.add("return_total_blank", sheet=sheet.title, column=name, cells=cell)
        return
    if status == "nothing_to_report":
        added, is_whole, count = 0.0, True, 0
    elif total.sheet in sound:
        added, is_whole, count = _sum(groups[total.sheet], total)
    else:
        return
    amount = float(str(given))
    slack = ROUNDING * max(count, 1) if total.measure in QUANTITIES.values() else 0.0
    if amount < added - slack - 1e-6 or (is_whole and amount > added + slack + 1e-6):
        problems.add(
            "return_total_differs", sheet=sheet.title, column=name, value=f"{amount:.15g}", detail=f"{added:.10g}", cells=cell
        )  # fmt: skip


def _sum(table: pa.Table, total: FormTotal) -> tuple[float, bool, int]:
    """(sum of the rows, is none of them blank, number of rows)."""
    for column, wanted in total.where:
        name = next(n for n in (*ITEMS, column) if n in table.column_names and (n == column or column == "item"))
        table = table.filter(pc.equal(table[name], wanted))
    if total.column == "quantity":
        unit = next(unit for unit, measure in QUANTITIES.items() if measure == total.measure)
        table = table.filter(pc.equal(table["unit"], unit))
    column = table[total.column]
    blanks = f"{total.column}_blanks"
    is_whole = column.null_count == 0 and not (blanks in table.column_names and pc.any(table[blanks]).as_py())
    return float(pc.sum(column).as_py() or 0.0), is_whole, len(column)


def _sheet_of(understood: Understood, code: str) -> RawSheet | None:
    """The sheet by its code; that of firearms for one that only counts by group have. None if it was not read."""
    is_asked = code in sheets(understood.filled.level)
    return understood.raw.sheets.get(code if is_asked else "firearms")


def _cell_of_total(sheet: RawSheet, total: FormTotal) -> tuple[Cell, str]:
    """What is written as the total, and where."""
    wanted = {normalise(name) for name in (*total.names.values(), total.code)}
    for index, cell in enumerate(sheet.columns["total"]):
        if normalise(text_of(cell)) in wanted and "amount" in sheet.columns:
            return sheet.columns["amount"][index], sheet.cell("amount", index)
    return None, ""
