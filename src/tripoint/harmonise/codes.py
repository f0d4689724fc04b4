"""Text as published → code: look-ups of the source, places and substances of the registry."""

from collections.abc import Callable, Collection

import numpy as np

from tripoint.errors import AmbiguousPlace, UnknownPlace
from tripoint.harmonise.municipalities import find_municipality
from tripoint.harmonise.rows import Coder, Codes, Rows
from tripoint.registry.names import normalise
from tripoint.registry.places import CodeSystem, by_code, resolve
from tripoint.registry.substances import labels

IGNORE = "ignore"


def lookup(name: str, column: str) -> Coder:
    """The code that lookups.csv gives for the text; rows mapped to `ignore` are left out."""

    def code(rows: Rows) -> Codes:
        table = rows.context.lookups.get(name, {})
        indices, texts = rows.distinct(column)
        found = [table.get(normalise(text)) for text in texts]
        bad = [i for i, value in enumerate(found) if value is None]
        rows.reject("unknown_value", column, texts, bad, indices, f"sources/{rows.context.source}/lookups.csv ({name})")
        ignored = [i for i, value in enumerate(found) if value == IGNORE]
        if ignored:
            rows.drop(np.isin(indices, ignored))
        return Codes(indices, tuple(None if value == "" else value for value in found))

    return code


def substance(column: str, *, besides: tuple[str, ...] = ()) -> Coder:
    """The substance the registry knows under this source's label. besides: labels that name none."""

    def code(rows: Rows) -> Codes:
        known = labels(rows.context.source)
        indices, texts = rows.distinct(column)
        found = [known.get(normalise(text)) for text in texts]
        bad = [i for i, value in enumerate(found) if value is None and texts[i] not in besides]
        rows.reject("unknown_value", column, texts, bad, indices, "registry/data/substance_labels.csv")
        return Codes(indices, tuple(found))

    return code


def published(column: str) -> Coder:
    """The text itself, white space collapsed."""

    def code(rows: Rows) -> Codes:
        indices, texts = rows.distinct(column)
        return Codes(indices, tuple(" ".join(text.split()) or None for text in texts))

    return code


def place_named(column: str, *, country: str, kinds: tuple[str, ...]) -> Coder:
    """The place the registry knows by this name or alias within a country."""
    return _place(column, lambda text: resolve(text, country=country, kinds=kinds).place_id)


def place_coded(column: str, *, system: CodeSystem, may_be_blank: bool = False) -> Coder:
    """The place with this code of a code system (fips, inegi, pruid)."""
    return _place(column, lambda text: None if may_be_blank and not text.strip() else by_code(system, text).place_id)


def _place(column: str, find: Callable[[str], str | None]) -> Coder:
    def code(rows: Rows) -> Codes:
        indices, texts = rows.distinct(column)
        found: list[str | None] = []
        bad = []
        for i, text in enumerate(texts):
            try:
                found.append(find(text))
            except (UnknownPlace, AmbiguousPlace):
                found.append(None)
                bad.append(i)
        rows.reject("unknown_value", column, texts, bad, indices, "registry/data/place_aliases.csv")
        return Codes(indices, tuple(found))

    return code


def municipality(
    *,
    code_column: str | None = None,
    name_column: str | None = None,
    state: Coder | None = None,
    unknown: Collection[str] = (),
) -> Coder:
    """The municipality of Mexico in each row, by INEGI code, by name within its state, or by both, which must agree.

    code_column: five digits (cvegeo), or with `state` up to three; lost leading zeros and a ".0" do not matter.
    name_column: current or older names, in any case, with or without accents.
    state: gives the admin-1 place of the row; needed for short codes and for names that several states have.
    unknown: codes or names ("" too) that say it was not recorded; the place is then the state.

    A code or name the registry does not have, a name that two municipalities of the state share and no code tells
    apart, and columns that say different things are problems with their number of rows.
    """
    columns = tuple(c for c in (code_column, name_column) if c is not None)

    def code(rows: Rows) -> Codes:
        parts = [rows.distinct(column) for column in columns]
        states = state(rows) if state else Codes(np.zeros(rows.count, dtype=np.int32), (None,))
        sizes = tuple(max(1, len(texts)) for texts in (states.values, *(texts for _, texts in parts)))
        keys = np.ravel_multi_index((states.indices, *(indices for indices, _ in parts)), sizes)
        distinct, inverse = np.unique(keys, return_inverse=True)
        of_rows = inverse.astype(np.int32)
        found: list[str | None] = []
        written: list[str] = []
        doubtful: dict[tuple[str, str], list[int]] = {}
        for i, (at, *cells) in enumerate(np.stack(np.unravel_index(distinct, sizes)).T.tolist()):
            texts = [listed[cell] for cell, (_, listed) in zip(cells, parts, strict=True)]
            written.append(" | ".join(texts))
            found.append(None)
            if state and states.values[at] is None:  # a problem of the state's column, named there
                continue
            coded = texts[0] if code_column else None
            answer = find_municipality(coded, texts[-1] if name_column else None, states.values[at], unknown)
            if isinstance(answer, str):
                found[i] = answer
            else:
                written[i] += f" | {answer.beside}" if answer.beside else ""
                doubtful.setdefault((answer.code, answer.detail), []).append(i)
        for (problem, detail), bad in doubtful.items():
            rows.reject(problem, " | ".join(columns), written, bad, of_rows, detail)
        return Codes(of_rows, tuple(found))

    return code


def joined(*coders: Coder, by: str = "/") -> Coder:
    """Several codes as one, parts joined by `by`; absent parts are left out."""

    def code(rows: Rows) -> Codes:
        indices = np.zeros(rows.count, dtype=np.int64)
        values: list[tuple[str, ...]] = [()]
        for coder in coders:
            part = coder(rows)
            indices = indices * max(len(part.values), 1) + part.indices
            values = [(*left, *((right,) if right else ())) for left in values for right in part.values or (None,)]
        return Codes(indices.astype(np.int32), tuple(by.join(parts) or None for parts in values))

    return code
