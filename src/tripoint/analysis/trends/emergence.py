"""Substances without a history: when each area first reports one, when a second report confirms it, and whether its share of
all reports has left what other areas and earlier periods lead one to expect."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

from tripoint.analysis.trends.panel import REASON, Floats, Integers, Judged, Panel
from tripoint.errors import AnalysisError

NEVER = -1


@dataclass(frozen=True)
class Onset:
    """Arrays (series,), positions of periods, NEVER where it did not come. first: of the first report; confirmed: of the period
    by whose end there are at least `least` reports; after: the last period before `first` that is known to have none, so
    that the onset lies in (after, first]; NEVER if there is none: the onset may lie before the data. is_left_open: it does
    (or may): the first period with a value has a report already. seen_until: the last period with a value."""

    first: Integers
    confirmed: Integers
    after: Integers
    is_left_open: np.ndarray
    seen_until: Integers


def onset(panel: Panel, *, least: int = 2) -> Onset:
    """When each series begins. Periods that are not whole count, since a report is a report; missing ones do not."""
    counts = panel.counts
    held = ~np.isnan(counts) & (np.nan_to_num(counts) >= 0)
    total = np.cumsum(np.where(held, counts, 0.0), axis=1)
    first, confirmed = _first(total >= 1), _first(total >= least)
    position = np.arange(panel.periods)
    before = held & (total == 0) & (position[None, :] < np.where(first == NEVER, panel.periods, first)[:, None])
    after = _last(before)
    return Onset(first, confirmed, after, (first != NEVER) & (after == NEVER), _last(held))


def reached(times: Onset, periods: int) -> tuple[Integers, Integers]:
    """(least, most) how many areas have begun by the end of each period, (periods,). Between them lies the truth where onsets
    are only known to lie between two periods."""
    came = times.first != NEVER
    position = np.arange(periods)
    surely = (times.first[came][:, None] <= position[None, :]).sum(axis=0)
    earliest = np.where(times.is_left_open, 0, times.after + 1)[came]
    perhaps = (earliest[:, None] <= position[None, :]).sum(axis=0)
    return surely.astype(np.int64), perhaps.astype(np.int64)


@dataclass(frozen=True)
class Prior:
    """Gamma prior of the share of a substance among all reports: shape and rate; mean = shape / rate."""

    shape: float
    rate: float


def pooled_prior(counts: Floats, totals: Floats) -> Prior:
    """From the counts and totals of many areas or periods, by greatest marginal likelihood (Gamma-Poisson). counts, totals:
    arrays of one shape; pairs with a missing count or without a total are left out. Raises AnalysisError without any."""
    used = np.isfinite(counts) & np.isfinite(totals) & (np.nan_to_num(totals) > 0)
    y, n = counts[used], totals[used]
    if not len(y):
        raise AnalysisError("no share is known to pool", cure="Give counts with their totals.")
    mean = (y.sum() + 0.5) / (n.sum() + 1.0)

    def cost(log_size: float) -> float:
        a = np.exp(log_size)
        r = a / mean
        terms = special.gammaln(a + y) - special.gammaln(a) + a * np.log(r / (r + n)) + special.xlogy(y, n / (r + n))
        return -float(terms.sum())

    best = optimize.minimize_scalar(cost, bounds=(-6, 8), method="bounded")
    size = float(np.exp(best.x))
    return Prior(size, size / mean)


def share_excess(panel: Panel, points: Integers, *, past: int = 4, least: int = 3, alpha: float = 0.01) -> Judged:
    """Is the share of a substance above what its own past and the other series of the panel lead one to expect?

    panel: series of one substance over areas, `offset` all reports of each area and period. For each point the prior is
    pooled over all areas in the `past` periods before it; each area's own counts of these update it, as far as they vary no more than
    by chance (dispersion, pooled), and the count of the point is judged by the predictive negative binomial. A point with fewer than `least` reports is no alarm: its upper
    bound is at least least - 1. Without an offset nothing is assessed.
    """
    points = np.asarray(points, dtype=np.int64)
    reason = panel.refused(points)
    expected, upper, p = (np.full(reason.shape, np.nan) for _ in range(3))
    if panel.offset is None:
        reason[reason == 0] = REASON["no_offset"]
        return Judged(panel.counts[:, points], expected, upper, p, reason)
    known = np.isfinite(panel.counts) & np.isfinite(panel.offset) & (np.nan_to_num(panel.counts) >= 0)
    usable = known & (np.arange(panel.periods)[None, :] >= panel.begin()[:, None])
    for at, point in enumerate(points):
        window = slice(max(0, point - past), point)
        now = np.nan_to_num(panel.offset[:, point], nan=0.0)
        reason[(reason[:, at] == 0) & ~(now > 0), at] = REASON["no_offset"]
        counts = np.where(usable[:, window], panel.counts[:, window], np.nan)
        totals = np.where(usable[:, window], panel.offset[:, window], np.nan)
        if not np.nansum(totals) > 0:
            reason[reason[:, at] == 0, at] = REASON["short_history"]
            continue
        seen, exposure = np.nansum(counts, axis=1), np.nansum(totals, axis=1)
        phi = _dispersion(counts, totals)
        prior = pooled_prior(seen, exposure)
        shape, rate = prior.shape + seen / phi, prior.rate + exposure / phi
        mean = shape / rate * now
        size = mean**2 / np.maximum((phi - 1) * mean + mean**2 / shape, 1e-12)
        chance = size / np.maximum(size + mean, 1e-12)
        expected[:, at] = mean
        p[:, at] = stats.nbinom.sf(panel.counts[:, point] - 1, size, chance)
        upper[:, at] = np.maximum(stats.nbinom.ppf(1 - alpha, size, chance), least - 1)
    blank = reason != 0
    expected, upper, p = (np.where(blank, np.nan, values) for values in (expected, upper, p))
    return Judged(panel.counts[:, points], expected, upper, p, reason)


def _dispersion(counts: Floats, totals: Floats) -> float:
    """Variance over mean of counts around the mean share of their own area, of all areas together; at least 1."""
    used = np.isfinite(counts) & np.isfinite(totals) & (np.nan_to_num(totals) > 0)
    y, n = np.where(used, counts, 0.0), np.where(used, totals, 0.0)
    mean = n * (y.sum(axis=1) / np.maximum(n.sum(axis=1), 1e-12))[:, None]
    told = used & (mean > 0)
    freedom = int((told.sum(axis=1) - 1).clip(min=0).sum())
    squares = float((np.where(told, y - mean, 0.0) ** 2 / np.where(told, mean, 1.0)).sum())
    return max(1.0, squares / freedom) if freedom else 1.0


def _first(found: np.ndarray) -> Integers:
    position = np.where(found.any(axis=1), found.argmax(axis=1), NEVER)
    return position.astype(np.int64)


def _last(found: np.ndarray) -> Integers:
    backwards = found[:, ::-1]
    position = np.where(backwards.any(axis=1), found.shape[1] - 1 - backwards.argmax(axis=1), NEVER)
    return position.astype(np.int64)
