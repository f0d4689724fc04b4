"""`tripoint report clear`, `withdraw` and `editions`: who cleared which edition of the report."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tripoint.errors import TripointError
from tripoint.findings.stated import COUNTRIES
from tripoint.present.clearances import Clearance, clearance_lines, standing
from tripoint.present.text_width import without_sign
from tripoint.present.words import Words, words
from tripoint.registry.words import name
from tripoint.report.clearances import add, clearances
from tripoint.report.edition import Edition
from tripoint.report.editions import Editions
from tripoint.settings import read_settings


@dataclass(frozen=True)
class Spoken:
    """Which country speaks of which edition (None: the last published), through which office, on which day."""

    country: str
    by: str
    day: date
    edition: str | None


def clear(spoken: Spoken, chapters: tuple[str, ...], language: str) -> None:
    """Records a clearance. Refuses what cannot be, and the same one twice."""
    say = words(language)
    own, edition = _edition(spoken, say)
    titles = {chapter.anchor: chapter.title for chapter in edition.content.chapters}
    unknown = [chapter for chapter in chapters if chapter not in titles]
    if unknown:
        raise TripointError(
            say("there is no chapter '{name}'").format(name=unknown[0]),
            where="--chapter",
            cure=say("The chapters are: {names}.").format(names=", ".join(titles)),
        )
    part = tuple(anchor for anchor in titles if anchor in chapters)
    act = _act("cleared", spoken, () if len(part) == len(titles) else part, say)

    def check(before: tuple[Clearance, ...]) -> None:
        for old in standing(before):
            is_same = (old.country, old.by.casefold()) == (act.country, act.by.casefold())
            if is_same and (not old.chapters or (act.chapters and set(act.chapters) <= set(old.chapters))):
                raise TripointError(
                    say("this office cleared it already, on {day}").format(day=say.day(old.date)),
                    where=own.name,
                    cure=say("Nothing is left to do; `tripoint report editions` lists it."),
                )

    add(own, act, say, check=check)
    _say_state(own, edition, say)


def withdraw(spoken: Spoken, language: str) -> None:
    """Records that a country takes back what it cleared of this edition."""
    say = words(language)
    own, edition = _edition(spoken, say)
    act = _act("withdrawn", spoken, (), say)

    def check(before: tuple[Clearance, ...]) -> None:
        if act.country not in {old.country for old in standing(before)}:
            raise TripointError(
                say("{country} has cleared nothing of it").format(country=name("place", act.country, language)),
                where=own.name,
                cure=say("`tripoint report editions` lists who cleared what."),
            )

    add(own, act, say, check=check)
    _say_state(own, edition, say)


def list_editions(language: str) -> None:
    """Prints every edition kept, the newest day first, with who cleared it."""
    say = words(language)
    editions = Editions(read_settings().reports, say)
    latest = editions.noted()
    if not editions.ids():
        print(say("no edition of the report is kept here"))
    for each in reversed(editions.ids()):
        print(say("{edition} (published last)").format(edition=each) if each == latest else each)
        for line in _lines(editions.folder / each, editions.read(each), say):
            print(f"    {line}")


def _edition(spoken: Spoken, say: Words) -> tuple[Path, Edition]:
    editions = Editions(read_settings().reports, say)
    found = editions.named(spoken.edition) if spoken.edition is not None else editions.latest()
    return editions.folder / found, editions.read(found)


def _act(act: str, spoken: Spoken, chapters: tuple[str, ...], say: Words) -> Clearance:
    if spoken.country not in COUNTRIES:
        raise TripointError(
            say("'{code}' is no country of this report").format(code=spoken.country),
            where="--country",
            cure=say("The countries are: {codes}.").format(codes=", ".join(sorted(COUNTRIES))),
        )
    if spoken.day > date.today():
        raise TripointError(
            say("{day} has not come yet").format(day=spoken.day), where="--date", cure=say("Give a day up to today.")
        )
    by = " ".join(spoken.by.split())
    if not by:
        raise TripointError(
            say("the name of the office is empty"),
            where="--by",
            cure=say("Name the office that speaks, not a person."),
        )
    if unknown := without_sign(by):
        raise TripointError(
            say("these characters cannot be printed: {characters}").format(characters=" ".join(unknown)),
            where="--by",
            cure=say("Write it without them."),
        )
    return Clearance.model_validate(
        {"act": act, "country": spoken.country, "by": by, "date": spoken.day, "chapters": chapters}
    )


def _say_state(own: Path, edition: Edition, say: Words) -> None:
    print(own.name)
    for line in _lines(own, edition, say):
        print(f"  {line}")


def _lines(own: Path, edition: Edition, say: Words) -> list[str]:
    """What the edition is, and every act on it."""
    content = edition.content
    acts = clearances(own, say)
    titles = {chapter.anchor: chapter.title for chapter in content.chapters}
    lines = [
        say("As known on {day}").format(day=say.day(content.known_on)),
        *((say("For the three governments only"),) if content.audience == "governments" else ()),
        say("Remarks and reservations: {count}").format(count=say.number(len(content.remarks))),
        *clearance_lines(acts, titles, say),
    ]
    taken = say("{country} withdrew its clearance ({office}, {day}).")
    lines += [
        taken.format(country=name("place", act.country, say.language), office=act.by, day=say.day(act.date))
        for act in acts
        if act.act == "withdrawn"
    ]
    return lines
