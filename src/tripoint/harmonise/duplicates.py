"""Repeated keys in a table of any length, found with eight bytes a row."""

import hashlib
from collections import Counter

import numpy as np
import numpy.typing as npt

from tripoint.errors import Problems
from tripoint.harmonise.rows import Rows
from tripoint.ingest.table import TextTable

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
Keys = npt.NDArray[np.uint64]


class KeyWatch:
    """Hashes each row's key; candidates are read again and compared in full, so no row is accused by a hash."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        self._hashes: list[Keys] = []
        self._known: dict[str, int] = {}

    def add(self, rows: Rows) -> None:
        if self.columns:
            self._hashes.append(self._hash(rows))

    def report(self, table: TextTable, problems: Problems) -> None:
        """Adds a `duplicate_rows` problem for each key that really stands in more than one row."""
        if not self._hashes:
            return
        hashes = np.sort(np.concatenate(self._hashes))
        repeated = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
        if not len(repeated):
            return
        seen: Counter[tuple[str, ...]] = Counter()
        for batch, found in zip(table.batches(), self._hashes, strict=True):
            at = np.flatnonzero(np.isin(found, repeated))
            picked = batch.columns.take(at)
            cells = ([text or "" for text in picked.column(name).to_pylist()] for name in self.columns)
            seen.update(zip(*cells, strict=True))
        for key, times in seen.items():
            if times > 1:
                value = " | ".join(key)
                problems.add("duplicate_rows", column=" | ".join(self.columns), value=value, rows=times)

    def _hash(self, rows: Rows) -> Keys:
        total = np.zeros(rows.count, dtype=np.uint64)
        for column in self.columns:
            indices, texts = rows.distinct(column)
            total = total * _MULTIPLIER + np.array([self._code(t) for t in texts], dtype=np.uint64)[indices]
        return total

    def _code(self, text: str) -> int:
        if text not in self._known:
            if len(self._known) > 1_000_000:
                self._known.clear()
            digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
            self._known[text] = int.from_bytes(digest, "big")
        return self._known[text]
