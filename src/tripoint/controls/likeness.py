"""Open terms of a law ("analogue", "substantially similar"): what is much like a listed structure is put to an expert.

Likeness (analysis/structures/nearest.py) decides nothing: without it the answer still says that class clauses may apply."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from tripoint.controls.clause import Clause
from tripoint.controls.lawbook import LawBook
from tripoint.controls.standing import standing
from tripoint.controls.status import Entry

OPEN_TERMS: Mapping[str, str] = {"US": "us_usc21/802-32", "CA": "ca_cdsa/provisions", "MX": "mx_lgs/provisions"}
"""Where each law's open term stands: 21 USC 802(32); CDSA s. 2(1); LGS arts. 234 and 246. The conventions have none."""

ANALOGUES_OF: Mapping[str, frozenset[str]] = {
    "US": frozenset(
        {"us_cfr1308/I", "us_cfr1308/II", "us_usc21/812-I", "us_usc21/812-II", "us_usc21/812-I-d2", "us_usc21/812-I-e"}
    ),
    "MX": frozenset({"mx_lgs/234", "mx_lgs/245-I", "mx_lgs/245-II", "mx_lgs/245-III", "mx_lgs/245-IV"}),
}
"""Lists whose substances the open term is for: 802(32)(A) speaks of schedules I and II, the LGS of what it names. In Canada
it is for items that take analogues or derivatives in."""
OPEN_WORDS = frozenset({"analogues", "derivatives"})


def has_open_term(book: LawBook, jurisdiction: str) -> bool:
    """Is the text held in which the jurisdiction's open term stands?"""
    return bool(book.texts_of.get(OPEN_TERMS.get(jurisdiction, "")))


def asks_structures(book: LawBook, jurisdiction: str) -> bool:
    """Has a text held an open term or a class clause, which a name alone cannot be asked of?"""
    return has_open_term(book, jurisdiction) or jurisdiction in book.with_class_clauses


def alike_entries(book: LawBook, clauses: Iterable[Clause], met: Collection[str], on: date | None) -> Iterator[Entry]:
    """clauses: of what is much alike. met: jurisdictions that a clause decides already."""
    for clause in clauses:
        if clause.jurisdiction in met or clause.role != "entry" or not _is_open(book, clause):
            continue
        if standing(clause, on, book.today) == "in_force":
            yield Entry(clause, "nearest", "in_force", "needs_expert", "alike")


def _is_open(book: LawBook, clause: Clause) -> bool:
    """Is the open term of the jurisdiction for what the clause names?"""
    lists = ANALOGUES_OF.get(clause.jurisdiction)
    is_for = clause.list_id in lists if lists else bool(OPEN_WORDS & clause.covers)
    return is_for and has_open_term(book, clause.jurisdiction)
