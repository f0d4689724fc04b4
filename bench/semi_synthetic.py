"""Detectors on the edition's own monthly series with outbreaks added by us, as Enki et al. 2016 did with theirs."""

import numpy as np
from scipy import stats

from bench.child import table
from bench.outbreaks import Floats, Integers, outbreak_cases
from bench.scoring import Score, score
from tripoint.analysis.trends.bayes import BAYES_1, BAYES_2
from tripoint.analysis.trends.ears import Ears
from tripoint.analysis.trends.farrington import farrington_classic, farrington_flexible
from tripoint.analysis.trends.glr import Glr
from tripoint.analysis.trends.panel import Detector, Panel
from tripoint.analysis.trends.policy import Policy
from tripoint.analysis.trends.sums import Sums
from tripoint.findings.series import family_series
from tripoint.registry.alarm_families import alarm_family
from tripoint.store.ledger import Reader, edition_path

FAMILIES = (
    "us_border_events", "us_air_marine_events", "mx_federal_investigations", "mx_state_investigations", "us_background_checks",
)  # fmt: skip
PER_YEAR, BASELINE, MONITORED, MOST, LEAST_MEAN, SEED, PLANTED, LASTING = 12, 66, 18, 150, 0.5, 2016, 2026, 6
RATE = 0.01
HEADER = (
    "detector", "alarms outside", "outbreaks found", "months to alarm", "precision", "found where 1 % of months outside alarm",
)  # fmt: skip
SAID = "Where 1 % of the months outside alarm, the policy finds {gain:+.0f} % outbreaks beside Farrington Flexible (goal: +20 %)."
READ = (
    "\nThe policy was tuned on the other half of the series, without those of air and marine operations, and with other "
    "outbreaks; that a look at the last months helps was first seen in all of them. Real series rise and fall for reasons of "
    "their own: alarms outside the added outbreaks are not all false. The last column moves each detector's threshold of p. "
    "The deviation that sizes the outbreaks is that of differences from year to year; it is large where a level has moved, which "
    "favours detectors that look at the last months only. Farrington's detectors here are those of the parity table.\n"
)
DETECTORS: dict[str, Detector] = {
    "Farrington Flexible": farrington_flexible, "Farrington": farrington_classic, "EARS C1": Ears("C1"),
    "EARS C2": Ears("C2"), "EARS C3": Ears("C3"), "Bayes 1": BAYES_1, "Bayes 2": BAYES_2,
    "likelihood ratio (GLR)": Glr(), "sums of 1 to 3 months": Sums(), "policy": Policy(),
}  # fmt: skip


def own_series(half: int = 1) -> tuple[Floats, str]:
    """(series, 84) the last complete months of series of one definition without gaps and with a mean of 0.5 at least;
    at most 150 of a family, drawn with a seed. And how many of each family. half: 1, every second series, to judge by; 0,
    the others, which the policy was tuned on."""
    reader, chance = Reader(edition_path()), np.random.Generator(np.random.PCG64(SEED))
    parts, said = [], []
    for name in FAMILIES:
        found = family_series(reader, alarm_family(name))
        end = found.complete_count
        counts = found.panel.counts[:, end - BASELINE - MONITORED : end]
        good = (found.panel.begin() <= end - BASELINE - MONITORED) & ~np.isnan(counts).any(axis=1)
        kept = np.flatnonzero(good & (np.nan_to_num(counts).mean(axis=1) >= LEAST_MEAN))
        kept = kept[half::2]
        if len(kept) > MOST:
            kept = np.sort(chance.choice(kept, MOST, replace=False))
        parts.append(counts[kept])
        said.append(f"{name} {len(kept)}")
    return np.concatenate(parts), ", ".join(said)


def planted_cases(counts: Floats, *, lasting: bool) -> Floats:
    """One outbreak in each series' monitored months, k = 1 … 10 in turn: k deviations spread by lognormal(0, 0.5) months,
    or k / 3 deviations in each of six months. The deviation is of the differences between a month and its last year's."""
    chance = np.random.Generator(np.random.PCG64(PLANTED + lasting))
    past = counts[:, :BASELINE]
    deviation = np.maximum((past[:, PER_YEAR:] - past[:, :-PER_YEAR]).std(axis=1) / np.sqrt(2), 0.5)
    planted = np.zeros_like(counts)
    for row in range(len(counts)):
        size, start = row % 10 + 1, int(chance.integers(BASELINE, BASELINE + MONITORED))
        if lasting:
            months = slice(start, start + LASTING)
            planted[row, months] = stats.poisson.ppf(
                chance.random(planted[row, months].shape), size / 3 * deviation[row]
            )
        else:
            planted[row] = outbreak_cases(chance, start, size, np.full(counts.shape[1], deviation[row] ** 2), 1.0)
    return planted


def semi_synthetic(half: int = 1) -> str:
    counts, said = own_series(half)
    points = np.arange(BASELINE, BASELINE + MONITORED)
    texts = []
    for lasting, kind in ((False, "bursts of one to three months"), (True, "rises of six months")):
        planted = planted_cases(counts, lasting=lasting)
        judged = {name: worth(judge, counts + planted, planted[:, points], points) for name, judge in DETECTORS.items()}
        rows = [[name, *nominal.cells(), f"{at_rate:.3f}"] for name, (nominal, at_rate) in judged.items()]
        gain = 100 * (judged["policy"][1] / judged["Farrington Flexible"][1] - 1)
        title = f"{len(counts)} series of the edition ({said}), {kind} added"
        texts.append(f"{table(title, HEADER, rows)}\n{SAID.format(gain=gain)}\n")
    return "\n".join(texts) + READ


def worth(judge: Detector, counts: Floats, planted: Floats, points: Integers) -> tuple[Score, float]:
    """At the level the detector states, what it did not assess being no alarm of any point; and the share of outbreaks found at the p at which 1 % of points outside alarm."""
    found = judge(Panel(counts, PER_YEAR), points)
    p = np.where(found.assessed, found.p, 1.0)
    low, high = 0.0, 0.1
    for _ in range(40):
        middle = (low + high) / 2
        if score(p <= middle, planted).false_positive_rate > RATE:
            high = middle
        else:
            low = middle
    return score(found.alarm, planted), score(p <= low, planted).found
