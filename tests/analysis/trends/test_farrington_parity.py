"""Farrington's detectors say what R surveillance says of its own data sets (oracle/*.csv, made by `make oracle`)."""

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tripoint.analysis.trends.farrington import CLASSIC_WEEKLY, Options, farrington_flexible
from tripoint.analysis.trends.panel import Panel

STOPPED_EARLY = ("m1", "fluBYBW", "salmNewport")
"""Sparse sets: a season without any count has no end of iteration, so these are R's answers as shipped."""
ORACLE = Path(__file__).parent / "oracle"


def rows(name: str) -> list[dict[str, str]]:
    lines = (ORACLE / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


SETS = {row["data"]: row for row in rows("counts.csv")}
ANSWERS: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
for answer in rows("farrington.csv"):
    ANSWERS[answer["data"], answer["setting"]].append(answer)


def options(setting: str, per_year: int, years: int) -> Options:
    weekly = per_year == 52
    window = 3 if weekly else 1
    flexible = Options(
        years=years, half_window=window, blocks=10 if weekly else 4, skipped=26 if weekly else 6, r_compat=True
    )
    old = replace(CLASSIC_WEEKLY, years=years, half_window=window, skipped=window, r_compat=True)
    return {
        "nb_plugin": replace(flexible, alpha=0.05),
        "nb_plugin_01": replace(flexible, alpha=0.01, least=(0, 4)),
        "muan": replace(flexible, threshold="muan"),
        "delta": replace(flexible, threshold="delta"),
        "no_trend": replace(flexible, trend=False, alpha=0.05),
        "offset": replace(flexible, threshold="delta", offset=True, alpha=0.05),
        "windows": replace(old, alpha=0.05),
        "farrington_1996": replace(old, alpha=0.005, r_compat=False),
    }[setting]


def panel_of(data: str) -> Panel:
    counts = np.array([[float(count) for count in SETS[data]["counts"].split()]])
    made = 1 + np.arange(counts.shape[1])[None, :] / 500
    return Panel(counts, int(SETS[data]["per_year"]), offset=made)


def column(answers: list[dict[str, str]], name: str) -> np.ndarray:
    return np.array([np.nan if row[name] == "NA" else float(row[name]) for row in answers])


@pytest.mark.parametrize(("data", "setting"), ANSWERS, ids="-".join)
def test_expected_values_bounds_alarms_and_p_are_those_of_r(data: str, setting: str):
    answers = ANSWERS[data, setting]
    row = SETS[data]
    how = options(setting, int(row["per_year"]), int(row["years"]))
    found = farrington_flexible(panel_of(data), [int(a["point"]) for a in answers], how)
    upper = column(answers, "upper")
    held = np.isfinite(upper)
    assert np.array_equal(found.assessed[0], held)
    assert np.array_equal(found.alarm[0], column(answers, "alarm") == 1)
    assert np.array_equal(found.alarm[0], column(answers, "alarm_as_shipped") == 1)
    close = {"rtol": 1e-4, "atol": 2e-5} if data in STOPPED_EARLY else {"rtol": 2e-6, "atol": 1e-6}
    np.testing.assert_allclose(found.upper[0, held], upper[held], **close)
    np.testing.assert_allclose(found.p[0, held], column(answers, "p")[held], **close)
    if setting != "farrington_1996":
        np.testing.assert_allclose(found.expected[0, held], column(answers, "expected")[held], **close)


def test_where_r_stops_its_iteration_moves_its_bounds_by_less_than_a_ten_thousandth():
    shipped, to_the_end = (
        np.concatenate([column(answers, name) for answers in ANSWERS.values()])
        for name in ("upper_as_shipped", "upper")
    )
    np.testing.assert_allclose(shipped, to_the_end, rtol=1e-4, atol=1e-6)


def test_without_the_switch_the_weights_of_the_slope_are_textbook_ones_and_some_answers_differ():
    answers = ANSWERS["salmonella.agona", "nb_plugin"]
    points = [int(a["point"]) for a in answers]
    compatible = options("nb_plugin", 52, 4)
    ours = farrington_flexible(panel_of("salmonella.agona"), points, replace(compatible, r_compat=False))
    theirs = column(answers, "upper")
    both = ours.assessed[0] & np.isfinite(theirs)
    assert not np.array_equal(ours.upper[0, both], theirs[both])
