"""No withheld cell can be told closer than its protection interval, from one release or from two; what need not be hidden
is shown."""

import itertools

import numpy as np
import pytest

from tripoint.analysis.disclosure.audit import audited, bounds, equations_of
from tripoint.analysis.disclosure.differencing import Release, told_together
from tripoint.analysis.disclosure.suppression import BESIDE, MISSING, SHOWN, SMALL, ZERO, suppressed
from tripoint.errors import AnalysisError


def made(rows: int, columns: int, seed: int, *, mean: float = 40.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(0.6, mean / 0.6, (rows, columns))).astype(float)


def test_one_withheld_cell_is_told_by_its_row():
    table = np.array([[3.0, 50.0], [40.0, 60.0]])
    hidden = np.array([[True, False], [False, False]])
    audit = audited(table, hidden, width=10)
    assert audit.low.tolist() == audit.high.tolist() == [3.0]
    assert audit.narrow.all()


def test_intervals_are_those_of_trying_every_table():
    table = np.array([[2.0, 5.0, 1.0], [4.0, 0.0, 3.0], [1.0, 6.0, 2.0]])
    hidden = np.array([[True, True, False], [True, False, True], [False, True, True]])
    low, high = bounds(equations_of(table, hidden))
    place = np.argwhere(hidden)
    seen = []
    for values in itertools.product(range(12), repeat=len(place)):
        other = table.copy()
        other[hidden] = values
        if (other.sum(axis=0) == table.sum(axis=0)).all() and (other.sum(axis=1) == table.sum(axis=1)).all():
            seen.append(values)
    np.testing.assert_allclose(low, np.min(seen, axis=0), atol=1e-7)
    np.testing.assert_allclose(high, np.max(seen, axis=0), atol=1e-7)


@pytest.mark.parametrize("seed", range(6))
def test_after_suppression_every_small_cell_keeps_its_interval(seed):
    table = made(14, 9, seed)
    found = suppressed(table, least=10)
    assert found.is_safe
    small = (table > 0) & (table < 10)
    assert (found.state[small] == SMALL).all()
    assert (found.state[table == 0] == ZERO).all()
    low, high = bounds(equations_of(table, found.hidden))
    told = dict(zip(map(tuple, np.argwhere(found.hidden)), zip(low, high, strict=True), strict=True))
    for cell in np.argwhere(small):
        least, most = told[tuple(cell)]
        assert least - 1e-6 <= table[tuple(cell)] <= most + 1e-6
        assert most - least >= 10 - 1e-6


def test_primary_suppression_alone_would_not_have_been_enough():
    alone = sum(
        audited(table, (table > 0) & (table < 10), width=10).narrow.sum()
        for table in (made(14, 9, s) for s in range(6))
    )
    assert alone > 10


def test_a_table_without_small_cells_is_shown_whole():
    found = suppressed(np.full((4, 4), 25.0), least=10)
    assert (found.state == SHOWN).all()
    assert found.is_safe


def test_a_row_whose_total_is_small_cannot_be_protected_and_says_so():
    table = np.array([[3.0, 0.0, 0.0], [40.0, 60.0, 80.0], [30.0, 20.0, 90.0]])
    assert not suppressed(table, least=10).is_safe


def test_zero_small_hidden_beside_and_missing_stay_apart():
    table = np.array(
        [[3.0, 50.0, 0.0, 70.0], [40.0, 60.0, 80.0, 30.0], [20.0, np.nan, 90.0, 40.0], [33.0, 44.0, 55.0, 66.0]]
    )
    state = suppressed(table, least=10).state
    assert state[0, 0] == SMALL
    assert state[0, 2] == ZERO
    assert state[2, 1] == MISSING
    assert (state == BESIDE).sum() >= 3


def test_counts_that_are_none_are_refused():
    for wrong in (-1.0, 2.5):
        with pytest.raises(AnalysisError, match="count"):
            suppressed(np.array([[wrong, 1.0], [2.0, 3.0]]), least=5)


def test_two_safe_releases_can_tell_a_small_growth_together():
    first = np.array([[20.0, 30.0, 40.0], [25.0, 35.0, 45.0]])
    second = first + np.array([[1.0, 0.0, 20.0], [0.0, 15.0, 0.0]])
    shown = np.zeros(first.shape, dtype=bool)
    told = told_together(Release(first, shown), Release(second, shown), least=10)
    assert told.in_growth.tolist() == [[True, False, False], [False, False, False]]
    assert not told.is_safe


def test_a_cell_hidden_in_one_release_and_shown_in_the_next_is_told():
    first = np.array([[4.0, 30.0, 6.0], [25.0, 35.0, 45.0], [5.0, 50.0, 60.0]])
    hidden = suppressed(first, least=10).hidden
    assert not told_together(Release(first, hidden), Release(first, np.zeros_like(hidden)), least=10).is_safe
    assert told_together(Release(first, hidden), Release(first, hidden), least=10, width=5).is_safe


def test_a_release_with_a_missing_cell_is_refused():
    one = np.array([[5.0, np.nan], [6.0, 7.0]])
    with pytest.raises(AnalysisError, match="missing"):
        told_together(Release(one, one < 0), Release(one, one < 0), least=3)


def test_releases_that_lose_records_are_not_compared():
    one = np.full((2, 2), 5.0)
    with pytest.raises(AnalysisError, match="falls"):
        told_together(Release(one, one > 9), Release(one - 1, one > 9), least=3)


def test_readers_know_that_a_withheld_cell_is_not_zero():
    table = np.array([[1.0, 5.0], [5.0, 9.0]])  # the first is 0 to 6 by the sums, 1 to 5 as zeros are shown
    assert not suppressed(table, least=5).is_safe
    table[0, 1] = table[1, 0] = 6.0
    found = suppressed(table, least=5)
    assert found.is_safe
    assert found.audit.low[0] == pytest.approx(1)
    assert found.audit.high[0] == pytest.approx(6)
