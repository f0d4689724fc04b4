"""Messages in three languages, and numbers and dates as each writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from babel.dates import format_date, format_skeleton
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

LOCALES: Mapping[str, str] = {"en": "en_US", "es": "es_MX", "fr": "fr_CA"}
TAGS: Mapping[str, str] = {"en": "en", "es": "es-MX", "fr": "fr-CA"}


@dataclass(frozen=True)
class Words:
    """One language: translates messages, writes numbers and dates."""

    language: str

    def __call__(self, message: str) -> str:
        """The message in this language; English where the catalogue has none (a test forbids that)."""
        return message if self.language == "en" else catalogue(self.language).get(message, message)

    @property
    def locale(self) -> str:
        return LOCALES[self.language]

    @property
    def colon(self) -> str:
        """The colon between a name and what is said of it; in French behind a space that does not break."""
        return "\u00a0: " if self.language == "fr" else ": "

    def number(self, value: float, decimals: int = 0) -> str:
        """1,234.5 in English and Spanish, 1 234,5 in French."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, format=pattern, locale=self.locale)

    def percent(self, value: float, decimals: int = 1) -> str:
        """A value in percent (45.1 → 45.1% or 45,1 %)."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + ("\u00a0%" if self.language == "fr" else "%")
        return format_percent(value / 100, format=pattern, locale=self.locale)

    def day(self, value: date) -> str:
        """A date in words: March 11, 2026; 11 de marzo de 2026; 11 mars 2026, 1er mars 2026."""
        text = format_date(value, "long", locale=self.locale)
        return f"1er{text[1:]}" if self.language == "fr" and value.day == 1 else text

    def month(self, value: date) -> str:
        """Month and year."""
        return format_skeleton("yMMMM", value, locale=self.locale)

    def period(self, start: date, end: date) -> str:
        """The shortest words that say both days: a year, a month, a quarter's months, or two dates."""
        first, last = (start.month, start.day), (end.month, end.day)
        if start.year == end.year and first == (1, 1) and last == (12, 31):
            return str(start.year)
        if start.day == 1 and (end.toordinal() + 1 == _next_month(end).toordinal()):
            if (start.year, start.month) == (end.year, end.month):
                return self.month(start)
            return self("{start} to {end}").format(start=self.month(start), end=self.month(end))
        return self("{start} to {end}").format(start=self.day(start), end=self.day(end))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """msgid → translation, of the messages that have one."""
    path = files("tripoint.present") / "locale" / f"{LOCALES[language]}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=LOCALES[language])
    return {str(m.id): str(m.string) for m in messages if m.id and m.string and not m.fuzzy}


@cache
def words(language: str) -> Words:
    return Words(language)
