"""Edits of a return for machines: CSV files in an archive, or one JSON document."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.returns.edits_places import EditedFile, characters, lines_of, value_of
from tripoint.registry.return_form import Level


class EditedArchive(EditedFile):
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
            row[number] = characters(value.removeprefix("'"))

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
        self.delimiter = characters(target)

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


class EditedDocument(EditedFile):
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
            self.document[place.sheet][lines_of(place.sheet, self.level)[place.row - 1]] = new
        elif place.sheet in ("sheets", "definitions"):
            self.document[place.sheet][lines_of(place.sheet, self.level)[place.row - 1]][place.column] = new
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
