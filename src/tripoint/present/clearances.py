"""Who has cleared an edition of the report, and the lines that say so."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tripoint.findings.question import N_
from tripoint.findings.stated import COUNTRIES
from tripoint.present.words import Words
from tripoint.registry.words import name


class Clearance(BaseModel):
    """One act of a country on one edition. `chapters` are anchors, none for all; `by` is an office.

    A withdrawal takes back every clearance that this country gave before it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: Literal["cleared", "withdrawn"]
    country: str
    by: str
    date: date
    chapters: tuple[str, ...] = ()


def standing(acts: Sequence[Clearance]) -> tuple[Clearance, ...]:
    """The clearances that nobody took back, in the order they were given; acts: oldest first."""
    last = {act.country: place for place, act in enumerate(acts) if act.act == "withdrawn"}
    return tuple(act for place, act in enumerate(acts) if act.act == "cleared" and place > last.get(act.country, -1))


def clearance_lines(acts: Sequence[Clearance], titles: Mapping[str, str], words: Words) -> tuple[str, ...]:
    """Who cleared it, who cleared a part, and who did not. titles: message of each chapter by its anchor."""
    given = standing(acts)
    if not given:
        return (words(N_("Not an official publication. No government has cleared this report.")),)
    lines = []
    for act in sorted(given, key=lambda a: bool(a.chapters)):
        message = (
            N_("Cleared in part by {country} ({office}, {day}), chapters: {chapters}.")
            if act.chapters
            else N_("Cleared by {country} ({office}, {day}).")
        )
        lines.append(
            words(message).format(
                country=name("place", act.country, words.language),
                office=act.by,
                day=words.day(act.date),
                chapters="; ".join(words(titles[anchor]) for anchor in titles if anchor in act.chapters),
            )
        )
    others = [code for code in COUNTRIES if code not in {act.country for act in given}]
    if others:
        names = ", ".join(name("place", code, words.language) for code in others)
        lines.append(words(N_("Not cleared by: {countries}.")).format(countries=names))
    return tuple(lines)
