"""What may be chosen in a column: code → text, as the workbook shows it and a reader can turn it back."""

from collections.abc import Mapping

from tripoint.errors import RegistryError
from tripoint.registry.names import normalise
from tripoint.registry.places import place
from tripoint.registry.return_form import FORM, FormColumn
from tripoint.registry.terms import term, terms
from tripoint.returns.filled import Filled, Value
from tripoint.returns.vocabulary import ELSEWHERE, NO_BORDER, place_label, places_of


def choices(column: FormColumn, filled: Filled) -> Mapping[str, str] | None:
    """Code → text in the order of the list, or None where anything may be written.

    What the template settles (country, language, level, edition) has one choice.
    """
    match column.kind:
        case "period":
            return {text: text for text in periods_of(filled.year)}
        case "place":
            return place_names(filled.country, filled.language)
        case "place_any":
            others = (found.place_id for found in places_of(None) if found.kind == "country")
            names = dict(term_names(ELSEWHERE, filled.language))
            if column.code != "route_via":
                del names[NO_BORDER]
            for country in sorted(others, key=lambda code: code != filled.country):
                names |= place_names(country, filled.language)
            return names
        case "term" | "nature":
            return term_names(column.list_name, filled.language)
        case "country":
            return {filled.country: place_label(place(filled.country), filled.language)}
        case "language":
            return {filled.language: term("language", filled.language).names[filled.language]}
        case "level":
            return {filled.level: term("level", filled.level).names[filled.language]}
        case "form":
            return {FORM: FORM}
    return None


def chosen(code: Value, texts: Mapping[str, str], column: FormColumn) -> str | None:
    """The text of a code in a column with choices; blank stays blank. Raises RegistryError for any other code."""
    if code is None:
        return None
    text = texts.get(str(code))
    if text is None:
        raise RegistryError(
            f"'{code}' cannot be chosen in the column '{column.code}' of the return.",
            text=str(code),
            cure=f"It can be: {', '.join(list(texts)[:20])}.",
        )
    return text


def term_names(list_name: str, language: str) -> Mapping[str, str]:
    return {code: entry.names[language] for code, entry in terms(list_name).items()}


def place_names(country: str, language: str) -> Mapping[str, str]:
    """The country itself, then its states, provinces and territories by their names in the language."""
    named = sorted(places_of(country), key=lambda p: (p.kind != "country", normalise(p.names[language]), p.place_id))
    return {found.place_id: place_label(found, language) for found in named}


def periods_of(year: int) -> tuple[str, ...]:
    """The year and its twelve months: 2025, 2025-01, …"""
    return (str(year), *(f"{year}-{month:02d}" for month in range(1, 13)))
