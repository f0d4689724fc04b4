"""Days written in any order: year first, day first, month first, or as a spreadsheet's serial number.

The cells of one column may differ, so no cell tells how another is meant: what can be read in two ways is reported with
its rows and never guessed.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from tripoint.harmonise.periods import EPOCH, PeriodReader, Periods
from tripoint.harmonise.rows import Rows

FIRST = date(1990, 1, 1)
"""An earlier day is a slip, or a number that is no day."""
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
_SHOWN_ROWS = 10


def days_of(text: str) -> tuple[date, ...]:
    """Every day that the text can mean, in order: none, one, or two where day and month could change places.

    Serial numbers count from the end of 1899, as spreadsheets do unless told otherwise. A time of day is left out; years
    have four digits.
    """
    text = text.strip()
    if not text.isascii():
        return ()
    if found := _YEAR_FIRST.fullmatch(text):
        orders = [(found[1], found[3], found[4])]
    elif found := _YEAR_LAST.fullmatch(text):
        orders = [(found[4], found[1], found[3]), (found[4], found[3], found[1])]
    elif found := _SERIAL.fullmatch(text):
        return tuple(day for day in (_SERIAL_ZERO + timedelta(int(found[1])),) if day >= FIRST)
    else:
        return ()
    return tuple(sorted({day for parts in orders if (day := _day(*parts)) and day >= FIRST}))


def day_in(column: str) -> PeriodReader:
    """The day in each row as its period; a blank, a text that is no day and one that can be two are problems."""

    def read(rows: Rows) -> Periods:
        indices, texts = rows.distinct(column)
        days = certain_days(rows, column)
        numbers = np.array([day.toordinal() - EPOCH if day else 0 for day in days], dtype=np.int32)
        blank = [at for at, text in enumerate(texts) if not text.strip()]
        rows.reject("bad_period", column, texts, blank, indices, "harmonise/dates.py")
        return Periods(numbers[indices], numbers[indices])

    return PeriodReader((column,), read)


def certain_days(rows: Rows, column: str) -> list[date | None]:
    """The day of each distinct text of a column; None for a blank and for what is reported.

    Adds `bad_period` for a text that is no day and `day_or_month_first`, with the numbers of its rows, for one that can
    be two days.
    """
    indices, texts = rows.distinct(column)
    readings = [days_of(text) for text in texts]
    wrong = [at for at, found in enumerate(readings) if not found and texts[at].strip()]
    rows.reject("bad_period", column, texts, wrong, indices, "harmonise/dates.py")
    for at, found in enumerate(readings):
        if len(found) > 1:
            numbers = rows.batch.rows.filter(indices == at).to_pylist()
            rows.reject("day_or_month_first", column, texts, [at], indices, ", ".join(_shown(numbers)))
    return [found[0] if len(found) == 1 else None for found in readings]


def _shown(numbers: list[int]) -> Iterator[str]:
    yield from map(str, numbers[:_SHOWN_ROWS])
    if len(numbers) > _SHOWN_ROWS:
        yield "…"


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
