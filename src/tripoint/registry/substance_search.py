"""Names spelled alike: candidates by shared letter triples, then the exact similarity of the few that remain."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tripoint.registry.substance_alike import Texts, similarity
from tripoint.registry.substance_forms import letters_only, sounded

SHORTEST = 5
"""Letters and digits of the shortest text that is compared: shorter ones resemble too much by accident."""
AT_LEAST = 0.8
"""Similarity of the letters or of the sounds that a suggestion needs."""
LEAST = 0.75
"""Similarity of both together that it needs."""
ENOUGH = 2
"""Triples that a name must share before its similarity is worked out, if the query allows to ask for so many."""
TOGETHER = 128
"""Queries that are answered in one go; bounds the memory."""

PLACE_BITS = 6
"""Bits of a place in a text of LONGEST letters."""
Integers = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Near:
    """A name spelled like the query. at: its place in the list. similarity: 0 to 1."""

    at: int
    similarity: float


class NameSearch:
    """A list of normalised names, prepared for misspelt queries.

    Every name is kept as its letters and digits, and as it sounds. Triples of neighbouring letters of the sounded
    form are listed with the names they occur in, names in order of length, so that a query reads only the part of
    each list whose length can fit.
    """

    def __init__(self, names: Sequence[str], demerits: Shares | None = None, least: Shares | None = None) -> None:
        """demerits: per name, taken off when names are ranked, never from the similarity; 0.02 is less than a letter.
        least: per name, the similarity below which it is never suggested."""
        letters = letters_only(names)
        plain, heard = Texts(letters), Texts(sounded(letters))
        fit = np.flatnonzero((plain.sizes >= SHORTEST) & (heard.sizes >= 3))
        self._at = fit[np.argsort(heard.sizes[fit], kind="stable")]
        self._plain, self._heard = plain.take(self._at), heard.take(self._at)
        self._demerits = np.zeros(len(fit)) if demerits is None else demerits[self._at]
        self._least = np.full(len(fit), LEAST) if least is None else least[self._at]
        self._shift = max(1, len(fit)).bit_length()
        codes, owners, places = _triples(self._heard)
        postings = (((codes << self._shift) | owners) << PLACE_BITS) | places
        postings.sort()
        self._postings = postings >> PLACE_BITS
        self._owners = (self._postings & ((1 << self._shift) - 1)).astype(np.int32)
        self._places = (postings & ((1 << PLACE_BITS) - 1)).astype(np.int8)

    def near(self, queries: Sequence[str], *, most: int = 5, at_least: float = AT_LEAST) -> list[tuple[Near, ...]]:
        """For every normalised query the names at least so similar, best first, at most so many."""
        parts = [queries[begin : begin + TOGETHER] for begin in range(0, len(queries), TOGETHER)]
        if len(parts) < 2:
            return [near for part in parts for near in self._near(part, most, at_least)]
        with ThreadPoolExecutor(os.cpu_count()) as threads:  # numpy lets other threads run while it sorts and counts
            return [
                near for found in threads.map(lambda part: self._near(part, most, at_least), parts) for near in found
            ]

    def _near(self, queries: Sequence[str], most: int, at_least: float) -> list[tuple[Near, ...]]:
        letters = letters_only(queries)
        plain, heard = Texts(letters), Texts(sounded(letters))
        which, rows = self._candidates(heard, (plain.sizes >= SHORTEST) & (heard.sizes >= 3), at_least)
        by_sound = similarity(heard, which, self._heard, rows)
        close = by_sound >= at_least - 0.15
        which, rows, by_sound = which[close], rows[close], by_sound[close]
        by_letter = similarity(plain, which, self._plain, rows)
        score = 0.6 * by_letter + 0.4 * by_sound
        kept = (np.maximum(by_letter, by_sound) >= at_least) & (score >= self._least[rows])
        which, rows, score = which[kept], rows[kept], score[kept]
        order = np.lexsort((self._demerits[rows] - score, which))
        which, rows, score = which[order], rows[order], score[order]
        ends = np.searchsorted(which, np.arange(len(queries) + 1))
        return [
            tuple(Near(int(self._at[rows[i]]), float(score[i])) for i in range(start, min(end, start + most)))
            for start, end in pairwise(ends)
        ]

    def _candidates(self, queries: Texts, usable: npt.NDArray[np.bool_], at_least: float) -> tuple[Integers, Integers]:
        """Pairs (query, name in order of length) that share enough triples at about the same place.

        An edit destroys up to three triples of a query (an exchange of neighbours four), and a name so similar is
        only so many edits away; so some of its triples stand among the rarer ones, and only their lists are read.
        """
        edits = np.floor((1 - at_least) * queries.sizes + 1e-9).astype(np.int64)  # in floats .2 × 5 is just below 1
        needed = np.maximum(1, queries.sizes - 3 * edits - 2)
        enough = np.minimum(ENOUGH, needed)
        codes, owners, places = _triples(queries)
        codes, owners, places = codes[usable[owners]], owners[usable[owners]], places[usable[owners]]
        first = np.searchsorted(self._heard.sizes, queries.sizes - edits - 1)[owners]
        last = np.searchsorted(self._heard.sizes, queries.sizes + edits + 2)[owners]
        starts = np.searchsorted(self._postings, (codes << self._shift) | first)
        counts = np.searchsorted(self._postings, (codes << self._shift) | last) - starts
        order = np.lexsort((counts, owners))
        rank = np.arange(len(order)) - np.searchsorted(owners, owners)
        read = order[rank < (queries.sizes - needed + enough)[owners]]
        counts = counts[read]
        at = np.repeat(starts[read] - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
        moved = np.abs(self._places[at] - np.repeat(places[read].astype(np.int8), counts))
        near = moved <= np.repeat((edits[owners[read]] + 1).astype(np.int8), counts)
        pairs = (np.repeat(owners[read], counts)[near] << self._shift) | self._owners[at[near]]
        pairs.sort(kind="stable")  # finds the sorted lists in it and merges them: 6 × faster than a sort
        ends = np.flatnonzero(np.diff(pairs, append=-1))
        which = pairs[ends] >> self._shift
        kept = np.diff(ends, prepend=-1) >= enough[which]
        return which[kept], pairs[ends[kept]] & ((1 << self._shift) - 1)


def _triples(texts: Texts) -> tuple[Integers, Integers, Integers]:
    """Codes (below 2¹⁶) of every three neighbouring letters, the ends counting as one letter each, whose they are, and where they stand."""
    count, width = texts.matrix.shape
    letters = np.zeros((count, width + 2), np.uint16)
    letters[:, 1:-1] = _LETTER[texts.matrix]
    codes = (letters[:, :-2] * 37 + letters[:, 1:-1]) * 37 + letters[:, 2:]
    owners, places = np.nonzero(texts.matrix)
    return codes[owners, places].astype(np.int64), owners, places


_LETTER = np.zeros(128, np.uint16)
_LETTER[ord("0") : ord("9") + 1] = np.arange(1, 11)
_LETTER[ord("a") : ord("z") + 1] = np.arange(11, 37)
