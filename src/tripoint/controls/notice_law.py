"""What the texts held say of the substance of a notice: those of the exporting and the importing country, and the UN's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tripoint.controls.answer import assess
from tripoint.controls.clause import Text
from tripoint.controls.lawbook import LawBook
from tripoint.controls.status import Status
from tripoint.registry.law import JURISDICTIONS
from tripoint.registry.notice_form import deadline_of

NAMED = frozenset({"controlled", "controlled_by_class", "needs_expert"})
"""Outcomes of a text that names the substance, or of whose words an expert must say whether they do."""


@dataclass(frozen=True)
class NoticeLaw:
    """The law as the texts held have it, each as of its date: a notice tells of a day to come, for which none answers.

    problem: why the substance could not be looked up, a code of present/law_words.py, or ''.
    statuses: of the countries of the notice whose law can be held, and of the UN conventions.
    countries: the notice's countries whose law can not. held: jurisdictions of `statuses` of which a text was asked.
    """

    problem: str
    statuses: tuple[Status, ...]
    countries: tuple[str, ...]
    held: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        return any(status.outcome in NAMED for status in self.statuses)

    @property
    def blocks(self) -> bool:
        """Nothing names it, though a text was there to be asked or the entry itself cannot be looked up."""
        return not self.is_named and bool(self.held or self.problem)


def law_of(book: LawBook, fields: Mapping[str, str]) -> NoticeLaw:
    """fields: of a notice that has its countries and its substance."""
    countries = tuple(dict.fromkeys((fields["exporting_country"], fields["importing_country"])))
    asked = [code for code in JURISDICTIONS if code in countries or code == "UN"]
    answer = assess(book, fields["substance"])
    held = {text.jurisdiction for text in book.texts if text.confidence != "background"}
    return NoticeLaw(
        answer.problem,
        tuple(answer.status(code) for code in asked),
        tuple(code for code in countries if code not in JURISDICTIONS),
        tuple(code for code in asked if code in held),
    )


def deadline_text(book: LawBook, country: str, on: date) -> Text | None:
    """The text held in which the period for answers to a country's notices stands; None where none is held."""
    held = deadline_of(country)
    return book.text_asked(held.list_id, on) if held else None
