"""The sheets of figures: headers that explain themselves, columns that offer their lists, and the rows, streamed."""

from collections.abc import Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter

from tripoint.registry.return_form import FormColumn
from tripoint.returns.choices import choices, chosen
from tripoint.returns.examples import example_text, note_of
from tripoint.returns.filled import Filled, Value
from tripoint.returns.prefilled import columns_of
from tripoint.returns.template_look import FORMATS, GENERAL, table_width, value_cell
from tripoint.returns.template_page import FIRST_ROW, Page
from tripoint.returns.words import word

LAST_ROW = 5000
"""Down to here the cells offer their lists; rows below are read all the same."""


def write_rows(page: Page) -> None:
    """One path for the empty sheet and for hundreds of thousands of rows: nothing is held but the row at hand."""
    columns = page.form.columns
    texts = {column.code: choices(column, page.filled) for column in columns}
    widths = [table_width(column, column.labels[page.language], texts[column.code]) for column in columns]
    page.begin(widths, {column.code: _note(column, page.filled) for column in columns})
    for position, column in enumerate(columns, 1):
        letter = get_column_letter(position)
        page.rule(column, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
    filled = zip(columns, columns_of(page.filled, page.form), strict=True)
    cells = (_cells(page, column, values, texts[column.code]) for column, values in filled)
    for row in zip(*cells, strict=True):
        page.append(row)


def _cells(
    page: Page, column: FormColumn, values: Sequence[Value], texts: Mapping[str, str] | None
) -> Iterator[object]:
    number_format = FORMATS.get(column.kind, GENERAL)
    for value in values:
        shown = value if texts is None else chosen(value, texts, column)
        styled = shown is not None and number_format != GENERAL
        yield value_cell(page.sheet, shown, number_format) if styled else shown


def _note(column: FormColumn, filled: Filled) -> str:
    example = example_text(column, filled)
    shown = word("example", filled.language).format(value=example) if example else ""
    return "\n".join(part for part in (note_of(column, filled), shown) if part)
