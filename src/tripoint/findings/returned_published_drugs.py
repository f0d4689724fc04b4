"""Drugs at borders as a government returned them, beside the border seizures that its agency publishes."""

from calendar import monthrange
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

import ibis
import pyarrow as pa

from tripoint.analysis.measures import Dimension, Measured
from tripoint.findings.answer import covers, rows_of
from tripoint.findings.question import N_, Column, Fact, Filters, Table
from tripoint.findings.returned import Return, Returns
from tripoint.findings.returned_rows import AT_BORDER, Row, added, sheet_rows
from tripoint.findings.returned_tables import COUNTRY
from tripoint.registry.terms import terms
from tripoint.store.ledger import Reader

PUBLISHER: Mapping[str, tuple[str, str]] = {"US": ("us_cbp_drugs", "nationwide_drugs")}
"""Country → source and series of its published seizures of drugs at borders."""
FOCUS = "fentanyl"
Month = tuple[date, date]


@dataclass(frozen=True)
class Pair:
    """A measure of the returns and the published one that it is set beside; they are two measures and never added."""

    name: str
    title: str
    returned: str
    published: str
    decimals: int


PAIRS = (
    Pair(
        "drug_mass", N_("Drugs at borders: mass returned beside mass published, same months (kg)"),
        "mass_seized_as_returned_kg", "seized_mass_kg", 1,
    ),
    Pair(
        "drug_seizures", N_("Drugs at borders: seizures returned beside events published, same months"),
        "seizures_as_returned", "seizure_events", 0,
    ),
)  # fmt: skip
WHY = N_(
    "Returned: the whole government, at any border or mode of entry. Published: US Customs and Border Protection alone, "
    "its areas of the coast and the interior included. They may differ by who counts, by the date that counts, by what "
    "is one seizure, and by later correction. Neither is corrected by the other."
)


def drug_tables(reader: Reader, filters: Filters, returns: Returns) -> list[Table]:
    """A table for each pair of measures; without rows where a country has not both."""
    return [_table(reader, filters, returns, pair) for pair in PAIRS]


def _table(reader: Reader, filters: Filters, returns: Returns, pair: Pair) -> Table:
    entries: list[Row] = []
    for one in returns.held:
        if one.country in PUBLISHER and one.has("drugs"):
            entries += _of_return(reader, filters, one, pair)
    columns = (
        COUNTRY,
        Column("period", N_("Months compared"), "period", width=2.4),
        Column("substance", N_("Drug"), "substance", width=3),
        Column("value", N_("Returned"), "returned", pair.decimals, width=2.4),
        Column("published", N_("Published"), "number", pair.decimals, width=2.4),
        Column("difference", N_("Difference"), "percent", 1, missing="difference_missing", width=2),
    )
    return Table(pair.name, pair.title, None, columns, pa.Table.from_pylist(entries, _SCHEMA), note=WHY)


def _of_return(reader: Reader, filters: Filters, one: Return, pair: Pair) -> list[Row]:
    """A row for each drug that the published file knows, over the months that both hold; none if they share none."""
    own = sheet_rows(reader, filters, "drugs", pair.returned)
    own = own.where(own.rows.country == one.country, own.rows.year == one.year, own.rows.side == AT_BORDER)
    source, series = PUBLISHER[one.country]
    their = rows_of(reader.figures(), pair.published, source=source, series=series)
    months = _shared(_spans(reader, own), _spans(reader, their), one, filters)
    if not months:
        return []
    codes = {code: term.substance for code, term in terms("drug").items() if term.substance}
    over: tuple[Dimension, ...] = ("places", "periods", "categories")
    rows = added(reader, _in_months(own, months), ("substance",), over)
    returned = {codes.get(str(row["substance"])): row for row in rows}
    known = set(reader.fetch(their.rows.select("substance").distinct())["substance"].to_pylist())
    published = reader.fetch(_in_months(their, months).total(by=("substance",), over=over)).to_pylist()
    by_drug = {row["substance"]: row["value"] for row in published}
    return [
        {
            "country": one.country,
            "year": one.year,
            "period_start": months[0][0],
            "period_end": months[-1][1],
            "month_count": len(months),
            "substance": code,
            **_sides(returned.get(code), by_drug.get(code, 0.0)),
        }
        for code in codes.values()
        if code in known and (code in returned or code in by_drug)
    ]


def _spans(reader: Reader, rows: Measured) -> set[Month]:
    found = reader.fetch(rows.rows.select("period_start", "period_end").distinct()).to_pylist()
    return {(row["period_start"], row["period_end"]) for row in found}


def _shared(own: Set[Month], their: Set[Month], one: Return, filters: Filters) -> list[Month]:
    """Months of both, oldest first. A return that gives no months is compared whole or not at all."""
    whole = _months_of(one)
    covered = [month for month in whole if covers(filters, *month)]
    if all((start.year, start.month) == (end.year, end.month) for start, end in own):
        return [month for month in covered if own and month in their]
    is_whole = whole and covered == whole and (whole[0][0], whole[-1][1]) == (one.first_day, one.last_day)
    return covered if is_whole and set(covered) <= their else []


def _months_of(one: Return) -> list[Month]:
    """The calendar months that a return covers whole."""
    years = range(one.first_day.year, one.last_day.year + 1)
    months = [(date(y, m, 1), date(y, m, monthrange(y, m)[1])) for y in years for m in range(1, 13)]
    return [month for month in months if one.first_day <= month[0] and month[1] <= one.last_day]


def _in_months(rows: Measured, months: Sequence[Month]) -> Measured:
    """The rows of these months; those of a return without months are kept, whose days are these."""
    first, last = (ibis.date(day.isoformat()) for day in (months[0][0], months[-1][1]))
    starts = [ibis.date(start.isoformat()) for start, _ in months]
    return rows.where(
        rows.rows.period_start.isin(starts), rows.rows.period_start >= first, rows.rows.period_end <= last
    )


def _sides(returned: Row | None, published: float) -> Row:
    """Both numbers and their difference in percent of the published one, where both are whole."""
    if returned is None:
        return {"value_state": "no_row", "published": published, "difference_missing": "not_available"}
    is_whole = returned["value"] is not None and returned["value_qualifier"] is None
    difference = 100 * (float(str(returned["value"])) - published) / published if is_whole and published else None
    return {
        **{name: returned[name] for name in ("value", "value_qualifier", "value_state")},
        "published": published,
        "difference": difference,
        "difference_missing": "not_available" if difference is None else None,
    }


_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("country", "year", "substance", "value_qualifier", "value_state")),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("month_count", pa.int64()),
        *((name, pa.float64()) for name in ("value", "published", "difference")),
        ("difference_missing", pa.string()),
    ]
)


def drug_facts(table: Table) -> list[Fact]:
    """Of each return the difference in mass of fentanyl."""
    rows = [row for row in table.data.to_pylist() if row["substance"] == FOCUS and row["difference"] is not None]
    return [
        Fact(
            N_(
                "{country}, {substance} at borders, {period}: {returned} kg returned, {published} kg published, a "
                "difference of {difference}."
            ),
            {
                "country": ("country", row["country"]),
                "substance": ("substance", row["substance"]),
                "period": ("period", (row["period_start"], row["period_end"])),
                "returned": ("number", row["value"]),
                "published": ("number", row["published"]),
                "difference": ("percent", row["difference"]),
            },
        )
        for row in rows
    ]
