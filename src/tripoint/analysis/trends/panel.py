"""Many series over the same periods, side by side; and what a detector says of them. The shapes every detector shares."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from tripoint.errors import AnalysisError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

REASONS = (
    "", "short_history", "gaps", "all_zero", "too_few", "incomplete", "changed_definition", "missing", "negative",
    "no_offset", "cadence", "not_estimated",
)  # fmt: skip
"""Why a point is not assessable; '' if it is. The code in `Judged.reason` is the position here.

short_history: fewer past periods than the detector needs. gaps: too many of them are missing. all_zero: none of them has
a count. too_few: counts too small for the method (Farrington's rule of five reports in four periods). incomplete: the
period is still being reported. changed_definition: the baseline would reach over a change of what is counted. missing:
the period itself has no value. negative: a value below 0. no_offset: what it would be a share of is not known.
cadence: the periods are too long for the method. not_estimated: the model did not converge.
"""
REASON = {reason: code for code, reason in enumerate(REASONS)}


@dataclass(frozen=True)
class Panel:
    """counts: (series, periods), NaN where there is no value. per_year: periods in a year (52, 12, 4, 2). offset: what
    each count is a part of (laboratory reports, population), same shape, or None. starts: for each series the first
    period that counts what the last one counts (after a change of definition), (series,). complete: for each series how
    many periods are whole, (series,); later ones are never judged."""

    counts: Floats
    per_year: int
    offset: Floats | None = None
    starts: Integers | None = None
    complete: Integers | None = None

    def __post_init__(self) -> None:
        if self.counts.ndim != 2:
            raise AnalysisError("counts are not a table of series and periods", cure="Give an array of two dimensions.")
        if self.offset is not None and self.offset.shape != self.counts.shape:
            raise AnalysisError("the offset has another shape than the counts", cure="Give one value for each count.")
        if self.per_year < 1:
            raise AnalysisError("a year has no periods", cure="Give the number of periods in a year: 52, 12, 4 or 2.")

    @property
    def series(self) -> int:
        return int(self.counts.shape[0])

    @property
    def periods(self) -> int:
        return int(self.counts.shape[1])

    def begin(self) -> Integers:
        """(series,) the first period that may be looked at."""
        return np.zeros(self.series, dtype=np.int64) if self.starts is None else self.starts

    def whole(self) -> Integers:
        """(series,) how many periods are complete."""
        return np.full(self.series, self.periods, dtype=np.int64) if self.complete is None else self.complete

    def refused(self, points: Integers) -> Codes:
        """(series, points) the reasons that hold for every detector: incomplete, missing, negative."""
        now = self.counts[:, points]
        codes = np.zeros(now.shape, dtype=np.int8)
        codes[np.isnan(now)] = REASON["missing"]
        with np.errstate(invalid="ignore"):
            codes[now < 0] = REASON["negative"]
        codes[points[None, :] >= self.whole()[:, None]] = REASON["incomplete"]
        return codes


@dataclass(frozen=True)
class Judged:
    """All of shape (series, points). observed: the count. expected: of the model. upper: an alarm is a count above it.
    p: one-sided, of a count at least as large if nothing is unusual. reason: code in REASONS, 0 if assessed; then and
    only then the other fields are finite."""

    observed: Floats
    expected: Floats
    upper: Floats
    p: Floats
    reason: Codes
    extra: dict[str, Floats] = field(default_factory=dict)

    @property
    def assessed(self) -> Flags:
        flags: Flags = self.reason == 0
        return flags

    @property
    def alarm(self) -> Flags:
        """(series, points) above the upper bound. What was not assessed is no alarm, and no all-clear either."""
        with np.errstate(invalid="ignore"):
            above: Flags = self.assessed & (self.observed > self.upper)
        return above


class Detector(Protocol):
    """panel, points: positions of the periods to judge, (points,). A detector looks at nothing after a point."""

    def __call__(self, panel: Panel, points: Sequence[int] | Integers) -> Judged: ...


def judged(
    panel: Panel, points: Integers, expected: Floats, upper: Floats, p: Floats, reason: Codes, **extra: Floats
) -> Judged:
    """With NaN wherever a point is not assessed, and `not_estimated` where a detector gave no finite number."""
    reason = reason.copy()
    bad = (reason == 0) & ~(np.isfinite(expected) & np.isfinite(upper) & np.isfinite(p))
    reason[bad] = REASON["not_estimated"]
    blank = reason != 0
    expected, upper, p = (np.where(blank, np.nan, values) for values in (expected, upper, p))
    more = {name: np.where(blank, np.nan, values) for name, values in extra.items()}
    return Judged(panel.counts[:, points], expected, upper, p, reason, more)
