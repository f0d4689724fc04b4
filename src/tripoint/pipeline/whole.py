"""Is a file whole? Asked of the file by itself, and against the file that it would replace."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from tripoint.errors import Problems
from tripoint.harmonise.codes import IGNORE
from tripoint.ingest.layout import Wholeness
from tripoint.registry.places import places
from tripoint.sources.catalogue import Source
from tripoint.store.before import Cell, Replaced, cells_kept
from tripoint.store.manifest import Snapshot, Span

LEAST_SHARE = 0.9
"""Of the records that a period had before; publishers take single rows back, not every tenth."""


def check_periods(periods: Sequence[Span], asked: Wholeness, problems: Problems) -> None:
    """Adds a problem for each hole, where none may be."""
    if asked.has_no_holes:
        for first, last in holes(periods):
            problems.add("period_missing", value=span_text((first[0], last[1])))


def check_whole(cells: Sequence[Cell], asked: Wholeness, source: Source, problems: Problems) -> None:
    """Adds a problem for each thing that `asked` names and the records of the file have not."""
    if asked.least_places:
        for period, found in sorted(_by_period((c.period, c.place) for c in cells).items()):
            if len(found) < asked.least_places:
                problems.add("few_places", value=span_text(period), rows=len(found), detail=str(asked.least_places))
    if asked.every_place:
        wanted = {p.place_id for kind in asked.every_place for p in places(kind, source.country)}
        _check_every("place_missing", wanted, ((c.period, c.place) for c in cells), problems)
    if asked.every_category:
        listed = set(source.lookups[asked.every_category].values()) - {IGNORE, ""}
        _check_every("category_missing", listed, ((c.period, c.category or "") for c in cells), problems)
    if asked.country_beside_parts:
        for measure in sorted({c.measure for c in cells}):
            of_measure = ((c.period, c.place) for c in cells if c.measure == measure)
            _check_every("place_missing", {source.country}, of_measure, problems, besides=f" ({measure})")


def _check_every(
    code: str, wanted: Iterable[str], found: Iterable[tuple[Span, str]], problems: Problems, besides: str = ""
) -> None:
    there = _by_period(found)
    for name in sorted(wanted):
        lacking = sorted(period for period, names in there.items() if name not in names)
        if lacking:
            problems.add(code, value=f"{name}{besides}", rows=len(lacking), detail=span_text(lacking[0]))


def check_before(ledger: Path, takes_over: Replaced, new: Snapshot, cells: Sequence[Cell], problems: Problems) -> None:
    """Compares with what `new` takes over: periods and places that are gone, periods with fewer records."""
    now = Counter[Span]()
    for cell in cells:
        now[cell.period] += cell.records
    for older, periods in takes_over:
        if not periods:
            _add_fewer(older.file, new.statements, older.statements, problems)
            continue
        taken = set(periods)
        theirs = [cell for cell in cells_kept(ledger, older) if cell.period in taken]
        before = Counter[Span]()
        for cell in theirs:
            before[cell.period] += cell.records
        for period, records in sorted(before.items()):
            if period not in now:
                problems.add("period_gone", value=span_text(period), rows=records)
            else:
                _add_fewer(span_text(period), now[period], records, problems)
        both = taken & set(now)
        ours = {cell.place for cell in cells if cell.period in both}
        for place in sorted({cell.place for cell in theirs if cell.period in both} - ours):
            records = sum(cell.records for cell in theirs if cell.place == place and cell.period in both)
            problems.add("place_gone", value=place, rows=records)


def _add_fewer(what: str, now: int, before: int, problems: Problems) -> None:
    if now < LEAST_SHARE * before:
        problems.add("fewer_than_before", value=what, rows=now, detail=str(before))


def holes(periods: Iterable[Span]) -> tuple[tuple[Span, Span], ...]:
    """(first, last) missing period of each hole between the first and the last; periods are of whole months.

    Periods that overlap (twelve months to each month) follow one another at their smallest distance.
    """
    spans = sorted(periods)
    if len(spans) < 2:
        return ()
    starts = [_month(start) for start, _ in spans]
    length = _month(spans[0][1]) - starts[0] + 1
    step = min([length, *(b - a for a, b in pairwise(starts) if b > a)])
    found = []
    for a, b in pairwise(starts):
        if b - a > step:
            found.append((_span(a + step, length), _span(b - step, length)))
    return tuple(found)


def span_text(span: Span) -> str:
    """ "2020-01" for a month, "2020" for a year, else both days."""
    start, end = span
    if span == _span(_month(start), 1):
        return start.isoformat()[:7]
    return str(start.year) if span == _span(start.year * 12, 12) else f"{start}/{end}"


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _span(month: int, months: int) -> Span:
    after = month + months
    end = date(after // 12, after % 12 + 1, 1).toordinal() - 1
    return date(month // 12, month % 12 + 1, 1), date.fromordinal(end)


def _by_period(pairs: Iterable[tuple[Span, str]]) -> Mapping[Span, set[str]]:
    found: dict[Span, set[str]] = defaultdict(set)
    for period, name in pairs:
        found[period].add(name)
    return found
