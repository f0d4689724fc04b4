"""`tripoint sources`: what each source is, what of it is held, and how fresh that is."""

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import ibis

from tripoint.cli.opening import reader_of_environment
from tripoint.pipeline.freshness import Freshness, freshness
from tripoint.present.words import Words, words
from tripoint.registry.words import agency, caveat
from tripoint.sources.catalogue import Source, sources
from tripoint.store.ledger import Reader
from tripoint.store.manifest import Snapshot, Span

Listed = tuple[Source, tuple[Freshness, ...], list[Snapshot]]


@dataclass(frozen=True)
class Day:
    """The day for which the list holds. is_asked: was it asked for, and is not just today?"""

    day: date
    is_asked: bool


def show_sources(language: str, *, as_of: date | None = None, form: str = "text") -> None:
    """Prints coverage, licence, freshness and caveats of every source, as text, JSON or CSV."""
    say = words(language)
    reader = reader_of_environment(as_of=as_of, on="duckdb")  # small questions, for which Spark takes seconds
    day = Day(as_of or date.today(), as_of is not None)
    listed: list[Listed] = []
    for member in sources().values():
        held = [s for s in reader.manifest if s.source == member.name and s.recorded_at <= day.day]
        rows = freshness(member, held, today=day.day, reported=lambda *series: _reported(reader, *series))
        listed.append((member, rows, held))
    if form == "json":
        print(json.dumps(_as_json(listed, day, say), ensure_ascii=False, indent=1, default=str))
    elif form == "csv":
        _write_csv(listed, say)
    else:
        where = say("edition shipped with the program") if reader.is_edition else reader.where
        print(say("Held in: {where}; known on {day}").format(where=where, day=say.day(reader.known_on)))
        for member, rows, held in listed:
            print("\n" + "\n".join(_lines(member, rows, held, day, say)))
        _print_stale(listed, day, say)


def _reported(reader: Reader, source: str, series: str) -> Span | None:
    figures = reader.figures()
    own = figures.filter((figures.source == source) & (figures.series == series) & figures.value.notnull())
    last = own.order_by(ibis.desc("period_end"), ibis.desc("period_start")).limit(1)
    for row in reader.fetch(last.select("period_start", "period_end")).to_pylist():
        return row["period_start"], row["period_end"]
    return None


def _lines(member: Source, rows: Sequence[Freshness], held: list[Snapshot], day: Day, say: Words) -> list[str]:
    language = say.language
    facts = [
        (say("publisher"), agency(member.text("publisher")).names[language]),
        (say("counts"), member.text("counts", language)),
        (say("revises"), member.text("revises", language)),
        (say("licence"), member.text("licence")),
        (say("figures may ship"), _use(member, say)),
        (say("files"), ", ".join(layout.pattern for layout in member.layouts)),
        (say("to get them"), _way(member, say)),
        (say("coverage"), _coverage(rows, held, day, say)),
    ]
    shown = rows if held else rows[:1]
    for row in shown:
        label = say("freshness") if len(shown) == 1 else f"{say('freshness')} ({row.series})"
        facts.append((label, _told(row, day, say)))
    lines = [f"{member.name}: {member.text('title', language)}", *(f"  {label}: {text}" for label, text in facts)]
    return lines + [f"  ! {caveat(code).texts[language]}" for code in member.caveats]


def _use(member: Source, say: Words) -> str:
    if member.is_own_copy:
        return say("no: for a user's own copy; never in edition or report")
    return say("yes") if member.may_ship else say("no")


def _way(member: Source, say: Words) -> str:
    """The verb that gets the files, or the page where a person does."""
    if member.text("merged_by"):
        return f"`{member.text('merged_by')}`"
    if member.downloads:
        return f"`tripoint fetch {member.name}`"
    page = member.text("visit") or member.text("url")
    if member.is_transcribed:
        return say("transcribed by hand; there is no publisher's file")
    return say("by hand, from {page}").format(page=page)


def _coverage(rows: Sequence[Freshness], held: list[Snapshot], day: Day, say: Words) -> str:
    if not held:
        return _nothing(day, say)
    starts = [s for line in held for s in line.period_starts]
    ends = [e for line in held for e in line.period_ends]
    records, files = (sum(n) for n in zip(*((row.records, row.files) for row in rows), strict=True))
    counted = say("{records} records of {files} files").format(records=say.number(records), files=files)
    return f"{say.period(min(starts), max(ends))}, {counted}" if starts else counted


def _told(row: Freshness, day: Day, say: Words) -> str:
    """Newest period, since when it is recorded, and when more is or was expected."""
    parts = []
    if row.newest_period:
        parts.append(say("newest period {period}").format(period=say.period(*row.newest_period)))
    if row.recorded:
        parts.append(say("recorded {day}").format(day=say.day(row.recorded)))
    if row.state == "nothing_held":
        parts.append(_nothing(day, say))
    elif row.state == "closed":
        parts.append(say("closed series"))
    elif row.state == "no_rhythm":
        parts.append(say("appears irregularly"))
    elif row.stale_since:
        parts.append(say("stale since {day}").format(day=say.day(row.stale_since)))
    elif row.next_expected:
        parts.append(say("next expected {day}").format(day=say.day(row.next_expected)))
    return ", ".join(parts)


def _nothing(day: Day, say: Words) -> str:
    return say("nothing held then") if day.is_asked else say("nothing held")


def _print_stale(listed: Sequence[Listed], day: Day, say: Words) -> None:
    stale = [member.name for member, rows, _ in listed if any(row.state == "stale" for row in rows)]
    if stale:
        print("\n" + say("Stale on {day}: {names}").format(day=say.day(day.day), names=", ".join(stale)))


def _as_json(listed: Sequence[Listed], day: Day, say: Words) -> dict[str, object]:
    return {
        "as_of": day.day,
        "sources": [
            {
                **_facts(member, say),
                "counts": member.text("counts", say.language),
                "revises": member.text("revises", say.language),
                "files": [layout.pattern for layout in member.layouts],
                "caveats": [{"code": code, "text": caveat(code).texts[say.language]} for code in member.caveats],
                "series": [_row(row) for row in rows],
            }
            for member, rows, _ in listed
        ],
    }


def _write_csv(listed: Sequence[Listed], say: Words) -> None:
    """One row per series."""
    rows = [{**_facts(member, say), **_row(row)} for member, series, _ in listed for row in series]
    writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _facts(member: Source, say: Words) -> dict[str, object]:
    return {
        "source": member.name,
        "title": member.text("title", say.language),
        "publisher": member.text("publisher"),
        "licence": member.text("licence"),
        "may_ship": member.may_ship,
        "is_own_copy": member.is_own_copy,
        "can_fetch": bool(member.downloads),
        "page": member.text("visit") or member.text("url"),
    }


def _row(row: Freshness) -> dict[str, object]:
    start, end = row.newest_period or (None, None)
    return {
        "series": row.series,
        "state": row.state,
        "newest_period_start": start,
        "newest_period_end": end,
        "recorded": row.recorded,
        "next_expected": row.next_expected,
        "stale_since": row.stale_since,
        "records": row.records,
        "files_held": row.files,
    }
