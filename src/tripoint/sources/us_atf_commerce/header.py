"""The header of a transcribed table: footnote marks glued to names are taken off, repeated names are numbered."""

import re
from collections.abc import Sequence
from pathlib import Path

from tripoint.errors import Problems
from tripoint.ingest.delimited import delimited_rows
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextTable, table_of

FOOTNOTE = re.compile(r"(?<=[A-Za-z])[0-9*]$")
"""One digit or asterisk after a letter: "Misc. Firearms1", "Military*"; years keep their digits."""
NO_HEADING = "(no heading)"


def without_footnote(text: str) -> str:
    """ "Machinegun3" → "Machinegun"."""
    return FOOTNOTE.sub("", " ".join(text.split()))


def named(titles: Sequence[str]) -> tuple[str, ...]:
    """Column names without footnote marks; a blank one is NO_HEADING, the second of a name is "name (2)"."""
    names: list[str] = []
    for title in titles:
        name = without_footnote(title) or NO_HEADING
        times = sum(known == name or known.startswith(f"{name} (") for known in names) + 1
        names.append(name if times == 1 else f"{name} ({times})")
    return tuple(names)


def open_table(path: Path, layout: FileLayout, label: str, problems: Problems) -> TextTable:
    """The table in `path`, whose columns must be those of the layout; footnote marks of column `label` are taken off.

    Adds the problems of `delimited_rows`, `foreign_file`, `column_missing` and `column_unexpected`, and raises.
    """
    header, *rows = delimited_rows(path, encoding=layout.encoding, problems=problems, may_end_open=True)
    names = named(header)
    if 2 * len(set(names) & set(layout.columns)) < len(layout.columns):
        problems.add("foreign_file", detail=f"its columns are {', '.join(names)[:120]}")
        problems.raise_if_any()
    for name in layout.columns:
        if name not in names:
            problems.add("column_missing", column=name)
    for name in names:
        if name not in layout.columns:
            problems.add("column_unexpected", column=name)
    problems.raise_if_any()
    at = names.index(label)
    cleaned = (
        (number, [without_footnote(cell) if place == at else cell for place, cell in enumerate(row)])
        for number, row in enumerate(rows, 2)
    )
    return table_of(path.name, names, cleaned)
