"""Series whose level wanders: how much it does, and what the last periods say of where it is now."""

import numpy as np

from tripoint.analysis.trends.panel import Floats

RECENT, GUARD = 7, 3
"""Periods that tell the level, and those between them and the judged one's sums, so that a rise does not hide itself."""


def drift_of(counts: Floats, fitted: Floats, phi: Floats) -> Floats:
    """(series,) variance of the level of seven periods in a row around the baseline, as part of the level squared.

    counts: (series, periods), NaN where missing. By moments: of squared differences of sums and fitted sums, what exceeds
    phi times the mean, less one standard error, so that it is 0 in most series whose periods are independent. Phi holds
    the drift too, one period's worth, hence the last factor.
    """
    if counts.shape[1] < 2 * RECENT:
        return np.zeros(len(counts))
    sums, means = _moving(counts), _moving(np.where(np.isnan(counts), np.nan, fitted))
    held = ~np.isnan(sums)
    plain = np.where(held, phi[:, None] * means, 0.0).sum(axis=1)
    excess = np.where(held, (sums - means) ** 2, 0.0).sum(axis=1) - plain
    squared = np.where(held, means**2, 0.0).sum(axis=1)
    blocks = np.maximum(held.sum(axis=1) / RECENT, 1.0)
    drift: Floats = (excess - plain * np.sqrt(2 / blocks)) / np.maximum(squared, 1e-9) / (1 - 1 / RECENT)
    return np.clip(drift, 0.0, 1.0)


def _moving(values: Floats) -> Floats:
    """Sums of seven in a row, NaN where one is missing."""
    sums: Floats = np.lib.stride_tricks.sliding_window_view(values, RECENT, axis=1).sum(axis=-1)
    return sums


def level_now(counts: Floats, mean: Floats, drift: Floats, phi: Floats) -> tuple[Floats, Floats]:
    """(series,) the level as a multiple of the baseline's, and its variance, from the recent periods' counts and means.

    Both (series, RECENT), NaN where not to be used. Drawn to 1 the more the less the level drifts (Gamma-Poisson
    shrinkage): without drift it is 1.
    """
    held = ~np.isnan(counts + mean)
    seen, foretold = (np.where(held, values, 0.0).sum(axis=1) for values in (counts, mean))
    foretold = np.maximum(foretold, 1e-9)
    noise = phi / foretold
    weight = drift / (drift + noise)
    return 1 + weight * (seen / foretold - 1), weight * noise
