"""Made worlds to judge detectors by: the scenarios of Noufaily et al. 2013, with one outbreak each in the last 49 weeks.

Synthetic. Baselines are negative binomial with mean exp(theta + beta t + season) and variance phi times the mean, 624
weeks long. Parameters, spread and sizes: Noufaily 2013 (doi:10.1002/sim.5595), the 28 scenarios (7 parameter sets, with
and without trend and season) as listed in github.com/telkamp7/AEDDO. `python -m bench.outbreaks FILE PAST` writes
an evaluation set for R.
"""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import stats

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

WEEKS, MONITORED, PER_YEAR = 624, 49, 52
EVALUATION_SEED, TUNING_SEED, REPLICATES = 2013, 1, 20
THETA = (0.1, -2.0, 1.5, 0.5, 2.5, 3.75, 5.0)
BETA = (0.0025, 0.005, 0.003, 0.002, 0.001, 0.001, 0.0001)
COSINE = (0.6, 0.1, 0.2, 0.5, 1.0, 0.1, 0.05)
SINE = (0.6, 0.3, -0.4, 0.5, 0.1, -0.1, 0.01)
PHI = (1.5, 2.0, 1.0, 5.0, 3.0, 1.1, 1.2)
SCENARIOS = 4 * len(THETA)


@dataclass(frozen=True)
class World:
    """counts, planted: (series, weeks), all cases and those of outbreaks in the monitored weeks. mean, phi: (series,
    weeks), (series,), the truth. scenario, size: (series,), 0 to 27 and the k of k standard deviations, 0 for none."""

    counts: Floats
    planted: Floats
    mean: Floats
    phi: Floats
    scenario: Integers
    size: Integers

    @property
    def points(self) -> Integers:
        return np.arange(self.counts.shape[1] - MONITORED, self.counts.shape[1])

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.counts.astype("<i4").tobytes()).hexdigest()[:16]


def scenario_means() -> tuple[Floats, Floats]:
    """(28, weeks) means and (28,) dispersions: for each parameter set plain, season, trend, both."""
    week = np.arange(1, WEEKS + 1)
    means = [
        np.exp(
            theta + trend * beta * week + season * (c * np.cos(turn := 2 * np.pi * week / PER_YEAR) + s * np.sin(turn))
        )
        for theta, beta, c, s in zip(THETA, BETA, COSINE, SINE, strict=True)
        for trend in (0, 1)
        for season in (0, 1)
    ]
    return np.array(means), np.repeat(PHI, 4)


def made_world(*, seed: int, replicates: int, outbreak: bool = True, past: int = 0) -> World:
    """Each scenario `replicates` times; sizes k = 1 … 10 in turn. past: outbreaks in the baseline (k of 2, 3, 5 or 10).

    All draws go through inverse distribution functions of uniform numbers, so that a seed means the same series always.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    means, phis = scenario_means()
    scenario = np.tile(np.arange(SCENARIOS), replicates)
    mean, phi = means[scenario], phis[scenario]
    counts = draw_counts(chance.random(mean.shape), mean, phi[:, None])
    planted = np.zeros_like(counts)
    size = np.repeat(np.arange(replicates) % 10 + 1, SCENARIOS) if outbreak else np.zeros(len(scenario), dtype=np.int64)
    begin = WEEKS - MONITORED
    for row in range(len(scenario)):
        for _ in range(past):
            start = int(chance.integers(begin - 260, begin - 8))
            counts[row] += outbreak_cases(chance, start, int(chance.choice((2, 3, 5, 10))), mean[row], phi[row])
        if outbreak:
            start = int(chance.integers(begin, WEEKS))
            planted[row] = outbreak_cases(chance, start, int(size[row]), mean[row], phi[row])
    return World(counts + planted, planted, mean, phi, scenario, size)


def draw_counts(uniform: Floats, mean: Floats, phi: Floats) -> Floats:
    """Negative binomial of variance phi times the mean; Poisson where phi is 1."""
    over = np.maximum(phi, 1 + 1e-9)
    spread = stats.nbinom.ppf(uniform, mean / (over - 1), 1 / over)
    return np.where(phi > 1, spread, stats.poisson.ppf(uniform, mean)).astype(np.float64)


def outbreak_cases(chance: np.random.Generator, start: int, size: int, mean: Floats, phi: float) -> Floats:
    """(weeks,) Poisson(size × standard deviation at the start) cases, each a lognormal(0, 0.5) number of weeks later."""
    expected = size * np.sqrt(phi * mean[start])
    cases = int(stats.poisson.ppf(chance.random(), expected))
    weeks = start + np.floor(np.exp(0.5 * stats.norm.ppf(chance.random(cases)))).astype(np.int64)
    return np.bincount(weeks[weeks < len(mean)], minlength=len(mean)).astype(np.float64)


def evaluation_world(*, past: int = 0) -> World:
    """The series that R and Tripoint both judge; nothing was tuned on them. past: outbreaks in each baseline."""
    return made_world(seed=EVALUATION_SEED + past, replicates=REPLICATES, past=past)


if __name__ == "__main__":
    world = evaluation_world(past=int(sys.argv[2]))
    lines = (",".join(str(int(count)) for count in row) for row in world.counts)
    Path(sys.argv[1]).write_text(f"# {world.digest}\n" + "\n".join(lines) + "\n", encoding="utf-8")
