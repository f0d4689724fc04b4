"""The sheet as a matrix: headings, counts, printed totals, axis labels and closing notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tripoint.errors import Problems
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.values import parse_number

# Counted from 0: place headings stand in row 2 from column C, place labels in column B from row 3.
HEADINGS, LABELS, FIRST = 1, 1, 2

Sheet = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Matrix:
    """down, across: the places as printed. cells[i][j]: the count of down[i] and across[j].

    down_total, across_total: the printed totals of each. total: the printed grand total.
    down_label, across_label: what the label of the axis says, "source" or "recovery"; None if there is none.
    """

    down: tuple[str, ...]
    across: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    down_total: tuple[int, ...]
    across_total: tuple[int, ...]
    total: int
    down_label: str | None
    across_label: str | None
    notes: tuple[str, ...]


def read_matrix(sheet: Sheet, labels: Mapping[str, str], problems: Problems) -> Matrix:
    """labels: text → source, recovery or total. Raises BadInput where the layout is not the publisher's."""
    across = _names(sheet[HEADINGS][FIRST:] if len(sheet) > HEADINGS else (), labels, "row 2", problems)
    down = _names([row[LABELS] for row in sheet[FIRST:] if len(row) > LABELS], labels, "column B", problems)
    bottom, right = FIRST + len(down), FIRST + len(across)
    across_label = _axis_label(sheet[:HEADINGS], labels, problems)
    down_label = _axis_label([row[:LABELS] for row in sheet[HEADINGS : bottom + 1]], labels, problems)
    for number, row in enumerate(sheet[: bottom + 1], 1):
        if any(cell.strip() for cell in row[right + 1 :]):
            problems.add("broken_row", detail=f"row {number} goes on after the column of totals")
    problems.raise_if_any()
    headings = (*across, sheet[HEADINGS][right].strip())
    counts = [_counts(row[FIRST : right + 1], headings, problems) for row in sheet[FIRST : bottom + 1]]
    notes = _notes(sheet[bottom + 1 :], bottom + 2, problems)
    problems.raise_if_any()
    return Matrix(
        down,
        across,
        cells=tuple(row[:-1] for row in counts[:-1]),
        down_total=tuple(row[-1] for row in counts[:-1]),
        across_total=counts[-1][:-1],
        total=counts[-1][-1],
        down_label=down_label,
        across_label=across_label,
        notes=notes,
    )


def _names(cells: Sequence[str], labels: Mapping[str, str], where: str, problems: Problems) -> tuple[str, ...]:
    names: list[str] = []
    for cell in cells:
        if code_for(labels, cell) == "total":
            break
        names.append(" ".join(cell.split()))
    else:
        problems.add("header_not_found", detail=f"{where} has no TOTAL after the places")
    if not names or "" in names:
        problems.add("header_not_found", detail=f"{where} does not hold the places one after another")
    problems.raise_if_any()
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            problems.add("duplicate_rows", column=where, value=name, rows=names.count(name))
    return tuple(names)


def _axis_label(cells: Sheet, labels: Mapping[str, str], problems: Problems) -> str | None:
    texts = [cell.strip() for row in cells for cell in row if cell.strip()]
    for text in texts:
        if code_for(labels, text) not in ("source", "recovery"):
            problems.add("header_not_found", detail=f"'{text[:60]}' stands where an axis has its label")
    if len(texts) > 1:
        problems.add("header_not_found", detail=f"an axis has several labels: {', '.join(texts)[:120]}")
    return code_for(labels, texts[0]) if texts else None


def _counts(cells: Sequence[str], headings: Sequence[str], problems: Problems) -> tuple[int, ...]:
    """A blank is no count: every cell of the publisher's tables is filled, zeros included."""
    found = []
    for heading, cell in zip(headings, cells, strict=True):
        value = parse_number(cell, whole=True)
        if value is None:
            problems.add("not_a_count", column=heading, value=cell, rows=1)
        found.append(int(value or 0))
    return tuple(found)


def _notes(rows: Sheet, first_number: int, problems: Problems) -> tuple[str, ...]:
    notes = []
    for number, row in enumerate(rows, first_number):
        texts = [cell.strip() for cell in row if cell.strip()]
        if len(texts) > 1:
            problems.add("broken_row", detail=f"row {number} below the totals holds more than a note")
        notes.extend(texts)
    return tuple(notes)
