"""The sheets of the form that are laid out in full: cover, contents, totals, definitions."""

from openpyxl.cell import WriteOnlyCell

from tripoint.registry.return_form import FormColumn, FormTotal, cover_fields, definitions, sheet, sheets, totals
from tripoint.returns.choices import choices, chosen
from tripoint.returns.filled import Value
from tripoint.returns.prefilled import cover_of, definitions_of, states_of, totals_of
from tripoint.returns.template_look import FORMATS, GENERAL, answer_cell, printed_cell
from tripoint.returns.template_page import FIRST_ROW, Page

COVER_FORMATS = {**FORMATS, "form": "@"}
SETTLED = ("country", "year", "language", "level", "form")
"""Fields that the template has filled in, to be left as they are."""


def write_cover(page: Page) -> None:
    widths = (30, 46, 92)
    page.begin(widths)
    values = cover_of(page.filled)
    for row, (field, column) in enumerate(cover_fields().items(), FIRST_ROW):
        label, note = column.labels[page.language], column.notes[page.language]
        answer = _answer(page, column, values[field], is_required=column.is_required and column.kind not in SETTLED)
        cells = _printed(page, label, is_bold=True), answer, _printed(page, note)
        page.append_high(row, cells, widths, least=3 if column.kind == "text" else 1)
        page.rule(column, f"B{row}")


def write_contents(page: Page) -> None:
    page.begin((34, 34, 44))
    _, status, handling = page.form.columns
    form, states = sheets(page.filled.level), states_of(page.filled)
    for code, state in states.items():
        title = _printed(page, form[code].titles[page.language], is_bold=True)
        answers = ((status, state.status), (handling, state.handling))
        page.append([title, *(_answer(page, column, value, is_required=True) for column, value in answers)])
    page.rule(status, f"B{FIRST_ROW}:B{FIRST_ROW + len(states) - 1}")
    page.rule(handling, f"C{FIRST_ROW}:C{FIRST_ROW + len(states) - 1}")


def write_totals(page: Page) -> None:
    page.begin((70, 20))
    _, amount = page.form.columns
    filled = totals_of(page.filled)
    rows: dict[bool, list[str]] = {True: [], False: []}
    for row, total in enumerate(totals(), FIRST_ROW):
        name = _printed(page, total.names[page.language], is_bold=True)
        page.append([name, _answer(page, amount, filled[total.code])])
        rows[is_whole(total)].append(f"B{row}")
    for whole, cells in rows.items():
        page.rule(amount, " ".join(cells), whole=whole)


def write_definitions(page: Page) -> None:
    widths = (28, 62, 26, 62)
    page.begin(widths)
    _, _, use, own_text = page.form.columns
    filled = definitions_of(page.filled)
    for row, (code, definition) in enumerate(definitions().items(), FIRST_ROW):
        own = filled[code]
        printed = (
            _printed(page, definition.names[page.language], is_bold=True),
            _printed(page, definition.texts[page.language]),
        )
        cells = (*printed, _answer(page, use, own.use, is_required=True), _answer(page, own_text, own.text))
        page.append_high(row, cells, widths, least=2)
    last = FIRST_ROW + len(definitions()) - 1
    page.rule(use, f"C{FIRST_ROW}:C{last}")
    page.rule(own_text, f"D{FIRST_ROW}:D{last}")


def is_whole(total: FormTotal) -> bool:
    """Is the total one of things that are counted, not weighed?"""
    column = sheet(total.sheet).column(total.column)
    return column is not None and column.kind == "count"


def _printed(page: Page, text: str, *, is_bold: bool = False) -> WriteOnlyCell:
    return printed_cell(page.sheet, text, is_bold=is_bold)


def _answer(page: Page, column: FormColumn, code: Value, *, is_required: bool = False) -> WriteOnlyCell:
    texts = choices(column, page.filled)
    value = code if texts is None else chosen(code, texts, column)
    number_format = COVER_FORMATS.get(column.kind, GENERAL)
    return answer_cell(page.sheet, value, number_format=number_format, is_required=is_required)
