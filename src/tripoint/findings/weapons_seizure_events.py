"""Weapons and ammunition that US border authorities took, from a user's own copy of the release."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import finished, fiscal_year, narrowed, rows_of
from tripoint.findings.fiscal_years import MARK, STARTS, FiscalYear, fiscal_years_of
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

SOURCE, SERIES = "us_cbp_weapons", "weapons"
NATION = "US"
SEGMENTS = ("US-BORDER-SW", "US-BORDER-N", "US-BORDER-COASTAL")
ITEMS: Mapping[str, str] = {
    "handgun": N_("Hand guns"),
    "long_arm": N_("Long arms"),
    "receiver": N_("Receivers"),
    "silencer": N_("Silencers"),
    "magazine": N_("Magazines"),
    "scope": N_("Scopes"),
    "other_part": N_("Other ammunition and gun parts"),
    "ammunition": N_("Ammunition"),
    "explosives": N_("Explosives"),
}
WAYS: Mapping[str, str] = {
    "inbound": N_("Inbound"),
    "outbound": N_("Outbound"),
    "other": N_("Neither is said"),
}
QUANTITIES: Mapping[str, tuple[str, str]] = {
    "weapon_items_seized": (N_("Weapons and parts seized, by kind and direction"), N_("Pieces")),
    "ammunition_seized_rounds": (N_("Ammunition seized, by direction"), N_("Rounds")),
    "explosives_seized_as_published": (
        N_("Explosives seized, by direction; the unit is not stated"),
        N_("Quantity as published"),
    ),
}


def answer(reader: Reader, filters: Filters) -> Finding:
    held = reader.seizure_events()
    release = held.filter(held.source == SOURCE, held.series == SERIES)
    years = fiscal_years_of(reader, release, filters)
    records = _records(release, filters)
    dated = records.mutate(year=fiscal_year(records.period_start, starts=STARTS))
    events = _events(reader, dated, years)
    tables = [events, *(_quantities(reader, records, name, years) for name in QUANTITIES)]
    return finished(QUESTION.name, reader, [records], tables=tables, facts=_facts(reader, dated, years, filters))


def _records(release: ir.Table, filters: Filters) -> ir.Table:
    """The records asked for; a border segment is every area of it."""
    if filters.place not in (NATION, *SEGMENTS):
        return narrowed(release, filters)
    records = narrowed(release, replace(filters, place=None))
    return records if filters.place == NATION else records.filter(records.border_segment == filters.place)


def _events(reader: Reader, dated: ir.Table, years: Sequence[FiscalYear]) -> Table:
    """Distinct events by segment, way across the border and fiscal year; an event has several rows."""
    grouped = dated.group_by("border_segment", "direction", "year").agg(events=dated.event.nunique())
    titles = {year.year: year.title for year in years}
    data = [
        {**row, "direction": f"direction/{row['direction']}", "fiscal_year": titles[row["year"]]}
        for row in reader.fetch(grouped.order_by(ibis.desc("year"), "border_segment", "direction")).to_pylist()
    ]
    return Table(
        "events", N_("Events in which weapons, parts or ammunition were seized, by border segment and direction"), None,
        (
            Column("border_segment", N_("Border segment"), "place"), Column("direction", N_("Direction"), "term"),
            Column("fiscal_year", N_("US fiscal year")), Column("events", N_("Events"), "number"),
        ),
        pa.Table.from_pylist(data, _EVENTS), note=MARK,
    )  # fmt: skip


def _quantities(reader: Reader, records: ir.Table, name: str, years: Sequence[FiscalYear]) -> Table:
    """Quantities of one kind of item by direction and fiscal year; modes of transport of one item are added."""
    rows = rows_of(records, name, source=SOURCE, series=SERIES)
    dated = rows.with_column(year=fiscal_year(rows.rows.period_start, starts=STARTS))
    # the category is item/direction/mode; a measure of several items is never added over items
    total = dated.total(by=("category", "concealment", "conveyance", "year"), over=("places", "periods", "substances"))
    sums: dict[tuple[int, str, str], float] = {}
    for row in reader.fetch(total).to_pylist():
        item, way, _ = row["category"].split("/")
        sums[row["year"], item, way] = sums.get((row["year"], item, way), 0.0) + row["value"]
    titles = {year.year: year.title for year in years}
    order = (tuple(ITEMS), tuple(WAYS))
    found = sorted(sums, key=lambda key: (-key[0], order[0].index(key[1]), order[1].index(key[2])))
    data = [
        {"fiscal_year": titles[year], "item": ITEMS[item], "way": WAYS[way], "value": sums[year, item, way]}
        for year, item, way in found
    ]
    title, counted = QUANTITIES[name]
    return Table(
        name, title, name,
        (
            Column("fiscal_year", N_("US fiscal year")), Column("item", N_("Kind of item"), "message"),
            Column("way", N_("Direction as published"), "message"), Column("value", counted, "number"),
        ),
        pa.Table.from_pylist(data, _QUANTITIES),
    )  # fmt: skip


def _facts(reader: Reader, dated: ir.Table, years: Sequence[FiscalYear], filters: Filters) -> Iterator[Fact]:
    """Events of the last whole fiscal year; sums over directions would count none twice, for events are distinct."""
    whole = [year.year for year in years if year.is_complete]
    if not whole:
        return
    own = dated.filter(dated.year == whole[-1])
    count = reader.fetch(own.aggregate(events=own.event.nunique()))["events"][0].as_py()
    if count:
        yield Fact(
            N_("{place}: {events} events with weapons, parts or ammunition in US fiscal year {year}."),
            {
                "place": ("place", filters.place or NATION), "events": ("number", count),
                "year": ("text", whole[-1]),
            },
        )  # fmt: skip


_EVENTS = pa.schema(
    [
        ("border_segment", pa.string()), ("direction", pa.string()), ("year", pa.int64()),
        ("fiscal_year", pa.string()), ("events", pa.int64()),
    ]
)  # fmt: skip
_QUANTITIES = pa.schema(
    [("fiscal_year", pa.string()), ("item", pa.string()), ("way", pa.string()), ("value", pa.float64())]
)

QUESTION = Question(
    name="weapons_seizure_events",
    title=N_("Weapons and ammunition seized at US borders, from your own copy"),
    asks=N_("What weapons, parts and ammunition do US border authorities seize, which way, and in how many events?"),
    how_to_read=N_(
        "An event is counted once, however many kinds of item it has; quantities are added within one kind of item only. "
        "Northbound and southbound are said only at a land border, where the other country is known; elsewhere the "
        "direction is not known, and the publisher’s inbound or outbound stands in the tables of quantities. Years are "
        "US fiscal years, which begin in October."
    ),
    does_not_say=N_(
        "Make, model, calibre, serial number or origin of any weapon; the port; whether the goods were on their way to "
        "Mexico or Canada, except at a land border. A single event can decide a year. The release is read from your own "
        "copy: nothing of it is in the edition or in reports."
    ),
    answer=answer,
    filters=("place", "since", "until"),
    place_kinds=("country", "border_segment", "cbp_area"),
    countries=(NATION,),
    is_own_copy=True,
)
