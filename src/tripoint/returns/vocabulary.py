"""What the words in the cells of a return mean: terms and places as the form prints them in any of its languages."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tripoint.registry.names import normalise
from tripoint.registry.places import ADMIN_1, Place, places
from tripoint.registry.rows import LANGUAGES
from tripoint.registry.terms import terms

ELSEWHERE = "route_place"
"""The list of the terms that can stand instead of a place."""
NO_BORDER = "no_border"
"""The one of them that only a crossing can be, not an origin."""


@dataclass(frozen=True)
class Meaning:
    """code: of a term or place. languages: in which the form prints the text so; all for a code."""

    code: str
    languages: frozenset[str]

    def is_code(self, text: str) -> bool:
        """Is the text the code itself, letter for letter, and so of no language?"""
        return text == self.code


Meanings = Mapping[str, Meaning]
"""Normalised text → meaning; a text that has several meanings is left out."""


@cache
def term_meanings(list_name: str) -> Meanings:
    printed = ((t.names[language], t.code, language) for t in terms(list_name).values() for language in LANGUAGES)
    return _meanings(printed, terms(list_name))


@cache
def place_meanings(country: str | None) -> Meanings:
    """Places of a country (None: of all three, and the terms that can stand instead of one)."""
    listed = places_of(country)
    texts = [(text, p.place_id, language) for p in listed for language in LANGUAGES for text in _texts(p, language)]
    codes = [p.place_id for p in listed]
    if country is None:
        texts += [(t.names[language], t.code, language) for t in terms(ELSEWHERE).values() for language in LANGUAGES]
        codes += list(terms(ELSEWHERE))
    return _meanings(texts, codes)


@cache
def places_of(country: str | None) -> tuple[Place, ...]:
    """Countries, states, provinces and territories that a return can name, each country before its parts."""
    wanted = [p for kind in ("country", *ADMIN_1) for p in places(kind) if country in (None, p.country)]
    return tuple(sorted(wanted, key=lambda p: (p.country, p.kind != "country")))


def place_label(place: Place, language: str) -> str:
    """How the form prints a place: "Texas (US-TX)"."""
    return f"{place.names[language]} ({place.place_id})"


def code_of_term(list_name: str, text: str) -> str | None:
    found = term_meanings(list_name).get(normalise(text))
    return found.code if found else None


def alike(text: str, meanings: Meanings, names: Mapping[str, str]) -> str:
    """ " Did you mean …?" without words: the names, in brackets, of up to two entries spelled alike; else ""."""
    near = difflib.get_close_matches(normalise(text), meanings, n=3, cutoff=0.7)
    codes = list(dict.fromkeys(meanings[text].code for text in near))[:2]
    return f" (→ {' / '.join(names[code] for code in codes if code in names)})" if codes else ""


def _texts(place: Place, language: str) -> tuple[str, ...]:
    return place.names[language], place_label(place, language)


def _meanings(printed: Iterable[tuple[str, str, str]], codes: Iterable[str]) -> Meanings:
    found: dict[str, dict[str, set[str]]] = {}
    for text, code, language in printed:
        found.setdefault(normalise(text), {}).setdefault(code, set()).add(language)
    for code in codes:  # a word that is a code too ("Pistol") stays one of its language; see `is_code`
        found.setdefault(normalise(code), {}).setdefault(code, set(LANGUAGES))
    return {
        text: Meaning(code, frozenset(languages))
        for text, meant in found.items()
        if len(meant) == 1
        for code, languages in meant.items()
    }
