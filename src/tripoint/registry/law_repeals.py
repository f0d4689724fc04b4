"""Which law ends which: the laws that a clause of a text held repeals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from tripoint.registry.law import instruments, law_list
from tripoint.registry.rows import rows_of, words_of


@dataclass(frozen=True)
class Repeal:
    """One law that a clause repeals. From when is said by the clause's record (`valid_from`), not here.

    list_id, clause: the clause. citation: of the repealed law. instrument_id: of it, where texts of it are held.
    """

    list_id: str
    clause: str
    citation: str
    instrument_id: str | None
    titles: Mapping[str, str] = field(hash=False)


@cache
def repeals() -> tuple[Repeal, ...]:
    """Every repeal, in the order of law_repeals.csv. Raises RegistryError for a list that is not known."""
    return tuple(
        Repeal(
            law_list(row["list_id"]).list_id, row["clause"], row["citation"],
            instruments()[row["instrument_id"]].instrument_id if row["instrument_id"] else None, words_of(row, "title"),
        )
        for row in rows_of("law_repeals")
    )  # fmt: skip


def repeals_of(instrument_id: str) -> tuple[Repeal, ...]:
    """The clauses that repeal an instrument, in part or whole."""
    return tuple(repeal for repeal in repeals() if repeal.instrument_id == instrument_id)
