"""The periods of these tables: calendar years, US fiscal years, and the year that stands in a file's name."""

import re
from datetime import date

from tripoint.errors import Problems
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.periods import PeriodReader, Span, parse_year, period_from, same_period
from tripoint.harmonise.rows import Context

YEAR_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
FIRST_FROM_OCTOBER = 1977
"""Fiscal years up to 1976 ran from July to June; July to September 1976 belong to none."""


def calendar_year(column: str) -> PeriodReader:
    """A calendar year in one column."""

    def span(texts: tuple[str, ...]) -> Span | None:
        year = parse_year(texts[0])
        return (date(year, 1, 1), date(year, 12, 31)) if year else None

    return period_from((column,), span)


def fiscal_year(column: str) -> PeriodReader:
    """A US fiscal year, named by the year it ends in."""

    def span(texts: tuple[str, ...]) -> Span | None:
        year = parse_year(texts[0])
        if year is None:
            return None
        if year < FIRST_FROM_OCTOBER:
            return date(year - 1, 7, 1), date(year, 6, 30)
        return date(year - 1, 10, 1), date(year, 9, 30)

    return period_from((column,), span)


def year_of_file(file: str, context: Context, problems: Problems) -> PeriodReader:
    """The calendar year in the file's name, or the one that lookups.csv (edition) gives for the name. Raises."""
    found = YEAR_IN_NAME.search(file)
    year = parse_year(found[1] if found else code_for(context.lookups["edition"], file) or "")
    if year is None:
        problems.add(
            "bad_period", column="file name", value=file, rows=1,
            detail=f"sources/{context.source}/lookups.csv (edition)",
        )  # fmt: skip
        problems.raise_if_any()
        raise ValueError(file)
    return same_period(date(year, 1, 1), date(year, 12, 31))
