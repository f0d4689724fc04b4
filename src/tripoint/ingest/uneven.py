"""Lists of users as they come: every line of a CSV file or sheet gives its cells, or the reason why it has none."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from python_calamine import CalamineError, CalamineWorkbook

from tripoint.errors import Problems
from tripoint.ingest.odd_cells import odd_cells
from tripoint.ingest.size import UNPACKING, check_size

Flaw = Literal["", "other_encoding", "blank_line", "broken_line", "line_too_long", "formula_in_cell", "error_in_cell"]
Line = tuple[int, bytes, Sequence[str], Flaw]
"""number: of the line in the file, the header is 1. Its bytes. cells: as many as the header; () where it has none.
other_encoding is noted of a line that was read all the same, as Windows-1252; the other flaws leave a line without cells."""

DELIMITERS = ",;\t|"
LONGEST_LINE = 1 << 20
MOST_JOINED = 50
"""Lines that one quoted cell may span; a quote that is not closed by then was never meant as one."""
MOST_WORKBOOK_BYTES = 200 << 20


@dataclass(frozen=True)
class UnevenTable:
    header: tuple[str, ...]
    lines: Iterator[Line]


def uneven_csv(file: BinaryIO, problems: Problems) -> UnevenTable:
    """A delimited file, opened; the delimiter is the one that the header has most of. Memory is that of one line.

    Adds `list_empty`, `list_not_utf8` (UTF-16) or `header_not_found` to problems and raises.
    """
    raw = file.readline(LONGEST_LINE)
    lines: BinaryIO | _ByReturns = file
    if b"\r" in raw.rstrip(b"\r\n"):
        lines = _ByReturns(file, raw)
        raw = lines.readline(LONGEST_LINE)
    if not raw.strip():
        problems.add("list_empty")
        problems.raise_if_any()
    if b"\0" in raw or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.add("list_not_utf8")
        problems.raise_if_any()
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace").rstrip("\r\n")
    delimiter = max(DELIMITERS, key=text.count)
    try:
        header = tuple(cell.strip() for cell in next(csv.reader([text], delimiter=delimiter)))
    except csv.Error as error:
        problems.add("header_not_found", detail=str(error))
        problems.raise_if_any()
        raise
    return UnevenTable(header, _lines(lines, delimiter, len(header)))


class _ByReturns:
    """A file whose lines end in a carriage return alone, as some programs still write them."""

    def __init__(self, file: BinaryIO, begun: bytes) -> None:
        self._file, self._held = file, begun

    def readline(self, most: int) -> bytes:
        """As of a file, the line ended by a line feed."""
        while b"\r" not in self._held and len(self._held) < most and (more := self._file.read(1 << 16)):
            self._held += more
        cut = self._held.find(b"\r", 0, most) + 1 or most
        line, self._held = self._held[:cut], self._held[cut:].removeprefix(b"\n") if cut != most else self._held[cut:]
        return line[:-1] + b"\n" if line.endswith(b"\r") else line


def _lines(file: "BinaryIO | _ByReturns", delimiter: str, width: int) -> Iterator[Line]:
    number, waiting, empty = 1, deque[bytes](), delimiter + " "
    while raw := (waiting.popleft() if waiting else file.readline(LONGEST_LINE)):
        number += 1
        start = number
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield start, raw[:200], (), "line_too_long"
            continue
        if b'"' in raw:
            taken = _joined(raw, file, waiting)
            if taken is None:
                yield start, raw, (), "broken_line"
                continue
            raw, more = taken
            number += more
        flaw: Flaw = ""
        try:
            text = raw.decode().rstrip("\r\n")
        except UnicodeDecodeError:
            text, flaw = raw.decode("cp1252", "replace").rstrip("\r\n"), "other_encoding"
        try:
            cells = (
                next(csv.reader([text], delimiter=delimiter, strict=True), []) if '"' in text else text.split(delimiter)
            )
        except csv.Error:
            yield start, raw, (), "broken_line"
            continue
        if len(cells) != width:
            if not any(cell.strip() for cell in cells):
                yield start, raw, (), "blank_line"
                continue
            if len(cells) < width or any(cells[width:]):
                yield start, raw, (), "broken_line"
                continue
            cells = cells[:width]
        elif not text.strip(empty):
            yield start, raw, (), "blank_line"
            continue
        yield start, raw, cells, flaw


def _joined(raw: bytes, file: "BinaryIO | _ByReturns", waiting: deque[bytes]) -> tuple[bytes, int] | None:
    """The line with those that its quotes span, and their number; None, and nothing lost, if its quote never closes."""
    parts, odd = [raw], raw.count(b'"') % 2
    while odd:
        more = waiting.popleft() if waiting else file.readline(LONGEST_LINE)
        if more:
            parts.append(more)
            odd ^= more.count(b'"') % 2
        if not more or len(parts) > MOST_JOINED or sum(map(len, parts)) > LONGEST_LINE:
            waiting.extendleft(reversed(parts[1:]))
            return None
    return b"".join(parts), len(parts) - 1


def uneven_sheet(path: Path, problems: Problems) -> UnevenTable:
    """The first sheet of a workbook; its first row is the header. A formula or an error leaves its line without cells.

    Adds `list_empty`, `too_large`, `unpacks_too_large`, `unreadable_workbook` or `cell_far_out` to problems and raises.
    """
    check_size(path, MOST_WORKBOOK_BYTES, problems)
    try:
        book = CalamineWorkbook.from_path(str(path))
        name = book.sheet_names[0]
        odd = odd_cells(path, name).get(name)
        if odd and odd.far:
            problems.add("cell_far_out", column=name, value=odd.far[0])
            problems.raise_if_any()
        rows = iter(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    except (CalamineError, IndexError, *UNPACKING) as error:
        problems.add("unreadable_workbook", detail=str(error).split("\n")[0][:120])
        problems.raise_if_any()
        raise
    flaws: dict[int, Flaw] = {}
    if odd:
        flaws |= {_row(address): "formula_in_cell" for address in odd.formulas}
        flaws |= {_row(address): "error_in_cell" for address in odd.errors}
    first = [_text(cell).strip() for cell in next(rows, [])]
    while first and not first[-1]:
        first.pop()
    if not first:
        problems.add("list_empty")
        problems.raise_if_any()
    return UnevenTable(tuple(first), _sheet_lines(rows, flaws, len(first)))


def _sheet_lines(rows: Iterator[Sequence[object]], flaws: dict[int, Flaw], width: int) -> Iterator[Line]:
    for number, row in enumerate(rows, 2):
        cells = [_text(cell) for cell in row]
        raw = "\x1f".join(cells).encode()
        if number in flaws:
            yield number, raw, (), flaws[number]
        elif not any(cell.strip() for cell in cells):
            yield number, raw, (), "blank_line"
        elif any(cells[width:]):
            yield number, raw, (), "broken_line"
        else:
            yield number, raw, list(chain(cells, [""] * (width - len(cells))))[:width], ""


def _row(address: str) -> int:
    return int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
