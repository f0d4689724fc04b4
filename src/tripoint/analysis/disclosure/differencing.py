"""What two releases tell together that neither tells alone: the difference of two totals is a total of its own."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tripoint.analysis.disclosure.audit import Equations, Flags, Floats, bounds
from tripoint.errors import AnalysisError


@dataclass(frozen=True)
class Release:
    """One published table. table: (rows, columns) true counts; hidden: cells withheld; its totals are published."""

    table: Floats
    hidden: Flags


@dataclass(frozen=True)
class Told:
    """(rows, columns) each. in_earlier: small cells of the earlier release that both together tell closer than asked;
    in_growth: cells whose growth from one release to the other is small and told closer than asked."""

    in_earlier: Flags
    in_growth: Flags

    @property
    def is_safe(self) -> bool:
        return not bool(self.in_earlier.any() or self.in_growth.any())


def told_together(earlier: Release, later: Release, *, least: int, width: float | None = None) -> Told:
    """Releases of one table, the later one with records added and none taken away (another quarter of the same year).

    Unknown are every earlier count and every growth, both 0 or more; every cell and total that a release shows is an
    equation. Raises AnalysisError if a count falls: then records were taken away, and the growth tells no count.
    """
    if earlier.table.shape != later.table.shape:
        raise AnalysisError("two releases differ in shape", cure="Give both with the same rows and columns.")
    if np.isnan(earlier.table).any() or np.isnan(later.table).any():
        raise AnalysisError("a release has a missing cell", cure="Leave rows and columns with missing cells out.")
    growth = later.table - earlier.table
    if (growth < 0).any():
        raise AnalysisError("a count falls between the releases", cure="Only releases that add records are compared.")
    width = float(least) if width is None else width
    rows, columns = earlier.table.shape
    n = rows * columns
    number = np.arange(n).reshape(rows, columns)
    lines: list[tuple[list[int], float]] = []
    for release, parts in ((earlier, (0,)), (later, (0, n))):
        for cell in np.argwhere(~release.hidden):
            at = (int(cell[0]), int(cell[1]))
            lines.append(([int(number[at]) + part for part in parts], float(release.table[at])))
        for group, total in [
            *((number[i], release.table[i].sum()) for i in range(rows)),
            *((number[:, j], release.table[:, j].sum()) for j in range(columns)),
        ]:
            lines.append(([int(c) + part for c in group for part in parts], float(total)))
    row = np.repeat(np.arange(len(lines)), [len(cells) for cells, _ in lines])
    cells = np.concatenate([cells for cells, _ in lines])
    sums = sparse.csr_array((np.ones(len(cells)), (row, cells)), shape=(len(lines), 2 * n))
    known = Equations(sums, np.array([total for _, total in lines]))
    sensitive = np.concatenate([_small(earlier.table, least).ravel(), _small(growth, least).ravel()])
    narrow = np.zeros(2 * n, dtype=bool)
    asked = np.flatnonzero(sensitive)
    if len(asked):
        low, high = bounds(known, asked)
        narrow[asked] = high - low < width - 1e-6
    return Told(narrow[:n].reshape(rows, columns), narrow[n:].reshape(rows, columns))


def _small(counts: Floats, least: int) -> Flags:
    small: Flags = (counts > 0) & (counts < least)
    return small
