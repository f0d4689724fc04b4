"""Evidence of several periods in a row: each window has its own share of the false alarms, and an alarm uses it up."""

import numpy as np

from tripoint.analysis.trends.panel import Floats, Integers

MEMORY = 8
"""Periods before the judged one in which earlier alarms are looked for."""


def fresh(p: Floats, level: float) -> Integers:
    """(series,) how many periods up to the last are not yet used up by an alarm; at least 1.

    p: (series, periods, windows) probability, over the window's share, of the last 1, 2, … periods up to each period.
    After an alarm a detector starts anew (Höhle and Paul 2008, section 3): otherwise one burst of counts would raise
    alarms for as long as a window reaches back to it.
    """
    series, periods, windows = p.shape
    since = np.full(series, windows, dtype=np.int64)
    for period in range(periods - 1):
        hit = best(p[:, period], since) <= level
        since = np.where(hit, 1, since + 1)
    return since


def best(p: Floats, since: Integers) -> Floats:
    """(series,) the smallest p of the windows that are fresh; 1 if there is none."""
    reach = np.arange(1, p.shape[1] + 1)
    allowed = (reach[None, :] <= since[:, None]) & ~np.isnan(p)
    smallest: Floats = np.where(allowed, p, 1.0).min(axis=1)
    return smallest
