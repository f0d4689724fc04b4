"""The policy: more than trend and season let expect and more than the last periods do; Bayes where history is short."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from tripoint.analysis.trends.baseline import Model
from tripoint.analysis.trends.bayes import Bayes
from tripoint.analysis.trends.ears import Ears
from tripoint.analysis.trends.panel import REASON, Flags, Floats, Integers, Judged, Panel, judged
from tripoint.analysis.trends.sums import Sums

ONE_DEVIATION = float(special.ndtr(-1.0))
NAMES = ("sums", "ears_c1", "bayes")
NO_HISTORY = tuple(REASON[reason] for reason in ("short_history", "gaps", "changed_definition", "cadence"))


@dataclass(frozen=True)
class Policy:
    """alpha: share of quiet points that raise an alarm. sums, recent: by how much the levels of the sums against the
    baseline and of EARS C1 against the last seven periods are wider, since both must agree: 1 % of quiet points of the
    tuning seeds of bench/outbreaks.py alarm at alpha 0.01.

    C1 at a quarter hardly takes anything from what the sums find, yet where a series has changed its level, and its
    baseline no longer holds, it takes most of the false alarms. Farrington's detector is no part: its one period is in
    the sums, and its residuals weigh down too many small counts. Neither is the likelihood ratio: its p holds less well
    for small counts. A panel with an offset is judged by shares, without C1, which knows no offset."""

    alpha: float = 0.01
    sums: float = 1.3
    recent: float = 25.0

    def __call__(self, panel: Panel, points: Sequence[int] | Integers) -> Judged:
        """expected is the baseline's. extra: by, the position in NAMES of the detector that set p; fresh as in Sums."""
        points = np.asarray(points, dtype=np.int64)
        shares = panel.offset is not None
        base = Sums(alpha=self.alpha * self.sums, model=Model(offset=shares))(panel, points)
        recent = Ears("C1", alpha=ONE_DEVIATION)(panel, points)
        of_recent = np.full(base.p.shape, np.nan) if shares else recent.p / self.recent
        limit = np.full(base.p.shape, np.nan) if shares else self._limit(recent)
        short = Bayes(alpha=self.alpha)(panel, points)
        waiting: Flags = np.isin(base.reason, NO_HISTORY) & short.assessed
        reason = np.where(waiting, 0, base.reason).astype(np.int8)
        of_base = base.p / self.sums
        p = np.where(waiting, short.p, np.minimum(np.fmax(of_base, of_recent), 1.0))
        upper = np.where(waiting, short.upper, np.fmax(base.upper, limit))
        expected = np.where(waiting, short.expected, base.expected)
        by = np.where(waiting, 2.0, np.where(of_recent > of_base, 1.0, 0.0))
        fresh = np.where(waiting, 1.0, base.extra["fresh"])
        return judged(panel, points, expected, upper, p, reason, by=by, fresh=fresh)

    def _limit(self, recent: Judged) -> Floats:
        """The count above which p of C1 is at most its level: Student's t, as there."""
        seven = Ears.baseline
        deviation = np.maximum(recent.upper - recent.expected, np.sqrt(np.maximum(recent.expected, 1 / seven)))
        t = special.stdtrit(seven - 1, 1 - min(self.alpha * self.recent, 0.5))
        limit: Floats = recent.expected + t * deviation * np.sqrt(1 + 1 / seven)
        return limit
