"""Official statements with the documents they stand in: fetched, filtered, twins put together."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import ibis.expr.types as ir

from tripoint.errors import QuestionError
from tripoint.findings.question import Filters
from tripoint.protocol.statement import Statement
from tripoint.store.ledger import Reader

COUNTRIES = ("US", "MX", "CA")
LANGUAGES = ("en", "es", "fr")
OFFICIAL, TRACES, CBSA = "int_official_statements", "int_published_traces", "ca_cbsa_published"


@dataclass(frozen=True)
class Stated:
    """A statement, the document it stands in, and the ids of statements that say the very same again."""

    said: Statement
    url: str | None
    title: str
    again: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """How recent it is: date of the document, else end or start of the period, else date.min."""
        said = self.said
        return day_of(said.stated) or said.period_end or said.period_start or date.min


def statements(reader: Reader, filters: Filters, *kinds: str, sources: Iterable[str] = (OFFICIAL,)) -> list[Stated]:
    """The statements of these kinds and sources, newest first, twins put together.

    Filters: `country` keeps what is about it, alone or with others; `since` and `until` keep what lies
    between them by its period or, without one, by the date of its document; what has neither is left out.
    Raises QuestionError for a country that is not one of the three.
    """
    if filters.country is not None and filters.country not in COUNTRIES:
        raise QuestionError(f"'{filters.country}' is not a country of this report", cure="Use CA, MX or US.")
    table = reader.statements()
    table = table.filter(table.kind.isin(kinds), table.source.isin(list(sources)))
    found = [Statement.model_validate(row) for row in reader.fetch(table).to_pylist()]
    origins = {o.origin: o for o in reader.origins(s.origin for s in found)}
    rows = [Stated(s, origins[s.origin].url, origins[s.origin].title) for s in found if _is_wanted(s, filters)]
    return sorted(_without_twins(rows), key=lambda r: (-r.day.toordinal(), r.said.statement_id))


def _is_wanted(said: Statement, filters: Filters) -> bool:
    if filters.country is not None and filters.country not in said.countries.split():
        return False
    if filters.since is None and filters.until is None:
        return True
    first = said.period_start or said.period_end or day_of(said.stated)
    last = said.period_end or day_of(said.stated) or said.period_start
    if first is None or last is None:
        return False
    return (filters.since is None or first >= filters.since) and (filters.until is None or last <= filters.until)


def within_time(rows: Iterable[Stated], filters: Filters) -> list[Stated]:
    """The rows that lie in the time asked for, as `statements` reads it; of any country."""
    return [row for row in rows if _is_wanted(row.said, replace(filters, country=None))]


def _without_twins(rows: Iterable[Stated]) -> list[Stated]:
    """A quantity two sources hold for one place, unit and period is one row, of the better grade."""
    kept: dict[tuple[object, ...], Stated] = {}
    for row in sorted(rows, key=lambda r: (r.said.grade, r.said.source != OFFICIAL, r.said.statement_id)):
        said = row.said
        key: tuple[object, ...] = (said.statement_id,)
        if said.kind == "quantity" and said.period_start and said.period_end:
            place, unit = said.place or said.countries, _UNITS.get(said.unit, said.unit)
            key = (said.countries, place, unit, said.value, said.period_start, said.period_end)
        twin = kept.get(key)
        if twin is None:
            kept[key] = row
        elif twin.said.source == said.source:
            kept[(*key, said.statement_id)] = row
        else:
            kept[key] = replace(twin, again=(*twin.again, said.statement_id))
    return list(kept.values())


_UNITS = {"kilograms": "kg", "count": "firearms"}


def day_of(stated: str | None) -> date | None:
    """The last day of an ISO date, month or year."""
    if not stated:
        return None
    year, month, day = (*(int(part) for part in stated.split("-")), 0, 0)[:3]
    return date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


def used(reader: Reader, rows: Iterable[Stated]) -> ir.Table:
    """The records behind these rows, twins included, for `finished`."""
    ids = sorted({i for row in rows for i in (row.said.statement_id, *row.again)})
    table = reader.statements()
    return table.filter(table.statement_id.isin(ids))


def caveats_of(rows: Iterable[Stated], *more: str) -> tuple[str, ...]:
    """The caveat codes that statements carry by being what they are, and `more`."""
    said = [row.said for row in rows]
    codes = [*more, "transcribed_single_figure"] if any(s.kind == "quantity" for s in said) else [*more]
    codes += ["grade_b_press_report"] if any(s.grade == "B" for s in said) else []
    codes += ["running_total"] if any(s.is_running_total for s in said) else []
    return tuple(codes)
