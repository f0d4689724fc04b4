"""What law texts themselves date within a span of days or after it, and which days of the span no text answers for."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from textwrap import shorten

from tripoint.controls.lawbook import BESIDE, Clause, LawBook
from tripoint.findings.law_clauses import CONFIDENCE, Row, named
from tripoint.findings.question import N_
from tripoint.registry.law import law_lists

STARTS = {
    "entry": N_("entry in force"),
    "exclusion": N_("exclusion in force"),
    "provision": N_("provision in force"),
}
PROPOSED, COMING = N_("proposed, not law"), N_("enacted, not yet in force")
COMES = N_("comes into force, by the text held")
ENDS, REPEALED = N_("last day, by the text held"), N_("repealed; last day in force")
AFTER = N_("after the day of the text held")
BEFORE = N_("before the first day for which the text held answers whole; only what it dates itself is known")
NO_TEXT = N_("no text is held")

MANY = 7
"""So many clauses of one list that share their day stand in one row."""
_LONGEST = 120


def events(book: LawBook, asked: Sequence[str]) -> list[Row]:
    """Everything that a text of these jurisdictions dates itself, and what has no day yet, by day; history left out."""
    found = [
        _row(day, change, clause)
        for clause in book.clauses
        if clause.jurisdiction in asked and clause.text.law_list.is_current and clause.confidence != "background"
        for day, change in _days_of(clause)
    ]
    return sorted(
        found, key=lambda r: (r["day"] or date.max, r["jurisdiction"], r["list"], _places(r["clause"]), r["change"])
    )


def newest_first(rows: Sequence[Row]) -> list[Row]:
    """By day, the last first; within a day as they were."""
    return sorted(rows, key=lambda row: row["day"], reverse=True)


def _places(clause: str) -> tuple[tuple[int, str], ...]:
    """For sorting: 2 before 16, 16(4) before 16(11)."""
    return tuple((int(part) if part.isdigit() else -1, part) for part in re.split(r"(\d+)", clause))


def _days_of(clause: Clause) -> Iterator[tuple[date | None, str]]:
    """The days that the text states, each with what happens on it; (None, …) for what is enacted without a day."""
    stated = clause.valid_from if clause.valid_from_basis == "stated" else None
    match clause.status:
        case "proposed":
            yield stated, PROPOSED
        case "not_yet_in_force":
            yield stated, COMES if stated else COMING
        case _ if stated:
            yield stated, STARTS[clause.role]
    if clause.valid_to:
        yield clause.valid_to, REPEALED if clause.status == "repealed" else ENDS


def _row(day: date | None, change: str, clause: Clause) -> Row:
    names = [(code, clause.name(code)) for code in ("en", "es", "fr") if clause.names.get(code)]
    words = names or [(code, shorten(text, _LONGEST, placeholder="…")) for code, text in clause.words.items()]
    return {
        "day": day, "day_missing": None if day else "not_available", "change": change, "jurisdiction": clause.jurisdiction,
        "list": clause.list_id, "clause": clause.clause, "role": clause.role, "kind": clause.kind, **named(words),
        "status": clause.status, "ends": clause.valid_to, "text_of": clause.text.text_to,
        "confidence": CONFIDENCE[clause.confidence], "source": clause.text.source,
    }  # fmt: skip


def grouped(rows: Sequence[Row]) -> list[Row]:
    """Many clauses of one list that share their day and what happens on it, as one row with their number."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in ("day", "change", "list", "ends", "confidence")), []).append(row)
    found = []
    for group in groups.values():
        if len(group) < MANY:
            found += [{**row, "clauses": 1} for row in group]
        else:
            ends = {"clause": f"{group[0]['clause']} … {group[-1]['clause']}", "clauses": len(group)}
            found.append({**group[0], **ends, **{f"name_{code}": None for code in ("en", "es", "fr")}})
    return found


def unanswered(book: LawBook, asked: Sequence[str], since: date, until: date) -> list[Row]:
    """Days of the span for which no text of a list answers, lists of one instrument with the same days in one row."""
    merged: dict[tuple[str, date, date, str], Row] = {}
    for listed in law_lists().values():
        if (
            listed.jurisdiction not in asked
            or not listed.is_current
            or listed.kind == "provision"
            or listed.list_id in BESIDE
        ):
            continue
        days = sorted(t.days for t in book.texts_of.get(listed.list_id, ()) if t.confidence != "background")
        for start, end, reason in _gaps(days, since, until):
            instrument = listed.instrument.instrument_id
            row = merged.setdefault(
                (instrument, start, end, reason),
                {
                    "jurisdiction": listed.jurisdiction, "instrument": instrument, "days_start": start, "days_end": end,
                    "reason": reason, "lists": 0,
                },
            )  # fmt: skip
            row["lists"] += 1
    return list(merged.values())


def _gaps(days: Sequence[tuple[date, date]], since: date, until: date) -> Iterator[tuple[date, date, str]]:
    """days: those that texts answer for, sorted."""
    if not days:
        yield since, until, NO_TEXT
        return
    at = since
    for first, last in days:
        if at < first:
            yield at, min(until, first - timedelta(1)), BEFORE
        at = max(at, last + timedelta(1))
        if at > until:
            return
    yield at, until, AFTER
