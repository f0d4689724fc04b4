"""What to expect of many series at once: a quasi-Poisson regression on trend and season, past outbreaks weighed down."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from tripoint.analysis.trends.drift import GUARD, RECENT, drift_of, level_now
from tripoint.analysis.trends.negative_binomial import upper_tail
from tripoint.analysis.trends.panel import REASON, Codes, Flags, Floats, Integers, Panel

ITERATIONS, REWEIGHTINGS, SETTLED = 12, 2, 1e-10
UNUSUAL = 2.33
TREND_PER_YEAR, SEASON = 0.5, 1.0


@dataclass(frozen=True)
class Model:
    """years: length of the baseline, and least_years of it with a value. The periods of the last half year before a
    point are left out of it, so that a slow rise does not become normal (Noufaily 2013, section 3.3). least_per_year:
    with longer periods there is no season to fit and too few points. offset: counts are parts of the panel's offset."""

    years: int = 5
    least_years: int = 3
    least_per_year: int = 12
    harmonics: int = 1
    offset: bool = False


@dataclass(frozen=True)
class Expected:
    """mean: (series, window) expected counts of the last periods, the judged one last. doubt: (series, window) variance
    of the sum of the last 1, 2, … of them, from what was estimated. phi: (series,) variance over mean. drift: (series,)
    variance of the level over years, as part of its square, 0 if periods are independent. reason:
    (series,) code in REASONS, why there is no baseline."""

    mean: Floats
    doubt: Floats
    phi: Floats
    drift: Floats
    reason: Codes


def expect(panel: Panel, point: int, window: int, model: Model) -> Expected:
    """The baseline before `point` carried on to the last `window` periods up to it.

    Quasi-Poisson as Farrington 1996 (doi:10.2307/2983331): log mean is linear in time and in sine and cosine of the
    year; counts too large for it weigh less, as past outbreaks do in Noufaily 2013. Slope and season are drawn to 0 by a
    weak normal prior (standard deviations 0.5 a year and 1 on the log scale), so that few counts give no wild
    extrapolation. Where the level was seen to drift, the recent periods move it (drift.py).
    """
    gap, span = panel.per_year // 2, max(window, GUARD + RECENT)
    first, last = max(0, point - gap - model.years * panel.per_year), max(0, point - gap)
    past, now = np.arange(first, last), np.arange(point - span + 1, point + 1)
    counts = panel.counts[:, first:last]
    offset = _offset(panel, model)
    usable = (past[None, :] >= panel.begin()[:, None]) & (counts >= 0) & (offset[:, first:last] > 0)
    reason = _reason(panel, usable, counts, past, model)
    reason[(reason == 0) & ~(offset[:, point] > 0)] = REASON["no_offset"]
    y, base = np.where(usable, counts, 0.0), np.where(usable, offset[:, first:last], 1.0)
    design, prior = _design(past, point, panel.per_year, model.harmonics)
    beta, covariance, phi = _fit(y, base, usable.astype(np.float64), design, prior)
    fitted = np.exp(np.clip(beta @ design.T, -30, 30)) * base
    drift = drift_of(np.where(usable, counts, np.nan), fitted, phi)
    phi = np.maximum(phi - drift * fitted.sum(axis=1) / max(len(past), 1), 1.0)
    ahead, _ = _design(now, point, panel.per_year, model.harmonics)
    exposure = offset[:, np.maximum(now, 0)]
    mean = np.exp(np.clip(beta @ ahead.T, -30, 30)) * np.where(exposure > 0, exposure, np.nan)
    local = slice(span - GUARD - RECENT, span - GUARD)
    level, unsure = level_now(recent(panel, point, span)[:, local], mean[:, local], drift, phi)
    gradient = np.cumsum((mean[:, :, None] * ahead[None, :, :])[:, ::-1], axis=1)
    doubt = phi[:, None] * np.einsum("swp,spq,swq->sw", gradient, covariance, gradient)
    doubt += np.cumsum(mean[:, ::-1], axis=1) ** 2 * unsure[:, None]
    return Expected(mean[:, -window:] * level[:, None], doubt[:, :window], phi, drift, reason)


def recent(panel: Panel, point: int, length: int) -> Floats:
    """(series, length) the last counts up to a point; NaN where there is none, or none that may be added."""
    periods = np.arange(point - length + 1, point + 1)
    counts = panel.counts[:, np.maximum(periods, 0)]
    with np.errstate(invalid="ignore"):
        held = (counts >= 0) & (periods[None, :] >= panel.begin()[:, None]) & (periods >= 0)
    return np.where(held, counts, np.nan)


