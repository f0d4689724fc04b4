"""New substances in made worlds: their onsets, and shares that leave what was to be expected."""

import numpy as np
from scipy import stats

from tripoint.analysis.trends.emergence import NEVER, onset, pooled_prior, reached, share_excess
from tripoint.analysis.trends.panel import REASON, Panel

GAP = np.nan


def test_onsets_are_where_the_first_and_the_confirming_reports_are():
    counts = np.array([
        [0, 0, 1, 0, 1, 5],
        [0, 0, 0, 0, 0, 0],
        [3, 0, 0, 0, 0, 0],
        [0, GAP, GAP, 1, 0, 0],
        [GAP, GAP, 4, 1, 0, 0],
    ])  # fmt: skip
    found = onset(Panel(counts, 2))
    assert found.first.tolist() == [2, NEVER, 0, 3, 2]
    assert found.confirmed.tolist() == [4, NEVER, 0, NEVER, 2]
    assert found.after.tolist() == [1, 5, NEVER, 0, NEVER]
    assert found.is_left_open.tolist() == [False, False, True, False, True]


def test_the_curve_says_between_what_the_number_of_areas_lies():
    counts = np.array([[0, 0, 1, 0], [0, GAP, 1, 0], [GAP, GAP, GAP, 2], [0, 0, 0, 0]], dtype=float)
    surely, perhaps = reached(onset(Panel(counts, 2)), 4)
    assert surely.tolist() == [0, 0, 2, 3]
    assert perhaps.tolist() == [1, 2, 3, 3]


def world(seed: int, *, rise: float = 1.0):
    """Made reports of 40 areas over 10 half-years: shares differ between areas; at the end one area's share rises."""
    rng = np.random.default_rng(seed)
    totals = rng.integers(50, 1500, (40, 10)).astype(float)
    shares = rng.gamma(4, 0.01 / 4, (40, 1)) * np.ones((1, 10))
    shares[7, -1] *= rise
    return Panel(rng.poisson(totals * shares).astype(float), 2, offset=totals)


def test_the_prior_of_shares_is_found():
    rng = np.random.default_rng(1)
    totals = rng.integers(100, 3000, 3000).astype(float)
    counts = rng.poisson(totals * rng.gamma(4, 0.01 / 4, 3000)).astype(float)
    prior = pooled_prior(counts, totals)
    assert abs(prior.shape / prior.rate - 0.01) < 0.0005
    assert 3.3 < prior.shape < 4.8


def test_where_nothing_rises_alarms_are_as_rare_as_they_say():
    alarms = tried = 0
    for seed in range(80):
        found = share_excess(world(seed), np.array([9]), alpha=0.05)
        assert found.assessed.all()
        alarms += int(found.alarm.sum())
        tried += found.alarm.size
    assert stats.binomtest(alarms, tried, 0.05, alternative="greater").pvalue > 0.001
    assert alarms > 0


def test_shares_that_vary_from_half_year_to_half_year_make_no_more_alarms_than_said():
    alarms = tried = 0
    for seed in range(80):
        panel = world(seed)
        rng = np.random.default_rng(1000 + seed)
        varied = rng.poisson(rng.gamma(panel.counts / 3 + 1e-9, 4.0) * 0.75).astype(float)
        found = share_excess(Panel(varied, 2, offset=panel.offset), np.array([9]), alpha=0.05)
        alarms += int(found.alarm.sum())
        tried += found.alarm.size
    assert alarms / tried < 0.07


def test_a_share_that_rises_fivefold_is_an_alarm_of_its_area_alone():
    hits = [share_excess(world(100 + seed, rise=6.0), np.array([9])).alarm[7, 0] for seed in range(40)]
    assert np.mean(hits) > 0.8


def test_what_cannot_be_assessed_says_why():
    counts = np.array([[1.0, 2.0, 3.0], [GAP, 1.0, GAP], [0.0, 1.0, -1.0], [0.0, 1.0, 2.0]])
    totals = np.array([[10.0, 20.0, 30.0]] * 3 + [[10.0, 20.0, 0.0]])
    reasons = share_excess(Panel(counts, 2, offset=totals), np.array([0, 2])).reason
    assert reasons[:, 1].tolist() == [0, REASON["missing"], REASON["negative"], REASON["no_offset"]]
    assert reasons[0, 0] == REASON["short_history"]
    assert (share_excess(Panel(counts, 2), np.array([2])).reason[0] == REASON["no_offset"]).all()
    late = Panel(counts, 2, offset=totals, complete=np.full(4, 2))
    assert (share_excess(late, np.array([2])).reason == REASON["incomplete"]).all()


def test_two_reports_of_a_thing_never_seen_are_no_alarm_but_many_are():
    counts = np.zeros((30, 6))
    counts[3, 5], counts[4, 5] = 2, 9
    found = share_excess(Panel(counts, 2, offset=np.full((30, 6), 400.0)), np.array([5]))
    assert found.alarm[:, 0].nonzero()[0].tolist() == [4]
