"""Cases and serial numbers of the whole file, used while it is read and never kept."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from tripoint.ingest.table import TextTable
from tripoint.registry.names import normalise
from tripoint.sources.us_mx_court_firearms.makers import maker_key, maker_of

Pair = tuple[str, str]


@dataclass(frozen=True)
class Seen:
    """cases: caption → running number. twice: (maker, serial) of more than one row, as `serial_pair` gives them."""

    cases: Mapping[str, str]
    twice: frozenset[Pair]


def serial_pair(maker: str, serial: str, makers: Mapping[str, str]) -> Pair | None:
    """Maker and serial number made comparable; None for a word ("obliterated") or a part of a number."""
    plain = re.sub(r"[^a-z0-9]", "", normalise(serial))
    return (
        (maker_of(maker, makers) or maker_key(maker), plain)
        if len(plain) >= 4 and any(c.isdigit() for c in plain)
        else None
    )


def look_through(table: TextTable, makers: Mapping[str, str], *, caption: str, maker: str, serial: str) -> Seen:
    """One pass over the table; cases are numbered in the order in which the file first has them."""
    cases: dict[str, str] = {}
    counts = Counter[Pair]()
    for batch in table.batches():
        columns = (batch.columns.column(name).cast(pa.string()).to_pylist() for name in (caption, maker, serial))
        for title, made_by, number in zip(*columns, strict=True):
            if title.strip():
                cases.setdefault(title.strip(), f"case-{len(cases) + 1}")
            pair = serial_pair(made_by, number, makers)
            if pair is not None:
                counts[pair] += 1
    return Seen(cases, frozenset(pair for pair, times in counts.items() if times > 1))
