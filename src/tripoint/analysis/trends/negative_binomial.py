"""Tails and quantiles of counts whose variance is phi times their mean: negative binomial, Poisson where phi is 1."""

import numpy as np
from scipy import special

from tripoint.analysis.trends.panel import Floats


def tail(count: Floats, mean: Floats, phi: Floats) -> Floats:
    """P(Y ≥ count), same shapes. Size mean / (phi - 1) and probability 1 / phi (Noufaily 2013, section 3.5)."""
    over = phi > 1
    size = mean / np.where(over, phi - 1, 1)
    k = np.maximum(count, 0)
    with np.errstate(invalid="ignore"):
        spread = special.betainc(np.maximum(k, 1e-300), np.maximum(size, 1e-300), 1 - 1 / phi)
        plain = special.gammainc(k, mean)
    found: Floats = np.where(k == 0, 1.0, np.where(mean <= 0, 0.0, np.where(over, spread, plain)))
    return found


def upper_quantile(alpha: float, mean: Floats, phi: Floats) -> Floats:
    """The smallest whole number that is exceeded with probability of at most alpha, same shape.

    Begins at the Cornish-Fisher value and walks; NaN where the mean or phi is not finite.
    """
    z = -special.ndtri(alpha)
    deviation = np.sqrt(mean * phi)
    with np.errstate(divide="ignore", invalid="ignore"):
        skewness = np.nan_to_num((2 * phi - 1) / deviation, posinf=0, neginf=0)
    found = np.maximum(np.floor(mean + deviation * z + skewness * deviation * (z * z - 1) / 6), 0)
    at = np.flatnonzero(np.isfinite(found))
    flat, m, f = found.ravel(), mean.ravel(), phi.ravel()
    while len(at):
        too_low = tail(flat[at] + 1, m[at], f[at]) > alpha
        at = at[too_low]
        flat[at] += 1
    at = np.flatnonzero(np.isfinite(flat) & (flat > 0))
    while len(at):
        too_high = tail(flat[at], m[at], f[at]) <= alpha
        at = at[too_high]
        flat[at] -= 1
        at = at[flat[at] > 0]
    quantile: Floats = flat.reshape(mean.shape)
    return quantile
