"""Clusters in made worlds: planted ones are found, and where nothing is planted alarms are as rare as they say."""

import numpy as np
import pytest
from scipy import stats

from tripoint.analysis.trends.scan import NOBODY, rings, scan
from tripoint.errors import AnalysisError


def world(seed: int, areas: int = 60, periods: int = 12):
    rng = np.random.default_rng(seed)
    spot = rng.uniform(0, 1, (areas, 2))
    near = np.argsort(((spot[:, None] - spot[None]) ** 2).sum(axis=2), axis=1)[:, :12]
    expected = np.repeat(rng.gamma(2, 4, (areas, 1)), periods, axis=1)
    return expected, near, rng


def test_a_planted_cluster_is_found_with_most_of_its_areas_and_its_beginning():
    shared, right, significant = [], 0, 0
    for seed in range(20):
        expected, near, rng = world(seed)
        mean = expected.copy()
        planted = near[3, :5]
        mean[planted, -3:] *= 2.0
        found = scan(rng.poisson(mean).astype(float), expected, near, replicates=99, seed=seed).clusters[0]
        shared.append(len(set(found.areas) & set(planted)) / len(set(found.areas) | set(planted)))
        right += found.periods == 3
        significant += found.p <= 0.05
    assert significant >= 19
    assert np.mean(shared) > 0.7
    assert right >= 14


def test_where_nothing_is_planted_one_in_twenty_is_below_five_per_cent():
    alarms, tried = 0, 300
    for seed in range(tried):
        expected, near, rng = world(seed, areas=30, periods=6)
        found = scan(rng.poisson(expected).astype(float), expected, near, replicates=99, seed=seed)
        alarms += bool(found.clusters) and found.clusters[0].p <= 0.05
    assert stats.binomtest(alarms, tried, 0.05).pvalue > 0.001


def test_noise_beyond_poisson_makes_no_clusters_if_its_size_is_given():
    blind = aware = 0
    for seed in range(60):
        expected, near, rng = world(seed, areas=30, periods=6)
        counts = rng.poisson(rng.gamma(expected / 2, 2)).astype(float)  # variance 3 times the mean
        blind += scan(counts, expected, near, replicates=99).clusters[0].p <= 0.05
        told = scan(counts, expected, near, replicates=99, dispersion=np.full(30, 3.0)).clusters
        aware += bool(told) and told[0].p <= 0.05
    assert blind > 30
    assert aware <= 8


def test_the_strength_and_p_are_those_of_the_plain_way():
    """Every window summed by itself, every replicate's maximum over all windows."""
    expected, near, rng = world(7, areas=20, periods=5)
    counts = rng.poisson(expected * 1.3).astype(float)

    def strongest(values):
        best = 0.0
        for centre in range(20):
            for k in range(1, 13):
                for back in range(1, 6):
                    c, b = values[near[centre, :k], -back:].sum(), expected[near[centre, :k], -back:].sum()
                    if c > b:
                        best = max(best, c * np.log(c / b) - (c - b))
        return best

    found = scan(counts, expected, near, replicates=40, seed=5).clusters[0]
    assert found.strength == pytest.approx(strongest(counts))
    again = np.random.Generator(np.random.SFC64(5))
    above = sum(strongest(again.poisson(expected)) >= found.strength * (1 - 1e-9) for _ in range(40))
    assert found.p == pytest.approx((1 + above) / 41)


def test_clusters_share_no_area_and_areas_without_numbers_are_left_out():
    expected, near, rng = world(9)
    counts = rng.poisson(expected * 1.3).astype(float)
    counts[4, -1], counts[5, 0], expected[6] = np.nan, -1, 0
    found = scan(counts, expected, near, replicates=9)
    assert np.flatnonzero(found.left_out).tolist() == [4, 5, 6]
    areas = [a for c in found.clusters for a in c.areas]
    assert len(areas) == len(set(areas))
    assert not {4, 5, 6} & set(areas)


def test_an_empty_map_is_not_assessable_and_shapes_that_differ_are_refused():
    expected, near, _ = world(1)
    assert scan(np.full(expected.shape, np.nan), expected, near).reason == "missing"
    assert scan(np.zeros(expected.shape), expected, near).clusters == ()
    with pytest.raises(AnalysisError):
        scan(expected[:5], expected, near)


def test_rings_are_neighbours_and_their_neighbours():
    found = rings(["a", "b", "c", "d"], [("a", "b"), ("b", "c"), ("x", "a")], most=3)
    assert found.tolist() == [[0, 1, 2], [1, 0, 2], [2, 1, 0], [3, NOBODY, NOBODY]]
