"""Drug seizures in which CBP Air and Marine Operations took part; never added to the nationwide seizures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import finished, fiscal_year, narrowed, rows_of
from tripoint.findings.fiscal_years import MARK, STARTS, FiscalYear, fiscal_years_of, last_two
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

SOURCE, SERIES = "us_cbp_air_marine", "amo_drugs"
MASS, EVENTS = "air_marine_seized_mass_kg", "air_marine_seizure_events"
TITLES: Mapping[str, str] = {
    MASS: N_("Mass seized with Air and Marine Operations in each US fiscal year, by drug (kg)"),
    EVENTS: N_("Seizure events with Air and Marine Operations in each US fiscal year, by drug"),
}
NATION = "US"
SEGMENTS = ("US-BORDER-SW", "US-BORDER-N", "US-BORDER-COASTAL")
DRUGS = ("cocaine", "methamphetamine", "fentanyl", "heroin", "marijuana")
YEARS = 5
OUTLIER = "outlier_for_review"
Sums = Mapping[tuple[str, int], float]


def answer(reader: Reader, filters: Filters) -> Finding:
    release = reader.figures().filter(reader.figures().source == SOURCE, reader.figures().series == SERIES)
    years = fiscal_years_of(reader, release, filters)
    records = _records(release, filters)
    sums = {name: _yearly(reader, records, name) for name in (MASS, EVENTS)}
    tables = [_wide(name, sums[name], years[-YEARS:]) for name in (MASS, EVENTS)]
    marked = _marked(reader, records)
    facts = [*_facts(sums, years, filters), *_review(marked)]
    return finished(QUESTION.name, reader, [records], tables=[*tables, marked], facts=facts)


def _records(release: ir.Table, filters: Filters) -> ir.Table:
    """The records asked for; a border segment is every branch that acts in it."""
    if filters.place not in (NATION, *SEGMENTS):
        return narrowed(release, filters)
    records = narrowed(release, replace(filters, place=None))
    return records if filters.place == NATION else records.filter(records.border_segment == filters.place)


def _yearly(reader: Reader, records: ir.Table, name: str) -> Sums:
    rows = rows_of(records, name, source=SOURCE, series=SERIES)
    dated = rows.with_column(year=fiscal_year(rows.rows.period_start, starts=STARTS))
    total = dated.total(by=("substance", "year"), over=("places", "periods", "categories"))
    return {(row["substance"], row["year"]): row["value"] for row in reader.fetch(total).to_pylist()}


def _wide(name: str, sums: Sums, years: Sequence[FiscalYear]) -> Table:
    """One row a drug, fiscal years as columns; no row in the file is 0, because the file lists what was seized."""
    found = {drug for drug, _ in sums}
    drugs = [*(d for d in DRUGS if d in found), *sorted(found - set(DRUGS))]
    data = {"substance": pa.array(drugs, pa.string())} | {
        year.title: pa.array([sums.get((drug, year.year), 0.0) for drug in drugs], pa.float64()) for year in years
    }
    columns = tuple(Column(year.title, year.title, "number", 1 if name == MASS else 0) for year in years)
    note = MARK if name == EVENTS else _ZERO
    return Table(
        name, TITLES[name], name, (Column("substance", N_("Drug"), "substance"), *columns), pa.table(data), note=note
    )


def _marked(reader: Reader, records: ir.Table) -> Table:
    """The single rows whose weight is marked for review."""
    rows = records.filter(records.measure == MASS, records.caveats.contains(OUTLIER)).order_by("period_start", "place")
    found = rows.select("period_start", "period_end", "place", "substance", "value", "as_written")
    return Table(
        "marked_for_review", N_("Single rows marked for review, as published"), MASS,
        (
            Column("period", N_("Month"), "period"), Column("place", N_("Branch"), "place"),
            Column("substance", N_("Drug"), "substance"), Column("value", N_("Mass (kg)"), "number"),
            Column("as_written", N_("Pounds, as published")),
        ),
        reader.fetch(found), in_report=3,
    )  # fmt: skip


def _facts(sums: Mapping[str, Sums], years: Sequence[FiscalYear], filters: Filters) -> Iterator[Fact]:
    two = last_two(years)
    drug = filters.substance or DRUGS[0]
    if two is None:
        return
    before, last = two
    cells = [sums[name].get((drug, year)) for name, year in ((MASS, last), (EVENTS, last), (MASS, before))]
    if None not in cells:
        yield Fact(
            N_(
                "{substance}, {place}: {now} kg seized with Air and Marine Operations in US fiscal year {last} in "
                "{events} seizure events; {then} kg in fiscal year {before}. Not to be added to other seizures."
            ),
            {
                "substance": ("substance", drug), "place": ("place", filters.place or NATION),
                "now": ("number", cells[0]), "last": ("text", last), "events": ("number", cells[1]),
                "then": ("number", cells[2]), "before": ("text", before),
            },
        )  # fmt: skip


def _review(marked: Table) -> Iterator[Fact]:
    for row in marked.data.to_pylist():
        yield Fact(
            N_("Marked for review: one row of {place}, {period}, has {value} kg of {substance}."),
            {
                "place": ("place", row["place"]), "period": ("period", (row["period_start"], row["period_end"])),
                "value": ("number", row["value"]), "substance": ("substance", row["substance"]),
            },
        )  # fmt: skip


_ZERO = N_("0: the file has no row, which there means no seizure, or only rows whose weight is 0.")

QUESTION = Question(
    name="air_marine_drug_seizures",
    title=N_("Drug seizures with US Air and Marine Operations"),
    asks=N_("How much of which drug is seized with the aircraft and vessels of US border authorities?"),
    how_to_read=N_(
        "An event counts here if Air and Marine Operations took part. The publisher does not say whether it also "
        "counts among the nationwide seizures, so the two are never added; the measures have names of their own. "
        "Branches are not states, and some act abroad. Years are US fiscal years, which begin in October."
    ),
    does_not_say=N_(
        "Which of these seizures are also among the nationwide ones; who else took part; from where the goods came. "
        "A single row can decide a year: rows marked for review are kept as published. Five drugs only; no other "
        "drug is in the file."
    ),
    answer=answer,
    filters=("place", "substance", "since", "until"),
    place_kinds=("country", "border_segment", "cbp_area"),
    countries=(NATION,),
)
