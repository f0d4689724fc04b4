"""The policy: Farrington's detector and sums of the last periods share the false alarms; Bayes where history is short."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tripoint.analysis.trends.bayes import Bayes
from tripoint.analysis.trends.farrington import FLEXIBLE_MONTHLY, FLEXIBLE_WEEKLY, farrington_flexible
from tripoint.analysis.trends.panel import REASON, Detector, Flags, Floats, Integers, Judged, Panel, judged
from tripoint.analysis.trends.sums import Sums

WEEKLY, ANY_COUNT = 52, (0, 4)


def flexible(alpha: float) -> Detector:
    """Farrington Flexible at any count: the rule of five reports in four periods is for a detector that stands alone."""

    def judge(panel: Panel, points: Sequence[int] | Integers) -> Judged:
        basis = FLEXIBLE_WEEKLY if panel.per_year >= WEEKLY else FLEXIBLE_MONTHLY
        return farrington_flexible(panel, points, replace(basis, alpha=alpha, least=ANY_COUNT))

    return judge


@dataclass(frozen=True)
class Part:
    """share: of the false alarms. judge: the detector at a level."""

    name: str
    share: float
    judge: Callable[[float], Detector]


PARTS = (
    Part("sums", 1.0, lambda alpha: Sums(alpha=alpha)),
    Part("farrington_flexible", 0.2, flexible),
)
SHORT = Part("bayes", 1.0, lambda alpha: Bayes(alpha=alpha))
NO_HISTORY = tuple(REASON[reason] for reason in ("short_history", "gaps", "changed_definition", "cadence"))


@dataclass(frozen=True)
class Policy:
    """alpha: share of quiet points that raise an alarm. parts: each judges at its share of alpha, and an alarm of one is
    an alarm. The shares are those at which 1 % of quiet points alarmed on the tuning seeds of bench/outbreaks.py; they
    add to more than 1, as the detectors mostly err on the same points. short: judges what no part can for want of
    history. EARS and the likelihood ratio are no parts: they cost more false alarms than what they add."""

    alpha: float = 0.01
    parts: tuple[Part, ...] = PARTS
    short: Part | None = SHORT

    def __call__(self, panel: Panel, points: Sequence[int] | Integers) -> Judged:
        """expected is of the first part that could judge; p the smallest p over share; extra `by` the position of the
        part it comes from, in `names`."""
        points = np.asarray(points, dtype=np.int64)
        found = [part.judge(self.alpha * part.share)(panel, points) for part in self.parts]
        reason = found[0].reason.copy()
        for other in found[1:]:
            reason = np.where(other.assessed, 0, reason).astype(np.int8)
        shares = [part.share for part in self.parts]
        if self.short is not None and (waiting := np.isin(reason, NO_HISTORY)).any():
            filled = only_where(self.short.judge(self.alpha * self.short.share)(panel, points), waiting)
            reason = np.where(filled.assessed, 0, reason).astype(np.int8)
            found, shares = [*found, filled], [*shares, self.short.share]
        p = np.stack([one.p / share for one, share in zip(found, shares, strict=True)])
        upper = np.stack([one.upper for one in found])
        expected = np.stack([one.expected for one in found])
        first = np.argmax(~np.isnan(expected), axis=0)
        by = np.where(np.isnan(p), np.inf, p).argmin(axis=0)
        return judged(
            panel, points, np.take_along_axis(expected, first[None], axis=0)[0], lowest(upper),
            np.minimum(lowest(p), 1.0), reason, by=by.astype(np.float64),
        )  # fmt: skip

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(part.name for part in (*self.parts, *([self.short] if self.short else [])))


def lowest(values: Floats) -> Floats:
    """The smallest along the first axis that is a number; NaN where none is."""
    smallest: Floats = np.where(np.isnan(values), np.inf, values).min(axis=0)
    return np.where(np.isinf(smallest), np.nan, smallest)


def only_where(found: Judged, keep: Flags) -> Judged:
    """The same, NaN elsewhere."""
    expected, upper, p = (np.where(keep, values, np.nan) for values in (found.expected, found.upper, found.p))
    reason = np.where(keep, found.reason, REASON["short_history"]).astype(np.int8)
    return Judged(found.observed, expected, upper, p, reason)
