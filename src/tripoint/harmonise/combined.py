"""Codes that several columns give together, looked up once for each combination that occurs."""

from collections.abc import Callable

import numpy as np

from tripoint.harmonise.checks import Check
from tripoint.harmonise.codes import IGNORE
from tripoint.harmonise.rows import Coder, Codes, Indices, Rows
from tripoint.registry.names import normalise
from tripoint.registry.places import CodeSystem, place

BETWEEN = " | "


def together(rows: Rows, columns: tuple[str, ...]) -> tuple[Indices, list[tuple[str, ...]]]:
    """(index of each row, combinations of texts that occur) of some columns."""
    combined = np.zeros(rows.count, dtype=np.int64)
    parts = []
    for column in columns:
        indices, texts = rows.distinct(column)
        combined = combined * len(texts) + indices
        parts.append((indices, texts))
    _, first, back = np.unique(combined, return_index=True, return_inverse=True)
    found = [tuple(texts[indices[at]] for indices, texts in parts) for at in first]
    return back.astype(np.int32), found


def lookup_of(name: str, *columns: str) -> Coder:
    """The code that lookups.csv gives for the texts of some columns, joined by " | " without blank ones."""

    def code(rows: Rows) -> Codes:
        table = rows.context.lookups.get(name, {})
        indices, combinations = together(rows, columns)
        texts = [BETWEEN.join(" ".join(t.split()) for t in parts if t.strip()) for parts in combinations]
        found = [table.get(normalise(text)) for text in texts]
        bad = [i for i, value in enumerate(found) if value is None]
        detail = f"sources/{rows.context.source}/lookups.csv ({name})"
        rows.reject("unknown_value", BETWEEN.join(columns), texts, bad, indices, detail)
        ignored = [i for i, value in enumerate(found) if value == IGNORE]
        if ignored:
            rows.drop(np.isin(indices, ignored))
        return Codes(indices, tuple(value or None for value in found))

    return code


def coded(columns: tuple[str, ...], code: Callable[[tuple[str, ...]], str | None]) -> Coder:
    """The code that a function gives for the texts of some columns, or None."""

    def read(rows: Rows) -> Codes:
        indices, combinations = together(rows, columns)
        found = [code(parts) for parts in combinations]
        values = tuple(dict.fromkeys(found))
        at = np.array([values.index(value) for value in found], dtype=np.int32)
        return Codes(at[indices] if len(at) else indices, values or (None,))

    return read


def has_code(named: Coder, *, name: str, code: str, system: CodeSystem) -> Check:
    """The place that column `name` names must have the code printed in column `code`.

    A place without a code of its own (a city, an area) stands under the code of the place it lies in, and
    under a blank where that has none either.
    """

    def check(rows: Rows) -> None:
        found = named(rows)
        indices, pairs = together(rows, (name, code))
        _, first, counts = np.unique(indices, return_index=True, return_counts=True)
        for pair, row, count in zip(pairs, first, counts, strict=True):
            place_id = found.values[found.indices[row]]
            if place_id is not None and pair[1].strip().lstrip("0") != _code_of(place_id, system).lstrip("0"):
                rows.problems.add(
                    "contradiction",
                    column=f"{name}{BETWEEN}{code}",
                    value=BETWEEN.join(pair),
                    rows=int(count),
                )

    return check


def _code_of(place_id: str, system: CodeSystem) -> str:
    found = place(place_id)
    own = str(getattr(found, system))
    return own or (str(getattr(place(found.parent), system)) if found.parent else "")
