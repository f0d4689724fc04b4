"""Antidrug actions in the municipalities of Mexico, from a user's own copy."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import finished, narrowed, rows_of
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.registry.place import is_local
from tripoint.store.ledger import Reader

SOURCE, NATION = "mx_mucd_actions", "MX"
SETS: Mapping[str, str] = {"base": N_("Full base"), "portal_marijuana": N_("Export of the portal: marijuana")}
OTHER_SET = N_("Export of the portal: another drug")
MEASURES: Mapping[str, tuple[str, str]] = {
    "antidrug_seized_mass_kg": (N_("Drugs and seed seized in antidrug actions, kilograms"), N_("Kilograms")),
    "antidrug_seized_pills": (N_("Pills seized in antidrug actions"), N_("Pills")),
    "antidrug_seized_ampoules": (N_("Ampoules seized in antidrug actions"), N_("Ampoules")),
    "antidrug_burnt_mass_kg": (N_("Drugs incinerated in antidrug actions, kilograms"), N_("Kilograms")),
    "antidrug_laboratories": (N_("Laboratories found in antidrug actions"), N_("Laboratories")),
    "crop_destroyed_ha": (N_("Crops destroyed in antidrug actions, hectares"), N_("Hectares")),
    "crop_destroyed_plots": (N_("Crop plots destroyed in antidrug actions"), N_("Plots")),
}
STATE_LETTERS = len("MX-BCN")


def answer(reader: Reader, filters: Filters) -> Finding:
    held = reader.figures()
    records = _asked(held.filter(held.source == SOURCE), filters)
    found = reader.fetch(records.select("series", "measure").distinct()).to_pylist()
    named = [name for name in MEASURES if any(r["measure"] == name for r in found)] or [next(iter(MEASURES))]
    tables = [
        _table(reader, records, name, sorted({r["series"] for r in found if r["measure"] == name}), filters)
        for name in named
    ]
    facts = _facts(reader, records, filters)
    return finished(QUESTION.name, reader, [records], tables=tables, facts=facts)


def _asked(records: ir.Table, filters: Filters) -> ir.Table:
    """Of the place, drug and time asked for; a state is every municipality of it."""
    place = filters.place
    if place is None or place == NATION:
        return narrowed(records, replace(filters, place=None))
    if is_local(place):
        return narrowed(records, filters)
    inside = records.filter((records.place == place) | records.place.startswith(f"{place}-"))
    return narrowed(inside, replace(filters, place=None))


def _table(reader: Reader, records: ir.Table, name: str, sets: list[str], filters: Filters) -> Table:
    """One measure by set, year, drug and area, the most first. Area: the state, or the municipality of a state asked for."""
    is_of_country = filters.place in (None, NATION)
    data: list[dict[str, object]] = []
    for series in sets:
        rows = rows_of(records, name, source=SOURCE, series=series)
        dated = rows.with_column(
            area=rows.rows.place.substr(0, STATE_LETTERS) if is_of_country else rows.rows.place,
            year=rows.rows.period_start.year(),
        )
        total = dated.total(by=("area", "substance", "year"), over=("places", "periods", "categories"))
        kept = total.filter((total.value > 0) | (total.missing_count > 0))
        order = (ibis.desc("year"), "substance", ibis.desc(kept.value.coalesce(0.0)), "area")
        words = SETS.get(series, OTHER_SET)
        for row in reader.fetch(kept.order_by(*order)).to_pylist():
            is_known = row["value"] is not None
            reason = None if is_known else "not_reported"
            data.append({**row, "set": words, "year": str(row["year"]), "reason": reason})
    title, counted = MEASURES[name]
    area = N_("State") if is_of_country else N_("Municipality")
    return Table(
        name, title, name,
        (
            Column("set", N_("Read from"), "message"), Column("year", N_("Year")),
            Column("substance", N_("Drug"), "substance"), Column("area", area, "place"),
            Column("value", counted, "number", missing="reason"),
            Column("missing_count", N_("Cells without a value"), "number"),
        ),
        pa.Table.from_pylist(data, _ROWS), note=_ABSENT,
    )  # fmt: skip


def _facts(reader: Reader, records: ir.Table, filters: Filters) -> Iterator[Fact]:
    (row,) = reader.fetch(
        records.aggregate(
            areas=records.place.nunique(), first=records.period_start.min(), last=records.period_end.max()
        )
    ).to_pylist()
    if row["areas"]:
        yield Fact(
            N_("{place}, {period}: {areas} municipalities have a row; the others are absent, which is not zero."),
            {
                "place": ("place", filters.place or NATION), "period": ("period", (row["first"], row["last"])),
                "areas": ("number", row["areas"]),
            },
        )  # fmt: skip


_ABSENT = N_(
    "Rows of different sets count the same again and are never added. Areas with only zeros, or without a row, are left out."
)
_ROWS = pa.schema(
    [
        ("set", pa.string()), ("year", pa.string()), ("substance", pa.string()), ("area", pa.string()),
        ("value", pa.float64()), ("missing_count", pa.int64()), ("reason", pa.string()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="municipal_drug_actions",
    title=N_("Antidrug actions in the municipalities of Mexico, from your own copy"),
    asks=N_("What do forces in Mexico seize and destroy, in which states and municipalities?"),
    how_to_read=N_(
        "Kilograms, pills, ampoules, laboratories, hectares and plots are measures of their own and stand in tables of "
        "their own. Seed is not the drug. A state asked for is shown by municipality. Years are calendar years, and a year "
        "need not be whole."
    ),
    does_not_say=N_(
        "Where drugs are produced or moved: seizures follow where forces look and what they answer. A municipality without "
        "a row is not one without drugs. What is incinerated can have been counted as seized before. The set is read from "
        "your own copy: nothing of it is in the edition or in reports."
    ),
    answer=answer,
    filters=("place", "substance", "since", "until"),
    place_kinds=("country", "state", "municipality", "alcaldia"),
    countries=(NATION,),
    is_own_copy=True,
)
