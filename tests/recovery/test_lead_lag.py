"""Lead and lag in made worlds: planted spread and planted lags are found; unrelated series rarely look related."""

import numpy as np
import pytest
from scipy import stats

from tripoint.analysis.trends.lead_lag import lags_between, spread_along
from tripoint.errors import AnalysisError


def test_a_planted_westward_spread_is_found_with_its_speed():
    rng = np.random.default_rng(1)
    longitude = rng.uniform(-120, -70, 45)
    time = np.floor(4 + (-70 - longitude) * 0.2 + rng.normal(0, 1.5, 45))
    found = spread_along(time, longitude)
    assert found.p <= 0.001
    assert found.low <= -0.2 <= found.high
    assert found.tau < -0.5


def test_without_spread_one_in_twenty_is_below_five_per_cent():
    rng = np.random.default_rng(2)
    low = sum(
        spread_along(rng.integers(0, 12, 40).astype(float), rng.uniform(0, 1, 40), permutations=199, seed=s).p <= 0.05
        for s in range(300)
    )
    assert stats.binomtest(low, 300, 0.05).pvalue > 0.001


def test_neighbours_that_resemble_each_other_are_no_direction():
    rng = np.random.default_rng(5)
    blind = aware = found = 0
    for _ in range(80):
        spot = rng.uniform(0, 1, (45, 2))
        apart = np.sqrt(((spot[:, None] - spot[None]) ** 2).sum(axis=2))
        field = np.linalg.cholesky(np.exp(-apart / 0.25) + 1e-9 * np.eye(45)) @ rng.normal(size=45)
        alike, going = np.floor(6 + 2 * field), np.floor(8 * spot[:, 0] + rng.normal(0, 2, 45))
        blind += spread_along(alike, spot[:, 0], permutations=199).p <= 0.05
        aware += spread_along(alike, spot[:, 0], apart, permutations=199).p <= 0.05
        found += spread_along(going, spot[:, 0], apart, permutations=199).p <= 0.05
    assert blind > 25
    assert aware < 18
    assert found > 70


def test_areas_never_reached_rank_last_and_unknown_ones_are_left_out():
    x = np.arange(20.0)
    time = x.copy()
    time[15:], time[3] = np.inf, np.nan
    found = spread_along(time, x)
    assert found.areas == 19
    assert found.tau > 0.95
    assert found.slope == pytest.approx(1.0)


@pytest.mark.parametrize("time", [np.full(20, 3.0), np.full(20, np.nan), np.full(20, np.inf)])
def test_no_difference_in_time_is_not_assessable(time):
    assert spread_along(time, np.arange(20.0)).reason == "short_history"


def walks(seed: int, pairs: int, periods: int = 260):
    """Made weekly counts that wander, with season and trend."""
    rng = np.random.default_rng(seed)
    level = np.cumsum(rng.normal(0, 0.06, (pairs, periods)), axis=1) * 0.8
    season = 0.3 * np.sin(np.arange(periods) * 2 * np.pi / 52 + rng.uniform(0, 6, (pairs, 1)))
    return level + season + np.log(20), rng


def test_unrelated_wandering_series_rarely_look_related_once_their_own_past_is_out():
    one, rng = walks(1, 150)
    other, _ = walks(2, 150)
    found = lags_between(
        rng.poisson(np.exp(one)).astype(float), rng.poisson(np.exp(other)).astype(float), surrogates=199, redraws=9
    )
    assert stats.binomtest(int((found.p <= 0.05).sum()), 150, 0.05).pvalue > 0.001


def test_a_planted_lag_is_found_where_counts_are_large_enough():
    level, rng = walks(3, 40)
    level = level + 3
    shifted = np.roll(level, 4, axis=1)
    found = lags_between(
        rng.poisson(np.exp(level[:, 10:])).astype(float), rng.poisson(np.exp(shifted[:, 10:])).astype(float), redraws=99
    )
    assert (found.lag == 4).mean() > 0.8
    assert (found.p <= 0.05).mean() > 0.8
    assert ((found.low <= 4) & (found.high >= 4)).mean() > 0.9


def test_gaps_short_series_and_shapes_are_refused():
    fine = np.ones((1, 60))
    for wrong in (np.full((1, 60), np.nan), -fine):
        with pytest.raises(AnalysisError, match="gaps"):
            lags_between(fine, wrong)
    with pytest.raises(AnalysisError, match="short"):
        lags_between(fine[:, :20], fine[:, :20])
    with pytest.raises(AnalysisError, match="differ"):
        spread_along(np.ones(3), np.ones(4))
