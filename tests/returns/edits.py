"""What a clerk does to a return, as one line of text: `set firearms!period[3]=2025-13`, `merge drugs!A5:A6` …

A line is a verb, what it is done to, and after `=` a value; ` && ` joins several. What it is done to:
    firearms!period[3]       the cell of a column in the third row of figures; `[*]`: in all of them
    firearms[3]              the third row of figures
    totals!submitted         the answer of a line; sheets!drugs.handling, definitions!seized.use where there are two
    firearms!A5, firearms!A5:B6, firearms    a cell or cells by address, a sheet
A value is a number, `date:2025-03-14`, `true`, `letters:600`, or text; `'12` is the text 12, and \\u00a0 a character by its code.
"""

from collections.abc import Callable, Mapping

from tests.returns.edits_machine import EditedArchive, EditedDocument
from tests.returns.edits_places import EditedFile
from tests.returns.edits_workbook import EditedWorkbook
from tripoint.registry.return_form import Level

_KINDS: Mapping[str, Callable[[bytes, Level, str], EditedFile]] = {
    ".xlsx": EditedWorkbook, ".zip": EditedArchive, ".json": EditedDocument,
}  # fmt: skip


def edited(data: bytes, suffix: str, edits: str, level: Level, language: str) -> bytes:
    """The file with the edits done to it. suffix: .xlsx, .zip or .json, by which it is opened."""
    file = _KINDS[suffix](data, level, language)
    for line in edits.split(" && "):
        verb, _, rest = line.strip().partition(" ")
        target, _, value = rest.partition("=")
        file.do(verb, target, value)
    return file.save()
