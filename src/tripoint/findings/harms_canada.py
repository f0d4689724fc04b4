"""Harms in Canada: deaths, hospitalisations, visits, responses, and death rates; nothing is added here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from tripoint.analysis.measures import Measured
from tripoint.findings.answer import rows_of
from tripoint.findings.harms_canada_words import (
    BY_QUARTER,
    BY_YEAR,
    COUNT_MAP,
    COUNT_MAP_ALT,
    COUNT_NOTE,
    FACTS,
    LINES,
    LINES_OF_A_REGION,
    NATION_FACTS,
    NATION_PART_FACTS,
    PART_FACTS,
    RATE,
    RATE_MAP,
    RATE_MAP_ALT,
    RATE_NOTE,
    UNITS,
)
from tripoint.findings.question import N_, Chart, Column, Fact, Filters, Table
from tripoint.registry.places import places
from tripoint.store.ledger import Reader

SOURCE = "ca_infobase_harms"
NATION = "CA"
COUNTS = ("deaths", "hospitalisations", "emergency_department_visits", "ems_responses")
SHOWN_YEARS = {"deaths": 8}
"""Years printed side by side; three for the other measures."""

Row = dict[str, object]


@dataclass(frozen=True)
class Years:
    """The values of one measure by place and year. A year that is not whole is marked *."""

    spans: tuple[tuple[date, date], ...]
    values: Mapping[tuple[str, tuple[date, date]], Row]

    @property
    def whole(self) -> tuple[tuple[date, date], ...]:
        return tuple(span for span in self.spans if is_whole(span))

    def value(self, place: str, span: tuple[date, date]) -> object:
        return self.values.get((place, span), {}).get("value")


def is_whole(span: tuple[date, date]) -> bool:
    """True for January to December."""
    return (span[0].month, span[0].day, span[1].month, span[1].day) == (1, 1, 12, 31)


def overall(records: ir.Table, name: str) -> Measured:
    """Opioids, all people, all circumstances: one value a place and period."""
    rows = rows_of(records, name, source=SOURCE, series="substance_harms")
    return rows.where(rows.rows.category == "overall", rows.rows.substance == "opioids")


def canada(reader: Reader, records: ir.Table, filters: Filters) -> tuple[list[Table], list[Chart], list[Fact]]:
    """Tables, charts and sentences; none of them where nothing is held."""
    tables: list[Table] = []
    charts: list[Chart] = []
    facts: list[Fact] = []
    place = filters.place or NATION
    for name in COUNTS:
        rows = _fetched(reader, overall(records, name))
        years = _years(rows)
        if rows:
            tables += [by_year(name, years), by_quarter(name, rows)]
            charts += _line(name, rows, place)
            facts += _facts(name, years, place)
    rates = _years([row for row in _fetched(reader, overall(records, RATE)) if is_whole(_span(row))])
    if rates.whole:
        tables.insert(2, by_year(RATE, rates))
        charts += _maps(rates.whole[-1]) if filters.place is None else []
    return tables, charts, facts


def _fetched(reader: Reader, rows: Measured) -> list[Row]:
    chosen = rows.rows.select("place", "period_start", "period_end", "period_as_written", "value", "missing")
    found: list[Row] = reader.fetch(chosen).to_pylist()
    order = {p.place_id: n for n, p in enumerate(places(country="CA"))}
    return sorted(found, key=lambda row: (order[str(row["place"])], _span(row)))


def _span(row: Row) -> tuple[date, date]:
    start, end = row["period_start"], row["period_end"]
    if not (isinstance(start, date) and isinstance(end, date)):
        raise TypeError(f"a figure without a period: {row}")
    return start, end


def _is_quarter(row: Row) -> bool:
    start, end = _span(row)
    return (end - start).days < 100


def _years(rows: Sequence[Row]) -> Years:
    yearly = [row for row in rows if not _is_quarter(row)]
    spans = tuple(sorted({_span(row) for row in yearly}))
    return Years(spans, {(str(row["place"]), _span(row)): row for row in yearly})


def by_year(name: str, years: Years) -> Table:
    """Canada first, then the regions in the registry's order: they count differently and are not ranked."""
    spans = years.spans[-SHOWN_YEARS.get(name, 3) :]
    data: list[Row] = []
    for place in dict.fromkeys(place for place, _ in years.values):
        row: Row = {"place": place, "level": "country" if place == NATION else "region"}
        for span in spans:
            cell = years.values.get((place, span), {"missing": "not_supplied"})
            row |= {f"y{span[0].year}": cell.get("value"), f"y{span[0].year}_missing": cell.get("missing")}
        data.append(row)
    decimals = 1 if name == RATE else 0
    columns = [_column(span, decimals=decimals) for span in spans]
    fields = [f for c in columns for f in ((c.name, pa.float64()), (f"{c.name}_missing", pa.string()))]
    return Table(
        f"canada_{name}_by_year", BY_YEAR[name], name,
        (Column("place", N_("Canada and region"), "place"), *columns),
        pa.Table.from_pylist(data, pa.schema([("place", pa.string()), ("level", pa.string()), *fields])),
        note=RATE_NOTE if name == RATE else COUNT_NOTE,
    )  # fmt: skip


