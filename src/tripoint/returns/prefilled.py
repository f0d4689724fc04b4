"""What every form of the return says before anybody writes in it; what is filled takes its place."""

from collections.abc import Mapping, Sequence
from datetime import date

from tripoint.registry.return_form import FORM, FormSheet, cover_fields, definitions, row_sheets, totals
from tripoint.returns.filled import Filled, OwnDefinition, SheetState, Value

UNTOUCHED = SheetState()
"""Nothing is chosen for the office: what is public, and whether a return is official, it says itself."""


def cover_of(filled: Filled) -> Mapping[str, Value]:
    """Field → value of the whole cover. What shapes the form comes from the return itself, not from its cover."""
    values: dict[str, Value] = {
        "form": FORM,
        "version": 1,
        "first_day": date(filled.year, 1, 1),
        "last_day": date(filled.year, 12, 31),
        **filled.cover,
        "country": filled.country,
        "period": filled.year,
        "language": filled.language,
        "level": filled.level,
    }
    return {field: values.get(field) for field in cover_fields()}


def states_of(filled: Filled) -> Mapping[str, SheetState]:
    """Sheet of figures → its state."""
    return {form.code: filled.states.get(form.code, UNTOUCHED) for form in row_sheets(filled.level)}


def totals_of(filled: Filled) -> Mapping[str, Value]:
    return {total.code: filled.totals.get(total.code) for total in totals()}


def definitions_of(filled: Filled) -> Mapping[str, OwnDefinition]:
    return {code: filled.definitions.get(code, OwnDefinition()) for code in definitions()}


def columns_of(filled: Filled, form: FormSheet) -> tuple[Sequence[Value], ...]:
    """The cells of a sheet of figures, column by column in the order of the form, all of one length."""
    table = filled.tables.get(form.code, {})
    blank = (None,) * max(map(len, table.values()), default=0)
    return tuple(table.get(column.code, blank) for column in form.columns)
