"""What periods that are still being reported will come to, from how late earlier periods were reported.

A triangle of counts by period and delay (Lawless 1994, Canadian Journal of Statistics 22(1); McGough et al. 2020, PLoS
Computational Biology 16(4): e1007735 for the use of a delay distribution with negative binomial counts). Revisions downward are not
reports: where a value falls, the period says so and is not nowcast.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from tripoint.analysis.trends.panel import REASON, Codes, Flags, Floats, Integers
from tripoint.errors import AnalysisError


@dataclass(frozen=True)
class Nowcast:
    """Arrays (periods,). seen: reported so far, NaN if nothing is. share: of the whole that is usually reported at this
    age. expected, low, high: of the whole, with its 95 % interval; for whole periods all three are what was seen. age: the
    newest delay known. reason: code of panel.REASONS, 0 if assessed. is_whole: nothing more is awaited. completeness:
    (delays,) the usual share by delay; dispersion: (delays,) how much more what is
    still to come varies than by chance alone."""

    seen: Floats
    share: Floats
    expected: Floats
    low: Floats
    high: Floats
    age: Integers
    reason: Codes
    is_whole: Flags
    completeness: Floats
    dispersion: Floats


def nowcast(known: Floats, *, least_periods: int = 6, last: int | None = None) -> Nowcast:
    """known: (periods, delays) counts as known at each delay after a period's end, cumulative, NaN where that vintage is not
    held. last: the delay from which a period is whole; the last column if not given.

    The shares are a chain ladder of the neighbouring vintages held, over the newest periods that have both; a step that
    fewer than `least_periods` periods show is not known, and ages before it are not assessable (short_history).
    """
    if known.ndim != 2 or not known.shape[1]:
        raise AnalysisError("vintages are no table of periods and delays", cure="Give an array of two dimensions.")
    last = known.shape[1] - 1 if last is None else last
    known = known[:, : last + 1]
    periods, delays = known.shape
    held = ~np.isnan(known)
    age = np.where(held.any(axis=1), delays - 1 - np.argmax(held[:, ::-1], axis=1), -1)
    seen = np.where(age >= 0, known[np.arange(periods), np.maximum(age, 0)], np.nan)
    steps = np.full(delays - 1, np.nan)
    for d in range(delays - 1):
        both = held[:, d] & held[:, d + 1]
        if both.sum() >= least_periods and known[both, d].sum() > 0:
            steps[d] = max(known[both, d + 1].sum() / known[both, d].sum(), 1.0)
    completeness = np.ones(delays)
    completeness[:-1] = 1 / np.cumprod(steps[::-1])[::-1]
    share = np.where(age >= 0, completeness[np.maximum(age, 0)], np.nan)
    dispersion = _dispersion(known, held, completeness)
    spread = dispersion[np.maximum(age, 0)]
    reason = np.zeros(periods, dtype=np.int8)
    reason[age < 0] = REASON["missing"]
    reason[(age >= 0) & np.isnan(share)] = REASON["short_history"]
    with np.errstate(invalid="ignore"):
        falls = (np.diff(_filled(known), axis=1) < -1e-9).any(axis=1)
        reason[falls & (age < last)] = REASON["changed_definition"]
        reason[(known < 0).any(axis=1)] = REASON["negative"]
    whole = (age == last) & (reason == 0)
    ask = reason == 0
    # what is still to come, given what is seen: negative binomial, by chance alone of variance mean / share
    mean = (np.nan_to_num(seen) + 0.5) * (1 - share) / share
    chance = np.clip(share / spread, 1e-9, 1 - 1e-9)
    size = np.maximum(mean * chance / (1 - chance), 1e-9)
    low, high = (seen + stats.nbinom.ppf(level, size, chance) for level in (0.025, 0.975))
    expected = np.where(whole, seen, seen + mean)
    low, high = np.where(whole, seen, low), np.where(whole, seen, high)
    expected, low, high = (np.where(ask, values, np.nan) for values in (expected, low, high))
    return Nowcast(seen, share, expected, low, high, age, reason, whole, completeness, dispersion)


def _filled(known: Floats) -> Floats:
    """Each gap as the vintage before it, so that a fall over a gap is seen."""
    filled = known.copy()
    for d in range(1, filled.shape[1]):
        filled[:, d] = np.where(np.isnan(filled[:, d]), filled[:, d - 1], filled[:, d])
    return filled


def _dispersion(known: Floats, held: Flags, completeness: Floats) -> Floats:
    """(delays,) variance of what was still to come in periods now whole, over what chance alone gives; at least 1. Where fewer
    than two whole periods show it, the greatest of the other delays."""
    found = np.full(len(completeness), np.nan)
    whole = held[:, -1]
    for d, share in enumerate(completeness[:-1]):
        both = held[:, d] & whole & (np.nan_to_num(known[:, d]) > 0)
        if np.isnan(share) or share >= 1 or both.sum() < 3:
            continue
        awaited = known[both, d] * (1 - share) / share
        came = known[both, -1] - known[both, d]
        found[d] = max(1.0, float(((came - awaited) ** 2 / (awaited / share)).sum()) / (int(both.sum()) - 1))
    return np.where(np.isnan(found), np.nanmax(found, initial=1.0), found)
