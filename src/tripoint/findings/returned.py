"""National returns as they are held: who returned what for which year, and the state of each sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from tripoint.findings.answer import covers, within
from tripoint.findings.question import N_, ColumnKind, Fact, Filters
from tripoint.registry.places import place
from tripoint.registry.return_form import row_sheets, sheet
from tripoint.registry.rows import LANGUAGES
from tripoint.registry.substances import substance
from tripoint.registry.terms import terms
from tripoint.store.ledger import Reader

COUNTRIES = ("US", "MX", "CA")
TITLES: Mapping[str, str] = {"US": N_("United States"), "MX": N_("Mexico"), "CA": N_("Canada")}
PLACE_KINDS = ("state", "province", "territory")
SHEETS = tuple(form.code for form in row_sheets("aggregate"))


@dataclass(frozen=True)
class Return:
    """The newest version of one country's return of one year.

    cover: field → text as written. states: sheet → supplied, supplied_to_governments, zero, not_supplied or
        governments (supplied, and not for this reader).
    """

    country: str
    year: str
    language: str
    first_day: date
    last_day: date
    cover: Mapping[str, str]
    states: Mapping[str, str]

    def has(self, sheet_code: str) -> bool:
        """May this reader see rows of the sheet?"""
        return self.states.get(sheet_code, "").startswith("supplied")


@dataclass(frozen=True)
class Returns:
    """The returns that are asked for, newest year first, in a year in the order of `countries`."""

    held: tuple[Return, ...]
    countries: tuple[str, ...]

    def of(self, country: str, year: str) -> Return | None:
        return next((r for r in self.held if (r.country, r.year) == (country, year)), None)

    @property
    def newest(self) -> tuple[Return, ...]:
        """Of each country its newest return, in the order of `countries`."""
        found = (next((r for r in self.held if r.country == country), None) for country in self.countries)
        return tuple(r for r in found if r is not None)

    @property
    def printed_from(self) -> str:
        """The oldest of the years that are the newest of some country: older ones are left to the rows."""
        return min((r.year for r in self.newest), default="")

    @property
    def years(self) -> tuple[str, ...]:
        """Every year held, newest first."""
        return tuple(dict.fromkeys(r.year for r in self.held))

    def printed(self, rows: Iterable[Mapping[str, object]]) -> int:
        """How many rows are of a year that is printed; rows stand newest year first."""
        return sum(str(row["year"]) >= self.printed_from for row in rows)

    def state(self, country: str, year: str, sheet_code: str) -> str:
        """Why a cell of a sheet has no number; of a sheet that is seen, that it has no such row."""
        found = self.of(country, year)
        if found is None:
            return "no_return"
        return "no_row" if found.has(sheet_code) else found.states.get(sheet_code, "not_supplied")


def has_any(reader: Reader) -> bool:
    """Is any return held at all? Asked before every query, since a report without returns should not wait for them."""
    return any(line.returned for line in reader.manifest)


def returns_of(reader: Reader, filters: Filters) -> Returns:
    """The returns of the countries asked for whose days touch the time asked for."""
    country = place(filters.place).country if filters.place else filters.country
    countries = tuple(c for c in COUNTRIES if country in (None, c))
    if not has_any(reader):
        return Returns((), countries)
    records = reader.returned()
    kept = records.filter(records.sheet.isin(["cover", "sheets"]), records.country.isin(list(countries)))
    groups: dict[tuple[str, str], list[Mapping[str, object]]] = {}
    for row in reader.fetch(_touching(kept, filters).order_by("source_row")).to_pylist():
        groups.setdefault((row["series"], row["country"]), []).append(row)
    order = sorted(groups, key=lambda key: (-int(key[0]), countries.index(key[1])))
    return Returns(tuple(_return(key[1], key[0], groups[key], reader.audience) for key in order), countries)


def _return(country: str, year: str, rows: Sequence[Mapping[str, object]], audience: str) -> Return:
    return Return(
        country,
        year,
        str(rows[0]["language"]),
        min(day for row in rows if isinstance(day := row["period_start"], date)),
        max(day for row in rows if isinstance(day := row["period_end"], date)),
        {str(row["item"]): str(row["text"]) for row in rows if row["sheet"] == "cover" and row["text"]},
        {str(row["item"]): _state(row, audience) for row in rows if row["sheet"] == "sheets"},
    )


def _state(row: Mapping[str, object], audience: str) -> str:
    status, is_public = row["status"], row["handling"] == "public"
    if status not in ("supplied", "nothing_to_report"):
        return "not_supplied"
    if not is_public and audience == "public":
        return "governments"
    if status == "nothing_to_report":
        return "zero"
    return "supplied" if is_public else "supplied_to_governments"


def asked(reader: Reader, filters: Filters) -> ir.Table:
    """Records of the place, substance, country and time asked for; a month is kept if it lies within that time."""
    records = reader.returned()
    if filters.country is not None:
        records = records.filter(records.country == filters.country)
    if filters.place is not None:
        records = records.filter(records.place == place(filters.place).place_id)
    if filters.substance is not None:
        records = records.filter(ibis.or_(*_of_substance(records, substance(filters.substance).substance_id)))
    return within(records, filters)


def _of_substance(records: ir.Table, asked_for: str) -> Iterator[ir.BooleanValue]:
    """Is a record of a term that stands for the substance?"""
    for sheet_code, listed in (("drugs", "drug"), ("precursors", "precursor")):
        codes = [code for code, term in terms(listed).items() if term.substance == asked_for]
        yield (records.sheet == sheet_code) & records.item.isin(codes)


def used(reader: Reader, filters: Filters, sheets: Sequence[str]) -> list[ir.Table]:
    """The records an answer on these sheets is made from: their rows, and what is said of each sheet as a whole."""
    if not has_any(reader):
        return []
    rows = asked(reader, filters)
    rows = rows.filter(rows.sheet.isin(list(sheets)))
    if filters.place is not None or filters.substance is not None:
        return [rows]
    every = reader.returned()
    whole = every.filter(every.sheet == "sheets", every.item.isin(list(sheets)))
    if filters.country is not None:
        whole = whole.filter(whole.country == filters.country)
    return [rows, _touching(whole, filters)]


def _touching(records: ir.Table, filters: Filters) -> ir.Table:
    """Records whose period has a day in the time asked for."""
    if filters.since is not None:
        records = records.filter(records.period_end >= ibis.date(filters.since.isoformat()))
    if filters.until is not None:
        records = records.filter(records.period_start <= ibis.date(filters.until.isoformat()))
    return records


_SAID: Mapping[str, str] = {
    "not_supplied": N_("{country}, {year}: not supplied: {sheets}."),
    "governments": N_("{country}, {year}: supplied to the three governments only: {sheets}."),
    "zero": N_("{country}, {year}: nothing to report, which is zero: {sheets}."),
}


def is_cut(one: Return, filters: Filters) -> bool:
    """Does the time asked for leave out a part of the days that the return covers? What is yearly in it is left out."""
    return not covers(filters, one.first_day, one.last_day)


def cut_facts(returns: Returns, filters: Filters) -> list[Fact]:
    """Which returns have yearly figures that the time asked for cuts."""
    message = N_(
        "{country}, {year}: totals and figures of the whole year are left out, since the time asked for cuts the year."
    )
    cut = [one for one in returns.newest if is_cut(one, filters)]
    return [Fact(message, {"country": ("country", one.country), "year": ("text", one.year)}) for one in cut]


def state_facts(returns: Returns, sheets: Sequence[str]) -> list[Fact]:
    """What the newest returns do not give of these sheets, and which countries returned nothing."""
    facts = []
    for one in returns.newest:
        for state, message in _SAID.items():
            own = [code for code in sheets if one.states.get(code, "not_supplied") == state]
            if own:
                titles = {lang: "; ".join(sheet(code).titles[lang] for code in own) for lang in LANGUAGES}
                parameters: dict[str, tuple[ColumnKind, object]] = {
                    "country": ("country", one.country),
                    "year": ("text", one.year),
                    "sheets": ("words", titles),
                }
                facts.append(Fact(message, parameters))
    without = [c for c in returns.countries if c not in {r.country for r in returns.newest}]
    if without:
        facts.append(Fact(NO_RETURN, {"countries": ("countries", " ".join(without))}))
    return facts


NO_RETURN = N_("No national return is held of: {countries}.")
