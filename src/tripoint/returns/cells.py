"""One cell by the kind of its column: the value it means, or the problem it is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tripoint.registry.names import normalise
from tripoint.registry.places import place
from tripoint.registry.return_form import FormColumn
from tripoint.registry.terms import terms
from tripoint.returns.raw import Cell, is_blank, text_of
from tripoint.returns.vocabulary import (
    ELSEWHERE,
    NO_BORDER,
    Meaning,
    Meanings,
    alike,
    place_label,
    place_meanings,
    places_of,
    term_meanings,
)

LONGEST = 500
"""Characters of a text; `LONGEST_DEFINITION` of a definition."""
LONGEST_DEFINITION = 2000
LARGE = 10_000_000
LARGE_TOTAL = 1_000_000_000
"""From here on a number is pointed out; a total from `LARGE_TOTAL` on."""
LARGEST = 10**15
"""From here on it is a slip for certain; up to here a float tells whole numbers apart."""
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
_EVENT = re.compile(r"(?=.*[0-9])[A-Za-z0-9.\-]{1,20}")
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SEPARATED = re.compile(r"-?[1-9][0-9]{0,2}([,.' \u00a0\u202f][0-9]{3})+([,.][0-9]+)?|-?[0-9]+,[0-9]+")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True)
class Read:
    """What a cell means. problem: code of PROBLEMS, a warning if there is a value; languages: as in Meaning."""

    value: object = None
    problem: str = ""
    detail: str = ""
    languages: frozenset[str] | None = None


@dataclass(frozen=True)
class Setting:
    """What cells are read by: the return's country, language and days, and whether its file types cells."""

    country: str
    language: str
    first_day: date
    last_day: date
    is_typed: bool

    @property
    def days(self) -> str:
        return f"{self.first_day} – {self.last_day}"


def read_cell(column: FormColumn, cell: Cell, setting: Setting) -> Read:
    """The meaning of a cell that is not blank; a blank one is Read() whatever its column."""
    if is_blank(cell):
        return Read()
    if isinstance(cell, str) and cell.strip().upper() in ERRORS:
        return Read(problem="return_cell_error")
    return KINDS[column.kind](column, cell, setting)


def _term(column: FormColumn, cell: Cell, setting: Setting) -> Read:
    meanings = term_meanings(column.list_name)
    found = meanings.get(normalise(text_of(cell)))
    if found is not None:
        return _meant(found, cell)
    names = {code: term.names[setting.language] for code, term in terms(column.list_name).items()}
    return Read(problem="return_term_unknown", detail=alike(text_of(cell), meanings, names))


def _place(column: FormColumn, cell: Cell, setting: Setting) -> Read:
    found = place_meanings(setting.country).get(normalise(text_of(cell)))
    if found is not None:
        return _meant(found, cell)
    elsewhere = place_meanings(None).get(normalise(text_of(cell)))
    if elsewhere is not None and elsewhere.code not in terms(ELSEWHERE):
        return Read(problem="return_place_other", detail=place(elsewhere.code).country)
    return _unknown_place(cell, place_meanings(setting.country), setting)


def _place_any(column: FormColumn, cell: Cell, setting: Setting) -> Read:
    found = place_meanings(None).get(normalise(text_of(cell)))
    if found is not None and found.code == NO_BORDER and column.code != "route_via":
        found = None
    return _meant(found, cell) if found else _unknown_place(cell, place_meanings(None), setting)


def _meant(found: Meaning, cell: Cell) -> Read:
    return Read(found.code, languages=None if found.is_code(text_of(cell)) else found.languages)


def _unknown_place(cell: Cell, meanings: Meanings, setting: Setting) -> Read:
    names = {p.place_id: place_label(p, setting.language) for p in places_of(None)}
    return Read(problem="return_place_unknown", detail=alike(text_of(cell), meanings, names))


def _period(column: FormColumn, cell: Cell, setting: Setting) -> Read:
    """ "2025-03" or "2025"; a spreadsheet turns the first into a day, the first of the month."""
    text = f"{cell:%Y-%m}" if isinstance(cell, date) and cell.day == 1 else text_of(cell)
    year = setting.first_day.year
    if text == str(year):
        return Read(text)
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12:
        return Read(problem="return_period_wrong")
    month = date(int(found[1]), int(found[2]), 1)
    if month.year != year:
        return Read(problem="return_date_outside", detail=setting.days)
    inside = (
        (setting.first_day.year, setting.first_day.month) <= (month.year, month.month) <= (year, setting.last_day.month)
    )
    return Read(text) if inside else Read(problem="return_date_outside", detail=setting.days)


def _date(column: FormColumn, cell: Cell, setting: Setting) -> Read:
    day = day_of(cell)
    if day is None:
        return Read(problem="return_date_wrong")
    return (
        Read(day)
        if setting.first_day <= day <= setting.last_day
        else Read(problem="return_date_outside", detail=setting.days)
    )


def day_of(cell: Cell) -> date | None:
    """A date of the file, or a text of the form 2025-03-14; other forms can be read in two ways."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(text_of(cell)) if len(text_of(cell)) == 10 else None
    except ValueError:
        return None


def _count(column: FormColumn, cell: Cell, setting: Setting) -> Read:
    found = _quantity(column, cell, setting)
    if not isinstance(found.value, float):
        return found
    if not found.value.is_integer():
        return Read(problem="return_not_whole")
    return Read(int(found.value), found.problem)


def _quantity(column: FormColumn, cell: Cell, setting: Setting) -> Read:
    as_text = ""
    if isinstance(cell, str):
        text = cell.strip()
        is_plain = _PLAIN.fullmatch(text) is not None and text.isascii()
        if _SEPARATED.fullmatch(text) and (setting.is_typed or not is_plain):
            return Read(problem="return_number_ambiguous")
        if not is_plain:
            return Read(problem="return_not_a_number")
        cell, as_text = float(text), "return_number_as_text" if setting.is_typed else ""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not abs(cell) < LARGEST:
        return Read(problem="return_not_a_number")
    if cell < 0:
        return Read(problem="return_negative")
    large = LARGE_TOTAL if column.code == "amount" else LARGE
    return Read(float(cell), "return_implausible" if cell >= large else as_text)


def _event(column: FormColumn, cell: Cell, setting: Setting) -> Read:
    text = text_of(cell).upper()
    return Read(text) if _EVENT.fullmatch(text) else Read(problem="return_event_wrong")


def _text(column: FormColumn, cell: Cell, setting: Setting) -> Read:
    text = " ".join(text_of(cell).split())
    most = LONGEST_DEFINITION if column.code == "own_text" else LONGEST
    if len(text) > most:
        return Read(problem="return_text_long", detail=str(most))
    if not text.isprintable():
        return Read(problem="return_characters")
    return Read(text)


KINDS: Mapping[str, Callable[[FormColumn, Cell, Setting], Read]] = {
    "term": _term, "place": _place, "place_any": _place_any, "period": _period, "date": _date, "count": _count,
    "quantity": _quantity, "event": _event, "text": _text,
}  # fmt: skip
