"""The rows of one batch while they are understood, and the codes they become."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tripoint.errors import Problems
from tripoint.ingest.table import TextBatch

Indices = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Context:
    """What every record of a snapshot shares, and the source's look-up tables."""

    source: str
    series: str
    snapshot: str
    recorded_at: date
    origin: str
    lookups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    caveats: str | None = None


@dataclass(frozen=True)
class Codes:
    """One code per row: `values[indices[i]]`. A value of None is an absent code."""

    indices: Indices
    values: tuple[str | None, ...]

    def array(self) -> pa.Array:
        """As an Arrow dictionary array; equal values share one entry and None is null."""
        unique = list(dict.fromkeys(v for v in self.values if v is not None))
        at = {v: i for i, v in enumerate(unique)}
        mapping = np.array([at[v] if v is not None else -1 for v in self.values] or [-1], dtype=np.int32)
        indices = mapping[self.indices]
        return pa.DictionaryArray.from_arrays(
            pa.array(indices, pa.int32(), mask=indices < 0), pa.array(unique, pa.string())
        )


Coder = Callable[["Rows"], Codes]


class Rows:
    """A batch with its context; columns are asked for as codes (distinct texts) or as plain text."""

    def __init__(self, batch: TextBatch, context: Context, problems: Problems) -> None:
        self.batch = batch
        self.context = context
        self.problems = problems
        self.count = batch.columns.num_rows
        self.kept: Mask | None = None
        self._rejected: set[tuple[str, str, str]] = set()

    def distinct(self, column: str) -> tuple[Indices, list[str]]:
        """(index of each row, distinct texts) of a column; null reads as ""."""
        array = self.batch.columns.column(column)
        if not pa.types.is_dictionary(array.type):
            array = array.dictionary_encode()
        texts = [text or "" for text in array.dictionary.to_pylist()]
        if array.null_count:
            return array.indices.fill_null(len(texts)).to_numpy(), [*texts, ""]
        return array.indices.to_numpy(), texts

    def text(self, column: str) -> pa.Array:
        """The column as plain text."""
        array = self.batch.columns.column(column)
        return array.cast(pa.string()) if pa.types.is_dictionary(array.type) else array

    def drop(self, mask: Mask) -> None:
        """Leaves out the rows where `mask` is true."""
        self.kept = ~mask if self.kept is None else self.kept & ~mask

    def reject(self, code: str, column: str, texts: list[str], bad: list[int], indices: Indices, detail: str) -> None:
        """Adds one problem for each distinct text at the positions `bad`, with its number of rows.

        Several coders may read one column: what one of them rejected in these rows is not counted again.
        """
        counts = np.bincount(indices, minlength=len(texts))
        rows_of: dict[str, int] = {}
        for position in bad:
            rows_of[texts[position]] = rows_of.get(texts[position], 0) + int(counts[position])
        for text, rows in rows_of.items():
            if rows and (code, column, text) not in self._rejected:
                self._rejected.add((code, column, text))
                self.problems.add(code, column=column, value=text, rows=rows, detail=detail)


def constant(value: str | None) -> Coder:
    """The same code in every row."""
    return lambda rows: Codes(np.zeros(rows.count, dtype=np.int32), (value,))
