"""Synthetic returns: complete, of one piece, and of no government; for demonstration and for tests."""

import calendar
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tripoint.registry.return_form import FORM, FormSheet, FormTotal, Level, definitions, row_sheets, totals
from tripoint.returns.filled import Filled, OwnDefinition, SheetState, Value
from tripoint.returns.groups import BASE_UNITS, grouped
from tripoint.returns.parts import with_implied_zeros
from tripoint.returns.records import QUANTITIES
from tripoint.returns.synthetic_errors import write_flawed
from tripoint.returns.synthetic_seizures import ITEMS, Seizures, drawn_seizures
from tripoint.returns.synthetic_words import said
from tripoint.returns.template import write_workbook
from tripoint.returns.timeless import new_file
from tripoint.units import KG_PER_POUND

DEMO: Mapping[str, str] = {"CA": "fr", "MX": "es", "US": "en"}
"""Country → language of its synthetic return, so that the three show all languages."""
CORRECTED = "MX"
"""The country whose return has a second version in the demonstration."""
DEMO_ROWS = 1500
"""Rows of seizures drawn for one; by group they are about as many, on more sheets."""

WITHOUT: Mapping[str, Mapping[str, str]] = {
    "CA": {"equipment": "nothing_to_report"},
    "MX": {"corridors": "not_supplied"},
    "US": {},
}
"""Country → sheet → status, where a sheet is not supplied with rows."""
FOR_GOVERNMENTS: Mapping[str, tuple[str, ...]] = {"CA": (), "MX": (), "US": ("organisations",)}
BY_YEAR: Mapping[str, tuple[str, ...]] = {"CA": ("precursors",), "MX": ("parts",), "US": ()}
"""Sheets of counts by group that have the whole year instead of months."""
OWN: Mapping[str, tuple[str, ...]] = {
    "CA": ("event", "identification"),
    "MX": ("counting_date", "mass"),
    "US": ("seized", "cross_border", "diversion"),
}
"""Definitions of their own, all invented."""
NAMED: Sequence[tuple[str, str, str]] = (
    ("A", "destined_for", "formal_charge"),
    ("B", "moved_by", "court_finding"),
    ("C", "held_by", "official_statement"),
    ("C", "destined_for", "assessment"),
)
"""Organisations by letter: what is claimed of them, and on what basis."""
OFTEN_BLANK: Mapping[str, float] = {
    "events": 0.03, "purchaser": 0.04, "diversion_traced": 0.06, "diversion_authority": 0.06, "other_goods": 0.04,
}  # fmt: skip
"""Optional columns and the share of their cells that is not supplied."""

Table = Mapping[str, Sequence[Value]]


def synthetic_return(
    country: str,
    *,
    year: int,
    seed: int,
    level: Level = "aggregate",
    language: str | None = None,
    version: int = 1,
    rows: int = DEMO_ROWS,
) -> Filled:
    """A return without errors. The same arguments give the same return; no clock is read.

    Its sheets are made of the same drawn seizures and agree with one another, and its totals with them; the returns
    of two countries are drawn apart and need not agree. Shares and sizes are chosen so that every sheet has
    something to show, not after real figures. language: DEMO's if None. version: each has a few seizures more than
    the one before. rows: of drawn seizures, over all sheets; every sheet has some, however few are asked.
    """
    language = language or DEMO[country]
    key = f"{seed}/{country}/{year}"
    late = 3 * (version - 1)
    seizures = drawn_seizures(country, year, random.Random(key), rows=rows + late)
    states = {form.code: _state(country, form.code) for form in row_sheets(level)}
    base = Filled(country, year, language, level, _cover(year, language, version, late))
    whole = replace(base, level="records", tables={sheet: _columns(entries) for sheet, entries in seizures.items()})
    tables = {**(whole.tables if level == "records" else _by_group(whole)), "organisations": _named(year, language)}
    blanks = random.Random(f"{key}/blanks")
    return replace(
        base,
        states=states,
        totals={total.code: _total(total, seizures) for total in totals()},
        tables={
            form.code: _with_blanks(form, tables[form.code], blanks)
            for form in row_sheets(level)
            if states[form.code].status == "supplied"
        },
        definitions={code: _definition(code, country, language) for code in definitions()},
    )


def write_demo(folder: Path, *, year: int, seed: int) -> tuple[Path, ...]:
    """Three returns without errors, one of them corrected, the three with typical errors, and what they are, in words."""
    written = []
    for kind, write in (("", write_workbook), ("-flawed", write_flawed)):
        place = folder / ("flawed" if kind else "returns")
        place.mkdir(parents=True, exist_ok=True)
        for country in DEMO:
            path = place / f"tripoint-return-{country.lower()}-{year}-synthetic{kind}.xlsx"
            write(path, synthetic_return(country, year=year, seed=seed))
            written.append(path)
    path = folder / "corrected" / f"tripoint-return-{CORRECTED.lower()}-{year}-v2-synthetic.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(path, synthetic_return(CORRECTED, year=year, seed=seed, version=2))
    written.append(path)
    path = folder / "README.txt"
    with new_file(path) as part:
        part.write_text(_read_me(year, seed), encoding="utf-8")
    return (*written, path)


