"""Firearm background checks in the United States by year, state and type: a denominator, not sales."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import covers, finished, narrowed, rows_of
from tripoint.findings.question import N_, Column, ColumnKind, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

SOURCE, SERIES, MEASURE = "us_fbi_nics", "checks", "background_checks"
NATION = "US"
OWN_COLUMNS: Mapping[str, str] = {
    "handgun": N_("Hand gun"),
    "long_gun": N_("Long gun"),
    "permit": N_("Permit"),
    "permit_recheck": N_("Recheck of a permit"),
}
REST = "rest"
ALL, OF_FIREARMS = "all", "by_type_of_firearm"
OTHERS = "other_or_several"
PARTS_OF_OTHERS = ("other", "multiple")
MISSING = "_missing"
Row = dict[str, object]


@dataclass(frozen=True)
class Year:
    """A calendar year of the file; complete if all its months are held and asked for."""

    year: int
    is_complete: bool

    @property
    def title(self) -> str:
        return f"{self.year}" if self.is_complete else f"{self.year}*"

    @property
    def span(self) -> tuple[date, date]:
        return date(self.year, 1, 1), date(self.year, 12, 31)


def answer(reader: Reader, filters: Filters) -> Finding:
    release = reader.figures().filter(reader.figures().source == SOURCE, reader.figures().series == SERIES)
    years = years_of(reader, release, filters)
    records = narrowed(release, replace(filters, place=None) if filters.place == NATION else filters)
    by_year = _yearly(reader, records, years)
    complete = [year for year in years if year.is_complete]
    tables = [by_year]
    if complete:
        tables.append(_states(reader, records, complete[-1]))
    facts = _facts(by_year, complete, filters.place or NATION)
    return finished(QUESTION.name, reader, [records], tables=tables, facts=facts)


def years_of(reader: Reader, release: ir.Table, filters: Filters) -> tuple[Year, ...]:
    """The years of which something is asked, oldest first."""
    found = reader.fetch(release.select("period_start", "period_end").distinct().order_by("period_start")).to_pylist()
    held: dict[int, list[tuple[date, date]]] = {}
    for month in found:
        held.setdefault(month["period_start"].year, []).append((month["period_start"], month["period_end"]))
    return tuple(
        Year(year, len(months) == 12 and all(covers(filters, *month) for month in months))
        for year, months in sorted(held.items())
        if any(covers(filters, *month) for month in months)
    )


def _yearly(reader: Reader, records: ir.Table, years: Sequence[Year]) -> Table:
    """Types of check side by side, newest year first."""
    rows = rows_of(records, MEASURE, source=SOURCE, series=SERIES)
    dated = rows.with_column(year=rows.rows.period_start.year())
    total = dated.total(by=("year", "category"), over=("places", "periods", "substances"))
    found: dict[int, dict[str, float | None]] = {}
    for row in reader.fetch(total).to_pylist():
        found.setdefault(row["year"], {})[row["category"]] = row["value"]
    data = [
        {"year": year.title, "year_number": year.year, **_types(found[year.year])} for year in reversed(years)
        if year.year in found
    ]  # fmt: skip
    columns = (Column("year", N_("Year")), *_COLUMNS)
    schema = pa.schema([("year", pa.string()), ("year_number", pa.int64()), *_FIELDS])
    title = N_("Firearm background checks by year and type of check")
    return Table("by_year", title, MEASURE, columns, pa.Table.from_pylist(data, schema), in_report=6, note=_RUNNING)


def _states(reader: Reader, records: ir.Table, year: Year) -> Table:
    """Types of check side by side, one row a state, the most checks by type of firearm first."""
    rows = rows_of(records, MEASURE, source=SOURCE, series=SERIES)
    own = rows.where(rows.rows.period_start.year() == year.year)
    found: dict[str, dict[str, float | None]] = {}
    for row in reader.fetch(
        own.total(by=("place", "border_segment", "category"), over=("periods", "substances"))
    ).to_pylist():
        found.setdefault(row["place"], {})[row["category"]] = row["value"]
    start, end = year.span
    data = [
        {"place": place, "period_start": start, "period_end": end, **_types(cells)} for place, cells in found.items()
    ]
    data.sort(key=lambda row: (-float(str(row[OF_FIREARMS])), str(row["place"])))
    columns = (Column("place", N_("State"), "place"), Column("period", N_("Year"), "period"), *_COLUMNS)
    schema = pa.schema([("place", pa.string()), ("period_start", pa.date32()), ("period_end", pa.date32()), *_FIELDS])
    title = N_("Firearm background checks by state, most checks by type of firearm first")
    return Table("by_state", title, MEASURE, columns, pa.Table.from_pylist(data, schema), in_report=8)


def _types(cells: Mapping[str, float | None]) -> Row:
    """Sums of a year: types with a column of their own, the rest, all; a type nobody has yet is not available."""
    apart = {name: cells.get(name) for name in OWN_COLUMNS}
    apart[OTHERS] = _sum(cells, PARTS_OF_OTHERS)
    apart[REST] = _sum(cells, [name for name in cells if name not in (*OWN_COLUMNS, *PARTS_OF_OTHERS)])
    row: Row = {}
    for name, value in apart.items():
        row[name] = value
        row[f"{name}{MISSING}"] = "not_available" if value is None else None
    row[ALL] = _sum(cells, list(cells))
    row[OF_FIREARMS] = sum(apart[name] or 0.0 for name in ("handgun", "long_gun", OTHERS))
    return row


def _sum(cells: Mapping[str, float | None], names: Sequence[str]) -> float | None:
    values = [value for name in names if (value := cells.get(name)) is not None]
    return sum(values) if values else None


def _facts(by_year: Table, complete: Sequence[Year], place: str) -> Iterator[Fact]:
    rows = {row["year_number"]: row for row in by_year.data.to_pylist()}
    for year in complete[-1:]:
        row = rows.get(year.year)
        if row is not None:
            rechecks: Mapping[str, tuple[ColumnKind, object]] = (
                {} if row["permit_recheck"] is None else {"rechecks": ("number", row["permit_recheck"])}
            )
            yield Fact(
                _WITH_RECHECKS if rechecks else _WITHOUT_RECHECKS,
                {"place": ("place", place), "period": ("period", year.span), "all": ("number", row[ALL]), **rechecks},
            )


_WITH_RECHECKS = N_(
    "{place}, {period}: {all} firearm background checks, of which {rechecks} were rechecks of permits. A check is not a "
    "sale."
)
_WITHOUT_RECHECKS = N_(
    "{place}, {period}: {all} firearm background checks; rechecks of permits are not available apart. A check is not a "
    "sale."
)
_TITLES: Mapping[str, str] = {
    "handgun": OWN_COLUMNS["handgun"],
    "long_gun": OWN_COLUMNS["long_gun"],
    OTHERS: N_("Other firearm, or several"),
    "permit": OWN_COLUMNS["permit"],
    "permit_recheck": OWN_COLUMNS["permit_recheck"],
    REST: N_("All other types"),
}
_COLUMNS = (
    *(Column(name, title, "number", missing=f"{name}{MISSING}") for name, title in _TITLES.items()),
    Column(ALL, N_("All checks"), "number"),
)
_FIELDS = [
    *((name, pa.float64()) for name in (*_TITLES, ALL, OF_FIREARMS)),
    *((f"{name}{MISSING}", pa.string()) for name in _TITLES),
]
_RUNNING = N_(
    "A year marked * is not whole. Types of check that no state had yet are not available, which is not zero."
)

QUESTION = Question(
    name="firearm_background_checks",
    title=N_("Firearm background checks in the United States"),
    asks=N_("How many background checks do dealers and authorities in each US state ask for, as a measure of supply?"),
    how_to_read=N_(
        "One unit is one check. Checks are the only open monthly figure of firearms supply by state; they stand here "
        "as a denominator for firearms traced to a state. Rechecks of permits are shown apart, since some states check "
        "every permit again each month; others count them as permits, so that states are ordered by checks by type "
        "of firearm. “All other types” are pawns, returns, rentals, private sales and "
        "administration."
    ),
    does_not_say=N_(
        "How many firearms were sold: one check can cover several or none, some permits replace the check, and private "
        "sales need none in many states. Nothing about trafficking: many checks do not make a state a source. The copy "
        "held ends in September 2023."
    ),
    answer=answer,
    filters=("place", "since", "until"),
    place_kinds=("country", "state", "territory"),
    countries=(NATION,),
)
