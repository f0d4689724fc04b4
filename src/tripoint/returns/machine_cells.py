"""The values of a return for machines: codes, ISO dates, numbers with a decimal point."""

from datetime import date

from tripoint.registry.return_form import FormColumn, FormSheet
from tripoint.returns.filled import Value

PRINTED = ("note", "form_text")
"""Columns of words for people, that a return for machines leaves out."""


def code_columns(form: FormSheet) -> tuple[FormColumn, ...]:
    """The columns of a sheet that a return for machines has."""
    return tuple(column for column in form.columns if column.code not in PRINTED)


def plain(value: Value) -> str | int | float | None:
    """The value as JSON can say it. A whole number of a quantity has no fraction: 12, not 12.0."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)
