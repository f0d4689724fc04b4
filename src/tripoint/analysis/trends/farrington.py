"""Farrington's detectors: a count above what the same weeks of past years, past outbreaks weighed down, let expect.

Farrington, Andrews, Beale, Catchpole 1996 (J. R. Statist. Soc. A 159:547, doi:10.2307/2983331) and Noufaily et al. 2013
(Statist. Med. 32:1206, doi:10.1002/sim.5595), written from the papers; R surveillance is the oracle of the tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy import special

from tripoint.analysis.trends.negative_binomial import bound, upper_tail
from tripoint.analysis.trends.panel import REASON, Codes, Floats, Integers, Judged, Panel, judged
from tripoint.analysis.trends.quasi_poisson import TINY, Design, Fit, fit, weigh_down
from tripoint.errors import AnalysisError

WEEKLY, LEAST_PER_YEAR, LEAST_YEARS, LEAST_FILLED, ROWS = 52, 12, 3, 0.75, 512
HALF_A_REPORT, LARGEST = 0.5, 1e12


@dataclass(frozen=True)
class Options:
    """years: of the baseline; fewer, but three at least, where there are not as many. half_window: periods on either
    side of the judged one that count as its season. blocks: parts of the year with a level of their own, the window
    being one; 1 takes the windows alone (1996). skipped: last periods before the point that are left out, so that a slow
    rise does not become normal. unusual: Anscombe residual from which a past value weighs less. trend_p: a slope
    is kept if its two-sided p is below, and if it foretells no more than the largest count of the baseline.

    threshold: `nb_plugin`, quantile of the negative binomial at the estimates (2013); `delta`, normal on the scale of
    the power 2/3, with the error of estimation (1996); `muan`, as nb_plugin at the upper limit of the mean (of level
    1 - alpha). alpha: one-sided (R's `algo.farrington` takes the two-sided one). least: a point is judged only with
    that many counts in that many last periods. offset: the panel's offset is what counts are a part of.

    r_compat: as R surveillance 1.20 `farringtonFlexible`, whose fit overwrites the weights of the iteration by the
    prior ones: the p of the slope and the error of the mean then rest on the sum of omega ((y - mu) / mu)² instead of
    Pearson's. Off, a season without any count also has half a report in it, as no report is infinitely unusual.
    """

    years: int = 5
    half_window: int = 3
    blocks: int = 10
    skipped: int = 26
    unusual: float = 2.58
    trend: bool = True
    trend_p: float = 0.05
    threshold: Literal["nb_plugin", "delta", "muan"] = "nb_plugin"
    alpha: float = 0.01
    least: tuple[int, int] = (5, 4)
    offset: bool = False
    r_compat: bool = False


FLEXIBLE_WEEKLY = Options()
FLEXIBLE_MONTHLY = Options(half_window=1, blocks=4, skipped=6)
"""Of months: the window is a quarter, and so is each other block; half a year is left out, as of weeks."""
CLASSIC_WEEKLY = Options(blocks=1, skipped=3, unusual=1.0, threshold="delta", alpha=0.005)
CLASSIC_MONTHLY = replace(CLASSIC_WEEKLY, half_window=1, skipped=1)


def farrington_flexible(panel: Panel, points: Sequence[int] | Integers, options: Options | None = None) -> Judged:
    """Noufaily 2013, or what `options` say. Without them those of weeks, or of months below 52 periods a year.

    `extra` holds phi (variance over mean, ≥ 1), slope (of the log mean in a year, 0 if not kept), and years.
    p is the tail of the distribution the threshold is of, so that an alarm is a p of at most alpha.
    Raises AnalysisError if the blocks do not fit into a year, a point is outside the panel, or an offset is wanted and
    there is none.
    """
    return _judge(panel, points, options or _usual(panel.per_year))


def farrington_classic(panel: Panel, points: Sequence[int] | Integers, options: Options | None = None) -> Judged:
    """Farrington 1996: the windows alone, residuals above 1 weighed down, limits on the scale of the power 2/3."""
    return _judge(panel, points, options or (CLASSIC_WEEKLY if panel.per_year >= WEEKLY else CLASSIC_MONTHLY))


def history(per_year: int) -> int:
    """Periods that must lie before a point: three years and half a window."""
    return LEAST_YEARS * per_year + _usual(per_year).half_window


def _usual(per_year: int) -> Options:
    return FLEXIBLE_WEEKLY if per_year >= WEEKLY else FLEXIBLE_MONTHLY


def _judge(panel: Panel, points: Sequence[int] | Integers, options: Options) -> Judged:
    at = np.asarray(points, dtype=np.int64)
    if at.size and (at.min() < 0 or at.max() >= panel.periods):
        raise AnalysisError("a point is outside the panel", cure=f"Name positions from 0 to {panel.periods - 1}.")
    if panel.per_year >= LEAST_PER_YEAR and panel.per_year - 2 * options.half_window - 1 < options.blocks - 1:
        raise AnalysisError("the blocks do not fit into a year", cure="Take fewer blocks or a smaller window.")
    if options.offset and panel.offset is None:
        raise AnalysisError("the panel has no offset", cure="Give the panel one, or leave the option out.")
    reason = panel.refused(at)
    estimates = np.full((4, panel.series, len(at)), np.nan)
    years = _years(panel, at, options, reason)
    for column, point in enumerate(at):
        for held in np.unique(years[:, column][reason[:, column] == 0]):
            rows = np.flatnonzero((years[:, column] == held) & (reason[:, column] == 0))
            for part in np.array_split(rows, -(-len(rows) // ROWS)):
                why, found = _estimate(panel, part, int(point), int(held), options)
                reason[part, column] = why
                estimates[:, part, column] = found
    mean, phi, error, slope = estimates
    with np.errstate(invalid="ignore", over="ignore"):
        upper, p = _threshold(panel.counts[:, at], mean, phi, error, options)
    return judged(panel, at, mean, upper, p, reason, phi=phi, slope=slope, years=years.astype(np.float64))


def _years(panel: Panel, at: Integers, options: Options, reason: Codes) -> Integers:
    """(series, points) whole years of baseline; writes why there are too few into `reason`."""
    room = at[None, :] - options.half_window - panel.begin()[:, None]
    years: Integers = np.clip(room // panel.per_year, 0, options.years)
    without_change = (at - options.half_window) // panel.per_year
    short = np.where(without_change >= LEAST_YEARS, REASON["changed_definition"], REASON["short_history"])
    why = np.where(years < LEAST_YEARS, np.broadcast_to(short, years.shape), 0)
    if panel.per_year < LEAST_PER_YEAR:
        why[:] = REASON["cadence"]
    count, window = options.least
    for column, point in enumerate(at):
        recent = np.nansum(panel.counts[:, max(0, point - window + 1) : point + 1], axis=1)
        why[:, column] = np.where((why[:, column] == 0) & (recent < count), REASON["too_few"], why[:, column])
    np.copyto(reason, why.astype(np.int8), where=reason == 0)
    return years


def baseline_blocks(per_year: int, years: int, options: Options) -> tuple[Integers, Integers]:
    """Positions before the point (negative, ascending) and the block of each, the window's being the last.

    Between two windows the rest of the year is cut into blocks of equal length, the first ones longer by one period if
    it does not divide (Noufaily 2013, section 3.1).
    """
    between = per_year - 2 * options.half_window - 1
    rest, parts = np.full(between, -1), options.blocks - 1
    if parts:
        lengths = np.full(parts, between // parts)
        lengths[: between % parts] += 1
        rest = np.repeat(np.arange(parts), lengths)
    year = np.concatenate([np.full(2 * options.half_window + 1, options.blocks - 1), rest])
    position = np.arange(-years * per_year - options.half_window, 0)
    block = np.resize(year, len(position))
    kept = (block >= 0) & (position < -options.skipped)
    return position[kept], block[kept]


def _estimate(panel: Panel, rows: Integers, point: int, years: int, options: Options) -> tuple[Codes, Floats]:
    """Why not, (rows,); and mean, dispersion, error of the log mean and slope, (4, rows)."""
    position, block = baseline_blocks(panel.per_year, years, options)
    design = Design(position / panel.per_year, block)
    counts = panel.counts[rows[:, None], point + position]
    usable = counts >= 0
    exposure, now = None, np.ones(len(rows))
    if options.offset and panel.offset is not None:
        exposure, now = panel.offset[rows[:, None], point + position], panel.offset[rows, point]
        usable &= exposure > 0
        exposure = np.where(usable, exposure, 1.0)
    y = np.where(usable, counts, 0.0)
    why = np.zeros(len(rows), dtype=np.int8)
    why[y.max(axis=1) == 0] = REASON["all_zero"]
    why[(usable.mean(axis=1) < LEAST_FILLED) | ~(usable & (block == block.max())).any(axis=1)] = REASON["gaps"]
    if options.offset:
        why[~(now > 0)] = REASON["no_offset"]
    weight = usable.astype(np.float64)
    trend = np.zeros(len(rows), dtype=np.bool_)
    found = np.empty((4, len(rows)))
    if options.trend:
        first, phi = _fit_twice(y, weight, design, exposure, options, trend=True)
        spread = first.relative(y) if options.r_compat else first.pearson(y)
        t = np.abs(first.slope) * np.sqrt(first.information / np.maximum(spread, TINY))
        significant = 2 * special.stdtr(first.freedom, -t) < options.trend_p
        trend = first.converged & significant & (first.level[:, -1] * now <= y.max(axis=1))
        found[:] = _now(first, phi, spread, options)
    if not trend.all():
        flat = np.flatnonzero(~trend)
        part = None if exposure is None else exposure[flat]
        second, phi = _fit_twice(y[flat], weight[flat], design, part, options, trend=False)
        found[:, flat] = _now(second, phi, second.relative(y[flat]) if options.r_compat else phi, options)
    found[0] *= now
    found[:, (why != 0) | ~(found[0] < LARGEST)] = np.nan
    return why, found


def _fit_twice(
    y: Floats, usable: Floats, design: Design, exposure: Floats | None, options: Options, *, trend: bool
) -> tuple[Fit, Floats]:
    """The fit with past outbreaks weighed down, and the dispersion, at least 1."""
    plain = fit(y, usable, design, trend=trend, exposure=exposure)
    residual = plain.anscombe(y, design, np.maximum(plain.pearson(y), 1))
    weight = weigh_down(residual, usable, options.unusual)
    again = fit(y, weight, design, trend=trend, exposure=exposure, start=plain.slope)
    return again, np.maximum(again.pearson(y), 1)


def _now(found: Fit, phi: Floats, spread: Floats, options: Options) -> Floats:
    """(4, rows) mean of one unit of exposure, dispersion, error of the log mean, slope."""
    held, unit = found.held[:, -1], found.unit[:, -1]
    if not options.r_compat:
        held = np.maximum(held, HALF_A_REPORT)
    variance = 1 / np.maximum(held, TINY) + found.middle[:, -1] ** 2 / found.information
    error = np.sqrt(variance * (spread if options.r_compat else phi))
    return np.stack([held / np.maximum(unit, TINY), phi, error, found.slope])


def _threshold(y: Floats, mean: Floats, phi: Floats, error: Floats, options: Options) -> tuple[Floats, Floats]:
    """Upper bound and p of y."""
    z = -special.ndtri(options.alpha)
    if options.threshold == "delta":
        deviation = np.sqrt(np.maximum(4 / 9 * np.cbrt(mean) * (phi + error**2 * mean), TINY))
        centre = np.cbrt(mean) ** 2
        return (centre + z * deviation) ** 1.5, special.ndtr((centre - np.cbrt(np.maximum(y, 0)) ** 2) / deviation)
    at = mean * np.exp(z * error) if options.threshold == "muan" else mean
    at = np.maximum(at, TINY)
    return bound(np.array(options.alpha), at, phi), upper_tail(y, at, phi)
