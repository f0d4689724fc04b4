"""Listed things are found under their usual English, Spanish and French names, whichever language a text is printed in.

tests/cases/three_languages.csv: one thing a line; en, es, fr: its names, parted by ' | '; US, CA, MX: what the shipped texts
say of it, compared with the compiled matrix of precursors below.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tripoint.controls.answer import Answer, assess
from tripoint.controls.lawbook import LawBook, open_lawbook
from tripoint.registry.law_words import equipment_words
from tripoint.registry.names import normalise
from tripoint.registry.names_alike import names_alike
from tripoint.registry.rows import rows_of
from tripoint.store.ledger import Reader, edition_path

TODAY = date(2026, 7, 1)
HELD = ("US", "CA", "MX")
with (Path(__file__).parents[1] / "cases" / "three_languages.csv").open(encoding="utf-8", newline="") as _file:
    THINGS = list(csv.DictReader(_file))
OTHER_WORDS = {  # an item of the compiled matrix → the name it has here
    "norephedrine / phenylpropanolamine": "norephedrine",
    "ergometrine / ergonovine": "ergometrine",
    "1-phenyl-2-propanone (p2p)": "p2p",
    "bmk/p2p methyl glycidic acid & esters": "bmk methyl glycidate",
    "pmk/mdp2p glycidic acid & esters": "pmk methyl glycidate",
    "4-ap (4-anilinopiperidine)": "4-ap",
    "hydrochloric acid / gas": "hydrochloric acid",
    "dies, moulds, punches": "die",
}


@cache
def book() -> LawBook:
    return open_lawbook(Reader(edition_path()), today=TODAY)


def names_of(thing: dict[str, str]) -> list[str]:
    return [name for language in ("en", "es", "fr") for name in thing[language].split(" | ")]


def said(answer: Answer) -> dict[str, tuple[str, frozenset[tuple[str, str]]]]:
    met = {j: frozenset((e.clause.list_id, e.clause.clause) for e in answer.status(j).decides) for j in HELD}
    return {j: (answer.status(j).outcome, met[j]) for j in HELD}


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing["en"].split(" | ")[0])
def test_a_thing_has_one_answer_under_all_its_names(thing: dict[str, str]) -> None:
    names = names_of(thing)
    first = said(assess(book(), names[0]))
    assert {j: outcome for j, (outcome, _) in first.items()} == {j: thing[j] for j in HELD}
    assert {name: other for name in names[1:] if (other := said(assess(book(), name))) != first} == {}


def test_the_table_asks_in_all_three_languages_and_of_no_name_twice() -> None:
    assert len(THINGS) > 250
    names = [(at, normalise(name)) for at, thing in enumerate(THINGS) for name in names_of(thing)]
    assert all(thing[language] for thing in THINGS for language in ("en", "es", "fr"))
    assert len({name for _, name in names}) == len(set(names)), "one name for two things"


@pytest.mark.raw
def test_every_item_of_the_compiled_matrix_is_here_with_what_canada_and_mexico_say(raw: Path) -> None:
    with (raw / "legal/precursor_gap_matrix.csv").open(encoding="utf-8-sig", newline="") as lines:
        matrix = list(csv.DictReader(lines))
    by_name = {normalise(name): thing for thing in THINGS for name in names_of(thing)}
    assert len(matrix) == 56
    for row in matrix:
        item = normalise(row["item"])
        thing = by_name[OTHER_WORDS.get(item, item)]
        for j in ("CA", "MX"):
            assert (thing[j] == "controlled") == bool(row[j]), (row["item"], j)


@pytest.mark.parametrize(
    "name",
    [
        "acetic acid", "ácido acético", "acide acétique", "methanol", "piperazine", "butanol", "1,3-butanediol", "nitrobenzene",
        "dimethylamine", "benzoic acid", "benzyl alcohol", "iodide", "yoduro", "chloride", "sulfate", "fósforo", "phosphore",
        "phosphoric acid", "ethyl acetate", "phenyl acetate", "phenylalanine", "piperidone", "pipéridone", "norephedra", "P2",
        "MEKK", "GBLL", "NP", "AP", "BD", "fentan", "nitazene", "tablet", "tableta", "comprimé", "capsule", "cápsula", "press",
        "hole punch", "molde para pastel", "poppy", "coca cola", "hemp seed", "amapola", "mushrooms", "hongos",
    ],
)  # fmt: skip
def test_what_is_only_nearly_such_a_name_meets_nothing(name: str) -> None:
    assert {status.outcome for status in assess(book(), name).statuses} <= {"not_listed", "not_assessed"}


def test_a_name_of_our_own_stands_for_one_thing() -> None:
    own, printed = ([normalise(row["name"]) for row in rows_of(t)] for t in ("law_own_names", "law_name_pairs"))
    alike = [row["name"] for row in rows_of("law_names_alike")]
    for names in (own, alike):
        assert names == sorted(set(names))
    assert set(own).isdisjoint(printed)
    heads = {row["same_as"] for row in rows_of("law_names_alike")}
    assert heads.isdisjoint(alike)
    assert all(normalise(head) == head and head in names_alike(head) for head in heads)


def test_what_names_have_no_structure_for_is_printed_by_a_text() -> None:
    heads = {row["same_as"] for row in rows_of("law_names_alike")}
    assert [head for head in heads if not any(book().by_name.get(name) for name in names_alike(head))] == []


def test_a_word_for_equipment_is_the_same_thing_in_every_language() -> None:
    found: dict[str, tuple[str, str]] = {}
    for row in rows_of("equipment_words"):
        meant = (row["equipment"], row["concept"])
        assert found.setdefault(normalise(row["word"]), meant) == meant
    assert {word.concept for word in equipment_words().values()} == {
        row["concept"] for row in rows_of("equipment_words") if row["language"] == "fr"
    }
