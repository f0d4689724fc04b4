"""Sums of the last periods: exact tails, bounds that agree with them, and alarms that use up their evidence."""

import numpy as np
import pytest
from scipy import stats

from tripoint.analysis.trends.accumulate import best, fresh
from tripoint.analysis.trends.baseline import Model, expect
from tripoint.analysis.trends.negative_binomial import bound, upper_tail
from tripoint.analysis.trends.panel import REASONS, Panel
from tripoint.analysis.trends.sums import Sums

WEEKS = np.arange(330)
MEAN = np.exp(1.5 + 0.001 * WEEKS + 0.4 * np.cos(2 * np.pi * WEEKS / 52))


def drawn(series: int, seed: int = 3, mean: np.ndarray = MEAN) -> np.ndarray:
    return np.random.default_rng(seed).poisson(np.broadcast_to(mean, (series, len(mean)))).astype(float)


def test_the_tail_is_that_of_the_negative_binomial_and_of_poisson() -> None:
    mean, count = np.array([0.1, 3.0, 40.0, 40.0]), np.array([1.0, 9, 60, 0])
    assert upper_tail(count, mean, np.full(4, 2.5)) == pytest.approx(stats.nbinom.sf(count - 1, mean / 1.5, 0.4))
    assert upper_tail(count, mean, np.ones(4)) == pytest.approx(stats.poisson.sf(count - 1, mean))


def test_a_bound_is_the_smallest_count_that_is_exceeded_so_rarely() -> None:
    chance = np.random.default_rng(0)
    mean, phi = chance.lognormal(1, 2, 500), 1 + chance.exponential(1, 500) * (chance.random(500) < 0.7)
    upper = bound(np.array(0.01), mean, phi)
    assert (upper_tail(upper + 1, mean, phi) <= 0.01).all()
    assert ((upper == 0) | (upper_tail(upper, mean, phi) > 0.01)).all()


def test_the_baseline_recovers_trend_and_season() -> None:
    found = expect(Panel(drawn(200), 52), 329, 4, Model())
    assert found.mean.mean(axis=0) == pytest.approx(MEAN[-4:], rel=0.03)
    assert found.phi.mean() == pytest.approx(1.03, abs=0.05)
    spread = np.var(found.mean.sum(axis=1))
    assert found.doubt[:, 3].mean() == pytest.approx(spread, rel=0.3)


def test_past_outbreaks_hardly_move_the_baseline() -> None:
    counts = drawn(200)
    with_outbreak = counts.copy()
    with_outbreak[:, 200:203] += 40
    quiet, moved = (expect(Panel(x, 52), 329, 1, Model()) for x in (counts, with_outbreak))
    assert (moved.mean / quiet.mean).mean() == pytest.approx(1, abs=0.06)
    assert moved.phi.mean() < 2


def test_a_level_that_drifts_is_followed_and_one_that_does_not_is_left_alone() -> None:
    steady = expect(Panel(drawn(300), 52), 329, 4, Model())
    assert (steady.drift > 0).mean() < 0.15
    walk = np.cumsum(np.random.default_rng(8).normal(0, 0.08, (300, 330)), axis=1)
    mean = 20 * np.exp(walk - walk[:, :1])
    drifting = expect(Panel(np.random.default_rng(9).poisson(mean).astype(float), 52), 329, 4, Model())
    assert (drifting.drift > 0).mean() > 0.9
    steady_error = np.abs(np.log(steady.mean[:, -1] / MEAN[-1]))
    fixed = np.log(mean[:, 200:300].mean(axis=1) / mean[:, -1])
    followed = np.log(drifting.mean[:, -1] / mean[:, -1])
    assert np.median(steady_error) < 0.1
    assert np.median(np.abs(followed)) < 0.7 * np.median(np.abs(fixed))


