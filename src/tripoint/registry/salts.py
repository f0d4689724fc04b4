"""Words by which a name says that a salt, or the free base, of a substance is meant, in three languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tripoint.registry.identities import identity_of
from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of


@dataclass(frozen=True, slots=True)
class SaltWord:
    """One row of salt_words.csv.

    kind: `acid` and `metal` make salts, `base` and `hydrate` say which form. makes_esters: the word names esters as
    well, so that it counts only with a substance known to hold nitrogen. not_with: names that keep the word.
    """

    word: str
    kind: str
    makes_esters: bool
    not_with: frozenset[str]


@cache
def salt_words() -> Mapping[str, SaltWord]:
    """By normalised word."""
    return {
        normalise(row["word"]): SaltWord(
            normalise(row["word"]), row["kind"], row["makes_esters"] == "yes", frozenset(row["not_with"].split("|"))
        )
        for row in rows_of("salt_words")
    }


def without_salt(name: str) -> tuple[str, str | None]:
    """The normalised name without its words for a salt, hydrate or base, and these words; None if there are none.

    'Clorhidrato de fentanilo' → 'fentanilo', 'clorhidrato'; 'morphine sulfate pentahydrate' → 'morphine', 'sulfate
    pentahydrate'. A word is taken away only where what is left is a name that texts print, so that 'ethyl acetate',
    'sodium permanganate' and 'hydrochloric acid' stay whole; before a hydrochloride and the like any one word may stand.
    """
    whole = normalise(name)
    for rest, words in _splits(whole):
        if all(_may_go(word, rest) for word in words):
            return rest, " ".join(word.word for word in words)
    return whole, None


def _splits(whole: str) -> Iterator[tuple[str, tuple[SaltWord, ...]]]:
    """Ways to read the name: words before it ('… de', '… d'', 'sodium …'), one or two behind it ('… de sodio')."""
    before, behind, metal = _pattern()
    if found := before.fullmatch(whole):
        yield found[2], (salt_words()[found[1]],)
    if found := metal.fullmatch(whole):
        yield found[2], (salt_words()[found[1]],)
    if found := behind.fullmatch(whole):
        inner = behind.fullmatch(found[1])
        last = salt_words()[found[2]]
        if inner and last.kind == "hydrate":
            yield inner[1], (salt_words()[inner[2]], last)
        yield found[1], (last,)


def _may_go(word: SaltWord, rest: str) -> bool:
    if rest in word.not_with or len(rest) < 3:
        return False
    known = identity_of(rest)
    if known is None or not known.inchikey:
        return word.kind == "acid" and not word.makes_esters and known is None and rest.isascii() and " " not in rest
    return word.kind != "acid" or "N" in known.smiles.upper().replace("NA", "").replace("MN", "")


@cache
def _pattern() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(map(re.escape, salt_words()), key=len, reverse=True))
    metals = "|".join(re.escape(word) for word, one in salt_words().items() if one.kind == "metal")
    return (
        re.compile(rf"({words}) d(?:e |el |e la |u |')(.+)"),
        re.compile(rf"(.+?)(?:[ ,-]+(?:de )?|,? ?\()({words})\)?"),
        re.compile(rf"({metals}) (.+)"),
    )
