"""Quasi-Poisson regressions of many series at once on one slope and a few blocks of the year, fitted by profiling."""

from dataclasses import dataclass, field

import numpy as np

from tripoint.analysis.trends.panel import Flags, Floats, Integers

ITERATIONS, STEEPEST, CLOSE = 25, 2.0, 1e-7
TINY = 1e-300


@dataclass(frozen=True)
class Design:
    """time: (n,) years before the judged point, which stands at 0 (so all are negative). block: (n,) 0 to blocks - 1;
    the judged point lies in the last one. All rows that are fitted together share them."""

    time: Floats
    block: Integers
    members: Floats = field(init=False)
    moments: Floats = field(init=False)

    def __post_init__(self) -> None:
        members = (self.block[:, None] == np.arange(self.block.max() + 1)).astype(np.float64)
        moments = np.hstack([members, members * self.time[:, None], members * self.time[:, None] ** 2])
        object.__setattr__(self, "members", members)
        object.__setattr__(self, "moments", moments)


@dataclass(frozen=True)
class Fit:
    """slope: (rows,) change of the log mean in a year. unit: (rows, blocks) weighted sum of exposure × exp(slope × time);
    level: (rows, blocks) held over unit, the mean of one unit of exposure at time 0.
    mean: (rows, n). weight: (rows, n) as given. held: (rows, blocks) weighted counts. middle: (rows, blocks) weighted
    mean time. information: (rows,) of the slope, over the dispersion; infinite without a slope. freedom: (rows,)."""

    slope: Floats
    unit: Floats
    level: Floats
    mean: Floats
    weight: Floats
    held: Floats
    middle: Floats
    information: Floats
    freedom: Floats
    converged: Flags

    def pearson(self, y: Floats) -> Floats:
        """(rows,) dispersion: weighted sum of squares over the mean, over the degrees of freedom (not held above 1)."""
        total: Floats = np.einsum("rn,rn,rn->r", self.weight, (y - self.mean) ** 2, 1 / np.maximum(self.mean, TINY))
        return total / self.freedom

    def relative(self, y: Floats) -> Floats:
        """(rows,) what R surveillance takes for the dispersion: squares of (y - mean) / mean, weighted by the prior
        weights alone (documented quirk, see farrington.Options.r_compat)."""
        ratio = np.where(self.mean > 0, y / np.maximum(self.mean, TINY), 0) - 1
        total: Floats = np.einsum("rn,rn,rn->r", self.weight, ratio, ratio)
        return total / self.freedom

    def anscombe(self, y: Floats, design: Design, phi: Floats) -> Floats:
        """(rows, n) Anscombe residuals over their standard deviations (Farrington 1996, section 3.4): about standard
        normal, also where counts are small; 0 where nothing was counted and nothing is expected.

        The leverage of a point is weight × mean × (1 / sum in its block + (time - middle)² / information of the slope).
        """
        mean = np.maximum(self.mean, TINY)
        inverse = np.where(self.held > 0, 1 / np.maximum(self.held, TINY), 0)
        away = design.time - self.middle[:, design.block]
        leverage = self.weight * self.mean * (inverse[:, design.block] + away**2 / self.information[:, None])
        sixth = np.sqrt(np.cbrt(mean))
        raw = 1.5 * (np.cbrt(y) ** 2 / sixth - sixth**3)
        residual: Floats = raw / np.sqrt(phi[:, None] * np.maximum(1 - leverage, 1e-12))
        return residual


def fit(
    y: Floats,
    weight: Floats,
    design: Design,
    *,
    trend: bool,
    exposure: Floats | None = None,
    start: Floats | None = None,
) -> Fit:
    """log mean = log exposure + level of the block + slope × time, weighted; (rows, n) counts and weights.

    y: 0 where the weight is 0. For a given slope the levels are known, sum of counts over sum of exp(slope × time) in
    each block, so only the slope is sought, by Newton's steps on the profile likelihood; rows that have it drop out.
    A row whose slope runs away (all its counts at one end) has not converged.
    """
    rows, blocks = len(y), design.members.shape[1]
    held, lever = (weight * y) @ design.members, (weight * y) @ design.time
    size = weight if exposure is None else weight * exposure
    slope = np.zeros(rows) if start is None else start.copy()
    converged = np.full(rows, not trend)
    left = np.arange(rows) if trend else np.arange(0)
    for _ in range(ITERATIONS):
        if not len(left):
            break
        part = size if len(left) == rows else size[left]
        _, middle, spread = _moments(slope[left], part, design)
        counts = held[left]
        information = (counts * spread).sum(axis=1)
        gradient = lever[left] - (counts * middle).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = np.nan_to_num(gradient / information, nan=STEEPEST, posinf=STEEPEST, neginf=-STEEPEST)
        slope[left] += np.clip(step, -STEEPEST, STEEPEST)
        done = np.abs(step) < CLOSE
        converged[left[done]] = True
        left = left[~done]
    growth = np.exp(np.clip(slope[:, None] * design.time, -300, 300)) if trend else np.ones((1, len(design.time)))
    within, middle, spread = _split((growth * size) @ design.moments, blocks)
    level = held / np.maximum(within, TINY)
    mean = level[:, design.block] * growth
    information = (held * spread).sum(axis=1) if trend else np.full(rows, np.inf)
    used = weight > 0
    freedom = used.sum(axis=1) - (used @ design.members > 0).sum(axis=1) - int(trend)
    mean = mean if exposure is None else mean * exposure
    freedom = np.maximum(freedom, 1).astype(np.float64)
    return Fit(slope, within, level, mean, weight, held, middle, np.maximum(information, TINY), freedom, converged)


def weigh_down(residual: Floats, usable: Floats, unusual: float) -> Floats:
    """(rows, n) weights that sum to the number of usable values: values whose residual is above `unusual` weigh the
    less the larger it is, residual ** -2 (Farrington 1996, section 3.4; Noufaily 2013, section 3.2, sets 2.58)."""
    weight: Floats = np.where(residual > unusual, np.maximum(residual, unusual) ** -2.0, 1.0) * usable
    weight *= (usable.sum(axis=1) / np.maximum(weight.sum(axis=1), TINY))[:, None]
    return weight


def _moments(slope: Floats, size: Floats, design: Design) -> tuple[Floats, Floats, Floats]:
    growth = np.exp(np.clip(slope[:, None] * design.time, -300, 300))
    growth *= size
    return _split(growth @ design.moments, design.members.shape[1])


def _split(sums: Floats, blocks: int) -> tuple[Floats, Floats, Floats]:
    """Sum, mean time and variance of time in each block, (rows, blocks)."""
    within = sums[:, :blocks]
    safe = np.maximum(within, TINY)
    middle = sums[:, blocks : 2 * blocks] / safe
    return within, middle, np.maximum(sums[:, 2 * blocks :] / safe - middle**2, 0)
