"""The policy: an alarm of one part at its share is an alarm, and short history falls to Bayes."""

import numpy as np
import pytest

from tests.analysis.trends.test_sums import drawn
from tripoint.analysis.trends.bayes import Bayes
from tripoint.analysis.trends.panel import REASONS, Panel
from tripoint.analysis.trends.policy import PARTS, Policy


def test_an_alarm_is_one_of_a_part_at_its_share() -> None:
    counts = drawn(200)
    counts[:100, 328:] += 5
    panel, points = Panel(counts, 52), [300, 328, 329]
    found = Policy()(panel, points)
    alone = [part.judge(0.01 * part.share)(panel, points) for part in PARTS]
    assert (found.alarm == (alone[0].alarm | alone[1].alarm)).all()
    assert found.alarm[:100, 2].mean() > 0.5
    assert found.p == pytest.approx(np.minimum(np.minimum(alone[0].p, alone[1].p / 0.2), 1))
    assert (found.alarm == (found.p <= 0.01)).all()


def test_the_part_that_decided_is_named() -> None:
    counts = drawn(50)
    counts[:, 329] += 40
    found = Policy()(Panel(counts, 52), [329])
    named = {Policy().names[int(by)] for by in found.extra["by"].ravel()}
    assert named <= {"sums", "farrington_flexible"}
    assert found.alarm.all()


def test_a_series_without_history_is_judged_by_bayes() -> None:
    counts = drawn(40)
    panel = Panel(counts, 52, starts=np.array([0] * 20 + [310] * 20))
    found = Policy()(panel, [329])
    assert found.assessed.all()
    assert {Policy().names[int(by)] for by in found.extra["by"][20:].ravel()} == {"bayes"}
    assert found.p[20:] == pytest.approx(Bayes()(panel, [329]).p[20:])


def test_half_years_are_judged_by_bayes() -> None:
    found = Policy()(Panel(drawn(5)[:, :18], 2), [17])
    assert found.assessed.all()
    assert (found.extra["by"] == 2).all()


@pytest.mark.parametrize(
    ("counts", "why"),
    [([4.0], "short_history"), ([0.0] * 330, "all_zero"), ([*[3.0] * 329, np.nan], "missing"), ([*[3.0] * 329, -1], "negative")],
)  # fmt: skip
def test_what_nobody_can_judge_keeps_its_reason(counts: list[float], why: str) -> None:
    found = Policy()(Panel(np.array([counts]), 52), [len(counts) - 1])
    assert REASONS[found.reason[0, 0]] == why
    assert np.isnan(found.p).all()
