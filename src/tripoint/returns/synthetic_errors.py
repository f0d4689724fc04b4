"""The errors that are often made in a return, put into a written workbook: the second set of the demonstration."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from tripoint.registry.places import place
from tripoint.registry.return_form import FormSheet, cover_fields, definitions, row_sheets, sheets, totals
from tripoint.registry.terms import term
from tripoint.returns.filled import Filled
from tripoint.returns.synthetic_words import said
from tripoint.returns.template import STAMP, write_workbook
from tripoint.returns.template_page import FIRST_ROW
from tripoint.returns.timeless import new_archive

NEIGHBOUR: Mapping[str, str] = {"CA": "US-NY", "MX": "US-TX", "US": "MX-SON"}
OTHER_LANGUAGE: Mapping[str, str] = {"en": "es", "es": "en", "fr": "en"}


def write_flawed(path: Path, filled: Filled) -> None:
    """The return as a workbook with every flaw of `FLAWS`, each on a cell of its own; equal returns give equal bytes."""
    write_workbook(path, filled)
    book = load_workbook(path)
    for spoil in FLAWS.values():
        spoil(_Clerk(book, filled))
    book.properties.modified = STAMP
    with new_archive(path) as archive:
        ExcelWriter(book, archive).write_data()


class _Clerk:
    """Finds cells of the form in a workbook, by codes."""

    def __init__(self, book: Workbook, filled: Filled) -> None:
        self.book = book
        self.filled = filled
        self.language = filled.language

    def form(self, code: str) -> FormSheet:
        return sheets(self.filled.level)[code]

    def sheet(self, code: str) -> Worksheet:
        return self.book[self.form(code).titles[self.language]]

    def cell(self, code: str, column: str, row: int) -> Cell:
        """row: from 1, of the rows of figures or of the lines that the form prints."""
        number = [entry.code for entry in self.form(code).columns].index(column) + 1
        return self.sheet(code).cell(FIRST_ROW - 1 + row, number)

    def line(self, code: str, column: str, name: str) -> Cell:
        lines: Mapping[str, Sequence[str]] = {
            "cover": [*cover_fields()],
            "sheets": [form.code for form in row_sheets(self.filled.level)],
            "totals": [total.code for total in totals()],
            "definitions": [*definitions()],
        }
        return self.cell(code, column, list(lines[code]).index(name) + 1)

    def name(self, list_name: str, code: str, language: str | None = None) -> str:
        return term(list_name, code).names[language or self.language]


def _rename(clerk: _Clerk) -> None:
    sheet = clerk.sheet("coseizures")
    sheet.title = said("flaw_sheet", clerk.language, title=sheet.title)


def _merge(clerk: _Clerk) -> None:
    sheet = clerk.sheet("legal")
    sheet.merge_cells(start_row=FIRST_ROW, end_row=FIRST_ROW + 1, start_column=1, end_column=1)


def _formula(clerk: _Clerk) -> None:
    cell = clerk.cell("methods", "firearms", 1)
    column = get_column_letter(cell.column)
    cell.value = f"={column}{FIRST_ROW + 1}+{column}{FIRST_ROW + 2}"


def _repeat_row(clerk: _Clerk) -> None:
    sheet = clerk.sheet("ammunition")
    sheet.append([cell.value for cell in sheet[FIRST_ROW + 2]])


def _set(code: str, column: str, row: int, value: Callable[[_Clerk], object]) -> Callable[[_Clerk], None]:
    def spoil(clerk: _Clerk) -> None:
        clerk.cell(code, column, row).value = value(clerk)

    return spoil


def _answer(code: str, column: str, line: str, value: Callable[[_Clerk], object]) -> Callable[[_Clerk], None]:
    def spoil(clerk: _Clerk) -> None:
        clerk.line(code, column, line).value = value(clerk)

    return spoil


FLAWS: Mapping[str, Callable[[_Clerk], None]] = {
    "return_not_a_number": _set("firearms", "firearms", 2, lambda c: said("flaw_about", c.language, number=12)),
    "return_place_other": _set("firearms", "place", 5, lambda c: place(NEIGHBOUR[c.filled.country]).names[c.language]),
    "return_period_wrong": _set("firearms", "period", 7, lambda c: f"{c.filled.year}-13"),
    "return_date_outside": _set("firearms", "period", 9, lambda c: f"{c.filled.year - 1}-12"),
    "return_languages_mixed": _set(
        "firearms", "border", 3, lambda c: c.name("border", "inland", OTHER_LANGUAGE[c.language])
    ),
    "return_number_ambiguous": _set("drugs", "quantity", 4, lambda c: "1,250"),
    "return_unit_missing": _set("drugs", "unit", 6, lambda c: None),
    "return_term_unknown": _set("drugs", "conveyance", 2, lambda c: "?"),
    "return_negative": _set("drugs", "quantity", 8, lambda c: -3),
    "return_number_as_text": _set("parts", "parts", 1, lambda c: str(c.cell("parts", "parts", 1).value)),
    "return_part_exceeds": _set("traces", "purchaser", 2, lambda c: 9999),
    "return_rows_repeated": _repeat_row,
    "return_formula": _formula,
    "return_merged": _merge,
    "return_sheet_renamed": _rename,
    "return_total_differs": _answer("totals", "amount", "parts", lambda c: 1),
    "return_status_blank": _answer("sheets", "status", "precursors", lambda c: None),
    "return_definition_absent": _answer("definitions", "use", "firearm", lambda c: c.name("use", "own")),
    "return_field_blank": _answer("cover", "value", "office", lambda c: None),
}
"""Problem → how a clerk comes to it. Some bring others with them: a merged cell leaves its neighbour blank."""
