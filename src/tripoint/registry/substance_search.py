"""Names spelled alike: candidates by shared letter triples, then the exact similarity of the few that remain."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tripoint.registry.substance_alike import LONGEST, Texts, similarity
from tripoint.registry.substance_forms import Letters, letters_only, sounded

SHORTEST = 5
"""Letters and digits of the shortest text that is compared: shorter ones resemble too much by accident."""
AT_LEAST = 0.8
TOGETHER = 512
"""Queries that are answered in one go; bounds the memory."""

Integers = npt.NDArray[np.int64]


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

    def __init__(self, names: Sequence[str], demerits: npt.NDArray[np.float64] | None = None) -> None:
        """demerits: per name, taken off when names are ranked, never from the similarity; 0.02 is less than a letter."""
        letters = letters_only(names)
        plain, heard = Texts(letters), Texts(sounded(letters))
        fit = np.flatnonzero((plain.sizes >= SHORTEST) & (heard.sizes >= 3))
        self._at = fit[np.argsort(heard.sizes[fit], kind="stable")]
        self._plain, self._heard = plain.take(self._at), heard.take(self._at)
        self._demerits = np.zeros(len(fit)) if demerits is None else demerits[self._at]
        self._shift = max(1, len(fit)).bit_length()
        codes, owners = _triples(self._heard)
        postings = (codes << self._shift) | owners
        postings.sort()
        self._postings = postings
        self._owners = (postings & ((1 << self._shift) - 1)).astype(np.int32)

    def near(self, queries: Sequence[str], *, most: int = 5, at_least: float = AT_LEAST) -> list[tuple[Near, ...]]:
        """For every normalised query the names at least so similar, best first, at most so many."""
        answers: list[tuple[Near, ...]] = []
        for begin in range(0, len(queries), TOGETHER):
            answers += self._near(queries[begin : begin + TOGETHER], most, at_least)
        return answers

    def _near(self, queries: Sequence[str], most: int, at_least: float) -> list[tuple[Near, ...]]:
        letters = letters_only(queries)
        plain, heard = Texts(letters), Texts(sounded(letters))
        which, rows = self._candidates(heard, (plain.sizes >= SHORTEST) & (heard.sizes >= 3), at_least)
        by_sound = similarity(heard, which, self._heard, rows)
        close = by_sound >= at_least - 0.15
        which, rows, by_sound = which[close], rows[close], by_sound[close]
        by_letter = similarity(plain, which, self._plain, rows)
        score = 0.6 * by_letter + 0.4 * by_sound
        kept = (np.maximum(by_letter, by_sound) >= at_least) & (score >= at_least - 0.05)
        which, rows, score = which[kept], rows[kept], score[kept]
        order = np.lexsort((self._demerits[rows] - score, which))
        which, rows, score = which[order], rows[order], score[order]
        ends = np.searchsorted(which, np.arange(len(queries) + 1))
        return [
            tuple(Near(int(self._at[rows[i]]), float(score[i])) for i in range(start, min(end, start + most)))
            for start, end in zip(ends[:-1], ends[1:], strict=True)
        ]

    def _candidates(self, queries: Texts, usable: npt.NDArray[np.bool_], at_least: float) -> tuple[Integers, Integers]:
        """Pairs (query, name in order of length) that share enough triples.

        An edit destroys up to three triples of a query (an exchange of neighbours four), and a name so similar is
        only so many edits away; so two of its triples stand among the rarer ones, and only their lists are read.
        """
        codes, owners = _triples(queries)
        keys = np.unique((owners[usable[owners]] << 16) | codes[usable[owners]])
        owners, codes = keys >> 16, keys & 0xFFFF
        lengths = queries.sizes[owners]
        stretch = 1 + 2 * (1 - at_least) / at_least
        first = np.searchsorted(self._heard.sizes, lengths / stretch)
        last = np.searchsorted(self._heard.sizes, lengths * stretch + 1)
        starts = np.searchsorted(self._postings, (codes << self._shift) | first)
        counts = np.searchsorted(self._postings, (codes << self._shift) | last) - starts
        order = np.lexsort((counts, owners))
        owners, starts, counts, lengths = owners[order], starts[order], counts[order], lengths[order]
        begins = np.searchsorted(owners, owners)
        triple_counts = np.searchsorted(owners, owners, side="right") - begins
        edits = np.floor((1 - at_least) * lengths + 1e-9).astype(np.int64)  # in floats .2 × 5 is just below 1
        needed = np.maximum(1, triple_counts - 3 * edits - 2)
        shared = np.minimum(needed, 2)
        rank = np.arange(len(owners)) - begins
        read = rank < triple_counts - needed + shared
        owners, starts, counts, shared = owners[read], starts[read], counts[read], shared[read]
        total = int(counts.sum())
        skips = np.repeat(starts - (np.cumsum(counts) - counts), counts)
        names = self._owners[skips + np.arange(total)].astype(np.int64)
        pairs = (np.repeat(owners * 2 + (shared == 1), counts) << self._shift) | names
        pairs.sort(kind="stable")  # finds the sorted lists in it and merges them: 6 × faster than a sort
        again = np.zeros(total, bool)
        again[1:] = pairs[1:] == pairs[:-1]
        hits = pairs[again | ((pairs >> self._shift) & 1).astype(bool)]
        hits = hits[np.diff(hits, prepend=-1) > 0]
        return hits >> (self._shift + 1), hits & ((1 << self._shift) - 1)


def _triples(texts: Texts) -> tuple[Integers, Integers]:
    """Codes (below 2¹⁶) of every three neighbouring letters, the ends counting as one letter each, and whose they are."""
    count, width = texts.matrix.shape
    letters = np.zeros((count, width + 2), np.uint16)
    letters[:, 1:-1] = _LETTER[texts.matrix]
    codes = (letters[:, :-2] * 37 + letters[:, 1:-1]) * 37 + letters[:, 2:]
    return codes[texts.matrix != 0].astype(np.int64), np.repeat(np.arange(count), texts.sizes)


_LETTER = np.zeros(128, np.uint16)
_LETTER[ord("0") : ord("9") + 1] = np.arange(1, 11)
_LETTER[ord("a") : ord("z") + 1] = np.arange(11, 37)
