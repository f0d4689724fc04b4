"""Fentanyl and related substances in US laboratories by half-year and state, with first-seen dates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tripoint.findings.answer import covers, finished, narrowed, rows_of
from tripoint.findings.laboratory_tables import (
    FENTANYL,
    MEASURE,
    OR_EARLIER,
    SOURCE,
    HalfYear,
    by_state,
    first_seen,
    half_years,
    table_3,
    totals,
)
from tripoint.findings.question import N_, Chart, ColumnKind, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

NATION = "US"
Parameters = dict[str, tuple[ColumnKind, object]]
Values = Mapping[tuple[str, date], float]
"""(`focus` or `others`, first day of the half-year) → reports."""


def answer(reader: Reader, filters: Filters) -> Finding:
    filters = replace(filters, place=None) if filters.place == NATION else filters
    everything = narrowed(reader.figures(), replace(filters, since=None, until=None))
    asked = narrowed(reader.figures(), filters)
    dqs = rows_of(asked, MEASURE, source=SOURCE, series="dqs")
    release = half_years(reader, rows_of(reader.figures(), MEASURE, source=SOURCE, series="dqs"))
    halves = [half for half in release if covers(filters, half.start, half.end)]
    complete = [half for half in halves if half.is_complete]
    is_last = complete[-1:] == [half for half in release if half.is_complete][-1:]
    half_yearly = totals(reader, dqs, halves, filters)
    values = _values(half_yearly)
    yearly = table_3(reader, rows_of(asked, MEASURE, source=SOURCE, series="table3"), filters)
    tables, charts, facts = [half_yearly, yearly], list(_lines(halves, values, filters)), []
    used = asked
    if len(half_yearly.data):
        used = everything
        seen = first_seen(
            reader, rows_of(everything, MEASURE, source=SOURCE, series="dqs"), begin=release[0].start, filters=filters
        )
        tables.insert(1, seen)
        facts = list(_facts(values, halves, filters, is_last=is_last))
        facts += _new(seen, complete[-2]) if not filters.given() and len(complete) > 1 else []
        facts += _so_far(values, halves, filters)
        if len(complete) > 1:
            tables.insert(1, by_state(reader, dqs, complete[-2:], filters, is_last=is_last))
            charts += [_map(complete[-1], filters)] if filters.place is None else []
    used = used.filter((used.source == SOURCE) & (used.measure == MEASURE))
    return finished(QUESTION.name, reader, [used], tables=tables, charts=charts, facts=facts)


def _values(half_yearly: Table) -> Values:
    rows = half_yearly.data.to_pylist()
    return {(r["group_code"], r["period_start"]): r["value"] for r in rows if r["value"] is not None}


def _lines(halves: Sequence[HalfYear], values: Values, filters: Filters) -> Iterator[Chart]:
    held = {start for _, start in values}
    drawn = [half for half in halves if half.start in held]
    if drawn:
        yield Chart(
            kind="lines", table="half_yearly", x="period", y="value",
            series="substance" if filters.substance else "group", unsettled="is_unsettled",
            title=N_("Laboratory reports of each half-year. Half-years marked incomplete are grey."),
            alt=Fact(
                N_("Line chart of laboratory reports in each half-year, {period}: {place}."),
                {
                    "period": ("period", (drawn[0].start, drawn[-1].end)),
                    "place": ("place", filters.place or NATION),
                },
            ),
        )  # fmt: skip


def _map(last: HalfYear, filters: Filters) -> Chart:
    return Chart(
        kind="symbols", table="by_state", x="place", y="last", country="US",
        title=Fact(
            _MAP, {"substance": ("substance", filters.substance or FENTANYL), "period": ("period", last.span)}
        ),
        alt=Fact(
            N_("Map of the United States with a circle for each state: laboratory reports in {period}."),
            {"period": ("period", last.span)},
        ),
    )  # fmt: skip


def _facts(values: Values, halves: Sequence[HalfYear], filters: Filters, *, is_last: bool) -> Iterator[Fact]:
    """The newest half-year asked for with the one before, and the one with the most reports.

    is_last: no later half-year of the release is complete, so that it may be called the last.
    """
    complete = [half for half in halves if half.is_complete]
    named = _named(filters)
    messages = {"focus": _FOCUS if is_last else _FOCUS_EARLIER, "others": _OTHERS}
    for code, message in messages.items():
        before, last = complete[-2:] if len(complete) > 1 else (None, None)
        if before is None or last is None:
            return
        now, then = values.get((code, last.start)), values.get((code, before.start))
        if now is not None and then is not None:
            yield Fact(
                message,
                {
                    **named, "now": ("number", now), "period": ("period", last.span), "then": ("number", then),
                    "before": ("period", before.span),
                },
                is_headline=code == "focus",
            )  # fmt: skip
    held = {half: values["focus", half.start] for half in complete if ("focus", half.start) in values}
    most = max(held.values(), default=None)
    peaks = [half for half, value in held.items() if value == most]
    if len(held) > 1 and len(peaks) == 1:
        parameters: Parameters = {**named, "period": ("period", peaks[0].span), "most": ("number", most)}
        yield Fact(_PEAK if filters.since is None and filters.until is None else _PEAK_ASKED, parameters)


def _so_far(values: Values, halves: Sequence[HalfYear], filters: Filters) -> Iterator[Fact]:
    """The half-years that laboratories were still reporting."""
    for half in halves:
        if not half.is_complete and ("focus", half.start) in values:
            yield Fact(
                N_(
                    "{substance}, {place}, {period}: {so_far} reports so far. This half-year was incomplete when "
                    "retrieved."
                ),
                {
                    **_named(filters), "period": ("period", half.span),
                    "so_far": ("number", values["focus", half.start]),
                },
            )  # fmt: skip


def _named(filters: Filters) -> Parameters:
    return {
        "substance": ("substance", filters.substance or FENTANYL), "place": ("place", filters.place or NATION),
    }  # fmt: skip


def _new(seen: Table, since: HalfYear) -> Iterator[Fact]:
    """How many substances have their first report in the last two complete half-years or later."""
    new = [row for row in seen.data.to_pylist() if row["first_start"] >= since.start and row["first"] != OR_EARLIER]
    if new:
        most = max(new, key=lambda row: row["value"])
        yield Fact(
            N_(
                "{count} of the {all} fentanyl-related substances in this laboratory release have their first "
                "report after {day}; the one with the most reports since is {substance}: {reports}."
            ),
            {
                "count": ("number", len(new)), "all": ("number", len(seen.data)),
                "day": ("date", date.fromordinal(since.start.toordinal() - 1)),
                "substance": ("substance", most["substance"]), "reports": ("number", most["value"]),
            },
        )  # fmt: skip


_MAP = N_("{substance}: laboratory reports by state, {period}. The area of a circle is the number of reports.")
_FOCUS = N_(
    "{substance}, {place}: {now} laboratory reports in {period}, the last half-year not marked incomplete; "
    "{then} in {before}."
)
_FOCUS_EARLIER = N_("{substance}, {place}: {now} laboratory reports in {period}; {then} in {before}.")
_PEAK = N_("{substance}, {place}: of the half-years not marked incomplete, {period} has the most reports: {most}.")
_PEAK_ASKED = N_(
    "{substance}, {place}: of the half-years not marked incomplete within the time asked for, {period} has the most "
    "reports: {most}."
)
_OTHERS = N_("All other substances of the category, {place}: {now} laboratory reports in {period}; {then} in {before}.")

QUESTION = Question(
    name="laboratory_reports",
    title=N_("Fentanyl and related substances in laboratories of the United States"),
    asks=N_("Which fentanyl-related substances do laboratories report, in which state, and since when?"),
    how_to_read=N_(
        "A report is one drug that a laboratory identified in one exhibit: one exhibit can give several. "
        "Half-years follow the day on which the exhibit was submitted. Salts are counted with their base. "
        "The category also holds precursors and breakdown products, such as 4-ANPP. All half-years come from "
        "one query of one day; the yearly Table 3 has other cut-offs and stands apart."
    ),
    does_not_say=N_(
        "Reports are not seizures, not weights and not people. More reports can mean more exhibits, more "
        "laboratories, faster laboratories or a new method. A first report is when a laboratory of this "
        "system first named the substance, not when it was first sold. Reports are not shares of all drugs: "
        "other categories are not held. A half-year not marked incomplete may still grow. Mexico and Canada have no series of this kind in the data held."
    ),
    answer=answer,
    filters=("place", "substance", "since", "until"),
    place_kinds=("country", "state", "territory", "residual"),
    countries=(NATION,),
)
