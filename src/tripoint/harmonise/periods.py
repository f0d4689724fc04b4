"""Periods as published → first and last day, never a bare year."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tripoint.harmonise.rows import Codes, Rows

Days = npt.NDArray[np.int32]
Span = tuple[date, date]

ENGLISH_MONTHS = {
    name: i
    for i, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
            ("jul", "july"), ("aug", "august"), ("sep", "september"), ("oct", "october"), ("nov", "november"),
            ("dec", "december"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Periods:
    """First and last day of each row, as days since 1970-01-01, and the text where it says more."""

    starts: Days
    ends: Days
    as_written: Codes | None = None


@dataclass(frozen=True)
class PeriodReader:
    """How the period of each row is read, and from which columns (none if it is the same in all rows)."""

    columns: tuple[str, ...]
    read: Callable[[Rows], Periods]

    def __call__(self, rows: Rows) -> Periods:
        return self.read(rows)


def month_span(year: int, month: int) -> Span:
    """A calendar month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_ending(year: int, month: int, months: int) -> Span:
    """The `months` calendar months that end with the one given."""
    first = year * 12 + month - months
    return date(first // 12, first % 12 + 1, 1), month_span(year, month)[1]


def fiscal_month_span(fiscal_year: int, month: int, *, starts: int) -> Span:
    """The calendar month of a fiscal year that begins in month `starts` of the year before (or of it, if 1)."""
    return month_span(fiscal_year - 1 if starts > 1 and month >= starts else fiscal_year, month)


def parse_year(text: str) -> int | None:
    """A year of four digits, 1900 to 2100; None otherwise."""
    text = text.strip()
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() and 1900 <= int(text) <= 2100 else None


def parse_calendar_period(text: str) -> tuple[Span, bool] | None:
    """First and last day, and is it a part of a year that stands for the year; None if it is no period.

    "2025 Q3" is a calendar quarter, "2018" a year, "2025 (Jan to Sep)" a year of which only months are covered.
    """
    head, _, tail = text.strip().partition(" ")
    year = parse_year(head)
    if year is None:
        return None
    if not tail:
        return (date(year, 1, 1), date(year, 12, 31)), False
    if len(tail) == 2 and tail[0] == "Q" and tail[1] in "1234":
        return months_ending(year, 3 * int(tail[1]), 3), False
    first, _, last = tail.removeprefix("(").removesuffix(")").partition(" to ")
    start, end = ENGLISH_MONTHS.get(first.lower()), ENGLISH_MONTHS.get(last.lower())
    if tail != f"({first} to {last})" or start is None or end is None or end < start:
        return None
    return months_ending(year, end, end - start + 1), end - start < 11


def parse_fiscal_year(text: str) -> tuple[int, bool] | None:
    """("2026 (FYTD)" → (2026, True): a running year) or ("2025" → (2025, False)); None otherwise."""
    head, separator, tail = text.strip().partition(" ")
    year = parse_year(head)
    if year is None or (separator and tail != "(FYTD)"):
        return None
    return year, bool(separator)


def fiscal_month(*, year: str, month: str, starts: int) -> PeriodReader:
    """Month of a fiscal year; keeps the year's text where it is marked as running."""

    def span(texts: tuple[str, ...]) -> Span | None:
        fiscal, number = parse_fiscal_year(texts[0]), ENGLISH_MONTHS.get(texts[1].strip().lower())
        return fiscal_month_span(fiscal[0], number, starts=starts) if fiscal and number else None

    def running(texts: tuple[str, ...]) -> str | None:
        fiscal = parse_fiscal_year(texts[0])
        return f"{texts[0]} {texts[1]}" if fiscal and fiscal[1] else None

    return period_from((year, month), span, running)


def half_year(*, year: str, half: str, halves: Mapping[str, int]) -> PeriodReader:
    """January to June or July to December of a year. halves: text as published → 1 or 2."""

    def span(texts: tuple[str, ...]) -> Span | None:
        number, which = parse_year(texts[0]), halves.get(texts[1].strip())
        return months_ending(number, 6 * which, 6) if number and which else None

    return period_from((year, half), span)


def months_ending_with(*, year: str, month: str, months: int) -> PeriodReader:
    """The `months` calendar months that end with the month named in English."""

    def span(texts: tuple[str, ...]) -> Span | None:
        number, which = parse_year(texts[0]), ENGLISH_MONTHS.get(texts[1].strip().lower())
        return months_ending(number, which, months) if number and which else None

    return period_from((year, month), span)


def period_from(
    columns: tuple[str, ...],
    span: Callable[[tuple[str, ...]], Span | None],
    as_written: Callable[[tuple[str, ...]], str | None] | None = None,
) -> PeriodReader:
    """A period made from the texts of some columns; `span` gives None where it is none."""

    def read(rows: Rows) -> Periods:
        combined = np.zeros(rows.count, dtype=np.int64)
        texts: Iterable[tuple[str, ...]] = ((),)
        for column in columns:
            indices, values = rows.distinct(column)
            combined = combined * len(values) + indices
            texts = [(*left, right) for left in texts for right in values]
        listed = list(texts)
        spans = [span(t) for t in listed]
        bad = [i for i, s in enumerate(spans) if s is None]
        rows.reject(
            "bad_period", " + ".join(columns), [" ".join(t) for t in listed], bad, combined.astype(np.int32),
            "harmonise/periods.py",
        )  # fmt: skip
        starts = np.array([s[0].toordinal() - EPOCH if s else 0 for s in spans], dtype=np.int32)
        ends = np.array([s[1].toordinal() - EPOCH if s else 0 for s in spans], dtype=np.int32)
        written = [as_written(t) for t in listed] if as_written else []
        note = Codes(combined.astype(np.int32), tuple(written)) if any(written) else None
        return Periods(starts[combined], ends[combined], note)

    return PeriodReader(columns, read)


def same_period(first: date, last: date, as_written: str | None = None) -> PeriodReader:
    """The same period in every row."""

    def read(rows: Rows) -> Periods:
        note = Codes(np.zeros(rows.count, dtype=np.int32), (as_written,)) if as_written else None
        return Periods(
            np.full(rows.count, first.toordinal() - EPOCH, dtype=np.int32),
            np.full(rows.count, last.toordinal() - EPOCH, dtype=np.int32),
            note,
        )

    return PeriodReader((), read)
