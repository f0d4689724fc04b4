"""The generalised likelihood ratio detector of negative binomial counts: did the mean rise within the last periods?

Höhle and Paul 2008 (doi:10.1016/j.csda.2008.02.015): against the mean mu0 of the baseline, the mean has been
mu0 exp(kappa) from period k on; the statistic is the largest log likelihood ratio over k and kappa >= 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import special

from tripoint.analysis.trends.accumulate import MEMORY, best, fresh
from tripoint.analysis.trends.baseline import Model, expect, recent
from tripoint.analysis.trends.panel import Floats, Integers, Judged, Panel, judged

STEPS, HALVINGS, SETTLED = 12, 24, 1e-9


def log_ratios(counts: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """(series, windows) the largest log likelihood ratio over kappa >= 0 of the last 1, 2, … periods.

    counts, mean: (series, windows), oldest first. dispersion: (series,), variance is mean + dispersion × mean²; 0 is
    Poisson (equation 6 of the paper, closed form). Else kappa solves the score equation (11) by Fisher scoring.
    """
    y, mu = counts[:, None, ::-1], mean[:, None, ::-1]
    windows = counts.shape[1]
    inside = np.tri(windows)[None]
    alpha = np.maximum(dispersion, 1e-9)[:, None, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        kappa = np.log((inside * y).sum(-1) / (inside * mu).sum(-1))
    kappa = np.clip(kappa, 0.0, 30.0)
    for _ in range(STEPS):
        shifted = mu * np.exp(kappa)[:, :, None]
        score = (inside * (y - shifted) / (1 + alpha * shifted)).sum(-1)
        information = (inside * shifted / (1 + alpha * shifted)).sum(-1)
        before, kappa = kappa, np.clip(kappa + np.clip(score / information, -1, 1), 0.0, 30.0)
        if not (np.abs(kappa - before) > SETTLED).any():
            break
    shifted = mu * np.exp(kappa)[:, :, None]
    growth = np.log1p(alpha * shifted) - np.log1p(alpha * mu)
    terms = y * kappa[:, :, None] - (y + 1 / alpha) * growth
    found: Floats = np.maximum((inside * terms).sum(-1), 0.0)
    return found


@dataclass(frozen=True)
class Glr:
    """window: how far back a rise may have begun. factor: by how much the tail of a single ratio, half a chi-squared of
    one degree, is raised for the search over k, so that p <= 0.01 is 1 % of quiet points (tests/recovery)."""

    window: int = 4
    factor: float = 1.9
    alpha: float = 0.01
    model: Model = field(default_factory=Model)

    def __call__(self, panel: Panel, points: Sequence[int] | Integers) -> Judged:
        """extra: phi, variance over mean; glr, the statistic over the periods that no alarm has used up."""
        points = np.asarray(points, dtype=np.int64)
        reason = panel.refused(points)
        expected, upper, p, phi, statistic = (np.full(reason.shape, np.nan) for _ in range(5))
        for column, point in enumerate(points.tolist()):
            base = expect(panel, point, MEMORY + self.window, self.model)
            reason[:, column] = np.where(reason[:, column] == 0, base.reason, reason[:, column])
            counts = recent(panel, point, base.mean.shape[1])
            dispersion = (base.phi - 1) / base.mean[:, -1]
            ratios = np.stack(
                [
                    log_ratios(counts[:, end - self.window : end], base.mean[:, end - self.window : end], dispersion)
                    for end in range(self.window, counts.shape[1] + 1)
                ],
                axis=1,
            )
            tails = np.minimum(self.factor * special.ndtr(-np.sqrt(2 * ratios)), 1.0)
            since = fresh(tails, self.alpha)
            p[:, column] = best(tails[:, -1], since)
            allowed = np.arange(1, self.window + 1) <= since[:, None]
            statistic[:, column] = np.where(allowed, np.nan_to_num(ratios[:, -1]), 0.0).max(axis=1)
            last = counts[:, -self.window :], base.mean[:, -self.window :], dispersion
            upper[:, column] = self._upper(*last, since)
            expected[:, column], phi[:, column] = base.mean[:, -1], base.phi
        return judged(panel, points, expected, upper, p, reason, phi=phi, glr=statistic)

    def _upper(self, counts: Floats, mean: Floats, dispersion: Floats, since: Integers) -> Floats:
        """The largest whole last count that raises no alarm, -1 if 0 would: by halving, as p falls with the count."""
        low = np.full(len(counts), -1.0)
        high = np.ceil(20 + 20 * np.nan_to_num(mean[:, -1]) * (1 + dispersion))
        for _ in range(HALVINGS):
            middle = np.floor((low + high) / 2)
            tried = np.column_stack([counts[:, :-1], middle])
            tails = self.factor * special.ndtr(-np.sqrt(2 * log_ratios(tried, mean, dispersion)))
            unusual = best(tails, since) <= self.alpha
            low, high = np.where(unusual, low, middle), np.where(unusual, middle, high)
            if not (high - low > 1).any():
                break
        return low
