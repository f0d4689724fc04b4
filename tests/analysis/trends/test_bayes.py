"""The Bayesian detector against R's algo.bayes and what it will not judge."""

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from tripoint.analysis.trends.bayes import BAYES_1, BAYES_2, BAYES_3, Bayes
from tripoint.analysis.trends.panel import REASON, REASONS, Panel

ORACLE = Path(__file__).parent / "oracle"
METHODS = {"bayes_1": BAYES_1, "bayes_2": BAYES_2, "bayes_3": BAYES_3}


def rows_of(name: str) -> list[dict[str, str]]:
    with (ORACLE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def counts_of(name: str) -> np.ndarray:
    (row,) = [row for row in rows_of("counts.csv") if row["data"] == name]
    return np.array([[float(count) for count in row["counts"].split()]])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", sorted({row["set"] for row in rows_of("bayes.csv")}))
def test_bounds_and_alarms_are_those_of_r(name: str, method: str) -> None:
    rows = [row for row in rows_of("bayes.csv") if (row["set"], row["method"]) == (name, method)]
    how = METHODS[method]
    detector = Bayes(how.years, how.half_width, how.recent, alpha=0.05, r_compat=True)
    found = detector(Panel(counts_of(name), 52), [int(row["point"]) for row in rows])
    assert len(rows) == 40
    assert found.upper[0].tolist() == [float(row["upper"]) for row in rows]
    assert found.alarm[0].tolist() == [row["alarm"] == "1" for row in rows]


def test_p_is_the_predictive_tail_and_an_alarm_is_a_small_p() -> None:
    counts = np.random.default_rng(1).poisson(4, (200, 7)).astype(float)
    found = Bayes(alpha=0.05)(Panel(counts, 2), [6])
    expected = stats.nbinom.sf(counts[:, 6] - 1, 0.5 + counts[:, :6].sum(1), 6 / 7)
    assert found.p[:, 0] == pytest.approx(expected)
    assert (found.alarm == (found.p <= 0.05)).all()
    assert found.alarm.any()


def test_laboratory_volume_is_the_exposure() -> None:
    counts = np.array([[5.0, 5, 5, 5, 5, 5, 20]])
    volume = np.array([[100.0, 100, 100, 100, 100, 100, 400]])
    assert Bayes()(Panel(counts, 2), [6]).alarm.all()
    shares = Bayes()(Panel(counts, 2, offset=volume), [6])
    assert not shares.alarm.any()
    assert shares.expected[0, 0] == pytest.approx(30.5 / 600 * 400)


@pytest.mark.parametrize(
    ("counts", "more", "why"),
    [
        ([1, 2, 3, 1], {}, "short_history"),
        ([0, 0, 0, 0, 0, 0, 3], {}, "all_zero"),
        ([np.nan, np.nan, np.nan, np.nan, 1, 2, 3], {}, "gaps"),
        ([1, 2, 3, 1, 2, 3, np.nan], {}, "missing"),
        ([1, 2, 3, 1, 2, 3, -1], {}, "negative"),
        ([1, 2, 3, 1, 2, 3, 9], {"starts": np.array([3])}, "changed_definition"),
        ([1, 2, 3, 1, 2, 3, 9], {"complete": np.array([6])}, "incomplete"),
        ([1, 2, 3, 1, 2, 3, 9], {"offset": np.array([[1.0, 1, 1, 1, 1, 1, np.nan]])}, "no_offset"),
        ([1, -2, 3, 1, 2, 3, 9], {}, ""),
    ],
)
def test_what_cannot_be_judged_says_why(counts: list[float], more: dict[str, np.ndarray], why: str) -> None:
    found = Bayes()(Panel(np.array([counts], dtype=float), 2, **more), [len(counts) - 1])
    assert REASONS[found.reason[0, 0]] == why
    assert found.assessed[0, 0] == (why == "")
    assert np.isnan(found.p[0, 0]) == (why != "")


def test_a_baseline_of_zeros_is_judged_only_where_r_does() -> None:
    panel = Panel(np.array([[0.0, 0, 0, 0, 0, 0, 2]]), 52)
    assert Bayes()(panel, [6]).reason[0, 0] == REASON["all_zero"]
    assert Bayes(r_compat=True, alpha=0.05)(panel, [6]).alarm.all()


def test_nothing_after_a_point_is_looked_at() -> None:
    counts = np.random.default_rng(2).poisson(6, (20, 40)).astype(float)
    before = BAYES_1(Panel(counts, 52), [20, 30])
    counts[:, 31:] = 999
    after = BAYES_1(Panel(counts, 52), [20, 30])
    assert np.array_equal(before.p, after.p)
