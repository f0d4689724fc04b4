"""One worksheet of the form while it is written: its widths, its first three rows, its rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from tripoint.registry.places import place
from tripoint.registry.return_form import FormColumn, FormSheet
from tripoint.returns.filled import Filled
from tripoint.returns.template_look import (
    FORMATS,
    GENERAL,
    header_cell,
    purpose_cell,
    set_height,
    set_page,
    set_width,
    title_cell,
)  # fmt: skip
from tripoint.returns.template_nature import mark_pages, marked
from tripoint.returns.template_rules import Lists, rule_of
from tripoint.returns.vocabulary import place_label
from tripoint.returns.words import word

FIRST_ROW = 4
"""Under the title, the purpose and the headers."""


@dataclass(frozen=True)
class Page:
    """A worksheet and what it is of. lists: those of the whole workbook."""

    sheet: WriteOnlyWorksheet
    form: FormSheet
    filled: Filled
    lists: Lists

    @property
    def language(self) -> str:
        return self.filled.language

    def begin(self, widths: Sequence[float], notes: Mapping[str, str] | None = None) -> None:
        """Widths in characters, print, title, purpose, headers. notes: column → what opens over its header."""
        columns, is_table = self.form.columns, self.form.shape == "rows"
        for position, (column, width) in enumerate(zip(columns, widths, strict=True), 1):
            set_width(self.sheet, position, width, FORMATS.get(column.kind, GENERAL) if is_table else GENERAL)
        set_page(self.sheet, f"{place_label(place(self.filled.country), self.language)} {self.filled.year}", widths)
        mark_pages(self.sheet, self.filled)
        self.sheet.row_dimensions[1].height = 24
        labels = [column.labels[self.language] for column in columns]
        # Bold letters are wider, and a program that shows comments needs room for its mark.
        set_height(self.sheet, 3, [(text, width - 2) for text, width in zip(labels, widths, strict=True)])
        how = word(f"how_{self.form.shape}", self.language)
        self.sheet.append([title_cell(self.sheet, marked(self.form.titles[self.language], self.filled))])
        self.sheet.append([purpose_cell(self.sheet, f"{self.form.purposes[self.language]} {how}")])
        self.sheet.append([header_cell(self.sheet, c, self.language, (notes or {}).get(c.code, "")) for c in columns])

    def append(self, cells: Sequence[object]) -> None:
        self.sheet.append(cells)

    def append_high(self, row: int, cells: Sequence[WriteOnlyCell], widths: Sequence[float], *, least: int = 1) -> None:
        """A row of wrapped cells. least: lines that it has at least, so that there is room to write."""
        texts = [(str(cell.value), width) for cell, width in zip(cells, widths, strict=True) if cell.value is not None]
        set_height(self.sheet, row, texts, least=least)
        self.sheet.append(cells)

    def rule(self, column: FormColumn, cells: str, *, whole: bool = False) -> None:
        """What the cells accept. cells: ranges with spaces between. whole: a quantity without fraction."""
        rule = rule_of(column, self.filled, self.lists, whole=whole)
        if rule is not None:
            for cell_range in cells.split():
                rule.add(cell_range)
            self.sheet.data_validations.append(rule)
