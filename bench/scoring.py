"""What an alarm was worth: false ones per week without outbreak, outbreaks found, weeks to the first alarm."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.outbreaks import Floats

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Score:
    """false_positive_rate: alarms among points outside outbreaks (before the first and after the last of
    their cases). found: share of outbreaks with an alarm from their first case to their last. delay: mean periods from
    the first case to the first alarm, of those found. precision: alarms inside outbreaks among all alarms."""

    false_positive_rate: float
    found: float
    delay: float
    precision: float
    outbreaks: int

    def cells(self) -> list[str]:
        return [f"{self.false_positive_rate:.4f}", f"{self.found:.3f}", f"{self.delay:.2f}", f"{self.precision:.3f}"]


def inside(planted: Floats) -> Flags:
    """(series, points) from the first case of the outbreak to the last; none where no case was drawn."""
    held = planted > 0
    week = np.arange(planted.shape[1])
    first, last = held.argmax(axis=1), planted.shape[1] - 1 - held[:, ::-1].argmax(axis=1)
    found: Flags = held.any(axis=1)[:, None] & (week >= first[:, None]) & (week <= last[:, None])
    return found


def score(alarm: Flags, planted: Floats) -> Score:
    """alarm, planted: (series, points). What was not assessed is no alarm, and stays in every denominator, so that
    detectors are compared on the same points."""
    within = inside(planted)
    has = within.any(axis=1)
    hits = alarm & within
    found = hits.any(axis=1)
    delay = hits.argmax(axis=1) - within.argmax(axis=1)
    return Score(
        float(alarm[~within].mean()), float(found[has].mean()), float(delay[found].mean()),
        float(hits.sum() / max(alarm.sum(), 1)), int(has.sum()),
    )  # fmt: skip
