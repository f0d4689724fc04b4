"""Alarms of the last complete period of every family of series, and why the others are not assessable."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

import numpy as np
import pyarrow as pa

from tripoint.analysis.trends.farrington import farrington_flexible
from tripoint.findings.alarm_runs import Run, runs
from tripoint.findings.answer import finished
from tripoint.findings.cluster_tables import clusters
from tripoint.findings.mexico_state_offences import KINDS as STATE_KINDS
from tripoint.findings.mexico_tables import KINDS as FEDERAL_KINDS
from tripoint.findings.question import N_, Chart, Column, Fact, Filters, Finding, Question, Table
from tripoint.findings.series import only
from tripoint.registry.alarm_families import alarm_families
from tripoint.registry.substances import substance
from tripoint.store.ledger import Reader

DRAWN = 36
KINDS: Mapping[str, str] = {**STATE_KINDS, **FEDERAL_KINDS, "overall": N_("all ages and sexes")}


def answer(reader: Reader, filters: Filters) -> Finding:
    if filters.substance is not None:
        substance(filters.substance)  # an unknown one is an error, not a silence
    everything = tuple(r for r in runs(reader, reader.known_on) if filters.country in (None, r.family.country))
    ran = [r for r in everything if r.judged is not None]
    tables = [_of_family(r, filters) for r in ran if r.flagged.any()]
    tables += [_assessed(everything), _allowed(everything, filters)]
    tables += clusters(ran)
    charts: list[Chart] = []
    band = _band(ran)
    if band is not None:
        tables.append(band)
        charts.append(_chart(band))
    return finished(
        QUESTION.name, reader, [r.series.records for r in ran], tables=tables, charts=charts, facts=_facts(everything, filters)
    )  # fmt: skip


def _of_family(run: Run, filters: Filters) -> Table:
    """The alarms of one family, strongest first."""
    judged = run.judged
    assert judged is not None
    assert run.period is not None
    rows = [
        {
            **dict(zip(run.family.by, key, strict=True)), "category": _kind(run, key),
            "period_start": run.period[0], "period_end": run.period[1],
            "value": judged.observed[at, 0], "expected": judged.expected[at, 0], "upper": judged.upper[at, 0],
            "ratio": judged.observed[at, 0] / judged.expected[at, 0] if judged.expected[at, 0] >= 0.5 else None, "p": judged.p[at, 0], "q": run.q[at, 0],
            "agreed": None if run.agreed is None else _AGREED[bool(run.agreed[at, 0])],
        }
        for at, key in enumerate(run.keys)
        if run.flagged[at, 0] and (filters.substance is None or filters.substance in key)
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows, _ALARMS).sort_by([("q", "ascending"), ("p", "ascending")])
    what = [_KEY[name] for name in run.family.by if name in _KEY]
    return Table(
        run.family.family, _TITLES[run.family.family], run.family.measure,
        (
            *what, Column("period", N_("Period"), "period"), Column("value", N_("Reported"), "number"),
            Column("expected", N_("Expected"), "number", 1), Column("upper", N_("Alarm above"), "number"),
            Column("ratio", N_("Ratio"), "number", 1), Column("q", N_("q value"), "number", 3),
            *([Column("agreed", N_("Several detectors"), "message")] if run.agreed is not None else []),
        ),
        table, in_report=15,
        note=N_(
            "q is the share of false alarms to expect among those at least as strong, over all series of this table’s family. "
            "An alarm is no explanation: more reports can mean more work, another law or another way of counting."
        ),
    )  # fmt: skip


def _kind(run: Run, key: tuple[str, ...]) -> str | None:
    """The category in words, where series are told apart by one."""
    if "category" not in run.family.by:
        return None
    code = key[run.family.by.index("category")]
    return KINDS.get(code, code)


def _assessed(everything: Sequence[Run]) -> Table:
    rows = []
    for run in everything:
        start, end = run.period or (None, None)
        rows.append({
            "source": run.family.source, "measure_name": run.family.measure, "period_start": start, "period_end": end,
            "detector": _DETECTORS[run.family.method], "assessed": run.counts.assessed if run.counts else 0,
            "alarms": run.counts.alarms if run.counts else None,
            "by_chance": run.counts.expected_by_chance if run.counts else None,
            "false": run.counts.expected_false if run.counts else None,
            "not_judged": run.counts.not_assessed if run.counts else None,
            "why": _WHY[run.why] if run.why else _most(run),
        })  # fmt: skip
    return Table(
        "assessed", N_("What was judged, in the last complete period of each source"), None,
        (
            Column("source", N_("Source"), "source"), Column("measure_name", N_("Measure"), "measure"),
            Column("period", N_("Period"), "period"), Column("detector", N_("Detector"), "message"),
            Column("assessed", N_("Series judged"), "number"), Column("alarms", N_("Alarms"), "number"),
            Column("false", N_("of them false, at most"), "number", 1),
            Column("by_chance", N_("p up to 0.01 by chance"), "number", 1),
            Column("not_judged", N_("Not assessable"), "number"), Column("why", N_("Most often because"), "message", width=2),
        ),
        pa.Table.from_pylist(rows, _ASSESSED),
    )  # fmt: skip


def _most(run: Run) -> str | None:
    reasons = run.reasons()
    return _WHY[max(reasons, key=lambda reason: reasons[reason])] if reasons else None


def _allowed(everything: Sequence[Run], filters: Filters) -> Table:
    """Source × cadence × length × detector allowed × least history × why not."""
    held = {run.family.family: run.series for run in everything}
    rows = []
    for family in alarm_families():
        if filters.country not in (None, family.country):
            continue
        series = held.get(family.family)
        rows.append({
            "source": family.source, "measure_name": family.measure, "cadence": _CADENCES[family.per_year],
            "periods": len(series.periods) if series else None, "series": len(series.keys) if series else None,
            "detector": _DETECTORS[family.method], "least": _LEAST[family.method],
            "why": _WHY[family.why_not] if family.why_not else None,
        })  # fmt: skip
    return Table(
        "detectors", N_("Which detector each series allows"), None,
        (
            Column("source", N_("Source"), "source"), Column("measure_name", N_("Measure"), "measure"),
            Column("cadence", N_("Frequency"), "message"), Column("periods", N_("Periods held"), "number"),
            Column("series", N_("Series"), "number"), Column("detector", N_("Detector"), "message"),
            Column("least", N_("Least history"), "message"), Column("why", N_("What is not assessable, and why"), "message", width=2),
        ),
        pa.Table.from_pylist(rows, _ALLOWED),
    )  # fmt: skip


def _band(ran: Sequence[Run]) -> Table | None:
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
            (_REPORTED, judged.observed[0, column]), (_EXPECTED, judged.expected[0, column]), (_UPPER, judged.upper[0, column]),
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


def _chart(band: Table) -> Chart:
    rows = band.data.to_pylist()
    period = (rows[0]["period_start"], rows[-1]["period_end"])
    return Chart(
        kind="lines", table="band", x="period", y="value", series="kind",
        title=Fact(
            N_("The strongest monthly alarm, {place}: reported, expected, and the bound above which it is an alarm."),
            {"place": ("place", rows[0]["place"])},
        ),
        alt=Fact(
            N_("Line chart of what was reported, expected and the upper bound each month, {place}, {period}."),
            {"place": ("place", rows[0]["place"]), "period": ("period", period)},
        ),
    )  # fmt: skip


def _facts(everything: Sequence[Run], filters: Filters) -> Iterator[Fact]:
    ran = [r for r in everything if r.counts is not None]
    alarms = sum(r.counts.alarms for r in ran if r.counts)
    if ran:
        yield Fact(
            N_(
                "{judged} series of {families} families were judged at their last complete period: {alarms} alarms, of which at "
                "most {false} would be false if counts varied as the models say. {not_judged} series could not be judged."
            ),
            {
                "judged": ("number", sum(r.counts.assessed for r in ran if r.counts)), "families": ("number", len(ran)),
                "alarms": ("number", alarms), "false": ("number", ceil(10 * sum(r.counts.expected_false for r in ran if r.counts)) / 10),
                "not_judged": ("number", sum(r.counts.not_assessed for r in ran if r.counts)),
            },
            is_headline=True,
        )  # fmt: skip
    for run in ran:
        yield from _strongest(run, filters.substance)


def _strongest(run: Run, asked: str | None) -> Iterator[Fact]:
    flagged = run.flagged[:, 0] & np.array([asked is None or asked in key for key in run.keys], dtype=bool)
    if not flagged.any() or run.judged is None or run.period is None or "place" not in run.family.by:
        return
    at = int(np.argmin(np.where(flagged, run.q[:, 0], np.inf)))
    key = dict(zip(run.family.by, run.keys[at], strict=True))
    shared = {
        "place": ("place", key["place"]), "period": ("period", run.period),
        "value": ("number", float(run.judged.observed[at, 0])), "expected": ("number", round(float(run.judged.expected[at, 0]), 1)),
    }  # fmt: skip
    if run.family.method == "emergence":
        yield Fact(
            N_(
                "{substance}, {place}, {period}: {value} reports; its share of the category’s reports in the two years before "
                "would give {expected}."
            ),
            {**shared, "substance": ("substance", key["substance"])},  # type: ignore[dict-item]
        )  # fmt: skip
    elif "substance" in key:
        yield Fact(
            N_("{measure}, {substance}, {place}, {period}: {value}, where {expected} were expected."),
            {**shared, "measure": ("measure", run.family.measure), "substance": ("substance", key["substance"])},  # type: ignore[dict-item]
        )
    elif "category" in key:
        yield Fact(
            N_("{measure}, {kind}, {place}, {period}: {value}, where {expected} were expected."),
            {**shared, "measure": ("measure", run.family.measure), "kind": ("message", KINDS[key["category"]])},  # type: ignore[dict-item]
        )


_KEY: Mapping[str, Column] = {
    "place": Column("place", N_("Place"), "place"), "substance": Column("substance", N_("Substance"), "substance"),
    "category": Column("category", N_("Kind"), "message"),
}  # fmt: skip
_TITLES: Mapping[str, str] = {
    "us_border_events": N_("Alarms: drug seizure events at US borders"),
    "us_air_marine_events": N_("Alarms: seizure events of US air and marine operations"),
    "mx_federal_investigations": N_("Alarms: federal investigations opened in Mexico"),
    "mx_state_investigations": N_("Alarms: investigations opened by the states of Mexico"),
    "us_background_checks": N_("Alarms: firearm background checks in the United States"),
    "ca_deaths": N_("Alarms: deaths in Canada"),
    "ca_hospitalisations": N_("Alarms: hospitalisations in Canada"),
    "ca_emergency_visits": N_("Alarms: emergency department visits in Canada"),
    "ca_ems_responses": N_("Alarms: emergency medical responses in Canada"),
    "us_laboratory_reports": N_("Alarms: shares of substances among reports of the fentanyl category, United States"),
}
_DETECTORS: Mapping[str, str] = {
    "alarms": N_("Farrington Flexible"), "short": N_("Bayesian, short series"),
    "emergence": N_("first reports, and share among the category’s reports"), "flows": N_("gravity model of pairs"),
    "none": N_("none"),
}  # fmt: skip
_LEAST: Mapping[str, str] = {
    "alarms": N_("3 years of months"), "short": N_("3 periods of reference"), "emergence": N_("1 period"),
    "flows": N_("1 year"), "none": N_("none"),
}  # fmt: skip
_CADENCES: Mapping[int, str] = {12: N_("monthly"), 4: N_("quarterly"), 2: N_("half-yearly"), 1: N_("yearly")}
_WHY: Mapping[str, str] = {
    "short_history": N_("too few past periods"), "gaps": N_("too many gaps in the past"), "all_zero": N_("nothing was ever reported"),
    "too_few": N_("too few reports for the method"), "incomplete": N_("the period is still being reported"),
    "changed_definition": N_("what is counted changed"), "missing": N_("the period has no value"),
    "negative": N_("a negative value"), "no_offset": N_("what it is a share of is not known"),
    "cadence": N_("periods are too long for a monthly detector"), "not_estimated": N_("the model could not be estimated"),
    "overlapping": N_("each value covers twelve months, so that neighbours overlap"),
    "ended": N_("the series ended more than two years ago"), "nothing_held": N_("nothing is held"),
}  # fmt: skip
_AGREED = {True: N_("agree"), False: N_("do not agree")}
_REPORTED, _EXPECTED, _UPPER = N_("reported"), N_("expected"), N_("upper bound")
_ALARMS = pa.schema([
    ("place", pa.string()), ("substance", pa.string()), ("category", pa.string()), ("period_start", pa.date32()),
    ("period_end", pa.date32()), ("value", pa.float64()), ("expected", pa.float64()), ("upper", pa.float64()),
    ("ratio", pa.float64()), ("p", pa.float64()), ("q", pa.float64()), ("agreed", pa.string()),
])  # fmt: skip
_ASSESSED = pa.schema([
    ("source", pa.string()), ("measure_name", pa.string()), ("period_start", pa.date32()), ("period_end", pa.date32()),
    ("detector", pa.string()), ("assessed", pa.int64()), ("alarms", pa.int64()), ("by_chance", pa.float64()),
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

QUESTION = Question(
    name="alarms",
    title=N_("Early warning: what is higher than expected"),
    asks=N_("Which counts of the last complete period are higher than their own past leads one to expect?"),
    how_to_read=N_(
        "Each series is compared with its own past: months by the method of Farrington and Noufaily (same time of year, trend, "
        "past outbreaks weighed down), quarters by a Bayesian prediction from the same quarters of earlier years, substances "
        "in laboratories by their share of all reports of the category. Since thousands of series are judged at once, an alarm must have a "
        "q up to 0.05 over its whole family, be at least 1.5 times what was expected, and exceed it by at least 5. Periods still "
        "being reported are never judged. “Several detectors” says whether sums of the last months and the last seven months alone "
        "alarm as well: of alarms that these do not share, more are changes of level than outbreaks."
    ),
    does_not_say=N_(
        "Why a count is high. No alarm is no all-clear: many series are too small to be judged, and the table says how many. "
        "The detectors of quarters take counts to vary as by chance alone, so that their q is too small where reporting "
        "itself varies. Alarms of different sources count different things and are not to be added."
    ),
    answer=answer,
    filters=("country", "substance"),
)  # fmt: skip
