"""A value of a finding's table as text in one language."""

from collections.abc import Mapping
from datetime import date

from tripoint.findings.question import N_, Column, ColumnKind, Fact
from tripoint.present.document import Cell
from tripoint.present.words import Words
from tripoint.protocol.missing import Missing
from tripoint.registry.words import name

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
    "between": N_("{value} (one end of a range)"),
    "derived": N_("{value} (computed here)"),
}
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
        case "number" | "percent":
            number = float(str(value))
            places = decimals if decimals is not None else 0 if abs(number) >= 100 or number.is_integer() else 1
            return words.percent(number, places) if kind == "percent" else words.number(number, places)
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
        case _:
            return str(value)


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
        case _:
            value = row.get(column.name)
    if value is None:
        reason = row.get(column.missing) if column.missing else None
        return Cell(missing_words(str(reason), words), is_missing=True) if reason else Cell("")
    qualifier = row.get(f"{column.name}_qualifier")
    text = shown(column.kind, value, words, column.decimals if column.kind in ("number", "percent") else None)
    return Cell(words(QUALIFIERS[str(qualifier)]).format(value=text) if qualifier else text)


def sentence(fact: Fact, words: Words) -> str:
    """A fact as a sentence: its parameters are written in the language, then put into the message."""
    return words(fact.message).format(**{k: shown(kind, value, words) for k, (kind, value) in fact.parameters.items()})


def _host(address: str) -> str:
    return address.split("//")[-1].split("/")[0].removeprefix("www.")
