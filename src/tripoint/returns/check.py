"""What must hold between the cells of a sheet: its state, its periods, rows that are repeated, events."""

from collections.abc import Mapping, Sequence

from tripoint.registry.return_form import FormColumn, FormSheet, row_sheets
from tripoint.registry.terms import term
from tripoint.returns.contradictions import check_contradictions, check_not_counted, shown_key
from tripoint.returns.filled import Filled
from tripoint.returns.groups import BASE_UNITS
from tripoint.returns.parts import check_parts
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import RawSheet
from tripoint.returns.sides import name_of
from tripoint.returns.understand import Understood

OF_EVENT = ("date", "place", "border")
"""What an event has only one of, in the order of the form."""


def check_rows(understood: Understood, problems: ReturnProblems) -> None:
    """Adds what contradicts itself on one sheet, or between a sheet and the sheet of contents."""
    filled = understood.filled
    for form in row_sheets(filled.level):
        sheet = understood.raw.sheets.get(form.code)
        if sheet is None:
            continue
        table = filled.tables.get(form.code, {})
        _check_state(filled, sheet, problems)
        _check_periods(sheet, table, problems)
        _check_repeated(filled, sheet, table, problems)
        check_parts(sheet, table, filled.language, problems)
        check_contradictions(filled, sheet, table, problems)
    check_not_counted(understood, problems)
    if filled.level == "records":
        _check_events(understood, problems)


def _check_state(filled: Filled, sheet: RawSheet, problems: ReturnProblems) -> None:
    state = filled.states.get(sheet.form.code)
    rows = len(sheet.rows)
    if state is None or state.status is None:
        return
    if state.status == "supplied" and not rows:
        problems.add("return_supplied_empty", sheet=sheet.title, cells=["A4"])
    elif state.status != "supplied" and rows:
        name = term("status", state.status).names[filled.language]
        problems.add("return_unsupplied_filled", sheet=sheet.title, value=name, rows=rows, cells=[f"A{sheet.rows[0]}"])


def _check_periods(sheet: RawSheet, table: Mapping[str, Sequence[object]], problems: ReturnProblems) -> None:
    """Months and the whole year in one sheet would be counted twice."""
    periods = [str(period or "") for period in table.get("period", ())]
    years = [index for index, period in enumerate(periods) if len(period) == 4]
    if years and any(len(period) == 7 for period in periods):
        problems.add("return_periods_mixed", sheet=sheet.title, cells=sheet.cells("period", years))


def _check_repeated(
    filled: Filled, sheet: RawSheet, table: Mapping[str, Sequence[object]], problems: ReturnProblems
) -> None:
    keys = [c.code for c in sheet.form.columns if c.is_key and c.code in table]
    if not keys or any(c.is_key and c.is_required and c.code not in table for c in sheet.form.columns):
        return  # without a column that tells rows apart, they look alike
    first: dict[tuple[object, ...], int] = {}
    again: dict[tuple[object, ...], list[int]] = {}
    columns = [_base_units(table[name]) if name == "unit" else table[name] for name in keys]
    for index, key in enumerate(zip(*columns, strict=True)):
        if None in key:
            continue  # a key cell is blank or wrong, which is said already
        if key in first:
            again.setdefault(key, [first[key]]).append(index)
        else:
            first[key] = index
    for key, indices in again.items():
        text = shown_key(sheet, keys, key, filled.language)
        problems.add("return_rows_repeated", sheet=sheet.title, value=text, cells=sheet.cells(keys[0], indices))


def _base_units(units: Sequence[object]) -> Sequence[object]:
    """Grams and kilograms of one thing are one row; a blank unit tells no rows apart."""
    return [BASE_UNITS[str(unit)][0] if unit is not None else "" for unit in units]


def _check_events(understood: Understood, problems: ReturnProblems) -> None:
    """An event has one day, one place and one border on all sheets."""
    seen: dict[object, tuple[object, ...]] = {}
    for form in row_sheets("records"):
        sheet, table = understood.raw.sheets.get(form.code), understood.filled.tables.get(form.code, {})
        if sheet is None or not _has(form, table, "event", *OF_EVENT):
            continue
        for index, (event, *where) in enumerate(zip(table["event"], *(table[n] for n in OF_EVENT), strict=True)):
            if event is None or None in where:
                continue
            first = seen.setdefault(event, tuple(where))
            if first != tuple(where):
                columns = [c for c in form.columns if c.code in OF_EVENT]
                one, other = (_shown(columns, found, understood.filled.language) for found in (first, where))
                problems.add(
                    "return_event_contradicts", sheet=sheet.title, value=event, detail=f"{one} / {other}",
                    cells=[sheet.cell("event", index)],
                )  # fmt: skip


def _shown(columns: Sequence[FormColumn], cells: Sequence[object], language: str) -> str:
    return ", ".join(name_of(c, str(cell), language) for c, cell in zip(columns, cells, strict=True))


def _has(form: FormSheet, table: Mapping[str, Sequence[object]], *columns: str) -> bool:
    return all(form.column(name) is not None and name in table for name in columns)
