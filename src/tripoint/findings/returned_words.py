"""Totals and definitions of the returns, the three countries side by side."""

from collections.abc import Sequence

import pyarrow as pa

from tripoint.findings.question import N_, Column, Filters, Table
from tripoint.findings.returned import TITLES, Returns, asked, has_any, is_cut
from tripoint.findings.returned_rows import Row, beside_schema, cell
from tripoint.findings.returned_tables import YEAR, countries_of, with_printed
from tripoint.registry.return_form import FormDefinition, FormTotal, definitions, totals
from tripoint.registry.rows import LANGUAGES
from tripoint.store.ledger import Reader

DEFINITIONS = N_("How each country counts, beside the definition of the form")
_TITLE = N_("National totals as returned")


def totals_of(reader: Reader, filters: Filters) -> dict[tuple[str, str, str], Row]:
    """(country, year, total) → value, value_qualifier, value_state of the totals that this reader may see."""
    if not has_any(reader):
        return {}
    records = asked(reader, filters)
    chosen = records.filter(records.sheet == "totals").select(
        "country", "item", "value", "missing", year=records.series
    )
    rows = reader.fetch(chosen).to_pylist()
    return {
        (row["country"], row["year"], row["item"]): cell({**row, "missing_count": row["missing"] is not None})
        for row in rows
    }


def totals_table(reader: Reader, filters: Filters, returns: Returns, sheets: Sequence[str]) -> Table:
    """The totals over these sheets, as each government returned them. A place or substance has none."""
    found = totals_of(reader, filters)
    cut = {(one.country, one.year) for one in returns.held if is_cut(one, filters)}
    listed = [total for total in totals() if total.sheet in sheets]
    entries = [
        {
            "year": year,
            "total": total.code,
            **{f"total_{lang}": total.names[lang] for lang in LANGUAGES},
            **_numbers(found, total, year, returns, cut),
        }
        for year in returns.years
        for total in listed
        if any((c, year, total.code) in found for c in returns.countries)
    ]
    words = {f"total_{lang}": pa.string() for lang in LANGUAGES}
    data = pa.Table.from_pylist(entries, beside_schema(("total",), returns, **words))
    columns = (YEAR, Column("total", N_("Total"), "words", width=4), *countries_of(returns, 0))
    return with_printed(Table("totals", _TITLE, None, columns, data, note=TOTALS_NOTE), returns)


TOTALS_NOTE = N_(
    "As each government returned it for the days it covers; nothing is added here. Each country counts by its own "
    "definitions."
)


def _numbers(
    found: dict[tuple[str, str, str], Row], total: FormTotal, year: str, returns: Returns, cut: set[tuple[str, str]]
) -> Row:
    entry: dict[str, object] = {}
    for country in returns.countries:
        row = found.get((country, year, total.code))
        state = returns.state(country, year, total.sheet)
        if row is None and (country, year) in cut:
            row = {"value": None, "value_state": "no_row"}
        elif row is None:
            row = {
                "value": 0.0 if state == "zero" else None,
                "value_state": "not_supplied" if state == "no_row" else state,
            }
        entry |= {country: row["value"], f"{country}_qualifier": None, f"{country}_state": row["value_state"]}
    return entry


def definitions_table(reader: Reader, filters: Filters, returns: Returns, sheets: Sequence[str]) -> Table:
    """The terms that bear on these sheets: the form's definition and each country's own, of each year."""
    found = _definitions_of(reader) if returns.held else {}
    listed = [d for d in definitions().values() if set(d.sheets) & set(sheets)]
    entries = [_definition(found, definition, year, returns) for year in returns.years for definition in listed]
    texts = [(f"{c}_{lang}", pa.string()) for c in ("term", "form") for lang in LANGUAGES]
    own = [(f"{c}{part}", pa.string()) for c in returns.countries for part in ("", "_use", "_language", "_state")]
    columns = (
        YEAR,
        Column("term", N_("Term"), "words", width=2.4),
        Column("form", N_("Definition of the form"), "words", width=5),
        *(Column(c, TITLES[c], "definition", width=3) for c in returns.countries),
    )
    schema = pa.schema([("year", pa.string()), ("definition", pa.string()), *texts, *own])
    data = pa.Table.from_pylist(entries, schema)
    return with_printed(Table("definitions", DEFINITIONS, None, columns, data, note=OWN_LANGUAGE), returns)


OWN_LANGUAGE = N_("A country’s own definition stands in the language of its return and is not translated here.")


def _definitions_of(reader: Reader) -> dict[tuple[str, str, str], Row]:
    """(country, year, definition) → status, text, language."""
    records = reader.returned()
    chosen = records.filter(records.sheet == "definitions").select(
        "country", "item", "status", "text", "language", year=records.series
    )
    return {(r["country"], r["year"], r["item"]): r for r in reader.fetch(chosen).to_pylist()}


def _definition(found: dict[tuple[str, str, str], Row], definition: FormDefinition, year: str, returns: Returns) -> Row:
    entry: dict[str, object] = {"year": year, "definition": definition.code}
    entry |= {f"term_{lang}": definition.names[lang] for lang in LANGUAGES}
    entry |= {f"form_{lang}": definition.texts[lang] for lang in LANGUAGES}
    for country in returns.countries:
        row = found.get((country, year, definition.code), {})
        state = "not_supplied" if returns.of(country, year) else "no_return"
        use = row.get("status")
        entry |= {
            country: row.get("text") if use == "own" else None,
            f"{country}_use": use,
            f"{country}_language": row.get("language") if use == "own" else None,
            f"{country}_state": None if use else state,
        }
    return entry
