"""What changed between two tables of one name: rows added and gone, and cells of rows that both have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tripoint.report.edition import KeptTable, Plain, Row

CODES = ("country", "place", "substance", "measure", "agency", "source", "direction", "countries")
TIMES = ("period", "stated_period")
NAMES = ("message", "publisher", "text", "document", "fact", "unit", "words", "link")
DATES = ("date", "stated")
NUMBERS = ("number", "percent", "quantity", "held", "qualifier", "missing", "grade", "findings")


@dataclass(frozen=True)
class CellChange:
    """A cell of a row that both tables have. row: what tells it apart, by column; its number if nothing does."""

    row: Row
    column: str
    old: Plain
    new: Plain


@dataclass(frozen=True)
class TableChange:
    """How a table differs: how many rows came, went and changed, and every changed cell."""

    name: str
    title: str
    added: int
    gone: int
    changed: int
    cells: tuple[CellChange, ...]


def table_change(old: KeptTable | None, new: KeptTable | None) -> TableChange | None:
    """None if their rows are the same. A table that one edition lacks has no rows there.

    Rows are matched by the fewest columns that tell those of each table apart, codes first, never numbers;
    where no columns do, by their place in the table.
    """
    table = new or old
    if table is None:
        return None
    before, after = old.rows if old else (), new.rows if new else ()
    if before == after:
        return None
    columns = _telling(table, before, after)
    rows = [_by(columns, rows) for rows in (before, after)]
    cells = [
        CellChange(dict(zip(columns, key, strict=True)) if columns else {"row": key[0]}, *changed)
        for key, row in rows[1].items()
        if key in rows[0]
        for changed in _cells(rows[0][key], row)
    ]
    return TableChange(
        table.name,
        table.title,
        added=sum(key not in rows[0] for key in rows[1]),
        gone=sum(key not in rows[1] for key in rows[0]),
        changed=len({tuple(cell.row.values()) for cell in cells}),
        cells=tuple(cells),
    )


def _cells(old: Row, new: Row) -> Iterator[tuple[str, Plain, Plain]]:
    for column in dict.fromkeys((*old, *new)):
        if old.get(column) != new.get(column):
            yield column, old.get(column), new.get(column)


def _telling(table: KeptTable, *sides: Sequence[Row]) -> tuple[str, ...]:
    """The columns that tell rows apart on both sides; none if nothing does."""
    chosen: list[str] = []
    for column in _candidates(table, [row for rows in sides for row in rows[:1]]):
        if chosen and all(_is_telling(chosen, rows) for rows in sides):
            break
        chosen.append(column)
    if not all(_is_telling(chosen, rows) for rows in sides):
        return ()
    for column in reversed(chosen[:]):
        rest = [name for name in chosen if name != column]
        if rest and all(_is_telling(rest, rows) for rows in sides):
            chosen = rest
    return tuple(chosen)


def _is_telling(columns: Sequence[str], rows: Sequence[Row]) -> bool:
    return len({tuple(row.get(name) for name in columns) for row in rows}) == len(rows)


def _candidates(table: KeptTable, samples: Sequence[Row]) -> list[str]:
    """Columns that can name a row, the likeliest first: ids, codes, names, periods, dates, then other text."""
    names = list(dict.fromkeys(name for row in samples for name in row))
    kinds = {column.name: column.kind for column in table.columns}
    found = [name for name in names if name.endswith("_id")]
    for group in (CODES, NAMES, TIMES, DATES):
        for name in (name for name, kind in kinds.items() if kind in group):
            found += [n for n in (name, f"{name}_start", f"{name}_end", f"{name}_en") if n in names]
    numbers = tuple(name for name, kind in kinds.items() if kind in NUMBERS)
    others = [n for n in names if not n.startswith(numbers) and not n.endswith(("missing", "count", "_es", "_fr"))]
    texts = {name for row in samples for name, value in row.items() if isinstance(value, str | bool)}
    return list(dict.fromkeys((*found, *(name for name in others if name in texts))))


def _by(columns: Sequence[str], rows: Sequence[Row]) -> dict[tuple[Plain, ...], Row]:
    if not columns:
        return {(place,): row for place, row in enumerate(rows, 1)}
    return {tuple(row.get(name) for name in columns): row for row in rows}
