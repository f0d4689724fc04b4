"""Growth that was planted in made-up vintages is found; where none was planted none is found."""

import numpy as np
import pytest

from tripoint.analysis.trends.made_vintages import COMPLETE_AT, made_links, planted
from tripoint.analysis.trends.revisions import Links, growth_by_age, settled_from


@pytest.mark.parametrize("seed", range(5))
def test_planted_growth_is_found_at_every_age(seed: int) -> None:
    found = growth_by_age(made_links(seed=seed))
    assert [one.age for one in found] == [0, 1, 2, 3]
    for one, truth in zip(found, planted(), strict=True):
        assert one.total == pytest.approx(truth, rel=0.01)
        assert one.median == pytest.approx(truth, rel=0.02)
        assert (one.pairs, one.periods) == (480, 24)


def test_the_tail_ends_where_the_planted_growth_falls_within_the_tolerance() -> None:
    found = growth_by_age(made_links())
    assert settled_from(found, tolerance=0.05, least_pairs=10) == 3  # 1/0.98: 2 %
    assert settled_from(found, tolerance=0.10, least_pairs=10) == 2  # 1/0.94: 6 %
    assert settled_from(found, tolerance=0.001, least_pairs=10) is None


@pytest.mark.parametrize("seed", range(5))
def test_where_nothing_is_planted_nothing_is_found(seed: int) -> None:
    found = growth_by_age(made_links(complete_at=(1.0, 1.0, 1.0, 1.0), seed=seed))
    assert [one.total for one in found] == [1.0, 1.0, 1.0]
    assert settled_from(found, tolerance=0.02, least_pairs=10) == 0


@pytest.mark.parametrize("seed", range(10))
def test_corrections_up_and_down_that_cancel_are_no_growth(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    value = drawn.poisson(400, size=600).astype(float)
    moved = value + drawn.choice([-8.0, 8.0], size=600)
    ages = np.repeat([0, 1, 2], 200)
    found = growth_by_age(Links(ages, ages + 1, value, moved, np.arange(600) % 12))
    assert settled_from(found, tolerance=0.02, least_pairs=10) == 0


def test_few_pairs_give_no_tail() -> None:
    found = growth_by_age(made_links(periods=3, cells=3))
    assert settled_from(found, tolerance=0.05, least_pairs=10) is None
    assert settled_from(found, tolerance=0.05, least_pairs=9) is not None


def test_the_truth_of_the_generator_is_the_inverse_of_what_is_in() -> None:
    assert planted() == tuple(1 / part for part in COMPLETE_AT[:-1])
