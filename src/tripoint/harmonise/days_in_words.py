"""Days in the words of a law: "June 5, 2026", "1er octobre 2026", and periods from one to another."""

import re
from datetime import date

from babel import Locale

_DAYS = {
    "en": re.compile(r"(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2}), (?P<year>\d{4})"),
    "fr": re.compile(r"(?P<day>\d{1,2})(?:er)? (?P<month>[a-zéû]+) (?P<year>\d{4})"),
}
_MONTHS = {
    language: {name: number for number, name in Locale(language).months["format"]["wide"].items()} for language in _DAYS
}
_BETWEEN = {"en": " to ", "fr": " au "}


def days_in(text: str, language: str) -> tuple[date, ...]:
    """Every day that the text names, in its order; a month or a day that does not exist names none."""
    found = []
    for match in _DAYS[language].finditer(text.replace("\u00a0", " ")):
        month = _MONTHS[language].get(match["month"])
        try:
            found += [date(int(match["year"]), month, int(match["day"]))] if month else []
        except ValueError:
            continue
    return tuple(found)


def days_of_period(text: str, language: str) -> tuple[date, date] | None:
    """First and last day of "June 5, 2026 to June 4, 2027"; None where the text is anything else."""
    ends = text.replace("\u00a0", " ").strip().removeprefix("du ").split(_BETWEEN[language])
    days = [days_in(end, language) for end in ends if _DAYS[language].fullmatch(end)]
    if len(ends) != 2 or [len(found) for found in days] != [1, 1]:
        return None
    first, last = days[0][0], days[1][0]
    return (first, last) if first <= last else None
