"""The layout of Table 3: blocks of about 13 states, one below the other, each with a header, then notes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tripoint.errors import Problems

HEADS = ("Drug", "State")
"""First cell of a header; in 2018 the later blocks say "State"."""


@dataclass(frozen=True)
class Line:
    """One drug in one block: its row in the file, its label, its cells in the order of the block's states."""

    row: int
    drug: str
    cells: tuple[str, ...]


@dataclass
class Block:
    """states: as printed. lines: in the order of the table."""

    states: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)


def stacked_blocks(rows: Sequence[Sequence[str]], *, after: int, problems: Problems) -> tuple[list[Block], list[str]]:
    """The blocks and the notes below them. after: how many title rows stand above.

    Adds `header_not_found` and raises if no header comes first; adds `broken_row` for values outside the
    block's columns or below the notes.
    """
    blocks: list[Block] = []
    notes: list[str] = []
    for number, row in enumerate(rows[after:], after + 1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if cells[0] in HEADS and not notes:
            blocks.append(Block(tuple(_without_padding(cells[1:]))))
        elif not blocks:
            problems.add("header_not_found", detail=f"row {number} is '{cells[0][:60]}' where 'Drug' was expected")
            problems.raise_if_any()
        elif not any(cells[1:]):
            notes.append(cells[0])
        else:
            width = 1 + len(blocks[-1].states)
            if notes or any(cells[width:]):
                problems.add("broken_row", detail=f"row {number} holds values where the table has none")
            blocks[-1].lines.append(Line(number, row[0], tuple(cells[1:width])))
    return blocks, notes


def _without_padding(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells
