"""Made outbreaks (synthetic, bench/outbreaks.py): nothing planted, the stated rate holds; planted, they are found."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from bench.known_truth import known_truth
from bench.outbreaks import MONITORED, PER_YEAR, SCENARIOS, World, evaluation_world, made_world
from bench.scoring import inside, score
from tripoint.analysis.trends.farrington import FLEXIBLE_WEEKLY, farrington_flexible
from tripoint.analysis.trends.glr import Glr
from tripoint.analysis.trends.multiplicity import q_values
from tripoint.analysis.trends.panel import Detector, Panel
from tripoint.analysis.trends.policy import Policy
from tripoint.analysis.trends.sums import Sums

SEEDS = range(100, 105)


@cache
def quiet(seed: int) -> World:
    return made_world(seed=seed, replicates=2, outbreak=False)


@cache
def planted() -> World:
    return made_world(seed=110, replicates=10)


@cache
def policy_alarms() -> np.ndarray:
    return Policy()(Panel(planted().counts, PER_YEAR), planted().points).alarm


@pytest.mark.parametrize(
    ("detector", "low", "high"),
    [(Policy(), 0.007, 0.0125), (Sums(), 0.007, 0.012), (Glr(), 0.0065, 0.0125)],
    ids=["policy", "sums", "glr"],
)
def test_nothing_planted_one_quiet_point_in_a_hundred_alarms(detector: Detector, low: float, high: float) -> None:
    """Over five seeds, none used for tuning: 280 series of the 28 scenarios, 13,720 points."""
    found = [detector(Panel(world.counts, PER_YEAR), world.points) for world in map(quiet, SEEDS)]
    assert all(judged.assessed.mean() > 0.97 for judged in found)
    assert low < np.mean([judged.alarm[judged.assessed].mean() for judged in found]) < high
    p = np.concatenate([judged.p[judged.assessed] for judged in found])
    assert (p <= 0.001).mean() < 0.002


def test_nothing_planted_the_false_discovery_rate_leaves_almost_no_alarm() -> None:
    alarms = 0
    for seed in SEEDS:
        p = Policy()(Panel(quiet(seed).counts, PER_YEAR), quiet(seed).points[-5:]).p
        alarms += sum(int((q_values(p[:, week]) <= 0.05).any()) for week in range(5))
    assert alarms <= 5  # of 25 families, 5 % expected: P(more than 5) < 0.001


def test_planted_outbreaks_are_found_the_more_often_the_larger_they_are() -> None:
    world = planted()
    shares = []
    for sizes in ((1, 2, 3), (4, 5, 6), (7, 8, 9, 10)):
        rows = np.isin(world.size, sizes)
        shares.append(score(policy_alarms()[rows], world.planted[rows][:, world.points]).found)
    assert shares[0] < 0.4
    assert 0.5 < shares[1] < 0.8
    assert shares[2] > 0.85


def test_the_policy_finds_more_than_farrington_at_its_rate_and_no_more_than_is_knowable() -> None:
    world = planted()
    panel, cases = Panel(world.counts, PER_YEAR), world.planted[:, world.points]
    policy = score(policy_alarms(), cases)
    p = farrington_flexible(panel, world.points, replace(FLEXIBLE_WEEKLY, least=(0, 4))).p
    same = [score(p <= level, cases) for level in np.geomspace(0.02, 0.002, 60)]
    farrington = next(found for found in same if found.false_positive_rate <= policy.false_positive_rate)
    assert farrington.found > 0.45
    assert policy.found > 1.05 * farrington.found
    limit = known_truth(world, policy.false_positive_rate)
    assert policy.found < limit.found + 0.02
    assert limit.false_positive_rate <= policy.false_positive_rate


def test_a_seed_means_the_same_series_always() -> None:
    world = evaluation_world()
    assert world.digest == "a0df32dd445bd089"
    assert world.counts.shape == (20 * SCENARIOS, 624)
    assert not (world.planted[:, : -len(world.points)]).any()


def test_made_counts_have_their_mean_and_dispersion() -> None:
    world = made_world(seed=7, replicates=20, outbreak=False)
    for scenario in range(SCENARIOS):
        rows = world.scenario == scenario
        counts, mean = world.counts[rows], world.mean[rows]
        assert counts.mean() == pytest.approx(mean.mean(), rel=0.08)
        assert ((counts - mean) ** 2 / mean).mean() == pytest.approx(world.phi[rows][0], rel=0.2)


def test_scores_count_what_they_say() -> None:
    cases = np.zeros((3, MONITORED))
    cases[0, [10, 12]] = 2
    cases[1, 40] = 1
    alarm = np.zeros((3, MONITORED), dtype=bool)
    alarm[0, [11, 20]] = alarm[2, 5] = True
    assert inside(cases).sum() == 4
    found = score(alarm, cases)
    assert (found.outbreaks, found.found, found.delay) == (2, 0.5, 1)
    assert found.precision == pytest.approx(1 / 3)
    assert found.false_positive_rate == pytest.approx(2 / (3 * MONITORED - 4))
