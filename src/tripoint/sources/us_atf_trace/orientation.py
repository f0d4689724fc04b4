"""Which axis of a matrix is the source: told by its totals, confirmed by its labels, never by its year.

That rows and columns add to the printed totals says that every cell was read; it holds in either reading,
so it says nothing about the axes. What differs are the two totals of one place. Some places recover far
more traced firearms than their dealers sold, others far fewer; `witness` in lookups.csv names places for
which one total was at least 1.4 times the other in every year from 2010 to 2017. Each of them votes.
"""

from collections.abc import Mapping

from tripoint.errors import Problems
from tripoint.harmonise.lookups import code_for
from tripoint.sources.us_atf_trace.matrix import Matrix

LEAST_RATIO = 1.25  # totals closer than this are no vote
LEAST_VOTES = 3
LEAST_AGREEMENT = 0.9  # one witness of eleven may have changed

Places = tuple[str, ...]


def rows_are_source(
    matrix: Matrix, down: Places, across: Places, witnesses: Mapping[str, str], problems: Problems
) -> bool:
    """down, across: places of the axes. Raises BadInput where totals do not tell, or labels deny it."""
    votes = _votes(matrix, down, across, witnesses)
    for_rows = [place for place, vote in votes.items() if vote]
    share = len(for_rows) / len(votes) if votes else 0.5
    if len(votes) < LEAST_VOTES or max(share, 1 - share) < LEAST_AGREEMENT:
        detail = f"{len(votes)} witnesses, {len(for_rows)} of them for the rows"
        problems.add("axes_undecided", detail=detail)
        problems.raise_if_any()
    told = share > 0.5
    labelled = _labelled(matrix, problems)
    if labelled is not None and labelled != told:
        said = "rows" if labelled else "columns"
        problems.add("axes_contradict", value=said, detail=f"{len(for_rows)} of {len(votes)} witnesses for the rows")
    problems.raise_if_any()
    return told


def _votes(matrix: Matrix, down: Places, across: Places, witnesses: Mapping[str, str]) -> Mapping[str, bool]:
    """Witness → does it say that the rows are the source?"""
    of_columns = dict(zip(across, matrix.across_total, strict=True))
    votes = {}
    for place, of_row in zip(down, matrix.down_total, strict=True):
        role, of_column = code_for(witnesses, place), of_columns.get(place)
        if role is None or of_column is None or max(of_row, of_column) < LEAST_RATIO * max(min(of_row, of_column), 1):
            continue
        votes[place] = (of_row > of_column) == (role == "supplies")
    return votes


def _labelled(matrix: Matrix, problems: Problems) -> bool | None:
    """Do the labels say that the rows are the source? None without labels."""
    down, across = matrix.down_label, matrix.across_label
    if down is not None and down == across:
        problems.add("header_not_found", detail=f"both axes are labelled {down}")
        problems.raise_if_any()
    if down is not None:
        return down == "source"
    return None if across is None else across == "recovery"
