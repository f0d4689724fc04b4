"""Tables of later years print a subtotal above the isomers it adds up; it is checked and left out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tripoint.errors import Problems
from tripoint.harmonise.values import parse_number
from tripoint.registry.names import normalise
from tripoint.sources.us_nflis_drug.stacked import Block, Line

UNSPECIFIED = "(unspecified isomer)"
"""Only tables with subtotals use these words; in earlier ones the bare name is the unspecified isomer."""


def without_subtotals(blocks: Sequence[Block], isomer_of: Mapping[str, str], problems: Problems) -> list[Block]:
    """The blocks less the subtotal lines, if the table prints any.

    isomer_of: normalised label of an isomer → label of its subtotal. Adds `total_mismatch` where a subtotal
    is not the sum of the isomers in its block, `unknown_value` for an unspecified isomer without a subtotal.
    """
    names = {normalise(line.drug) for block in blocks for line in block.lines}
    unspecified = [name for name in names if name.endswith(UNSPECIFIED)]
    if not unspecified:
        return list(blocks)
    for name in sorted(unspecified):
        if name not in isomer_of:
            where = "sources/us_nflis_drug/lookups.csv (isomer_of)"
            problems.add("unknown_value", column="Drug", value=name, rows=len(blocks), detail=where)
    totals = {normalise(total) for name, total in isomer_of.items() if name in names}
    for block in blocks:
        for line in block.lines:
            if normalise(line.drug) in totals:
                parts = [
                    p for p in block.lines if normalise(isomer_of.get(normalise(p.drug), "")) == normalise(line.drug)
                ]
                _check(block, line, parts, problems)
    return [replace(b, lines=[line for line in b.lines if normalise(line.drug) not in totals]) for b in blocks]


def _check(block: Block, total: Line, parts: Sequence[Line], problems: Problems) -> None:
    for at, state in enumerate(block.states):
        sums = sum(_number(part.cells[at]) for part in parts)
        if _number(total.cells[at]) != sums:
            column = f"{state}, {total.drug.strip()}"
            problems.add("total_mismatch", column=column, value=total.cells[at], rows=1, detail=f"{sums:.0f}")


def _number(text: str) -> float:
    """0 for what is no count: the reader of the cells names it."""
    return parse_number(text.replace(",", ""), whole=True) or 0
