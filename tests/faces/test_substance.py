"""`tripoint substance`, as a person types it."""

import csv
import io
import json

import pytest

from tests.faces.test_ask import tripoint


def test_an_ambiguous_name_answers_with_all_meanings_their_origin_and_a_warning() -> None:
    said = tripoint("substance", "tusi").stdout
    assert "“tusi” can mean 2 things:" in said
    assert "Tusi (pink powder mixture)" in said
    assert "InChIKey, first block YMHOBZXQZVXHBM" in said
    assert "UNODC, Global SMART Update" in said
    assert "Street names age" in said


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", ("puede significar", "nombre de calle")), ("fr", ("peut désigner", "nom de rue"))],
)
def test_the_answer_speaks_three_languages(language: str, words: tuple[str, ...]) -> None:
    said = tripoint("substance", "tusi", "--lang", language).stdout
    assert all(word in said for word in words)


def test_a_misspelt_name_is_a_question_back() -> None:
    said = tripoint("substance", "fentanul").stdout
    assert said.startswith("“fentanul” is no name of the index. Did you mean:\n• Fentanyl")


def test_a_salt_is_answered_with_the_name_in_it_and_said_to_be_more_than_that() -> None:
    said = tripoint("substance", "xylazine hydrochloride").stdout
    assert "• Xylazine – Xylazine (stands in the text)" in said
    assert "not all of it" in said
    (first, *_) = json.loads(tripoint("substance", "xylazine hydrochloride", "--json").stdout)["suggestions"]
    assert first["is_inside"] is True


def test_a_sign_that_is_not_compared_is_said() -> None:
    assert "Signs such as (+)" in tripoint("substance", "(−)-methamphetamine").stdout
    assert "Signs such as (+)" not in tripoint("substance", "metanfetamna").stdout


def test_an_unknown_name_is_an_answer_and_says_what_it_does_not_mean() -> None:
    done = tripoint("substance", "screwdriver")
    assert done.returncode == 0
    assert "not thereby unknown or uncontrolled" in done.stdout


def test_json_holds_the_identity_and_the_origin_of_every_name() -> None:
    answer = json.loads(tripoint("substance", "dexmedetomidine", "--json").stdout)
    (meaning,) = answer["meanings"]
    assert (answer["match"], meaning["first_block"], meaning["stereo"]) == ("exact", "CUHVIMMYOGQXCV", "defined")
    assert {name["source"] for name in meaning["names"]} == {"drugbank"}


def test_csv_has_a_row_for_every_name_of_every_meaning() -> None:
    answer = json.loads(tripoint("substance", "metanfetamna", "--json").stdout)
    rows = list(csv.DictReader(io.StringIO(tripoint("substance", "metanfetamna", "--csv").stdout)))
    assert len(rows) == sum(len(m["names"]) for s in answer["suggestions"] for m in s["meanings"])
    assert {row["found"] for row in rows} == {"suggestion"}


def test_two_forms_at_once_are_refused() -> None:
    done = tripoint("substance", "tusi", "--json", "--csv")
    assert done.returncode == 1
    assert "exclude each other" in done.stderr


def test_the_help_has_an_example() -> None:
    assert "Example: tripoint substance" in tripoint("substance", "--help").stdout
