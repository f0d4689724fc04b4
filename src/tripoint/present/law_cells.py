"""Jurisdictions, law texts, their lists and duties as text in one language."""

from collections.abc import Callable, Mapping
from datetime import date

from tripoint.findings.question import N_
from tripoint.present.document import Cell
from tripoint.present.law_words import clause_words, list_title, outcome_words
from tripoint.present.words import Words
from tripoint.registry.law import duties, instruments
from tripoint.registry.words import name

UNITED_NATIONS = N_("United Nations")
SILENT = N_("no answer here; class clauses may apply; verify")


def law_text(kind: str, value: str, words: Words) -> str:
    """A code of one of the kinds clause, jurisdiction, instrument, law_list and duties in words."""
    return _WRITTEN[kind](value, words)


def jurisdiction_text(code: str, words: Words) -> str:
    """US, CA or MX by the country's name, UN in words."""
    return words(UNITED_NATIONS) if code == "UN" else name("place", code, words.language)


def instrument_text(code: str, words: Words) -> str:
    """The title of a law, regulation or convention."""
    return instruments()[code].titles[words.language]


def duties_text(codes: str, words: Words) -> str:
    """Duties, of codes separated by spaces."""
    return "; ".join(duties()[code].names[words.language] for code in codes.split())


def standing_cell(column: str, row: Mapping[str, object], words: Words) -> Cell:
    """The lists in which something stands; without one the same caution, whatever the reason."""
    outcome = str(row[f"{column}_outcome"])
    text = "; ".join(_listed(one, words) for one in str(row[column] or "").split())
    if not text:
        return Cell(words(SILENT), is_missing=True)
    return Cell(text if outcome == "controlled" else f"{outcome_words(outcome, words)} – {text}")


def _listed(coded: str, words: Words) -> str:
    """coded: list, first day or '', and confidence. A star marks what was not read in the primary text."""
    list_id, day, confidence = coded.split("@")
    title = list_title(list_id, words) + ("" if confidence == "primary" else "*")
    return f"{title}, {words.day(date.fromisoformat(day))}" if day else title


_WRITTEN: Mapping[str, Callable[[str, Words], str]] = {
    "jurisdiction": jurisdiction_text, "instrument": instrument_text, "law_list": list_title, "duties": duties_text,
    "clause": clause_words,
}  # fmt: skip
