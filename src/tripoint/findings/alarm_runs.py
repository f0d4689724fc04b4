"""Every family judged at its last complete period: which detector, what it found, and over what false alarms are counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from tripoint.analysis.trends.bayes import Bayes
from tripoint.analysis.trends.emergence import share_excess
from tripoint.analysis.trends.farrington import farrington_flexible
from tripoint.analysis.trends.multiplicity import Family, matters, q_values
from tripoint.analysis.trends.multiplicity import family as counted
from tripoint.analysis.trends.panel import REASONS, Flags, Floats, Judged, Panel
from tripoint.analysis.trends.policy import Policy
from tripoint.findings.series import FamilySeries, family_series
from tripoint.findings.spread_tables import reports_of
from tripoint.registry.alarm_families import AlarmFamily, alarm_families
from tripoint.store.ledger import Reader

MOST_Q, ALPHA = 0.05, 0.01
LEAST_RATIO, LEAST_EXCESS = 1.5, 5.0
OLDEST_MONTHS = 24
"""A family whose last complete period ended longer ago has no alarms: they would be about the past."""


@dataclass(frozen=True)
class Run:
    """One family at one period. keys: of the series, as in `by`. judged: (series, 1). q: (series, 1) over the family.
    flagged: alarms shown. agreed: of monthly families, where the policy of several detectors alarms as well. why: '' or why the family was not run: `ended`, `nothing_held`."""

    series: FamilySeries
    keys: tuple[tuple[str, ...], ...]
    period: tuple[date, date] | None
    judged: Judged | None
    q: Floats
    flagged: Flags
    counts: Family | None
    why: str = ""
    agreed: Flags | None = None

    @property
    def family(self) -> AlarmFamily:
        return self.series.family

    def reasons(self) -> dict[str, int]:
        """How many series are not assessable, by reason."""
        if self.judged is None:
            return {}
        codes, number = np.unique(self.judged.reason, return_counts=True)
        return {REASONS[code]: int(n) for code, n in zip(codes, number, strict=True) if code}


def runs(reader: Reader, today: date) -> tuple[Run, ...]:
    """Every family that has a detector, in the order of the registry."""
    return tuple(
        run(family_series(reader, family), today)
        for family in alarm_families()
        if family.method in ("alarms", "short", "emergence")
    )


def run(series: FamilySeries, today: date) -> Run:
    """A family judged at its last complete period."""
    blank = np.full((0, 1), np.nan)
    nothing = Run(series, (), None, None, blank, np.zeros((0, 1), dtype=bool), None, "nothing_held")
    if series.last is None:
        return nothing
    period = series.periods[series.last]
    if (today.year - period[1].year) * 12 + today.month - period[1].month > OLDEST_MONTHS:
        return replace(nothing, period=period, why="ended")
    keys, judged = _judge(series, series.last)
    q = q_values(judged.p)
    with np.errstate(invalid="ignore"):
        flagged = (q <= MOST_Q) & matters(judged, ratio=LEAST_RATIO, excess=LEAST_EXCESS)
    agreed = Policy(alpha=ALPHA)(series.panel, [series.last]).alarm if series.family.method == "alarms" else None
    return Run(series, keys, period, judged, q, flagged, counted(judged, flagged, q, alpha=ALPHA), agreed=agreed)


def _judge(series: FamilySeries, point: int) -> tuple[tuple[tuple[str, ...], ...], Judged]:
    method = series.family.method
    if method == "alarms":
        return series.keys, farrington_flexible(series.panel, [point])
    if method == "short":
        per_year = series.panel.per_year
        years = min(5, max(1, (point - 1) // per_year))
        return series.keys, Bayes(years=years, half_width=1, recent=True, alpha=ALPHA)(series.panel, [point])
    areas, substances = reports_of(series)
    total = np.nansum([one.counts for one in substances], axis=0)
    total = np.where(np.isnan(substances[0].counts), np.nan, total)
    parts = [
        share_excess(Panel(one.counts, series.panel.per_year, offset=total), np.array([point])) for one in substances
    ]
    keys = tuple((place, one.substance) for one in substances for place in areas)
    return keys, _together(parts)


def _together(parts: Sequence[Judged]) -> Judged:
    """The points of several panels as one family."""

    def joined(name: str) -> np.ndarray:
        return np.concatenate([getattr(part, name) for part in parts])

    return Judged(joined("observed"), joined("expected"), joined("upper"), joined("p"), joined("reason"))
