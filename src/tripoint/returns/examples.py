"""An example for every column, that fits the country, the year and the language (examples.csv)."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from tripoint.registry.return_form import FormColumn
from tripoint.returns.choices import choices
from tripoint.returns.filled import Filled, Value
from tripoint.returns.words import word


@cache
def _of_countries() -> Mapping[tuple[str, str], str]:
    text = (files(__package__) / "examples.csv").read_text(encoding="utf-8")
    return {(row["country"], row["column"]): row["value"] for row in csv.DictReader(text.splitlines(), strict=True)}


def example_code(column: FormColumn, filled: Filled) -> Value:
    """An example as a code, a number or a date; None if the column has none."""
    text = _of_countries().get((filled.country, column.code), column.example)
    match column.kind:
        case _ if not text:
            return None
        case "period":
            return f"{filled.year}{text[4:]}"
        case "date":
            return date.fromisoformat(f"{filled.year}{text[4:]}")
        case "count":
            return int(text)
        case "quantity":
            return float(text)
        case "text":
            return word(f"example_{text}", filled.language).format(year=filled.year)
    return text


def example_value(column: FormColumn, filled: Filled) -> Value:
    """The example as a cell shows it: terms and places by their names."""
    code = example_code(column, filled)
    known = choices(column, filled)
    return known[str(code)] if known and code is not None else code


def example_text(column: FormColumn, filled: Filled) -> str:
    """The example in running text, '' if the column has none."""
    value = example_value(column, filled)
    if value is None:
        return ""
    return str(value).replace(".", word("decimal_sign", filled.language)) if isinstance(value, float) else str(value)


def note_of(column: FormColumn, filled: Filled) -> str:
    """What to write in the column, with the year of the return where the form's words have one."""
    note = column.notes[filled.language]
    return note.replace(column.example[:4], str(filled.year)) if column.kind == "period" else note
