"""What changed in the law between two days: what texts date themselves, what two snapshots differ in, what nobody can know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from tripoint.findings.law_clauses import (
    NAMES,
    Row,
    book_of,
    clauses_ever_of,
    clauses_of,
    jurisdictions,
    law_finding,
)
from tripoint.findings.law_days import COMING, PROPOSED, events, grouped, newest_first, unanswered
from tripoint.findings.law_snapshots import differences
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

USUAL_DAYS = 365
PRINTED = 45
PRINTED_AHEAD = 12


@dataclass(frozen=True)
class Span:
    """The days asked for, both included."""

    since: date
    until: date

    def holds(self, day: date | None) -> bool:
        return day is not None and self.since <= day <= self.until


@dataclass(frozen=True)
class Changes:
    """The rows of the four tables.

    texts_compared: texts held in two snapshots. is_answered: does a text answer for any of the days? worded_by, undated:
    entries that are so worded by a day of the span at the latest, and entries whose first day is not known at all.
    """

    dated: list[Row]
    ahead: list[Row]
    compared: list[Row]
    unknown: list[Row]
    texts_compared: int
    is_answered: bool
    worded_by: int
    undated: int


def span_of(reader: Reader, filters: Filters) -> Span:
    """The days asked for; without a last day until what is known, without a first day the year before the last."""
    until = filters.until or max(reader.known_on, filters.since or date.min)
    return Span(filters.since or until - timedelta(USUAL_DAYS), until)


def answer(reader: Reader, filters: Filters) -> Finding:
    asked, span = jurisdictions(filters), span_of(reader, filters)
    used = [row for row in clauses_of(reader) if row["jurisdiction"] in asked]
    found = _changes(reader, asked, span)
    each = _each([*found.dated, *found.ahead])
    tables = (_dated(found.dated), _ahead(found.ahead), _compared(found.compared), _unknown(found.unknown), each)
    return law_finding(QUESTION.name, reader, used, tables=tables, facts=_facts(found, span))


def _changes(reader: Reader, asked: Sequence[str], span: Span) -> Changes:
    book = book_of(reader)
    every = events(book, asked)
    own = [c for c in book.clauses if c.jurisdiction in asked and c.text.law_list.is_current and c.role == "entry"]
    rows, pairs = differences(
        [r for r in clauses_ever_of(reader) if r["jurisdiction"] in asked], span.since, span.until
    )
    return Changes(
        dated=[row for row in every if span.holds(row["day"])],
        ahead=[r for r in every if (r["day"] and r["day"] > span.until) or (not r["day"] and r["change"] in (COMING, PROPOSED))],
        compared=rows,
        unknown=unanswered(book, asked, span.since, span.until),
        texts_compared=len(pairs),
        is_answered=any(
            t.text_from <= span.until and span.since <= t.text_to
            for t in book.texts if t.jurisdiction in asked and t.confidence != "background"
        ),
        worded_by=sum(c.valid_from_basis == "at_latest" and span.holds(c.valid_from) for c in own),
        undated=sum(c.valid_from_basis == "listed_on" for c in own),
    )  # fmt: skip


_DAY = Column("day", N_("Day"), "date", missing="day_missing", width=2.4)
_WHAT = (
    Column("change", N_("What the text says"), "message", width=2.8),
    Column("list", N_("List"), "law_list", width=5),
    Column("clause", N_("Clause"), "clause", width=2),
    Column("name", N_("What it is about"), "words", width=5),
)
_COUNT = Column("clauses", N_("Clauses"), "number", width=1.6)
_ENDS = Column("ends", N_("Ends"), "date", width=2.2)
_HOW = Column("confidence", N_("Read how"), "message", width=2.4)


def _dated(rows: Sequence[Row]) -> Table:
    return Table(
        "dated", N_("Changes that the texts date themselves, within the days asked for"), None,
        (_DAY, *_WHAT, _COUNT, _ENDS), pa.Table.from_pylist(grouped(newest_first(rows)), _GROUPED), in_report=PRINTED,
    )  # fmt: skip


def _ahead(rows: Sequence[Row]) -> Table:
    return Table(
        "ahead", N_("Commencements, ends and repeals ahead of the last day asked for"), None,
        (_DAY, *_WHAT, _COUNT, _ENDS), pa.Table.from_pylist(grouped(rows), _GROUPED), in_report=PRINTED_AHEAD,
        note=N_("Not available: the text states no day; a later order sets it."),
    )  # fmt: skip


def _each(rows: Sequence[Row]) -> Table:
    """Every clause that is dated or lies ahead, in a row of its own; for the rows, not for print."""
    return Table(
        "each", N_("Every clause of the changes, one by one"), None, (_DAY, *_WHAT, _ENDS, _HOW),
        pa.Table.from_pylist(list(rows), _EVENTS), in_report=0,
    )  # fmt: skip


def _compared(rows: Sequence[Row]) -> Table:
    return Table(
        "compared", N_("Differences between two snapshots of the same text"), None,
        (
            *(Column(c.name, N_("Difference") if c.name == "change" else c.title, c.kind, width=c.width) for c in _WHAT),
            Column("older_text", N_("Older text of"), "date", width=2.4),
            Column("newer_text", N_("Newer text of"), "date", width=2.4),
        ),
        pa.Table.from_pylist(list(rows), _COMPARED), in_report=PRINTED,
        note=N_("When a difference became law is known only where a text dates it; it lies between the days of the two texts."),
    )  # fmt: skip


def _unknown(rows: Sequence[Row]) -> Table:
    return Table(
        "unknown", N_("Not knowable from the texts held"), None,
        (
            Column("jurisdiction", N_("Law of"), "jurisdiction", width=2.4), Column("instrument", N_("Text"), "instrument", width=5),
            Column("lists", N_("Lists"), "number", width=1.2), Column("days", N_("Days"), "period", width=4),
            Column("reason", N_("Why"), "message", width=5),
        ),
        pa.Table.from_pylist(list(rows), _UNKNOWN),
    )  # fmt: skip


def _facts(found: Changes, span: Span) -> Iterator[Fact]:
    dated = N_("Between {since} and {until}, the texts held date changes of {dated} clauses themselves.")
    ahead = N_(
        "Between {since} and {until}, the texts held date changes of {dated} clauses themselves; of {ahead} clauses a "
        "commencement, end or repeal lies ahead or has no day yet."
    )
    yield Fact(
        ahead if found.ahead else dated,
        {
            "since": ("date", span.since), "until": ("date", span.until), "dated": ("number", len(found.dated)),
            "ahead": ("number", len(found.ahead)),
        },
        is_headline=True,
    )  # fmt: skip
    if not found.is_answered:
        yield Fact(
            N_(
                "No text held answers for any of these days: nothing can be said of the law on them but what texts date."
            )
        )
    if found.texts_compared:
        yield Fact(
            N_("Texts held in two snapshots that these days separate: {texts}; clauses in which they differ: {rows}."),
            {"texts": ("number", found.texts_compared), "rows": ("number", len(found.compared))},
        )
    else:
        yield Fact(N_("No text is held in two snapshots that these days separate, so that none can be compared."))
    if found.undated:
        yield Fact(
            N_(
                "Entries of which the texts do not say since when they are listed: {undated}; whether they are new cannot be "
                "known from the texts held."
            ),
            {"undated": ("number", found.undated)},
        )
    if found.worded_by:
        yield Fact(
            N_(
                "Entries of which the texts show only that they had their wording by a day between these two: {worded}; "
                "whether they are new cannot be known from the texts held."
            ),
            {"worded": ("number", found.worded_by)},
        )


_EVENTS = pa.schema(
    [
        ("day", pa.date32()), ("day_missing", pa.string()), ("change", pa.string()), ("jurisdiction", pa.string()),
        ("list", pa.string()), ("clause", pa.string()), ("role", pa.string()), ("kind", pa.string()), *NAMES,
        ("status", pa.string()), ("ends", pa.date32()), ("text_of", pa.date32()), ("confidence", pa.string()),
        ("source", pa.string()),
    ]
)  # fmt: skip
_GROUPED = _EVENTS.append(pa.field("clauses", pa.int64()))
_COMPARED = pa.schema(
    [
        ("change", pa.string()), ("jurisdiction", pa.string()), ("list", pa.string()), ("clause", pa.string()),
        ("role", pa.string()), *NAMES, ("older_text", pa.date32()), ("newer_text", pa.date32()),
        ("older_known", pa.date32()), ("newer_known", pa.date32()), ("source", pa.string()),
    ]
)  # fmt: skip
_UNKNOWN = pa.schema(
    [
        ("jurisdiction", pa.string()), ("instrument", pa.string()), ("lists", pa.int64()), ("days_start", pa.date32()),
        ("days_end", pa.date32()), ("reason", pa.string()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="law_changes",
    title=N_("What changed in the law"),
    asks=N_("What changed in the law texts between two days, what is to come, and what cannot be known?"),
    how_to_read=N_(
        "Three things stand apart. Changes dated by the text: the text itself states the day. Differences between two "
        "snapshots: two files of the same text differ, and the day of the change lies between their days. Not knowable from "
        "the texts held: days before or after those that a text answers for. Without --since and --until, the year up to the "
        "newest day known is asked for."
    ),
    does_not_say=N_(
        "That nothing else changed: a text of an earlier day knows no later amendment. A day in force can be the day of the "
        "present wording of an older entry."
    ),
    answer=answer,
    filters=("country", "since", "until"),
)
