"""What a clerk does to a return, as one line of text: `set firearms!period[3]=2025-13`, `merge drugs!A5:A6` …

A line is a verb, what it is done to, and after `=` a value; ` && ` joins several. What it is done to:
    firearms!period[3]       the cell of a column in the third row of figures; `[*]`: in all of them
    firearms[3]              the third row of figures
    totals!submitted         the answer of a line; sheets!drugs.handling, definitions!seized.use where there are two
    firearms!A5, firearms!A5:B6, firearms    a cell or cells by address, a sheet
A value is a number, `date:2025-03-14`, `true`, `letters:600`, or text; `'12` is the text 12, and \\u00a0 a character by its code.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tripoint.registry.return_form import (
    FormSheet,
    Level,
    cover_fields,
    definitions,
    row_sheets,
    sheets,
    totals,
)  # fmt: skip

HEADER = 3
_CELL = re.compile(r"(\w+)!(\w+)\[(\d+|\*)\]")
_ROW = re.compile(r"(\w+)\[(\d+)\]")
_LINE = re.compile(r"(cover|sheets|totals|definitions)!(\w+)(?:\.(\w+))?")
_RAW = re.compile(r"(\w+)!([A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?)")
ANSWERS = {"cover": "value", "totals": "amount", "sheets": "status", "definitions": "use"}
Value = Any
"""What a cell can hold: text, a number, a date, a boolean, None."""


@dataclass(frozen=True)
class Place:
    """A cell of the form. row: from 1 among the rows of figures or lines; 0 for all. cells: an address instead."""

    sheet: str
    column: str = ""
    row: int = 0
    cells: str = ""


def place_of(text: str, level: Level) -> Place:
    """Raises ValueError for a place that no return has."""
    if found := _CELL.fullmatch(text):
        return Place(found[1], found[2], 0 if found[3] == "*" else int(found[3]))
    if found := _ROW.fullmatch(text):
        return Place(found[1], row=int(found[2]))
    if found := _RAW.fullmatch(text):
        return Place(found[1], cells=found[2])
    if (found := _LINE.fullmatch(text)) and found[2] in (lines := _lines(found[1], level)):
        return Place(found[1], found[3] or ANSWERS[found[1]], lines.index(found[2]) + 1)
    sheet, _, column = text.partition("!")
    if sheet in sheets(level):
        return Place(sheet, column)
    raise ValueError(f"'{text}' is no place of a return")


def value_of(text: str) -> Value:
    if text.startswith("'"):
        return _characters(text[1:])
    if text.startswith("date:"):
        return date.fromisoformat(text[5:])
    if text.startswith("letters:"):
        return "x" * int(text[8:])
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"-?[0-9]+\.[0-9]+|-?[0-9.]+e[0-9]+", text):
        return float(text)
    return _characters(text)


def edited(data: bytes, suffix: str, edits: str, level: Level, language: str) -> bytes:
    """The file with the edits done to it. suffix: .xlsx, .zip or .json, by which it is opened."""
    file = _KINDS[suffix](data, level, language)
    for line in edits.split(" && "):
        verb, _, rest = line.strip().partition(" ")
        target, _, value = rest.partition("=")
        file.do(verb, target, value)
    return file.save()


def _lines(sheet: str, level: Level) -> list[str]:
    match sheet:
        case "cover":
            return list(cover_fields())
        case "sheets":
            return [form.code for form in row_sheets(level)]
        case "totals":
            return [total.code for total in totals()]
        case _:
            return list(definitions())


def _characters(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


class _File:
    """A file being edited. verbs: what can be done to it → how, given what is done to and the value."""

    def __init__(self, level: Level, language: str) -> None:
        self.level: Level = level
        self.language = language
        self.bytes: bytes | None = None

    def do(self, verb: str, target: str, value: str) -> None:
        if verb == "cut":
            data = self.save()
            self.bytes = data[: len(data) // 2]
        elif verb == "become":
            self.bytes = _characters(value).encode("latin-1")
        else:
            self.verbs()[verb](target, value)

    def verbs(self) -> Mapping[str, Callable[[str, str], None]]:
        raise NotImplementedError

    def save(self) -> bytes:
        raise NotImplementedError

    def at(self, target: str) -> Place:
        return place_of(target, self.level)


class _Book(_File):
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
        return get_column_letter(codes.index(column) + 1)

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
        sheet.title = _characters(value)

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
        from tripoint.registry.terms import term
        from tripoint.returns.vocabulary import code_of_term

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


class _Archive(_File):
    """CSV files in an archive: code of the sheet → rows, the header first."""

    def __init__(self, data: bytes, level: Level, language: str) -> None:
        super().__init__(level, language)
        self.encoding, self.delimiter, self.folder = "utf-8", ",", ""
        self.others: dict[str, str] = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.files = {
                Path(name).stem: list(csv.reader(io.StringIO(archive.read(name).decode(), newline="")))
                for name in archive.namelist()
            }

    def verbs(self) -> Mapping[str, Callable[[str, str], None]]:
        return {
            "set": self.set, "blank": self.set, "delete_sheet": self.delete_sheet, "rename_sheet": self.rename_sheet,
            "delete_column": self.delete_column, "rename_column": self.rename_column, "add_column": self.add_column,
            "duplicate_row": self.duplicate_row, "delete_row": self.delete_row, "encode": self.encode,
            "delimit": self.delimit, "extra_cell": self.extra_cell, "add_file": self.add_file, "put_in": self.put_in,
            "clear_sheet": self.clear_sheet, "repeat_column": self.repeat_column, "insert_row": self.insert_row,
        }  # fmt: skip

    def set(self, target: str, value: str) -> None:
        place = self.at(target)
        rows = self.files[place.sheet]
        number = rows[0].index(place.column)
        for row in [rows[place.row]] if place.row else rows[1:]:
            row[number] = _characters(value.removeprefix("'"))

    def delete_sheet(self, target: str, value: str) -> None:
        del self.files[target]

    def clear_sheet(self, target: str, value: str) -> None:
        self.files[target] = []

    def rename_sheet(self, target: str, value: str) -> None:
        self.files[value] = self.files.pop(target)

    def delete_column(self, target: str, value: str) -> None:
        place = self.at(target)
        number = self.files[place.sheet][0].index(place.column)
        for row in self.files[place.sheet]:
            del row[number]

    def rename_column(self, target: str, value: str) -> None:
        place = self.at(target)
        header = self.files[place.sheet][0]
        header[header.index(place.column)] = value

    def repeat_column(self, target: str, value: str) -> None:
        place = self.at(target)
        number = self.files[place.sheet][0].index(place.column)
        for row in self.files[place.sheet]:
            row.append(row[number])

    def add_column(self, target: str, value: str) -> None:
        code, _, header = target.partition("!")
        for number, row in enumerate(self.files[code]):
            row.append(value if number else header)

    def duplicate_row(self, target: str, value: str) -> None:
        place = self.at(target)
        self.files[place.sheet].append(list(self.files[place.sheet][place.row]))

    def insert_row(self, target: str, value: str) -> None:
        self.files[target].insert(int(value) - 1, [])

    def delete_row(self, target: str, value: str) -> None:
        place = self.at(target)
        del self.files[place.sheet][place.row]

    def extra_cell(self, target: str, value: str) -> None:
        place = self.at(target)
        self.files[place.sheet][place.row].append(value)

    def encode(self, target: str, value: str) -> None:
        self.encoding = target

    def delimit(self, target: str, value: str) -> None:
        self.delimiter = _characters(target)

    def add_file(self, target: str, value: str) -> None:
        self.others[target] = value

    def put_in(self, target: str, value: str) -> None:
        self.folder = f"{target}/"

    def save(self) -> bytes:
        if self.bytes is not None:
            return self.bytes
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for code, rows in self.files.items():
                text = io.StringIO(newline="")
                csv.writer(text, delimiter=self.delimiter).writerows(rows)
                archive.writestr(f"{self.folder}{code}.csv", text.getvalue().encode(self.encoding))
            for name, data in self.others.items():
                archive.writestr(name, data)
        return out.getvalue()


class _Document(_File):
    """One JSON document."""

    def __init__(self, data: bytes, level: Level, language: str) -> None:
        super().__init__(level, language)
        self.document: dict[str, Any] = json.loads(data)

    def verbs(self) -> Mapping[str, Callable[[str, str], None]]:
        return {
            "set": self.set, "blank": self.set, "delete_key": self.delete_key, "delete_sheet": self.delete_sheet,
            "duplicate_row": self.duplicate_row, "delete_column": self.delete_column, "key": self.key,
        }  # fmt: skip

    def set(self, target: str, value: str) -> None:
        place = self.at(target)
        new = value_of(value) if value else None
        if target == "cover!form":
            self.document["form"] = new
        elif place.sheet in ("cover", "totals"):
            self.document[place.sheet][_lines(place.sheet, self.level)[place.row - 1]] = new
        elif place.sheet in ("sheets", "definitions"):
            self.document[place.sheet][_lines(place.sheet, self.level)[place.row - 1]][place.column] = new
        else:
            rows = self.document["rows"][place.sheet]
            for row in [rows[place.row - 1]] if place.row else rows:
                row[place.column] = new

    def key(self, target: str, value: str) -> None:
        """`key rows.firearms=[]`: a JSON value in place of what is under a key."""
        *path, last = target.split(".")
        found = self.document
        for part in path:
            found = found[part]
        found[last] = json.loads(value)

    def delete_key(self, target: str, value: str) -> None:
        *path, last = target.split(".")
        found = self.document
        for part in path:
            found = found[part]
        del found[last]

    def delete_sheet(self, target: str, value: str) -> None:
        del self.document["rows"][target]

    def delete_column(self, target: str, value: str) -> None:
        place = self.at(target)
        for row in self.document["rows"][place.sheet]:
            del row[place.column]

    def duplicate_row(self, target: str, value: str) -> None:
        place = self.at(target)
        rows = self.document["rows"][place.sheet]
        rows.append(dict(rows[place.row - 1]))

    def save(self) -> bytes:
        return self.bytes if self.bytes is not None else json.dumps(self.document, default=str).encode()


_KINDS: Mapping[str, Callable[[bytes, Level, str], _File]] = {".xlsx": _Book, ".zip": _Archive, ".json": _Document}
