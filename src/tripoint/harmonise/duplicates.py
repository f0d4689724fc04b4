"""Repeated keys in a table of any length, found with eight bytes a row."""

import hashlib
from collections import Counter
from datetime import date

import numpy as np
import numpy.typing as npt

from tripoint.errors import Problems
from tripoint.harmonise.periods import PeriodReader, Periods
from tripoint.harmonise.rows import Context, Rows
from tripoint.ingest.table import TextBatch, TextTable
from tripoint.registry.names import normalise

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
Keys = npt.NDArray[np.uint64]


class KeyWatch:
    """Hashes each row's key; candidates are read again and compared in full, so no row is accused by a hash.

    A key is the texts of `columns` as look-ups see them (case, accents and white space do not count); the
    columns that `period` reads are replaced by the days they mean, so that "Dec" and "December" are one month.
    """

    def __init__(self, columns: tuple[str, ...], period: PeriodReader | None = None) -> None:
        self.columns = columns
        self.period = period
        self._texts = tuple(c for c in columns if period is None or c not in period.columns)
        self._hashes: list[Keys] = []
        self._known: dict[str, int] = {}

    def add(self, rows: Rows, days: Periods | None = None) -> None:
        """days: what `period` reads from these rows, if a period belongs to the key."""
        if self.columns:
            self._hashes.append(self._hash(rows, days))

    def report(self, table: TextTable, problems: Problems) -> None:
        """Adds a `duplicate_rows` problem for each key that really stands in more than one row."""
        if not self._hashes:
            return
        hashes = np.sort(np.concatenate(self._hashes))
        repeated = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
        if not len(repeated):
            return
        seen: Counter[tuple[str, ...]] = Counter()
        written: dict[tuple[str, ...], str] = {}
        for batch, found in zip(table.batches(), self._hashes, strict=True):
            at = np.flatnonzero(np.isin(found, repeated))
            picked = TextBatch(batch.columns.take(at), batch.rows.take(at))
            for key, text in zip(self._keys(picked), _texts(picked, self.columns), strict=True):
                seen[key] += 1
                written.setdefault(key, " | ".join(text))
        for key, times in seen.items():
            if times > 1:
                problems.add("duplicate_rows", column=" | ".join(self.columns), value=written[key], rows=times)

    def _keys(self, batch: TextBatch) -> list[tuple[str, ...]]:
        """The full keys of a few rows."""
        keys = [tuple(normalise(text) for text in texts) for texts in _texts(batch, self._texts)]
        if self.period is None or not self.period.columns:
            return keys
        days = self.period(Rows(batch, _NOWHERE, Problems("", "")))
        return [
            (*key, f"{start}-{end}")
            for key, start, end in zip(keys, days.starts.tolist(), days.ends.tolist(), strict=True)
        ]

    def _hash(self, rows: Rows, days: Periods | None) -> Keys:
        total = np.zeros(rows.count, dtype=np.uint64)
        for column in self._texts:
            indices, texts = rows.distinct(column)
            codes = np.array([self._code(normalise(t)) for t in texts], dtype=np.uint64)
            total = total * _MULTIPLIER + codes[indices]
        if days is not None and self.period is not None and self.period.columns:
            for part in (days.starts, days.ends):
                total = (total + part.astype(np.int64).view(np.uint64)) * _MULTIPLIER
                total ^= total >> np.uint64(29)
        return total

    def _code(self, text: str) -> int:
        if text not in self._known:
            if len(self._known) > 1_000_000:
                self._known.clear()
            digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
            self._known[text] = int.from_bytes(digest, "big")
        return self._known[text]


def _texts(batch: TextBatch, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    cells = ([text or "" for text in batch.columns.column(name).to_pylist()] for name in columns)
    return list(zip(*cells, strict=True)) if columns else [()] * len(batch.rows)


_NOWHERE = Context("", "", "", date(1970, 1, 1), "")
