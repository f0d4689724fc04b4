"""What the orders of a supplier are checked by: flags, terms, checklists, and the reports that a law asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of, words_of

Who = Literal["manufacturer", "carrier", "marketplace"]


@dataclass(frozen=True)
class Flag:
    """One unusual thing about an order. points: its weight for whoever judges. is_verified: was the basis read?"""

    flag_id: str
    points: int
    basis: str
    is_verified: bool
    names: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class ChecklistItem:
    """One thing to do. is_verified: was the basis read in the text it names?"""

    item: str
    basis: str
    is_verified: bool
    names: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Report:
    """What a law asks of a supplier about such an order.

    deadline: a code (earliest, on_awareness, immediately, sixty_days_after_year, not_stated). days: whole days of it.
    record_years, record_from: how long a record is kept and from what; None and "not_stated" where no text read says it.
    about: what it is about (controls/order_drafts.py). records_read_in: where its end of record-keeping was read.
    pending_clause, pending: a clause of `provision_list` not in force there that would change it, and its words.
    """

    report_id: str
    country: str
    citation: str
    recipients: Mapping[str, str] = field(hash=False)
    deadline: str
    days: int | None
    record_years: int | None
    record_from: str
    names: Mapping[str, str] = field(hash=False)
    contents: Mapping[str, str] = field(hash=False)
    contents_read_in: str
    provision_list: str
    about: str
    records_read_in: str
    pending_clause: str
    pending: Mapping[str, str] = field(hash=False)


@cache
def order_flags() -> Mapping[str, Flag]:
    """Every flag by id."""
    return MappingProxyType({
        row["flag_id"]: Flag(
            row["flag_id"], int(row["points"]), row["basis"], row["verified"] == "yes", words_of(row, "name")
        )
        for row in rows_of("order_flags")
    })  # fmt: skip


@cache
def checklist(who: Who) -> tuple[ChecklistItem, ...]:
    """What whoever makes, carries or lists goods should do, in order."""
    return tuple(
        ChecklistItem(row["item"], row["basis"], row["verified"] == "yes", words_of(row, "name"))
        for row in rows_of("order_checklists")
        if row["who"] == who
    )


@cache
def order_reports() -> tuple[Report, ...]:
    """Every report that a text held asks for."""
    return tuple(
        Report(
            row["report_id"], row["country"], row["citation"], words_of(row, "recipient"), row["deadline"],
            int(row["days"]) if row["days"] else None, int(row["record_years"]) if row["record_years"] else None,
            row["record_from"], words_of(row, "name"), words_of(row, "contents"), row["contents_read_in"],
            row["provision_list"], row["about"], row["records_read_in"], row["pending_clause"], words_of(row, "pending"),
        )
        for row in rows_of("order_reports")
    )  # fmt: skip


@cache
def _terms(list_name: str) -> Mapping[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for row in rows_of("order_terms"):
        if row["list"] == list_name:
            for word in (row["code"], *words_of(row, "name").values()):
                found[normalise(word)] = (row["code"], row["is_uncommon"] == "yes")
    return MappingProxyType(found)


def order_term(list_name: str, text: str) -> tuple[str, bool] | None:
    """(code, is it uncommon in this trade?) of a word for a payment, a delivery or an answer; None if not known."""
    return _terms(list_name).get(normalise(text))


def order_word(list_name: str, code: str, language: str) -> str:
    """The word for a code of a list. Raises StopIteration."""
    return next(r[f"name_{language}"] for r in rows_of("order_terms") if (r["list"], r["code"]) == (list_name, code))
