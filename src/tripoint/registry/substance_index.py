"""What a name can mean: every meaning of a name in the index, and names spelled like it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np

from tripoint.registry.names import normalise
from tripoint.registry.substance_alike import LONGEST
from tripoint.registry.substance_forms import letters_only
from tripoint.registry.substance_identity import Stereo, first_block, is_key, stereo_flags
from tripoint.registry.substance_rows import MeaningRow, Name, NamedRows, read_index
from tripoint.registry.substance_search import LEAST, SHORTEST, NameSearch, Shares

KINDS = ("generic", "label", "legal", "synonym", "brand", "systematic", "number", "street", "filed", "inchikey")
"""generic: a common name. label: as a source of Tripoint or the registry prints it. legal: of a law or official list. number: CAS or DEA.
street: of the lexicon or our own rows. filed: DEA files it under the substance; it may be an isomer, a salt or a brand. inchikey: the
meaning's own key, where a key was asked for."""
_DEMERITS = {"synonym": 0.005, "brand": 0.005, "systematic": 0.01, "number": 0.02, "street": 0.02, "filed": 0.02}

STREET_LEAST = 0.88
"""Street names are ordinary words; one is suggested only when it is spelled very nearly so."""

NEARLY = 0.9
"""Names spelled less alike come after names that stand in the text: its salt makes xylazine hydrochloride like others."""


@dataclass(frozen=True)
class Meaning:
    """What a name means.

    meaning_id: `drugbank:<number>`, `registry:<substance_id>`, `tripoint:<id>` or `name:<normalised name>`.
    kind: substance, isomer_unspecified, group, form, mixture; '' where the publisher does not say.
    titles: a name for headings, by language; notes likewise, {} if there are none.
    """

    meaning_id: str
    titles: Mapping[str, str] = field(hash=False)
    kind: str = ""
    inchikey: str = ""
    stereo: Stereo = ""
    notes: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def first_block(self) -> str:
        return first_block(self.inchikey)

    @property
    def identity(self) -> str:
        """The first block, shared by all stereo forms of a substance; the meaning's own id where no key is known."""
        return self.first_block or self.meaning_id


@dataclass(frozen=True)
class Candidate:
    """A meaning with the names that led to it, the most official first."""

    meaning: Meaning
    names: tuple[Name, ...]


@dataclass(frozen=True)
class Suggestion:
    """A name that is spelled alike, never taken as a match. similarity: 0 to 1; 1 if only marks or sounds differ.
    is_inside: the name stands in the text as words; what the other words say of it (a salt, a mixture) is not judged."""

    similarity: float
    candidates: tuple[Candidate, ...]
    is_inside: bool = False


@dataclass(frozen=True)
class Answer:
    """exact: the meanings of the very name, case, accents and kinds of dash aside, or of the very InChIKey or its first
    block; then nothing else is searched. suggestions: otherwise, best first: names spelled nearly so, names that stand
    in the text ("xylazine hydrochloride"), names spelled less nearly so; of a key, other forms of the skeleton. is_short: too short to be searched for misspellings, and often a coincidence."""

    text: str
    exact: tuple[Candidate, ...]
    suggestions: tuple[Suggestion, ...]
    is_short: bool


