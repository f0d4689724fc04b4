"""The generalised likelihood ratio: R's statistic, a bound that agrees with p, and what it finds."""

import numpy as np
import pytest

from tests.analysis.trends.test_bayes import rows_of
from tests.analysis.trends.test_sums import MEAN, drawn
from tripoint.analysis.trends.glr import Glr, log_ratios
from tripoint.analysis.trends.panel import Panel

ROWS = rows_of("glr.csv")
SETTINGS = sorted({(row["set"], row["dispersion"], row["window"]) for row in ROWS})


@pytest.mark.parametrize("setting", SETTINGS, ids="-".join)
def test_the_statistic_is_that_of_r(setting: tuple[str, str, str]) -> None:
    rows = [row for row in ROWS if (row["set"], row["dispersion"], row["window"]) == setting]
    window = int(setting[2])
    y, mean, told = (np.array([float(row[name]) for row in rows]) for name in ("observed", "mean", "statistic"))
    ends = range(window, len(y) + 1)
    counts, means = (np.stack([values[end - window : end] for end in ends]) for values in (y, mean))
    ratios = log_ratios(counts, means, np.full(len(counts), float(setting[1])))
    ratios = ratios[:, 1 if setting[1] == "0" else 0 :].max(axis=1)  # R's Poisson window begins with two periods
    assert len(ratios) == 41 - window
    np.testing.assert_allclose(ratios, told[window - 1 :], rtol=1e-7, atol=1e-7)


def test_the_poisson_ratio_has_its_closed_form() -> None:
    y, mean = np.array([[2.0, 9.0]]), np.array([[3.0, 4.0]])
    found = log_ratios(y, mean, np.zeros(1))[0]
    assert found == pytest.approx([9 * np.log(9 / 4) - 5, 11 * np.log(11 / 7) - 4], abs=1e-6)


def test_fewer_counts_than_expected_are_no_rise() -> None:
    assert log_ratios(np.array([[1.0, 0.0]]), np.array([[3.0, 4.0]]), np.array([0.5])).tolist() == [[0, 0]]


def test_an_alarm_is_a_p_of_at_most_alpha() -> None:
    counts = drawn(200)
    counts[:100, 327:] += 6
    found = Glr()(Panel(counts, 52), [328, 329])
    assert (found.alarm == (found.p <= 0.01)).all()
    assert found.alarm[:100].any(axis=1).mean() > 0.8
    assert found.alarm[100:].mean() < 0.03


def test_after_an_alarm_the_statistic_starts_anew() -> None:
    counts = np.round(np.broadcast_to(MEAN, (1, 330))).copy()
    counts[0, 327] += 60
    found = Glr()(Panel(counts, 52), [327, 328, 329])
    assert found.alarm[0].tolist() == [True, False, False]
    assert found.extra["glr"][0, 0] > 20 > found.extra["glr"][0, 1]
