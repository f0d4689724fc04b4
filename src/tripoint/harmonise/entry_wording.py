"""What an entry of a list names, and what its wording takes in beside: "Fentanyls, their salts and derivatives, including"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tripoint.registry.names import normalise

OPENERS, CLOSERS = "([", ")]"
SPACES = " \u00a0"
UNSEEN = str.maketrans("", "", "\u00ad\u200b")
"""Soft hyphens and spaces without width: the publisher’s line breaks."""
_LEADS_ON = re.compile(r"(?:[,\s]*(?:\b(?:but )?including|\bnotamment)|\. Sont compris)?[\s:]*$", re.IGNORECASE)
"""What ends a heading before its members."""
_TELLING = re.compile(
    r"\b(?:salts?|sels?|derivatives?|derives?|isom(?:er|ere)s?|analogues?|alkaloids?|alcaloides?|includ\w+|notamment|"
    r"contain\w*|contien\w+|except\w*|exclusion|but not|sauf|preparations?|intermediates|intermediaires|following|"
    r"suivants?|ci-apres|any|tout|toute)\b"
)
"""Words that a name does not have: where they are left over, the wording is not understood."""
_NAMELY = re.compile(r", (?:namely|à savoir) ")


@dataclass(frozen=True)
class Wording:
    """names: as written, the first one first. covers: codes of registry/data/law_covers.csv. phrase: what they are read from."""

    names: tuple[str, ...]
    covers: str | None
    phrase: str

    @property
    def is_of_several(self) -> bool:
        """Does it speak of several substances ("their salts"), so that its name is that of a class?"""
        owner = re.search(r"\b(?:its|their|thereof|ses|leurs)\b", normalise(self.phrase))
        return owner is not None and owner[0] in ("their", "leurs")


def understood(text: str, phrases: Mapping[str, str]) -> Wording | None:
    """The text taken apart; None where it holds wording that `phrases` does not map.

    phrases: the end of an entry's text, normalised, without "including" → codes separated by spaces, "" for none. The
    longest that fits is taken. Brackets belong to names, so the end begins outside them.
    """
    body = _LEADS_ON.sub("", text)
    at, codes = _end(body, phrases)
    name = body[:at].strip(f",{SPACES}")
    if _TELLING.search(normalise(outside_brackets(name))):
        return None
    return Wording(names_of(name), codes or None, body[at:].strip(f",{SPACES}"))


def covered(text: str, phrases: Mapping[str, str]) -> str | None:
    """What the end of a text takes in whose beginning describes and names nothing."""
    return _end(_LEADS_ON.sub("", text), phrases)[1] or None


def _end(body: str, phrases: Mapping[str, str]) -> tuple[int, str]:
    """Where the longest mapped end begins, and its codes; (length of the text, "") where there is none."""
    depths = _depths(body)
    is_paired = not depths or not depths[-1]
    starts = [at + 1 for at, depth in enumerate(depths) if body[at] in SPACES and (not depth or not is_paired)]
    for start in (0, *starts):
        codes = phrases.get(normalise(body[start:].strip(f",{SPACES}")))
        if codes is not None:
            return start, codes
    return len(body), ""


def names_of(text: str) -> tuple[str, ...]:
    """A name and the synonyms in brackets after it: "Codeine (methylmorphine)" → "Codeine", "methylmorphine".

    Brackets within a name stay; only a group that a space sets off at the end is a synonym. Several abbreviations may
    share a bracket: "(NEDPA, EPE)". Where the publisher lets a line break is no part of a name.
    """
    wholes = _NAMELY.split(text.translate(UNSEEN))
    return tuple(dict.fromkeys(part for whole in wholes for part in _apart(whole) if part))


def outside_brackets(text: str) -> str:
    """The text without what stands in brackets."""
    return "".join(c for c, depth in zip(text, _depths(text), strict=True) if not depth and c not in CLOSERS)


def _apart(text: str) -> list[str]:
    groups: list[str] = []
    while (start := _last_group(text)) is not None:
        groups = [*_abbreviations(text[start + 1 : -1].strip()), *groups]
        text = text[:start].strip()
    return [text, *groups]


def _last_group(text: str) -> int | None:
    """Where the bracket begins that ends the text, set off by a space.

    Where brackets do not pair, as the publisher's text has it in places, it is the first one set off by a space.
    """
    if not text or text[-1] not in CLOSERS:
        return None
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] in CLOSERS) - (text[at] in OPENERS)
        if depth == 0:
            is_name = sum(c.isalpha() for c in text[at:]) > 1  # "ioflupane (123l)" has one name
            return at if text[at - 1].isspace() and is_name else None
    return text.find(" (") + 1 or None


def _abbreviations(group: str) -> list[str]:
    """The synonyms of one bracket; a comma within a systematic name separates nothing."""
    parts = group.split(", ")
    are_short = all(not set(part) & set(OPENERS + CLOSERS) and re.search(r"[A-Z]{2}", part) for part in parts)
    return parts if are_short else [group]


def _depths(text: str) -> list[int]:
    """How many brackets are open after each character."""
    depths, depth = [], 0
    for character in text:
        depth += (character in OPENERS) - (character in CLOSERS and depth > 0)
        depths.append(depth)
    return depths
