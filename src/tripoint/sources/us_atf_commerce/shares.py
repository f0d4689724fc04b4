"""Columns that can be computed from others, and must agree with them."""

from collections.abc import Callable

from tripoint.harmonise.checks import Check
from tripoint.harmonise.combined import BETWEEN
from tripoint.harmonise.rows import Rows
from tripoint.harmonise.values import parse_number

POINTS = 0.15
"""The publisher rounds some percentages down and some up; the widest gap in the table is 0.14 points."""
MEAN = 0.01


def percent_of(part: str, whole: str, percent: str) -> Check:
    """The column `percent` ("6.7%") must be the share of `part` in `whole`, within POINTS."""
    return _agrees((part, whole, percent), lambda a, b, c: abs(100 * a - b * c) <= POINTS * b)


def mean_of_twelve(total: str, mean: str) -> Check:
    """The column `mean` must be a twelfth of `total`, within MEAN."""
    return _agrees((total, mean), lambda a, b: abs(a / 12 - b) <= MEAN)


def _agrees(columns: tuple[str, ...], holds: Callable[..., bool]) -> Check:
    def check(rows: Rows) -> None:
        for texts in zip(*(rows.text(name).to_pylist() for name in columns), strict=True):
            numbers = [parse_number(text.replace(",", "").removesuffix("%"), whole=False) for text in texts]
            if None in numbers or not holds(*numbers):
                rows.problems.add("contradiction", column=BETWEEN.join(columns), value=BETWEEN.join(texts), rows=1)

    return check
