"""Two spellings of one name become one, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripoint.registry.names import normalise


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MICHOACAN", "Michoacán"),
        ("Québec", "quebec"),
        ("US VIRGIN  ISLANDS", "US Virgin Islands"),
        ("Île-du-Prince-Édouard", "ILE\u2011DU\u2011PRINCE\u2011EDOUARD"),
        ("4'-Methyl acetyl fentanyl", "4’-METHYL ACETYL FENTANYL"),
        ("4'-methyl", "4\u2032-methyl"),
        ("T40.2\u2013T40.4", "t40.2-t40.4"),
        ("ﬁeld\u00a0office", "Field Office"),
        ("  padded\n", "Padded"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Baja California", "Baja California Sur"),
        ("ortho-Fluorofentanyl", "orthofluorofentanyl"),
        ("Virginia", "West Virginia"),
        ("2-Chloro", "4-Chloro"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_normalised_as_text_beside_an_accent_is(text: str) -> None:
    assert normalise(text) == normalise(text + " é").removesuffix("e").removesuffix(" ")
