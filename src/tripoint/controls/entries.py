"""What a person enters, field by field: checked, brought to one writing, every fault named at once."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale

from tripoint.errors import BadEntry, Problem
from tripoint.errors.problems import readable
from tripoint.registry.notice_form import NoticeField, Record, fields_of, notice_terms

EARLIEST = date(1988, 12, 20)
"""The day of the Convention: no notice and no incident of it is older."""
YEARS_AHEAD = 5
_QUANTITY = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?) ?([A-Za-z]+)")
_TITLE = re.compile(r"(mrs?|ms|dr|sra?|srta|mme|mlle)\b\.?\s", re.IGNORECASE)
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
"""Two letters that CLDR has beside the countries of ISO 3166-1."""


def read_pairs(record: Record, pairs: Iterable[str], *, today: date) -> Mapping[str, str]:
    """Field → text, of texts FIELD=TEXT. An empty text stands for an emptied field. Raises BadEntry with every problem."""
    fields, problems, found = fields_of(record), [], {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        name = name.strip()
        if not sign:
            problems.append(Problem("entry_not_a_pair", record, "--set", value=readable(pair)))
        elif name not in fields:
            problems.append(Problem("entry_field_unknown", record, readable(name)))
        elif name in found:
            problems.append(Problem("entry_repeated", record, name))
        else:
            found[name] = value
    values, faults = _checked(record, found, today=today)
    if problems or faults:
        raise BadEntry((*problems, *faults))
    return values


def check_whole(record: Record, values: Mapping[str, str]) -> None:
    """Raises BadEntry with every field that is asked and missing, and for a shipment within one country."""
    problems = [
        Problem("entry_missing", record, name)
        for name, field in fields_of(record).items()
        if field.is_asked and not values.get(name)
    ]
    countries = values.get("exporting_country"), values.get("importing_country")
    if countries[0] and countries[0] == countries[1]:
        problems.append(Problem("entry_same_country", record, "importing_country", value=countries[0]))
    if problems:
        raise BadEntry(tuple(problems))


@cache
def countries(locale: str) -> Mapping[str, str]:
    """ISO 3166-1 letters → name in a language, such as es_MX."""
    return {
        code: name
        for code, name in Locale.parse(locale).territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES
    }


def _checked(record: Record, found: Mapping[str, str], *, today: date) -> tuple[dict[str, str], list[Problem]]:
    values, problems = {}, []
    for name, text in found.items():
        value = " ".join(text.split())
        fault = _fault_of_text(record, fields_of(record)[name], value)
        if fault is None and value:
            value, fault = _read(record, fields_of(record)[name], value, today)
        if fault is None:
            values[name] = value
        else:
            problems.append(fault)
    return values, problems


def _fault_of_text(record: Record, field: NoticeField, value: str) -> Problem | None:
    if len(value) > field.longest:
        return Problem("entry_too_long", record, field.name, value=str(len(value)), detail=str(field.longest))
    if not value.isprintable():
        return Problem("entry_unreadable", record, field.name, value=readable(value))
    if value[:1] in ("=", "+", "-", "@"):
        return Problem("entry_formula", record, field.name, value=value[0])
    if "@" in value or (field.kind == "firm" and _TITLE.match(value)):
        return Problem("entry_person", record, field.name, value=readable(value))
    return None


def _read(record: Record, field: NoticeField, value: str, today: date) -> tuple[str, Problem | None]:
    """The value in one writing, or what is wrong with it."""
    match field.kind:
        case "quantity":
            return _quantity(record, field.name, value)
        case "date":
            return _date(record, field.name, value, today)
        case "country" | "countries":
            codes = (
                [part.strip().upper() for part in value.split(",")] if field.kind == "countries" else [value.upper()]
            )
            unknown = [code for code in codes if code not in countries("en_US")]
            fault = Problem("entry_country", record, field.name, value=readable(unknown[0])) if unknown else None
            return ", ".join(codes), fault
        case "choice":
            known = notice_terms(field.name)
            detail = ", ".join(known)
            fault = Problem("entry_choice", record, field.name, value=readable(value), detail=detail)
            return value, None if value in known else fault
    return value, None


def _quantity(record: Record, name: str, value: str) -> tuple[str, Problem | None]:
    units = {unit.lower(): unit for unit in notice_terms("unit")}
    match = _QUANTITY.fullmatch(value)
    if match is None or match[2].lower() not in units or not Decimal(match[1]):
        detail = ", ".join(units.values())
        return value, Problem("entry_quantity", record, name, value=readable(value), detail=detail)
    return f"{Decimal(match[1]).normalize():f} {units[match[2].lower()]}", None


def _date(record: Record, name: str, value: str, today: date) -> tuple[str, Problem | None]:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value, Problem("entry_date", record, name, value=readable(value))
    last = today if name == "occurred_date" else date(today.year + YEARS_AHEAD, 12, 31)
    if not EARLIEST <= day <= last:
        return value, Problem("entry_date_impossible", record, name, value=value, detail=f"{EARLIEST} … {last}")
    return day.isoformat(), None
