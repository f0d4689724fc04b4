"""The family's list: the detectors of counts above what is expected, each with what it needs of a panel."""

from dataclasses import dataclass

from tripoint.analysis.trends.ears import Ears
from tripoint.analysis.trends.farrington import farrington_classic, farrington_flexible
from tripoint.analysis.trends.panel import Detector, Panel


@dataclass(frozen=True)
class Member:
    """least_per_year: cadence it needs. least_years, least_periods: history it needs before a point. It says `cadence`,
    `short_history` and other reasons itself; these are for the table of what may be asked of which source."""

    judge: Detector
    least_per_year: int
    least_years: int = 0
    least_periods: int = 0

    def history(self, per_year: int) -> int:
        """Periods it needs before a point of a panel of that cadence."""
        return max(self.least_periods, self.least_years * per_year)

    def may_judge(self, panel: Panel) -> bool:
        """The cadence will do, and some point could have enough before it."""
        return panel.per_year >= self.least_per_year and panel.periods > self.history(panel.per_year)


DETECTORS: dict[str, Member] = {
    "farrington_flexible": Member(farrington_flexible, least_per_year=12, least_years=3),
    "farrington_classic": Member(farrington_classic, least_per_year=12, least_years=3),
    "ears_c1": Member(Ears("C1"), least_per_year=12, least_periods=Ears("C1").reach),
    "ears_c2": Member(Ears("C2"), least_per_year=12, least_periods=Ears("C2").reach),
    "ears_c3": Member(Ears("C3"), least_per_year=12, least_periods=Ears("C3").reach),
}
