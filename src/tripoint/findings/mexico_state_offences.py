"""Investigations opened by the states of Mexico: retail drug dealing, and homicide and injuries by firearm."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tripoint.analysis.measures import Measured
from tripoint.findings.answer import finished, narrowed, rows_of
from tripoint.findings.mexico_tables import MEASURE, Year, by_kind, by_state, monthly, yearly_totals, years_of
from tripoint.findings.question import N_, Chart, ColumnKind, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

SOURCE, SERIES = "mx_sesnsp_state", "fuero_comun"
NATION = "MX"
RETAIL, HOMICIDE = "narcomenudeo", "homicide_intentional"
BY_FIREARM = f"{HOMICIDE}/firearm"
KINDS: Mapping[str, str] = {
    RETAIL: N_("Retail drug dealing (narcomenudeo)"),
    BY_FIREARM: N_("Intentional homicide: with a firearm"),
    f"{HOMICIDE}/blade": N_("Intentional homicide: with a blade"),
    f"{HOMICIDE}/other_means": N_("Intentional homicide: by other means"),
    f"{HOMICIDE}/not_stated": N_("Intentional homicide: manner not stated"),
    "femicide/firearm": N_("Femicide: with a firearm"),
    "injuries_intentional/firearm": N_("Intentional injuries: with a firearm"),
    "homicide_negligent/firearm": N_("Negligent homicide: with a firearm"),
    "injuries_negligent/firearm": N_("Negligent injuries: with a firearm"),
    "femicide/blade": N_("Femicide: with a blade"),
    "femicide/other_means": N_("Femicide: by other means"),
    "femicide/not_stated": N_("Femicide: manner not stated"),
    "injuries_intentional/blade": N_("Intentional injuries: with a blade"),
    "injuries_intentional/other_means": N_("Intentional injuries: by other means"),
    "injuries_intentional/not_stated": N_("Intentional injuries: manner not stated"),
}
PRINTED = 9
"""So many kinds, those of the questions of this report, are printed; the others stand in the rows."""
YEARS = 5


def answer(reader: Reader, filters: Filters) -> Finding:
    filters = replace(filters, place=None) if filters.place == NATION else filters
    release = rows_of(reader.figures(), MEASURE, source=SOURCE, series=SERIES)
    records = narrowed(reader.figures(), filters)
    rows = rows_of(records, MEASURE, source=SOURCE, series=SERIES)
    years = years_of(reader, release, filters)
    complete = [year for year in years if year.is_complete]
    part = [year for year in years[-1:] if not year.is_complete]
    last = [*complete[-2:], *part]
    months = monthly(
        reader, rows, name="months", title=_MONTHS, categories=(RETAIL, BY_FIREARM), in_report=0, kinds=KINDS
    )
    kinds = by_kind(
        reader, rows, [*complete[-YEARS:], *part], name="by_kind", title=_BY_KIND, kinds=KINDS, in_report=PRINTED
    )
    states = [
        by_state(
            reader, rows.where(rows.rows.category == code), last, name=name, title=title, place=filters.place
        )
        for code, name, title in ((RETAIL, "retail_by_state", _RETAIL), (BY_FIREARM, "homicide_by_state", _HOMICIDE))
    ]  # fmt: skip
    return finished(
        QUESTION.name, reader, [records.filter((records.source == SOURCE) & (records.measure == MEASURE))],
        tables=[kinds, *states, months], facts=_facts(reader, rows, last, filters),
        charts=_lines(months, filters),
    )  # fmt: skip


def _facts(reader: Reader, rows: Measured, years: Sequence[Year], filters: Filters) -> Iterator[Fact]:
    """The last complete year with the one before, and the running one, of both offences; the share of firearms."""
    place: tuple[ColumnKind, str] = ("place", filters.place or NATION)
    complete = [year for year in years if year.is_complete]
    for code, (whole, part) in _MESSAGES.items():
        sums = yearly_totals(reader, rows.where(rows.rows.category == code), years)
        if len(complete) == 2 and {year.year for year in complete} <= set(sums):
            before, now = complete
            yield Fact(
                whole,
                {
                    "place": place, "now": ("number", sums[now.year]), "period": ("period", now.span),
                    "then": ("number", sums[before.year]), "before": ("period", before.span),
                },
            )  # fmt: skip
        for year in years:
            if not year.is_complete and year.year in sums:
                yield Fact(part, {"place": place, "now": ("number", sums[year.year]), "period": ("period", year.span)})
    yield from _share(reader, rows, complete[-1:], filters)


def _share(reader: Reader, rows: Measured, years: Sequence[Year], filters: Filters) -> Iterator[Fact]:
    """With a firearm, of all files of intentional homicide of a complete year; files without a manner are in the base."""
    manners = {
        manner: yearly_totals(reader, rows.where(rows.rows.category == f"{HOMICIDE}/{manner}"), years)
        for manner in ("firearm", "blade", "other_means", "not_stated")
    }
    for year in years:
        counts = {manner: sums.get(year.year) for manner, sums in manners.items()}
        if None in counts.values():
            continue
        known = {manner: value for manner, value in counts.items() if value is not None}
        total = sum(known.values())
        if total:
            yield Fact(
                N_(
                    "Intentional homicide, {place}, {period}: {firearm} of {all} files are with a firearm ({share}); "
                    "{unstated} state no manner."
                ),
                {
                    "place": ("place", filters.place or NATION), "period": ("period", year.span),
                    "firearm": ("number", known["firearm"]), "all": ("number", total),
                    "share": ("percent", 100 * known["firearm"] / total), "unstated": ("number", known["not_stated"]),
                },
            )  # fmt: skip


def _lines(months: Table, filters: Filters) -> Iterator[Chart]:
    days = months.data["period_start"].to_pylist()
    if days:
        span = (min(days), max(months.data["period_end"].to_pylist()))
        yield Chart(
            kind="lines", table=months.name, x="period", y="value", split="kind",
            title=N_("Investigations opened each month by state prosecutors. Each offence has a scale of its own."),
            alt=Fact(
                N_(
                    "Line charts of investigations opened each month for retail drug dealing and for intentional "
                    "homicide with a firearm, {place}, {period}."
                ),
                {"place": ("place", filters.place or NATION), "period": ("period", span)},
            ),
        )  # fmt: skip


_MONTHS = N_("State investigations opened each month: retail drug dealing, and intentional homicide with a firearm")
_BY_KIND = N_("State investigations opened, by offence and year")
_RETAIL = N_("Retail drug dealing: state investigations opened, by state and year")
_HOMICIDE = N_("Intentional homicide with a firearm: state investigations opened, by state and year")
_MESSAGES = {
    RETAIL: (
        N_("Retail drug dealing, {place}: {now} state investigations opened in {period}; {then} in {before}."),
        N_("Retail drug dealing, {place}: {now} state investigations opened in {period} (not a whole year)."),
    ),
    BY_FIREARM: (
        N_(
            "Intentional homicide with a firearm, {place}: {now} state investigations opened in {period}; {then} in "
            "{before}."
        ),
        N_(
            "Intentional homicide with a firearm, {place}: {now} state investigations opened in {period} (not a whole "
            "year)."
        ),
    ),
}

QUESTION = Question(
    name="mexico_state_offences",
    title=N_("Investigations by the states of Mexico: retail drug dealing, and offences with a firearm"),
    asks=N_("How many investigations do the states of Mexico open for retail drug dealing and for homicide with firearms?"),
    how_to_read=N_(
        "One unit is an investigation file opened by a state prosecutor. Retail drug dealing is the only drug offence of "
        "the states; all others are federal and stand in another section. Offences are never added to each other. Files "
        "whose manner is not stated can be with a firearm."
    ),
    does_not_say=N_(
        "Files are not victims: one file of homicide can be about several dead. They name no substance, no weapon and no "
        "origin of a weapon, and a state that files more can have more crime, more police work or another way of filing. "
        "Federal files are not in it."
    ),
    answer=answer,
    filters=("place", "since", "until"),
    place_kinds=("country", "state"),
    countries=(NATION,),
)  # fmt: skip
