"""Firearms named in US court cases on trafficking to Mexico, from a user's own copy of the compilation."""

from collections.abc import Iterator
from statistics import quantiles

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import finished, rows_of, within
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

SOURCE, SERIES, MEASURE = "us_mx_court_firearms", "firearms", "firearms_in_court_cases"
KINDS = {
    "rifle": N_("Rifle or carbine"),
    "pistol": N_("Pistol"),
    "revolver": N_("Revolver"),
    "handgun": N_("Hand gun, kind not stated"),
    "shotgun": N_("Shotgun"),
    "combination": N_("Rifle and shotgun in one"),
    "machine_gun": N_("Machine gun"),
    "launcher": N_("Launcher"),
    "replica": N_("Replica"),
    "receiver": N_("Receiver (part)"),
    "barrel": N_("Barrel (part)"),
    "silencer": N_("Silencer (part)"),
    "not_stated": N_("Not stated"),
}
LEAST = 4
"""So many firearms with both days make quartiles."""


def answer(reader: Reader, filters: Filters) -> Finding:
    held = reader.firearms()
    records = within(held.filter(held.source == SOURCE, held.series == SERIES), filters)
    days = days_to_recovery(reader, records)
    tables = [
        _kinds(reader, records),
        _named(reader, records, "calibre", N_("Firearms of the cases, by calibre"), N_("Calibre, one spelling each")),
        _named(reader, records, "maker", N_("Firearms of the cases, by maker"), N_("Maker, one spelling each")),
        _flows(reader, records),
        _days(days),
    ]
    return finished(QUESTION.name, reader, [records], tables=tables, facts=_facts(days))


def days_to_recovery(reader: Reader, records: ir.Table) -> list[int]:
    """Days from purchase to recovery in Mexico of every firearm with both days stated, ascending."""
    dated = records.filter(
        records.purchased.notnull(),
        records.recovered.notnull(),
        (records.place_to == "MX") | records.place_to.startswith("MX-"),
    )
    found = reader.fetch(dated.select("purchased", "recovered")).to_pylist()
    return sorted((row["recovered"] - row["purchased"]).days for row in found)


def _counted(reader: Reader, records: ir.Table, *columns: str) -> pa.Table:
    """Firearms by some columns, the most first."""
    rows = rows_of(records, MEASURE, source=SOURCE, series=SERIES)
    total = rows.total(by=columns, over=("places", "periods", "categories")).select(*columns, "value")
    return reader.fetch(total.order_by(ibis.desc("value"), *columns))


def _kinds(reader: Reader, records: ir.Table) -> Table:
    found = _counted(reader, records, "category").to_pylist()
    data = [{"kind": KINDS[row["category"]], "value": row["value"]} for row in found]
    columns = (Column("kind", N_("Kind"), "message"), _FIREARMS)
    schema = pa.schema([("kind", pa.string()), ("value", pa.float64())])
    return Table("kinds", N_("Firearms of the cases, by kind"), MEASURE, columns, pa.Table.from_pylist(data, schema))


def _named(reader: Reader, records: ir.Table, column: str, title: str, heading: str) -> Table:
    """By calibre or maker in one spelling; what is not stated or not recognised has a row of its own."""
    found = _counted(reader, records, column).to_pylist()
    data = [{**row, "reason": None if row[column] else "not_distinguishable"} for row in found]
    schema = pa.schema([(column, pa.string()), ("value", pa.float64()), ("reason", pa.string())])
    columns = (Column(column, heading, missing="reason"), _FIREARMS)
    return Table(f"by_{column}", title, MEASURE, columns, pa.Table.from_pylist(data, schema), note=_UNNAMED)


def _flows(reader: Reader, records: ir.Table) -> Table:
    """State of purchase to place of recovery in Mexico; a firearm not recovered there is not in it."""
    there = records.filter((records.place_to == "MX") | records.place_to.startswith("MX-"))
    found = _counted(reader, there, "place_from", "place_to").to_pylist()
    data = [{**row, "reason": None if row["place_from"] else "not_recorded"} for row in found]
    fields = [(name, pa.string()) for name in ("place_from", "place_to", "reason")]
    return Table(
        "to_mexico", N_("Firearms recovered in Mexico, by state of purchase and state of recovery"), MEASURE,
        (
            Column("place_from", N_("Bought in"), "place", missing="reason"),
            Column("place_to", N_("Recovered in"), "place"), _FIREARMS,
        ),
        pa.Table.from_pylist(data, pa.schema([*fields, ("value", pa.float64())])), note=_COUNTRY_ALONE,
    )  # fmt: skip


def _days(days: list[int]) -> Table:
    """One row: how many firearms have both days, and the quartiles of the days between them."""
    row: dict[str, object] = {"firearms": len(days)}
    if len(days) >= LEAST:
        row.update(zip(("first", "median", "third"), quantiles(days, n=4, method="inclusive"), strict=True))
    row["reason"] = None if len(days) >= LEAST else "low_quality"
    names = ("first", "median", "third")
    titles = (N_("A quarter within (days)"), N_("Half within, the median (days)"), N_("Three quarters within (days)"))
    columns = (
        Column("firearms", N_("Firearms with both days"), "number"),
        *(Column(name, title, "number", missing="reason") for name, title in zip(names, titles, strict=True)),
    )
    schema = pa.schema([("firearms", pa.int64()), *((name, pa.float64()) for name in names), ("reason", pa.string())])
    title = N_("Days from purchase in the United States to recovery in Mexico")
    return Table("days_to_recovery", title, None, columns, pa.Table.from_pylist([row], schema))


def _facts(days: list[int]) -> Iterator[Fact]:
    if len(days) >= LEAST:
        first, median, third = quantiles(days, n=4, method="inclusive")
        yield Fact(
            N_(
                "From purchase to recovery in Mexico: median {median} days, half of the firearms between {first} and "
                "{third} days; {count} firearms have both days."
            ),
            {
                "median": ("number", median), "first": ("number", first), "third": ("number", third),
                "count": ("number", len(days)),
            },
        )  # fmt: skip


_FIREARMS = Column("value", N_("Firearms"), "number")
_UNNAMED = N_("Not distinguishable: not stated, or written in a way that the list of names does not recognise.")
_COUNTRY_ALONE = N_("A country alone: the state is not stated, two are named, or several places bear the name.")

QUESTION = Question(
    name="court_case_firearms",
    title=N_("Firearms named in US court cases on trafficking to Mexico, from your own copy"),
    asks=N_("Which firearms do court cases name, where were they bought, and how soon were they recovered in Mexico?"),
    how_to_read=N_(
        "One unit is a firearm, or a part, that the papers of a charged case name; named does not mean recovered. Makers and "
        "calibres are brought to one spelling. Days between purchase and recovery are computed only where both days are "
        "stated; days that the authors assumed are not used. The period is the year in which the case was charged."
    ),
    does_not_say=N_(
        "How firearms flow to Mexico: the authors chose the cases, and prosecutors chose whom to charge. A single large "
        "case can decide states, makers and calibres. Serial numbers, dealers and persons are never shown. The "
        "compilation is read from your own copy: nothing of it is in the edition or in reports."
    ),
    answer=answer,
    filters=("since", "until"),
    countries=("US", "MX"),
    is_own_copy=True,
)
