"""How fentanyl-related substances spread over the laboratories of the United States: first reports, curves, directions."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
from scipy import stats

from tripoint.analysis.trends.emergence import NEVER
from tripoint.analysis.trends.lead_lag import Spread
from tripoint.findings.answer import finished, narrowed
from tripoint.findings.question import N_, Chart, Column, ColumnKind, Fact, Filters, Finding, Question, Table
from tripoint.findings.series import FamilySeries, family_series
from tripoint.findings.spread_tables import DIRECTIONS, Reports, curve, directions, enough, reports_of, span
from tripoint.registry.alarm_families import alarm_family
from tripoint.store.ledger import Reader

FAMILY = "us_laboratory_reports"
MOST_Q = 0.05
_OR_EARLIER = N_("or earlier: the data begin here")
_ONCE = N_("one report only")


def answer(reader: Reader, filters: Filters) -> Finding:
    series = family_series(reader, alarm_family(FAMILY))
    used = narrowed(series.records, filters)
    if not series.complete_count:
        return finished(QUESTION.name, reader, [used], tables=())
    areas, everything = reports_of(series)
    tested = [(one, name, found) for one in everything if enough(one) for name, found in directions(areas, one).items()]
    assessed = [t for t in tested if not t[2].reason]
    q = stats.false_discovery_control([t[2].p for t in assessed]) if assessed else np.zeros(0)
    shown = [one for one in everything if filters.substance in (None, one.substance)]
    focus = _focus(shown, series.complete_count - 1)
    table = _substances(series, shown)
    tables = [table, _directions(assessed, q, filters)]
    charts: list[Chart] = []
    facts = list(_facts(series, shown, assessed, q, focus, filters))
    if focus is not None:
        tables += [_curve(series, focus), _by_area(series, areas, focus)]
        charts = list(_charts(series, focus))
    return finished(QUESTION.name, reader, [used], tables=tables, charts=charts, facts=facts)


def _focus(shown: Sequence[Reports], last: int) -> Reports | None:
    """The substance that is drawn: the one that is new in most areas in the last two half-years, then the one in most."""
    begun = [one for one in shown if (one.times.first != NEVER).any()]
    return max(
        begun, key=lambda one: (_new(one, last), (one.times.first != NEVER).sum(), one.total), default=None
    )  # fmt: skip


def _new(one: Reports, last: int) -> int:
    """Areas whose first report lies in the last two half-years."""
    return int((one.times.first >= max(last - 1, 1)).sum())


def _substances(series: FamilySeries, shown: Sequence[Reports]) -> Table:
    last = series.complete_count - 1
    rows = []
    for one in shown:
        came = one.times.first != NEVER
        first = int(one.times.first[came].min(initial=series.complete_count))
        if first > last:
            continue
        start, end = series.periods[first]
        rows.append({
            "substance": one.substance, "first_start": start, "first_end": end,
            "note": _OR_EARLIER if first == 0 else None,
            "areas": int(came.sum()), "confirmed": int((one.times.confirmed != NEVER).sum()),
            "five": int((one.five.confirmed != NEVER).sum()),
            "new": _new(one, last), "reports": one.total,
        })  # fmt: skip
    order = pa.Table.from_pylist(rows, _SUBSTANCES).sort_by(
        [("new", "descending"), ("areas", "descending"), ("substance", "ascending")]
    )
    return Table(
        "substances", N_("First reports of each substance by state or territory, in half-years not marked incomplete"), None,
        (
            Column("substance", N_("Substance"), "substance"), Column("first", N_("First half-year"), "period"),
            Column("note", N_("Remark"), "message"), Column("areas", N_("States with a report"), "number"),
            Column("confirmed", N_("with a second report"), "number"), Column("five", N_("with five"), "number"),
            Column("new", N_("first in the last two half-years"), "number"),
            Column("reports", N_("Reports"), "number"),
        ),
        order, in_report=20,
        note=N_("A state is confirmed when a second report follows, in whichever half-year."),
    )  # fmt: skip


def _directions(tested: Sequence[tuple[Reports, str, Spread]], q: np.ndarray, filters: Filters) -> Table:
    rows = [
        {
            "substance": one.substance, "direction": DIRECTIONS[name, found.tau > 0], "areas": found.areas, "tau": found.tau,
            "slope": found.slope, "low": found.low, "high": found.high, "p": found.p, "q": float(value),
            "told": _SUPPORTED if value <= MOST_Q else _NO_EVIDENCE,
        }
        for (one, name, found), value in zip(tested, q, strict=True)
        if filters.substance in (None, one.substance)
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["q"], row["p"], row["substance"]))
    return Table(
        "directions", N_("Do first reports come later along a direction?"), None,
        (
            Column("substance", N_("Substance"), "substance"), Column("direction", N_("Later, going"), "message"),
            Column("areas", N_("States compared"), "number"), Column("tau", N_("Kendall’s tau"), "number", 2),
            Column("p", N_("p value"), "number", 4), Column("q", N_("q value"), "number", 3), Column("told", N_("Reading"), "message"),
        ),
        pa.Table.from_pylist(rows, _DIRECTIONS), in_report=12,
        note=N_(
            "p by permutation and, the larger of the two, by a regression that lets neighbours resemble each other; q counts all "
            "substances and directions that were tried. A small q is a pattern to look at and no proof of a direction: laboratories "
            "differ along the same directions."
        ),
    )  # fmt: skip


def _curve(series: FamilySeries, one: Reports) -> Table:
    surely, perhaps, five = curve(one)
    rows = [
        {
            "period_start": start, "period_end": end, "substance": one.substance, "kind": kind, "value": int(values[at]),
            "perhaps": int(perhaps[at]) if kind == _ONE else None,
        }
        for at, (start, end) in enumerate(series.periods[: series.complete_count])
        for kind, values in ((_ONE, surely), (_FIVE, five))
    ]  # fmt: skip
    return Table(
        "curve", N_("How many states had reported the substance by the end of each half-year"), None,
        (
            Column("period", N_("Half-year"), "period"), Column("kind", N_("States"), "message"),
            Column("value", N_("Number"), "number"), Column("perhaps", N_("at most"), "number"),
        ),
        pa.Table.from_pylist(rows, _CURVE), in_report=0,
    )  # fmt: skip


def _by_area(series: FamilySeries, areas: Sequence[str], one: Reports) -> Table:
    rows = []
    for at, place in enumerate(areas):
        first = int(one.times.first[at])
        if first == NEVER:
            continue
        (start, end), (after, _) = span(series.periods, first), span(series.periods, int(one.times.after[at]))
        confirmed = span(series.periods, int(one.times.confirmed[at]))
        rows.append({
            "place": place, "substance": one.substance, "first_start": start, "first_end": end,
            "confirmed_start": confirmed[0], "confirmed_end": confirmed[1],
            "note": _OR_EARLIER if after is None else _ONCE if confirmed[0] is None else None,
            "half_years": series.complete_count - first, "reports": float(np.nansum(one.counts[at])),
        })  # fmt: skip
    order = pa.Table.from_pylist(rows, _AREAS).sort_by(
        [("first_start", "ascending"), ("reports", "descending"), ("place", "ascending")]
    )
    return Table(
        "by_state", N_("First report of the substance in each state"), None,
        (
            Column("place", N_("State"), "place"), Column("first", N_("First half-year"), "period"),
            Column("confirmed", N_("Second report by"), "period"), Column("note", N_("Remark"), "message"),
            Column("half_years", N_("Half-years since"), "number"), Column("reports", N_("Reports"), "number"),
        ),
        order, in_report=60,
    )  # fmt: skip


def _charts(series: FamilySeries, one: Reports) -> Iterator[Chart]:
    period = (series.periods[0][0], series.periods[series.complete_count - 1][1])
    values: dict[str, tuple[ColumnKind, object]] = {
        "substance": ("substance", one.substance),
        "period": ("period", period),
    }
    yield Chart(
        kind="lines", table="curve", x="period", y="value", series="kind",
        title=Fact(N_("{substance}: states with a report, and with five, {period}."), values),
        alt=Fact(N_("Line chart of the number of states that had reported {substance} by each half-year, {period}."), values),
    )  # fmt: skip
    yield Chart(
        kind="symbols", table="by_state", x="place", y="half_years", country=series.family.country,
        title=Fact(N_("{substance}: half-years since the first report, by state. A larger circle is an earlier report."), values),
        alt=Fact(N_("Map of the United States with a circle for each state that has reported {substance}; larger is earlier."), values),
    )  # fmt: skip


def _facts(
    series: FamilySeries, shown: Sequence[Reports], tested: Sequence[tuple[Reports, str, Spread]], q: np.ndarray,
    focus: Reports | None, filters: Filters,
) -> Iterator[Fact]:  # fmt: skip
    last = series.complete_count - 1
    period = (series.periods[max(last - 1, 0)][0], series.periods[last][1])
    if filters.substance is None:
        new = [
            one
            for one in shown
            if (one.times.first != NEVER).any() and one.times.first[one.times.first != NEVER].min() >= max(last - 1, 1)
        ]
        wider = [one for one in shown if _new(one, last)]
        yield Fact(
            N_(
                "{period}: {new} substances of the fentanyl category have their first report anywhere, and {wider} reach a "
                "state that had not reported them."
            ),
            {"period": ("period", period), "new": ("number", len(new)), "wider": ("number", len(wider))},
        )  # fmt: skip
        yield Fact(
            N_(
                "{tried} tests for a direction were made over {count} substances; {found} have q up to 0.05. About one in "
                "twenty of these would be found by chance."
            ),
            {
                "tried": ("number", len(tested)), "count": ("number", len({one.substance for one, _, _ in tested})),
                "found": ("number", int((q <= MOST_Q).sum())),
            },
        )  # fmt: skip
    if focus is not None:
        came = focus.times.first != NEVER
        yield Fact(
            N_(
                "{substance}: reported by {areas} states or territories by {period}, by {five} of them at least five times."
            ),
            {
                "substance": ("substance", focus.substance), "areas": ("number", int(came.sum())),
                "period": ("period", series.periods[last]), "five": ("number", int((focus.five.confirmed != NEVER).sum())),
            },
        )  # fmt: skip


_SUPPORTED = N_("a pattern to look at")
_NO_EVIDENCE = N_("no evidence")
_ONE = N_("with a report")
_FIVE = N_("with five reports")
_SUBSTANCES = pa.schema([
    ("substance", pa.string()), ("first_start", pa.date32()), ("first_end", pa.date32()), ("note", pa.string()),
    ("areas", pa.int64()), ("confirmed", pa.int64()), ("five", pa.int64()), ("new", pa.int64()), ("reports", pa.float64()),
])  # fmt: skip
_DIRECTIONS = pa.schema([
    ("substance", pa.string()), ("direction", pa.string()), ("areas", pa.int64()), ("tau", pa.float64()),
    ("slope", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("p", pa.float64()), ("q", pa.float64()),
    ("told", pa.string()),
])  # fmt: skip
_CURVE = pa.schema([
    ("period_start", pa.date32()), ("period_end", pa.date32()), ("substance", pa.string()), ("kind", pa.string()),
    ("value", pa.int64()), ("perhaps", pa.int64()),
])  # fmt: skip
_AREAS = pa.schema([
    ("place", pa.string()), ("substance", pa.string()), ("first_start", pa.date32()), ("first_end", pa.date32()),
    ("confirmed_start", pa.date32()), ("confirmed_end", pa.date32()), ("note", pa.string()), ("half_years", pa.int64()),
    ("reports", pa.float64()),
])  # fmt: skip

QUESTION = Question(
    name="spread",
    title=N_("The spread of fentanyl-related substances in the United States"),
    asks=N_("Which fentanyl-related substances are new, in how many states are they reported, and do they spread along a direction?"),
    how_to_read=N_(
        "A first report is the first half-year in which laboratories of a state report a substance; it is confirmed by a second "
        "report. Where a state has reports from the first half-year held, its first report may lie before the data: it is "
        "marked and left out of the tests. An area without a row for a substance, but with rows for others, is counted as "
        "having none. Directions are tested by ranks (Kendall’s tau), on the mainland, with areas not reached ranked last."
    ),
    does_not_say=N_(
        "Not where a substance came from and not which way it was carried. Laboratories differ in what they can tell and when "
        "they began to; a first report is not a first sale. Only the fentanyl category of one reporting system is held: "
        "shares among all drugs cannot be formed, and Mexico and Canada have no series of this kind here. Half-years marked "
        "incomplete are left out."
    ),
    answer=answer,
    filters=("substance",),
    countries=("US",),
)  # fmt: skip
