"""Which lines of a long file stood there before: 16 bytes a line, not the lines."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_Pair = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


class Repeats:
    """Hashes of lines seen, in sorted runs that are merged as they grow equal. Two lines that differ have the same
    64-bit hash about once in 10¹³ files of a million lines."""

    def __init__(self) -> None:
        self._runs: list[_Pair] = []

    def first_lines(self, lines: Sequence[bytes], numbers: Sequence[int]) -> list[int]:
        """For each line the number of the line it repeats, 0 if it is the first of its kind; then remembers them."""
        hashes = np.fromiter(map(hash, lines), np.int64, len(lines))
        at = np.array(numbers, np.int64)
        unique, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
        known = np.zeros(len(unique), np.int64)
        for run, run_numbers in self._runs:
            place = np.searchsorted(run, unique).clip(max=len(run) - 1)
            known = np.where(run[place] == unique, run_numbers[place], known)
        new = known == 0
        found = np.where(new, at[first], known)[inverse]
        self._keep((unique[new], at[first][new]))
        return np.where(found == at, 0, found).tolist()  # type: ignore[no-any-return]

    def _keep(self, pair: _Pair) -> None:
        while len(pair[0]) and self._runs and len(self._runs[-1][0]) <= 2 * len(pair[0]):
            run, numbers = self._runs.pop()
            hashes, lines = np.concatenate((run, pair[0])), np.concatenate((numbers, pair[1]))
            order = np.argsort(hashes, kind="stable")
            pair = hashes[order], lines[order]
        if len(pair[0]):
            self._runs.append(pair)