def _read_me(year: int, seed: int) -> str:
    parts = ("title", "lead", "returns", "corrected", "flawed", "ledger")
    texts = (
        "\n".join(said(f"readme_{part}", lang, year=year, seed=seed) for part in parts) for lang in ("en", "es", "fr")
    )
    return "\n\n".join(texts) + "\n"


def _cover(year: int, language: str, version: int, late: int) -> Mapping[str, Value]:
    """Signed off on the last day of March of the next year, each corrected return a month later."""
    years, month = divmod(version + 1, 12)
    last = calendar.monthrange(year + 1 + years, month + 1)[1]
    return {
        "form": FORM,
        "nature": "synthetic",
        "version": version,
        "corrected": said("corrected", language, count=late) if version > 1 else None,
        "first_day": date(year, 1, 1),
        "last_day": date(year, 12, 31),
        "returned_on": date(year + 1 + years, month + 1, last),
        "office": said("office", language),
        "contact": "returns@example.org",
        "breaks": said("breaks", language),
    }


def _state(country: str, sheet: str) -> SheetState:
    handling = "governments" if sheet in FOR_GOVERNMENTS[country] else "public"
    return SheetState(WITHOUT[country].get(sheet, "supplied"), handling)


def _definition(code: str, country: str, language: str) -> OwnDefinition:
    return OwnDefinition("own", said(f"own_{code}", language)) if code in OWN[country] else OwnDefinition("as_form")


def _named(year: int, language: str) -> Table:
    return {
        "organisation": [said("organisation", language, letter=letter) for letter, _, _ in NAMED],
        "claim": [claim for _, claim, _ in NAMED],
        "basis": [basis for _, _, basis in NAMED],
        "document": [said("document", language, number=n, year=year) for n in range(1, len(NAMED) + 1)],
    }


def _columns(entries: Sequence[Mapping[str, Value]]) -> Table:
    names = dict.fromkeys(name for entry in entries for name in entry)
    return {name: [entry[name] for entry in entries] for name in names}


def _by_group(whole: Filled) -> Mapping[str, Table]:
    """The sheets of counts by group of a return of a row a seizure, in the units in which a country weighs."""
    tables = grouped(whole)
    forms = [form for form in row_sheets("aggregate") if form.code != "organisations"]
    return {
        form.code: _in_order(form, [dict(row) for row in tables[form.code].to_pylist()], whole.country, whole.year)
        for form in forms
    }


def _in_order(form: FormSheet, entries: Sequence[dict[str, Value]], country: str, year: int) -> Table:
    """Rows with one key added up, in the order of their keys; whole numbers but for quantities."""
    keys = [column.code for column in form.columns if column.is_key]
    numbers = [column.code for column in form.columns if not column.is_key]
    sums: dict[tuple[str, ...], list[float]] = {}
    for entry in entries:
        if form.code in BY_YEAR[country]:
            entry["period"] = str(year)
        found = sums.setdefault(tuple(str(entry[key]) for key in keys), [0.0] * len(numbers))
        for place, number in enumerate(numbers):
            found[place] += float(str(entry[number]))
    ordered = sorted(sums.items())
    table: dict[str, list[Value]] = {name: [key[place] for key, _ in ordered] for place, name in enumerate(keys)}
    for place, name in enumerate(numbers):
        values = [numbers_of[place] for _, numbers_of in ordered]
        table[name] = [round(v, 3) for v in values] if name == "quantity" else [int(v) for v in values]
    return _in_pounds(table) if country == "US" and "unit" in table else table


def _in_pounds(table: Mapping[str, Sequence[Value]]) -> Table:
    pairs = zip(table["quantity"], table["unit"], strict=True)
    weighed = [(round(float(str(q)) / KG_PER_POUND, 2), "lb") if u == "kg" else (q, u) for q, u in pairs]
    return {**table, "quantity": [q for q, _ in weighed], "unit": [u for _, u in weighed]}


def _with_blanks(form: FormSheet, table: Table, drawn: random.Random) -> Table:
    """Some cells of optional columns are not supplied; totals know more than the rows then."""
    blanked = {
        column.code: [None if drawn.random() < OFTEN_BLANK.get(column.code, 0) else v for v in table[column.code]]
        for column in form.columns
    }
    return with_implied_zeros(blanked)


def _total(total: FormTotal, seizures: Seizures) -> Value:
    """From the seizures themselves, not from the sheets; masses in kg, to the gram."""
    sheet = total.sheet if total.sheet in seizures else "firearms"
    entries = [
        entry
        for entry in seizures[sheet]
        if all(entry[ITEMS[sheet] if name == "item" else name] == wanted for name, wanted in total.where)
    ]
    if total.column != "quantity":
        return sum(int(str(entry[total.column])) for entry in entries)
    units = [(float(str(entry["quantity"])), *BASE_UNITS[str(entry["unit"])]) for entry in entries]
    return round(sum(amount * factor for amount, base, factor in units if QUANTITIES[base] == total.measure), 3)
