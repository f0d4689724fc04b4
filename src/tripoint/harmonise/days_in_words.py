"""Days in the words of a law: "June 5, 2026", "Dec. 29, 2022", "1er octobre 2026", and periods from one to another."""

import re
from datetime import date

from babel import Locale

_YEAR = r"(?P<year>\d{4})\b"
_DAYS = {
    "en": re.compile(
        rf"\b(?:(?P<month>[A-Z][a-z]+\.?) (?P<day>\d{{1,2}}),|(?P<first>\d{{1,2}}) (?P<second>[A-Z][a-z]+\.?)) {_YEAR}"
    ),
    "fr": re.compile(rf"\b(?P<day>\d{{1,2}})(?:er)? (?P<month>[a-zéû]+) {_YEAR}"),
}
"""The day stands before or behind the month in English."""
_MONTHS = {
    language: {
        name: number
        for form in ("abbreviated", "wide")
        for number, name in Locale(language).months["format"][form].items()
    }
    for language in _DAYS
}
_MONTHS["en"]["Sept"] = 9
_BETWEEN = {"en": " to ", "fr": " au "}


def days_in(text: str, language: str) -> tuple[date, ...]:
    """Every day that the text names, in its order; a month or a day that does not exist names none."""
    found = []
    for match in _DAYS[language].finditer(text.replace("\u00a0", " ")):
        words = match.groupdict()
        month = _MONTHS[language].get((words["month"] or words["second"]).rstrip("."))
        try:
            found += [date(int(words["year"]), month, int(words["day"] or words["first"]))] if month else []
        except ValueError:
            continue
    return tuple(found)


def first_day(text: str) -> date | None:
    """The first day that an English text names; None if there is none."""
    return next(iter(days_in(text, "en")), None)


def days_of_period(text: str, language: str) -> tuple[date, date] | None:
    """First and last day of "June 5, 2026 to June 4, 2027"; None where the text is anything else."""
    ends = text.replace("\u00a0", " ").strip().removeprefix("du ").split(_BETWEEN[language])
    days = [days_in(end, language) for end in ends if _DAYS[language].fullmatch(end)]
    if len(ends) != 2 or [len(found) for found in days] != [1, 1]:
        return None
    first, last = days[0][0], days[1][0]
    return (first, last) if first <= last else None
