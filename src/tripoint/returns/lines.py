"""Sheets whose lines the form prints (cover, contents, totals, definitions): each line found by its label."""

from collections.abc import Mapping
from dataclasses import dataclass

from tripoint.registry.names import normalise
from tripoint.registry.rows import LANGUAGES
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import Cell, RawSheet, common, printed, text_of


@dataclass(frozen=True)
class LinePlace:
    """A cell of a line, and its address."""

    value: Cell
    cell: str


@dataclass(frozen=True)
class Line:
    """A line of the form as found. text: its label in the file; languages: those that print it so."""

    sheet: RawSheet
    index: int
    text: str
    languages: frozenset[str]

    def at(self, column: str) -> LinePlace:
        cells = self.sheet.columns.get(column)
        return LinePlace(cells[self.index] if cells is not None else None, self.sheet.cell(column, self.index))


def lines_of(
    sheet: RawSheet, column: str, names: Mapping[str, Mapping[str, str]], problems: ReturnProblems
) -> Mapping[str, Line]:
    """Code → line. column: that of the labels. names: code → label by language.

    Adds lines that are missing, repeated or not of the sheet.
    """
    known: dict[str, tuple[str, set[str]]] = {}
    for code, labels in names.items():
        for language in LANGUAGES:
            known.setdefault(normalise(labels[language]), (code, set()))[1].add(language)
        known.setdefault(normalise(code), (code, set(LANGUAGES)))
    found: dict[str, Line] = {}
    for index, cell in enumerate(sheet.columns.get(column, ())):
        text = text_of(cell)
        code, languages = known.get(normalise(text), ("", set[str]()))
        if not code:
            problems.add("return_line_unknown", sheet=sheet.title, value=text, cells=[sheet.cell(column, index)])
        elif code in found:
            problems.add("return_line_repeated", sheet=sheet.title, value=text, cells=[sheet.cell(column, index)])
        else:
            found[code] = Line(sheet, index, text, frozenset(languages))
    spoken = common(line.languages for line in found.values()) or common(sheet.languages.values())
    for code, labels in names.items():
        if code not in found:
            problems.add("return_line_missing", sheet=sheet.title, value=printed(labels, spoken))
    return found
