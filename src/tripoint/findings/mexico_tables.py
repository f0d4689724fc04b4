"""The tables of federal investigations in Mexico: months, years by kind, years by state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import pyarrow as pa

from tripoint.analysis.measures import Measured
from tripoint.findings.answer import covers
from tripoint.findings.question import N_, Column, Filters, Table
from tripoint.protocol.missing import Missing
from tripoint.registry.places import places
from tripoint.store.ledger import Reader

SOURCE, SERIES = "mx_sesnsp_federal", "fuero_federal"
MEASURE = "investigations_opened"
FIREARMS = "firearms_law"
KINDS: Mapping[str, str] = {
    "drugs/possession": N_("Drug offences: possession"),
    "drugs/trafficking": N_("Drug offences: trafficking (“tráfico”)"),
    "drugs/transport": N_("Drug offences: transport"),
    "drugs/commerce": N_("Drug offences: commerce"),
    "drugs/production": N_("Drug offences: production"),
    "drugs/supply": N_("Drug offences: supply"),
    "drugs/other": N_("Drug offences: other"),
    "narcomenudeo": N_("Retail drug dealing (health law)"),
    "organised_crime/drugs": N_("Organised crime law: drugs"),
    FIREARMS: N_("Firearms and explosives law"),
}
RUNNING = N_(
    "A year marked * is not whole: it is the running year, to the last month reported, or the time asked for cuts it."
)
_BLANK_LAST = N_("Months without any value stand after all others in the rows.")
_VALUE = Column("value", N_("Investigations opened"), "number", missing="missing")


@dataclass(frozen=True)
class Year:
    """Months of a calendar year, one after the other, that are reported and asked for. Twelve make it complete.

    is_cut: the release has more months of the year than are asked for.
    """

    year: int
    months: tuple[date, ...]
    end: date
    is_cut: bool = False

    @property
    def is_complete(self) -> bool:
        return len(self.months) == 12

    @property
    def span(self) -> tuple[date, date]:
        return self.months[0], self.end

    @property
    def name(self) -> str:
        return f"y{self.year}"

    @property
    def title(self) -> str:
        """The year in figures, the same in every language."""
        return f"{self.year}" if self.is_complete else f"{self.year}*"


def years_of(reader: Reader, release: Measured, filters: Filters) -> tuple[Year, ...]:
    """The years of which something is asked, oldest first, of months in which every record has a value.

    release: all records, whatever is asked, so that a filter makes no month or year look complete or running.
    """
    months = release.rows.group_by("period_start", "period_end").agg(gone=release.rows.missing.notnull().sum())
    found = reader.fetch(months.filter(months.gone == 0).order_by("period_start")).to_pylist()
    years: dict[int, list[tuple[date, date]]] = {}
    for month in found:
        years.setdefault(month["period_start"].year, []).append((month["period_start"], month["period_end"]))
    cut = ((year, own, _unbroken([m for m in own if covers(filters, *m)])) for year, own in years.items())
    return tuple(
        Year(year, tuple(start for start, _ in asked), asked[-1][1], len(asked) < len(_unbroken(own)))
        for year, own, asked in cut
        if asked
    )


def _unbroken(months: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """The months up to the first gap."""
    return [month for number, month in enumerate(months) if month[0].month == months[0][0].month + number]


def monthly(
    reader: Reader,
    rows: Measured,
    *,
    name: str,
    title: str,
    categories: Sequence[str],
    in_report: int,
    kinds: Mapping[str, str] = KINDS,
) -> Table:
    """One row a month and kind, newest first, months without any value last of all.

    A month in which a record is missing has no total. kinds: category → its words, in the order of the rows.
    """
    chosen = rows.where(rows.rows.category.isin(categories))
    grouped = chosen.total(by=("category", "period_start", "period_end"), over=("places", "substances"))
    reasons = chosen.rows.group_by("category", "period_start").agg(reason=chosen.rows.missing.max())
    joined = grouped.join(reasons, ["category", "period_start"])
    found = reader.fetch(joined.order_by(ibis.desc("period_start"))).to_pylist()
    has_value = {row["period_start"] for row in found if not row["missing_count"]}
    found.sort(
        key=lambda row: (
            row["period_start"] not in has_value,
            -row["period_start"].toordinal(),
            list(kinds).index(row["category"]),
        )
    )
    data = [
        {
            **row,
            "kind": kinds[row["category"]],
            "value": None if row["missing_count"] else row["value"],
            "missing": row["reason"],
        }
        for row in found
    ]
    kind = (Column("kind", N_("Offence"), "message"),) if len(categories) > 1 else ()
    columns = (Column("period", N_("Month"), "period"), *kind, _VALUE)
    note = _BLANK_LAST if any(row["period_start"] not in has_value for row in found) else None
    return Table(name, title, MEASURE, columns, pa.Table.from_pylist(data, _MONTHLY), in_report=in_report, note=note)


def by_kind(
    reader: Reader,
    rows: Measured,
    years: Sequence[Year],
    *,
    name: str,
    title: str,
    kinds: Mapping[str, str],
    in_report: int | None = None,
) -> Table:
    """The years given side by side, a row for each kind of offence; kinds are not added up."""
    values = _by_year(reader, rows.where(rows.rows.category.isin(list(kinds))), years, key="category")
    data = [{"category": code, "kind": words, **_cells(values, code, years)} for code, words in kinds.items()]
    names = pa.schema([("category", pa.string()), ("kind", pa.string()), *_fields(years)])
    return Table(
        name, title, MEASURE, (Column("kind", N_("Offence"), "message"), *_columns(years)),
        pa.Table.from_pylist(data, names), note=RUNNING, in_report=in_report,
    )  # fmt: skip


def by_state(
    reader: Reader, rows: Measured, years: Sequence[Year], *, name: str, title: str, place: str | None
) -> Table:
    """The years given side by side, a row for each state, most in the last complete year first."""
    values = _by_year(reader, rows, years, key="place")
    found = {key for key, _ in values}
    states = [p.place_id for p in places("state", "MX")] if place is None and found else []
    data = [{"place": code, **_cells(values, code, years)} for code in dict.fromkeys([*states, *sorted(found)])]
    complete = [year.name for year in years if year.is_complete]
    if complete:
        data.sort(key=lambda row: (-float(str(row[complete[-1]] or 0)), str(row["place"])))
    columns = (Column("place", N_("State"), "place"), *_columns(years))
    names = pa.schema([("place", pa.string()), *_fields(years)])
    return Table(name, title, MEASURE, columns, pa.Table.from_pylist(data, names), note=RUNNING)


def yearly_totals(reader: Reader, rows: Measured, years: Sequence[Year]) -> Mapping[int, float]:
    """Year → sum over the places asked for and the months that have values."""
    whole = rows.with_column(all_places=ibis.literal("all"))
    return {year: value for (_, year), value in _by_year(reader, whole, years, key="all_places").items()}


def _by_year(reader: Reader, rows: Measured, years: Sequence[Year], *, key: str) -> dict[tuple[str, int], float]:
    """(key, year) → sum over the months of the year that have values."""
    months = [month for year in years for month in year.months]
    chosen = rows.where(rows.rows.period_start.isin(months))
    dated = chosen.with_column(year=chosen.rows.period_start.year())
    grouped = dated.total(by=(key, "year"), over=("places", "periods", "substances", "categories"))
    return {(row[key], row["year"]): row["value"] for row in reader.fetch(grouped).to_pylist()}


def _cells(values: Mapping[tuple[str, int], float], key: str, years: Iterable[Year]) -> dict[str, object]:
    cells: dict[str, object] = {}
    for year in years:
        value = values.get((key, year.year))
        cells[year.name] = value
        cells[f"{year.name}_missing"] = None if value is not None else Missing.not_reported.value
    return cells


def _columns(years: Iterable[Year]) -> tuple[Column, ...]:
    return tuple(Column(y.name, y.title, "number", missing=f"{y.name}_missing") for y in years)


def _fields(years: Iterable[Year]) -> list[tuple[str, pa.DataType]]:
    return [field for y in years for field in ((y.name, pa.float64()), (f"{y.name}_missing", pa.string()))]


_MONTHLY = pa.schema(
    [
        ("period_start", pa.date32()), ("period_end", pa.date32()), ("category", pa.string()),
        ("kind", pa.string()),
        ("value", pa.float64()), ("missing", pa.string()), ("record_count", pa.int64()),
        ("missing_count", pa.int64()),
    ]
)  # fmt: skip
