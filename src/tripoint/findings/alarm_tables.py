"""Tables of alarms: those of a family, what was judged, which detector a series allows, and the strongest alarm's past."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
from scipy import stats

from tripoint.analysis.trends.farrington import farrington_flexible
from tripoint.findings.alarm_runs import Run
from tripoint.findings.alarm_words import (
    AGREED,
    CADENCES,
    DETECTORS,
    EXPECTED,
    KEY,
    KINDS,
    LEAST,
    REPORTED,
    TITLES,
    UPPER,
    WHY,
)
from tripoint.findings.question import N_, Column, Filters, Table
from tripoint.findings.series import only
from tripoint.registry.alarm_families import alarm_families

DRAWN = 36
LEAST_EXPECTED = 0.5
"""Below this no ratio is told: it would be a number of the denominator alone."""


def of_family(run: Run, filters: Filters, known: date | None) -> Table:
    """The alarms of one family, strongest first."""
    judged = run.judged
    assert judged is not None
    assert run.period is not None
    rows = [
        {
            **dict(zip(run.family.by, key, strict=True)), "category": _kind(run, key),
            "period_start": run.period[0], "period_end": run.period[1],
            "value": judged.observed[at, 0], "expected": judged.expected[at, 0], "upper": judged.upper[at, 0],
            "p": judged.p[at, 0], "q": run.q[at, 0],
            **_interval(judged.observed[at, 0], judged.expected[at, 0]), "known_on": known,
            "agreed": None if run.agreed is None else AGREED[bool(run.agreed[at, 0])],
        }
        for at, key in enumerate(run.keys)
        if run.flagged[at, 0] and (filters.substance is None or filters.substance in key)
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows, _ALARMS).sort_by([("q", "ascending"), ("p", "ascending")])
    what = [KEY[name] for name in run.family.by if name in KEY]
    return Table(
        run.family.family, TITLES[run.family.family], run.family.measure,
        (
            *what, Column("period", N_("Period"), "period"), Column("value", N_("Reported"), "number"),
            Column("expected", N_("Expected"), "number", 1), Column("ratio", N_("Ratio"), "number", 1),
            Column("low", N_("at least"), "number", 1), Column("high", N_("at most"), "number", 1),
            Column("q", N_("q value"), "number", 3),
            *([Column("agreed", N_("Several detectors"), "message")] if run.agreed is not None else []),
        ),
        table, in_report=15,
        note=N_(
            "q is the share of false alarms to expect among those at least as strong, over all series of this table’s family. "
            "The interval of the ratio is that of the count alone. An alarm is no explanation: more reports can mean more work, another "
            "law or another way of counting."
        ),
    )  # fmt: skip


def _interval(observed: float, expected: float) -> dict[str, float | None]:
    """The 95 % interval of the ratio from the count alone (exact Poisson, Garwood 1936), the expected count taken as known."""
    if expected < LEAST_EXPECTED:
        return {"ratio": None, "low": None, "high": None}
    low, high = (0.5 * stats.chi2.ppf(level, 2 * n) for level, n in ((0.025, observed), (0.975, observed + 1)))
    return {"ratio": observed / expected, "low": low / expected, "high": high / expected}


def _kind(run: Run, key: tuple[str, ...]) -> str | None:
    """The category in words, where series are told apart by one."""
    if "category" not in run.family.by:
        return None
    code = key[run.family.by.index("category")]
    return KINDS.get(code, code)


def assessed(everything: Sequence[Run], known: Mapping[str, date | None]) -> Table:
    rows = []
    for run in everything:
        start, end = run.period or (None, None)
        rows.append({
            "source": run.family.source, "measure_name": run.family.measure, "period_start": start, "period_end": end,
            "known_on": known.get(run.family.family),
            "detector": DETECTORS[run.family.method], "assessed": run.counts.assessed if run.counts else None,
            "alarms": run.counts.alarms if run.counts else None, "before": run.before, "periods_before": run.periods_before,
            "by_chance": run.counts.expected_by_chance if run.counts else None,
            "false": run.counts.expected_false if run.counts else None,
            "not_judged": run.counts.not_assessed if run.counts else None,
            "why": WHY[run.why] if run.why else _most(run),
        })  # fmt: skip
    return Table(
        "assessed", N_("What was judged, in the last complete period of each source"), None,
        (
            Column("source", N_("Source"), "source", width=1.5),
            Column("measure_name", N_("Measure"), "measure", width=2.2),
            Column("period", N_("Period"), "period", width=1.8), Column("known_on", N_("Known on"), "date", width=1.5),
            Column("assessed", N_("Series judged"), "number", width=1), Column("alarms", N_("Alarms"), "number", width=1),
            Column("before", N_("Alarms a period in the year before"), "number", 1, width=1.4),
            Column("not_judged", N_("Not assessable"), "number", width=1.3),
            Column("why", N_("Most often because"), "message", width=2.4),
        ),
        pa.Table.from_pylist(rows, _ASSESSED),
    )  # fmt: skip


def _most(run: Run) -> str | None:
    reasons = run.reasons()
    return WHY[max(reasons, key=lambda reason: reasons[reason])] if reasons else None


def allowed(everything: Sequence[Run], filters: Filters) -> Table:
    """Source × cadence × length × detector allowed × least history × why not."""
    held = {run.family.family: run.series for run in everything}
    rows = []
    for family in alarm_families():
        if filters.country not in (None, family.country):
            continue
        series = held.get(family.family)
        rows.append({
            "source": family.source, "measure_name": family.measure, "cadence": CADENCES[family.per_year],
            "periods": (len(series.periods) or None) if series else None, "series": (len(series.keys) or None) if series else None,
            "detector": DETECTORS[family.method], "least": LEAST[family.method],
            "why": WHY[family.why_not] if family.why_not else None,
        })  # fmt: skip
    return Table(
        "detectors", N_("Which detector each series allows"), None,
        (
            Column("source", N_("Source"), "source", width=1.6),
            Column("measure_name", N_("Measure"), "measure", width=2.2),
            Column("cadence", N_("Frequency"), "message", width=1.4), Column("periods", N_("Periods held"), "number", width=1),
            Column("series", N_("Series"), "number", width=1), Column("detector", N_("Detector"), "message", width=2.2),
            Column("least", N_("Least history"), "message", width=1.7),
            Column("why", N_("What is not assessable, and why"), "message", width=2.6),
        ),
        pa.Table.from_pylist(rows, _ALLOWED),
    )  # fmt: skip


def band_of(ran: Sequence[Run]) -> Table | None:
    """The strongest alarm of the monthly families, with what was expected in each month before it."""
    monthly = [r for r in ran if r.family.method == "alarms" and r.flagged.any()]
    if not monthly:
        return None
    run = min(monthly, key=lambda r: float(r.q[r.flagged].min()))
    flagged = np.where(run.flagged[:, 0], run.q[:, 0], np.inf)
    at = int(np.argmin(flagged))
    last = run.series.last
    assert last is not None
    keep = np.zeros(len(run.keys), dtype=bool)
    keep[at] = True
    one = only(run.series, keep)
    points = np.arange(max(0, last - DRAWN + 1), last + 1)
    judged = farrington_flexible(one.panel, points)
    place = dict(zip(run.family.by, run.keys[at], strict=True)).get("place")
    rows = [
        {"period_start": one.periods[p][0], "period_end": one.periods[p][1], "place": place, "kind": kind, "value": float(v)}
        for column, p in enumerate(points.tolist())
        for kind, v in (
            (REPORTED, judged.observed[0, column]), (EXPECTED, judged.expected[0, column]), (UPPER, judged.upper[0, column]),
        )
        if np.isfinite(v)
    ]  # fmt: skip
    return Table(
        "band", N_("The strongest monthly alarm: reported, expected and the upper bound of each month"), run.family.measure,
        (
            Column("period", N_("Month"), "period"), Column("place", N_("Place"), "place"),
            Column("kind", N_("What"), "message"), Column("value", N_("Number"), "number", 1),
        ),
        pa.Table.from_pylist(rows, _BAND), in_report=0,
    )  # fmt: skip


_ALARMS = pa.schema([
    ("place", pa.string()), ("substance", pa.string()), ("category", pa.string()), ("period_start", pa.date32()),
    ("period_end", pa.date32()), ("value", pa.float64()), ("expected", pa.float64()), ("upper", pa.float64()),
    ("ratio", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("p", pa.float64()), ("q", pa.float64()),
    ("known_on", pa.date32()), ("agreed", pa.string()),
])  # fmt: skip
_ASSESSED = pa.schema([
    ("source", pa.string()), ("measure_name", pa.string()), ("period_start", pa.date32()), ("period_end", pa.date32()),
    ("known_on", pa.date32()), ("detector", pa.string()), ("assessed", pa.int64()), ("alarms", pa.int64()),
    ("before", pa.float64()), ("periods_before", pa.int64()), ("by_chance", pa.float64()),
    ("false", pa.float64()), ("not_judged", pa.int64()), ("why", pa.string()),
])  # fmt: skip
_ALLOWED = pa.schema([
    ("source", pa.string()), ("measure_name", pa.string()), ("cadence", pa.string()), ("periods", pa.int64()),
    ("series", pa.int64()), ("detector", pa.string()), ("least", pa.string()), ("why", pa.string()),
])  # fmt: skip
_BAND = pa.schema([
    ("period_start", pa.date32()), ("period_end", pa.date32()), ("place", pa.string()), ("kind", pa.string()),
    ("value", pa.float64()),
])  # fmt: skip
