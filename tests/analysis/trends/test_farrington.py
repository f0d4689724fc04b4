from dataclasses import replace

import numpy as np
import pytest

from tripoint.analysis.trends.farrington import (
    FLEXIBLE_MONTHLY,
    FLEXIBLE_WEEKLY,
    baseline_blocks,
    farrington_classic,
    farrington_flexible,
)
from tripoint.analysis.trends.panel import REASONS, Panel
from tripoint.analysis.trends.quasi_poisson import Design, fit
from tripoint.errors import AnalysisError

WEEKS = 6 * 52
LAST = WEEKS - 1


def weekly(series: int = 3, *, mean: float = 8, seed: int = 1) -> np.ndarray:
    """Synthetic counts with a season."""
    season = np.exp(0.3 * np.cos(2 * np.pi * np.arange(WEEKS) / 52))
    return np.random.default_rng(seed).poisson(mean * season, (series, WEEKS)).astype(float)


def why(panel: Panel, point: int = LAST, **options: object) -> list[str]:
    found = farrington_flexible(panel, [point], replace(FLEXIBLE_WEEKLY, **options))
    assert not found.alarm[found.reason != 0].any()
    return [REASONS[code] for code in found.reason[:, 0]]


def test_five_years_of_weeks_are_237_in_ten_blocks_and_the_last_half_year_is_left_out():
    position, block = baseline_blocks(52, 5, FLEXIBLE_WEEKLY)
    assert (len(position), position[0], position[-1]) == (237, -263, -27)
    assert np.array_equal(np.bincount(block[:52]), [5] * 9 + [7])
    assert set(block[(position + 52 * 3 >= -3) & (position + 52 * 3 <= 3)]) == {9}


def test_five_years_of_months_are_quarters_around_the_judged_month():
    position, block = baseline_blocks(12, 5, FLEXIBLE_MONTHLY)
    assert (len(position), position[0], position[-1]) == (55, -61, -7)
    assert np.array_equal(np.bincount(block[:12]), [3, 3, 3, 3])


