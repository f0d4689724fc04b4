"""Seizures of drugs at US borders by segment and drug, monthly; events and mass apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import covers, finished, fiscal_year, narrowed, rows_of
from tripoint.findings.fiscal_years import STARTS, FiscalYear, fiscal_years_in
from tripoint.findings.question import N_, Chart, Column, ColumnKind, Fact, Filters, Finding, Question, Table
from tripoint.findings.tails import tail_of, unsettled_periods
from tripoint.store.ledger import Reader

SOURCE, SERIES = "us_cbp_drugs", "nationwide_drugs"
MEASURES = ("seized_mass_kg", "seizure_events")
FENTANYL = "fentanyl"
NATION = "US"
DRAWN = (FENTANYL, "methamphetamine", "cocaine", "heroin")
SEGMENTS = ("US-BORDER-SW", "US-BORDER-N", "US-BORDER-COASTAL")
YEARS = 5

_VALUE = {
    "seized_mass_kg": Column("value", N_("Mass seized (kg)"), "number", 1),
    "seizure_events": Column("value", N_("Seizure events"), "number"),
}
_MONTHLY = {
    "seized_mass_kg": N_("Mass seized each month, by border segment and drug (kg)"),
    "seizure_events": N_("Seizure events each month, by border segment and drug"),
}
_MONTHLY_OF_AN_AREA = {
    "seized_mass_kg": N_("Mass seized each month in the area asked for, by border segment and drug (kg)"),
    "seizure_events": N_("Seizure events each month in the area asked for, by border segment and drug"),
}
_YEARLY = {
    "seized_mass_kg": N_("Mass seized in each US fiscal year, by border segment and drug (kg)"),
    "seizure_events": N_("Seizure events in each US fiscal year, by border segment and drug"),
}
_YEARLY_OF_AN_AREA = {
    "seized_mass_kg": N_("Mass seized in each US fiscal year in the area asked for, by border segment and drug (kg)"),
    "seizure_events": N_("Seizure events in each US fiscal year in the area asked for, by border segment and drug"),
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
_SIDE_BY_SIDE_OF_AN_AREA = {
    "seized_mass_kg": {
        "US-BORDER-SW": N_("US Southwest Border, only the area asked for: mass seized in each US fiscal year (kg)"),
        "US-BORDER-N": N_("US Northern Border, only the area asked for: mass seized in each US fiscal year (kg)"),
        "US-BORDER-COASTAL": N_(
            "US coastal and interior areas, only the area asked for: mass seized in each US fiscal year (kg)"
        ),
    },
    "seizure_events": {
        "US-BORDER-SW": N_("US Southwest Border, only the area asked for: seizure events in each US fiscal year"),
        "US-BORDER-N": N_("US Northern Border, only the area asked for: seizure events in each US fiscal year"),
        "US-BORDER-COASTAL": N_(
            "US coastal and interior areas, only the area asked for: seizure events in each US fiscal year"
        ),
    },
}
_ZERO = {
    "seized_mass_kg": N_(
        "In the tables of mass, a year marked * is not whole: the file does not have all its months, or the time "
        "asked for cuts it. 0: the file has no row, which there means no seizure, or only rows whose weight is 0."
    ),
    "seizure_events": N_(
        "In the tables of events, a year marked * is not whole: the file does not have all its months, or the time "
        "asked for cuts it. 0: the file has no row, which there means no seizure."
    ),
}
_DRAWN_TITLE = {
    "seized_mass_kg": N_("{substance}: mass seized each month (kg). Each border segment has a scale of its own."),
    "seizure_events": N_("{substance}: seizure events each month. Each border segment has a scale of its own."),
}
_DRAWN_TITLE_OF_AN_AREA = {
    "seized_mass_kg": N_(
        "{substance}, {area}: mass seized each month (kg). Each border segment has a scale of its own."
    ),
    "seizure_events": N_("{substance}, {area}: seizure events each month. Each border segment has a scale of its own."),
}
_ALT = N_("Line charts of {substance}, each month, {period}, one for each border segment: {measure}.")
_ALT_OF_AN_AREA = N_(
    "Line charts of {substance}, {area}, each month, {period}, one for each border segment: {measure}."
)
_FACT = N_(
    "{substance}, {segment}: {now} kg seized in US fiscal year {last} in {events} seizure events; {then} kg in "
    "fiscal year {before}."
)
_FACT_OF_AN_AREA = N_(
    "{substance}, {area} (its part of {segment}): {now} kg seized in US fiscal year {last} in {events} seizure "
    "events; {then} kg in fiscal year {before}."
)


@dataclass(frozen=True)
class Asked:
    """What is asked, as sentences and titles name it. area: a CBP area, where only one is asked for."""

    substance: str
    area: str | None

    @property
    def parameters(self) -> dict[str, tuple[ColumnKind, object]]:
        named: dict[str, tuple[ColumnKind, object]] = {"substance": ("substance", self.substance)}
        return named | ({"area": ("place", self.area)} if self.area else {})


def answer(reader: Reader, filters: Filters) -> Finding:
    records = _records(reader, filters)
    asked = Asked(filters.substance or FENTANYL, None if filters.place in (NATION, *SEGMENTS) else filters.place)
    tables: list[Table] = []
    charts: list[Chart] = []
    every_month = _months(reader)
    months = [month for month in every_month if covers(filters, *month)]
    years = fiscal_years_in(every_month, filters)
    titles = (_MONTHLY_OF_AN_AREA, _YEARLY_OF_AN_AREA) if asked.area else (_MONTHLY, _YEARLY)
    for name in MEASURES:
        monthly = rows_of(records, name, source=SOURCE, series=SERIES).total(
            by=("border_segment", "substance", "period_start", "period_end"), over=("places", "categories")
        )
        rows = _whole(reader.fetch(monthly), months, _unsettled(reader, name))
        tables.append(Table(f"monthly_{name}", titles[0][name], name, _columns("period", name), rows, in_report=0))
        yearly = _yearly(reader, records, name, years)
        tables.append(
            Table(f"yearly_{name}", titles[1][name], name, _columns("fiscal_year", name), yearly, in_report=0)
        )
        tables += _wide(name, yearly, years, asked)
        charts.append(_chart(name, rows, asked))
    used = records.filter((records.source == SOURCE) & records.measure.isin(MEASURES))
    facts = _facts({t.name: t.data for t in tables}, years, asked)
    return finished(QUESTION.name, reader, [used], tables=tables, charts=charts, facts=facts)


def _records(reader: Reader, filters: Filters) -> ir.Table:
    """The records asked for; a border segment is every area of it."""
    if filters.place not in (NATION, *SEGMENTS):
        return narrowed(reader.figures(), filters)
    records = narrowed(reader.figures(), replace(filters, place=None))
    return records if filters.place == NATION else records.filter(records.border_segment == filters.place)


def _months(reader: Reader) -> list[tuple[date, date]]:
    """First and last day of every month in which the file has a row of any kind, oldest first."""
    records = reader.figures()
    kept = records.filter((records.source == SOURCE) & (records.series == SERIES) & records.measure.isin(MEASURES))
    found = reader.fetch(kept.select("period_start", "period_end").distinct().order_by("period_start")).to_pylist()
    return [(month["period_start"], month["period_end"]) for month in found]


def _unsettled(reader: Reader, name: str) -> frozenset[tuple[date, date]]:
    """The months whose figures will still change: those of the running fiscal year, and what vintages show."""
    records = reader.figures()
    own = records.filter(records.source == SOURCE, records.series == SERIES, records.measure == name)
    return unsettled_periods(reader, own, tail_of(reader, SOURCE, SERIES, name))


def _whole(rows: pa.Table, months: Sequence[tuple[date, date]], unsettled: frozenset[tuple[date, date]]) -> pa.Table:
    """The rows with a 0 (record_count 0) in each month of the file that has no row of a segment's drug.

    In this file an absent row means that nothing was seized. Segments stand in the order of SEGMENTS.
    """
    found = {(r["border_segment"], r["substance"], r["period_start"]): r for r in rows.to_pylist()}
    order = {segment: number for number, segment in enumerate(SEGMENTS)}
    pairs = sorted({key[:2] for key in found}, key=lambda pair: (order.get(pair[0], len(order)), str(pair[1])))
    zero = {"value": 0.0, "record_count": 0, "missing_count": 0}
    filled = [
        found.get(
            (*pair, start),
            {"border_segment": pair[0], "substance": pair[1], "period_start": start, "period_end": end, **zero},
        )
        for pair in pairs
        for start, end in months
    ]
    marked = [{**row, "is_unsettled": (row["period_start"], row["period_end"]) in unsettled} for row in filled]
    return pa.Table.from_pylist(marked, rows.schema.append(pa.field("is_unsettled", pa.bool_())))


def _yearly(reader: Reader, records: ir.Table, name: str, years: Sequence[FiscalYear]) -> pa.Table:
    """Sums of the months asked for, newest year first. A year without a row of the drug has none here."""
    rows = rows_of(records, name, source=SOURCE, series=SERIES)
    dated = rows.with_column(year=fiscal_year(rows.rows.period_start, starts=STARTS))
    yearly = dated.total(by=("border_segment", "substance", "year"), over=("places", "periods", "categories"))
    marks = {year.year: year for year in years}
    found = reader.fetch(yearly).to_pylist()
    found.sort(key=lambda row: (str(row["border_segment"]), row["substance"], -row["year"]))
    data = [
        {**row, "fiscal_year": marks[row["year"]].title, "is_complete": marks[row["year"]].is_complete} for row in found
    ]
    return pa.Table.from_pylist(data, _YEARS)


def _wide(name: str, yearly: pa.Table, years: Sequence[FiscalYear], asked: Asked) -> Iterator[Table]:
    """A table a segment: one row per drug, the last YEARS fiscal years as columns; no row in the file is 0."""
    rows = yearly.to_pylist()
    last = years[-YEARS:]
    values = {(r["border_segment"], r["substance"], r["year"]): r["value"] for r in rows}
    drugs = sorted({r["substance"] for r in rows}, key=lambda s: (DRAWN.index(s) if s in DRAWN else len(DRAWN), s))
    shown = tuple(Column(year.title, year.title, "number", _VALUE[name].decimals) for year in last)
    pairs = [(s, d) for s in SEGMENTS for d in drugs if any((s, d, year.year) in values for year in last)]
    titles = _SIDE_BY_SIDE_OF_AN_AREA if asked.area else _SIDE_BY_SIDE
    for segment in dict.fromkeys(segment for segment, _ in pairs):
        own = [drug for other, drug in pairs if other == segment]
        data = pa.table(
            {
                "border_segment": pa.array([segment] * len(own), pa.string()),
                "substance": pa.array(own, pa.string()),
                **{
                    year.title: pa.array([values.get((segment, drug, year.year), 0.0) for drug in own], pa.float64())
                    for year in last
                },
            }
        )
        yield Table(
            f"years_side_by_side_{name}_{segment}", titles[name][segment], name,
            (Column("substance", N_("Drug"), "substance"), *shown), data,
            note=_ZERO[name] if segment == pairs[-1][0] else None,
        )  # fmt: skip


def _columns(time: str, name: str) -> tuple[Column, ...]:
    when = Column("period", N_("Month"), "period") if time == "period" else Column(time, N_("US fiscal year"))
    return (
        Column("border_segment", N_("Border segment"), "place"),
        Column("substance", N_("Drug"), "substance"),
        when,
        _VALUE[name],
    )


def _chart(name: str, rows: pa.Table, asked: Asked) -> Chart:
    months = rows["period_start"].to_pylist()
    span: tuple[date, date] = (
        min(months, default=date(1970, 1, 1)),
        max(rows["period_end"].to_pylist(), default=date(1970, 1, 1)),
    )
    titles, alt = (_DRAWN_TITLE_OF_AN_AREA, _ALT_OF_AN_AREA) if asked.area else (_DRAWN_TITLE, _ALT)
    return Chart(
        kind="lines", table=f"monthly_{name}", x="period", y="value", title=Fact(titles[name], asked.parameters),
        split="border_segment", where=(("substance", asked.substance),), unsettled="is_unsettled",
        alt=Fact(alt, {**asked.parameters, "period": ("period", span), "measure": ("measure", name)}),
    )  # fmt: skip


def _facts(tables: Mapping[str, pa.Table], years: Sequence[FiscalYear], asked: Asked) -> list[Fact]:
    """The drug in the last whole fiscal year and the one before, per segment; never a comparison of measures."""
    facts = []
    mass = _by_year(tables["yearly_seized_mass_kg"], asked.substance)
    events = _by_year(tables["yearly_seizure_events"], asked.substance)
    complete = [year.year for year in years if year.is_complete]
    if len(complete) < 2 or complete[-1] - complete[-2] != 1:
        return []
    before, last = complete[-2:]
    for segment in SEGMENTS:
        now, then, count = mass.get((segment, last)), mass.get((segment, before)), events.get((segment, last))
        if now is not None and then is not None and count is not None:
            facts.append(
                Fact(
                    _FACT_OF_AN_AREA if asked.area else _FACT,
                    {
                        **asked.parameters, "segment": ("place", segment), "now": ("number", now),
                        "last": ("text", last), "events": ("number", count), "then": ("number", then),
                        "before": ("text", before),
                    },
                    is_headline=segment != "US-BORDER-COASTAL",
                )
            )  # fmt: skip
    return facts


def _by_year(rows: pa.Table, substance: str) -> dict[tuple[str, int], float]:
    return {
        (row["border_segment"], row["year"]): row["value"]
        for row in rows.to_pylist()
        if row["substance"] == substance and row["value"] is not None
    }


_YEARS = pa.schema(
    [
        ("border_segment", pa.string()), ("substance", pa.string()), ("fiscal_year", pa.string()),
        ("year", pa.int64()), ("is_complete", pa.bool_()), ("value", pa.float64()),
        ("record_count", pa.int64()), ("missing_count", pa.int64()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="border_drug_seizures",
    title=N_("Drug seizures at the borders of the United States"),
    asks=N_("How much of which drug do US border authorities seize, where and when?"),
    how_to_read=N_(
        "Events and mass are two measures and are never put on one scale. A border segment is a group of areas "
        "of US Customs and Border Protection, not a state. Months belong to US fiscal years, which begin in "
        "October; months of the running year, which the publisher issues anew each month, are grey. "
        "In this file a month without a row had no seizure of that drug in that segment: it is drawn as 0, "
        "and has a record_count of 0 in the rows."
    ),
    does_not_say=N_(
        "A seizure is where enforcement met a shipment. More seizures can mean more traffic, more inspection or "
        "better tips; fewer can mean the reverse. The file has no port of entry, no origin country, no purity and "
        "no count of pills. No comparable series of Mexico or Canada, by month and segment, is held."
    ),
    answer=answer,
    filters=("place", "substance", "since", "until"),
    place_kinds=("country", "border_segment", "cbp_area"),
    countries=(NATION,),
)
