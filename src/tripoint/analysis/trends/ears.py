"""EARS C1, C2, C3: a count against the mean and deviation of the few periods before it, for series without a past.

Hutwagner et al. 2003 (J. Urban Health 80:i89); Fricker, Hegler, Dunfee 2008 (Statist. Med. 27:3407, doi:10.1002/sim.3197).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from scipy import special

from tripoint.analysis.trends.panel import REASON, Codes, Floats, Integers, Judged, Panel, judged
from tripoint.errors import AnalysisError

LEAST_PER_YEAR, LAG, SUMMED, GRID, WIDEST, MANY = 12, 2, 3, 4096, 60.0, 1e9


@dataclass(frozen=True)
class Ears:
    """Bounds and alarms of the normal limit, as EARS has it. expected is the mean of the baseline.

    method: C1 takes the `baseline` periods just before the point; C2 leaves two out between; C3 adds what C2 had above 1
    at the point and the two before it. least_deviation: the deviation is never below (0.5 or 1 for sparse counts, Burkom).
    alpha: one-sided, of the normal limit. r_compat: C3 as R surveillance 1.20 `earsC`, whose bound holds the point's
    own count in place of its expected one, so that only the two periods before it can raise an alarm.

    p is another thing, made to be compared over many series, as a normal limit over seven periods raises several times
    the alarms it states. C1, C2: tail of Student's t with baseline - 1 degrees of freedom at (count - mean) / deviation /
    sqrt(1 + 1 / baseline), exact for independent normal counts; the deviation is at least a Poisson count's (a baseline
    without spread is chance). C3: tail of the sum of three independent such t, each less 1 and cut at 0 as C3 does; in
    truth they share baselines, so it is an approximation (tests/recovery/test_aberration.py shows its rate).
    A missing or negative value in the baseline is a gap; with fewer than 12 periods a year no season is short enough.
    Raises AnalysisError if the baseline is below 3 periods or the least deviation is negative.
    """

    method: Literal["C1", "C2", "C3"] = "C1"
    baseline: int = 7
    least_deviation: float = 0.0
    alpha: float = 0.01
    r_compat: bool = False

    def __post_init__(self) -> None:
        if self.baseline < 3 or self.least_deviation < 0:
            raise AnalysisError(
                "EARS cannot judge by this", cure="Take 3 periods at least and a deviation of 0 or more."
            )

    @property
    def reach(self) -> int:
        """Periods that must lie before a point."""
        return self.baseline + {"C1": 0, "C2": LAG, "C3": LAG + SUMMED - 1}[self.method]

    def __call__(self, panel: Panel, points: Sequence[int] | Integers) -> Judged:
        at = np.asarray(points, dtype=np.int64)
        y, mean, deviation = _moments(panel, at, self)
        z = -special.ndtri(self.alpha)
        scaled = _scaled(y, mean, deviation, self)
        if self.method != "C3":
            upper, p = mean + z * deviation, special.stdtr(self.baseline - 1, -scaled)
            return judged(panel, at, mean, upper, p, _reason(panel, at, mean, self))
        known, earlier, statistic = mean, np.zeros_like(mean), np.maximum(scaled - 1, 0)
        for lag in range(1, SUMMED):
            before = _moments(panel, at - lag, self)
            known = known + 0 * before[0]
            earlier += np.maximum(_over(*before) - 1, 0)
            statistic += np.maximum(_scaled(*before, self) - 1, 0)
        if self.r_compat:
            upper = np.maximum(y + deviation * (z - earlier), 0)
        else:
            upper = np.where(earlier > z, 0, np.maximum(mean + deviation * (1 + z - earlier), 0))
        p = _tail_of_three(statistic, self.baseline - 1)
        return judged(panel, at, mean, upper, p, _reason(panel, at, known, self))


def _moments(panel: Panel, at: Integers, how: Ears) -> tuple[Floats, Floats, Floats]:
    """(series, points) counts, and mean and deviation of the baseline of each; NaN with a gap in it."""
    first = 1 if how.method == "C1" else 1 + LAG
    back = np.arange(first, first + how.baseline)
    past = panel.counts[:, np.maximum(at[:, None] - back, 0)]
    past = np.where(past < 0, np.nan, past)
    deviation = np.maximum(past.std(axis=2, ddof=1), how.least_deviation)
    return panel.counts[:, np.maximum(at, 0)], past.mean(axis=2), deviation


def _reason(panel: Panel, at: Integers, past: Floats, how: Ears) -> Codes:
    reason = panel.refused(at)
    why = np.where(np.isnan(past), REASON["gaps"], 0)
    short = np.where(at >= how.reach, REASON["changed_definition"], REASON["short_history"])
    why = np.where(at - how.reach < panel.begin()[:, None], short, why)
    why = why if panel.per_year >= LEAST_PER_YEAR else np.full_like(why, REASON["cadence"])
    np.copyto(reason, why.astype(np.int8), where=reason == 0)
    return reason


def _over(y: Floats, mean: Floats, deviation: Floats) -> Floats:
    """C1 or C2: how many deviations above the mean; endless above a baseline without spread, 0 on it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Floats = np.where(y == mean, 0.0, (y - mean) / deviation)
    return np.clip(ratio, -MANY, MANY)


def _scaled(y: Floats, mean: Floats, deviation: Floats, how: Ears) -> Floats:
    """Student's t if nothing is unusual."""
    least = np.sqrt(np.maximum(mean, 1 / how.baseline))
    t: Floats = (y - mean) / np.maximum(deviation, least) / np.sqrt(1 + 1 / how.baseline)
    return t


def _tail_of_three(statistic: Floats, freedom: int) -> Floats:
    """P(sum of three independent max(0, t - 1) ≥ statistic), from a table to WIDEST; beyond it one of them did it all."""
    edges, beyond = _table(freedom)
    inside = np.interp(statistic, edges, beyond)
    found: Floats = np.where(statistic > WIDEST, 3 * special.stdtr(freedom, -statistic - 1), inside)
    return np.where(statistic <= 0, 1.0, found)


@cache
def _table(freedom: int) -> tuple[Floats, Floats]:
    """Values and P(sum ≥ value), by convolving the distribution on a grid."""
    step = WIDEST / GRID
    edges = (np.arange(GRID + 1, dtype=np.float64) - 0.5) * step
    above: Floats = special.stdtr(freedom, -edges - 1)
    mass: Floats = -np.diff(above)
    mass[0] = 1 - above[1]
    total = np.convolve(np.convolve(mass, mass)[:GRID], mass)[:GRID].astype(np.float64)
    rest = max(1 - total.sum(), 0.0)
    beyond: Floats = total[::-1].cumsum()[::-1] + rest
    return edges[:-1], beyond
