"""A supplier's file of orders as lines of cells: CSV or a workbook; a line that is no text is told, the rest read."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tripoint.controls.orders import NEEDED, BadLine, Order, read_orders
from tripoint.errors import BadInput, Problem, Problems
from tripoint.ingest.size import check_size
from tripoint.ingest.snapshot import check_opens
from tripoint.ingest.workbook import sheet_rows

MOST_BYTES = 50_000_000
MOST_LINES = 200_000
Cells = tuple[int, list[str]]


@dataclass(frozen=True)
class OrderFile:
    """Orders that were read, and one reason for each line that was not, both by line."""

    orders: tuple[Order, ...]
    bad: tuple[BadLine, ...]


def read_order_file(path: Path) -> OrderFile:
    """Raises BadInput where nothing can be read: no file, too large, no header with the columns that are asked."""
    problems = Problems("orders", path.name)
    check_opens(path, problems)
    check_size(path, MOST_BYTES, problems)
    problems.raise_if_any()
    unread: list[BadLine] = []
    rows = _sheet(path, problems) if path.suffix.lower() == ".xlsx" else _lines(path, unread)
    header = [cell.strip().casefold() for cell in next(rows, (1, []))[1]]
    lacking = [name for name in NEEDED if name not in header]
    if lacking:
        raise BadInput((Problem("order_columns", "orders", path.name, detail=", ".join(lacking)),))
    orders, bad = read_orders(_named(rows, header, path, unread))
    return OrderFile(orders, tuple(sorted((*bad, *unread), key=lambda b: b.line)))


def _named(
    rows: Iterator[Cells], header: list[str], path: Path, unread: list[BadLine]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    for count, (line, cells) in enumerate(rows):
        if count >= MOST_LINES:
            raise BadInput((Problem("order_too_many", "orders", path.name, value=str(MOST_LINES)),))
        if len(cells) > len(header):
            unread.append(BadLine(line, "", "order_cells_too_many", "", ""))
        elif any(cell.strip() for cell in cells):
            yield line, dict(zip(header, cells, strict=False))


def _lines(path: Path, unread: list[BadLine]) -> Iterator[Cells]:
    """Rows of a CSV file with the line each begins on; a line that is no UTF-8 is told and left out."""

    def texts() -> Iterator[str]:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                    if "\0" in text:
                        raise UnicodeError
                except UnicodeError:
                    unread.append(BadLine(number, "", "order_line_not_text", "", ""))
                    text = "\n"
                yield text

    reader = csv.reader(texts())
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell beyond the module's limit
            unread.append(BadLine(begins, "", "order_cell_too_long", "", ""))
            cells = []
        yield begins, cells
        begins = reader.line_num + 1


def _sheet(path: Path, problems: Problems) -> Iterator[Cells]:
    yield from enumerate(sheet_rows(path, None, problems), 1)
