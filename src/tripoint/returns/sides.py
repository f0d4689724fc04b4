"""The sheets of a return against one another: each shows the firearms of the sheet of firearms from another side."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pyarrow as pa

from tripoint.registry.places import place
from tripoint.registry.return_form import FormColumn, sheet
from tripoint.registry.terms import term
from tripoint.returns.groups import Grouped
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.understand import Understood
from tripoint.returns.vocabulary import place_label

SIDES = ("legal", "methods", "corridors", "traces")
SHARED = ("acquisition", "direction", "border", "place")
"""Columns that a side can share with the sheet of firearms; the first one in which they differ is told."""

ALONE = ("no_goods", "not_known")
"""Goods beside which an event has no others."""

Counts = Mapping[str, tuple[float, bool]]
"""Code → (firearms, is none of the cells blank)."""


def check_sides(understood: Understood, groups: Grouped, sound: set[str], problems: ReturnProblems) -> None:
    """Adds where a side has other firearms than the sheet of firearms. sound: sheets whose sums can be believed."""
    if understood.filled.level != "aggregate" or "firearms" not in sound:
        return  # sides of a return of single seizures are made of the same rows
    for code in SIDES:
        if code in sound:
            _check_side(understood, code, groups, problems)
    if "coseizures" in sound:
        _check_coseizures(understood, groups, problems)


def _check_side(understood: Understood, code: str, groups: Grouped, problems: ReturnProblems) -> None:
    columns = [c for name in SHARED if (c := sheet(code).column(name)) is not None]
    for column in columns:
        whole, side = _by(groups["firearms"], column.code), _by(groups[code], column.code)
        if _compare(understood, code, column, whole, side, problems):
            return


def _compare(
    understood: Understood, code: str, column: FormColumn, whole: Counts, side: Counts, problems: ReturnProblems
) -> bool:
    """Adds the differences of one column; were there any?"""
    raw, language = understood.raw.sheets[code], understood.filled.language
    has_differences = False
    for name in sorted({*whole, *side}):
        (all_of_it, is_whole), (part, is_part_whole) = whole.get(name, (0.0, True)), side.get(name, (0.0, True))
        problem = "return_sheet_exceeds" if part > all_of_it and is_whole else ""
        problem = "return_sheet_lacks" if part < all_of_it and is_part_whole else problem
        if problem:
            has_differences = True
            rows = [i for i, cell in enumerate(understood.filled.tables[code][column.code]) if cell == name]
            problems.add(
                problem, sheet=raw.title, column=column.labels[language], value=name_of(column, name, language),
                rows=int(part), detail=f"{all_of_it:.15g}", cells=raw.cells(column.code, rows[:1]),
            )  # fmt: skip
    return has_differences


def _check_coseizures(understood: Understood, groups: Grouped, problems: ReturnProblems) -> None:
    """At one border in one direction: the goods that exclude others, and the most frequent other, exceed no firearms."""
    whole: dict[tuple[str, str], float] = defaultdict(float)
    firearms = groups["firearms"]
    if firearms["firearms"].null_count:
        return
    for border, direction, count in _rows(firearms, "border", "direction", "firearms"):
        whole[str(border), str(direction)] += float(str(count))
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for border, direction, goods, count in _rows(groups["coseizures"], "border", "direction", "goods", "firearms"):
        found[str(border), str(direction)][str(goods)] = float(str(count or 0))
    raw, language = understood.raw.sheets["coseizures"], understood.filled.language
    column = sheet("coseizures").column("border")
    for (border, direction), goods in found.items():
        least = sum(goods.get(name, 0.0) for name in ALONE)
        least += max((count for name, count in goods.items() if name not in ALONE), default=0.0)
        if column is not None and least > whole[border, direction]:
            value = f"{name_of(column, border, language)}, {term('direction', direction).names[language]}"
            problems.add(
                "return_sheet_exceeds", sheet=raw.title, column=column.labels[language], value=value, rows=int(least),
                detail=f"{whole[border, direction]:.15g}",
            )  # fmt: skip


def name_of(column: FormColumn, code: str, language: str) -> str:
    """A code of a column as the form prints it."""
    if column.kind == "term" and code:
        return term(column.list_name, code).names[language]
    return place_label(place(code), language) if column.kind == "place" else code


def _by(table: pa.Table, column: str) -> Counts:
    found: dict[str, tuple[float, bool]] = defaultdict(lambda: (0.0, True))
    for name, count in _rows(table, column, "firearms"):
        number, is_known = found[str(name)]
        found[str(name)] = (number + float(str(count or 0)), is_known and count is not None)
    return found


def _rows(table: pa.Table, *columns: str) -> Sequence[tuple[object, ...]]:
    return list(zip(*(table[name].to_pylist() for name in columns), strict=True))
