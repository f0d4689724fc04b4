"""Days as English law texts write them: "July 16, 2025", "Dec. 29, 2022", "1 January 2025"."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
_WRITTEN = re.compile(rf"\b(?:{_MONTH} (\d{{1,2}}), (\d{{4}})|(\d{{1,2}}) {_MONTH} (\d{{4}}))\b")


def first_day(text: str) -> date | None:
    """The first day that a text writes out; None if there is none, or the calendar has no such day."""
    found = _WRITTEN.search(text)
    if found is None:
        return None
    month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    try:
        return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))
    except ValueError:
        return None
