"""Firearms of the returns by month and by place of recovery."""

import pyarrow as pa

from tripoint.findings.question import N_, Column, Filters, Table
from tripoint.findings.returned import Returns
from tripoint.findings.returned_rows import Row, added, coded, place_in_list, sheet_rows
from tripoint.findings.returned_tables import COUNTRY, KEYS, YEAR
from tripoint.store.ledger import Reader

MONTHLY = N_("Firearms each month, as returned. Each country has a scale of its own.")
_FIREARMS = "firearms_recovered"
_MONTHS = pa.schema(
    [
        *((name, pa.string()) for name in ("country", "year", "acquisition", "is_newest", "missing")),
        ("month_start", pa.date32()),
        ("month_end", pa.date32()),
        ("value", pa.float64()),
        ("at_least", pa.float64()),
    ]
)
_PLACES = pa.schema(
    [
        *((name, pa.string()) for name in ("country", "year", "place", "value_qualifier", "value_state")),
        ("value", pa.float64()),
    ]
)


def monthly(reader: Reader, filters: Filters, returns: Returns) -> Table:
    """Each month by how acquired, of returns that give months. A month with a blank part has no sum: no line falls."""
    own = sheet_rows(reader, filters, "firearms", _FIREARMS)
    rows = added(reader, own, ("acquisition", "period_start", "period_end"), ("places", "categories"))
    newest = {(one.country, one.year) for one in returns.newest}
    entries = [_month(row, is_newest=(row["country"], row["year"]) in newest) for row in rows if _is_month(row)]
    entries.sort(key=lambda e: (_country_and_year(e, returns), place_in_list(e["acquisition"]), str(e["month_start"])))
    columns = (
        COUNTRY,
        Column("month", N_("Month"), "period"),
        KEYS["acquisition"],
        Column("value", N_("Firearms"), "number", missing="missing"),
    )
    return Table("monthly", MONTHLY, _FIREARMS, columns, pa.Table.from_pylist(entries, _MONTHS), in_report=0)


def by_place(reader: Reader, filters: Filters, returns: Returns) -> Table:
    """Each place of recovery, the largest number first; the country itself where no more is known."""
    own = sheet_rows(reader, filters, "firearms", _FIREARMS)
    rows = added(reader, own, ("place",), ("places", "periods", "categories"))
    rows.sort(key=lambda r: (_country_and_year(r, returns), -float(str(r["value"] or 0)), str(r["place"])))
    columns = (
        COUNTRY,
        YEAR,
        Column("place", N_("Place of recovery"), "place"),
        Column("value", N_("Firearms"), "returned"),
    )
    title = N_("Firearms by place of recovery; the country itself where the place in it is not known")
    return Table("by_place", title, _FIREARMS, columns, pa.Table.from_pylist(rows, _PLACES), in_report=0)


def _is_month(row: Row) -> bool:
    return str(row["period_start"])[:7] == str(row["period_end"])[:7]


def _month(row: Row, *, is_newest: bool) -> dict[str, object]:
    is_whole = row["value"] is not None and row["value_qualifier"] is None
    return {
        "country": row["country"],
        "year": row["year"],
        "acquisition": coded(row["acquisition"], "acquisition"),
        "is_newest": "yes" if is_newest else "no",
        "missing": None if is_whole else "not_supplied",
        "month_start": row["period_start"],
        "month_end": row["period_end"],
        "value": row["value"] if is_whole else None,
        "at_least": row["value"],
    }


def _country_and_year(row: Row, returns: Returns) -> tuple[int, int]:
    return returns.countries.index(str(row["country"])), -int(str(row["year"]))
