"""How alike two texts are: their longest common subsequence, for many pairs at once."""

import numpy as np
import numpy.typing as npt

from tripoint.registry.substance_forms import Letters

LONGEST = 64
"""Letters of a text that are compared, the bits of one machine word; of longer texts the beginning."""


class Texts:
    """Texts as a matrix of ASCII codes, a row each, filled with 0. sizes: their lengths, at most LONGEST."""

    def __init__(self, letters: Letters) -> None:
        ends = np.flatnonzero(letters == 10)
        lengths = np.diff(ends, prepend=-1) - 1
        self.sizes = np.minimum(lengths, LONGEST)
        row = np.repeat(np.arange(len(ends)), lengths + 1)
        column = np.arange(len(letters)) - np.repeat(ends - lengths, lengths + 1)
        inside = column < self.sizes[row]
        self.matrix = np.zeros((len(ends), int(self.sizes.max(initial=1))), np.uint8)
        self.matrix[row[inside], column[inside]] = letters[inside]

    def take(self, rows: npt.NDArray[np.int64]) -> "Texts":
        """These rows, in this order."""
        some = object.__new__(Texts)
        some.sizes, some.matrix = self.sizes[rows], self.matrix[rows]
        return some


def similarity(
    queries: Texts, which: npt.NDArray[np.int64], names: Texts, rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """2 × longest common subsequence / sum of lengths of the pairs (queries[which[i]], names[rows[i]]): 0 to 1.

    The bit-parallel recurrence of Hyyrö (2004): a query is the bits of one word, all names are read letter by
    letter side by side, the longest first so that those already read through drop out at the end.
    """
    table = np.zeros((len(queries.sizes), 128), np.uint64)
    for position in range(queries.matrix.shape[1]):
        table[np.arange(len(table)), queries.matrix[:, position]] |= np.uint64(1) << np.uint64(position)
    table[:, 0] = 0
    order = np.argsort(-names.sizes[rows], kind="stable")
    who, lengths = which[order], names.sizes[rows[order]]
    letters = names.matrix[rows[order]]
    flat, base = table.reshape(-1), who * 128
    state = np.full(len(order), np.uint64(2**64 - 1))
    still = np.searchsorted(-lengths, -np.arange(1, int(lengths.max(initial=0)) + 1), side="right")
    for column, count in enumerate(still):
        part = state[:count]
        matched = part & flat[base[:count] + letters[:count, column]]
        state[:count] = (part + matched) | (part - matched)
    sizes = queries.sizes[who]
    mask = np.uint64(2**64 - 1) >> (64 - np.maximum(1, sizes)).astype(np.uint64)
    common = np.bitwise_count(~state & mask).astype(np.int64)
    alike = np.empty(len(order))
    alike[order] = 2 * common / np.maximum(1, sizes + lengths)
    return alike
