"""A return as it stands in its file: the form's sheets with cells not yet understood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tripoint.registry.names import normalise
from tripoint.registry.return_form import LEVELS, FormColumn, FormSheet, Level, sheets
from tripoint.registry.rows import LANGUAGES

Cell = object
"""None, str, int, float, bool or datetime.date as the file types it."""


@dataclass(frozen=True)
class RawSheet:
    """One sheet of the form as found. columns: column code → cells, all of equal length.

    title: its name in the file. rows: the row of the file that each cell stands in. letters: column code →
    the column of the file. languages: of each header, those in which the form prints it so.
    """

    form: FormSheet
    title: str
    columns: Mapping[str, Sequence[Cell]]
    rows: Sequence[int]
    letters: Mapping[str, str]
    languages: Mapping[str, frozenset[str]]

    def cell(self, column: str, index: int) -> str:
        """The address of a cell, such as C12."""
        return f"{self.letters.get(column, '')}{self.rows[index]}"

    def cells(self, column: str, indices: Iterable[int]) -> list[str]:
        return [self.cell(column, index) for index in indices]


@dataclass(frozen=True)
class RawReturn:
    """sheets: sheet code → sheet. is_typed: does the file tell numbers from text, as a workbook does?"""

    level: Level
    sheets: Mapping[str, RawSheet]
    is_typed: bool


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: Cell) -> str:
    """A cell as a person reads it; whole numbers without ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()


def printed(names: Mapping[str, str], language: str | None) -> str:
    """A name in the language; in all of them, parted by "/", where none is known."""
    return names[language] if language else " / ".join(dict.fromkeys(names.values()))


def common(languages: Iterable[frozenset[str]]) -> str | None:
    """The one language that all texts can be in; None if there is none or more than one."""
    sets = list(languages)
    shared = frozenset.intersection(*sets) if sets else frozenset[str]()
    return next(iter(shared)) if len(shared) == 1 else None


@cache
def titles() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Normalised title of a sheet → (sheet code, languages that print it so)."""
    found: dict[str, tuple[str, set[str]]] = {}
    for level in LEVELS:
        for form in sheets(level).values():
            for language in LANGUAGES:
                found.setdefault(normalise(form.titles[language]), (form.code, set()))[1].add(language)
    return {text: (code, frozenset(languages)) for text, (code, languages) in found.items()}


def labels(form: FormSheet) -> Mapping[str, tuple[FormColumn, frozenset[str]]]:
    """Normalised header of a sheet → (column, languages that print it so); codes of columns too."""
    found: dict[str, tuple[FormColumn, set[str]]] = {}
    for column in form.columns:
        for language in LANGUAGES:
            found.setdefault(normalise(column.labels[language]), (column, set()))[1].add(language)
        found.setdefault(column.code, (column, set(LANGUAGES)))
    return {text: (column, frozenset(languages)) for text, (column, languages) in found.items()}
