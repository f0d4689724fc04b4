"""Where an edit is done, and with what value; what every file that is edited has in common."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tripoint.registry.return_form import Level, cover_fields, definitions, row_sheets, sheets, totals

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
    if (found := _LINE.fullmatch(text)) and found[2] in (lines := lines_of(found[1], level)):
        return Place(found[1], found[3] or ANSWERS[found[1]], lines.index(found[2]) + 1)
    sheet, _, column = text.partition("!")
    if sheet in sheets(level):
        return Place(sheet, column)
    raise ValueError(f"'{text}' is no place of a return")


def value_of(text: str) -> Value:
    if text.startswith("'"):
        return characters(text[1:])
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
    return characters(text)


def lines_of(sheet: str, level: Level) -> list[str]:
    match sheet:
        case "cover":
            return list(cover_fields())
        case "sheets":
            return [form.code for form in row_sheets(level)]
        case "totals":
            return [total.code for total in totals()]
        case _:
            return list(definitions())


def characters(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


class EditedFile:
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
            self.bytes = characters(value).encode("latin-1")
        else:
            self.verbs()[verb](target, value)

    def verbs(self) -> Mapping[str, Callable[[str, str], None]]:
        raise NotImplementedError

    def save(self) -> bytes:
        raise NotImplementedError

    def at(self, target: str) -> Place:
        return place_of(target, self.level)
