"""`tripoint sources`: what each source is, and what of it is held."""

from tripoint.present.words import Words, words
from tripoint.registry.words import agency, caveat
from tripoint.settings import read_settings
from tripoint.sources.catalogue import Source, sources
from tripoint.store.ledger import open_reader
from tripoint.store.manifest import Snapshot


def show_sources(language: str) -> None:
    """Prints coverage, licence, freshness and caveats of every source."""
    say = words(language)
    reader = open_reader(read_settings().ledger)
    held = reader.manifest
    where = say("edition shipped with the program") if reader.is_edition else str(reader.folder)
    print(say("Held in: {where}; known on {day}").format(where=where, day=say.day(reader.known_on)))
    for member in sources().values():
        print()
        print("\n".join(_lines(member, [s for s in held if s.source == member.name], say)))


def _lines(member: Source, held: list[Snapshot], say: Words) -> list[str]:
    language = say.language
    ships = say("yes") if member.may_ship else say("no")
    facts = (
        (say("publisher"), agency(member.text("publisher")).names[language]),
        (say("counts"), member.text("counts", language)),
        (say("revises"), member.text("revises", language)),
        (say("licence"), member.text("licence")),
        (say("figures may ship"), ships),
        (say("files"), ", ".join(layout.pattern for layout in member.layouts)),
        (say("coverage"), _coverage(held, say)),
        (say("freshness"), _freshness(held, say)),
    )
    lines = [f"{member.name}: {member.text('title', language)}", *(f"  {label}: {text}" for label, text in facts)]
    return lines + [f"  ! {caveat(code).texts[language]}" for code in member.caveats]


def _coverage(held: list[Snapshot], say: Words) -> str:
    if not held:
        return say("nothing held")
    starts = [s for line in held for s in line.period_starts]
    ends = [e for line in held for e in line.period_ends]
    records = sum(line.figures + line.flows + line.statements + line.returned for line in held)
    counted = say("{records} records of {files} files").format(records=say.number(records), files=len(held))
    return f"{say.period(min(starts), max(ends))}, {counted}" if starts else counted


def _freshness(held: list[Snapshot], say: Words) -> str:
    if not held:
        return say("nothing held")
    newest = max(held, key=lambda line: line.recorded_at)
    ends = [e for line in held for e in line.period_ends]
    known = say("newest file known since {day}").format(day=say.day(newest.recorded_at))
    if not ends:
        return known
    return known + ", " + say("last period ends {day}").format(day=say.day(max(ends)))
