"""What the texts held say of one query, per jurisdiction: an outcome, its clauses, its reasons, the texts asked.

    answer = assess(book, "fentanyl")                     # the texts as they stand, each with its date
    answer = assess(book, read_query(text), on=date(…))   # the law of a day; outside a text's days: not assessed
    answer.status("US").outcome; .entries; .decides; .reasons; .warnings; .texts      (controls/status.py)
The same book, query and day give the same answer. Words: present/law_words.py, by the codes of remarks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tripoint.controls.deciding import decider
from tripoint.controls.finding import resolve
from tripoint.controls.identity import Identity, nearly
from tripoint.controls.lawbook import LawBook
from tripoint.controls.query import Query, read_query
from tripoint.controls.status import OUTCOMES, Entry, Outcome, Remark, Status


@dataclass(frozen=True)
class Answer:
    """statuses: one for each of US, CA, MX, UN. identity: the substance meant, if known. problem: why nothing could be
    looked up, a code; '' if it could. meant: the substances that an ambiguous name may mean."""

    query: Query
    on: date | None
    as_of: date | None
    statuses: tuple[Status, ...]
    identity: Identity | None = None
    problem: str = ""
    meant: tuple[Identity, ...] = ()

    def status(self, jurisdiction: str) -> Status:
        """Raises KeyError for what is no jurisdiction of the law lists."""
        by_code: Mapping[str, Status] = {status.jurisdiction: status for status in self.statuses}
        return by_code[jurisdiction]

    @property
    def is_assessed(self) -> bool:
        """Did any jurisdiction's text answer?"""
        return any(status.outcome != "not_assessed" for status in self.statuses)

    def questions(self) -> tuple[str, ...]:
        """Did you mean …: names spelled nearly like an unknown one. Never an answer; the search takes milliseconds."""
        return nearly(self.query.text) if self.problem == "unknown_name" else ()


def assess(book: LawBook, query: Query | str, *, on: date | None = None) -> Answer:
    """on: the day whose law is asked; None asks the texts held as they stand."""
    asked = read_query(query) if isinstance(query, str) else query
    resolved = resolve(book, asked)
    statuses = decider(book, on).statuses(asked, resolved)
    return Answer(asked, on, book.as_of, statuses, resolved.identity, resolved.problem, resolved.meant)


__all__ = ["OUTCOMES", "Answer", "Entry", "Outcome", "Remark", "Status", "assess"]
