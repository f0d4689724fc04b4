"""Gravity model of counts from origins to destinations, by Poisson pseudo-likelihood, and how far pairs lie from it.

Santos Silva & Tenreyro 2006 (The Log of Gravity, REStat 88(4)): the estimator needs no Poisson counts, takes zeros, and
with origin and destination effects its fitted row and column sums equal the observed ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import optimize, special, stats

from tripoint.errors import AnalysisError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
STEPS, CLOSE = 200, 1e-10


@dataclass(frozen=True)
class Gravity:
    """names: of the covariates. coefficients, errors: log ratios per unit of a covariate with robust standard errors,
    clustered by origin and by destination (Cameron, Gelbach & Miller 2011), (k,); NaN where the flows do not tell a covariate apart from the effects. expected: (n, n), NaN where no flow is
    possible or known. dispersion: of Pearson residuals. reason: '' or why nothing was estimated."""

    names: tuple[str, ...]
    coefficients: Floats
    errors: Floats
    expected: Floats
    dispersion: float
    reason: str = ""

    def ratio(self, name: str) -> tuple[float, float, float]:
        """By how much a unit of a covariate multiplies a flow, with its 95 % interval."""
        at = self.names.index(name)
        b, e = self.coefficients[at], self.errors[at]
        return float(np.exp(b)), float(np.exp(b - 1.959964 * e)), float(np.exp(b + 1.959964 * e))


def gravity(flows: Floats, covariates: Mapping[str, Floats]) -> Gravity:
    """flows: (n, n) or (years, n, n) counts from row to column, NaN where no flow is possible (a place to itself) or
    known. covariates: name → (n, n), finite wherever a flow is. Several years have origin and destination effects of
    their own each, and the covariates' coefficients in common.

    Raises AnalysisError for shapes that do not fit or negative flows. Origins and destinations without any flow are
    left out: their expected flow is 0.
    """
    cube = flows if flows.ndim == 3 else flows[None]
    names = tuple(covariates)
    if any(c.shape != cube.shape[1:] for c in covariates.values()) or cube.shape[1] != cube.shape[2]:
        raise AnalysisError("flows and covariates have different shapes", cure="Give square tables of one size.")
    known = ~np.isnan(cube)
    if (cube[known] < 0).any():
        raise AnalysisError("a flow is below 0", cure="Counts are 0 or more; use NaN for what is not known.")
    unknown = np.full(len(names), np.nan)
    nothing = Gravity(names, unknown, unknown, np.full(flows.shape, np.nan), np.nan)
    if not np.nansum(cube):
        return replace(nothing, reason="all_zero")
    sent, received = np.nansum(cube, axis=2) > 0, np.nansum(cube, axis=1) > 0
    used = known & sent[:, :, None] & received[:, None, :]
    year, start, end = np.nonzero(used)
    y = cube[used]
    x = np.stack([covariates[name][start, end] for name in names], axis=1) if names else np.zeros((len(y), 0))
    if not np.isfinite(x).all():
        raise AnalysisError("a covariate is missing where a flow is known", cure="Leave such pairs out as NaN.")
    n = cube.shape[1]
    origin, goal = year * n + start, year * n + end
    if len(y) <= x.shape[1] + len(np.unique(origin)) + len(np.unique(goal)):
        return replace(nothing, reason="short_history")
    fitted = _fit(y, x, origin, goal, (start, end, start * n + end))
    if fitted is None:
        return replace(nothing, reason="not_estimated")
    b, mu, errors = fitted
    expected = np.where(known, 0.0, np.nan)
    expected[used] = mu
    freedom = len(y) - x.shape[1] - len(np.unique(origin)) - len(np.unique(goal)) + cube.shape[0]
    dispersion = float(((y - mu) ** 2 / np.maximum(mu, 1e-12)).sum() / max(freedom, 1))
    return Gravity(names, b, errors, expected.reshape(flows.shape), dispersion)


def _fit(
    y: Floats, x: Floats, origin: Integers, goal: Integers, clusters: tuple[Integers, Integers, Integers]
) -> tuple[Floats, Floats, Floats] | None:
    """Weighted least squares repeated; in each step the effects are taken out by alternating projections."""
    eta = np.log(y + 0.5 * y.mean())
    alone = _alone(x, origin, goal)
    b = np.full(x.shape[1], np.nan)
    before = np.inf
    for _ in range(STEPS):
        mu = np.exp(np.clip(eta, -50, 50))
        z = eta + (y - mu) / mu
        within = _without_effects(np.column_stack([z, x[:, alone]]), mu, origin, goal)
        weighted = within[:, 1:] * mu[:, None]
        beta = np.linalg.lstsq(weighted.T @ within[:, 1:], weighted.T @ within[:, 0], rcond=None)[0]
        left = within[:, 0] - within[:, 1:] @ beta
        eta = z - left
        mu = np.exp(np.clip(eta, -50, 50))
        deviance = 2 * float((special.xlogy(y, y / mu) - (y - mu)).sum())
        if abs(before - deviance) <= CLOSE * (abs(deviance) + 0.1):
            break
        before = deviance
    else:
        return None
    b[alone] = beta
    errors = np.full(x.shape[1], np.nan)
    if alone.any():
        within = _without_effects(x[:, alone], mu, origin, goal)
        bread = np.linalg.pinv((within * mu[:, None]).T @ within)
        scores = within * (y - mu)[:, None]
        meat = sum(sign * _meat(scores, group) for sign, group in zip((1, 1, -1), clusters, strict=True))
        errors[alone] = np.sqrt(np.maximum(np.diag(bread @ meat @ bread), 0.0))
    return b, mu, errors


def _meat(scores: Floats, group: Integers) -> Floats:
    """Sum of the outer products of the scores added up by group."""
    groups = np.unique(group, return_inverse=True)[1]
    added = np.zeros((groups.max() + 1, scores.shape[1]))
    np.add.at(added, groups, scores)
    many = len(added)
    found: Floats = added.T @ added * many / max(many - 1, 1)
    return found


def _alone(x: Floats, origin: Integers, goal: Integers) -> npt.NDArray[np.bool_]:
    """Which covariates are more than sums of an origin's and a destination's effect."""
    left = _without_effects(x, np.ones(len(x)), origin, goal)
    spread = np.sqrt((x**2).sum(axis=0))
    alone: npt.NDArray[np.bool_] = np.sqrt((left**2).sum(axis=0)) > 1e-6 * np.maximum(spread, 1e-12)
    return alone


def _without_effects(columns: Floats, weight: Floats, origin: Integers, goal: Integers) -> Floats:
    """Columns less the weighted means of their origins and destinations, in turns until nothing is left of these."""
    found = columns.copy()
    groups = [np.unique(g, return_inverse=True)[1] for g in (origin, goal)]
    totals = [np.bincount(g, weight) for g in groups]
    for _ in range(2000):
        moved = 0.0
        for group, total in zip(groups, totals, strict=True):
            for at in range(found.shape[1]):
                mean = np.bincount(group, weight * found[:, at]) / total
                found[:, at] -= mean[group]
                moved = max(moved, float(np.abs(mean).max()))
        if moved < 1e-11 * (1 + float(np.abs(columns).max(initial=0))):
            break
    return found


@dataclass(frozen=True)
class Shrunk:
    """Observed over expected of many pairs, each pulled towards the mean of all: arrays of the shape given. ratio: posterior
    mean; low, high: 95 % interval; NaN where nothing was expected or known. shape, rate: of the common Gamma prior."""

    ratio: Floats
    low: Floats
    high: Floats
    shape: float
    rate: float


def shrunk(observed: Floats, expected: Floats) -> Shrunk:
    """Empirical Bayes with a Gamma prior whose two numbers maximise the marginal (negative binomial) likelihood (Clayton &
    Kaldor 1987, Biometrics 43(3)). Pairs with an expected count of 0 or NaN are left out."""
    used = np.isfinite(observed) & np.isfinite(expected) & (np.nan_to_num(expected) > 0)
    o, e = observed[used], expected[used]
    blank = np.full(observed.shape, np.nan)
    if len(o) < 3:
        return Shrunk(blank, blank, blank, np.nan, np.nan)

    def cost(log_prior: Floats) -> float:
        a, r = np.exp(np.clip(log_prior, -12, 12))
        terms = special.gammaln(a + o) - special.gammaln(a) + a * np.log(r / (r + e)) + o * np.log(e / (r + e))
        return -float(terms.sum())

    best = optimize.minimize(cost, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-6})
    a, r = (float(v) for v in np.exp(np.clip(best.x, -12, 12)))
    ratio, low, high = blank.copy(), blank.copy(), blank.copy()
    ratio[used] = (a + o) / (r + e)
    low[used], high[used] = (stats.gamma.ppf(p, a + o) / (r + e) for p in (0.025, 0.975))
    return Shrunk(ratio, low, high, a, r)
