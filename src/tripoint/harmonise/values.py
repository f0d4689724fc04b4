"""Numbers as published → value in the measure's unit, or the reason why there is none."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tripoint.harmonise.rows import Coder, Rows
from tripoint.protocol.missing import Missing
from tripoint.units import KG_PER_POUND


@dataclass(frozen=True)
class Values:
    """value: float64, null where `missing` (dictionary text) is given; as_written: text or null."""

    value: pa.Array
    missing: pa.Array | None
    as_written: pa.Array | None


@dataclass(frozen=True)
class ValueReader:
    """How a column of numbers is read. `column` is also the record's source_column.

    codes: columns of the record kind → their code, for figures of this column alone.
    """

    column: str
    read: Callable[[Rows], Values]
    codes: Mapping[str, Coder] = field(default_factory=dict)


Marks = Mapping[str, Missing]


def count(
    column: str,
    *,
    missing: Marks | None = None,
    thousands: str = "",
    blank: Coder | None = None,
    codes: Mapping[str, Coder] | None = None,
) -> ValueReader:
    """Whole numbers ≥ 0. blank: the reason why the cell of a row is blank; where it gives one, it must be."""
    return ValueReader(
        column,
        lambda rows: _read(rows, column, missing or {}, thousands, whole=True, blank=blank),
        codes or {},
    )


def number(
    column: str,
    *,
    missing: Marks | None = None,
    thousands: str = "",
    blank: Coder | None = None,
    codes: Mapping[str, Coder] | None = None,
) -> ValueReader:
    """Numbers ≥ 0, in the unit as published; `blank` as in `count`."""
    return ValueReader(
        column,
        lambda rows: _read(rows, column, missing or {}, thousands, whole=False, blank=blank),
        codes or {},
    )


def pounds(column: str) -> ValueReader:
    """Numbers ≥ 0 in pounds, kept as written and converted to kilograms."""

    def read(rows: Rows) -> Values:
        text = rows.text(column)
        found = _read(rows, column, {}, "", whole=False)
        return Values(pc.multiply(found.value, KG_PER_POUND), None, text)

    return ValueReader(column, read)


def _read(
    rows: Rows, column: str, missing: Marks, thousands: str, *, whole: bool, blank: Coder | None = None
) -> Values:
    text = rows.text(column)
    reasons = None
    plain = text
    if missing:
        marks = pa.array(list(missing), pa.string())
        at = pc.index_in(text, value_set=marks)
        reasons = pa.DictionaryArray.from_arrays(at, pa.array([str(m) for m in missing.values()], pa.string()))
    if blank is not None:
        reasons = _of_row(rows, column, text, blank(rows).array(), reasons)
    if reasons is not None:
        plain = pc.if_else(reasons.is_valid(), None, text)
    if thousands:
        plain = _without(thousands, plain)
    numbers = _numbers(rows, column, plain, text, whole=whole)
    written = None
    if reasons is not None or thousands:
        is_itself = pc.fill_null(pc.equal(plain, text), False)
        written = pc.if_else(is_itself, None, text)
    return Values(numbers, reasons, written)


def _of_row(rows: Rows, column: str, text: pa.Array, why: pa.Array, marked: pa.Array | None) -> pa.Array:
    """The reasons that the row gives for a blank cell, then those of marks; a contradiction is a problem."""
    empty = pc.equal(pc.utf8_trim_whitespace(text), "")
    for cell in text.filter(pc.and_(why.is_valid(), pc.invert(empty))).to_pylist():
        rows.problems.add("value_and_reason", column=column, value=cell, rows=1)
    reasons = why.cast(pa.string())
    if marked is not None:
        reasons = pc.coalesce(reasons, marked.cast(pa.string()))
    unexplained = pc.sum(pc.and_(empty, reasons.is_null())).as_py() or 0
    if unexplained:
        rows.problems.add("unexplained_blank", column=column, rows=unexplained)
        reasons = pc.if_else(pc.and_(empty, reasons.is_null()), str(Missing.not_available), reasons)
    return reasons.dictionary_encode()


def _without(thousands: str, text: pa.Array) -> pa.Array:
    """Takes the separator out where it parts groups of three digits; elsewhere it stays and is no number."""
    mark = re.escape(thousands)
    grouped = pc.match_substring_regex(text, rf"^\s*\d{{1,3}}({mark}\d{{3}})+(\.\d+)?\s*$")
    return pc.if_else(grouped, pc.replace_substring(text, thousands, ""), text)


def _numbers(rows: Rows, column: str, plain: pa.Array, text: pa.Array, *, whole: bool) -> pa.Array:
    # Arrow reads "0x10" as 16 and "-0" as 0: only what parse_number takes may pass here
    plausible = pc.ascii_is_decimal(plain) if whole else pc.invert(pc.starts_with(plain, "-"))
    try:
        parsed = pc.cast(plain, pa.int64() if whole else pa.float64())
        good = pc.and_(plausible, pc.and_(pc.greater_equal(parsed, 0), pc.is_finite(parsed)))
        if pc.all(good).as_py() is not False:
            return parsed.cast(pa.float64())
    except pa.ArrowInvalid:
        pass
    return _slowly(rows, column, plain.to_pylist(), text.to_pylist(), whole=whole)


def _slowly(rows: Rows, column: str, plain: list[str | None], text: list[str | None], *, whole: bool) -> pa.Array:
    """Finds which values are wrong; only run when some are."""
    values: list[float | None] = []
    for cell, original in zip(plain, text, strict=True):
        value = None if cell is None else parse_number(cell, whole=whole)
        if cell is not None and value is None:
            rows.problems.add("not_a_count" if whole else "not_a_number", column=column, value=original or "", rows=1)
        values.append(value)
    return pa.array(values, pa.float64())


def parse_number(text: str, *, whole: bool) -> float | None:
    """A plain ASCII number ≥ 0 without separators; None if it is anything else.

    whole: digits only, up to 2^53, since a larger number has no exact value here.
    """
    try:
        value = float(text)
    except ValueError:
        return None
    if not text.isascii() or "_" in text or "-" in text.strip()[:1] or not np.isfinite(value):
        return None
    return None if whole and (not text.strip().isdigit() or int(text) > 2**53) else value
