"""A Bayesian detector for series too short for a regression: the count against counts at the same time of other years.

Gamma-Poisson with Jeffreys's prior: given reference counts y and exposures e (1, or laboratory volume), the next count
is negative binomial with size 1/2 + sum(y) and success probability sum(e) / (sum(e) + e of now). Riebler 2004, "Empirischer
Vergleich von statistischen Methoden zur Ausbruchserkennung bei Surveillance Daten"; Höhle 2007
(doi:10.1007/s00180-007-0074-8), section 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tripoint.analysis.trends.negative_binomial import bound, upper_tail
from tripoint.analysis.trends.panel import REASON, Codes, Flags, Floats, Integers, Judged, Panel, judged

LEAST_REFERENCES = 3


@dataclass(frozen=True)
class Bayes:
    """years: how many earlier years, each with half_width periods on both sides. recent: the half_width periods just
    before count too. alpha: an alarm is a count that the predictive distribution exceeds with at most this probability.
    r_compat: as R's algo.bayes, which also judges by references that are all 0, or few. dispersed: the references' own variance
    over their mean, at least 1, widens the prediction; without it counts are taken to vary by chance alone, as R does."""

    years: int = 0
    half_width: int = 6
    recent: bool = True
    alpha: float = 0.01
    r_compat: bool = False
    dispersed: bool = False

    def __call__(self, panel: Panel, points: Sequence[int] | Integers) -> Judged:
        """Offsets, if the panel has them, are the exposures: then shares are compared, not counts."""
        points = np.asarray(points, dtype=np.int64)
        exposure = np.ones_like(panel.counts) if panel.offset is None else panel.offset
        valid = (panel.counts >= 0) & (exposure > 0)
        reason = panel.refused(points)
        mean, phi = (np.full(reason.shape, np.nan) for _ in range(2))
        for column, point in enumerate(points.tolist()):
            wanted = self.references(point, panel.per_year)
            there = wanted[wanted >= 0]
            usable = valid[:, there] & (there[None, :] >= panel.begin()[:, None])
            total = np.where(usable, panel.counts[:, there], 0.0).sum(axis=1)
            exposed = np.where(usable, exposure[:, there], 0.0).sum(axis=1)
            why = self._why(panel, wanted, usable, total)
            why[~(exposure[:, point] > 0)] = REASON["no_offset"]
            reason[:, column] = np.where(reason[:, column] == 0, why, reason[:, column])
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = exposure[:, point] / exposed
            mean[:, column], phi[:, column] = (0.5 + total) * ratio, 1 + ratio
            if self.dispersed:
                phi[:, column] *= _dispersion(np.where(usable, panel.counts[:, there], np.nan), exposure[:, there])
        blank = reason != 0
        mean, phi = np.where(blank, np.nan, mean), np.where(blank, np.nan, phi)
        now = panel.counts[:, points]
        upper = bound(np.array(self.alpha), mean, phi)
        return judged(panel, points, mean, upper, upper_tail(np.ceil(now), mean, phi), reason, phi=phi)

    def references(self, point: int, per_year: int) -> Integers:
        """Positions of the reference periods, each once and before the point; some below 0 if the series is too short."""
        w = self.half_width
        around = np.arange(-w, w + 1)
        parts = [point - year * per_year + around for year in range(1, self.years + 1)]
        recent = [np.arange(point - w, point)] if self.recent else []
        wanted = np.concatenate([*recent, *parts, np.empty(0, dtype=np.int64)]).astype(np.int64)
        return np.unique(wanted[wanted < point])

    def _why(self, panel: Panel, wanted: Integers, usable: Flags, total: Floats) -> Codes:
        why = np.zeros(panel.series, dtype=np.int8)
        held = usable.sum(axis=1)
        if not self.r_compat:
            why[total == 0] = REASON["all_zero"]
            why[held < max(LEAST_REFERENCES, len(wanted) // 2)] = REASON["gaps"]
        why[held == 0] = REASON["gaps"]
        if len(wanted) == 0 or wanted.min() < 0:
            why[:] = REASON["short_history"]
        elif not self.r_compat:
            why[wanted.min() < panel.begin()] = REASON["changed_definition"]
        return why


BAYES_1 = Bayes()
BAYES_2 = Bayes(years=1)
BAYES_3 = Bayes(years=2, half_width=4, recent=False)


def _dispersion(counts: Floats, exposure: Floats) -> Floats:
    """(series,) variance over mean of reference counts around their common rate; at least 1. counts: NaN where not used."""
    held = np.isfinite(counts)
    y, e = np.where(held, counts, 0.0), np.where(held, exposure, 0.0)
    expected = e * (y.sum(axis=1) / np.maximum(e.sum(axis=1), 1e-12))[:, None]
    squares = (np.where(expected > 0, (y - expected) ** 2, 0.0) / np.where(expected > 0, expected, 1.0)).sum(axis=1)
    found: Floats = np.maximum(squares / np.maximum(held.sum(axis=1) - 1, 1), 1.0)
    return found
