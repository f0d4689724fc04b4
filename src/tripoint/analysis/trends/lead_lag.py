"""Whether a substance spreads along distance, borders or longitude, and whether one series leads another: the first from the
times of onset, which has power; the second only from what is left of two series when each one's own past is taken out."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, stats

from tripoint.analysis.trends.panel import Floats, Integers
from tripoint.errors import AnalysisError


@dataclass(frozen=True)
class Spread:
    """areas: with a time and a covariate. tau: Kendall's, of onset and covariate; p: two-sided, by permutations. slope: periods per
    unit of the covariate (Theil-Sen), low, high its 95 % interval. reason: '' or why nothing was estimated."""

    areas: int
    tau: float
    p: float
    slope: float
    low: float
    high: float
    reason: str = ""


def spread_along(
    onset: Floats, covariate: Floats, *, permutations: int = 1999, seed: int = 1, least: int = 8
) -> Spread:
    """onset: (areas,) times, NaN for areas not known; infinite for areas not reached by the end, which rank last and are left
    out of the slope. covariate: (areas,) distance, longitude, borders away. Onsets that lie before the data must be NaN:
    their time is not known.

    Kendall 1938; Theil 1950, Sen 1968 for the slope. Ties count half, so that half-years give no false order.
    """
    if onset.shape != covariate.shape:
        raise AnalysisError("onsets and covariate differ in shape", cure="Give one value per area.")
    used = ~np.isnan(onset) & np.isfinite(covariate)
    t, x = onset[used], covariate[used]
    reached = np.isfinite(t)
    if reached.sum() < least or len(np.unique(t)) < 2 or len(np.unique(x)) < 2:
        return Spread(int(used.sum()), np.nan, np.nan, np.nan, np.nan, np.nan, "short_history")
    rank = stats.rankdata(np.where(reached, t, np.nanmax(t[reached]) + 1))
    later = np.sign(rank[:, None] - rank[None, :])
    farther = np.sign(x[:, None] - x[None, :])
    ties = np.sqrt((later**2).sum() * (farther**2).sum())
    tau = float((later * farther).sum() / ties)
    rng = np.random.default_rng(seed)
    as_strong = 0
    for _ in range(permutations):
        order = rng.permutation(len(t))
        as_strong += abs(float((later[np.ix_(order, order)] * farther).sum() / ties)) >= abs(tau) - 1e-12
    slope, _, low, high = stats.theilslopes(t[reached], x[reached])
    return Spread(
        int(used.sum()), tau, (1 + as_strong) / (permutations + 1), float(slope), float(low), float(high)
    )  # fmt: skip


@dataclass(frozen=True)
class Lags:
    """Arrays (pairs,). lag: periods by which the second series follows the first (negative: leads) where what is left of
    them correlates most; correlation: there; p: of so strong a correlation at any lag looked at, by surrogates; low, high: 95 % interval of
    the lag, from blocks drawn anew. Exploratory: a lag is no path."""

    lag: Integers
    correlation: Floats
    p: Floats
    low: Floats
    high: Floats


def lags_between(
    first: Floats, second: Floats, *, most: int = 12, surrogates: int = 499, redraws: int = 199, seed: int = 1
) -> Lags:
    """first, second: (pairs, periods) counts without gaps. Each series is taken as differences of log(1 + count), its
    autoregression (order by BIC up to 6; Haugh 1976, JASA 71(354)) is taken out, and what is left is correlated at lags from -most to
    most. Surrogates are permutations of what is left of the second series, which has no memory any more."""
    if first.shape != second.shape or first.ndim != 2:
        raise AnalysisError("the series to compare differ in shape", cure="Give two tables of pairs and periods.")
    if first.shape[1] < 4 * most:
        raise AnalysisError("the series are too short for these lags", cure="At least four times as many periods.")
    if np.isnan(first).any() or np.isnan(second).any() or (first < 0).any() or (second < 0).any():
        raise AnalysisError("a series has gaps or negative counts", cure="Leave such pairs out.")
    a, b = _whitened(first), _whitened(second)
    rng = np.random.default_rng(seed)
    found = _correlations(a, b, most)
    best = np.abs(found).argmax(axis=1)
    pairs = np.arange(len(a))
    strength = np.abs(found)[pairs, best]
    beyond = np.zeros(len(a))
    for _ in range(surrogates):
        mixed = rng.permuted(b, axis=1)
        beyond += np.abs(_correlations(a, mixed, most)).max(axis=1) >= strength
    drawn = np.empty((redraws, len(a)))
    for number in range(redraws):
        take = _blocks(a.shape[1], max(2 * most, 20), rng)
        drawn[number] = np.abs(_correlations(a[:, take], b[:, take], most)).argmax(axis=1) - most
    low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
    return Lags((best - most).astype(np.int64), found[pairs, best], (1 + beyond) / (surrogates + 1), low, high)


def _whitened(counts: Floats, most: int = 6) -> Floats:
    """What is left of the differences of log(1 + count) after an autoregression, scaled: (pairs, periods - 1 - most)."""
    change = np.diff(np.log1p(counts), axis=1)
    change = change - change.mean(axis=1, keepdims=True)
    left = np.empty((len(change), change.shape[1] - most))
    for row, series in enumerate(change):
        left[row] = _residual(series, most)
    spread = left.std(axis=1, keepdims=True)
    scaled: Floats = (left - left.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1.0)
    return scaled


def _residual(series: Floats, most: int) -> Floats:
    target = series[most:]
    past = np.column_stack([series[most - k : len(series) - k] for k in range(1, most + 1)])
    best, cheapest = target, len(target) * np.log(max(float((target**2).mean()), 1e-12))
    for order in range(1, most + 1):
        fit = linalg.lstsq(past[:, :order], target)[0]
        left = target - past[:, :order] @ fit
        cost = len(target) * np.log(max(float((left**2).mean()), 1e-12)) + order * np.log(len(target))
        if cost < cheapest:
            best, cheapest = left, cost
    return np.asarray(best, dtype=np.float64)


def _correlations(a: Floats, b: Floats, most: int) -> Floats:
    """(pairs, 2 most + 1) of a at t and b at t + lag, lags from -most to most."""
    periods = a.shape[1]
    found = np.empty((len(a), 2 * most + 1))
    for lag in range(-most, most + 1):
        early = a[:, max(0, -lag) : periods - max(0, lag)]
        late = b[:, max(0, lag) : periods + min(0, lag)]
        found[:, lag + most] = (early * late).sum(axis=1) / periods
    return found


def _blocks(periods: int, length: int, rng: np.random.Generator) -> Integers:
    """Positions of as many periods, drawn as blocks of neighbouring ones (Künsch 1989)."""
    length = min(length, periods)
    starts = rng.integers(0, periods - length + 1, -(-periods // length))
    return (starts[:, None] + np.arange(length)[None, :]).ravel()[:periods]
