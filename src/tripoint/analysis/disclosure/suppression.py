"""Which cells of a table with published totals are withheld: small ones, and others so that these cannot be subtracted."""

import heapq
from dataclasses import dataclass

import numpy as np

from tripoint.analysis.disclosure.audit import Audit, Flags, Floats, Integers, audited
from tripoint.errors import AnalysisError

ZERO, SHOWN, SMALL, BESIDE, MISSING = range(5)
"""What a cell is: a true zero, a number that is shown, withheld because it is small, withheld to protect another, or never
known. In print SMALL and BESIDE share one sign: told apart, the least one of them can be and the most the other can be
tells counts exactly (a row of 1 and 5 with the total 6)."""


@dataclass(frozen=True)
class Suppressed:
    """state: (rows, columns) of ZERO, SHOWN, SMALL, BESIDE, MISSING. audit: of the withheld cells; nothing in it is narrow
    unless everything that may be hidden is hidden, and then `is_safe` is false and the table must not be published."""

    state: Integers
    audit: Audit

    @property
    def hidden(self) -> Flags:
        hidden: Flags = (self.state == SMALL) | (self.state == BESIDE)
        return hidden

    @property
    def is_safe(self) -> bool:
        return not bool(self.audit.narrow.any())


def suppressed(table: Floats, *, least: int, width: float | None = None) -> Suppressed:
    """table: (rows, columns) of counts, NaN where never known; its row and column totals are published. Counts from 1 to
    least - 1 are withheld, then for each the cheapest ring of other cells through which it can move, until the linear
    programmes find no small cell's interval narrower than `width` (`least` without it).

    A missing cell is taken to be withheld by its publisher: its value stays out, and its row's and column's totals must
    be of the cells that are known. Raises AnalysisError for negative or fractional counts.
    """
    known = ~np.isnan(table)
    if (table[known] < 0).any() or (table[known] % 1 != 0).any():
        raise AnalysisError("a count is negative or no whole number", cure="Give counts of things or persons.")
    width = float(least) if width is None else width
    counts = np.where(known, table, 0.0)
    small = known & (counts > 0) & (counts < least)
    hidden = small.copy()
    while True:
        audit = audited(counts, hidden, width=width, sensitive=small, floor=1.0)
        place = np.argwhere(hidden)
        narrow = place[audit.narrow & small[hidden]]
        rings = [_ring(counts, hidden, known & (counts > 0), int(i), int(j), width) for i, j in narrow]
        new = {cell for ring in rings for cell in ring if not hidden[cell]}
        for cell in new:
            hidden[cell] = True
        if not new:
            break
    state = np.where(known, np.where(counts == 0, ZERO, SHOWN), MISSING)
    state[hidden] = BESIDE
    state[small] = SMALL
    narrow_only = Audit(audit.low, audit.high, audit.narrow & small[hidden])
    return Suppressed(state, narrow_only)


def _ring(counts: Floats, hidden: Flags, may_hide: Flags, row: int, column: int, width: float) -> list[tuple[int, int]]:
    """The cells of the cheapest way from a row to a column over other cells, row and column in turns, which with the cell
    itself is a ring: what one of its cells gains the next one loses. The first loses, and every second one after it: these
    have `width` to lose and still count 1, so that the cell can move by as much. A shown cell costs its count. Empty if there is no way."""
    cost = np.where(hidden, 0.001, np.where(may_hide, 1.0 + counts, np.inf))
    cost[row, column] = np.inf
    loses = np.where(counts >= width + 1, cost, np.inf)
    best = {(0, row): 0.0}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    queue = [(0.0, 0, row)]
    while queue:
        spent, side, at = heapq.heappop(queue)
        if (side, at) == (1, column):
            break
        if spent > best[side, at]:
            continue
        line = loses[at] if side == 0 else cost[:, at]
        for other in np.flatnonzero(np.isfinite(line)):
            price, node = spent + float(line[other]), (1 - side, int(other))
            if price < best.get(node, np.inf):
                best[node] = price
                came[node] = (side, at)
                heapq.heappush(queue, (price, *node))
    found, node = [], (1, column)
    while node in came:
        before = came[node]
        found.append((before[1], node[1]) if before[0] == 0 else (node[1], before[1]))
        node = before
    return found if node == (0, row) else []
