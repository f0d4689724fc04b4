"""How the workbook looks: colours, widths, number formats, print."""

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from tripoint.registry.return_form import FormColumn
from tripoint.returns.filled import Value

FORMATS: Mapping[str, str] = {"period": "@", "event": "@", "text": "@", "date": "yyyy-mm-dd"}
"""Number format by kind of column. Text where a spreadsheet would turn 2025-03 or 1-2 into a date."""
GENERAL = "General"
A4 = 9
WIDTHS: Mapping[str, int] = {"period": 11, "event": 15, "date": 12, "count": 13, "quantity": 12, "text": 52}

LINE_HEIGHT = 15.5
WIDEST_PAGE = 280
"""Characters that an A4 page holds across and still can be read; a wider sheet takes several pages."""

_INK, FONT = "1F3A5F", "Calibri"
_DARK, _LIGHT, _ANSWER, _GREY = (PatternFill("solid", fgColor=c) for c in (_INK, "D6E4F0", "FFF6D6", "EEF1F4"))
_LINE = Side("thin", color="A9B4C0")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(vertical="top", horizontal="left", wrap_text=True)
_MIDDLE = Alignment(vertical="center", wrap_text=True)


def title_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    return _cell(sheet, text, font=Font(FONT, 16, bold=True, color=_INK))


def purpose_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """One line that runs on over the blank cells beside it: cells are never merged, and column A is narrow."""
    return _cell(sheet, text, font=Font(FONT, 10, color="44505C"))


def heading_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    return _cell(sheet, text, font=Font(FONT, 12, bold=True, color=_INK))


def head_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """The head of a column that is read only."""
    return _cell(sheet, text, font=Font(FONT, 11, bold=True, color=_INK), fill=_LIGHT, border=_BOX, alignment=_WRAPPED)


def header_cell(sheet: WriteOnlyWorksheet, column: FormColumn, language: str, note: str) -> WriteOnlyCell:
    """A header: dark if it must be filled, light if not, grey over the form's own words. note: opens over it."""
    is_printed = column.kind == "label"
    is_dark = column.is_required and not is_printed
    cell = _cell(
        sheet,
        column.labels[language],
        font=Font(FONT, 11, bold=True, color="FFFFFF" if is_dark else _INK),
        fill=_GREY if is_printed else _DARK if is_dark else _LIGHT,
        border=_BOX,
        alignment=_MIDDLE,
    )
    if note:
        lines = line_count(note, 34)
        cell.comment = Comment(note, "Tripoint", height=20 + 18 * lines, width=270)
    return cell


def printed_cell(sheet: WriteOnlyWorksheet, text: str, *, is_bold: bool = False) -> WriteOnlyCell:
    """Words of the form itself."""
    return _cell(sheet, text, font=Font(FONT, 11, bold=is_bold), fill=_GREY, border=_BOX, alignment=_WRAPPED)


def answer_cell(
    sheet: WriteOnlyWorksheet, value: Value, *, number_format: str = GENERAL, is_required: bool = False
) -> WriteOnlyCell:
    """A cell of its own for one answer: yellow if it must be filled."""
    cell = _cell(sheet, value, font=Font(FONT, 11), border=_BOX, alignment=_WRAPPED, number_format=number_format)
    if is_required:
        cell.fill = _ANSWER
    return cell


def value_cell(sheet: WriteOnlyWorksheet, value: Value, number_format: str) -> WriteOnlyCell:
    """A cell of a table. Text stays text, whatever it begins with."""
    return _cell(sheet, value, number_format=number_format)


def line_count(text: str, width: float) -> int:
    """Lines that the text takes in a cell of this width in characters."""
    return sum(len(textwrap.wrap(part, max(int(width), 1))) or 1 for part in text.split("\n"))


def set_height(sheet: WriteOnlyWorksheet, row: int, texts: Iterable[tuple[str, float]], *, least: int = 1) -> None:
    """High enough for texts, each with the width it has: no spreadsheet program does it on opening for every cell."""
    lines = max((line_count(text, 1.08 * width) for text, width in texts), default=1)
    sheet.row_dimensions[row].height = max(lines, least) * LINE_HEIGHT + 3


def set_width(sheet: WriteOnlyWorksheet, column: int, width: float, number_format: str = GENERAL) -> None:
    """Width of a column in characters and the format of its cells that are still blank."""
    dimension = sheet.column_dimensions[get_column_letter(column)]
    dimension.width = width
    dimension.number_format = number_format


def table_width(column: FormColumn, label: str, texts: Mapping[str, str] | None) -> int:
    """Wide enough for the choices and for the longest word of the header."""
    word = max(map(len, label.split())) + 3
    wide = WIDTHS.get(column.kind) or min(max(map(len, texts.values())) + 2 if texts else 20, 34)
    return max(word, wide, 11)


def set_page(sheet: WriteOnlyWorksheet, footer: str, widths: Sequence[float], *, header_row: int | None = 3) -> None:
    """A4 landscape, one page wide unless that is too small to read; the header row in view and on every page."""
    pages = math.ceil(sum(widths) / WIDEST_PAGE)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = 0.5
    sheet.oddFooter.left.text = footer
    sheet.oddFooter.center.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"
    sheet.sheet_view.showGridLines = header_row is not None
    if header_row is not None:
        sheet.print_title_rows = f"{header_row}:{header_row}"
        sheet.freeze_panes = f"A{header_row + 1}"
    if pages > 1:
        sheet.print_title_cols = "A:A"


def _cell(sheet: WriteOnlyWorksheet, value: Value, **style: object) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    for name, look in style.items():
        setattr(cell, name, look)
    return cell
