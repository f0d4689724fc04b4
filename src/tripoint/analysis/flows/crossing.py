"""Where something crossed that is known only by its source and its recovery: probabilities of crossings, never one line.

Records have a source s, a crossing c and a recovery r; c is often not recorded. The model is P(s) P(c | s) P(r | c): where a
thing goes on from a crossing does not depend on where it came from. Estimated by expectation and maximisation (Dempster,
Laird & Rubin 1977) with a symmetric Dirichlet prior.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tripoint.errors import AnalysisError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
UNKNOWN = -1


@dataclass(frozen=True)
class Crossings:
    """by_source: (sources, crossings) P(c | s). onward: (crossings, recoveries) P(r | c). of_record: (records, crossings)
    P(c | s, r), 1 at the crossing where it is recorded. log_likelihood: at each step, never falling. recorded: how many records
    name a crossing: with few, what is printed rests on the prior and on nothing else, and `reason` says so."""

    by_source: Floats
    onward: Floats
    of_record: Floats
    log_likelihood: tuple[float, ...]
    recorded: int
    reason: str = ""


def crossings(
    source: Integers, crossing: Integers, recovery: Integers, *, shape: tuple[int, int, int], prior: float = 0.5,
    steps: int = 500, least: int = 30,
) -> Crossings:  # fmt: skip
    """source, crossing, recovery: positions, (records,); UNKNOWN where not recorded (a recovery always is: records without
    one tell nothing of the way on and are refused). shape: how many sources, crossings and recoveries there are. prior:
    pseudo-records of each way. least: with fewer records of known crossing nothing is estimated.

    Crossings are known from the records that name them, so the labels mean what they say; without such records the
    crossings of a solution could be exchanged, and nothing is told.
    """
    if not len(source) == len(crossing) == len(recovery):
        raise AnalysisError("the columns differ in length", cure="Give one source, crossing and recovery per record.")
    if (recovery < 0).any():
        raise AnalysisError("a record has no place of recovery", cure="Leave records without a recovery out.")
    for column, most in zip((source, crossing, recovery), shape, strict=True):
        if len(column) and (column.max() >= most or column.min() < UNKNOWN):
            raise AnalysisError(
                "a position lies outside the places given", cure="Positions run from 0 to the number less 1."
            )
    named = crossing != UNKNOWN
    blank = Crossings(
        np.full(shape[:2], np.nan), np.full(shape[1:], np.nan), np.full((len(source), shape[1]), np.nan), (),
        int(named.sum()), "too_few",
    )  # fmt: skip
    if named.sum() < least:
        return blank
    known_source = source != UNKNOWN
    rows = np.flatnonzero(named)
    first = np.full((len(source), shape[1]), 1 / shape[1])
    first[rows] = 0.0
    first[rows, crossing[rows]] = 1.0
    weight = np.where(named[:, None], first, 0.0)
    by_source, onward, share = _ways(weight, source, recovery, shape, prior)
    history: list[float] = []
    for _ in range(steps):
        leaving = np.where(known_source[:, None], by_source[np.maximum(source, 0)], share)
        joint = leaving * onward[:, recovery].T
        total = joint.sum(axis=1)
        weight = np.where(named[:, None], first, joint / total[:, None])
        told = np.where(named, joint[np.arange(len(source)), np.maximum(crossing, 0)], total)
        history.append(
            float(np.log(told).sum() + prior * (np.log(by_source).sum() + np.log(onward).sum() + np.log(share).sum()))
        )
        by_source, onward, share = _ways(weight, source, recovery, shape, prior)
        if len(history) > 1 and history[-1] - history[-2] <= 1e-9 * abs(history[-1]):
            break
    return Crossings(by_source, onward, weight, tuple(history), int(named.sum()))


def _ways(
    weight: Floats, source: Integers, recovery: Integers, shape: tuple[int, int, int], prior: float
) -> tuple[Floats, Floats, Floats]:
    """The shares that fit weighted records best: of each source, of each crossing onward, and of a source not recorded."""
    sources, counted, recoveries = shape
    out = np.full((sources, counted), prior)
    known = source != UNKNOWN
    np.add.at(out, source[known], weight[known])
    on = np.full((recoveries, counted), prior)
    np.add.at(on, recovery, weight)
    share = weight[~known].sum(axis=0) + prior
    return out / out.sum(axis=1, keepdims=True), (on / on.sum(axis=0, keepdims=True)).T, share / share.sum()