def _offset(panel: Panel, model: Model) -> Floats:
    if not model.offset or panel.offset is None:
        return np.ones_like(panel.counts)
    return np.nan_to_num(panel.offset, nan=0.0)


def _reason(panel: Panel, usable: Flags, counts: Floats, past: Integers, model: Model) -> Codes:
    """Cadence comes before short history, that before gaps, gaps before zeros; no offset for the judged period last."""
    reason = np.zeros(panel.series, dtype=np.int8)
    least = model.least_years * panel.per_year
    held = usable.sum(axis=1)
    reason[np.where(usable, counts, 0).sum(axis=1) == 0] = REASON["all_zero"]
    reason[held < least] = REASON["gaps"]
    reach = (past[None, :] >= panel.begin()[:, None]).sum(axis=1)
    reason[(held < least) & (panel.begin() > 0) & (reach < least)] = REASON["changed_definition"]
    reason[len(past) < least] = REASON["short_history"]
    if panel.per_year < model.least_per_year:
        reason[:] = REASON["cadence"]
    return reason


def _design(periods: Integers, point: int, per_year: int, harmonics: int) -> tuple[Floats, Floats]:
    """(periods, columns): 1, years before the point, cosines and sines; and the precision of the prior of each."""
    turn = 2 * np.pi * periods / per_year
    held = range(1, min(harmonics, (per_year - 1) // 2) + 1)
    waves = [wave(j * turn) for j in held for wave in (np.cos, np.sin)]
    design = np.column_stack([np.ones(len(periods)), (periods - point) / per_year, *waves])
    return design, np.array([0, TREND_PER_YEAR**-2, *([SEASON**-2] * len(waves))])


def _fit(y: Floats, base: Floats, usable: Floats, design: Floats, prior: Floats) -> tuple[Floats, Floats, Floats]:
    """Coefficients (series, columns), their covariance over phi (series, columns, columns) and phi (series,)."""
    columns = design.shape[1]
    squares = np.einsum("tp,tq->tpq", design, design).reshape(len(design), columns**2)
    beta = np.zeros((len(y), columns))
    beta[:, 0] = np.log((y.sum(axis=1) + 0.5) / (usable * base).sum(axis=1).clip(1e-9))
    phi, weight = np.ones(len(y)), usable
    covariance = np.zeros((len(y), columns, columns))
    for turn in range(REWEIGHTINGS + 1):
        for _ in range(ITERATIONS if turn == 0 else 3):
            mu = np.exp(np.clip(beta @ design.T, -30, 30)) * base
            penalty = prior * phi[:, None]
            information = ((weight * mu) @ squares).reshape(-1, columns, columns)
            information[:, range(columns), range(columns)] += penalty + 1e-9
            covariance = np.linalg.inv(information)
            score = (weight * (y - mu)) @ design - penalty * beta
            step = np.einsum("spq,sq->sp", covariance, score)
            beta = beta + np.clip(step, -2, 2)
            if not (np.abs(step) > SETTLED).any():
                break
        mu = np.exp(np.clip(beta @ design.T, -30, 30)) * base
        freedom = np.maximum(usable.sum(axis=1) - columns, 1)
        phi = np.maximum((weight * (y - mu) ** 2 / mu).sum(axis=1) / freedom, 1.0)
        if turn < REWEIGHTINGS:
            weight = usable * _trust(y, mu, phi)
            weight *= (usable.sum(axis=1) / weight.sum(axis=1).clip(1e-9))[:, None]
    return beta, covariance, phi


def _trust(y: Floats, mu: Floats, phi: Floats) -> Floats:
    """Weights of past counts: 1, or (2.33 / r)² where r > 2.33 is the normal deviate of the tail beyond the count.

    Farrington's Anscombe residual finds too many of small negative binomial counts unusual, so that dispersion and
    mean come out too low and alarms too often (of made counts of mean 0.1: twice the nominal rate). The tail of
    the distribution itself does not.
    """
    weight = np.ones_like(y)
    spread = np.broadcast_to(phi[:, None], y.shape)
    odd = y > mu + 2 * np.sqrt(spread * mu)
    tail = upper_tail(y[odd], mu[odd], spread[odd])
    deviate = np.maximum(-special.ndtri(np.maximum(tail, 1e-300)), UNUSUAL)
    weight[odd] = (UNUSUAL / deviate) ** 2
    return weight
