"""Remarks and reservations of a country on a finding, and how they stand under its sentences."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tripoint.findings.question import N_
from tripoint.present.document import Remarked
from tripoint.present.words import TAGS, Words
from tripoint.registry.words import name

LANGUAGES = ("en", "es", "fr")
LABELS = {
    "remark": N_("Remark by {country} ({office}, {day})"),
    "reservation": N_("Reservation by {country} ({office}, {day})"),
}
UNTRANSLATED = {
    "en": N_("Written in English; there is no translation."),
    "es": N_("Written in Spanish; there is no translation."),
    "fr": N_("Written in French; there is no translation."),
}


class Remark(BaseModel):
    """What one country says of one finding, in one language at least. `by` is an office, never a person."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    country: str
    finding: str
    kind: Literal["remark", "reservation"]
    date: date
    by: str
    en: str | None = None
    es: str | None = None
    fr: str | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Its texts by language."""
        return {language: text for language in LANGUAGES if (text := getattr(self, language))}


def remark_blocks(remarks: Sequence[Remark], finding: str, words: Words) -> Iterator[Remarked]:
    """The remarks on this finding; one that is not written in this language says in which it is."""
    for remark in remarks:
        if remark.finding != finding:
            continue
        texts = remark.texts
        language = words.language if words.language in texts else next(iter(texts))
        is_translated = language == words.language
        yield Remarked(
            label=words(LABELS[remark.kind]).format(
                country=name("place", remark.country, words.language), office=remark.by, day=words.day(remark.date)
            ),
            paragraphs=tuple(" ".join(part.split()) for part in texts[language].split("\n\n") if part.strip()),
            locale=None if is_translated else TAGS[language],
            note=None if is_translated else words(UNTRANSLATED[language]),
        )
