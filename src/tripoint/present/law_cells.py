"""Jurisdictions, law texts, their lists and duties as text in one language."""

from collections.abc import Callable, Mapping

from tripoint.findings.question import N_
from tripoint.present.words import Words
from tripoint.registry.law import duties, instruments, law_list
from tripoint.registry.words import name

UNITED_NATIONS = N_("United Nations")


def law_text(kind: str, value: str, words: Words) -> str:
    """A code of one of the kinds jurisdiction, instrument, law_list and duties in words."""
    return _WRITTEN[kind](value, words)


def jurisdiction_text(code: str, words: Words) -> str:
    """US, CA or MX by the country's name, UN in words."""
    return words(UNITED_NATIONS) if code == "UN" else name("place", code, words.language)


def instrument_text(code: str, words: Words) -> str:
    """The title of a law, regulation or convention."""
    return instruments()[code].titles[words.language]


def list_text(code: str, words: Words) -> str:
    """A list with the instrument it stands in as its country cites it, where the title does not say it itself."""
    listed = law_list(code)
    title = listed.titles[words.language]
    return title if "(" in title else f"{title} ({listed.instrument.citation})"


def duties_text(codes: str, words: Words) -> str:
    """Duties, of codes separated by spaces."""
    return "; ".join(duties()[code].names[words.language] for code in codes.split())


_WRITTEN: Mapping[str, Callable[[str, Words], str]] = {
    "jurisdiction": jurisdiction_text, "instrument": instrument_text, "law_list": list_text, "duties": duties_text,
}  # fmt: skip
