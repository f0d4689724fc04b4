"""The family's list: the detectors of counts above what is expected, each with what it needs of a panel."""

from collections.abc import Callable
from dataclasses import dataclass

from tripoint.analysis.trends import farrington
from tripoint.analysis.trends.bayes import BAYES_1, BAYES_2, BAYES_3
from tripoint.analysis.trends.ears import Ears
from tripoint.analysis.trends.glr import Glr
from tripoint.analysis.trends.panel import Detector
from tripoint.analysis.trends.policy import Policy
from tripoint.analysis.trends.sums import Sums


@dataclass(frozen=True)
class Member:
    """least_per_year: the cadence it needs. history: how many periods it needs before a point, of a panel with that many
    a year. Below, the detector itself says `cadence` or `short_history`; here it is for the table of what may be asked
    of which source (tests/conformance/test_detectors.py holds the two together)."""

    judge: Detector
    least_per_year: int
    history: Callable[[int], int]


def _three_and_a_half_years(per_year: int) -> int:
    return 3 * per_year + per_year // 2


DETECTORS: dict[str, Member] = {
    "farrington_flexible": Member(farrington.farrington_flexible, 12, farrington.history),
    "farrington_classic": Member(farrington.farrington_classic, 12, farrington.history),
    "ears_c1": Member(Ears("C1"), 12, lambda _: Ears("C1").reach),
    "ears_c2": Member(Ears("C2"), 12, lambda _: Ears("C2").reach),
    "ears_c3": Member(Ears("C3"), 12, lambda _: Ears("C3").reach),
    "glr": Member(Glr(), 12, _three_and_a_half_years),
    "sums": Member(Sums(), 12, _three_and_a_half_years),
    "bayes_1": Member(BAYES_1, 1, lambda _: BAYES_1.half_width),
    "bayes_2": Member(BAYES_2, 1, lambda per_year: per_year + BAYES_2.half_width),
    "bayes_3": Member(BAYES_3, 1, lambda per_year: 2 * per_year + BAYES_3.half_width),
    "policy": Member(Policy(), 1, lambda _: 6),
}
