"""A value of a finding's table as text in one language."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from tripoint.findings.bodies import body_of
from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import N_, Column, ColumnKind, Fact
from tripoint.present.document import Cell
from tripoint.present.law_cells import law_text, standing_cell
from tripoint.present.return_cells import definition_cell, own_words_cell, route_text, state_cell, term_text
from tripoint.present.words import Words
from tripoint.protocol.missing import Missing
from tripoint.registry.words import agencies, name

MISSING_WORDS: Mapping[str, str] = {
    Missing.not_reported: N_("not reported"),
    Missing.not_yet_reported: N_("not yet reported"),
    Missing.not_recorded: N_("not recorded"),
    Missing.suppressed: N_("suppressed"),
    Missing.low_quality: N_("low data quality"),
    Missing.not_available: N_("not available"),
    Missing.not_applicable: N_("not applicable"),
    Missing.not_distinguishable: N_("not distinguishable"),
    Missing.not_supplied: N_("not supplied"),
}
QUALIFIERS: Mapping[str, str] = {
    "exactly": "{value}",
    "about": N_("about {value}"),
    "over": N_("over {value}"),
    "nearly": N_("nearly {value}"),
    "up to": N_("up to {value}"),
    "between": N_("{value}, one end of a range"),
    "lower": N_("{value}, lower end of a range"),
    "upper": N_("{value}, upper end of a range"),
    "derived": N_("{value}, computed here"),
    "at least": N_("at least {value}"),
}
SHARES: Mapping[str, str] = {
    "firearms seized": N_("{share} of firearms seized"),
    "firearms submitted for tracing": N_("{share} of firearms submitted for tracing"),
    "US-sourced firearms": N_("{share} of US-sourced firearms"),
    "firearms with a purchaser identified": N_("{share} of firearms with a purchaser identified"),
    "firearms whose origin was determined": N_("{share} of firearms whose origin was determined"),
}
OVER_A_THIRD = (33.3, "over")  # how a transcript writes these words
DIRECTIONS: Mapping[str, str] = {"northbound": N_("northbound"), "southbound": N_("southbound")}
GRADES: Mapping[str, str] = {
    "A": N_("A (the body's own text)"),
    "B": N_("B (quoted by others, not checked)"),
}


def missing_words(reason: str, words: Words) -> str:
    return words(MISSING_WORDS[reason])


def shown(kind: ColumnKind, value: object, words: Words, decimals: int | None = None) -> str:
    """The text of one value. None is "": callers show a reason instead."""
    if value is None:
        return ""
    match kind:
        case "number" | "percent" | "returned":
            number = float(str(value))
            places = decimals if decimals is not None else 0 if abs(number) >= 100 or number.is_integer() else 1
            return _number(number, places, words.percent if kind == "percent" else words.number, words)
        case "country" | "place":
            return name("place", str(value), words.language)
        case "substance" | "measure" | "agency":
            return name(kind, str(value), words.language)
        case "date":
            return words.day(value) if isinstance(value, date) else str(value)
        case "period":
            return words.period(*value) if isinstance(value, tuple) else str(value)
        case "missing":
            return missing_words(str(value), words)
        case "direction":
            return words(DIRECTIONS[str(value)])
        case "grade":
            return words(GRADES[str(value)])
        case "qualifier":
            return words(QUALIFIERS[str(value)]).format(value="").strip()
        case "message":
            return words(str(value))
        case "words":
            return str(value[words.language]) if isinstance(value, Mapping) else str(value)
        case "quantity":
            return quantity_text(value, words) if isinstance(value, Mapping) else str(value)
        case "publisher":
            return publisher(str(value), words)
        case "stated_period":
            return _stated_period("period", value, words) if isinstance(value, Mapping) else str(value)
        case "stated":
            return stated_text(str(value), words)
        case "countries":
            return ", ".join(_country(code, words) for code in str(value).split())
        case "findings":
            return "; ".join(words(CATALOGUE[n].title) if n in CATALOGUE else n for n in str(value).split())
        case "held":
            return words.number(float(str(value)), 0) if value else words(N_("none held"))
        case "term":
            return term_text(str(value), words)
        case "route":
            return route_text(str(value), words)
        case "clause" | "jurisdiction" | "instrument" | "law_list" | "duties":
            return law_text(kind, str(value), words)
        case _:
            return str(value)


def _number(number: float, places: int, written: Callable[[float, int], str], words: Words) -> str:
    """The number at so many places. What they would round to 0 is "under 0.1", so that a bare 0 is zero."""
    least: float = 10.0**-places
    if 0 < number <= least / 2:
        return words(N_("under {value}")).format(value=written(least, places))
    return written(number, places if number else 0)


def cell_of(column: Column, row: Mapping[str, object], words: Words) -> Cell:
    """The cell of a row, with the reason where there is no value."""
    value: object
    match column.kind:
        case "period":
            start, end = row.get(f"{column.name}_start"), row.get(f"{column.name}_end")
            value = (start, end) if start and end else None
        case "words":
            value = row.get(f"{column.name}_{words.language}") or row.get(f"{column.name}_en")
        case "fact":
            start, end = row.get(f"{column.name}_start"), row.get(f"{column.name}_end")
            period = words.period(start, end) if isinstance(start, date) and isinstance(end, date) else ""
            count = shown("number", row.get(f"{column.name}_count"), words)
            text = words(str(row[column.name])).format(period=period, count=count)
            return Cell(text, is_missing=row.get(f"{column.name}_level") == "none")
        case "link":
            address = row.get(column.name)
            return Cell(_host(str(address)), link=str(address)) if address else Cell("")
        case "stated_period":
            value = _stated_period(column.name, row, words) or None
            column = replace(column, kind="text")
        case "findings":
            names = row.get(column.name)
            text = shown("findings", names, words)
            return Cell(text or words(N_("none")), is_missing=not text)
        case "document":
            return _document(column.name, row, words)
        case "definition":
            return definition_cell(column.name, row, words)
        case "own_words":
            return own_words_cell(column.name, row, words)
        case "standing":
            return standing_cell(column.name, row, words)
        case "quantity":
            value = _quantity(column.name, row) if row.get(column.name) is not None else None
        case _:
            value = row.get(column.name)
    if value is None and column.kind == "returned":
        return state_cell(column.name, row, words)
    if value is None:
        reason = row.get(column.missing) if column.missing else None
        return Cell(missing_words(str(reason), words), is_missing=True) if reason else Cell("")
    if column.kind in ("quantity", "held"):
        return Cell(shown(column.kind, value, words), is_missing=not value)
    qualifier = row.get(f"{column.name}_qualifier")
    is_number = column.kind in ("number", "percent", "returned")
    is_part = column.kind == "returned" and not column.decimals and not float(str(value)).is_integer()
    text = shown(column.kind, value, words, 1 if is_part else column.decimals if is_number else None)
    return Cell(words(QUALIFIERS[str(qualifier)]).format(value=text) if qualifier else text)


def quantity_text(quantity: Mapping[str, object], words: Words) -> str:
    """A stated quantity with its qualifier, unit and, for a share, its base: about 70% of firearms seized.

    quantity: value, value_qualifier, value_unit, value_unit_<language>, value_base, value_end, value_of (the
        count that a count is a part of, and which the same publication gives), as in a row.
    """
    number = float(str(quantity["value"]))
    decimals = next((d for d in range(3) if round(number, d) == number), 3)
    if quantity.get("value_unit") == "percent":
        is_third = (number, quantity.get("value_qualifier")) == OVER_A_THIRD
        text = words(N_("over a third")) if is_third else words.percent(number, decimals)
        if quantity.get("value_base"):
            text = words(SHARES[str(quantity["value_base"])]).format(share=text)
        if is_third:
            return text
    else:
        unit = quantity.get(f"value_unit_{words.language}") or ""
        text = f"{words.number(number, decimals)} {unit}".strip()
    if quantity.get("value_of"):
        whole = words.number(float(str(quantity["value_of"])), 0)
        text = words(N_("{part}, of {whole} identified")).format(part=text, whole=whole)
    qualifier = quantity.get("value_end") or quantity.get("value_qualifier")
    return words(QUALIFIERS[str(qualifier)]).format(value=text) if qualifier else text


def stated_text(stated: str, words: Words) -> str:
    """An ISO date, month or year in words."""
    match len(stated):
        case 4:
            return stated
        case 7:
            return words.month(date.fromisoformat(f"{stated}-01"))
        case _:
            return words.day(date.fromisoformat(stated))


def _stated_period(name: str, row: Mapping[str, object], words: Words) -> str:
    text = str(row.get(f"{name}_{words.language}") or "")
    start, end = row.get(f"{name}_start"), row.get(f"{name}_end")
    if isinstance(start, date) and isinstance(end, date) and not re.search(r"[0-9]{4}", text):
        days = words.period(start, end)
        return f"{days} ({text})" if text else days
    return text


def _quantity(name: str, row: Mapping[str, object]) -> Mapping[str, object]:
    return {"value" + key.removeprefix(name): value for key, value in row.items() if key.startswith(name)}


def _document(name: str, row: Mapping[str, object], words: Words) -> Cell:
    label = row.get(f"{name}_{words.language}") or words(str(row.get(name) or ""))
    stated, url = row.get("stated"), row.get("url")
    text = f"{label}, {stated_text(str(stated), words)}" if stated else str(label)
    return Cell(text, link=str(url) if url else None)


def _country(code: str, words: Words) -> str:
    return words(N_("other countries")) if code == "other" else name("place", code, words.language)


def publisher(producer: str, words: Words) -> str:
    """The producer of an origin: an agency of the registry by its name or acronym, else a message of the catalogues."""
    body = body_of(producer)
    known = {key: found for found in agencies() for key in (found.names["en"], found.acronym) if key}
    return known[body].names[words.language] if body in known else words(body)


def sentence(fact: Fact, words: Words) -> str:
    """A fact as a sentence: its parameters are written in the language, then put into the message."""
    return words(fact.message).format(**{k: shown(kind, value, words) for k, (kind, value) in fact.parameters.items()})


def _host(address: str) -> str:
    return address.split("//")[-1].split("/")[0].removeprefix("www.")
