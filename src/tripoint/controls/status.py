"""The parts of an answer: outcomes, remarks as codes, the clauses that were met, and one jurisdiction's status."""

from dataclasses import dataclass, field
from typing import Literal

from tripoint.controls.clause import Clause, Text
from tripoint.controls.standing import Standing

Outcome = Literal["controlled", "controlled_by_class", "excluded", "needs_expert", "not_listed", "not_assessed"]
OUTCOMES: tuple[Outcome, ...] = (
    "controlled", "controlled_by_class", "needs_expert", "not_assessed", "excluded", "not_listed",
)  # fmt: skip
"""Gravest first: of two, the one that must not be overlooked."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason or a warning: a code of present/law_words.py with what its words need. values: (name, text) pairs;
    days as YYYY-MM-DD, lists and instruments by their ids, several separated by spaces."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


def remark(code: str, **values: object) -> Remark:
    return Remark(code, tuple((name, str(value)) for name, value in values.items()))


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause that was met. how: name, number, cas, identity, equipment, class, nearest. outcome: what it says if it
    decides, None if it does not. why: the code of a remark that says why, '' where its standing says all."""

    clause: Clause
    how: str
    standing: Standing
    outcome: Outcome | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """What one jurisdiction's texts say. entries: clauses that were met, those that decide first. texts: what was asked."""

    jurisdiction: str
    outcome: Outcome
    entries: tuple[Entry, ...] = ()
    reasons: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    texts: tuple[Text, ...] = field(default=(), repr=False)

    @property
    def decides(self) -> tuple[Entry, ...]:
        """The clauses that the outcome rests on."""
        return tuple(entry for entry in self.entries if entry.outcome == self.outcome)


def gravest(outcomes: "list[Outcome]") -> Outcome:
    """Raises ValueError for none."""
    return min(outcomes, key=OUTCOMES.index)
