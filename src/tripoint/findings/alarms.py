"""Alarms of the last complete period of every family of series, and why the others are not assessable."""

from collections.abc import Iterator, Sequence
from datetime import date

import ibis
import numpy as np

from tripoint.findings.alarm_runs import Run, runs
from tripoint.findings.alarm_tables import allowed, assessed, band_of, of_family
from tripoint.findings.alarm_words import KINDS
from tripoint.findings.answer import finished
from tripoint.findings.cluster_tables import clusters
from tripoint.findings.question import N_, Chart, Fact, Filters, Finding, Question, Table
from tripoint.registry.substances import substance
from tripoint.store.ledger import Reader


def answer(reader: Reader, filters: Filters) -> Finding:
    if filters.substance is not None:
        substance(filters.substance)  # an unknown one is an error, not a silence
    everything = tuple(r for r in runs(reader, reader.known_on) if filters.country in (None, r.family.country))
    ran = [r for r in everything if r.judged is not None]
    known = {r.family.family: _known(reader, r) for r in ran}
    tables = [of_family(r, filters, known[r.family.family]) for r in ran if r.flagged.any()]
    tables += [assessed(everything, known), allowed(everything, filters)]
    tables += clusters(ran)
    charts: list[Chart] = []
    band = band_of(ran)
    if band is not None:
        tables.append(band)
        charts.append(_chart(band))
    return finished(
        QUESTION.name, reader, [r.series.records for r in ran], tables=tables, charts=charts, facts=_facts(everything, filters)
    )  # fmt: skip


def _known(reader: Reader, run: Run) -> date | None:
    """The newest day on which the figures of the period judged became known."""
    records = run.series.records
    if run.period is None:
        return None
    newest = records.filter(records.period_end == ibis.date(run.period[1].isoformat())).recorded_at.max()
    found: date | None = reader.fetch(newest.as_table()).column(0)[0].as_py()
    return found


def _chart(band: Table) -> Chart:
    rows = band.data.to_pylist()
    period = (rows[0]["period_start"], rows[-1]["period_end"])
    return Chart(
        kind="lines", table="band", x="period", y="value", series="kind",
        title=Fact(
            N_("The strongest monthly alarm, {place}: reported, expected, and the bound that one quiet month in a hundred exceeds."),
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
            N_("{judged} series judged: {alarms} alarms; by the same rule {before} a period in the year before."),
            {
                "judged": ("number", sum(r.counts.assessed for r in ran if r.counts)), "alarms": ("number", alarms),
                "before": ("number", round(sum(r.before or 0 for r in ran), 1)),
            },
            is_headline=True,
        )  # fmt: skip
        yield Fact(
            N_("They belong to {families} families, each at its last complete period. {not_judged} series could not be judged."),
            {
                "families": ("number", len(ran)),
                "not_judged": ("number", sum(r.counts.not_assessed for r in ran if r.counts)),
            },
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
        "Real counts jump more often than the models say: how many alarms the same rule gave in the periods before stands beside "
        "today’s, and q is too small by as much. Alarms of different sources count different things and are not to be added."
    ),
    answer=answer,
    filters=("country", "substance"),
)  # fmt: skip
