"""Which substances are reported in the same sample more often than chance: co-reported, which is not the same as mixed."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from tripoint.errors import AnalysisError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Arrays over the pairs, (pairs,). first, second: positions of the substances, first < second. both: samples with
    both. support: share of all samples. expected: samples with both if the two had nothing to do with each other. lift: both / expected.
    log_odds: natural log of the odds ratio, shrunken towards the mean of all pairs; low, high: its 95 % interval. p:
    Fisher's exact test, one-sided (more than chance). q: Benjamini-Hochberg over all pairs. samples: how many there are."""

    first: Integers
    second: Integers
    both: Integers
    support: Floats
    expected: Floats
    lift: Floats
    log_odds: Floats
    low: Floats
    high: Floats
    p: Floats
    q: Floats
    samples: int

    def edges(self, *, most_q: float = 0.05) -> npt.NDArray[np.bool_]:
        """(pairs,) reported together more than chance: the interval lies above no association, and q is small."""
        found: npt.NDArray[np.bool_] = (self.low > 0) & (self.q <= most_q)
        return found


def co_reported(presence: npt.NDArray[np.bool_], *, least: int = 5) -> Pairs:
    """presence: (samples, substances), true where a sample is reported to hold a substance. Only pairs of substances in at
    least `least` samples each are looked at, present together or not, so that q counts every pair that was tried.

    The odds ratio has half a sample added to each cell (Haldane 1956, Anscombe 1956); shrinkage is the normal-normal
    empirical Bayes with the moment estimate of DerSimonian & Laird 1986.
    """
    if presence.ndim != 2 or presence.dtype != np.bool_:
        raise AnalysisError(
            "presence is no table of samples and substances", cure="Give true and false in two dimensions."
        )
    samples = len(presence)
    numbers = presence.astype(np.int64)
    alone = numbers.sum(axis=0)
    kept = np.flatnonzero(alone >= least)
    together = numbers[:, kept].T @ numbers[:, kept]
    i, j = np.triu_indices(len(kept), k=1)
    both, a, b = together[i, j], alone[kept[i]], alone[kept[j]]
    neither = samples - a - b + both
    expected = a * b / samples if samples else np.zeros(0)
    p = stats.hypergeom.sf(both - 1, samples, a, b) if len(both) else np.zeros(0)
    log_odds, low, high = _shrunken(*(cell.astype(np.float64) + 0.5 for cell in (both, a - both, b - both, neither)))
    q = stats.false_discovery_control(np.clip(p, 0, 1)) if len(p) else p
    lift: Floats = both / np.where(expected > 0, expected, np.nan)
    return Pairs(
        kept[i], kept[j], both, both / max(samples, 1), expected, lift, log_odds, low, high, p, q, samples
    )  # fmt: skip


def _shrunken(both: Floats, one: Floats, other: Floats, neither: Floats) -> tuple[Floats, Floats, Floats]:
    value = np.log(both * neither / (one * other))
    variance = 1 / both + 1 / one + 1 / other + 1 / neither
    if len(value) < 3:
        spread = 1.959964 * np.sqrt(variance)
        return value, value - spread, value + spread
    weight = 1 / variance
    mean = (weight * value).sum() / weight.sum()
    excess = (weight * (value - mean) ** 2).sum() - (len(value) - 1)
    between = max(0.0, excess / (weight.sum() - (weight**2).sum() / weight.sum()))
    centre = ((value / (variance + between)).sum()) / (1 / (variance + between)).sum()
    pull = variance / (variance + between) if between > 0 else np.ones_like(variance)
    found = pull * centre + (1 - pull) * value
    spread = 1.959964 * np.sqrt(variance * (1 - pull) + pull**2 / (1 / (variance + between)).sum())
    return found, found - spread, found + spread
