"""The workbook back with its problems: a list on a first sheet, and every cell marked with what is wrong."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from tripoint.registry.return_form import PROBLEMS_TITLES
from tripoint.returns.template_look import FONT, set_height, set_page
from tripoint.returns.timeless import new_file

ERROR = PatternFill("solid", start_color="FFF4B183")
WARNING = PatternFill("solid", start_color="FFFFE699")
WIDTHS = (22, 34, 70, 60)
"""Of the columns of the list, in characters."""
MOST_BYTES = 40 << 20
"""A larger workbook is not loaded to be marked: the list alone is written."""


@dataclass(frozen=True)
class Remark:
    """A problem in words. cells: addresses on the sheet; place: where, as a person reads it."""

    sheet: str
    cells: Sequence[str]
    place: str
    text: str
    cure: str
    is_warning: bool


def write_marked(path: Path, target: Path, remarks: Sequence[Remark], *, title: str, heads: Sequence[str]) -> bool:
    """Writes the list and, where the file is a workbook that can be loaded, the marked sheets behind it.

    title: of the sheet of problems. heads: its four headers: kind, where, what, cure; the first as "error / warning".
    Gives False where the list stands alone.
    """
    book = _loaded(path)
    is_marked = book is not None
    if book is None:
        book = Workbook()
        book.remove(book.active)
    else:
        _mark(book, remarks)
    for earlier in set(PROBLEMS_TITLES.values()) & set(book.sheetnames):
        del book[earlier]  # the list of the check before
    _list(book, title, remarks, heads)
    target.parent.mkdir(parents=True, exist_ok=True)
    with new_file(target) as part:
        book.save(part)
    return is_marked


def is_marked_already(target: Path) -> bool:
    """Is it a workbook that a check wrote, and so may be written again?"""
    try:
        return bool(load_workbook(target, read_only=True).sheetnames[0] in PROBLEMS_TITLES.values())
    except Exception:  # whatever it is, it is not ours
        return False


def _loaded(path: Path) -> Workbook | None:
    if path.suffix.lower() != ".xlsx" or path.stat().st_size > MOST_BYTES:
        return None
    try:
        return load_workbook(path)
    except Exception:  # openpyxl raises what its parts raise; the list is written all the same
        return None


def _mark(book: Workbook, remarks: Sequence[Remark]) -> None:
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    wrong: set[tuple[str, str]] = set()
    for remark in remarks:
        for cell in remark.cells:
            if remark.sheet in book.sheetnames and cell[:1].isalpha() and cell[-1:].isdigit() and "#" not in cell:
                texts[remark.sheet, cell].append(f"{remark.text}\n{remark.cure}")
                wrong |= set() if remark.is_warning else {(remark.sheet, cell)}
    for (sheet, address), said in texts.items():
        cell = book[sheet][address]
        if type(cell).__name__ == "MergedCell":
            continue
        cell.fill = ERROR if (sheet, address) in wrong else WARNING
        cell.comment = Comment("\n\n".join(said), "Tripoint", height=160, width=360)


def _list(book: Workbook, title: str, remarks: Sequence[Remark], heads: Sequence[str]) -> None:
    sheet = book.create_sheet(title, 0)
    book.active = 0
    error, _, warning = heads[0].partition(" / ")
    sheet.append(heads)
    for cell in sheet[1]:
        cell.font = Font(FONT, 11, bold=True)
    for number, remark in enumerate(remarks, 2):
        texts = (warning if remark.is_warning else error, remark.place, remark.text, remark.cure)
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = text, "s"  # a text that begins with "=" is no formula
            cell.font = Font(FONT, 11)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 1).fill = WARNING if remark.is_warning else ERROR
        if remark.cells and remark.sheet in book.sheetnames and "#" not in remark.cells[0]:
            quoted = remark.sheet.replace("'", "''")
            sheet.cell(number, 2).hyperlink = f"#'{quoted}'!{remark.cells[0]}"
        set_height(sheet, number, list(zip(texts, WIDTHS, strict=True)))
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    set_page(sheet, "", WIDTHS, header_row=1)
