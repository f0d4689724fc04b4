"""The answer that most questions on the returns give: totals, crossings, definitions, and what is not supplied."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tripoint.findings.answer import finished
from tripoint.findings.question import Chart, Fact, Filters, Finding, Table
from tripoint.findings.returned import Returns, cut_facts, returns_of, state_facts, used
from tripoint.findings.returned_tables import Crossing, crossed
from tripoint.findings.returned_words import definitions_table, totals_table
from tripoint.store.ledger import Reader


@dataclass(frozen=True)
class Told:
    """What a question adds to its crossings."""

    tables: tuple[Table, ...] = ()
    facts: tuple[Fact, ...] = ()
    charts: tuple[Chart, ...] = ()


Tells = Callable[[Reader, Filters, Returns], Told]


@dataclass(frozen=True)
class Answer:
    """An answer on some sheets. Called with a reader and filters it gives the finding.

    has_totals: national totals of these sheets come first, unless a place or a substance is asked for, of which
    there are none; a crossing of a sheet without places is left out where a place is asked for.
    """

    name: str
    sheets: tuple[str, ...]
    crossings: tuple[Crossing, ...] = ()
    tells: Tells | None = None
    has_totals: bool = False

    def __call__(self, reader: Reader, filters: Filters) -> Finding:
        returns = returns_of(reader, filters)
        told = self.tells(reader, filters, returns) if self.tells else Told()
        is_whole = filters.place is None and filters.substance is None
        totals = [totals_table(reader, filters, returns, self.sheets)] if self.has_totals and is_whole else []
        return finished(
            self.name,
            reader,
            used(reader, filters, self.sheets),
            tables=[
                *totals,
                *_crossings(self.crossings, reader, filters, returns),
                *told.tables,
                definitions_table(reader, filters, returns, self.sheets),
            ],
            facts=[*told.facts, *cut_facts(returns, filters), *state_facts(returns, self.sheets)],
            charts=told.charts,
            caveats=caveats_of(returns),
        )


def caveats_of(returns: Returns) -> tuple[str, ...]:
    """What must be read with any number of these returns."""
    is_part = any((one.last_day - one.first_day).days < 364 for one in returns.held)
    codes = ("national_definitions", "not_supplied_is_not_zero", *(("own_year_part",) if is_part else ()))
    return codes if returns.held else ()


def _crossings(crossings: Sequence[Crossing], reader: Reader, filters: Filters, returns: Returns) -> list[Table]:
    asked = [c for c in crossings if filters.place is None or c.has_places]
    return [crossed(crossing, reader, filters, returns) for crossing in asked]
