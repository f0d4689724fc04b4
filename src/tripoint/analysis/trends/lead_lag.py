"""Whether a substance spreads along distance, borders or longitude, and whether one series leads another: the first from the
times of onset, which has power; the second only from what is left of two series when each one's own past is taken out."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, stats

from tripoint.analysis.trends.panel import Floats, Integers
from tripoint.errors import AnalysisError

LONG, ORDER = 20, 2


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
    onset: Floats, covariate: Floats, apart: Floats | None = None, *, permutations: int = 1999, seed: int = 1,
    least: int = 8,
) -> Spread:  # fmt: skip
    """onset: (areas,) times, NaN for areas not known; infinite for areas not reached by the end, which rank last and are left
    out of the slope. covariate: (areas,) distance, longitude, borders away. Onsets that lie before the data must be NaN:
    their time is not known. apart: (areas, areas) distances; with them p also holds where neighbours resemble each other
    without any direction: it is the larger of the permutations' and of generalised least squares on ranks (Cressie 1993,
    Statistics for Spatial Data, 1.3). Where they are very much alike one in eight is still below 0.05 by chance.

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
    p = (1 + as_strong) / (permutations + 1)
    if apart is not None:
        p = max(p, _p_of_neighbours(rank, stats.rankdata(x), apart[np.ix_(used, used)]))
    slope, _, low, high = stats.theilslopes(t[reached], x[reached])
    return Spread(int(used.sum()), tau, p, float(slope), float(low), float(high))


def _p_of_neighbours(one: Floats, other: Floats, apart: Floats) -> float:
    """Two-sided p of the slope of one on the other, what is left being alike between neighbours: exponential covariance with a
    part of its own of each area, both chosen by restricted likelihood on a grid."""
    n = len(one)
    y, x = (one - one.mean()) / one.std(), (other - other.mean()) / other.std()
    design = np.column_stack([np.ones(n), x])
    best, ratio = -np.inf, 0.0
    for reach in apart.max() * np.array([0.03, 0.06, 0.12, 0.25, 0.5, 1.0, 2.0]):
        alike = np.exp(-apart / reach)
        for own in (0.05, 0.15, 0.3, 0.5, 0.75, 1.0):
            factor = linalg.cho_factor((1 - own) * alike + own * np.eye(n))
            solved = linalg.cho_solve(factor, np.column_stack([design, y]))
            information = design.T @ solved[:, :2]
            slope = np.linalg.solve(information, design.T @ solved[:, 2])
            left = y - design @ slope
            variance = float(left @ linalg.cho_solve(factor, left)) / (n - 2)
            logs = 2 * float(np.log(np.diag(factor[0])).sum()) + float(np.linalg.slogdet(information)[1])
            likelihood = -0.5 * ((n - 2) * float(np.log(variance)) + logs)
            if likelihood > best:
                best = likelihood
                ratio = float(slope[1] / np.sqrt(variance * np.linalg.inv(information)[1, 1]))
    return float(2 * stats.t.sf(abs(ratio), n - 2))


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
    first: Floats, second: Floats, *, per_year: int = 52, most: int = 12, surrogates: int = 499, redraws: int = 199,
    seed: int = 1,
) -> Lags:  # fmt: skip
    """first, second: (pairs, periods) counts without gaps. Of each series of log(1 + count) the season, the level and its own
    autoregression and moving average are taken out (Haugh 1976, JASA 71(354)), and what is left is correlated at lags from
    -most to most. Surrogates are permutations of what is left of the second series, which has no memory any more."""
    if first.shape != second.shape or first.ndim != 2:
        raise AnalysisError("the series to compare differ in shape", cure="Give two tables of pairs and periods.")
    least = max(4 * most, 3 * LONG)
    if first.shape[1] < least:
        raise AnalysisError("the series are too short for these lags", cure=f"At least {least} periods are needed.")
    if np.isnan(first).any() or np.isnan(second).any() or (first < 0).any() or (second < 0).any():
        raise AnalysisError("a series has gaps or negative counts", cure="Leave such pairs out.")
    a, b = _whitened(first, per_year), _whitened(second, per_year)
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


def _whitened(counts: Floats, per_year: int) -> Floats:
    """What is left of log(1 + count) without season (two harmonics), differenced, after its own ARMA; scaled."""
    log = np.log1p(counts)
    time = np.arange(log.shape[1])
    turn = 2 * np.pi * time / per_year
    waves = [wave(k * turn) for k in (1, 2) if 2 * k < per_year for wave in (np.sin, np.cos)]
    design = np.column_stack([np.ones(len(time)), time, *waves])
    season = design[:, 2:] @ linalg.lstsq(design, log.T)[0][2:]
    change = np.diff(log - season.T, axis=1)
    change = change - change.mean(axis=1, keepdims=True)
    left = np.stack([_residual(series) for series in change])
    spread = left.std(axis=1, keepdims=True)
    scaled: Floats = (left - left.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1.0)
    return scaled


def _residual(series: Floats) -> Floats:
    """After the autoregression and moving average, up to two terms each, that BIC likes best. Moving averages need the shocks
    before: those of a long autoregression (Hannan & Rissanen 1982, Biometrika 69(1)). Counts around a level that wanders
    are such a moving average when differenced, which a short autoregression does not take out."""
    begin = LONG + ORDER
    past = np.column_stack([series[LONG - k : len(series) - k] for k in range(1, LONG + 1)])
    shock = np.zeros(len(series))
    shock[LONG:] = series[LONG:] - past @ linalg.lstsq(past, series[LONG:])[0]
    target = series[begin:]
    best, cheapest = target, np.inf
    for p in range(ORDER + 1):
        for q in range(ORDER + 1):
            columns = [series[begin - k : len(series) - k] for k in range(1, p + 1)]
            columns += [shock[begin - k : len(series) - k] for k in range(1, q + 1)]
            left = target
            if columns:
                terms = np.column_stack(columns)
                left = target - terms @ linalg.lstsq(terms, target)[0]
            cost = len(target) * np.log(max(float((left**2).mean()), 1e-12)) + (p + q) * np.log(len(target))
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
