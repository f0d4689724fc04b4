"""What the lawbook holds: clauses, in all languages at once, and the texts they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tripoint.registry.law import LawList, law_list

CONFIDENCE = ("primary", "secondary", "background")
"""Best first. Background is general knowledge and decides nothing."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is held of one list from one source: the days for which it answers, and the files it was read from.

    snapshots: SHA-256 of each file, one a language. entries: number of entries in it.
    """

    list_id: str
    source: str
    confidence: str
    text_from: date
    text_to: date
    languages: tuple[str, ...]
    snapshots: tuple[str, ...]
    origins: tuple[str, ...]
    entries: int

    @property
    def law_list(self) -> LawList:
        return law_list(self.list_id)

    @property
    def jurisdiction(self) -> str:
        return self.law_list.jurisdiction

    @property
    def is_whole(self) -> bool:
        """Does absence from it say that the list does not have it? Not of a copy of a text that could not be had."""
        return self.confidence == "primary" or (self.confidence == "secondary" and not self.law_list.needs_text)

    @property
    def days(self) -> tuple[date, date]:
        return self.text_from, self.text_to


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of one text. names, words: by language; words is {} where the text may not be passed on.

    covers: codes of law_covers.csv. number: of the instrument (DEA). Other fields as in protocol/control.py.
    """

    text: Text
    clause: str
    role: str
    kind: str
    equipment: str | None
    under: str | None
    names: Mapping[str, tuple[str, ...]] = field(hash=False)
    words: Mapping[str, str] = field(hash=False)
    number: str | None
    cas: str | None
    covers: frozenset[str]
    threshold: float | None
    threshold_unit: str | None
    threshold_kind: str | None
    duties: tuple[str, ...]
    valid_from: date | None
    valid_from_basis: str
    valid_to: date | None
    status: str
    note: str | None
    records: tuple[str, ...]

    @property
    def list_id(self) -> str:
        return self.text.list_id

    @property
    def jurisdiction(self) -> str:
        return self.text.jurisdiction

    @property
    def confidence(self) -> str:
        return self.text.confidence

    def name(self, language: str) -> str:
        """Its first name, in this language if the text has it; '' if the text names nothing."""
        for names in (self.names.get(language), *self.names.values()):
            if names:
                return names[0]
        return ""
