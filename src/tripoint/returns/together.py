"""What was seized in the same event as firearms, from a return of a row a seizure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyarrow as pa

NAMED_DRUGS: Mapping[str, str] = {
    "fentanyl": "fentanyl", "fentanyl_analogues": "fentanyl", "methamphetamine": "methamphetamine",
    "cocaine": "cocaine", "heroin": "heroin",
}  # fmt: skip
"""Terms of the list `drug` that the list `goods` names too; the others are `other_drugs`."""

OF_GOODS = ("drugs", "precursors", "equipment", "parts", "ammunition")
SHEETS = ("precursors", "equipment", "parts", "ammunition")
"""Sheets whose events have goods of that name."""


def seized_together(rows: Mapping[str, pa.Table], *, is_whole: bool) -> pa.Table:
    """Border, direction and goods of each event with firearms: firearms (and if some are blank) and events.

    An event stands once for each goods of it. Where nothing else is returned of an event, its goods are those that
    the sheet of firearms says: nothing else, or not known. is_whole: are all sheets of goods supplied, so that
    "nothing else" can be believed?
    """
    goods: dict[str, set[str]] = defaultdict(set)
    for event, drug in _pairs(rows["drugs"], "drug"):
        goods[event].add(NAMED_DRUGS.get(drug, "other_drugs"))
    for sheet in SHEETS:
        for event, _ in _pairs(rows[sheet], "place"):
            goods[event].add(sheet)
    for event, other in _pairs(rows["firearms"], "other_goods"):
        if other in ("cash", "other_goods"):
            goods[event].add(other)
    firearms = rows["firearms"]
    stated = defaultdict(set)
    events: dict[str, tuple[str, str]] = {}
    counts: dict[str, float | None] = {}
    blanks: set[str] = set()
    columns = (firearms[name].to_pylist() for name in ("event", "border", "direction", "other_goods", "firearms"))
    for event, border, direction, other, count in zip(*columns, strict=True):
        events.setdefault(event, (border, direction))
        stated[event].add(other)
        if count is None:
            blanks.add(event)
            counts.setdefault(event, None)
        else:
            counts[event] = (counts.get(event) or 0.0) + count
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for event, where in events.items():
        alone = "no_goods" if is_whole and stated[event] == {"no_goods"} else "not_known"
        for name in sorted(goods[event]) or (alone,):
            found[*where, name].append(event)
    return pa.table(_columns(found, counts, blanks))


def _columns(
    found: Mapping[tuple[str, str, str], list[str]], counts: Mapping[str, float | None], blanks: set[str]
) -> dict[str, pa.Array]:
    known = [[counts[event] for event in events if counts[event] is not None] for events in found.values()]
    return {
        "border": pa.array([key[0] for key in found], pa.string()),
        "direction": pa.array([key[1] for key in found], pa.string()),
        "goods": pa.array([key[2] for key in found], pa.string()),
        "firearms": pa.array(
            [sum(n for n in numbers if n is not None) if numbers else None for numbers in known], pa.float64()
        ),
        "firearms_blanks": pa.array(
            [
                bool(numbers) and any(event in blanks for event in events)
                for numbers, events in zip(known, found.values(), strict=True)
            ]
        ),
        "events": pa.array([float(len(events)) for events in found.values()], pa.float64()),
    }


def _pairs(table: pa.Table, column: str) -> Iterator[tuple[str, str]]:
    return zip(table["event"].to_pylist(), table[column].to_pylist(), strict=True)
