"""Printed totals against the counts they add, and totals known to be printed in error."""

from collections.abc import Iterator, Mapping

from tripoint.errors import Problems
from tripoint.harmonise.lookups import table_beside
from tripoint.sources.us_atf_trace.matrix import Matrix

Known = Mapping[str, tuple[str, str]]
"""Name of a total → (as printed, sum of its parts)."""


def known_errors(year: int) -> Known:
    """Rows of corrections.csv for one year."""
    rows = table_beside(__package__, "corrections.csv")
    return {row["total"]: (row["printed"], row["parts"]) for row in rows if row["year"] == str(year)}


def check_totals(matrix: Matrix, known: Known, problems: Problems) -> None:
    """Every printed total must be the sum of its counts, the grand total that of both axes.

    A known error must be there exactly as corrections.csv has it; one that is gone is a problem too, so that
    the row is deleted when the publisher repairs the file.
    """
    wrong = {what: (printed, parts) for what, printed, parts in _totals(matrix) if printed != parts}
    for what, (printed, parts) in wrong.items():
        if known.get(what) != (str(printed), str(parts)):
            problems.add("total_mismatch", column=what, value=str(printed), detail=str(parts), rows=1)
    for what, (error, _) in known.items():
        if what not in wrong:
            problems.add("correction_outdated", column=what, value=error, rows=1)


def _totals(matrix: Matrix) -> Iterator[tuple[str, int, int]]:
    """(name, as printed, sum of its parts) of every total of the sheet."""
    for name, printed, row in zip(matrix.down, matrix.down_total, matrix.cells, strict=True):
        yield f"row {name}", printed, sum(row)
    columns = zip(*matrix.cells, strict=True)
    for name, printed, column in zip(matrix.across, matrix.across_total, columns, strict=True):
        yield f"column {name}", printed, sum(column)
    yield "grand total of the rows", matrix.total, sum(matrix.down_total)
    yield "grand total of the columns", matrix.total, sum(matrix.across_total)
