"""Values as text: what a reader may take for zero is zero."""

import pytest

from tripoint.present.cells import shown
from tripoint.present.words import words


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.004, "under 0.1"), (0.05, "under 0.1"), (0.06, "0.1"), (12.34, "12.3"), (-0.5, "-0.5")],
)
def test_only_zero_is_printed_as_zero(value: float, text: str) -> None:
    assert shown("number", value, words("en"), decimals=1) == text


def test_a_tiny_share_is_under_the_least_share_that_is_printed() -> None:
    assert shown("percent", 0.02, words("en"), decimals=1) == "under 0.1%"


@pytest.mark.parametrize(("language", "text"), [("es", "menos de 0.1"), ("fr", "moins de 0,1")])
def test_a_tiny_value_is_said_in_each_language(language: str, text: str) -> None:
    assert shown("number", 0.001, words(language), decimals=1) == text
