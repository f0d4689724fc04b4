"""What was taken at armed confrontations and aggressions in Mexico, from a user's own copy."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import finished, narrowed
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.registry.place import is_local
from tripoint.store.ledger import Reader

SOURCE, NATION = "mx_ppd_armed_events", "MX"
SERIES: Mapping[str, str] = {"confrontations": N_("Confrontations"), "aggressions": N_("Aggressions")}
AUTHORITIES, DRUGS = "armed_event_authorities", "armed_events_with_drugs"
FIREARMS = "armed_event_firearms_taken"
QUANTITIES: Mapping[str, tuple[str, str]] = {
    FIREARMS: (N_("Firearms taken at armed events, by year"), N_("Firearms")),
    "armed_event_magazines_taken": (N_("Magazines taken at armed events, by year"), N_("Magazines")),
    "armed_event_cartridges_taken": (N_("Cartridges taken at armed events, by year"), N_("Cartridges")),
    "armed_event_vehicles_taken": (N_("Vehicles taken at armed events, by year"), N_("Vehicles")),
}
ITEMS: Mapping[str, str] = {
    "long_gun": N_("Long guns"),
    "short_gun": N_("Short guns"),
    "magazine": N_("Magazines"),
    "cartridge": N_("Cartridges"),
    "vehicle": N_("Vehicles"),
}


def answer(reader: Reader, filters: Filters) -> Finding:
    held = reader.seizure_events()
    own = held.filter(held.source == SOURCE)
    records = _asked(own.filter(own.series.isin(list(SERIES))), filters)
    named = own.filter(own.measure == AUTHORITIES)
    authorities = named.semi_join(records, "event")
    tables = [
        _events(reader, records),
        *(_quantities(reader, records, name) for name in QUANTITIES),
        _by_state(reader, records),
        _by_authority(reader, authorities),
    ]
    return finished(
        QUESTION.name, reader, [records, authorities], tables=tables, facts=_facts(reader, records, filters),
        has_period=False,
    )  # fmt: skip


def _asked(records: ir.Table, filters: Filters) -> ir.Table:
    """Of the place and time asked for; a municipality is inside the place of the record."""
    if filters.place is None or filters.place == NATION:
        return narrowed(records, replace(filters, place=None))
    if is_local(filters.place):
        own = records.filter(records.place_local == filters.place)
        return narrowed(own, replace(filters, place=None))
    return narrowed(records, filters)


def _events(reader: Reader, records: ir.Table) -> Table:
    """Distinct events by kind and year, and at how many something is recorded; an event has several records."""
    has = records.value.notnull()
    grouped = records.group_by("series", year=records.period_start.year()).agg(
        events=records.event.nunique(),
        with_firearms=records.event.nunique(where=has & (records.measure == FIREARMS)),
        with_drugs=records.event.nunique(where=has & (records.measure == DRUGS)),
    )
    data = [
        {**row, "year": str(row["year"]), "kind": SERIES[row["series"]]}
        for row in reader.fetch(grouped.order_by("year", "series")).to_pylist()
    ]
    return Table(
        "events", N_("Armed events, and at how many something is recorded as taken"), None,
        (
            Column("year", N_("Year")), Column("kind", N_("Kind of event"), "message"),
            Column("events", N_("Events"), "number"),
            Column("with_firearms", N_("With firearms recorded"), "number"),
            Column("with_drugs", N_("With drugs noted"), "number"),
        ),
        pa.Table.from_pylist(data, _EVENTS), note=_UNRECORDED,
    )  # fmt: skip


def _quantities(reader: Reader, records: ir.Table, name: str) -> Table:
    """One measure by year and kind of item: sum, at how many events, and the most at one event."""
    own = records.filter(records.measure == name, records.value.notnull())
    grouped = own.group_by("category", year=own.period_start.year()).agg(
        value=own.value.sum(), events=own.event.nunique(), most=own.value.max()
    )
    found = reader.fetch(grouped.order_by("year", "category")).to_pylist()
    data = [{**row, "year": str(row["year"]), "item": ITEMS[row["category"]]} for row in found]
    title, counted = QUANTITIES[name]
    return Table(
        name, title, name,
        (
            Column("year", N_("Year")), Column("item", N_("Kind of item"), "message"),
            Column("value", counted, "number"), Column("events", N_("Events with a number"), "number"),
            Column("most", N_("Most at one event"), "number"),
        ),
        pa.Table.from_pylist(data, _QUANTITIES), note=_UNRECORDED,
    )  # fmt: skip


def _by_state(reader: Reader, records: ir.Table) -> Table:
    """Firearms by state, the most first, with all events beside those that have a number."""
    own = (records.measure == FIREARMS) & records.value.notnull()
    grouped = records.group_by("place").agg(
        events=records.event.nunique(),
        with_firearms=records.event.nunique(where=own),
        value=records.value.sum(where=own),
        most=records.value.max(where=own),
    )
    found = reader.fetch(grouped.order_by(ibis.desc(grouped.value.coalesce(0.0)), "place")).to_pylist()
    data = [{**row, "reason": None if row["value"] is not None else "not_recorded"} for row in found]
    return Table(
        "firearms_by_state", N_("Firearms taken at armed events, by state"), FIREARMS,
        (
            Column("place", N_("State"), "place"), Column("events", N_("Events"), "number"),
            Column("with_firearms", N_("With firearms recorded"), "number"),
            Column("value", N_("Firearms"), "number", missing="reason"),
            Column("most", N_("Most at one event, of one kind"), "number", missing="reason"),
        ),
        pa.Table.from_pylist(data, _STATES), note=_UNRECORDED,
    )  # fmt: skip


def _by_authority(reader: Reader, authorities: ir.Table) -> Table:
    """Events by authority; an event with two authorities is in both rows, so the rows never add up."""
    grouped = authorities.group_by("agency").agg(events=authorities.event.nunique())
    found = reader.fetch(grouped.order_by(ibis.desc("events"), "agency")).to_pylist()
    data = [{**row, "reason": None if row["agency"] else "not_recorded"} for row in found]
    schema = pa.schema([("agency", pa.string()), ("events", pa.int64()), ("reason", pa.string())])
    return Table(
        "events_by_authority", N_("Armed events, by authority that took part"), AUTHORITIES,
        (Column("agency", N_("Authority"), "agency", missing="reason"), Column("events", N_("Events"), "number")),
        pa.Table.from_pylist(data, schema), note=N_("An event with several authorities stands in several rows."),
    )  # fmt: skip


def _facts(reader: Reader, records: ir.Table, filters: Filters) -> Iterator[Fact]:
    own = (records.measure == FIREARMS) & records.value.notnull()
    (row,) = reader.fetch(
        records.aggregate(
            events=records.event.nunique(), with_firearms=records.event.nunique(where=own),
            value=records.value.sum(where=own), first=records.period_start.min(), last=records.period_end.max(),
        )
    ).to_pylist()  # fmt: skip
    if row["value"]:
        yield Fact(
            N_(
                "{place}, {period}: {value} firearms are recorded as taken at {some} of {events} armed events; at the "
                "others none were taken or none recorded."
            ),
            {
                "place": ("place", filters.place or NATION), "period": ("period", (row["first"], row["last"])),
                "value": ("number", row["value"]), "some": ("number", row["with_firearms"]),
                "events": ("number", row["events"]),
            },
        )  # fmt: skip


_UNRECORDED = N_("What is not recorded is not zero: the publisher prints no zero for what was taken.")
_EVENTS = pa.schema(
    [
        ("series", pa.string()), ("kind", pa.string()), ("year", pa.string()), ("events", pa.int64()),
        ("with_firearms", pa.int64()), ("with_drugs", pa.int64()),
    ]
)  # fmt: skip
_QUANTITIES = pa.schema(
    [
        ("year", pa.string()), ("category", pa.string()), ("item", pa.string()), ("value", pa.float64()),
        ("events", pa.int64()), ("most", pa.float64()),
    ]
)  # fmt: skip
_STATES = pa.schema(
    [
        ("place", pa.string()), ("events", pa.int64()), ("with_firearms", pa.int64()), ("value", pa.float64()),
        ("most", pa.float64()), ("reason", pa.string()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="armed_event_seizures",
    title=N_("Firearms and ammunition taken at armed events in Mexico, from your own copy"),
    asks=N_("What was taken at armed confrontations and aggressions in Mexico from 2006 to 2011, and where?"),
    how_to_read=N_(
        "An event is counted once, however much was taken; quantities are added within one kind of item only. Events "
        "with a number stand beside all events, because an event without one can mean that nothing was taken or that "
        "nothing was recorded. A single event can decide a year or a state, so the most at one event is shown."
    ),
    does_not_say=N_(
        "Firearms taken elsewhere than at armed events; make, model, calibre, serial number or origin of any of them. "
        "Persons killed or wounded are not read. The base reached its publisher without a sender. It is read from your "
        "own copy: nothing of it is in the edition or in reports."
    ),
    answer=answer,
    filters=("place", "since", "until"),
    place_kinds=("country", "state", "municipality", "alcaldia"),
    countries=(NATION,),
    is_own_copy=True,
)
