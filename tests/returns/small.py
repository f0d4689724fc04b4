"""A return so small that every record of it can be checked by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from tripoint.pipeline.returns import Checked, check_return, merge_return
from tripoint.registry.return_form import FORM, Level, definitions, row_sheets
from tripoint.returns.filled import Filled, OwnDefinition, SheetState
from tripoint.returns.reading import Expected
from tripoint.returns.template import write_workbook
from tripoint.store.ledger import open_reader
from tripoint.store.writer import writing

TODAY = date(2026, 6, 30)
LAND = {"MX": "us_mexico", "CA": "us_canada", "US": "us_mexico"}
PLACES = {"MX": ("MX-SON", "MX-TAM"), "CA": ("CA-ON", "CA-QC"), "US": ("US-TX", "US-AZ")}
Table = Mapping[str, list[object]]


def small(
    country: str = "MX",
    *,
    year: int = 2025,
    language: str = "es",
    level: Level = "aggregate",
    version: int = 1,
    nature: str = "official",
) -> Filled:
    """Twelve firearms seized and three found; five drug seizures; nothing to report of equipment."""
    cover = {
        "country": country,
        "period": year,
        "language": language,
        "level": level,
        "form": FORM,
        "nature": nature,
        "version": version,
        "corrected": "Row 1" if version > 1 else None,
        "first_day": date(year, 1, 1),
        "last_day": date(year, 12, 31),
        "returned_on": date(year + 1, 3, 30 + min(version, 1)),
        "office": "Office of returns",
    }
    if version > 1:
        cover["returned_on"] = date(year + 1, 3 + version, 1)
    tables = by_group(*PLACES[country]) if level == "aggregate" else by_seizure(year, *PLACES[country])
    tables = {code: _at_own_border(table, country) for code, table in tables.items()}
    return Filled(
        country,
        year,
        language,
        level,
        cover,
        {form.code: SheetState(_status(form.code, tables), "public") for form in row_sheets(level)},
        dict(TOTALS),
        _of_year(tables, year),
        {code: OwnDefinition("as_form") for code in definitions()} | {"seized": OwnDefinition("own", "Bajo custodia")},
    )


TOTALS: Mapping[str, object] = {
    "firearms_seized": 12, "firearms_found": 3, "firearms_surrendered": 0, "firearms_southbound": 12,
    "firearms_northbound": 0, "submitted": 10, "us_source": 6, "purchaser": 4, "diversion_traced": 3,
    "diversion_authority": 1, "parts": 40, "rounds": None, "fentanyl_kg": 3.5, "methamphetamine_kg": 0, "cocaine_kg": None,
    "heroin_kg": 0, "equipment": 0,
}  # fmt: skip


def by_group(one: str, other: str) -> Mapping[str, Table]:
    return {
        "firearms": {
            "period": ["2025-03", "2025-04"], "place": [one, other], "acquisition": ["seized", "found"],
            "border": ["us_mexico", "inland"], "direction": ["southbound", "domestic"],
            "firearm_type": ["pistol", "rifle"], "firearms": [12, 3], "events": [5, 1],
        },
        "legal": {
            "acquisition": ["seized", "found"], "legal_basis": ["customs_offence", "no_offence"],
            "criminal_context": ["firearms_trafficking", "none_found"], "firearms": [12, 3],
        },
        "methods": {
            "acquisition": ["seized", "found"], "border": ["us_mexico", "inland"], "direction": ["southbound", "domestic"],
            "concealment": ["vehicle", "not_concealed"], "conveyance": ["car", "no_conveyance"], "firearms": [12, 3],
            "events": [5, 1],
        },
        "corridors": {
            "route_from": ["US-TX", "not_known"], "route_via": ["US-TX", "not_known"], "place": [one, other],
            "direction": ["southbound", "domestic"], "firearms": [12, 3],
        },
        "traces": {
            "place": [one, other], "acquisition": ["seized", "found"], "firearms": [12, 3], "submitted": [10, 0],
            "us_source": [6, 0], "other_source": [1, 0], "undetermined": [2, 0], "pending": [1, 0], "purchaser": [4, 0],
            "diversion_traced": [3, 0], "diversion_authority": [1, 0],
        },
        "parts": {
            "period": ["2025-03"], "place": [one], "acquisition": ["seized"], "border": ["us_mexico"],
            "direction": ["southbound"], "part_type": ["magazine"], "parts": [40],
        },
        "coseizures": {
            "border": ["us_mexico", "us_mexico"], "direction": ["southbound", "southbound"],
            "goods": ["fentanyl", "no_goods"], "firearms": [7, 5], "events": [2, 3],
        },
        "organisations": {
            "organisation": ["Organisation A"], "claim": ["destined_for"], "basis": ["formal_charge"],
            "document": ["Statement of 2025-06-30"],
        },
        "drugs": {
            "period": ["2025-03", "2025-05"], "place": [one, one], "border": ["us_mexico", "us_mexico"],
            "direction": ["northbound", "northbound"], "concealment": ["vehicle", "vehicle"], "conveyance": ["car", "car"],
            "drug": ["fentanyl", "nitazenes"], "events": [4, 1], "quantity": [3500, None], "unit": ["g", None],
        },
    }  # fmt: skip


def by_seizure(year: int, one: str, other: str) -> Mapping[str, Table]:
    """The same firearms as three seizures and a find; E-1 has drugs, E-2 cash, of E-3 nothing is known."""
    firearms: dict[str, list[object]] = {
        "event": ["E-1", "E-1", "E-2", "E-3", "E-4"],
        "date": [date(year, 3, 2), date(year, 3, 2), date(year, 3, 9), date(year, 3, 9), date(year, 4, 1)],
        "place": [one, one, one, one, other],
        "acquisition": ["seized", "seized", "seized", "seized", "found"],
        "border": [*["us_mexico"] * 4, "inland"],
        "direction": [*["southbound"] * 4, "domestic"],
        "firearm_type": ["pistol", "rifle", "pistol", "pistol", "rifle"],
        "legal_basis": [*["customs_offence"] * 4, "no_offence"],
        "criminal_context": [*["firearms_trafficking"] * 4, "none_found"],
        "concealment": [*["vehicle"] * 4, "not_concealed"],
        "conveyance": [*["car"] * 4, "no_conveyance"],
        "route_from": [*["US-TX"] * 4, "not_known"],
        "route_via": [*["US-TX"] * 4, "not_known"],
        "other_goods": ["no_goods", "no_goods", "cash", None, "no_goods"],
        "firearms": [3, 2, 4, 3, 3],
        "submitted": [3, 2, 4, 1, 0],
        "us_source": [3, 1, 2, 0, 0],
        "other_source": [0, 1, 0, 0, 0],
        "undetermined": [0, 0, 2, 0, 0],
        "pending": [0, 0, 0, 1, 0],
        "purchaser": [3, 1, 0, None, 0],
        "diversion_traced": [3, 0, 0, 0, 0],
        "diversion_authority": [0, 0, 1, 0, 0],
    }
    parts: dict[str, list[object]] = {
        "event": ["E-2"], "date": [date(year, 3, 9)], "place": [one], "acquisition": ["seized"], "border": ["us_mexico"],
        "direction": ["southbound"], "part_type": ["magazine"], "parts": [40],
    }  # fmt: skip
    drugs: dict[str, list[object]] = {
        "event": ["E-1", "E-1", "E-9"], "date": [date(year, 3, 2), date(year, 3, 2), date(year, 3, 31)],
        "place": [one, one, one], "border": ["us_mexico"] * 3, "direction": ["southbound", "southbound", "northbound"],
        "concealment": ["vehicle"] * 3, "conveyance": ["car"] * 3, "drug": ["fentanyl", "fentanyl", "fentanyl"],
        "quantity": [500, 100, 3], "unit": ["g", "pieces", "kg"],
    }  # fmt: skip
    organisations = by_group(one, other)["organisations"]
    return {"firearms": firearms, "parts": parts, "drugs": drugs, "organisations": organisations}


def _status(sheet: str, tables: Mapping[str, Table]) -> str:
    return "supplied" if sheet in tables else "nothing_to_report" if sheet == "equipment" else "not_supplied"


def _at_own_border(table: Table, country: str) -> Table:
    borders = [LAND[country] if code == "us_mexico" else code for code in table.get("border", [])]
    return {**table, "border": borders} if borders else table


def _of_year(tables: Mapping[str, Table], year: int) -> Mapping[str, Table]:
    def moved(column: str, cells: list[object]) -> list[object]:
        return [f"{year}{str(cell)[4:]}" for cell in cells] if column == "period" else cells

    return {code: {name: moved(name, cells) for name, cells in table.items()} for code, table in tables.items()}


def changed(filled: Filled, sheet: str, column: str, cells: list[object]) -> Filled:
    """The return with another column."""
    table = {**filled.tables[sheet], column: cells}
    return replace(filled, tables={**filled.tables, sheet: table})


def with_cover(filled: Filled, **fields: object) -> Filled:
    return replace(filled, cover={**filled.cover, **fields})


def written(folder: Path, filled: Filled, name: str | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    version = filled.cover["version"]
    path = folder / (name or f"tripoint-return-{filled.country.lower()}-{filled.year}-v{version}.xlsx")
    write_workbook(path, filled)
    return path


def checked(path: Path, ledger: Path, *, country: str | None = None, year: int | None = None) -> Checked:
    reader = open_reader(ledger, audience="governments")
    return check_return(path, reader, today=TODAY, expected=Expected(country, year))


def merged(path: Path, ledger: Path) -> Checked:
    """Merges the file as `tripoint return merge` does. Raises ValueError if it is not fit."""
    with writing(ledger) as writer:
        found = checked(path, ledger)
        merge_return(path, writer, found)
    return found


def codes(found: Checked, *, warnings: bool = True) -> set[str]:
    return {p.code for p in found.problems if warnings or not p.is_warning}
