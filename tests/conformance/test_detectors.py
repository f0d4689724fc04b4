"""One suite over all detectors of the family: what every one of them owes a panel, however bad."""

import numpy as np
import pytest

from tripoint.analysis.trends.detectors import DETECTORS, Member
from tripoint.analysis.trends.panel import REASON, Judged, Panel

pytestmark = pytest.mark.parametrize("member", DETECTORS.values(), ids=DETECTORS)
CADENCES = {52: 7 * 52, 12: 8 * 12}


def counts(series: int, periods: int, mean: float = 12) -> np.ndarray:
    return np.random.default_rng(11).poisson(mean, (series, periods)).astype(float)


def codes(found: Judged) -> list[int]:
    return found.reason.ravel().tolist()


@pytest.mark.parametrize("per_year", CADENCES)
def test_what_it_says_it_needs_is_what_it_needs(member: Member, per_year: int):
    panel = Panel(counts(1, CADENCES[per_year]), per_year)
    need = member.history(per_year)
    assert codes(member.judge(panel, [need])) == [0]
    assert codes(member.judge(panel, [need - 1])) == [REASON["short_history"]]


def test_periods_longer_than_it_can_take_are_refused_as_such(member: Member):
    panel = Panel(counts(2, 60), 2)
    refused = set(codes(member.judge(panel, [59]))) == {REASON["cadence"]}
    assert refused == (member.least_per_year > 2)


def test_bad_series_beside_a_good_one_never_raise_and_never_give_a_silent_zero(member: Member):
    table = counts(8, CADENCES[52])
    last = table.shape[1] - 1
    table[1] = 0
    table[2] = np.nan
    table[3, last] = np.nan
    table[4, last] = -1
    table[5, : last - 2] = -4
    table[6, ::2] = np.nan
    found = member.judge(Panel(table, 52, complete=np.full(8, last + 1) - np.eye(8, dtype=int)[7]), [last])
    assert codes(found)[0] == 0
    assert codes(found)[3:5] == [REASON["missing"], REASON["negative"]]
    assert codes(found)[7] == REASON["incomplete"]
    assert found.reason[2, 0] != 0
    assert found.reason[5, 0] != 0
    for values in (found.expected, found.upper, found.p, *found.extra.values()):
        assert np.array_equal(np.isfinite(values), found.assessed)
    assert not found.alarm[~found.assessed].any()


@pytest.mark.parametrize("periods", [1, 2, 9])
def test_a_series_of_a_few_points_is_short_and_no_error(member: Member, periods: int):
    found = member.judge(Panel(counts(2, periods), 52), list(range(periods)))
    assert found.assessed.sum() + (found.reason == REASON["short_history"]).sum() == 2 * periods


def test_it_looks_at_nothing_after_a_point_and_at_no_other_series(member: Member):
    table = counts(5, CADENCES[52])
    point = table.shape[1] - 60
    together = member.judge(Panel(table, 52), [point])
    alone = member.judge(Panel(table[2:3, : point + 1], 52), [point])
    np.testing.assert_allclose(alone.p[0], together.p[2], rtol=1e-9)
    np.testing.assert_allclose(alone.upper[0], together.upper[2], rtol=1e-9)


def test_a_change_of_definition_cuts_what_it_looks_at(member: Member):
    table = counts(1, CADENCES[52])
    last = table.shape[1] - 1
    found = member.judge(Panel(table, 52, starts=np.array([last - 3])), [last])
    assert codes(found) == [REASON["changed_definition"]]


def test_a_large_rise_is_an_alarm_with_a_small_p(member: Member):
    table = counts(1, CADENCES[52])
    table[0, -1] = 90
    found = member.judge(Panel(table, 52), [table.shape[1] - 1])
    assert found.alarm.all()
    assert found.p[0, 0] < 0.001
    assert found.upper[0, 0] < 90


def test_p_is_a_probability_and_falls_as_the_count_rises(member: Member):
    table = np.repeat(counts(1, CADENCES[52]), 40, axis=0)
    table[:, -1] = np.arange(40) * 2 + 2
    found = member.judge(Panel(table, 52), [table.shape[1] - 1])
    p = found.p[found.assessed[:, 0], 0]
    assert ((p >= 0) & (p <= 1)).all()
    assert (np.diff(p) <= 1e-12).all()
