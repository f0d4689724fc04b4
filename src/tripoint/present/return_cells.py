"""What a government returned, as text in one language: numbers, blanks, terms, places and its own words."""

from collections.abc import Mapping

from tripoint.findings.question import N_
from tripoint.present.document import Cell
from tripoint.present.words import Words
from tripoint.registry.terms import term, terms
from tripoint.registry.words import name

NOT_SUPPLIED: Mapping[str, str] = {
    "US": N_("not supplied by the United States"),
    "MX": N_("not supplied by Mexico"),
    "CA": N_("not supplied by Canada"),
}
STATES: Mapping[str, str] = {
    "supplied": N_("supplied"),
    "supplied_to_governments": N_("supplied, not public"),
    "zero": N_("zero (nothing to report)"),
    "governments": N_("supplied to the three governments only"),
    "no_return": N_("no return held"),
    "no_row": "–",
}
USES: Mapping[str, str] = {
    "as_form": N_("as in the form"),
    "own": N_("own definition, not written out"),
    "not_counted": N_("not counted in this country"),
}
IN_LANGUAGE: Mapping[str, str] = {
    "en": N_("{text} (in English)"),
    "es": N_("{text} (in Spanish)"),
    "fr": N_("{text} (in French)"),
}


def term_text(value: str, words: Words) -> str:
    """A term by its name. value: `list/code`."""
    list_name, _, code = value.partition("/")
    return term(list_name, code).names[words.language]


def route_text(value: str, words: Words) -> str:
    """A place or a term of route_place by its name."""
    known = terms("route_place").get(value)
    return known.names[words.language] if known else name("place", value, words.language)


def state_cell(column: str, row: Mapping[str, object], words: Words) -> Cell:
    """Why a return has no number here. The country is the column's name or stands in the row."""
    state = str(row.get(f"{column}_state") or "no_row")
    country = column if column in NOT_SUPPLIED else str(row.get("country"))
    text = NOT_SUPPLIED[country] if state == "not_supplied" else STATES[state]
    return Cell(words(text), is_missing=not state.startswith(("supplied", "zero")))


def definition_cell(column: str, row: Mapping[str, object], words: Words) -> Cell:
    """How a country counts: its own words with their language, or as in the form, or why that is not known."""
    use = row.get(f"{column}_use")
    if row.get(column):
        return own_words_cell(column, row, words)
    return Cell(words(USES[str(use)])) if use else state_cell(column, row, words)


def own_words_cell(column: str, row: Mapping[str, object], words: Words) -> Cell:
    """A government's words as it wrote them; says in which language where it is not the reader's."""
    text, language = str(row.get(column) or ""), str(row.get(f"{column}_language") or "")
    if not text or language in ("", words.language):
        return Cell(text)
    return Cell(words(IN_LANGUAGE[language]).format(text=text))
