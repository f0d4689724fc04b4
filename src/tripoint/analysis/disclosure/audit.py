"""How close the cells that are withheld can be told from everything that is published: by linear programmes.

Whoever reads a table knows that counts are 0 or more and that its cells add to its totals. The least and greatest value a
withheld cell can have under these are its interval (Fischetti & Salazar-González 2001, Management Science 47(7)).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse
from scipy.sparse import csgraph

from tripoint.errors import AnalysisError

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Equations:
    """What is known of the withheld values x ≥ 0: sums @ x = totals. sums: (equations, cells) sparse; totals:
    (equations,)."""

    sums: sparse.csr_array
    totals: Floats


def equations_of(table: Floats, hidden: Flags) -> Equations:
    """Of a table whose row and column totals are published. table: (rows, columns) the true counts; hidden: same shape.
    Unknowns are the hidden cells in the order of np.nonzero(hidden)."""
    if table.shape != hidden.shape or table.ndim != 2:
        raise AnalysisError("the table and what is hidden of it differ in shape", cure="Give two tables of one size.")
    row, column = np.nonzero(hidden)
    cells = np.arange(len(row))
    ones = np.ones(2 * len(row))
    lines = np.concatenate([row, table.shape[0] + column])
    sums = sparse.csr_array((ones, (lines, np.tile(cells, 2))), shape=(sum(table.shape), len(row)))
    held = np.where(hidden, table, 0.0)
    totals = np.concatenate([held.sum(axis=1), held.sum(axis=0)])
    used = np.flatnonzero(np.diff(sums.indptr))
    return Equations(sums[used], totals[used])


def bounds(equations: Equations, asked: Integers | None = None, *, floor: float = 0.0) -> tuple[Floats, Floats]:
    """The least and greatest value of each cell asked for (all without it), where each is at least `floor`. Cells that
    share no equation, even over others, are worked out apart. Raises AnalysisError if no values fit the equations."""
    count = equations.sums.shape[1]
    asked = np.arange(count) if asked is None else asked
    low, high = np.full(count, floor), np.full(count, np.inf)
    links = equations.sums.T @ equations.sums
    _, group = csgraph.connected_components(links, directed=False)
    wanted = np.zeros(count, dtype=bool)
    wanted[asked] = True
    for one in np.unique(group[wanted]):
        cells = np.flatnonzero(group == one)
        part = equations.sums[:, cells]
        lines = np.flatnonzero(np.diff(part.tocsr().indptr))
        sums, totals = part[lines], equations.totals[lines]
        for at in np.flatnonzero(wanted[cells]):
            goal = np.zeros(len(cells))
            goal[at] = 1.0
            low[cells[at]] = _extreme(goal, sums, totals, floor)
            high[cells[at]] = -_extreme(-goal, sums, totals, floor)
    return low[asked], high[asked]


def _extreme(goal: Floats, sums: sparse.csr_array, totals: Floats, floor: float) -> float:
    found = optimize.linprog(goal, A_eq=sums, b_eq=totals, bounds=(floor, None), method="highs")
    if found.status == 3:
        return -np.inf
    if found.status != 0:
        raise AnalysisError(f"no values fit the totals ({found.message})", cure="Totals must be sums of the cells.")
    return float(found.fun)


@dataclass(frozen=True)
class Audit:
    """Of every hidden cell, in the order of np.nonzero(hidden): its interval; narrow: it can be told closer than asked."""

    low: Floats
    high: Floats
    narrow: Flags


def audited(table: Floats, hidden: Flags, *, width: float, sensitive: Flags | None = None, floor: float = 0.0) -> Audit:
    """Can a sensitive cell (all hidden ones without it) be told closer than `width`? Its interval must be at least so wide.
    floor: what readers know each hidden cell to be at least; 1 where zeros are shown."""
    place = np.nonzero(hidden)
    asked = np.arange(len(place[0])) if sensitive is None else np.flatnonzero(sensitive[place])
    low, high = np.zeros(len(place[0])), np.full(len(place[0]), np.inf)
    if len(asked):
        low[asked], high[asked] = bounds(equations_of(table, hidden), asked, floor=floor)
    return Audit(low, high, high - low < width - 1e-6)
