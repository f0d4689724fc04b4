"""The clauses of the law texts held: fetched once for every question on them, and what their answers share."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from tripoint.controls.lawbook import LawBook, lawbook_of
from tripoint.controls.structures import Structures
from tripoint.findings.question import N_, Fact, Filters, Finding, Table
from tripoint.registry.law import JURISDICTIONS, law_lists
from tripoint.store.ledger import Reader

Row = dict[str, Any]
CONFIDENCE = {
    "primary": N_("read in the primary text"),
    "secondary": N_("not verified against the primary text"),
    "background": N_("general knowledge, decides nothing"),
}
NAMES = pa.schema([(f"name_{code}", pa.string()) for code in ("en", "es", "fr")])
_ORDER = ("list_id", "source", "series", "recorded_at", "snapshot", "source_row", "source_column", "clause", "role")


@lru_cache(maxsize=4)
def clauses_of(reader: Reader) -> tuple[Row, ...]:
    """Every current clause as its fields, in an order of its own, so that each engine gives the same."""
    return in_order(reader.fetch(reader.controls()).to_pylist())


@lru_cache(maxsize=4)
def clauses_ever_of(reader: Reader) -> tuple[Row, ...]:
    """As clauses_of, of every snapshot known, replaced ones too."""
    return in_order(reader.fetch(reader.controls_ever()).to_pylist())


@lru_cache(maxsize=4)
def book_of(reader: Reader) -> LawBook:
    """The lawbook at the reader's as-of; ages of texts count to the day the answer stands for."""
    return lawbook_of(clauses_of(reader), today=reader.known_on, as_of=reader.as_of)


@lru_cache(maxsize=4)
def structures_of(reader: Reader) -> Structures:
    """The screener of the lawbook, for substances that this program itself knows."""
    return Structures(book_of(reader), None)


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows of lists that the registry knows, by list, text and place in the file."""
    known = law_lists()
    return tuple(
        sorted(
            (r for r in rows if r["list_id"] in known), key=lambda r: tuple(str(r[name]).zfill(8) for name in _ORDER)
        )
    )


def jurisdictions(filters: Filters) -> tuple[str, ...]:
    """Those asked for: all, or one country."""
    return JURISDICTIONS if filters.country is None else (filters.country,)


def law_finding(
    name: str, reader: Reader, used: Sequence[Row], *, tables: Iterable[Table], facts: Iterable[Fact]
) -> Finding:
    """The answer with what its clauses say of themselves. used: the clauses that it was made from.

    It has no period: each text has days of its own, which stand in the rows.
    """
    return Finding(
        name=name,
        as_of=reader.as_of,
        period_start=None,
        period_end=None,
        record_count=len(used),
        origins=reader.origins({row["origin"] for row in used}),
        caveats=("law_no_entry_by_name",) if used else (),
        tables=tuple(tables),
        facts=tuple(facts) if used else (),
    )


def named(names: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """The columns of NAMES: a name in each language, where the text has none in it that of another."""
    found: dict[str, str] = {}
    for language, name in names:
        found.setdefault(language, name)
    first = next((found[code] for code in ("en", "es", "fr") if code in found), None)
    return {f"name_{code}": found.get(code, first) for code in ("en", "es", "fr")}
