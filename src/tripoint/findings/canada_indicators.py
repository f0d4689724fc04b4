"""Rates of the Canadian Indicator Framework: opioid deaths by sex, violent offences reported by police by kind."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import finished, narrowed
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.registry.places import places
from tripoint.store.ledger import Reader

SOURCE, NATION = "ca_statcan_indicators", "CA"
DEATHS, CRIME = "deaths_crude_rate_per_100k", "police_reported_rate_per_100k"
SEXES: Mapping[str, str] = {"total": N_("All"), "female": N_("Women"), "male": N_("Men")}
OFFENCES: Mapping[str, str] = {
    "all_violent": N_("All violent offences"),
    "homicide": N_("Homicide"),
    "attempted_murder": N_("Attempted murder"),
    "other_causing_death": N_("Other offences causing death"),
    "assault_3": N_("Assault, level 3 (aggravated)"),
    "assault_2": N_("Assault, level 2 (weapon or bodily harm)"),
    "assault_1": N_("Assault, level 1"),
    "sexual_assault_3": N_("Sexual assault, level 3 (aggravated)"),
    "sexual_assault_2": N_("Sexual assault, level 2 (weapon or bodily harm)"),
    "sexual_assault_1": N_("Sexual assault, level 1"),
    "sexual_violations_children": N_("Sexual violations against children"),
    "robbery": N_("Robbery"),
    "threats": N_("Uttering threats"),
    "other_violent": N_("Other violent offences"),
}
Row = Mapping[str, object]


def answer(reader: Reader, filters: Filters) -> Finding:
    records = narrowed(reader.figures(), filters)
    records = records.filter(records.source == SOURCE)
    deaths, crime = (_rows(reader, records, measure) for measure in (DEATHS, CRIME))
    place = filters.place or NATION
    tables = (_deaths(deaths, place), _deaths_by_place(deaths), _crime(crime, place))
    return finished(QUESTION.name, reader, [records], tables=tables, facts=_facts(deaths, crime, place))


def _rows(reader: Reader, records: ir.Table, measure: str) -> list[Row]:
    """The rates of a measure, newest first; a rate is never added to another."""
    kept = records.filter(records.measure == measure)
    found: list[Row] = reader.fetch(kept.select("place", "category", "period_start", "period_end", "value")).to_pylist()
    return sorted(found, key=lambda r: (-_year(r), str(r["place"]), str(r["category"])))


def _deaths(rows: Sequence[Row], place: str) -> Table:
    """A row a year, with a column each sex."""
    cells = {(_year(r), r["category"]): r for r in rows if r["place"] == place}
    years = sorted({year for year, _ in cells}, reverse=True)
    data = [
        {**_span(year), **_cells({name: cells.get((year, name)) for name in SEXES})} for year in years
    ]  # fmt: skip
    columns = (Column("period", N_("Year"), "period"), *(_rate(name, title) for name, title in SEXES.items()))
    return Table(
        "opioid_death_rate", N_("Apparent opioid toxicity deaths per 100,000 people, by year and sex"), DEATHS, columns,
        pa.Table.from_pylist(data, _schema(_PERIOD, SEXES)), in_report=10,
        note=N_(
            "The Public Health Agency of Canada counts these deaths, and the question on harms shows the same rates from a "
            "release of another day: the two can differ. In the newest years the rates of women and men can be too low for "
            "that of all, as in British Columbia; the file does not say why."
        ),
    )  # fmt: skip


def _deaths_by_place(rows: Sequence[Row]) -> Table:
    """The newest year, Canada first, then the registry's order: provinces define deaths differently and are not ranked."""
    newest = max((_year(r) for r in rows), default=0)
    own = [r for r in rows if _year(r) == newest and r["category"] == "total"]
    data = [{"place": r["place"], **_span(newest), **_cells({"total": r})} for r in own]
    order = {place.place_id: n for n, place in enumerate(places(country=NATION))}
    data.sort(key=lambda row: order[str(row["place"])])
    columns = (Column("place", N_("Canada and region"), "place"), Column("period", N_("Year"), "period"),
               _rate("total", SEXES["total"]))  # fmt: skip
    return Table(
        "opioid_death_rate_by_province", N_("Apparent opioid toxicity deaths per 100,000 people, newest year"), DEATHS,
        columns, pa.Table.from_pylist(data, _schema([("place", pa.string()), *_PERIOD], ("total",))), in_report=0,
        note=N_("A province that is not listed has no value in the file, which is not zero."),
    )  # fmt: skip


