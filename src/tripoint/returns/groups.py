"""A return by groups: one of a row a seizure is added up into the sheets that counts by group have."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tripoint.registry.return_form import FormColumn, FormSheet, row_sheets
from tripoint.returns.filled import Filled
from tripoint.returns.together import OF_GOODS, seized_together
from tripoint.units import GRAMS_PER_KG, KG_PER_POUND, MILLILITRES_PER_LITRE

Grouped = Mapping[str, pa.Table]
"""Sheet → its rows: codes as text, numbers as float64 (quantities in kg, L or pieces), blank as null.

In a return of a row a seizure a number `n` stands beside `n_blanks`: is it blank in a row of the group?
"""

BASE_UNITS: Mapping[str, tuple[str, float]] = {
    "kg": ("kg", 1.0),
    "g": ("kg", 1 / GRAMS_PER_KG),
    "lb": ("kg", KG_PER_POUND),
    "l": ("l", 1.0),
    "ml": ("l", 1 / MILLILITRES_PER_LITRE),
    "pieces": ("pieces", 1.0),
}
ITEMS = ("firearm_type", "part_type", "ammunition_type", "drug", "precursor", "equipment_type")


def grouped(filled: Filled) -> Grouped:
    """The sheets of counts by group, whatever the level of the return."""
    rows = {form.code: _table(form, filled) for form in row_sheets(filled.level)}
    if filled.level == "aggregate":
        return rows
    rows = {code: _with_months(table) for code, table in rows.items()}
    is_whole = all((s := filled.states.get(code)) and s.status != "not_supplied" for code in OF_GOODS)
    found: dict[str, pa.Table] = {}
    for form in row_sheets("aggregate"):
        if form.code == "organisations":
            found[form.code] = rows[form.code]
        elif form.code == "coseizures":
            found[form.code] = seized_together(rows, is_whole=is_whole)
        else:
            found[form.code] = _sums(form, rows[form.code if form.code in rows else "firearms"])
    return found


def _table(form: FormSheet, filled: Filled) -> pa.Table:
    cells = filled.tables.get(form.code, {})
    length = max((len(column) for column in cells.values()), default=0)
    table = pa.table({c.code: _array(c, cells.get(c.code) or [None] * length) for c in form.columns})
    return _in_base_units(table) if "unit" in table.column_names else table


def _array(column: FormColumn, cells: Sequence[object]) -> pa.Array:
    if not column.is_key:
        return pa.array([None if cell is None else float(str(cell)) for cell in cells], pa.float64())
    return pa.array([None if cell is None else str(cell) for cell in cells], pa.string())


def _in_base_units(table: pa.Table) -> pa.Table:
    """Quantities in kg, L and pieces; `as_written` keeps what was in another unit."""
    units = table["unit"].to_pylist()
    factor = pa.array([BASE_UNITS[u][1] if u else None for u in units], pa.float64())
    base = pa.array([BASE_UNITS[u][0] if u else None for u in units], pa.string())
    written = [
        f"{quantity:.15g} {unit}" if quantity is not None and unit not in (None, "kg", "l", "pieces") else None
        for quantity, unit in zip(table["quantity"].to_pylist(), units, strict=True)
    ]
    table = table.set_column(
        table.schema.get_field_index("quantity"), "quantity", pc.multiply(table["quantity"], factor)
    )
    table = table.set_column(table.schema.get_field_index("unit"), "unit", base)
    return table.append_column("as_written", pa.array(written, pa.string()))


def _with_months(table: pa.Table) -> pa.Table:
    if "date" not in table.column_names:
        return table
    return table.append_column("period", pc.utf8_slice_codeunits(table["date"], 0, 7))


def _sums(form: FormSheet, rows: pa.Table) -> pa.Table:
    """Groups by the keys of the form. An event counts once for each item (type, drug …) of the sheet."""
    keys = [c.code for c in form.columns if c.is_key]
    numbers = [c.code for c in form.columns if not c.is_key and c.code != "events"]
    asked: list[tuple[str, str]] = [(name, kind) for name in numbers for kind in ("sum", "count")]
    has_events = form.column("events") is not None
    if has_events:
        items = [key for key in keys if key in ITEMS]
        rows = rows.append_column("first", pa.array(_is_first(rows, [*items, "event"])))
        asked.append(("first", "sum"))
    made = rows.group_by(keys, use_threads=False).aggregate([*asked, ([], "count_all")])
    columns: dict[str, pa.ChunkedArray] = {key: made[key] for key in keys}
    for name in numbers:
        known = pc.greater(made[f"{name}_count"], 0)
        columns[name] = pc.if_else(known, made[f"{name}_sum"], None)
        columns[f"{name}_blanks"] = pc.and_(known, pc.less(made[f"{name}_count"], made["count_all"]))
    if has_events:
        columns["events"] = pc.cast(made["first_sum"], pa.float64())
    return pa.table(columns)


def _is_first(rows: pa.Table, columns: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """1 for the first row with its texts in these columns, else 0."""
    seen: set[tuple[object, ...]] = set()
    flags = np.zeros(rows.num_rows, dtype=np.int64)
    for index, key in enumerate(zip(*(rows[name].to_pylist() for name in columns), strict=True)):
        if key not in seen:
            seen.add(key)
            flags[index] = 1
    return flags
