"""The days of a text in words, and one word in French for what is held."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tripoint.present import words as present_words
from tripoint.present.law_words import remark_words
from tripoint.present.words import words

CATALOGUE = Path(present_words.__file__).parent / "locale" / "fr_CA.po"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "the text held is of April 20, 2023"),
        ("es", "el texto disponible es del 20 de abril de 2023"),
        ("fr", "le texte disponible est du 20 avril 2023"),
    ],
)
def test_a_text_of_one_day_has_that_day_and_no_span(language: str, said: str) -> None:
    one_day = (("list", "ca_cdsa/I"), ("start", "2023-04-20"), ("day", "2023-04-20"))
    assert remark_words("text_covers", one_day, words(language)).endswith(said)
    more = (("list", "ca_cdsa/I"), ("start", "2023-04-20"), ("day", "2023-04-21"))
    assert not remark_words("text_covers", more, words(language)).endswith(said)
    assert "21" in remark_words("text_covers", more, words(language))


def test_french_has_one_word_for_the_law_texts_that_are_held() -> None:
    with CATALOGUE.open("rb") as file:
        said = [
            text
            for message in read_po(file)
            for text in (message.string if isinstance(message.string, tuple) else (message.string,))
        ]
    assert [
        text for text in said if re.search(r"(textes?|seuil|listes?|copie)( n’est| de loi)?( non)? détenu", text)
    ] == []
