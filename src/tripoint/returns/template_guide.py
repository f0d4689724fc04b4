"""The guide in the workbook: how to fill it, an invented example row of every sheet, every definition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.cell import WriteOnlyCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from tripoint.registry.places import place
from tripoint.registry.return_form import GUIDE_TITLES, Level, definitions, row_sheets, sheets
from tripoint.registry.terms import NOT_KNOWN, terms
from tripoint.returns.examples import example_value, note_of
from tripoint.returns.filled import Filled
from tripoint.returns.template_look import (
    FORMATS,
    GENERAL,
    answer_cell,
    head_cell,
    heading_cell,
    printed_cell,
    purpose_cell,
    set_height,
    set_page,
    set_width,
    title_cell,
)  # fmt: skip
from tripoint.returns.template_nature import mark_pages, marked
from tripoint.returns.template_rows import LAST_ROW
from tripoint.returns.vocabulary import place_label
from tripoint.returns.words import word

_AFTER = ("language", "plain", "colours", "handling", "corrections")
TOPICS: Mapping[Level, tuple[str, ...]] = {
    "aggregate": ("purpose", "order", "aggregate", "blank", "period", *_AFTER),
    "records": ("purpose", "order", "records", "blank", *_AFTER),
}
WIDTHS = (32, 92, 46, 16)


def write_guide(book: Workbook, filled: Filled) -> None:
    """A sheet that is read by people only: topics, examples, definitions, in the language of the return."""
    sheet = book.create_sheet(GUIDE_TITLES[filled.language])
    sheet.sheet_properties.tabColor = "8A949E"
    for position, width in enumerate(WIDTHS, 1):
        set_width(sheet, position, width)
    set_page(sheet, f"{place_label(place(filled.country), filled.language)} {filled.year}", WIDTHS, header_row=None)
    mark_pages(sheet, filled)
    for number, cells in enumerate(_Guide(sheet, filled).rows(), 1):
        wrapped = [(str(c.value), width) for c, width in zip(cells, WIDTHS, strict=False) if c.alignment.wrap_text]
        set_height(sheet, number, wrapped, least=2 if number == 1 else 1)
        sheet.append(cells)


@dataclass(frozen=True)
class _Guide:
    sheet: WriteOnlyWorksheet
    filled: Filled

    def rows(self) -> Iterator[list[WriteOnlyCell]]:
        yield [title_cell(self.sheet, marked(self._word("guide_title"), self.filled))]
        yield [purpose_cell(self.sheet, self._word("guide_lead"))]
        yield from self._topics()
        yield from self._examples()
        yield from self._definitions()

    def _topics(self) -> Iterator[list[WriteOnlyCell]]:
        names = names_of_form(self.filled)
        yield self._heads("topic", "text")
        for topic in TOPICS[self.filled.level]:
            yield self._printed(self._word(f"guide_{topic}_head"), self._word(f"guide_{topic}_text").format(**names))

    def _examples(self) -> Iterator[list[WriteOnlyCell]]:
        language = self.filled.language
        for form in row_sheets(self.filled.level):
            yield []
            head = self._word("guide_examples_head").format(sheet=form.titles[language])
            yield [heading_cell(self.sheet, head)]
            yield [purpose_cell(self.sheet, self._word("guide_examples_lead"))]
            yield self._heads("column", "note", "example", "required")
            for column in form.columns:
                example = example_value(column, self.filled)
                label, note = self._printed(column.labels[language], note_of(column, self.filled))
                required = printed_cell(self.sheet, self._word("yes" if column.is_required else "no"))
                number_format = FORMATS.get(column.kind, GENERAL)
                yield [label, note, answer_cell(self.sheet, example, number_format=number_format), required]

    def _definitions(self) -> Iterator[list[WriteOnlyCell]]:
        yield []
        yield [heading_cell(self.sheet, self._word("guide_definitions_head"))]
        yield self._heads("term", "definition")
        for definition in definitions().values():
            yield self._printed(definition.names[self.filled.language], definition.texts[self.filled.language])

    def _heads(self, *heads: str) -> list[WriteOnlyCell]:
        return [head_cell(self.sheet, self._word(f"head_{head}")) for head in heads]

    def _printed(self, head: str, text: str) -> list[WriteOnlyCell]:
        return [printed_cell(self.sheet, head, is_bold=True), printed_cell(self.sheet, text)]

    def _word(self, key: str) -> str:
        return word(key, self.filled.language)


def names_of_form(filled: Filled) -> dict[str, object]:
    """What the guide calls by the names the form gives them: sheets, statuses, who may read."""
    named = [terms("status"), terms("handling"), {NOT_KNOWN: terms("border")[NOT_KNOWN]}]
    names: dict[str, object] = {code: entry.names[filled.language] for found in named for code, entry in found.items()}
    names |= {form.code: form.titles[filled.language] for form in sheets(filled.level).values() if form.shape != "rows"}
    return {**names, "year": filled.year, "last_row": LAST_ROW}
