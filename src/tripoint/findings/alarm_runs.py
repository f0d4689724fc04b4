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
from tripoint.analysis.trends.panel import REASONS, Flags, Floats, Integers, Judged, Panel
from tripoint.analysis.trends.policy import Policy
from tripoint.findings.series import FamilySeries, family_series
from tripoint.findings.spread_tables import reports_of
from tripoint.registry.alarm_families import AlarmFamily, alarm_families
from tripoint.store.ledger import Reader

MOST_Q, ALPHA = 0.05, 0.01
LEAST_RATIO, LEAST_EXCESS = 1.5, 5.0
BEFORE = 4
OLDEST_MONTHS = 24
"""A family whose last complete period ended longer ago has no alarms: they would be about the past."""


@dataclass(frozen=True)
class Run:
    """One family at one period. keys: of the series, as in `by`. judged: (series, 1). q: (series, 1) over the family.
    flagged: alarms shown. agreed: of monthly families, where the policy of several detectors alarms as well. before: how many
    alarms the same rule gave on average in each of the periods_before periods before, with what was known before them. why: '' or why the family was not run: `ended`, `nothing_held`."""

    series: FamilySeries
    keys: tuple[tuple[str, ...], ...]
    period: tuple[date, date] | None
    judged: Judged | None
    q: Floats
    flagged: Flags
    counts: Family | None
    why: str = ""
    agreed: Flags | None = None
    before: float | None = None
    periods_before: int = 0

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
    before = max(BEFORE, series.panel.per_year)
    points = np.arange(max(0, series.last - before), series.last + 1)
    keys, judged = _judge(series, points)
    q = np.column_stack([q_values(judged.p[:, at]) for at in range(len(points))])
    with np.errstate(invalid="ignore"):
        flagged = (q <= MOST_Q) & matters(judged, ratio=LEAST_RATIO, excess=LEAST_EXCESS)
    earlier = flagged[:, :-1].sum(axis=0)[judged.assessed[:, :-1].any(axis=0)]
    agreed = Policy(alpha=ALPHA)(series.panel, [series.last]).alarm if series.family.method == "alarms" else None
    newest = _at_last(judged)
    return Run(
        series, keys, period, newest, q[:, -1:], flagged[:, -1:],
        counted(newest, flagged[:, -1:], q[:, -1:], alpha=ALPHA), agreed=agreed,
        before=float(earlier.mean()) if len(earlier) else None, periods_before=len(earlier),
    )  # fmt: skip


def _judge(series: FamilySeries, points: Integers) -> tuple[tuple[tuple[str, ...], ...], Judged]:
    """(series, points), each from what came before it."""
    method, per_year = series.family.method, series.panel.per_year
    if method == "alarms":
        return series.keys, farrington_flexible(series.panel, points)
    if method == "short":
        years = min(5, max(1, (int(points[-1]) - 1) // per_year))
        detector = Bayes(years=years, half_width=1, recent=True, alpha=ALPHA, dispersed=True)
        return series.keys, detector(series.panel, points)
    areas, substances = reports_of(series)
    total = np.nansum([one.counts for one in substances], axis=0)
    total = np.where(np.isnan(substances[0].counts), np.nan, total)
    parts = [share_excess(Panel(one.counts, per_year, offset=total), points) for one in substances]
    keys = tuple((place, one.substance) for one in substances for place in areas)
    return keys, _together(parts)


def _at_last(judged: Judged) -> Judged:
    return Judged(
        judged.observed[:, -1:], judged.expected[:, -1:], judged.upper[:, -1:], judged.p[:, -1:], judged.reason[:, -1:]
    )


def _together(parts: Sequence[Judged]) -> Judged:
    """The points of several panels as one family."""

    def joined(name: str) -> np.ndarray:
        return np.concatenate([getattr(part, name) for part in parts])

    return Judged(joined("observed"), joined("expected"), joined("upper"), joined("p"), joined("reason"))
