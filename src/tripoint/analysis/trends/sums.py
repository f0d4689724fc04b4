"""Sums of the last one, two or three periods against the baseline: small excesses that last are seen sooner.

A cumulative sum on residuals of a model finds more than any single period (Fricker 2008, doi:10.1002/sim.3197; Watkins
2008, doi:10.1186/1472-6947-8-39). Here each sum is judged by its exact negative binomial tail.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tripoint.analysis.trends.accumulate import MEMORY, best, fresh
from tripoint.analysis.trends.baseline import Expected, Model, expect, recent
from tripoint.analysis.trends.negative_binomial import bound, upper_tail
from tripoint.analysis.trends.panel import Floats, Integers, Judged, Panel, judged


@dataclass(frozen=True)
class Sums:
    """shares: of the sum over the last 1, 2, … periods in the false alarms. Together they may be more than 1, since
    the sums overlap and an alarm uses up its periods; that p <= 0.01 then comes to 1 % of quiet points was found by
    simulation (tests/recovery/test_outbreaks.py). Below, p may be up to the sum of the shares too small."""

    shares: tuple[float, ...] = (0.22, 1.1, 0.55)
    alpha: float = 0.01
    model: Model = field(default_factory=Model)

    def __call__(self, panel: Panel, points: Sequence[int] | Integers) -> Judged:
        """extra: phi, variance over mean; periods, how many of the last periods made the smallest p; fresh, how many
        are not used up: fewer than MEMORY after an alarm, so that a rise that goes on can be told from a quiet time."""
        points = np.asarray(points, dtype=np.int64)
        reason = panel.refused(points)
        expected, upper, p, phi, length, left, drift = (np.full(reason.shape, np.nan) for _ in range(7))
        reach = np.arange(1, len(self.shares) + 1)
        for column, point in enumerate(points.tolist()):
            base = expect(panel, point, MEMORY + len(self.shares), self.model)
            reason[:, column] = np.where(reason[:, column] == 0, base.reason, reason[:, column])
            tails, limits = self._tails(recent(panel, point, base.mean.shape[1]), base)
            since = fresh(tails, self.alpha)
            p[:, column] = best(tails[:, -1], since)
            allowed = (reach <= since[:, None]) & ~np.isnan(limits)
            upper[:, column] = np.where(allowed, limits, np.inf).min(axis=1)
            length[:, column] = 1 + np.where(allowed, tails[:, -1], np.inf).argmin(axis=1)
            expected[:, column], phi[:, column], left[:, column] = base.mean[:, -1], base.phi, since
            drift[:, column] = base.drift
        return judged(panel, points, expected, upper, p, reason, phi=phi, periods=length, fresh=left, drift=drift)

    def _tails(self, counts: Floats, base: Expected) -> tuple[Floats, Floats]:
        """(series, MEMORY + 1, windows) tail over share of the sums that end at each period; and (series, windows) what
        the last count may be before the last sum is unusual."""
        windows = len(self.shares)
        ends = np.arange(windows - 1, counts.shape[1])
        tails = np.full((len(counts), len(ends), windows), np.nan)
        limits = np.full((len(counts), windows), np.nan)
        total, mean = np.zeros((2, len(counts), len(ends)))
        for back, share in enumerate(self.shares):
            total, mean = total + counts[:, ends - back], mean + base.mean[:, ends - back]
            phi = np.maximum(base.phi[:, None] + base.doubt[:, [back]] / mean, 1.0)
            tails[:, :, back] = np.minimum(upper_tail(np.ceil(total), mean, phi) / share, 1.0)
            allowed = bound(np.array(self.alpha * share), mean[:, -1], phi[:, -1])
            limits[:, back] = allowed - (total[:, -1] - counts[:, -1])
        return tails, limits
