"""Edits of a workbook."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.returns.edits_places import HEADER, EditedFile, Place, characters, value_of
from tripoint.registry.return_form import FormSheet, Level, sheets
from tripoint.registry.terms import term
from tripoint.returns.vocabulary import code_of_term


class EditedWorkbook(EditedFile):
    """A workbook."""

    def __init__(self, data: bytes, level: Level, language: str) -> None:
        super().__init__(level, language)
        self.book: Workbook = load_workbook(io.BytesIO(data))
        self.members: dict[str, bytes] = {}

    def verbs(self) -> Mapping[str, Callable[[str, str], None]]:
        return {
            "set": self.set, "blank": self.set, "append": self.append, "formula": self.set, "merge": self.merge,
            "rename_sheet": self.rename_sheet, "delete_sheet": self.delete_sheet, "add_sheet": self.add_sheet,
            "copy_sheet": self.copy_sheet, "clear_sheet": self.clear_sheet, "delete_column": self.delete_column,
            "rename_column": self.rename_column, "repeat_column": self.repeat_column, "add_column": self.add_column,
            "swap_columns": self.swap_columns, "insert_row": self.insert_row, "delete_row": self.delete_row,
            "insert_column": self.insert_column, "duplicate_row": self.duplicate_row, "clear_rows": self.clear_rows,
            "member": self.member, "translate": self.translate, "hide": self.hide, "reorder": self.reorder,
            "format_rows": self.format_rows, "translate_terms": self.translate_terms,
        }  # fmt: skip

    def form(self, code: str) -> FormSheet:
        return sheets(self.level)[code]

    def sheet(self, code: str) -> Worksheet:
        return self.book[self.form(code).titles[self.language]]

    def letter(self, sheet: str, column: str) -> str:
        codes = [entry.code for entry in self.form(sheet).columns]
        return str(get_column_letter(codes.index(column) + 1))

    def addresses(self, place: Place) -> Iterable[str]:
        if place.cells:
            return [place.cells]
        rows = [place.row + HEADER] if place.row else range(HEADER + 1, self.sheet(place.sheet).max_row + 1)
        return [f"{self.letter(place.sheet, place.column)}{row}" for row in rows]

    def set(self, target: str, value: str) -> None:
        place = self.at(target)
        for address in self.addresses(place):
            cell = self.sheet(place.sheet)[address]
            cell.value = value_of(value) if value else None
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"

    def append(self, target: str, value: str) -> None:
        """Behind what stands there."""
        place = self.at(target)
        for address in self.addresses(place):
            cell = self.sheet(place.sheet)[address]
            cell.value = f"{cell.value}{value_of(value)}"

    def merge(self, target: str, value: str) -> None:
        place = self.at(target)
        self.sheet(place.sheet).merge_cells(place.cells)

    def rename_sheet(self, target: str, value: str) -> None:
        sheet = self.sheet(target)
        sheet.title = "another"  # or the library takes its own old name for one that is taken
        sheet.title = characters(value)

    def delete_sheet(self, target: str, value: str) -> None:
        del self.book[self.form(target).titles[self.language]]

    def add_sheet(self, target: str, value: str) -> None:
        sheet = self.book.create_sheet(target)
        if value:
            sheet["A1"] = value_of(value)

    def copy_sheet(self, target: str, value: str) -> None:
        self.book.copy_worksheet(self.sheet(target)).title = value

    def clear_sheet(self, target: str, value: str) -> None:
        self.sheet(target).delete_rows(1, self.sheet(target).max_row)

    def clear_rows(self, target: str, value: str) -> None:
        sheet = self.sheet(target)
        for row in sheet.iter_rows(min_row=HEADER + 1):
            for cell in row:
                cell.value = None

    def delete_column(self, target: str, value: str) -> None:
        place = self.at(target)
        self.sheet(place.sheet).delete_cols(self._number(place))

    def rename_column(self, target: str, value: str) -> None:
        place = self.at(target)
        self.sheet(place.sheet).cell(HEADER, self._number(place)).value = value_of(value) if value else None

    def repeat_column(self, target: str, value: str) -> None:
        place = self.at(target)
        sheet, number = self.sheet(place.sheet), self._number(place)
        last = sheet.max_column + 1
        for row in range(HEADER, sheet.max_row + 1):
            sheet.cell(row, last).value = sheet.cell(row, number).value

    def add_column(self, target: str, value: str) -> None:
        """`add_column drugs!Purity=0.8`: a header of one's own, with a value in the first row."""
        code, _, header = target.partition("!")
        sheet = self.sheet(code)
        last = sheet.max_column + 1
        sheet.cell(HEADER, last).value = header
        sheet.cell(HEADER + 1, last).value = value_of(value)

    def insert_column(self, target: str, value: str) -> None:
        place = self.at(target)
        self.sheet(place.sheet).insert_cols(self._number(place))

    def swap_columns(self, target: str, value: str) -> None:
        """`swap_columns drugs!quantity=unit`"""
        place = self.at(target)
        sheet, one = self.sheet(place.sheet), self._number(place)
        other = self._number(Place(place.sheet, value))
        for row in range(HEADER, sheet.max_row + 1):
            a, b = sheet.cell(row, one), sheet.cell(row, other)
            a.value, b.value = b.value, a.value

    def insert_row(self, target: str, value: str) -> None:
        """`insert_row drugs=3`: before row 3 of the sheet."""
        self.sheet(target).insert_rows(int(value))

    def delete_row(self, target: str, value: str) -> None:
        place = self.at(target)
        self.sheet(place.sheet).delete_rows(place.row + HEADER)

    def duplicate_row(self, target: str, value: str) -> None:
        """The row once more below the last one; `=drug:heroin` sets a cell of the copy."""
        place = self.at(target)
        sheet = self.sheet(place.sheet)
        copy = [cell.value for cell in sheet[place.row + HEADER]]
        if value:
            column, _, new = value.partition(":")
            copy[self._number(Place(place.sheet, column)) - 1] = value_of(new)
        sheet.append(copy)

    def member(self, target: str, value: str) -> None:
        """Another member of the package: macros, controls, embedded files."""
        self.members[target] = value.encode()

    def translate(self, target: str, value: str) -> None:
        """The sheet's name, headers in another language: `translate drugs=fr`."""
        form, sheet = self.form(target), self.sheet(target)
        for number, column in enumerate(form.columns, 1):
            sheet.cell(HEADER, number).value = column.labels[value]
        sheet.title = form.titles[value]

    def translate_terms(self, target: str, value: str) -> None:
        """The terms of a column in another language: `translate_terms drugs!drug[*]=en`."""
        place = self.at(target)
        column = self.form(place.sheet).column(place.column)
        assert column is not None
        for address in self.addresses(place):
            cell = self.sheet(place.sheet)[address]
            code = code_of_term(column.list_name, str(cell.value))
            cell.value = term(column.list_name, str(code)).names[value]

    def hide(self, target: str, value: str) -> None:
        """Rows, columns and a filter hide figures; they are there all the same."""
        sheet = self.sheet(target)
        sheet.row_dimensions[HEADER + 1].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.auto_filter.ref = f"A{HEADER}:{get_column_letter(sheet.max_column)}{sheet.max_row}"

    def reorder(self, target: str, value: str) -> None:
        self.book.move_sheet(self.sheet(target), offset=int(value))

    def format_rows(self, target: str, value: str) -> None:
        """So many blank rows below the table, with a format and a blank in them."""
        sheet = self.sheet(target)
        first = sheet.max_row + 1
        for row in range(first, first + int(value)):
            sheet.cell(row, 1).value = " "
            sheet.cell(row, 2).number_format = "0.00"

    def _number(self, place: Place) -> int:
        return [entry.code for entry in self.form(place.sheet).columns].index(place.column) + 1

    def save(self) -> bytes:
        if self.bytes is not None:
            return self.bytes
        out = io.BytesIO()
        self.book.save(out)
        if self.members:
            with zipfile.ZipFile(out, "a") as package:
                for name, data in self.members.items():
                    package.writestr(name, data)
        return out.getvalue()
