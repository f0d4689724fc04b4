"""How much could be found at all: the likelihood ratio that knows what no detector knows.

It is given the true means, dispersions, the sizes and the shape of the planted outbreaks; only their place is unknown.
"""

import numpy as np
from scipy import special, stats

from bench.outbreaks import Floats, World
from bench.scoring import Flags, Score, score

REACH, SIZES = 3, range(1, 11)
SHAPE = np.diff(stats.norm.cdf(np.log([1e-9, 1, 2, 3]) / 0.5))
"""Parts of an outbreak's cases in its first weeks: lognormal(0, 0.5), floored."""


def known_truth(world: World, false_positive_rate: float) -> Score:
    """At the threshold that gives this rate on these very series; an alarm uses up its weeks, as in the policy."""
    ratios = _ratios(world)
    planted = world.planted[:, world.points]
    low, high = 0.0, 10.0
    for _ in range(25):
        middle = (low + high) / 2
        if score(_alarms(ratios, middle), planted).false_positive_rate > false_positive_rate:
            low = middle
        else:
            high = middle
    return score(_alarms(ratios, high), planted)


def _ratios(world: World) -> Floats:
    """(weeks since the start, series, points) log likelihood ratio, averaged over the sizes."""
    at = world.points[None, :] - np.arange(REACH)[:, None]
    y, mean = (np.moveaxis(values[:, at], 1, 0) for values in (world.counts, world.mean))
    phi = world.phi[:, None]
    quiet = [_log_density(y[back], mean[back], phi) for back in range(REACH)]
    found = np.empty((REACH, len(SIZES), *y.shape[1:]))
    for start in range(REACH):
        for column, size in enumerate(SIZES):
            total = size * np.sqrt(phi * mean[start])
            found[start, column] = 0
            for back in range(start + 1):
                more = total * SHAPE[start - back]
                raised = mean[back] + more
                mixed = (phi * mean[back] + more) / raised
                found[start, column] += _log_density(y[back], raised, mixed) - quiet[back]
    averaged: Floats = special.logsumexp(found, axis=1) - np.log(len(SIZES))
    return averaged


def _log_density(y: Floats, mean: Floats, phi: Floats) -> Floats:
    over = np.maximum(phi - 1, 1e-6)
    density: Floats = stats.nbinom.logpmf(y, mean / over, 1 / (1 + over))
    return density


def _alarms(ratios: Floats, threshold: float) -> Flags:
    series, points = ratios.shape[1:]
    since = np.full(series, REACH)
    alarm = np.zeros((series, points), dtype=bool)
    for point in range(points):
        fresh = np.arange(REACH)[:, None] < since
        found = special.logsumexp(np.where(fresh, ratios[:, :, point], -np.inf), axis=0) - np.log(REACH)
        alarm[:, point] = found > threshold
        since = np.where(alarm[:, point], 1, since + 1)
    return alarm
