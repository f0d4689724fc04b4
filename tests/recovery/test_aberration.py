"""Farrington and EARS on made worlds (synthetic): nothing planted, the stated rate holds; planted, it is found."""

import numpy as np
import pytest
from scipy import stats

from tripoint.analysis.trends.ears import Ears
from tripoint.analysis.trends.farrington import farrington_flexible
from tripoint.analysis.trends.panel import Detector, Floats, Panel

SERIES, WEEKS, MONTHS = 2000, 6 * 52 + 8, 8 * 12


def world(periods: int, per_year: int, seed: int, *, phi: float = 1.5) -> Floats:
    """Negative binomial counts with a season, a slope for every other series, means of 3 to 60."""
    rng = np.random.default_rng(seed)
    time = np.arange(periods) / per_year
    season = rng.uniform(0, 0.5, (SERIES, 1)) * np.cos(2 * np.pi * (time + rng.uniform(0, 1, (SERIES, 1))))
    slope = np.where(np.arange(SERIES) % 2, 0.08, 0.0)[:, None] * time
    mean = np.exp(rng.uniform(np.log(3), np.log(60), (SERIES, 1)) + season + slope)
    return rng.negative_binomial(mean / (phi - 1), 1 / phi).astype(float)


def rate(judge: Detector, counts: Floats, per_year: int, points: list[int]) -> tuple[float, float, int]:
    """Shares of alarms and of p at most .01 among points assessed, and how many these are."""
    found = judge(Panel(counts, per_year), points)
    held = found.assessed
    return found.alarm[held].mean(), (found.p[held] <= 0.01).mean(), int(held.sum())


@pytest.mark.parametrize(
    ("per_year", "periods", "truth"), [(52, WEEKS, 0.012), (12, MONTHS, 0.017)], ids=["weeks", "months"]
)
def test_nothing_planted_farrington_keeps_near_its_one_in_a_hundred(per_year: int, periods: int, truth: float):
    """The plug-in limit leaves out the error of estimation: with 237 weeks its 1 in 100 is 1.2 in truth, with 55 months,
    whose season four blocks follow roughly, 1.7."""
    seeds = [rate(farrington_flexible, world(periods, per_year, seed), per_year, [periods - 1]) for seed in range(5)]
    size = sum(points for _, _, points in seeds)
    low, high = stats.binom.interval(0.999, size, truth)
    assert low < sum(alarms * points for alarms, _, points in seeds) < high
    assert all(alarms == small for alarms, small, _ in seeds)


@pytest.mark.parametrize(
    ("method", "alarms_at_most", "p_at_most"), [("C1", 0.06, 0.012), ("C2", 0.06, 0.012), ("C3", 0.09, 0.02)]
)
def test_nothing_planted_ears_raises_several_times_the_alarms_it_states_but_its_p_holds(
    method: str, alarms_at_most: float, p_at_most: float
):
    rng = np.random.default_rng(4)
    counts = rng.negative_binomial(np.full((20_000, 30), 20.0) / 0.5, 1 / 1.5).astype(float)
    alarms, small, size = rate(Ears(method), counts, 52, [15, 29])
    assert 0.02 < alarms < alarms_at_most
    assert 0.003 < small < p_at_most
    assert size == 40_000


def test_planted_outbreaks_are_found_the_more_often_the_larger_they_are():
    shares = []
    for size in (3, 6, 10):
        counts = world(WEEKS, 52, 9)
        counts[:, -1] += np.round(size * np.sqrt(1.5 * counts[:, :-30].mean(axis=1)))
        found = farrington_flexible(Panel(counts, 52), [WEEKS - 1])
        shares.append(found.alarm[found.assessed].mean())
    assert shares[0] > 0.4
    assert shares[1] > 0.9
    assert shares[2] > 0.98
