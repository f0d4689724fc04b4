"""Small cells: which counts are withheld so that none of few persons or samples can be told, not even by subtraction."""

from collections.abc import Sequence


def withheld(counts: Sequence[int], *, least: int) -> tuple[bool, ...]:
    """Which cells of a group are withheld, where the group's total may be known.

    counts: the cells that are not empty, each ≥ 1. Every cell below `least` is withheld; then the smallest of the others,
    until at least two are and they add to `least` or more, and to one more for each beyond two (five of 1 that add to 5 would
    all be told), so that the total less the cells shown tells none of them.
    Of a group that has too few cells for that, all are withheld; its total is then below `least`, or of one cell.
    """
    order = sorted(range(len(counts)), key=lambda at: (counts[at], at))
    hidden = [at for at in order if counts[at] < least]
    for at in order[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(counts[i] for i in hidden) >= least + len(hidden) - 2):
            break
        hidden.append(at)
    return tuple(at in hidden for at in range(len(counts)))


def is_told(count: int, *, least: int) -> bool:
    """May a count that stands alone be shown?"""
    return count >= least
