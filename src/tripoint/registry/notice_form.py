"""Fields of a pre-export notice and of an incident, their closed lists, and periods in which an answer is awaited.

The fields are Tripoint's own words for what a text asks; where each was read stands beside it. "UN 1988" is the
United Nations Convention against Illicit Traffic of 1988, read in the English text that the Netherlands publish
(BWBV0001103); "SOR/2002-359" are Canada's Precursor Control Regulations. `PEN Online` and `PICS` are systems of the
International Narcotics Control Board whose forms were not seen: such a field is unverified.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

from tripoint.errors import RegistryError
from tripoint.registry.rows import rows_of, words_of

Record = Literal["notice", "incident"]


@dataclass(frozen=True)
class NoticeField:
    """One row of notice_fields.csv.

    kind: text, firm (a firm or an authority, never a person), quantity, date, country, countries, or choice: a code
        of the list of the field's name. is_asked: must it be filled in? longest: in characters.
    read_in: the text that asks it. is_verified: was it read there?
    """

    name: str
    kind: str
    is_asked: bool
    longest: int
    titles: Mapping[str, str] = field(hash=False)
    read_in: str = ""
    is_verified: bool = False


@dataclass(frozen=True)
class Deadline:
    """Days in which the importing country may object, counted from the sending, for exports from a country.

    read_in: the clauses. list_id: the list of provisions (registry/law.py) they stand in.
    """

    days: int
    read_in: str
    list_id: str


@cache
def fields_of(record: Record) -> Mapping[str, NoticeField]:
    """Field name → field, in the order of the form."""
    return MappingProxyType(
        {
            row["field"]: NoticeField(
                row["field"],
                row["kind"],
                row["is_asked"] == "yes",
                int(row["longest"]),
                words_of(row, "title"),
                row["read_in"],
                row["verified"] == "yes",
            )
            for row in rows_of("notice_fields")
            if row["record"] == record
        }
    )


@cache
def notice_terms(list_name: str) -> Mapping[str, Mapping[str, str]]:
    """Code → names by language, in the order of notice_terms.csv. Raises RegistryError for a list that is not there."""
    found = {row["code"]: words_of(row, "name") for row in rows_of("notice_terms") if row["list"] == list_name}
    if not found:
        raise RegistryError(f"no list of notices is called '{list_name}'.", cure="See registry/data/notice_terms.csv.")
    return MappingProxyType(found)


@cache
def deadline_of(country: str) -> Deadline | None:
    """For exports from a country; None where no text that is held says it."""
    return next(
        (
            Deadline(int(row["days"]), row["read_in"], row["list_id"])
            for row in rows_of("notice_deadlines")
            if row["country"] == country
        ),
        None,
    )
