"""Rows of a sheet of the returns: added where the form lets them, and set beside one another by country."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import ibis
import pyarrow as pa

from tripoint.analysis.measures import Additivity, Dimension, Measured, measured
from tripoint.findings.question import N_, Filters
from tripoint.findings.returned import Returns, asked, has_any
from tripoint.registry.measures import measure
from tripoint.registry.return_form import FormSheet, sheet
from tripoint.registry.terms import NOT_KNOWN, terms
from tripoint.store.ledger import Reader

Row = Mapping[str, object]
AT_BORDER = N_("At a border")
INSIDE = N_("Inside the country")
UNKNOWN = N_("Where is not known")
_ITEMS = ("firearm_type", "part_type", "ammunition_type", "equipment_type")
_SUBSTANCES = ("drug", "precursor")
_CATEGORIES: Mapping[tuple[str, str], bool] = {
    # An event stands in a row for each of the goods, and its firearms with it.
    ("coseizures", "firearms_recovered"): False,
    # The form: each seizure stands in one row only for each drug, so that nothing but the drug repeats it.
    ("drugs", "seizures_as_returned"): True,
    ("precursors", "seizures_as_returned"): True,
}


def lists_of(found: FormSheet) -> Mapping[str, str]:
    """Column of a record → list of its terms, for the columns of the sheet that say which row it is; '' for a place."""
    kinds = {c.code: c.list_name if c.kind == "term" else "" for c in found.columns if c.is_key}
    names = dict.fromkeys(_ITEMS, "item") | dict.fromkeys(_SUBSTANCES, "substance")
    left_out = ("period", "unit", "organisation", "document")
    return {names.get(code, code): listed for code, listed in kinds.items() if code not in left_out}


def sheet_rows(reader: Reader, filters: Filters, sheet_code: str, name: str) -> Measured:
    """The rows of one sheet and measure, with no column but the sheet's own, `country` and `year`.

    What stands for a whole sheet (nothing to report, not supplied) is no row. `side` is a message: at a border, inside
    the country, or not known. `substance` is the form's own code
    of a drug or chemical, which the registry of substances may not have.
    """
    records = asked(reader, filters)
    columns = lists_of(sheet(sheet_code))
    said = [records.item if c == "substance" else records[c] for c, listed in columns.items() if listed]
    records = records.filter(records.sheet == sheet_code, ibis.or_(*(column.notnull() for column in said)))
    chosen = {c: records.item if c == "substance" else records[c] for c in columns}
    if "border" in columns:
        chosen["side"] = ibis.cases(
            (records.border == "inland", INSIDE), (records.border == NOT_KNOWN, UNKNOWN), else_=AT_BORDER
        )
    rows = records.select(
        "country", "measure", "value", "missing", "period_start", "period_end", year=records.series, **chosen
    )
    m = measure(name)
    adds = _CATEGORIES.get((sheet_code, name), m.adds_over_categories)
    return measured(rows, Additivity(name, m.adds_over_places, m.adds_over_periods, m.adds_over_substances, adds))


def added(reader: Reader, rows: Measured, by: Sequence[str], over: tuple[Dimension, ...]) -> list[dict[str, object]]:
    """Sums by country, year and `by`. A sum of which a part is blank is qualified; one of blanks has no value."""
    table = rows.total(by=("country", "year", *by), over=over)
    if not has_any(reader):
        return []
    found: list[dict[str, object]] = reader.fetch(table).to_pylist()
    return [{**row, **cell(row)} for row in found]


def cell(row: Row) -> dict[str, object]:
    """The columns of one number: value, and what qualifies it or why there is none."""
    is_part = bool(row["missing_count"])
    return {
        "value": row["value"],
        "value_qualifier": "at least" if is_part and row["value"] is not None else None,
        "value_state": "not_supplied" if row["value"] is None else None,
    }


def beside(
    rows: Iterable[Row], keys: Mapping[str, str], returns: Returns, sheet_code: str, *, is_by_size: bool = False
) -> pa.Table:
    """One row a year and key with the countries' numbers beside one another, newest year first.

    keys: column → list of its terms, '' for places. Sorted by the terms' order, or the largest number first.
    """
    found: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in rows:
        key = (str(row["year"]), *(coded(row[column], listed) for column, listed in keys.items()))
        found.setdefault(key, {})[str(row["country"])] = row
    entries = [
        {
            **dict(zip(("year", *keys), key, strict=True)),
            **{name: value for c in returns.countries for name, value in _of(c, own.get(c), returns.state(c, key[0], sheet_code)).items()},
        }
        for key, own in found.items()
    ]  # fmt: skip
    size: Callable[[Row], float] = (
        (lambda entry: -max(float(str(entry[c] or 0)) for c in returns.countries))
        if is_by_size
        else (lambda entry: 0.0)
    )
    entries.sort(key=lambda e: (-int(str(e["year"])), size(e), [place_in_list(e[k]) for k in keys]))
    return pa.Table.from_pylist(entries, beside_schema(tuple(keys), returns))


def _of(country: str, row: Row | None, state: str) -> dict[str, object]:
    if row is None:
        value = 0.0 if state == "zero" else None
        return {country: value, f"{country}_qualifier": None, f"{country}_state": state}
    return {country if part == "value" else f"{country}{part.removeprefix('value')}": row[part] for part in _PARTS}


_PARTS = ("value", "value_qualifier", "value_state")


def beside_schema(keys: Sequence[str], returns: Returns, **more: pa.DataType) -> pa.Schema:
    """year, keys, `more`, then of each country the columns of a number."""
    numbers = [
        (f"{c}{part}", pa.string() if part else pa.float64())
        for c in returns.countries
        for part in ("", "_qualifier", "_state")
    ]
    return pa.schema([*((name, pa.string()) for name in ("year", *keys)), *more.items(), *numbers])


def coded(value: object, listed: str) -> str:
    """A term with its list; a place as it is."""
    return f"{listed}/{value}" if listed else str(value)


def place_in_list(value: object) -> tuple[int, str]:
    """Sort key: terms in the order of their list, anything else by its text."""
    list_name, _, code = str(value).partition("/")
    return (list(terms(list_name)).index(code), "") if code else (0, list_name)
