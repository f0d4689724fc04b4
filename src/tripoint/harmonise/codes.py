"""Text as published → code: look-ups of the source, places and substances of the registry."""

from collections.abc import Callable

import numpy as np

from tripoint.errors import AmbiguousPlace, UnknownPlace
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
