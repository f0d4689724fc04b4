"""A return that is no official one says so on every sheet, and on every page that is printed."""

from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from tripoint.registry.terms import term
from tripoint.returns.filled import Filled
from tripoint.returns.prefilled import cover_of


def nature_mark(filled: Filled) -> str:
    """ "SYNTHETIC DEMONSTRATION" in the language of the return; "" for an official one."""
    nature = cover_of(filled)["nature"]
    return "" if nature in (None, "official") else term("nature", str(nature)).names[filled.language].upper()


def marked(title: str, filled: Filled) -> str:
    """The title of a sheet with the mark behind it. Row 1 is for people: no reader looks at it."""
    mark = nature_mark(filled)
    return f"{title} — {mark}" if mark else title


def mark_pages(sheet: WriteOnlyWorksheet, filled: Filled) -> None:
    """The mark over every printed page."""
    mark = nature_mark(filled)
    if mark:
        sheet.oddHeader.center.text = mark
        sheet.page_margins.top = 0.8
