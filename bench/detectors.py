"""Every detector on made outbreaks, beside R's alarms on the same series, and on the edition's own series."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.child import table
from bench.known_truth import known_truth
from bench.outbreaks import MONITORED, PER_YEAR, World, evaluation_world
from bench.scoring import Flags, Score, score
from bench.semi_synthetic import semi_synthetic
from tripoint.analysis.trends.bayes import BAYES_1, BAYES_2, BAYES_3
from tripoint.analysis.trends.ears import Ears
from tripoint.analysis.trends.farrington import FLEXIBLE_WEEKLY, farrington_classic, farrington_flexible
from tripoint.analysis.trends.glr import Glr
from tripoint.analysis.trends.panel import Detector, Integers, Judged, Panel
from tripoint.analysis.trends.policy import Policy
from tripoint.analysis.trends.sums import Sums

ORACLE = Path(__file__).parent.parent / "tests" / "analysis" / "trends" / "oracle"
HEADER = ("detector", "false-positive rate", "outbreaks found", "weeks to alarm", "precision")
LEVELS = (0.01, 0.0105, 0.011, 0.0115, 0.012, 0.0125, 0.013, 0.0135, 0.014, 0.015)


def any_count(panel: Panel, points: Sequence[int] | Integers) -> Judged:
    return farrington_flexible(panel, points, replace(FLEXIBLE_WEEKLY, least=(0, 4)))


OURS: dict[str, Detector] = {
    "Farrington Flexible": farrington_flexible,
    "Farrington Flexible, any count": any_count,
    "Farrington": farrington_classic,
    "EARS C1": Ears("C1"),
    "EARS C2": Ears("C2"),
    "EARS C3": Ears("C3"),
    "Bayes 1": BAYES_1,
    "Bayes 2": BAYES_2,
    "Bayes 3": BAYES_3,
    "likelihood ratio (GLR)": Glr(),
    "sums of 1 to 3 weeks": Sums(),
    "policy": Policy(),
}
R = {
    "farrington_flexible": "Farrington Flexible", "farrington_flexible_any_count": "Farrington Flexible, any count",
    "farrington": "Farrington", "ears_c1": "EARS C1", "ears_c2": "EARS C2", "ears_c3": "EARS C3", "bayes_1": "Bayes 1, .05",
    "bayes_2": "Bayes 2, .05", "bayes_3": "Bayes 3, .05",
}  # fmt: skip


def alarms_of_r(past: int, world: World) -> dict[str, Flags]:
    """R's alarms on the series of this digest. Stops if they are of other series."""
    path = ORACLE / f"outbreaks_past_{past}.csv"
    lines = path.read_text("utf-8").splitlines()
    if world.digest not in lines[0]:
        raise SystemExit(f"{path.name} holds R's answers on other series than {world.digest}: run `make oracle`.")
    rows = list(csv.DictReader(lines[1:]))
    found = {name: np.zeros((len(rows), MONITORED), dtype=bool) for name in R}
    for at, row in enumerate(rows):
        for name in R:
            found[name][at, [int(week) for week in row[name].split()]] = True
    return found


def judged(world: World, detector: Detector) -> Score:
    found = detector(Panel(world.counts, PER_YEAR), world.points)
    return score(found.alarm, world.planted[:, world.points])


def at_rate(world: World, rate: float) -> tuple[float, Score]:
    """The policy at the largest level that stays at or below this false-positive rate on these series."""
    best = None
    for level in LEVELS:
        found = judged(world, Policy(alpha=level))
        if found.false_positive_rate > rate:
            break
        best = level, found
    if best is None:
        raise SystemExit("The policy is above the rate at every level.")
    return best


def made(past: int) -> str:
    """One table: R's rows, ours, the policy at R's rate, and what the known truth would find at it."""
    world = evaluation_world(past=past)
    planted = world.planted[:, world.points]
    theirs = {name: score(alarm, planted) for name, alarm in alarms_of_r(past, world).items()}
    base = theirs["farrington_flexible"]
    rows = [[f"R {R[name]}", *found.cells()] for name, found in theirs.items()]
    rows += [[name, *judged(world, detector).cells()] for name, detector in OURS.items()]
    level, policy = at_rate(world, base.false_positive_rate)
    limit = known_truth(world, base.false_positive_rate)
    rows.append([f"policy at R Farrington Flexible's rate (alpha {level})", *policy.cells()])
    rows.append(["known truth at R Farrington Flexible's rate", *limit.cells()])
    kind = f"{past} outbreaks in each baseline" if past else "no outbreaks in the baselines"
    gain, most = (100 * (found.found / base.found - 1) for found in (policy, limit))
    text = table(
        f"{len(world.counts)} made series of Noufaily's 28 scenarios, {base.outbreaks} outbreaks, {kind}", HEADER, rows
    )
    return (
        f"{text}\nAt R Farrington Flexible's false-positive rate the policy finds {gain:+.0f} % outbreaks (goal: +20 %); a "
        f"likelihood ratio that is told the true means and the shape of outbreaks finds {most:+.0f} %.\n"
    )


def main() -> str:
    """About four minutes. All detectors at alpha .01 but R's Bayes, whose rule is .05."""
    return "\n".join([made(0), made(4), semi_synthetic()])
