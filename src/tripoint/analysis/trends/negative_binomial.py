"""Tails of counts whose variance is phi times their mean: negative binomial, Poisson at phi 1."""

import numpy as np
from scipy import special, stats

from tripoint.analysis.trends.panel import Floats

NEARLY_POISSON = 1e-4


def upper_tail(count: Floats, mean: Floats, phi: Floats) -> Floats:
    """Probability of at least `count`; 1 at 0. All of one shape, mean > 0; NaN stays NaN.

    A sum of such counts with the same phi is of the same kind, with the sum of their means: size mean / (phi - 1).
    """
    over = phi - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = special.betainc(count, mean / over, over / phi)
        tail: Floats = np.where(over > NEARLY_POISSON, spread, special.gammainc(count, mean))
    return np.where(count <= 0, 1.0, np.where(np.isnan(count + mean + phi), np.nan, tail))


def bound(level: Floats, mean: Floats, phi: Floats) -> Floats:
    """The smallest whole number that a count exceeds with a probability of at most `level`; NaN stays NaN."""
    level, mean, phi = np.broadcast_arrays(level, mean, phi)
    over = np.maximum(phi - 1, NEARLY_POISSON)
    with np.errstate(invalid="ignore"):
        start = np.where(
            phi - 1 > NEARLY_POISSON,
            stats.nbinom.isf(level, mean / over, 1 / (1 + over)),
            stats.poisson.isf(level, mean),
        )
    start = np.where(upper_tail(start + 1, mean, phi) > level, start + 1, start)
    lower: Floats = np.where((start >= 1) & (upper_tail(start, mean, phi) <= level), start - 1, start)
    return lower
