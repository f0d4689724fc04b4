"""Substances reported together: a planted pair is found, independent ones are not, and rare ones are pulled in."""

import numpy as np
import pytest
from scipy import stats

from tripoint.analysis.co_occurrence import co_reported
from tripoint.errors import AnalysisError


def world(samples: int, seed: int, substances: int = 30) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.random((samples, substances)) < rng.uniform(0.01, 0.3, substances)


def test_a_planted_pair_is_the_first_edge():
    presence = world(4000, seed=1)
    together = np.random.default_rng(2).random(4000) < 0.05
    presence[together, 3] = presence[together, 8] = True
    found = co_reported(presence)
    best = int(np.argmax(found.low))
    assert (found.first[best], found.second[best]) == (3, 8)
    assert found.edges()[best]


def test_without_association_hardly_any_pair_is_an_edge():
    counts = [co_reported(world(3000, seed=10 + s)).edges().sum() for s in range(40)]
    assert (np.array(counts) > 0).mean() <= 0.15


def test_the_numbers_are_fishers_and_the_definitions():
    presence = world(500, seed=5, substances=4)
    found = co_reported(presence, least=1)
    for k in range(len(found.first)):
        x, y = presence[:, found.first[k]], presence[:, found.second[k]]
        table = [[(x & y).sum(), (x & ~y).sum()], [(~x & y).sum(), (~x & ~y).sum()]]
        assert found.p[k] == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue)
        assert found.support[k] == (x & y).mean()
        assert found.lift[k] == pytest.approx((x & y).mean() / (x.mean() * y.mean()))


def test_a_pair_seen_once_says_less_than_its_ratio():
    presence = world(2000, seed=6)
    presence[:, 0] = presence[:, 1] = False
    presence[:5, 0] = presence[4:9, 1] = True
    found = co_reported(presence)
    rare = int(np.flatnonzero((found.first == 0) & (found.second == 1))[0])
    assert found.both[rare] == 1
    assert found.log_odds[rare] < np.log(found.lift[rare])


@pytest.mark.parametrize("shape", [(0, 5), (10, 0), (10, 1), (3, 2)])
def test_few_samples_or_substances_have_no_pairs_and_raise_nothing(shape):
    assert not co_reported(np.zeros(shape, dtype=bool)).edges().any()


def test_what_is_no_table_is_refused():
    with pytest.raises(AnalysisError):
        co_reported(np.zeros(4, dtype=bool))
