"""Seizures of drugs at US borders by segment and drug, monthly; events and mass apart."""

from collections.abc import Iterator, Mapping
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import finished, fiscal_year, narrowed, rows_of, within
from tripoint.findings.question import N_, Chart, Column, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

SOURCE, SERIES = "us_cbp_drugs", "nationwide_drugs"
MEASURES = ("seized_mass_kg", "seizure_events")
DRAWN = ("fentanyl", "methamphetamine", "cocaine", "heroin")
SEGMENTS = ("US-BORDER-SW", "US-BORDER-N", "US-BORDER-COASTAL")
FISCAL_START = 10
YEARS = 5

_VALUE = {
    "seized_mass_kg": Column("value", N_("Mass seized (kg)"), "number", 1),
    "seizure_events": Column("value", N_("Seizure events"), "number"),
}
_MONTHLY = {
    "seized_mass_kg": N_("Mass seized each month, by border segment and drug (kg)"),
    "seizure_events": N_("Seizure events each month, by border segment and drug"),
}
_YEARLY = {
    "seized_mass_kg": N_("Mass seized in each US fiscal year, by border segment and drug (kg)"),
    "seizure_events": N_("Seizure events in each US fiscal year, by border segment and drug"),
}
_SIDE_BY_SIDE = {
    "seized_mass_kg": {
        "US-BORDER-SW": N_("US Southwest Border: mass seized in each US fiscal year (kg)"),
        "US-BORDER-N": N_("US Northern Border: mass seized in each US fiscal year (kg)"),
        "US-BORDER-COASTAL": N_("US coastal and interior areas: mass seized in each US fiscal year (kg)"),
    },
    "seizure_events": {
        "US-BORDER-SW": N_("US Southwest Border: seizure events in each US fiscal year"),
        "US-BORDER-N": N_("US Northern Border: seizure events in each US fiscal year"),
        "US-BORDER-COASTAL": N_("US coastal and interior areas: seizure events in each US fiscal year"),
    },
}
_ZERO = {
    "seized_mass_kg": N_(
        "In the tables of mass, a year marked * was not complete when the file was published. 0: the file has no "
        "row, which there means no seizure, or only rows whose weight is 0."
    ),
    "seizure_events": N_(
        "In the tables of events, a year marked * was not complete when the file was published. 0: the file has "
        "no row, which there means no seizure."
    ),
}
_DRAWN_TITLE = {
    "seized_mass_kg": N_("Fentanyl: mass seized each month (kg). Each border segment has a scale of its own."),
    "seizure_events": N_("Fentanyl: seizure events each month. Each border segment has a scale of its own."),
}


def answer(reader: Reader, filters: Filters) -> Finding:
    records = narrowed(reader.figures(), filters)
    tables: list[Table] = []
    charts: list[Chart] = []
    months = _months(reader, filters)
    for name in MEASURES:
        monthly = rows_of(records, name, source=SOURCE, series=SERIES).total(
            by=("border_segment", "substance", "period_start", "period_end"), over=("places", "categories")
        )
        rows = _whole(reader.fetch(monthly), months)
        tables.append(Table(f"monthly_{name}", _MONTHLY[name], name, _columns("period", name), rows, in_report=0))
        tables.append(
            Table(
                f"yearly_{name}", _YEARLY[name], name, _columns("fiscal_year", name),
                reader.fetch(_yearly(records, name)), in_report=0,
            )
        )  # fmt: skip
        tables += _wide(name, tables[-1].data)
        charts.append(_chart(name, rows))
    used = records.filter((records.source == SOURCE) & records.measure.isin(MEASURES))
    facts = _facts({t.name: t.data for t in tables})
    return finished(QUESTION.name, reader, [used], tables=tables, charts=charts, facts=facts)


def _months(reader: Reader, filters: Filters) -> pa.Table:
    """First and last day of every month of the time asked for in which the file has a row of any kind."""
    records = within(reader.figures(), filters)
    kept = records.filter((records.source == SOURCE) & (records.series == SERIES) & records.measure.isin(MEASURES))
    return reader.fetch(kept.select("period_start", "period_end").distinct().order_by("period_start"))


def _whole(rows: pa.Table, months: pa.Table) -> pa.Table:
    """The rows with a 0 (record_count 0) in each month of the file that has no row of a segment's drug.

    In this file an absent row means that nothing was seized. Segments stand in the order of SEGMENTS.
    """
    found = {(r["border_segment"], r["substance"], r["period_start"]): r for r in rows.to_pylist()}
    order = {segment: number for number, segment in enumerate(SEGMENTS)}
    pairs = sorted({key[:2] for key in found}, key=lambda pair: (order.get(pair[0], len(order)), str(pair[1])))
    zero = {"value": 0.0, "record_count": 0, "missing_count": 0}
    filled = [
        found.get((*pair, month["period_start"]), {"border_segment": pair[0], "substance": pair[1], **month, **zero})
        for pair in pairs
        for month in months.to_pylist()
    ]
    return pa.Table.from_pylist(filled, rows.schema)


