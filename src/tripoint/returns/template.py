"""The return as a workbook: an empty one is the template, a filled one has its values in place."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from tripoint.registry.places import place
from tripoint.registry.return_form import Shape, sheets
from tripoint.returns.filled import Filled
from tripoint.returns.template_guide import write_guide
from tripoint.returns.template_nature import marked
from tripoint.returns.template_page import Page
from tripoint.returns.template_rows import write_rows
from tripoint.returns.template_rules import Lists
from tripoint.returns.template_sheets import write_contents, write_cover, write_definitions, write_totals
from tripoint.returns.timeless import new_archive
from tripoint.returns.words import word

STAMP = datetime(2026, 1, 1)
"""Created and modified, for every workbook of this edition of the form: the wall clock would change the bytes."""

_WRITERS: Mapping[Shape, Callable[[Page], None]] = {
    "cover": write_cover,
    "sheets": write_contents,
    "totals": write_totals,
    "rows": write_rows,
    "definitions": write_definitions,
}
_TABS: Mapping[Shape, str] = {"rows": "3A7CA5"}


def write_workbook(path: Path, filled: Filled) -> None:
    """Writes the return in its language; equal returns give equal bytes. Raises RegistryError for an unknown code."""
    book = Workbook(write_only=True)
    try:
        _fill(book, filled)
        with new_archive(path) as archive:
            ExcelWriter(book, archive).write_data()
    finally:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()


def _fill(book: Workbook, filled: Filled) -> None:
    lists = Lists()
    for form in sheets(filled.level).values():
        sheet = book.create_sheet(form.titles[filled.language])
        sheet.sheet_properties.tabColor = _TABS.get(form.shape, "1F3A5F")
        _WRITERS[form.shape](Page(sheet, form, filled, lists))
    write_guide(book, filled)
    lists.write(book)
    _describe(book, filled)


def _describe(book: Workbook, filled: Filled) -> None:
    properties = book.properties
    properties.creator = properties.lastModifiedBy = "Tripoint"
    properties.created = properties.modified = STAMP
    properties.language = filled.language
    country = place(filled.country).names[filled.language]
    title = word("document_title", filled.language).format(country=country, year=filled.year)
    properties.title = marked(title, filled)
