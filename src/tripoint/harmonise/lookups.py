"""A source's lookups.csv: text as published → code, reviewed by people."""

import csv
from collections.abc import Iterable, Mapping
from importlib.resources import files

from tripoint.registry.names import normalise


def read_lookups(lines: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """lookup → normalised text → code. Columns: lookup, published, code, note. Raises ValueError on a repeat."""
    tables: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(lines):
        table = tables.setdefault(row["lookup"], {})
        text = normalise(row["published"])
        if table.setdefault(text, row["code"]) != row["code"]:
            raise ValueError(f"lookup '{row['lookup']}' maps '{row['published']}' twice")
    return tables


def table_beside(package: str, name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a CSV file that lies beside a source's reader. package: the reader's `__package__`."""
    text = (files(package) / name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def code_for(table: Mapping[str, str], text: str) -> str | None:
    """The code of one text in a table of `read_lookups`; None if it has none."""
    return table.get(normalise(text))