def _yearly(records: ir.Table, name: str) -> ir.Table:
    rows = rows_of(records, name, source=SOURCE, series=SERIES)
    dated = rows.with_column(year=fiscal_year(rows.rows.period_start, starts=FISCAL_START))
    yearly = dated.total(by=("border_segment", "substance", "year"), over=("places", "periods", "categories"))
    last = dated.rows.group_by("year").agg(year_end=dated.rows.period_end.max())
    joined = yearly.join(last, "year")
    mark = joined.year_end.month() == ibis.literal(FISCAL_START - 1)
    labelled = joined.mutate(fiscal_year=joined.year.cast("string") + mark.ifelse("", "*"), is_complete=mark)
    order = ["border_segment", "substance", ibis.desc("year")]
    return labelled.select(
        "border_segment", "substance", "fiscal_year", "year", "is_complete", "value", "record_count", "missing_count"
    ).order_by(order)


def _wide(name: str, yearly: pa.Table) -> Iterator[Table]:
    """A table a segment: one row per drug, the last YEARS fiscal years as columns; no row in the file is 0."""
    rows = yearly.to_pylist()
    years = sorted({(r["year"], r["fiscal_year"]) for r in rows})[-YEARS:]
    values = {(r["border_segment"], r["substance"], r["year"]): r["value"] for r in rows}
    drugs = sorted({r["substance"] for r in rows}, key=lambda s: (DRAWN.index(s) if s in DRAWN else len(DRAWN), s))
    shown = tuple(Column(text, text, "number", _VALUE[name].decimals) for _, text in years)
    pairs = [(s, d) for s in SEGMENTS for d in drugs if any((s, d, year) in values for year, _ in years)]
    for segment in dict.fromkeys(segment for segment, _ in pairs):
        own = [drug for other, drug in pairs if other == segment]
        data = pa.table(
            {
                "border_segment": pa.array([segment] * len(own), pa.string()),
                "substance": pa.array(own, pa.string()),
                **{
                    text: pa.array([values.get((segment, drug, year), 0.0) for drug in own], pa.float64())
                    for year, text in years
                },
            }
        )
        yield Table(
            f"years_side_by_side_{name}_{segment}", _SIDE_BY_SIDE[name][segment], name,
            (Column("substance", N_("Drug"), "substance"), *shown), data, note=_ZERO[name] if segment == pairs[-1][0] else None,
        )  # fmt: skip


def _columns(time: str, name: str) -> tuple[Column, ...]:
    when = Column("period", N_("Month"), "period") if time == "period" else Column(time, N_("US fiscal year"))
    return (
        Column("border_segment", N_("Border segment"), "place"),
        Column("substance", N_("Drug"), "substance"),
        when,
        _VALUE[name],
    )


def _chart(name: str, rows: pa.Table) -> Chart:
    months = rows["period_start"].to_pylist()
    span: tuple[date, date] = (
        min(months, default=date(1970, 1, 1)),
        max(rows["period_end"].to_pylist(), default=date(1970, 1, 1)),
    )
    return Chart(
        kind="lines", table=f"monthly_{name}", x="period", y="value", title=_DRAWN_TITLE[name], split="border_segment",
        where=(("substance", "fentanyl"),),
        alt=Fact(
            N_("Line charts of fentanyl seized each month, {period}, one for each border segment: {measure}."),
            {"period": ("period", span), "measure": ("measure", name)},
        ),
    )  # fmt: skip


def _facts(tables: Mapping[str, pa.Table]) -> list[Fact]:
    """Fentanyl in the last complete fiscal year and the one before, per segment; never a comparison of measures."""
    facts = []
    mass = _by_year(tables["yearly_seized_mass_kg"])
    events = _by_year(tables["yearly_seizure_events"])
    complete = sorted({y for (s, y), (v, ok) in mass.items() if ok})
    if len(complete) < 2:
        return []
    before, last = complete[-2:]
    for segment in SEGMENTS:
        now, then, count = mass.get((segment, last)), mass.get((segment, before)), events.get((segment, last))
        if now and then and count:
            facts.append(
                Fact(
                    N_(
                        "Fentanyl, {segment}: {now} kg seized in US fiscal year {last} in {events} seizure events; "
                        "{then} kg in fiscal year {before}."
                    ),
                    {
                        "segment": ("place", segment), "now": ("number", now[0]), "last": ("text", last),
                        "events": ("number", count[0]), "then": ("number", then[0]), "before": ("text", before),
                    },
                    is_headline=segment != "US-BORDER-COASTAL",
                )
            )  # fmt: skip
    return facts


def _by_year(rows: pa.Table) -> dict[tuple[str, int], tuple[float, bool]]:
    return {
        (row["border_segment"], row["year"]): (row["value"], row["is_complete"])
        for row in rows.to_pylist()
        if row["substance"] == "fentanyl" and row["value"] is not None
    }


QUESTION = Question(
    name="border_drug_seizures",
    title=N_("Drug seizures at the borders of the United States"),
    asks=N_("How much of which drug do US border authorities seize, where and when?"),
    how_to_read=N_(
        "Events and mass are two measures and are never put on one scale. A border segment is a group of areas "
        "of US Customs and Border Protection, not a state. Months belong to US fiscal years, which begin in "
        "October. In this file a month without a row had no seizure of that drug in that segment: it is drawn as 0, "
        "and has a record_count of 0 in the rows."
    ),
    does_not_say=N_(
        "A seizure is where enforcement met a shipment. More seizures can mean more traffic, more inspection or "
        "better tips; fewer can mean the reverse. The file has no port of entry, no origin country, no purity and "
        "no count of pills. No comparable series of Mexico or Canada, by month and segment, is held."
    ),
    answer=answer,
    filters=("place", "substance", "since", "until"),
)
