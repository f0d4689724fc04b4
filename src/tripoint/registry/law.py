"""The words of law texts: instruments, their lists, duties, what a wording covers, and remarks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from tripoint.errors import RegistryError
from tripoint.registry.rows import rows_of, words_of

T = TypeVar("T")
JURISDICTIONS = ("US", "CA", "MX", "UN")


@dataclass(frozen=True)
class Instrument:
    """A law, regulation or convention. citation: as its country cites it. url: the publisher's own page."""

    instrument_id: str
    jurisdiction: str
    citation: str
    url: str
    titles: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class LawList:
    """A schedule, table or article that lists things.

    kind: what it lists. is_current: False for a list
    that is law no longer as it stands (21 USC 812(c) is the list of 1970). needs_text: is its present text one that
    could not be had, so that absence from what is held says little?
    """

    list_id: str
    instrument: Instrument
    kind: str
    is_current: bool
    needs_text: bool
    titles: Mapping[str, str] = field(hash=False)
    notes: Mapping[str, str] = field(hash=False)

    @property
    def jurisdiction(self) -> str:
        return self.instrument.jurisdiction


@dataclass(frozen=True)
class Duty:
    """What a text asks of whoever handles what it lists. read_in: where it was read, with the text's date."""

    duty_id: str
    jurisdiction: str
    citation: str
    record_years: int | None
    names: Mapping[str, str] = field(hash=False)
    summaries: Mapping[str, str] = field(hash=False)
    read_in: str


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every instrument by id."""
    return MappingProxyType({
        row["instrument_id"]: Instrument(
            row["instrument_id"], row["jurisdiction"], row["citation"], row["url"], words_of(row, "title")
        )
        for row in rows_of("law_instruments")
    })  # fmt: skip


@cache
def law_lists() -> Mapping[str, LawList]:
    """Every list by id, in the order of law_lists.csv."""
    return MappingProxyType({
        row["list_id"]: LawList(
            row["list_id"], instruments()[row["list_id"].partition("/")[0]], row["kind"], row["is_current"] == "yes",
            row["needs_text"] == "yes", words_of(row, "title"), words_of(row, "note"),
        )
        for row in rows_of("law_lists")
    })  # fmt: skip


@cache
def duties() -> Mapping[str, Duty]:
    """Every duty by id."""
    return MappingProxyType({
        row["duty_id"]: Duty(
            row["duty_id"], row["jurisdiction"], row["citation"], int(row["record_years"]) if row["record_years"] else None,
            words_of(row, "name"), words_of(row, "summary"), row["read_in"],
        )
        for row in rows_of("law_duties")
    })  # fmt: skip


@cache
def covers() -> Mapping[str, Mapping[str, str]]:
    """Code of what a wording takes in → its words by language."""
    return MappingProxyType({row["code"]: words_of(row, "name") for row in rows_of("law_covers")})


OPEN = frozenset({"analogues", "derivatives", "precursors"})
"""Codes of `covers` that no structure rule decides: they need an expert."""


@cache
def law_notes() -> Mapping[str, Mapping[str, str]]:
    """Code of a remark on a clause → its words by language."""
    return MappingProxyType({row["code"]: words_of(row, "name") for row in rows_of("law_notes")})


def law_list(list_id: str) -> LawList:
    """The list with exactly this id. Raises RegistryError."""
    return _known("law_lists", law_lists(), list_id)


def check_codes(table: str, codes: str) -> None:
    """Raises RegistryError for a code, of several separated by spaces, that the table does not have."""
    known: Mapping[str, object] = {"law_duties": duties(), "law_covers": covers(), "law_notes": law_notes()}[table]
    for code in codes.split():
        _known(table, known, code)


def _known(table: str, entries: Mapping[str, T], code: str) -> T:
    found = entries.get(code)
    if found is None:
        raise RegistryError(f"'{code}' is not in {table}.", text=code, cure=f"Add it to registry/data/{table}.csv.")
    return found
