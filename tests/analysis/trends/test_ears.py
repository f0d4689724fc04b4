from collections import defaultdict

import numpy as np
import pytest
from scipy import stats

from tests.analysis.trends.test_farrington_parity import panel_of, rows
from tripoint.analysis.trends.ears import Ears, _tail_of_three
from tripoint.analysis.trends.panel import REASONS, Panel
from tripoint.errors import AnalysisError

ANSWERS: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
for answer in rows("ears.csv"):
    ANSWERS[tuple(answer[name] for name in ("data", "method", "baseline", "least_deviation", "alpha"))].append(answer)


@pytest.mark.parametrize("setting", ANSWERS, ids="-".join)
def test_bounds_and_alarms_are_those_of_r(setting: tuple[str, ...]):
    data, method, baseline, least, alpha = setting
    how = Ears(method, int(baseline), float(least), float(alpha), r_compat=True)
    found = how(panel_of(data), [int(a["point"]) for a in ANSWERS[setting]])
    upper, alarm = (
        np.array([float(a[name].replace("NA", "nan")) for a in ANSWERS[setting]]) for name in ("upper", "alarm")
    )
    held = np.isfinite(upper)
    np.testing.assert_allclose(found.upper[0, held], upper[held], rtol=1e-7, atol=1e-7)
    assert np.array_equal(found.alarm[0, held], alarm[held] == 1)


def series(*values: float) -> Panel:
    return Panel(np.array([[3, 5, 4, 6, 2, 4, 5, 3, 4, 5, 4, *values]], dtype=float), 52)


def test_c3_adds_the_point_itself_where_r_adds_only_the_two_before_it():
    panel = series(30)
    assert Ears("C3")(panel, [11]).alarm.all()
    assert not Ears("C3", r_compat=True)(panel, [11]).alarm.any()


def test_p_of_c1_is_the_tail_of_students_t():
    found = Ears("C1")(series(12), [11])
    past = np.array([2, 4, 5, 3, 4, 5, 4])
    t = (12 - past.mean()) / max(past.std(ddof=1), np.sqrt(past.mean())) / np.sqrt(1 + 1 / 7)
    assert found.p[0, 0] == pytest.approx(stats.t.sf(t, 6))


def test_a_baseline_without_spread_is_chance_and_gives_no_endless_alarm():
    found = Ears("C1")(Panel(np.array([[0] * 11 + [1]], dtype=float), 52), [11])
    assert found.alarm.all()
    assert found.p[0, 0] > 0.01


def test_the_tail_of_three_is_that_of_a_large_sample():
    drawn = np.maximum(np.random.default_rng(5).standard_t(6, (400_000, 3)) - 1, 0).sum(axis=1)
    for at in (0.05, 0.5, 1.5, 3.0, 5.0):
        share = (drawn >= at).mean()
        assert _tail_of_three(np.array([at]), 6)[0] == pytest.approx(share, abs=4 * np.sqrt(share / 400_000))
    assert _tail_of_three(np.array([0.0, 60.001]), 6) == pytest.approx([1, 3 * stats.t.sf(61.001, 6)])


@pytest.mark.parametrize(
    ("method", "point", "reason"),
    [("C1", 6, "short_history"), ("C1", 7, ""), ("C2", 8, "short_history"), ("C2", 9, ""), ("C3", 10, "short_history")],
)
def test_each_method_needs_its_own_history(method: str, point: int, reason: str):
    assert REASONS[Ears(method)(series(4), [point]).reason[0, 0]] == reason


def test_a_gap_in_the_baseline_or_a_change_of_definition_is_not_assessable():
    counts = series(4).counts.copy()
    counts[0, 9] = np.nan
    assert [REASONS[Ears(m)(Panel(counts, 52), [11]).reason[0, 0]] for m in ("C1", "C2", "C3")] == ["gaps", "", "gaps"]
    changed = Panel(series(4).counts, 52, starts=np.array([6]))
    assert REASONS[Ears("C1")(changed, [11]).reason[0, 0]] == "changed_definition"


def test_half_years_have_no_seven_periods_of_one_season():
    assert REASONS[Ears("C1")(Panel(series(4).counts, 2), [11]).reason[0, 0]] == "cadence"


def test_two_periods_are_no_baseline():
    with pytest.raises(AnalysisError, match="3 periods"):
        Ears("C1", baseline=2)
