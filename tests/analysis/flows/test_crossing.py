"""Crossings that no record names: in worlds we made, their probabilities are right and each record's add to one."""

import numpy as np
import pytest

from tripoint.analysis.flows.crossing import UNKNOWN, crossings
from tripoint.errors import AnalysisError

SHAPE = (3, 4, 5)


def world(records: int, seed: int, *, named: float):
    """Made records of which a share names its crossing."""
    rng = np.random.default_rng(seed)
    by_source = rng.dirichlet(np.full(SHAPE[1], 0.7), SHAPE[0])
    onward = rng.dirichlet(np.full(SHAPE[2], 0.5), SHAPE[1])
    source = rng.integers(0, SHAPE[0], records)
    crossing = np.array([rng.choice(SHAPE[1], p=by_source[s]) for s in source])
    recovery = np.array([rng.choice(SHAPE[2], p=onward[c]) for c in crossing])
    told = np.where(rng.random(records) < named, crossing, UNKNOWN)
    return source, crossing, recovery, told, by_source, onward


def test_the_ways_of_a_made_world_are_found_from_records_of_which_a_third_name_a_crossing():
    source, _, recovery, told, by_source, onward = world(6000, seed=1, named=0.33)
    found = crossings(source, told, recovery, shape=SHAPE)
    np.testing.assert_allclose(found.by_source, by_source, atol=0.05)
    np.testing.assert_allclose(found.onward, onward, atol=0.05)


def test_probabilities_of_records_are_calibrated():
    source, crossing, recovery, told, *_ = world(8000, seed=2, named=0.3)
    of_record = crossings(source, told, recovery, shape=SHAPE).of_record
    hidden = told == UNKNOWN
    for low in (0.1, 0.3, 0.5, 0.7):
        record, place = np.nonzero((of_record > low) & (of_record <= low + 0.2) & hidden[:, None])
        share = (crossing[record] == place).mean()
        assert abs(share - of_record[record, place].mean()) < 0.04


def test_every_step_explains_the_records_better_and_their_probabilities_add_to_one():
    source, _, recovery, told, *_ = world(2000, seed=3, named=0.2)
    source = np.where(np.arange(2000) % 7 == 0, UNKNOWN, source)
    found = crossings(source, told, recovery, shape=SHAPE)
    assert len(found.log_likelihood) > 3
    assert (np.diff(found.log_likelihood) > -1e-6).all()
    np.testing.assert_allclose(found.of_record.sum(axis=1), 1)
    named = np.flatnonzero(told != UNKNOWN)
    assert (found.of_record[named, told[named]] == 1).all()


def test_without_records_that_name_a_crossing_nothing_is_told():
    source, _, recovery, told, *_ = world(500, seed=4, named=0.0)
    found = crossings(source, told, recovery, shape=SHAPE)
    assert found.reason == "too_few"
    assert np.isnan(found.of_record).all()


def test_records_that_make_no_sense_are_refused():
    one = np.zeros(3, dtype=np.int64)
    with pytest.raises(AnalysisError, match="length"):
        crossings(one[:2], one, one, shape=(1, 1, 1))
    with pytest.raises(AnalysisError, match="outside"):
        crossings(one, one + 1, one, shape=(1, 1, 1))
    with pytest.raises(AnalysisError, match="recovery"):
        crossings(one, one, np.array([0, UNKNOWN, 0]), shape=(1, 1, 1))
