"""Days as written in US order; what names no day is none, what may be another order is a problem."""

import re
from datetime import date

US_ORDER = re.compile(r"([0-9]{1,2})/\s?([0-9]{1,2})/\s?([0-9]{4}|[0-9]{2})")
ANY_ORDER = re.compile(r"^\s*[0-9]{1,4}\s?[-/.]\s?[0-9]{1,4}\s?[-/.]\s?[0-9]{1,4}\s*$")


def parse_day(text: str, known: date) -> date | None:
    """The day of "6/9/2018" or "6/9/18" (month first, this century); None where no single day is stated.

    "Summer 2010" names no day, and the mark of "*12/19/23" is not explained by the publisher: None.
    Raises ValueError for three numbers that are no day in US order, or one after `known`.
    """
    found = US_ORDER.fullmatch(text.strip())
    if found is None:
        if ANY_ORDER.match(text):
            raise ValueError(text)
        return None
    month, day, year = (int(part) for part in found.groups())
    stated = date(year if year > 99 else 2000 + year, month, day)
    if stated > known:
        raise ValueError(text)
    return stated
