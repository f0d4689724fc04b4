"""Labels of US law: which goes on from which, and what a wording takes in beside the names."""

import pytest

from tripoint.harmonise.outline import Outline, split_label
from tripoint.harmonise.wording import covers_of, names_and_tail


def walked(*labels: str) -> list[str | None]:
    outline = Outline()
    return [outline.step(label) for label in labels]


def test_a_label_goes_on_or_opens_a_level_below() -> None:
    assert walked("a", "1", "A", "i", "ii", "B", "2", "b") == [
        "(a)", "(a)(1)", "(a)(1)(A)", "(a)(1)(A)(i)", "(a)(1)(A)(ii)", "(a)(1)(B)", "(a)(2)", "(b)",
    ]  # fmt: skip


def test_i_after_h_is_a_letter_and_after_another_a_number() -> None:
    outline = Outline(["h"])
    assert outline.step("i") == "(i)"
    outline = Outline(["34", "H"])
    assert outline.step("I") == "(34)(I)"
    outline = Outline(["41", "A"])
    assert outline.step("i") == "(41)(A)(i)"
    assert outline.step("I") == "(41)(A)(i)(I)"


def test_roman_numbers_go_on_past_fifty() -> None:
    outline = Outline(["A", "xxxviii"])
    assert outline.step("xxxix") == "(A)(xxxix)"
    assert outline.step("xl") == "(A)(xl)"
    assert Outline(["xlix"]).step("l") == "(l)"


def test_a_label_that_follows_nothing_leaves_the_place_as_it_was() -> None:
    outline = Outline(["a", "3"])
    assert outline.step("5") is None
    assert outline.where == "(a)(3)"


def test_a_word_in_brackets_is_no_label() -> None:
    assert split_label("(other) words") == (None, "(other) words")
    assert split_label("(xlviii) tetrahydrosample") == ("xlviii", "tetrahydrosample")


@pytest.mark.parametrize(
    ("text", "names", "covers"),
    [
        ("Ephedrine, its salts, optical isomers, and salts of optical isomers.", ("Ephedrine",),
         ("salts", "salts_of_isomers", "optical_isomers")),
        ("Ethyl ether.", ("Ethyl ether",), ()),
        ("Anthranilic acid, its esters, and its salts.", ("Anthranilic acid",), ("salts", "esters")),
        ("2-Butanone (or Methyl Ethyl Ketone).", ("2-Butanone", "Methyl Ethyl Ketone"), ()),
        ("Sample, its salts, optical isomers, and salts of optical isomers (SMP)", ("Sample", "SMP"),
         ("salts", "salts_of_isomers", "optical_isomers")),
        ("Gamma-sample (Other names include: GSL; 1,2-Samplolide)", ("Gamma-sample", "GSL", "1,2-Samplolide"), ()),
    ],
)  # fmt: skip
def test_names_stand_before_what_the_wording_takes_in(
    text: str, names: tuple[str, ...], covers: tuple[str, ...]
) -> None:
    found, tail = names_and_tail(text)
    assert (found, covers_of(tail)) == (names, covers)


def test_a_condition_and_an_exception_are_no_further_thing() -> None:
    assert covers_of("including their salts whenever the existence of such isomers is possible") == ("salts",)
    assert covers_of("its salts, except the esters of it") == ("salts",)
