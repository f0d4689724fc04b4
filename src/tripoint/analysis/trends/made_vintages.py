"""Made-up vintages whose growth is known, to try the method on before a source has two of its own."""

from collections.abc import Sequence

import numpy as np

from tripoint.analysis.trends.revisions import Links

COMPLETE_AT = (0.70, 0.86, 0.94, 0.98, 1.0)
"""The part of a value that is in when its period is 0, 1, 2, 3, 4 and more months old."""


def made_links(
    *,
    complete_at: Sequence[float] = COMPLETE_AT,
    periods: int = 24,
    cells: int = 20,
    mean: float = 400.0,
    seed: int = 0,
) -> Links:
    """Monthly vintages of `periods` months × `cells` places, each count reported bit by bit.

    complete_at: the expected part that is in at each age, the last one 1; ages follow in steps of a month. A count is
    drawn from a Poisson law; which of its parts come when, from a multinomial one. All 1: nothing grows.
    """
    drawn = np.random.default_rng(seed)
    final = drawn.poisson(mean, size=periods * cells)
    parts = np.diff(np.array([0.0, *complete_at]))
    reported = np.cumsum(drawn.multinomial(final, parts), axis=1)
    ages = np.arange(len(complete_at) - 1)
    period = np.repeat(np.arange(periods), cells)
    return Links(
        age=np.tile(ages, len(final)),
        later_age=np.tile(ages + 1, len(final)),
        value=reported[:, :-1].reshape(-1).astype(np.float64),
        later=reported[:, 1:].reshape(-1).astype(np.float64),
        period=np.repeat(period, len(ages)),
    )


def planted(complete_at: Sequence[float] = COMPLETE_AT) -> tuple[float, ...]:
    """The growth that is in such vintages, at each age but the last, as factors."""
    return tuple(complete_at[-1] / part for part in complete_at[:-1])
