"""One border seen from both sides: what one country takes on the way out, and what the other finds of its origin."""

from dataclasses import dataclass

import ibis.expr.types as ir
import pyarrow as pa

from tripoint.analysis.measures import Measured
from tripoint.findings.question import N_, Column, Filters, Table
from tripoint.findings.returned import Returns
from tripoint.findings.returned_rows import Row, added, sheet_rows
from tripoint.findings.returned_tables import YEAR
from tripoint.store.ledger import Reader


@dataclass(frozen=True)
class Way:
    """A way over one land border; terms of the lists `direction` and `border`."""

    start: str
    end: str
    direction: str
    border: str


@dataclass(frozen=True)
class Side:
    """One line of the mirror: whose return, which sheet and measure. is_start: of the country it starts from."""

    what: str
    sheet: str
    measure: str
    is_start: bool


WAYS = (
    Way("US", "MX", "southbound", "us_mexico"),
    Way("US", "CA", "northbound", "us_canada"),
    Way("CA", "US", "southbound", "us_canada"),
    Way("MX", "US", "northbound", "us_mexico"),
)
SIDES = (
    Side(N_("Taken at the common border, on the way out"), "firearms", "firearms_recovered", True),
    Side(N_("Taken at the common border, on the way in"), "firearms", "firearms_recovered", False),
    Side(N_("Recovered, with an origin in the first country"), "corridors", "firearms_recovered", False),
)
_NOTE = N_(
    "Different firearms by nature: what is taken on the way out is not recovered behind the border. The third line can "
    "include the second. The lines are not parts of one sum, and no share of one in another is a rate of success. "
    "–: the return has no such row. At least: a part of the sum was left blank."
)
_SCHEMA = pa.schema(
    [
        *(
            (n, pa.string())
            for n in ("year", "between", "direction", "what", "country", "value_qualifier", "value_state")
        ),
        ("value", pa.float64()),
    ]
)


def mirror(reader: Reader, filters: Filters, returns: Returns) -> Table:
    """Three lines for each way over a border of which both countries have returned the year."""
    entries: list[Row] = []
    for way in WAYS:
        numbers = {side: _numbers(reader, filters, way, side) for side in SIDES}
        for year in returns.years:
            if returns.of(way.start, year) and returns.of(way.end, year):
                rows = [_entry(way, side, year, numbers[side], returns) for side in SIDES]
                entries += rows if any(row["value"] is not None for row in rows) else []
    entries.sort(key=lambda row: -int(str(row["year"])))
    columns = (
        YEAR,
        Column("between", N_("From, to"), "countries", width=3),
        Column("what", N_("What is counted"), "message", width=4),
        Column("country", N_("Return of"), "country", width=2),
        Column("value", N_("Firearms"), "returned", width=2.4),
    )
    title = N_("The same way over a border in the returns of both countries: different things")
    return Table("mirror", title, "firearms_recovered", columns, pa.Table.from_pylist(entries, _SCHEMA), note=_NOTE)


def _numbers(reader: Reader, filters: Filters, way: Way, side: Side) -> dict[str, Row]:
    """Year → the number of one line."""
    rows = sheet_rows(reader, filters, side.sheet, side.measure)
    rows = rows.where(rows.rows.country == (way.start if side.is_start else way.end), *_conditions(rows, way, side))
    return {str(row["year"]): row for row in added(reader, rows, (), ("places", "periods", "categories"))}


def _conditions(rows: Measured, way: Way, side: Side) -> tuple[ir.BooleanValue, ...]:
    if side.sheet == "corridors":
        origin = rows.rows.route_from
        return ((origin == way.start) | origin.startswith(f"{way.start}-"),)
    return (rows.rows.direction == way.direction, rows.rows.border == way.border)


def _entry(way: Way, side: Side, year: str, numbers: dict[str, Row], returns: Returns) -> Row:
    country = way.start if side.is_start else way.end
    found: Row = numbers.get(year) or {"value_state": returns.state(country, year, side.sheet)}
    if found.get("value_state") == "zero":
        found = {"value": 0.0}
    return {
        "year": year,
        "between": f"{way.start} {way.end}",
        "direction": way.direction,
        "what": side.what,
        "country": country,
        **{name: found.get(name) for name in ("value", "value_qualifier", "value_state")},
    }
