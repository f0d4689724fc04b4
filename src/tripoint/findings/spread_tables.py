"""First reports of substances by state: the reports as a cube, the onsets, and the tests for a direction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tripoint.analysis.trends.emergence import NEVER, Onset, onset, reached
from tripoint.analysis.trends.lead_lag import Spread, spread_along
from tripoint.analysis.trends.panel import Flags, Floats, Integers, Panel
from tripoint.findings.question import N_
from tripoint.findings.series import FamilySeries
from tripoint.registry.adjacency import distance_km, points
from tripoint.registry.places import places

LEAST_AREAS = 12
"""A direction is looked for where so many areas have an onset that is known."""
REMOTE = ("US-AK", "US-HI")
"""Left out of the tests for a direction: their distance to the others would decide alone."""
DIRECTIONS: Mapping[tuple[str, bool], str] = {
    ("longitude", True): N_("eastward"), ("longitude", False): N_("westward"),
    ("latitude", True): N_("northward"), ("latitude", False): N_("southward"),
    ("distance", True): N_("away from the first areas"), ("distance", False): N_("towards the first areas"),
}  # fmt: skip
"""(what onsets are compared with, is tau above 0) → the way in which first reports come later."""


@dataclass(frozen=True)
class Reports:
    """One substance over the areas. counts: (areas, periods), NaN where the area reports nothing at all. total: reports in
    whole periods."""

    substance: str
    counts: Floats
    times: Onset
    five: Onset
    total: float


def reports_of(series: FamilySeries) -> tuple[tuple[str, ...], tuple[Reports, ...]]:
    """(areas, substances): every area that is a state or territory, and each substance over all of them, in whole periods."""
    known = {p.place_id for kind in ("state", "territory") for p in places(kind, series.family.country)}
    areas = tuple(sorted({key[0] for key in series.keys} & known))
    at = {place: position for position, place in enumerate(areas)}
    whole = series.complete_count
    counts = series.panel.counts[:, :whole]
    active = np.zeros((len(areas), whole), dtype=bool)
    rows: dict[str, dict[int, int]] = {}
    for row, (place, substance) in enumerate(series.keys):
        if place in at:
            active[at[place]] |= ~np.isnan(counts[row])
            rows.setdefault(substance, {})[at[place]] = row
    found = []
    for substance, of in sorted(rows.items()):
        table = np.where(active, 0.0, np.nan)
        for position, row in of.items():
            table[position] = counts[row]
        panel = Panel(table, series.family.per_year)
        found.append(Reports(substance, table, onset(panel), onset(panel, least=5), float(np.nansum(table))))
    return areas, tuple(found)


def curve(reports: Reports) -> tuple[Integers, Integers, Integers]:
    """By period: areas with a report, those that may have had one, and areas with five reports, (periods,)."""
    periods = reports.counts.shape[1]
    surely, perhaps = reached(reports.times, periods)
    five = (reports.five.confirmed[:, None] <= np.arange(periods)[None, :]) & (reports.five.confirmed != NEVER)[:, None]
    return surely, perhaps, five.sum(axis=0).astype(np.int64)


def directions(areas: Sequence[str], reports: Reports) -> Mapping[str, Spread]:
    """Onset against longitude, latitude and distance from the areas of the first period; the latter themselves are left out
    of the distance. Onsets before the data are not known; areas without a report rank last."""
    time = np.where(reports.times.first == NEVER, np.inf, reports.times.first.astype(np.float64))
    time[reports.times.is_left_open] = np.nan
    where = [points().get(place) if place not in REMOTE else None for place in areas]
    mainland = np.array([spot is not None and spot[0] > -130 and spot[1] > 24 for spot in where])
    time[~mainland] = np.nan
    longitude, latitude = (
        np.array([spot[axis] if spot else np.nan for spot in where], dtype=np.float64) for axis in (0, 1)
    )
    began = reports.times.first != NEVER
    origins = [
        areas[int(i)]
        for i in np.flatnonzero(began & (reports.times.first == reports.times.first[began].min(initial=99)) & mainland)
    ]
    away = np.array([
        min((distance_km(place, origin) for origin in origins), default=np.nan) if inside else np.nan
        for place, inside in zip(areas, mainland, strict=True)
    ])  # fmt: skip
    later = time.copy()
    later[away == 0] = np.nan
    apart = np.array(
        [[distance_km(a, b) / 1000 if a in points() and b in points() else 0.0 for b in areas] for a in areas]
    )
    return {
        "longitude": spread_along(time, longitude, apart), "latitude": spread_along(time, latitude, apart),
        "distance": spread_along(later, away / 1000, apart),
    }  # fmt: skip


def enough(reports: Reports) -> bool:
    """Are there enough onsets that are known for a direction?"""
    known: Flags = (reports.times.first != NEVER) & ~reports.times.is_left_open
    return int(known.sum()) >= LEAST_AREAS


def span(periods: Sequence[tuple[date, date]], position: int) -> tuple[date, date] | tuple[None, None]:
    """The days of a period; none for NEVER."""
    return periods[int(position)] if position != NEVER else (None, None)
