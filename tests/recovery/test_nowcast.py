"""Nowcasts of worlds whose late reports we know: the interval holds the truth as often as it says."""

import numpy as np
import pytest
from scipy import stats

from tripoint.analysis.trends.nowcast import nowcast
from tripoint.analysis.trends.panel import REASON

SHARES = np.array([0.35, 0.6, 0.78, 0.9, 0.96, 1.0])


def world(seed: int, *, periods: int = 40, mean: float = 80.0, spread: float = 0.0):
    """Made counts by period and delay: (known by today, the truth). spread: how much delays differ between periods."""
    rng = np.random.default_rng(seed)
    totals = rng.poisson(rng.gamma(20, mean / 20, periods))
    steps = np.diff(np.concatenate([[0.0], SHARES]))
    come = np.array([
        rng.multinomial(total, rng.dirichlet(steps / spread) if spread else steps) for total in totals
    ])  # fmt: skip
    known = np.cumsum(come, axis=1).astype(float)
    for back in range(1, len(SHARES)):
        known[periods - back, len(SHARES) - back :] = np.nan
    return known, totals


@pytest.mark.parametrize("spread", [0.0, 0.02])
def test_the_interval_holds_the_truth_as_often_as_it_says(spread):
    held, tried = 0, 0
    for seed in range(120):
        known, totals = world(seed, spread=spread)
        found = nowcast(known)
        tail = ~found.is_whole
        assert (found.reason == 0).all()
        held += int(((found.low <= totals) & (totals <= found.high))[tail].sum())
        tried += int(tail.sum())
    assert tried == 120 * 5
    assert stats.binomtest(held, tried, 0.95).proportion_ci(0.999).high > 0.93
    assert held / tried < 0.99


def test_shares_by_delay_are_found_and_estimates_are_not_biased():
    off = []
    for seed in range(60):
        known, totals = world(seed)
        found = nowcast(known)
        off.append((found.expected / totals)[~found.is_whole].mean())
        np.testing.assert_allclose(found.completeness, SHARES, atol=0.06)
    assert abs(np.mean(off) - 1) < 0.02


def test_whole_periods_are_what_was_seen():
    known, totals = world(1)
    found = nowcast(known)
    assert (found.expected[found.is_whole] == totals[found.is_whole]).all()
    assert (found.low[found.is_whole] == found.high[found.is_whole]).all()


def test_a_period_without_vintages_a_short_history_and_a_fall_are_not_assessed():
    known, _ = world(2)
    known[5] = np.nan
    known[-1, 0] = -3.0
    found = nowcast(known)
    assert found.reason[5] == REASON["missing"]
    assert found.reason[-1] == REASON["negative"]
    short = nowcast(known[-8:-1])
    assert (short.reason[-4:] == REASON["short_history"]).any()
    known, _ = world(3)
    known[-3, 1] = known[-3, 0] - 5
    assert nowcast(known).reason[-3] == REASON["changed_definition"]


def test_a_tail_of_zeros_is_no_silent_zero():
    known, _ = world(4, mean=2.0)
    known[-1, 0] = 0.0
    found = nowcast(known)
    assert found.expected[-1] > 0
    assert found.high[-1] >= 1
