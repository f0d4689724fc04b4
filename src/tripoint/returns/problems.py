"""Collects what is wrong with a return: the same problem in many cells is one problem that names the cells."""

from collections.abc import Iterable

from tripoint.errors import BadInput, Problem
from tripoint.errors.problems import readable

MOST_CELLS = 1000
"""Cells kept of one problem, to be marked; `rows` counts them all."""


class ReturnProblems:
    """The problems of one file, in the order in which they were found."""

    def __init__(self, source: str, file: str) -> None:
        self.source = source
        self.file = file
        self._rows: dict[tuple[str, str, str, str, str], int] = {}
        self._cells: dict[tuple[str, str, str, str, str], list[str]] = {}

    def add(
        self,
        code: str,
        *,
        sheet: str = "",
        column: str = "",
        value: object = "",
        detail: str = "",
        cells: Iterable[str] = (),
        rows: int | None = None,
    ) -> None:
        """rows: how many rows or cells show it; as many as `cells` if not given."""
        key = (code, sheet, readable(column), readable(str(value)), readable(detail, 200))
        listed = list(cells)
        self._rows[key] = self._rows.get(key, 0) + (len(listed) if rows is None else rows)
        kept = self._cells.setdefault(key, [])
        kept += listed[: MOST_CELLS - len(kept)]

    def all(self) -> tuple[Problem, ...]:
        return tuple(
            Problem(code, self.source, self.file, column, value, rows, detail, sheet, tuple(self._cells[key]))
            for key, rows in self._rows.items()
            for code, sheet, column, value, detail in (key,)
        )

    def raise_if_wrong(self) -> None:
        """Raises BadInput with every problem if one of them is more than a warning."""
        if any(not problem.is_warning for problem in self.all()):
            raise BadInput(self.all())

    def sheets_with_errors(self) -> set[str]:
        return {problem.sheet for problem in self.all() if not problem.is_warning}
