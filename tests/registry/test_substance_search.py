"""Misspelt names: the quick way agrees with the slow one, and is right at least as often as the usual library."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from tripoint.registry.names import normalise
from tripoint.registry.substance_alike import LONGEST, Texts, similarity
from tripoint.registry.substance_forms import letters_only, sounded
from tripoint.registry.substance_index import substance_index
from tripoint.registry.substance_search import NameSearch

CASES = Path(__file__).parent.parent / "cases" / "substance_misspellings.csv"
ROWS = list(csv.DictReader(CASES.read_text("utf-8").splitlines()))
INDEX = substance_index()
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=LONGEST)


def alike(one: str, other: str) -> float:
    nothing = np.zeros(1, np.int64)
    return float(similarity(Texts(letters_only([one])), nothing, Texts(letters_only([other])), nothing)[0])


def meant(name: str) -> set[str]:
    return {candidate.meaning.identity for candidate in INDEX.meanings_of(name)}


@given(LETTERS, LETTERS)
def test_similarity_is_the_ratio_of_rapidfuzz(one: str, other: str) -> None:
    assert alike(one, other) == pytest.approx(fuzz.ratio(one, other) / 100)


def test_of_a_very_long_name_the_beginning_is_compared() -> None:
    assert alike("a" * LONGEST + "b", "a" * LONGEST + "c") == 1


def test_marks_and_greek_letters_are_read_alike() -> None:
    assert letters_only(["α-pvp (x)"]).tobytes() == b"alphapvpx\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [("phentanyl", "fentanil"), ("kodéine", "codeina"), ("xylazine", "xilasina"), ("fentanylum", "fentanilo")],
)
def test_spellings_that_sound_alike_become_one(one: str, other: str) -> None:
    forms = [sounded(letters_only([normalise(text)])).tobytes() for text in (one, other)]
    assert forms[0] == forms[1]


def test_a_name_below_the_threshold_is_not_suggested() -> None:
    search = NameSearch(["fentanyl"])
    assert search.near(["fentanul"])[0]
    assert search.near(["fenxxxyl"]) == [()]


def test_a_name_may_ask_for_more_than_the_threshold() -> None:
    assert NameSearch(["fentanyl"], least=np.array([0.9])).near(["fentanul"]) == [()]


def test_names_of_fewer_than_five_letters_are_never_suggested() -> None:
    assert NameSearch(["anae", "copi", "tusi"]).near(["anaee", "copii", "tussi"]) == [(), (), ()]


def test_many_queries_have_the_answers_of_each_alone() -> None:
    queries = [normalise(row["misspelling"]) for row in ROWS[:60]]
    assert INDEX.search.near(queries) == [INDEX.search.near([query])[0] for query in queries]


def test_an_empty_list_and_no_query_have_no_answers() -> None:
    assert NameSearch([]).near(["fentanyl"]) == [()]
    assert INDEX.search.near([]) == []


def test_the_cases_are_misspelt_enough_and_their_names_are_known() -> None:
    assert len(ROWS) >= 150
    assert len({row["misspelling"] for row in ROWS}) == len(ROWS)
    assert {row["language"] for row in ROWS} == {"en", "es", "fr"}
    assert sum(not row["intended"] for row in ROWS) >= 20
    for row in ROWS:
        assert not INDEX.meanings_of(row["misspelling"]), row
        assert not row["intended"] or INDEX.meanings_of(row["intended"]), row


def test_the_first_answer_is_right_as_often_as_rapidfuzz_and_in_19_of_20_cases() -> None:
    queries = [normalise(row["misspelling"]) for row in ROWS]
    ours = [INDEX.names[found[0].at] if found else None for found in INDEX.search.near(queries, most=1)]
    scores = process.cdist(queries, INDEX.names, scorer=fuzz.ratio, score_cutoff=80)
    best = scores.argmax(axis=1)
    theirs = [INDEX.names[at] if scores[i, at] else None for i, at in enumerate(best)]

    def right(firsts: list[str | None]) -> int:
        return sum(
            first is None if not row["intended"] else first is not None and bool(meant(first) & meant(row["intended"]))
            for first, row in zip(firsts, ROWS, strict=True)
        )

    assert right(ours) >= right(theirs)
    assert right(ours) >= 0.95 * len(ROWS)
