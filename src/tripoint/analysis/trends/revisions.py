"""By how much values grew after they were first published: a reporting triangle, developed by chain ladder.

Chain ladder as Mack 1993, ASTIN Bulletin 23, 213-225 (doi:10.2143/AST.23.2.2005092), sums of later over sums of earlier
values; the triangle of counts by delay as Lawless 1994, Canadian Journal of Statistics 22, 15-31.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Links:
    """Pairs of neighbouring vintages of cells: arrays of one length.

    age, later_age: whole months from the end of the cell's period to the day each vintage was known, age < later_age
        or equal. value, later: what the vintages say, >= 0. period: a number that tells periods apart.
    """

    age: Whole
    later_age: Whole
    value: Numbers
    later: Numbers
    period: Whole


@dataclass(frozen=True)
class Growth:
    """What became of values of one age (months), as factors: 1 is unchanged, 1.05 is 5 % more.

    total: all cells together, so that large cells count more. median, low, high: of single cells above 0 (10th and
    90th percentile). pairs: cells with a later vintage; periods: how many periods they belong to.
    """

    age: int
    pairs: int
    periods: int
    total: float
    median: float | None
    low: float | None
    high: float | None


def growth_by_age(links: Links) -> tuple[Growth, ...]:
    """By how much values of each age grew until the oldest age that was seen, youngest first.

    A link that ends at an age from which values grew again is carried on by that growth. Where no link begins at
    just that age, the next older one is taken, so that no growth is invented; beyond the oldest there is none.
    Ages whose values are all 0 are left out.
    """
    found: dict[int, Growth] = {}
    for age in sorted(set(links.age.tolist()), reverse=True):
        at = links.age == age
        later_ages, where = np.unique(links.later_age[at], return_inverse=True)
        onward = np.array([_from(found, later, above=age) for later in later_ages.tolist()])
        value, last = links.value[at], links.later[at] * onward[where]
        if value.sum() > 0:
            ratios = last[value > 0] / value[value > 0]
            low, median, high = (float(q) for q in np.quantile(ratios, (0.1, 0.5, 0.9)))
            periods = len(set(links.period[at].tolist()))
            found[age] = Growth(age, int(at.sum()), periods, float(last.sum() / value.sum()), median, low, high)
    return tuple(found[age] for age in sorted(found))


def _from(found: dict[int, Growth], later: int, *, above: int) -> float:
    older = [age for age in found if age >= later and age > above]
    return found[min(older)].total if older else 1.0


def settled_from(growth: Sequence[Growth], *, tolerance: float, least_pairs: int) -> int | None:
    """The first age (months) from which values change by no more than `tolerance` (0.02 is 2 %), going up from the youngest.

    Younger values are the incomplete tail; so are those younger than any that was seen. The total decides, not the
    median cell: of many small cells most never change, while their sum does. None if too few pairs, or if no age
    of enough pairs is within the tolerance.
    """
    judged = [one for one in growth if one.pairs >= least_pairs]
    return next((one.age for one in judged if abs(one.total - 1) <= tolerance), None)