class SubstanceIndex:
    """All names with their meanings, once in memory; `Name` and `Meaning` are made when asked for."""

    def __init__(self, named: NamedRows, meanings: Mapping[str, MeaningRow]) -> None:
        self._named, self._meanings = named, meanings
        self._flags = stereo_flags(row.inchikey for row in meanings.values())
        self._rows: dict[str, list[int]] = {}
        for i, normalised in enumerate(named.normalised):
            self._rows.setdefault(normalised, []).append(i)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every normalised name once."""
        return tuple(self._rows)

    @cached_property
    def weights(self) -> tuple[Shares, Shares]:
        """Demerits, and the least similarity to be suggested, of `names`: the best of each name's rows."""
        each = [_DEMERITS.get(kind, 0.0) for kind in self._named.kind]
        demerits = np.array([min([each[i] for i in rows]) for rows in self._rows.values()])
        streets = np.array([all(self._named.kind[i] == "street" for i in rows) for rows in self._rows.values()])
        return demerits, np.where(streets, STREET_LEAST, LEAST)

    @cached_property
    def search(self) -> NameSearch:
        return NameSearch(self.names, *self.weights)

    @cached_property
    def _by_letters(self) -> Mapping[bytes, list[str]]:
        found: dict[bytes, list[str]] = {}
        for name, letters in zip(self.names, letters_only(self.names).tobytes().split(b"\n"), strict=False):
            found.setdefault(letters, []).append(name)
        return found

    def meaning(self, meaning_id: str) -> Meaning:
        """The meaning with exactly this id. Raises KeyError."""
        row = self._meanings[meaning_id]
        return Meaning(meaning_id, row.titles, row.kind, row.inchikey, self._flags[row.inchikey], row.notes)

    def meanings_of(self, name: str) -> tuple[Candidate, ...]:
        """The meanings of exactly this name, () if it is not known."""
        found: dict[str, dict[Name, None]] = {}
        for i in self._rows.get(normalise(name), ()):
            found.setdefault(self._named.meaning[i], {})[self._named.name(i)] = None
        candidates = [Candidate(self.meaning(m), tuple(sorted(names, key=_rank))) for m, names in found.items()]
        return tuple(sorted(candidates, key=lambda c: _rank(c.names[0])))

    def ask(self, text: str, *, most: int = 5) -> Answer:
        """What the text can mean."""
        exact = self.meanings_of(text) or self._keyed(text)
        letters = letters_only([normalise(text)]).tobytes().strip(b"\n")
        is_short = len(letters) < SHORTEST
        if exact:
            return Answer(text, exact, (), is_short)
        same = self._by_letters.get(letters, []) if letters else []
        near = [] if is_short else self.search.near([normalise(text)], most=most * 4)[0]
        spelled = [(name, 1.0) for name in same] + [(self.names[n.at], n.similarity) for n in near]
        suggestions = [Suggestion(alike, self.meanings_of(name)) for name, alike in spelled]
        beside = sum(s.similarity >= NEARLY for s in suggestions)
        suggestions[beside:beside] = [*self._other_forms(text), *self._inside(text)]
        return Answer(text, (), _apart(suggestions)[:most], is_short)

    def _keyed(self, text: str) -> tuple[Candidate, ...]:
        """The meanings with this InChIKey; with this first block, all stereo forms of it."""
        asked = text.strip().upper()
        if not is_key(asked):
            return ()
        return tuple(
            Candidate(self.meaning(m), (Name(row.inchikey, "inchikey", _holder(m)),))
            for m, row in self._meanings.items()
            if asked in (row.inchikey, row.inchikey[:14])
        )

    def _other_forms(self, key: str) -> Iterator[Suggestion]:
        """What has the first block of this key, though not its second; the similarity counts letters at their places."""
        for candidate in self._keyed(key.strip()[:14]) if is_key(key.strip().upper()) else ():
            pairs = zip(candidate.meaning.inchikey, key.strip().upper(), strict=False)
            yield Suggestion(sum(a == b for a, b in pairs) / len(candidate.meaning.inchikey), (candidate,))

    def _inside(self, text: str) -> Iterator[Suggestion]:
        """The longest names that are whole words of the text, street names aside, with the share they are of it."""
        words = normalise(text).split()[:LONGEST]
        for count in range(len(words) - 1, 0, -1):
            runs = [" ".join(words[i : i + count]) for i in range(len(words) - count + 1)]
            found = [run for run in runs if len(run) >= SHORTEST and self._is_common(run)]
            for run in found:
                alike = 2 * len(run) / (len(run) + len(" ".join(words)))
                yield Suggestion(alike, self.meanings_of(run), is_inside=True)
            if found:
                return

    def _is_common(self, name: str) -> bool:
        return any(self._named.kind[i] not in ("street", "filed", "number") for i in self._rows.get(name, ()))


def _apart(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The first suggestion for each set of meanings."""
    found: dict[frozenset[str], Suggestion] = {}
    for suggestion in suggestions:
        found.setdefault(frozenset(c.meaning.meaning_id for c in suggestion.candidates), suggestion)
    return tuple(found.values())


def _rank(name: Name) -> int:
    return KINDS.index(name.kind)


def _holder(meaning_id: str) -> str:
    """The source of the key of a meaning."""
    return "drugbank" if meaning_id.startswith("drugbank:") else "tripoint"


@cache
def substance_index() -> SubstanceIndex:
    """The shipped index with the registry's own rows on top."""
    return SubstanceIndex(*read_index())
