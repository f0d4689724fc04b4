"""Many series are judged at once: false discovery rate, how many false alarms to expect, and what is too small to matter."""

from dataclasses import dataclass

import numpy as np

from tripoint.analysis.trends.panel import Flags, Floats, Judged
from tripoint.errors import AnalysisError


def q_values(p: Floats) -> Floats:
    """Benjamini–Hochberg adjusted p-values of one family, any shape; NaN (not assessed) is left out and stays NaN.

    Calling all q <= 0.05 unusual keeps the expected share of false ones among them at 5 % or less, if the p-values are
    independent or positively dependent (Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x).
    """
    q = np.full(p.shape, np.nan)
    held = ~np.isnan(p)
    values = p[held]
    if np.any((values < 0) | (values > 1)):
        raise AnalysisError("a p-value is not between 0 and 1", cure="Give probabilities, NaN where not assessed.")
    order = np.argsort(values)
    steps = values[order] * len(values) / np.arange(1, len(values) + 1)
    adjusted = np.empty(len(values))
    adjusted[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    q[held] = adjusted
    return q


@dataclass(frozen=True)
class Family:
    """What was judged together. assessed, not_assessed: points. alarms: those with q <= level that matter.
    expected_by_chance: how many points would have p at or below alpha if nothing were unusual anywhere, at most.
    expected_false: how many of the alarms are expected to be false, at most."""

    assessed: int
    not_assessed: int
    alarms: int
    expected_by_chance: float
    expected_false: float


def family(found: Judged, flagged: Flags, q: Floats, *, alpha: float) -> Family:
    """flagged: (series, points) the alarms shown. The expected false ones are the largest q among them times the points with
    a q as small, whether or not they are large enough to be shown; no more than there are alarms."""
    assessed = int(found.assessed.sum())
    alarms = int(flagged.sum())
    most = float(q[flagged].max()) if alarms else 0.0
    false = min(float(alarms), most * int((np.nan_to_num(q, nan=2.0) <= most).sum())) if alarms else 0.0
    return Family(assessed, int(found.reason.size) - assessed, alarms, alpha * assessed, false)


def matters(found: Judged, *, ratio: float, excess: float) -> Flags:
    """Minimum effect: at least `ratio` times the expected count and at least `excess` above it. False if not assessed."""
    with np.errstate(invalid="ignore"):
        large: Flags = (found.observed >= ratio * found.expected) & (found.observed - found.expected >= excess)
    return found.assessed & large


def reporting_weights(reported: Floats, expected: Floats) -> Floats:
    """How much to raise counts of each period for laboratories that did not report: expected / reported reports.

    reported: (series, periods) reports of the laboratories that were in. expected: reports there would be from all.
    Ratio adjustment, as NFLIS-Drug weighs strata for laboratories that do not report (NFLIS-Drug statistical methodology).
    NaN where nothing was reported; never below 1.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        weights: Floats = np.maximum(expected / reported, 1.0)
    return np.where(reported > 0, weights, np.nan)


def with_weights(counts: Floats, offset: Floats | None, weights: Floats) -> tuple[Floats, Floats]:
    """Counts as they are, and the offset that makes detectors compare weighted rates: offset / weight.

    A count of 30 from laboratories that hold half of the volume (weight 2) is judged as 30 of half the exposure, not
    as 60: weighing the count itself would double its variance four-fold. NaN weights make a point not assessable.
    """
    base = np.ones_like(counts) if offset is None else offset
    return counts, base / weights