def _column(span: tuple[date, date], *, decimals: int) -> Column:
    year = f"{span[0].year}"
    return Column(f"y{year}", year if is_whole(span) else f"{year}*", "number", decimals, f"y{year}_missing")


def by_quarter(name: str, rows: Sequence[Row]) -> Table:
    quarters = [row for row in rows if _is_quarter(row)]
    value = Column("value", UNITS[name], "number", missing="missing")
    return Table(
        f"canada_{name}_by_quarter", BY_QUARTER[name], name,
        (Column("place", N_("Canada and region"), "place"), Column("period", N_("Quarter"), "period"), value),
        pa.Table.from_pylist(quarters, _QUARTERS), in_report=0,
    )  # fmt: skip


def _line(name: str, rows: Sequence[Row], place: str) -> Iterator[Chart]:
    spans = [_span(row) for row in rows if _is_quarter(row) and row["place"] == place]
    if spans:
        yield Chart(
            kind="lines", table=f"canada_{name}_by_quarter", x="period", y="value", where=(("place", place),),
            title=(LINES if place == NATION else LINES_OF_A_REGION)[name], is_half_width=True,
            alt=Fact(
                N_("Line chart, {place}, {period}, one value for each quarter: {measure}."),
                {
                    "place": ("place", place), "measure": ("measure", name),
                    "period": ("period", (spans[0][0], spans[-1][1])),
                },
            ),
        )  # fmt: skip


def _maps(year: tuple[date, date]) -> list[Chart]:
    """Counts as circles and rates as shades, side by side, of the last whole year."""
    return [
        Chart(
            kind="symbols", table="canada_deaths_by_year", x="place", y=f"y{year[0].year}", country=NATION,
            where=(("level", "region"),), is_half_width=True, title=Fact(COUNT_MAP, {"period": ("period", year)}),
            alt=Fact(COUNT_MAP_ALT, {"period": ("period", year)}),
        ),
        Chart(
            kind="shades", table=f"canada_{RATE}_by_year", x="place", y=f"y{year[0].year}", country=NATION,
            where=(("level", "region"),), is_half_width=True, decimals=1,
            title=Fact(RATE_MAP, {"period": ("period", year)}),
            alt=Fact(RATE_MAP_ALT, {"period": ("period", year)}),
        ),
    ]  # fmt: skip


def _facts(name: str, years: Years, place: str) -> Iterator[Fact]:
    """The last whole year, and the part of a year after it."""
    whole, part = (NATION_FACTS, NATION_PART_FACTS) if place == NATION else (FACTS, PART_FACTS)
    for span in [*years.whole[-1:], *(s for s in years.spans[-1:] if not is_whole(s))]:
        value = years.value(place, span)
        if value is not None:
            yield Fact(
                (whole if is_whole(span) else part)[name],
                {"place": ("place", place), "period": ("period", span), "value": ("number", value)},
                is_headline=name == "deaths" and is_whole(span),
            )


_QUARTERS = pa.schema(
    [
        ("place", pa.string()), ("period_start", pa.date32()), ("period_end", pa.date32()),
        ("value", pa.float64()), ("missing", pa.string()),
    ]
)  # fmt: skip
