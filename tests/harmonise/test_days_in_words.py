"""Days and periods in the words of a law."""

from datetime import date

import pytest

from tripoint.harmonise.days_in_words import days_in, days_of_period

FIRST, LAST = date(2026, 6, 5), date(2027, 6, 4)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("June 5, 2026 to June 4, 2027", "en"),
        ("5 juin 2026 au 4 juin 2027", "fr"),
        ("du 5\u00a0juin 2026 au 4 juin 2027", "fr"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, language: str) -> None:
    assert days_of_period(text, language) == (FIRST, LAST)


@pytest.mark.parametrize(
    "text", ["June 5, 2026", "June 5, 2026 to later", "June 5, 2027 to June 4, 2026", "June 31, 2026 to July 1, 2026",
             "Juin 5, 2026 to June 4, 2027", "from June 5, 2026 to June 4, 2027", ""],
)  # fmt: skip
def test_anything_else_is_no_period(text: str) -> None:
    assert days_of_period(text, "en") is None


def test_the_days_a_sentence_names() -> None:
    assert days_in("These Regulations come into force on October 1, 2026.", "en") == (date(2026, 10, 1),)
    assert days_in("Le présent règlement entre en vigueur le 1er octobre 2026.", "fr") == (date(2026, 10, 1),)
    assert days_in("on October 1, 2026 or March 3, 2027", "en") == (date(2026, 10, 1), date(2027, 3, 3))
    assert days_in("some day", "en") == ()
