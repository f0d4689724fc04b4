"""What both faces share: labels, breaks, column widths."""

import pytest

from tripoint.present.document import Cell, Grid, Heading
from tripoint.report.breaks import ZERO_WIDTH_SPACE, breakable_text, with_breaks
from tripoint.report.columns import with_widths
from tripoint.report.plain import plain_block, with_colon


@pytest.mark.parametrize(
    ("label", "language", "expected"),
    [
        ("How to read it", "en", "How to read it:"),
        ("Cómo leerlo", "es", "Cómo leerlo:"),
        ("Comment lire", "fr", "Comment lire\u00a0:"),
        ("Why?", "en", "Why?"),
        ("Note: ", "en", "Note:"),
    ],
)
def test_a_label_gets_the_colon_of_its_language(label: str, language: str, expected: str) -> None:
    assert with_colon(label, language) == expected


@pytest.mark.parametrize(
    "text", ["A sentence of words.", "1,234,567.89", "12\u202f345", "2020/21", "counterintelligence"]
)
def test_ordinary_words_and_numbers_are_never_broken(text: str) -> None:
    assert breakable_text(text) == text


def test_addresses_break_after_signs_and_codes_after_underscores() -> None:
    assert breakable_text("us_nflis_drug").split(ZERO_WIDTH_SPACE) == ["us_", "nflis_", "drug"]
    pieces = breakable_text("https://www.example.org/long/path-to/file.csv").split(ZERO_WIDTH_SPACE)
    assert pieces == ["https://", "www.", "example.", "org/", "long/", "path-", "to/", "file.", "csv"]


def test_a_very_long_word_may_break_anywhere_but_loses_nothing() -> None:
    broken = breakable_text("x" * 40)
    assert broken.replace(ZERO_WIDTH_SPACE, "") == "x" * 40
    assert broken.count(ZERO_WIDTH_SPACE) == 39


def test_headings_and_links_stay_as_they_are() -> None:
    heading = plain_block(Heading(1, "x" * 40, "x"), "en")
    assert with_breaks(heading) == heading
    link = {"link": "https://www.example.org/a_b/" + "c" * 40}
    assert with_breaks(link) == link


def grid(*texts: str) -> Grid:
    return Grid("c", tuple("h" for _ in texts), tuple("left" for _ in texts), (tuple(map(Cell, texts)),))


def test_a_table_that_fits_is_as_wide_as_the_page_and_a_full_one_gives_more_to_longer_texts() -> None:
    fitted = with_widths(grid("abcd", "a"))
    assert isinstance(fitted, Grid)
    assert fitted.widths == (7.0, 4.0)
    full = with_widths(grid("word " * 100, "word " * 25))
    assert isinstance(full, Grid)
    assert full.widths[0] > full.widths[1] > 4