def _crime(rows: Sequence[Row], place: str) -> Table:
    """A row a kind of offence, with a column each of the newest five years."""
    cells = {(_year(r), r["category"]): r for r in rows if r["place"] == place}
    years = sorted({year for year, _ in cells}, reverse=True)[:5][::-1]
    data = [
        {"offence": title, **_cells({str(year): cells.get((year, name)) for year in years})}
        for name, title in OFFENCES.items()
        if any((year, name) in cells for year in years)
    ]
    titles = [str(year) for year in years]
    columns = (Column("offence", N_("Offence"), "message", width=3), *(_rate(year, year) for year in titles))
    return Table(
        "violent_crime_rate", N_("Violent offences reported by police per 100,000 people, by kind and year"), CRIME,
        columns, pa.Table.from_pylist(data, _schema([("offence", pa.string())], titles)), in_report=14,
    )  # fmt: skip


def _facts(deaths: Sequence[Row], crime: Sequence[Row], place: str) -> Iterator[Fact]:
    for rows, category, message in (
        (deaths, "total", N_("{place}, {period}: {rate} apparent opioid toxicity deaths per 100,000 people.")),
        (crime, "all_violent", N_("{place}, {period}: {rate} violent offences reported by police per 100,000 people.")),
    ):
        own = [r for r in rows if r["place"] == place and r["category"] == category and r["value"] is not None]
        for row in own[:1]:
            yield Fact(
                message,
                {
                    "place": ("place", place), "period": ("period", (row["period_start"], row["period_end"])),
                    "rate": ("number", row["value"]),
                },
            )  # fmt: skip


def _year(row: Row) -> int:
    start = row["period_start"]
    return start.year if isinstance(start, date) else 0


def _span(year: int) -> dict[str, object]:
    return {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}


def _cells(found: Mapping[str, Row | None]) -> dict[str, object]:
    """The rates by column, each with the reason why it is absent."""
    cells: dict[str, object] = {}
    for name, row in found.items():
        cells[name] = row["value"] if row else None
        cells[f"{name}_missing"] = None if row else "not_available"
    return cells


def _rate(name: str, title: str) -> Column:
    return Column(name, title, "number", decimals=1, missing=f"{name}_missing")


_PERIOD = [("period_start", pa.date32()), ("period_end", pa.date32())]


def _schema(keys: Sequence[tuple[str, pa.DataType]], rates: Sequence[str] | Mapping[str, str]) -> pa.Schema:
    pairs = [pair for name in rates for pair in ((name, pa.float64()), (f"{name}_missing", pa.string()))]
    return pa.schema([*keys, *pairs])


QUESTION = Question(
    name="canada_indicators",
    title=N_("Opioid death rates and violent offences in Canada"),
    asks=N_("What rates of opioid deaths and of violent offences does Canada publish as national indicators?"),
    how_to_read=N_(
        "Crude rates per 100,000 people as the publisher computed them, not adjusted for age. Deaths are those in which "
        "an opioid contributed to an apparent poisoning, by calendar year. Offences are those that police reported. "
        "Rates are never added."
    ),
    does_not_say=N_(
        "How many offences involved a firearm or drugs: neither is apart in these figures. The newest year of deaths "
        "may stand on part of the year; the file does not say so. Definitions differ between provinces: British "
        "Columbia counts all unregulated drugs from 2019, Quebec all drug intoxications from 2022."
    ),
    answer=answer,
    filters=("place", "since", "until"),
    place_kinds=("country", "province", "territory"),
    countries=(NATION,),
)
