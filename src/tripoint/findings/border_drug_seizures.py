"""Seizures of drugs at US borders by segment and drug, monthly; events and mass apart."""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import finished, fiscal_year, narrowed, rows_of
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
_DRAWN_TITLE = {
    "seized_mass_kg": N_("Fentanyl: mass seized each month (kg). Each border segment has a scale of its own."),
    "seizure_events": N_("Fentanyl: seizure events each month. Each border segment has a scale of its own."),
}


def answer(reader: Reader, filters: Filters) -> Finding:
    records = narrowed(reader.figures(), filters)
    tables: list[Table] = []
    charts: list[Chart] = []
    for name in MEASURES:
        monthly = rows_of(records, name, source=SOURCE, series=SERIES).total(
            by=("border_segment", "substance", "period_start", "period_end"), over=("places", "categories")
        )
        rows = reader.fetch(monthly.order_by("border_segment", "substance", "period_start"))
        tables.append(Table(f"monthly_{name}", _MONTHLY[name], name, _columns("period", name), rows, in_report=0))
        tables.append(
            Table(
                f"yearly_{name}", _YEARLY[name], name, _columns("fiscal_year", name),
                reader.fetch(_yearly(records, name)), in_report=0,
            )
        )  # fmt: skip
        tables.append(_wide(name, tables[-1].data))
        charts.append(_chart(name, rows))
    used = records.filter((records.source == SOURCE) & records.measure.isin(MEASURES))
    facts = _facts({t.name: t.data for t in tables})
    return finished(QUESTION.name, reader, [used], tables=tables, charts=charts, facts=facts)


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


def _wide(name: str, yearly: pa.Table) -> Table:
    """One row per segment and drug, the last YEARS fiscal years as columns; no row in the file is a true zero."""
    rows = yearly.to_pylist()
    years = sorted({(r["year"], r["fiscal_year"]) for r in rows})[-YEARS:]
    values = {(r["border_segment"], r["substance"], r["year"]): r["value"] for r in rows}
    drugs = sorted({r["substance"] for r in rows}, key=lambda s: (DRAWN.index(s) if s in DRAWN else len(DRAWN), s))
    pairs = [(segment, drug) for segment in SEGMENTS for drug in drugs]
    pairs = [p for p in pairs if any((*p, year) in values for year, _ in years)]
    columns = {"border_segment": [p[0] for p in pairs], "substance": [p[1] for p in pairs]}
    data = pa.table(
        {
            **{key: pa.array(column, pa.string()) for key, column in columns.items()},
            **{text: pa.array([values.get((*p, year), 0.0) for p in pairs], pa.float64()) for year, text in years},
        }
    )
    shown = tuple(Column(text, text, "number", _VALUE[name].decimals) for _, text in years)
    head = (Column("border_segment", N_("Border segment"), "place"), Column("substance", N_("Drug"), "substance"))
    return Table(
        f"years_side_by_side_{name}", _YEARLY[name], name, head + shown, data,
        note=N_(
            "A year marked * was not complete when the file was published. 0 means that the file has no row, "
            "which there means no seizure."
        ),
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
                        "{then} kg in {before}."
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
        "October. A month without a row had no seizure of that drug in that segment."
    ),
    does_not_say=N_(
        "A seizure is where enforcement met a shipment. More seizures can mean more traffic, more inspection or "
        "better tips; fewer can mean the reverse. The file has no port of entry, no origin country, no purity and "
        "no count of pills. Nothing comparable is published by Mexico or Canada by month and segment."
    ),
    answer=answer,
    filters=("place", "substance", "since", "until"),
)
