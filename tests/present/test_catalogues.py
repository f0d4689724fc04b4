"""The catalogues of Spanish and French: complete, with the code's placeholders, in each language's signs."""

import ast
import csv
import re
import string
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tripoint.present.extract import KEYWORDS, messages
from tripoint.present.words import LOCALES

ROOT = Path(str(files("tripoint")))
CATALOGUES = sorted(language for language in LOCALES if language != "en")
# Acronyms, proper names, figures and codes that a translation keeps, and words that are spelt alike.
SAME: Mapping[str, tuple[str, ...]] = {
    "both": (
        "2016", "ATF", "CBP", "CBP, Laredo", "DEA", "DHS", "DOJ", "GAO", "HSI", "ICITAP", "ONDCP",
        "ONDCP, HIDTA", "PGR, GC-Armas", "SEDENA", "SEMAR", "SRE", "SSPC", "Total",
        "USPIS", "{period}",
    ),
    "es": ("CBSA", "CIROC", "RCMP", "RCMP, CNFTC", "SSPC, Gabinete de Seguridad", "error", "no"),
    "fr": (
        "Canada", "Date", "Fentanyl", "Hospitalisations", "Licence", "Publication", "Question", "Source",
        "Substance", "Substances", "coalition", "licence",
    ),
}  # fmt: skip
NAMED = {
    "caveats": ("es", "fr"),
    "measures": ("name_es", "name_fr", "counts_es", "counts_fr"),
    "places": ("name_es", "name_fr"),
    "substances": ("name_es", "name_fr"),
    "agencies": ("name_es", "name_fr"),
    "terms": ("name_es", "name_fr"),
    "notice_fields": ("title_es", "title_fr"),
    "notice_terms": ("name_es", "name_fr"),
    "return_sheets": ("title_es", "title_fr", "purpose_es", "purpose_fr"),
    "return_columns": ("label_es", "label_fr"),
    "return_cover": ("label_es", "label_fr", "note_es", "note_fr"),
    "return_totals": ("name_es", "name_fr"),
    "return_definitions": ("name_es", "name_fr", "text_es", "text_fr"),
}


def translations(language: str) -> list[Message]:
    with (ROOT / "present" / "locale" / f"{LOCALES[language]}.po").open("rb") as file:
        return [message for message in read_po(file, locale=LOCALES[language]) if message.id]


def pairs(language: str) -> list[tuple[str, str]]:
    return [(str(message.id), str(message.string)) for message in translations(language)]


def placeholders(text: str) -> set[tuple[str, str, str | None]]:
    """Name, format and conversion of each placeholder."""
    parts = string.Formatter().parse(text)
    return {(name, form or "", turn) for _, name, form, turn in parts if name is not None}


def messages_by_syntax() -> Iterator[str]:
    """The same messages as found by Python's own parser, which also looks into f-strings."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                text = ast.literal_eval(node.args[0]) if isinstance(node.args[0], ast.Constant) else None
                if isinstance(text, str) and node.func.id in {*KEYWORDS, "self"}:
                    yield text


def registry_texts() -> Iterator[tuple[str, str]]:
    """(where, text) of every Spanish and French text of the registry."""
    for table, columns in NAMED.items():
        with (ROOT / "registry" / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                yield from ((f"{table}.csv, line {number}, {column}", row[column]) for column in columns)


def test_extraction_misses_no_message_of_the_code() -> None:
    assert set(messages_by_syntax()) - set(messages(ROOT)) == set()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_exactly_the_messages_of_the_code(language: str) -> None:
    assert sorted(msgid for msgid, _ in pairs(language)) == messages(ROOT)


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_message_is_translated_and_none_is_fuzzy(language: str) -> None:
    assert [m.id for m in translations(language) if not str(m.string).strip() or m.fuzzy] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    assert [pair for pair in pairs(language) if placeholders(pair[0]) != placeholders(pair[1])] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_has_the_spaces_around_its_message(language: str) -> None:
    def around(text: str) -> tuple[int, int]:
        return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())

    assert [pair for pair in pairs(language) if around(pair[0]) != around(pair[1])] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_is_not_the_english_text(language: str) -> None:
    same = {msgid for msgid, text in pairs(language) if msgid == text}
    assert same - {*SAME["both"], *SAME[language]} == set()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_has_no_english_words(language: str) -> None:
    english = re.compile(r"\b(the|and|with|which|are|was|were|that|this|by|each|held|(?<!--)from)\b", re.I)
    assert [text for _, text in pairs(language) if english.search(text)] == []


def test_french_has_no_ordinary_space_where_a_no_break_space_belongs() -> None:
    ordinary = re.compile(r" [:%»]|« ")
    assert [text for _, text in pairs("fr") if ordinary.search(text)] == []


def test_french_has_the_no_break_space_and_none_before_other_marks() -> None:
    wrong = re.compile(r"(?<![\s\u00a0])»|«(?!\u00a0)|[\s\u00a0][;!?]|(?<=[a-zé]):(?=\s)|\w'\w")
    assert [text for _, text in pairs("fr") if wrong.search(text)] == []


def test_spanish_opens_every_question() -> None:
    assert [text for _, text in pairs("es") if text.count("?") != text.count("¿")] == []


def test_spanish_has_no_no_break_space() -> None:
    assert [text for _, text in pairs("es") if "\u00a0" in text] == []


def test_every_text_of_the_registry_is_translated() -> None:
    assert [where for where, text in registry_texts() if not text.strip()] == []
