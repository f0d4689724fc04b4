"""Days and periods in the words of a law."""

from datetime import date

import pytest

from tripoint.harmonise.days_in_words import days_in, days_of_period, first_day

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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("[July 16, 2025]", date(2025, 7, 16)),
        ("Dec. 29, 2022(fm)", date(2022, 12, 29)),
        ("of 1 January 2025, revised", date(2025, 1, 1)),
        ("Sept. 5, 2024", date(2024, 9, 5)),
        ("February 30, 2024", None),
        ("in May", None),
    ],
)
def test_a_day_in_words_is_a_day(text: str, day: date | None) -> None:
    assert first_day(text) == day