def test_a_share_is_judged_by_its_offset() -> None:
    volume = np.full((50, 330), 100.0)
    volume[:, 329] = 400
    counts = np.random.default_rng(5).poisson(volume * 0.05).astype(float)
    panel = Panel(counts, 52, offset=volume)
    assert Sums()(panel, [329]).alarm.mean() > 0.9
    assert Sums(model=Model(offset=True))(panel, [329]).alarm.mean() < 0.06


def test_an_alarm_is_a_p_of_at_most_alpha() -> None:
    counts = drawn(300)
    counts[:100, 327:] += 6
    found = Sums()(Panel(counts, 52), [326, 328, 329])
    assert (found.alarm == (found.p <= 0.01)).all()
    assert found.alarm[:100, 1].mean() > 0.5
    assert found.alarm[100:].mean() < 0.03


def test_a_small_excess_that_lasts_is_seen_by_the_sum_and_not_by_a_single_week() -> None:
    counts = np.round(np.broadcast_to(MEAN, (1, 330))).copy()
    counts[0, 328:] += 6
    assert Sums()(Panel(counts, 52), [329]).alarm.all()
    assert not Sums(shares=(1.0,))(Panel(counts, 52), [329]).alarm.any()


def test_an_alarm_uses_up_its_evidence() -> None:
    counts = np.round(np.broadcast_to(MEAN, (1, 330))).copy()
    counts[0, 327] += 60
    found = Sums()(Panel(counts, 52), [327, 328, 329])
    assert found.alarm[0].tolist() == [True, False, False]
    assert found.extra["fresh"][0].tolist() == [11, 1, 2]


def test_what_is_fresh_is_counted_from_the_last_alarm() -> None:
    p = np.full((3, 5, 3), 0.5)
    p[0, 1, 0] = p[1, 3, 2] = 0.001
    assert fresh(p, 0.01).tolist() == [3, 1, 7]
    assert best(np.array([[0.5, 0.01, np.nan]]), np.array([1])).tolist() == [0.5]
    assert best(np.array([[0.5, 0.01, np.nan]]), np.array([3])).tolist() == [0.01]


def test_nothing_after_a_point_is_looked_at() -> None:
    counts = drawn(20)
    before = Sums()(Panel(counts, 52), [300])
    counts[:, 301:] = 999
    assert np.array_equal(before.p, Sums()(Panel(counts, 52), [300]).p)


def test_a_missing_week_is_left_out_of_the_sums() -> None:
    counts = drawn(30)
    counts[:, 328] = np.nan
    found = Sums()(Panel(counts, 52), [329])
    assert found.assessed.all()
    assert (found.extra["periods"] == 1).all()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda c: {"counts": c[:, :170]}, "short_history"),
        (lambda c: {"counts": np.where(WEEKS < 200, np.nan, c)}, "gaps"),
        (lambda c: {"counts": c * 0}, "all_zero"),
        (lambda c: {"counts": c, "starts": np.array([250])}, "changed_definition"),
        (lambda c: {"counts": np.where(WEEKS == 329, -1, c)}, "negative"),
        (lambda c: {"counts": np.where(WEEKS == 329, np.nan, c)}, "missing"),
        (lambda c: {"counts": c, "complete": np.array([329])}, "incomplete"),
        (lambda c: {"counts": c, "per_year": 4}, "cadence"),
    ],
)
def test_what_cannot_be_judged_says_why(change, why: str) -> None:
    panel = Panel(**{"per_year": 52, **change(drawn(1))})
    found = Sums()(panel, [panel.periods - 1])
    assert REASONS[found.reason[0, 0]] == why
    assert not found.alarm.any()


def test_one_point_is_too_short_a_history() -> None:
    assert REASONS[Sums()(Panel(np.array([[4.0]]), 52), [0]).reason[0, 0]] == "short_history"


def test_an_unknown_offset_of_the_period_is_named() -> None:
    volume = np.full((1, 330), 100.0)
    volume[0, 329] = np.nan
    found = Sums(model=Model(offset=True))(Panel(drawn(1), 52, offset=volume), [329])
    assert REASONS[found.reason[0, 0]] == "no_offset"
