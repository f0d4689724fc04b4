"""Samples without the laboratory's numbers: a running number within the file, one for all sheets."""

import re

import numpy as np

from tripoint.harmonise.rows import Coder, Codes, Rows

UNCERTIFIED = re.compile(r"N/A\*?", re.IGNORECASE)
"""What stands in place of a sample's number beside a finding that is not certified."""
_NUMBER = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9\-/_.]{0,39}")


class Samples:
    """Numbers samples in the order in which the file first has them.

    The file's hash makes the number unique within the source. It is no hash of the laboratory's number: those are few
    enough for all of them to be tried.
    """

    def __init__(self, snapshot: str) -> None:
        self._file = snapshot[:12]
        self._numbers: dict[str, int] = {}

    def coded(self, column: str) -> Coder:
        """The running number of each row's sample; what is no sample number is a problem."""

        def code(rows: Rows) -> Codes:
            indices, texts = rows.distinct(column)
            bad = [at for at, text in enumerate(texts) if not _NUMBER.fullmatch(text)]
            rows.reject("bad_cell", column, texts, bad, indices, "a sample number, of digits and letters")
            return Codes(indices, tuple(map(self._named, texts)) or (None,))

        return code

    def by_row(self, rows: Rows) -> Codes:
        """A sample of its own for each row, where none has a number."""
        names = tuple(f"{self._file}-row-{number}" for number in rows.batch.rows.to_pylist())
        return Codes(np.arange(rows.count, dtype=np.int32), names or (None,))

    def _named(self, text: str) -> str:
        return f"{self._file}-{self._numbers.setdefault(text, len(self._numbers) + 1)}"


def is_certified(text: str) -> bool:
    return not UNCERTIFIED.fullmatch(text.strip())
