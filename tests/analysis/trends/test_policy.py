"""The policy: sums and the last seven periods must agree, shares go without the latter, short history falls to Bayes."""

import numpy as np
import pytest

from tests.analysis.trends.test_sums import MEAN, drawn
from tripoint.analysis.trends.bayes import Bayes
from tripoint.analysis.trends.ears import Ears
from tripoint.analysis.trends.panel import REASONS, Panel
from tripoint.analysis.trends.policy import NAMES, Policy
from tripoint.analysis.trends.sums import Sums


def test_an_alarm_is_one_of_the_sums_that_the_last_seven_periods_bear_out() -> None:
    counts = drawn(300)
    counts[:150, 328:] += 7
    panel, points = Panel(counts, 52), [300, 328, 329]
    found, sums, recent = Policy()(panel, points), Sums(alpha=0.013)(panel, points), Ears("C1")(panel, points)
    assert (found.alarm == (sums.alarm & (recent.p <= 0.25))).all()
    assert (found.alarm == (found.p <= 0.01)).all()
    assert found.p == pytest.approx(np.minimum(np.maximum(sums.p / 1.3, recent.p / 25), 1))
    assert found.alarm[:150, 2].mean() > 0.5
    assert (sums.alarm & ~found.alarm).any()


def test_a_new_level_alarms_once_and_not_for_as_long_as_the_baseline_is_old() -> None:
    counts = np.round(np.broadcast_to(MEAN, (1, 330))).copy()
    counts[0, 310:] += 12
    points = list(range(309, 330))
    assert Policy()(Panel(counts, 52), points).alarm[0].sum() < Sums()(Panel(counts, 52), points).alarm[0].sum()
    assert Policy()(Panel(counts, 52), points).alarm[0, :4].any()


def test_the_detector_that_decided_is_named() -> None:
    counts = drawn(50)
    counts[:25, 310:] += 12
    found = Policy()(Panel(counts, 52), [329])
    assert {NAMES[int(by)] for by in found.extra["by"][:25].ravel()} == {"ears_c1"}
    assert {NAMES[int(by)] for by in found.extra["by"][25:].ravel()} == {"sums"}


def test_a_series_without_history_is_judged_by_bayes() -> None:
    counts = drawn(40)
    panel = Panel(counts, 52, starts=np.array([0] * 20 + [310] * 20))
    found = Policy()(panel, [329])
    assert found.assessed.all()
    assert (found.extra["by"][20:] == NAMES.index("bayes")).all()
    assert found.p[20:] == pytest.approx(Bayes()(panel, [329]).p[20:])
    assert not (found.extra["by"][:20] == NAMES.index("bayes")).any()


def test_half_years_are_judged_by_bayes() -> None:
    found = Policy()(Panel(drawn(5)[:, :18], 2), [17])
    assert found.assessed.all()
    assert (found.extra["by"] == NAMES.index("bayes")).all()


def test_more_laboratory_volume_is_no_alarm() -> None:
    volume = np.full((50, 330), 100.0)
    volume[:, 329] = 400
    counts = np.random.default_rng(5).poisson(volume * 0.05).astype(float)
    assert Policy()(Panel(counts, 52), [329]).alarm.mean() > 0.9
    assert Policy()(Panel(counts, 52, offset=volume), [329]).alarm.mean() < 0.06
    counts[:, 329] *= 3
    assert Policy()(Panel(counts, 52, offset=volume), [329]).alarm.mean() > 0.9


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ([4.0], "short_history"),
        ([0.0] * 330, "all_zero"),
        ([*[3.0] * 329, np.nan], "missing"),
        ([*[3.0] * 329, -1], "negative"),
    ],
)
def test_what_nobody_can_judge_keeps_its_reason(counts: list[float], why: str) -> None:
    found = Policy()(Panel(np.array([counts]), 52), [len(counts) - 1])
    assert REASONS[found.reason[0, 0]] == why
    assert np.isnan(found.p).all()
