"""A supplier's file of orders: CSV or a workbook, line by line; a line that cannot be read is told, the rest read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tripoint.controls import lists
from tripoint.controls.orders import NEEDED, BadLine, Order, read_orders
from tripoint.errors import BadInput, Problem, Problems
from tripoint.ingest.size import check_size
from tripoint.ingest.snapshot import check_opens
from tripoint.ingest.uneven import Line

MOST_BYTES = 50_000_000
MOST_LINES = 200_000


@dataclass(frozen=True)
class OrderFile:
    """Orders that were read, and one reason for each line that was not, both by line."""

    orders: tuple[Order, ...]
    bad: tuple[BadLine, ...]


def read_order_file(path: Path, *, today: date | None = None) -> OrderFile:
    """Raises BadInput where nothing can be read: no file, too large, no header with the columns that are asked."""
    problems = Problems("orders", path.name)
    check_opens(path, problems)
    check_size(path, MOST_BYTES, problems)
    problems.raise_if_any()
    unread: list[BadLine] = []
    with lists.opened(path, problems) as table:
        header = [cell.casefold() for cell in table.header]
        lacking = [name for name in NEEDED if name not in header]
        if lacking:
            raise BadInput((Problem("order_columns", "orders", path.name, detail=", ".join(lacking)),))
        orders, bad = read_orders(_named(table.lines, header, path, unread), today=today)
    return OrderFile(orders, tuple(sorted((*bad, *unread), key=lambda b: b.line)))


def _named(
    lines: Iterable[Line], header: Sequence[str], path: Path, unread: list[BadLine]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Lines with their cells by column; blank ones are passed over, others without cells are told."""
    for count, (number, _, cells, flaw) in enumerate(lines):
        if count >= MOST_LINES:
            raise BadInput((Problem("order_too_many", "orders", path.name, value=str(MOST_LINES)),))
        if cells:
            yield number, dict(zip(header, cells, strict=True))
        elif flaw != "blank_line":
            unread.append(BadLine(number, "", f"order_{flaw}", "", ""))
