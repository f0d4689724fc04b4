"""What a cell accepts: a list to choose from, numbers from 0 on, dates of the year; in the language of the return."""

import textwrap
from collections.abc import Mapping
from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from tripoint.registry.return_form import FormColumn
from tripoint.returns.choices import choices
from tripoint.returns.examples import note_of
from tripoint.returns.filled import Filled
from tripoint.returns.words import word

LISTS = "_lists"
LONGEST_NOTE, LONGEST_HEAD = 255, 32
"""Characters that a prompt and its head may have; a spreadsheet calls a file with more broken."""


class Lists:
    """The lists of a workbook, each in one column of its hidden sheet."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def range_of(self, texts: Mapping[str, str]) -> str:
        """Where the texts stand; the same texts stand once."""
        entries = tuple(texts.values())
        column = get_column_letter(self._columns.setdefault(entries, len(self._columns) + 1))
        return f"'{LISTS}'!${column}$1:${column}${len(entries)}"

    def write(self, book: Workbook) -> None:
        sheet = book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        columns = tuple(self._columns)
        for row in range(max(map(len, columns), default=0)):
            sheet.append([column[row] if row < len(column) else None for column in columns])


def rule_of(column: FormColumn, filled: Filled, lists: Lists, *, whole: bool = False) -> DataValidation | None:
    """The rule of a column's cells with its prompt; None for what the form prints. whole: a quantity without fraction."""
    if column.kind in ("label", "any"):
        return None
    rule = _rule(column, filled, lists, whole)
    rule.allow_blank = True
    rule.showErrorMessage, rule.showInputMessage = True, True
    rule.errorTitle = word("error_title", filled.language)
    rule.promptTitle = textwrap.shorten(column.labels[filled.language], LONGEST_HEAD, placeholder="…")
    rule.prompt = note_of(column, filled)[:LONGEST_NOTE] or None
    return rule


def _rule(column: FormColumn, filled: Filled, lists: Lists, whole: bool) -> DataValidation:
    kind = "count" if whole else column.kind
    first, last = _serial(filled.year, 1, 1), _serial(filled.year, 12, 31)
    texts = choices(column, filled)
    if texts is not None:
        error = _error("period" if kind == "period" else "list", filled)
        return DataValidation("list", lists.range_of(texts), error=error)
    match kind:
        case "count":
            return DataValidation("whole", "0", operator="greaterThanOrEqual", error=_error("count", filled))
        case "quantity":
            return DataValidation("decimal", "0", operator="greaterThanOrEqual", error=_error("quantity", filled))
        case "version":
            return DataValidation("whole", "1", operator="greaterThanOrEqual", error=_error("version", filled))
        case "year":
            return DataValidation("whole", str(filled.year), operator="equal", error=_error("year", filled))
        case "date" if column.code == "returned_on":
            return DataValidation("date", first, operator="greaterThanOrEqual", error=_error("signed", filled))
        case "date":
            return DataValidation("date", first, last, operator="between", error=_error("date", filled))
    return DataValidation(None)


def _error(key: str, filled: Filled) -> str:
    return word(f"error_{key}", filled.language).format(year=filled.year)


def _serial(year: int, month: int, day: int) -> str:
    return str(int(to_excel(date(year, month, day))))
