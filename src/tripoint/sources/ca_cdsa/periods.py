"""Periods of Schedule V in words: "June 5, 2026 to June 4, 2027", "5 juin 2026 au 4 juin 2027"."""

import re
from datetime import date

from babel import Locale

_ENGLISH = r"(?P<{0}m>[A-Z]\w+) (?P<{0}d>\d{{1,2}}), (?P<{0}y>\d{{4}})"
_FRENCH = r"(?P<{0}d>\d{{1,2}})(?:er)? (?P<{0}m>[a-zéû]+) (?P<{0}y>\d{{4}})"
_SHAPES = (
    (re.compile(f"{_ENGLISH.format('a')} to {_ENGLISH.format('b')}"), "en"),
    (re.compile(f"(?:du )?{_FRENCH.format('a')} au {_FRENCH.format('b')}"), "fr"),
)
_MONTHS = {
    language: {name: number for number, name in Locale(language).months["format"]["wide"].items()}
    for language in ("en", "fr")
}


def days_of_period(text: str) -> tuple[date, date] | None:
    """First and last day; None where the text is no period."""
    words = text.replace("\u00a0", " ").strip()
    for shape, language in _SHAPES:
        found = shape.fullmatch(words)
        if found is None:
            continue
        first, last = (_day(found, end, language) for end in "ab")
        return (first, last) if first and last and first <= last else None
    return None


def _day(found: re.Match[str], end: str, language: str) -> date | None:
    month = _MONTHS[language].get(found[f"{end}m"])
    try:
        return date(int(found[f"{end}y"]), month, int(found[f"{end}d"])) if month else None
    except ValueError:
        return None