def test_levels_profiled_out_give_the_same_fit_as_newton_on_all_coefficients():
    position, block = baseline_blocks(52, 3, FLEXIBLE_WEEKLY)
    design = Design(position / 52, block)
    rng = np.random.default_rng(3)
    y, weight = rng.poisson(4, (1, len(block))).astype(float), rng.uniform(0.2, 1.5, (1, len(block)))
    found = fit(y, weight, design, trend=True)
    x = np.hstack([design.members, design.time[:, None]])
    beta = np.zeros(11)
    for _ in range(30):
        mu = np.exp(x @ beta)
        information = (x * (weight[0] * mu)[:, None]).T @ x
        beta = beta + np.linalg.solve(information, x.T @ (weight[0] * (y[0] - mu)))
    np.testing.assert_allclose(np.append(np.log(found.level[0]), found.slope[0]), beta, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(1 / found.information[0], np.linalg.inv(information)[-1, -1], rtol=1e-9)


def test_a_count_of_three_times_the_usual_is_an_alarm_and_the_usual_is_none():
    counts = weekly()
    counts[0, LAST] = 3 * counts[0].mean()
    counts[1, LAST] = counts[1, LAST - 52]
    found = farrington_flexible(Panel(counts, 52), [LAST])
    assert found.alarm[:2, 0].tolist() == [True, False]
    assert found.p[0, 0] < 1e-3 < 0.01 < found.p[1, 0]


def test_a_past_outbreak_weighs_less_so_the_next_one_is_seen():
    quiet = weekly(1)
    hit = quiet.copy()
    hit[0, LAST - 104 : LAST - 101] *= 6
    upper = [farrington_flexible(Panel(counts, 52), [LAST]).upper[0, 0] for counts in (quiet, hit)]
    heavy = farrington_flexible(Panel(hit, 52), [LAST], replace(FLEXIBLE_WEEKLY, unusual=1e9)).upper[0, 0]
    assert upper[1] - upper[0] < 0.5 * (heavy - upper[0])


def test_series_are_judged_the_same_together_or_alone_and_whatever_comes_after():
    counts = weekly(9, mean=3)
    counts[4, :60] = np.nan
    points = [LAST - 40, LAST - 20]
    together = farrington_flexible(Panel(counts, 52), points)
    for row in range(9):
        alone = farrington_flexible(Panel(counts[row : row + 1, : LAST - 19], 52), points)
        np.testing.assert_allclose(alone.p[0], together.p[row], rtol=1e-12)
        assert np.array_equal(alone.upper[0], together.upper[row], equal_nan=True)


def test_three_years_are_enough_and_a_week_less_is_not():
    panel = Panel(weekly(1), 52)
    assert why(panel, 3 * 52 + 3) == [""]
    assert why(panel, 3 * 52 + 2) == ["short_history"]
    assert farrington_flexible(panel, [3 * 52 + 3]).extra["years"].tolist() == [[3]]


def test_a_change_of_definition_cuts_the_baseline():
    panel = Panel(weekly(3), 52, starts=np.array([0, WEEKS - 200, WEEKS - 100]))
    found = farrington_flexible(panel, [LAST])
    assert found.extra["years"][:2, 0].tolist() == [5, 3]
    assert why(panel) == ["", "", "changed_definition"]


def test_half_years_are_too_long_for_farrington():
    panel = Panel(weekly(2)[:, :40], 2)
    for judge in (farrington_flexible, farrington_classic):
        assert set(judge(panel, [39]).reason.ravel()) == {REASONS.index("cadence")}


@pytest.mark.parametrize(
    ("where", "value", "expected"),
    [
        (slice(0, LAST - 20), np.nan, "gaps"),
        (slice(0, LAST - 20), -1, "gaps"),
        (slice(0, LAST - 20), 0, "all_zero"),
        (slice(LAST - 3, WEEKS), 1, "too_few"),
        (LAST, np.nan, "missing"),
        (LAST, -2, "negative"),
        (slice(40, 60), np.nan, ""),
    ],
)
def test_what_cannot_be_judged_says_why(where: slice | int, value: float, expected: str):
    counts = weekly(1)
    counts[0, where] = value
    assert why(Panel(counts, 52)) == [expected]


def test_a_season_without_values_is_a_gap_even_if_the_rest_is_there():
    counts = weekly(1)
    for year in range(1, 6):
        counts[0, LAST - 52 * year - 3 : LAST - 52 * year + 4] = np.nan
    assert why(Panel(counts, 52)) == ["gaps"]


def test_a_period_that_is_still_being_reported_is_not_judged():
    assert why(Panel(weekly(1), 52, complete=np.array([LAST]))) == ["incomplete"]


def test_counts_that_follow_their_offset_are_no_alarm_and_an_unknown_offset_is_not_assessable():
    volume = np.ones((2, WEEKS))
    volume[:, LAST] = 3
    counts = weekly(2) * volume
    assert farrington_flexible(Panel(counts, 52), [LAST]).alarm.all()
    volume[1, LAST] = np.nan
    panel = Panel(counts, 52, offset=volume)
    assert why(panel, offset=True) == ["", "no_offset"]
    assert not farrington_flexible(panel, [LAST], replace(FLEXIBLE_WEEKLY, offset=True)).alarm.any()


def test_a_season_without_any_count_expects_little_but_not_nothing():
    counts = weekly(1)
    for year in range(1, 6):
        counts[0, LAST - 52 * year - 3 : LAST - 52 * year + 4] = 0
    counts[0, LAST] = 5
    ours = farrington_flexible(Panel(counts, 52), [LAST])
    theirs = farrington_flexible(Panel(counts, 52), [LAST], replace(FLEXIBLE_WEEKLY, r_compat=True))
    assert 0 < ours.p[0, 0] < 1e-6
    assert (theirs.expected[0, 0], theirs.p[0, 0]) == (0, 0)
    assert ours.alarm.all()
    assert theirs.alarm.all()


def test_a_slope_that_runs_away_is_left_out():
    counts = np.zeros((1, WEEKS))
    counts[0, WEEKS - 60 : WEEKS - 27] = 20
    counts[0, -4:] = 5
    found = farrington_flexible(Panel(counts, 52), [LAST])
    assert found.assessed.all()
    assert found.extra["slope"][0, 0] == 0


def test_misuse_is_told_with_its_cure():
    panel = Panel(weekly(1), 52)
    with pytest.raises(AnalysisError, match="blocks do not fit"):
        farrington_flexible(panel, [LAST], replace(FLEXIBLE_WEEKLY, blocks=60))
    with pytest.raises(AnalysisError, match="outside the panel"):
        farrington_flexible(panel, [WEEKS])
    with pytest.raises(AnalysisError, match="no offset"):
        farrington_flexible(panel, [LAST], replace(FLEXIBLE_WEEKLY, offset=True))


def test_no_points_and_no_series_are_no_error():
    assert farrington_flexible(Panel(weekly(2), 52), []).p.shape == (2, 0)
    assert farrington_flexible(Panel(weekly(2)[:0], 52), [LAST]).p.shape == (0, 1)
