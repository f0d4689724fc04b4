"""Groups of neighbouring areas that have more than expected in the newest periods: a prospective space-time scan.

The expectation-based Poisson statistic of Neill et al. 2005 (KDD '05, 218-227) over an area and its nearest neighbours, the
newest 1 to so many periods; significance by replicates under the expected counts (Kulldorff 2001, JRSS A 164(1)).
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from tripoint.analysis.trends.panel import Flags, Floats, Integers
from tripoint.errors import AnalysisError

NOBODY = -1
WEAK = 3.0
"""A window weaker than this is exceeded in nearly every replicate and is not told."""
Window = tuple[int, int, int]


@dataclass(frozen=True)
class Cluster:
    """areas: positions; periods: how many of the newest; count, expected: over these; p: share of replicates whose
    strongest cluster is at least as strong, the cluster itself among them."""

    areas: tuple[int, ...]
    periods: int
    count: float
    expected: float
    strength: float
    p: float


@dataclass(frozen=True)
class Scanned:
    """clusters: strongest first, none sharing an area with a stronger one. left_out: (areas,) not assessable: without
    counts or expected counts in the newest periods. replicates: how many p rests on. reason: '' or why nothing was
    scanned."""

    clusters: tuple[Cluster, ...]
    left_out: Flags
    replicates: int
    reason: str = ""


def scan(
    counts: Floats, expected: Floats, neighbours: Integers, *, replicates: int = 999, seed: int = 1, most: int = 5,
    dispersion: Floats | None = None,
) -> Scanned:  # fmt: skip
    """counts, expected: (areas, periods), the newest last; NaN leaves the area out. neighbours: (areas, k) each area first,
    then its neighbours, nearest first, NOBODY where there are fewer (`rings`). dispersion: (areas,) variance over mean of
    the counts; with it replicates are drawn negative binomial, so that noise beyond Poisson makes no cluster.

    Of one country and one measure: areas of several may not be scanned together.
    """
    if counts.shape != expected.shape or counts.ndim != 2 or len(neighbours) != len(counts):
        raise AnalysisError("counts, expected counts and neighbours differ in shape", cure="Give one row per area.")
    fine = np.isfinite(counts) & np.isfinite(expected) & (np.nan_to_num(counts) >= 0) & (np.nan_to_num(expected) > 0)
    out: Flags = ~np.asarray(fine.all(axis=1))
    if out.all():
        return Scanned((), out, 0, "missing")
    look = _Look(np.where(out[:, None], 0.0, expected), neighbours, out)
    strength = _strength(look.totals(np.where(out[:, None], 0.0, counts)), look.expected)
    found = _apart(strength, look, most)
    if not found:
        return Scanned((), out, 0)
    rng = np.random.Generator(np.random.SFC64(seed))
    threshold = _threshold(look.expected, float(strength[found[-1]]))
    best = np.empty(replicates)
    with ThreadPoolExecutor(1) as drawing:  # one thread draws the next replicate, in turn, while this one is looked at
        coming = drawing.submit(_drawn, look.base, dispersion, rng)
        for number in range(replicates):
            counted = coming.result()
            if number + 1 < replicates:
                coming = drawing.submit(_drawn, look.base, dispersion, rng)
            best[number] = look.strongest(counted, threshold)
    totals = look.totals(np.where(out[:, None], 0.0, counts))
    clusters = tuple(
        Cluster(
            look.members(at), at[2] + 1, float(totals[at]), float(look.expected[at]), float(strength[at]),
            (1 + int((best >= float(strength[at]) * (1 - 1e-9)).sum())) / (replicates + 1),
        )
        for at in found
    )  # fmt: skip
    return Scanned(clusters, out, replicates)


class _Look:
    """Every window: (k, areas, periods) how many neighbours, centre, how many newest periods less one."""

    def __init__(self, base: Floats, neighbours: Integers, out: Flags) -> None:
        self.base = base
        gone = (neighbours == NOBODY) | out[np.maximum(neighbours, 0)]
        self.order = np.ascontiguousarray(np.where(gone, len(base), neighbours).T)
        self.expected = self.totals(base)
        self.expected[(self.order == len(base)) | out[None, :]] = 0.0  # a window that repeats a smaller one

    def newest(self, values: Any) -> Any:
        """(areas + 1, periods) sums of the newest 1, 2, … periods; the last row, of nobody, is 0."""
        sums = np.cumsum(values[:, ::-1], axis=1)
        return np.concatenate([sums, np.zeros((1, sums.shape[1]), dtype=sums.dtype)])

    def totals(self, values: Floats) -> Floats:
        """Sums over every window."""
        found: Floats = np.cumsum(self.newest(values)[self.order], axis=0)
        return found

    def strongest(self, counts: Integers, threshold: Any) -> float:
        """The strength of the strongest window among those whose count reaches its threshold; 0 if none does."""
        held = self.newest(counts.astype(np.int32))
        running = np.zeros((len(self.base), held.shape[1]), dtype=held.dtype)
        ringed, above = np.empty_like(running), np.empty(running.shape, dtype=np.bool_)
        best = 0.0
        for k, ring in enumerate(self.order):
            held.take(ring, axis=0, out=ringed, mode="clip")
            running += ringed
            np.greater_equal(running, threshold[k], out=above)
            if above.any():
                best = max(best, float(_strength(running[above].astype(np.float64), self.expected[k][above]).max()))
        return best

    def members(self, at: Window) -> tuple[int, ...]:
        ring = self.order[: at[0] + 1, at[1]]
        return tuple(int(area) for area in ring if area != len(self.base))


def _strength(count: Floats, expected: Floats) -> Floats:
    """Log likelihood ratio of windows; 0 where no more than expected came, or nothing was expected."""
    more = count > expected
    safe = np.where(more, expected, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = count * np.log(count / safe) - (count - expected)
    return np.where(more & (expected > 0), ratio, 0.0)


def _threshold(expected: Floats, least: float) -> Any:
    """For every window the smallest whole count whose strength is at least `least`: replicates are compared with it, and the
    logarithm is taken only of the few that reach it."""
    base = np.maximum(expected, 1e-12)
    count = base + least + 2 * np.sqrt(least * base)
    while (short := _strength(count, base) < least).any():
        count[short] *= 2
    for _ in range(8):  # Newton's steps from above: the strength is convex in the count
        count -= (_strength(count, base) - least) / np.log(count / base)
    whole = np.floor(count - 1e-6)  # one below is looked at too: rounding never hides a window
    whole[expected <= 0] = np.iinfo(np.int32).max
    return np.minimum(whole, np.iinfo(np.int32).max).astype(np.int32)  # as the counts: nothing is converted in the loop


def _drawn(base: Floats, dispersion: Floats | None, rng: np.random.Generator) -> Integers:
    mean = base
    if dispersion is not None:
        beyond = np.maximum(np.nan_to_num(dispersion, nan=1.0) - 1, 0.0)[:, None]
        wide = (beyond > 1e-9) & (base > 0)
        scale = np.where(wide, beyond, 1.0)
        mean = np.where(wide, rng.gamma(np.where(wide, base / scale, 1.0), scale), base)
    return rng.poisson(mean)


def _apart(strength: Floats, look: _Look, most: int) -> list[Window]:
    """The strongest windows of which none shares an area with a stronger one, strongest first."""
    left = strength.copy()
    taken = np.zeros(len(look.base) + 1, dtype=bool)
    found: list[Window] = []
    while len(found) < most:
        k, centre, last = (int(v) for v in np.unravel_index(int(np.argmax(left)), left.shape))
        if left[k, centre, last] < WEAK:
            break
        found.append((k, centre, last))
        taken[list(look.members((k, centre, last)))] = True
        left[np.logical_or.accumulate(taken[look.order], axis=0)] = 0.0
    return found


def rings(areas: Sequence[str], pairs: Iterable[tuple[str, str]], *, most: int, largest: int = 3) -> Integers:
    """(areas, most) each area, then its neighbours, those of the neighbours and so on to `largest` borders away; those as
    many borders away in the order of `areas`; NOBODY where there are fewer."""
    number = {area: at for at, area in enumerate(areas)}
    beside: list[list[int]] = [[] for _ in areas]
    for one, other in pairs:
        if one in number and other in number:
            beside[number[one]].append(number[other])
            beside[number[other]].append(number[one])
    found = np.full((len(areas), most), NOBODY, dtype=np.int64)
    for at in range(len(areas)):
        reached, edge = [at], [at]
        for _ in range(largest):
            edge = sorted({near for place in edge for near in beside[place]} - set(reached))
            reached += edge
        found[at, : min(len(reached), most)] = reached[:most]
    return found
