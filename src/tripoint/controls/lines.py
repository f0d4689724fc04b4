"""A line of a user's list → its statuses: every identifier of it is asked, and the gravest answer stands."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from tripoint.controls.answer import Answer
from tripoint.controls.query import LONGEST, Kind, Query, read_query
from tripoint.controls.status import OUTCOMES, Remark, Status, remark
from tripoint.registry.law_words import is_unit, screen_field

IDENTIFIERS: Mapping[str, Kind | None] = {
    "molblock": "structure", "smiles": "structure", "inchikey": "inchikey", "cas": "cas", "number": "number", "name": None, "hs": "hs",
}  # fmt: skip
"""Column → kind of query; the text of a name's column may be any kind, told from its form."""
KEPT = 100_000
"""Distinct lines whose answers are remembered; then they are forgotten, so that memory stays flat."""

_QUANTITY = re.compile(
    r"([0-9]{1,3}(?:[., '’\u00a0\u202f][0-9]{3})+|[0-9]{1,30})([.,][0-9]{1,15})?([eE][+-]?[0-9]{1,2})?"
    r" ?([^\W\d][^\d]{0,20}3?)?"
)
"""A number in the writing of any of three languages, or as a workbook writes a small one; then perhaps its unit."""
_DATE = re.compile(r"(\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?)(?:[.Z+-][\d.:+-]*)?", re.ASCII)
_MOST_DIGITS = 12
"""Of a whole number; as in orders."""
_YEARS = range(1900, 2200)

Ask = Callable[[Query], Answer]


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """asked: the identifiers as written. problem: of the first identifier that could not be looked up, a code or ''."""

    asked: str
    problem: str
    statuses: tuple[Status, ...]

    @property
    def is_assessed(self) -> bool:
        return not self.problem and all(status.outcome != "not_assessed" for status in self.statuses)


class Lines:
    """Reads lines of one table. columns: field → its first place in the header; of identifiers, every column is asked.

    A header without an identifier has `identifiers` == (), and nothing of the table can be screened.
    """

    def __init__(self, header: Sequence[str], ask: Ask) -> None:
        self.columns: dict[str, int] = {}
        for place, word in enumerate(header):
            if field := screen_field(word):
                self.columns.setdefault(field, place)
        order = tuple(IDENTIFIERS)
        fields = [
            (field, place) for place, word in enumerate(header) if (field := screen_field(word) or "") in IDENTIFIERS
        ]
        fields.sort(key=lambda found: order.index(found[0]))
        self.identifiers = tuple(field for field, _ in fields)
        self._places = [place for _, place in fields]
        self._quantity, self._unit, self._date = map(self.columns.get, ("quantity", "unit", "date"))
        self._ask = ask
        self._kept: dict[tuple[str, ...], LineAnswer] = {}

    def answer(self, cells: Sequence[str]) -> LineAnswer:
        """The answer to the identifiers of a line."""
        key = tuple([cells[place] for place in self._places])
        found = self._kept.get(key)
        if found is None:
            found = self._answer(key)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            if "molblock" not in self.columns:  # long, and seldom twice
                self._kept[key] = found
        return found

    def flaw(self, cells: Sequence[str]) -> str:
        """What is wrong with quantity, unit or date of a line: bad_quantity,
        quantity_too_large, quantity_without_unit, unknown_unit, impossible_date or ''."""
        if self._quantity is not None:
            unit = cells[self._unit] if self._unit is not None else ""
            if wrong := _quantity(cells[self._quantity], unit):
                return wrong
        return _date(cells[self._date]) if self._date is not None else ""

    def _answer(self, texts: tuple[str, ...]) -> LineAnswer:
        given = [
            (field, text if field == "molblock" else text.strip())
            for field, text in zip(self.identifiers, texts, strict=True)
            if text.strip()
        ]
        answers = [self._ask(read_query(text, IDENTIFIERS[field])) for field, text in given]
        if not answers:
            answers = [self._ask(read_query(""))]
        problem = next((a.problem for a in answers if a.problem and (a.problem != "hs_only" or len(answers) == 1)), "")
        telling = [a for a in answers if a.problem != "hs_only"] or answers
        asked = " | ".join(_shown(field, text) for field, text in given)
        return LineAnswer(asked, problem, _combined(telling, _hs(answers, telling)))


def _shown(field: str, text: str) -> str:
    """In one line, as it was asked; of a MOL block its title."""
    plain = text.partition("\n")[0] if field == "molblock" else " ".join(text.split())
    return plain.strip()[:LONGEST]


def _hs(answers: Iterable[Answer], telling: Sequence[Answer]) -> tuple[Remark, ...]:
    """What the HS code of a line adds to its other identifiers."""
    return tuple(r for a in answers if a not in telling for r in a.statuses[0].reasons if r.code != "hs_no_flag")


def _combined(answers: Sequence[Answer], extra: tuple[Remark, ...]) -> tuple[Status, ...]:
    """The gravest status of each jurisdiction, with the reasons of all that say so."""
    blocks = {a.identity.inchikey[:14] for a in answers if a.identity is not None and a.identity.inchikey}
    if len(blocks) > 1:
        extra = (*extra, remark("identifiers_differ"))
    if len(answers) == 1 and not extra:
        return answers[0].statuses
    found = []
    for statuses in zip(*(a.statuses for a in answers), strict=True):
        gravest = min(statuses, key=lambda s: OUTCOMES.index(s.outcome))
        same = [s for s in statuses if s.outcome == gravest.outcome]
        found.append(
            Status(
                gravest.jurisdiction,
                gravest.outcome,
                tuple(dict.fromkeys(e for s in same for e in s.entries)),
                (*dict.fromkeys(r for s in same for r in s.reasons), *extra),
                tuple(dict.fromkeys(w for s in same for w in s.warnings)),
                gravest.texts,
            )
        )
    return tuple(found)


@lru_cache(maxsize=10_000)
def _quantity(text: str, unit: str) -> str:
    text, unit = text.strip(), unit.strip()
    if not text:
        return "unknown_unit" if unit and not is_unit(unit) else ""
    found = _QUANTITY.fullmatch(text)
    if found is None or not (found[1] + (found[2] or "")).strip("0.,'’\u00a0\u202f "):
        return "bad_quantity"
    if len(re.sub(r"\D", "", found[1]).lstrip("0")) + int((found[3] or "e0")[1:]) > _MOST_DIGITS:
        return "quantity_too_large"
    unit = unit or (found[4] or "").strip()
    if not unit:
        return "quantity_without_unit"
    return "" if is_unit(unit) else "unknown_unit"


@lru_cache(maxsize=10_000)
def _date(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    found = _DATE.fullmatch(text)
    try:
        if found:
            found = found if datetime.fromisoformat(found[1]).year in _YEARS else None
    except ValueError:
        found = None
    return "" if found else "impossible_date"
