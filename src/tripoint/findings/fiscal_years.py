"""US fiscal years of a monthly release: which of them are whole, and how their columns are headed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from tripoint.findings.answer import covers
from tripoint.findings.question import N_, Filters
from tripoint.store.ledger import Reader

STARTS = 10
Month = tuple[date, date]
MARK = N_("A year marked * is not whole: the file does not have all its months, or the time asked for cuts it.")


@dataclass(frozen=True)
class FiscalYear:
    """A fiscal year, named by the year it ends in. Whole: all twelve months held and asked for."""

    year: int
    is_complete: bool

    @property
    def title(self) -> str:
        return f"{self.year}" if self.is_complete else f"{self.year}*"


def fiscal_years_of(reader: Reader, release: ir.Table, filters: Filters) -> tuple[FiscalYear, ...]:
    """The fiscal years of which something is asked, oldest first.

    release: all records of the release, whatever is asked, so that a filter of place makes no year look whole or cut.
    """
    found = reader.fetch(release.select("period_start", "period_end").distinct().order_by("period_start")).to_pylist()
    return fiscal_years_in([(month["period_start"], month["period_end"]) for month in found], filters)


def fiscal_years_in(months: Sequence[Month], filters: Filters) -> tuple[FiscalYear, ...]:
    """The fiscal years of months held, of which something is asked, oldest first."""
    held: dict[int, list[Month]] = {}
    for month in months:
        held.setdefault(month[0].year + (month[0].month >= STARTS), []).append(month)
    return tuple(
        FiscalYear(year, len(own) == 12 and all(covers(filters, *month) for month in own))
        for year, own in sorted(held.items())
        if any(covers(filters, *month) for month in own)
    )


def last_two(years: Sequence[FiscalYear]) -> tuple[int, int] | None:
    """(year before, last year) of the whole years, if they follow one another."""
    whole = [year.year for year in years if year.is_complete]
    return (whole[-2], whole[-1]) if len(whole) > 1 and whole[-1] - whole[-2] == 1 else None
