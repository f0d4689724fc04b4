"""Lines of a user's list."""

import inspect
import re
from typing import get_args

import pytest

from tests.controls.clauses_made import book, clause
from tripoint.analysis.structures.reading import Reason
from tripoint.controls import absence, deciding, finding
from tripoint.controls import lines as lines_module
from tripoint.controls import query as query_module
from tripoint.controls.answer import assess
from tripoint.controls.lines import Lines
from tripoint.controls.query import Query
from tripoint.ingest.uneven import Flaw
from tripoint.present.law_words import REMARKS

BOOK = book(clause("ca_cdsa/I", "16", "Fentanyl"), clause("ca_cdsa/VI-2", "1", "Acetone"))


def lines(*header: str) -> Lines:
    def ask(query: Query):  # type: ignore[no-untyped-def]
        return assess(BOOK, query)

    return Lines(header, ask)


@pytest.mark.parametrize("header", ["Substance", "Sustancia", "PRODUIT", "product_name"])
def test_the_column_of_names_is_known_in_three_languages(header: str) -> None:
    assert lines("order", header).answer(["1", "fentanilo"]).statuses[1].outcome == "controlled"


def test_a_header_without_an_identifier_has_nothing_to_screen() -> None:
    assert lines("order", "colour").identifiers == ()


def test_of_two_identifiers_the_gravest_answer_stands_and_a_contradiction_is_said() -> None:
    answer = lines("name", "cas").answer(["caffeine", "437-38-7"])
    assert answer.statuses[1].outcome == "controlled"
    assert "identifiers_differ" in {r.code for r in answer.statuses[1].reasons}


@pytest.mark.parametrize("header", [("name", "name"), ("product", "order", "nombre"), ("name", "Description")])
def test_two_columns_of_one_kind_are_both_asked(header: tuple[str, ...]) -> None:
    answer = lines(*header).answer(["caffeine", *[""] * (len(header) - 2), "fentanyl"])
    assert answer.statuses[1].outcome == "controlled"
    assert answer.asked == "caffeine | fentanyl"


def test_a_wrong_check_digit_is_the_lines_problem_though_its_name_is_answered() -> None:
    answer = lines("name", "cas").answer(["fentanyl", "437-38-8"])
    assert (answer.problem, answer.statuses[1].outcome) == ("wrong_cas_digit", "controlled")


def test_a_code_of_the_harmonised_system_adds_a_reason_and_decides_nothing() -> None:
    answer = lines("name", "hs").answer(["fentanyl", "2933.39"])
    assert (answer.problem, answer.statuses[1].outcome) == ("", "controlled")
    assert "hs_residual" in {r.code for r in answer.statuses[1].reasons}
    assert lines("name", "hs").answer(["fentanyl", "9933.39"]).problem == "unknown_hs"


def test_a_line_without_identifiers_is_not_assessed() -> None:
    assert lines("name", "cas").answer(["", " "]).problem == "empty_query"


@pytest.mark.parametrize(
    ("quantity", "unit", "day", "flaw"),
    [
        ("25", "kg", "2026-03-11", ""),
        ("25 kg", "", "2026-03-11", ""),
        ("1,5", "L", "", ""),
        ("1.234,5", "L", "", ""),
        ("0,000", "L", "", "bad_quantity"),
        ("25", "", "2026-03-11", "quantity_without_unit"),
        ("lots", "kg", "2026-03-11", "bad_quantity"),
        ("-3", "kg", "2026-03-11", "bad_quantity"),
        ("0", "kg", "", "bad_quantity"),
        ("1e999", "kg", "", "bad_quantity"),
        ("1e-05", "kg", "", ""),
        ("1,,2", "kg", "", "bad_quantity"),
        ("9999999999999", "kg", "", "quantity_too_large"),
        ("1e+16", "kg", "", "quantity_too_large"),
        ("25", "stones", "", "unknown_unit"),
        ("25 stones", "", "", "unknown_unit"),
        ("", "stones", "", "unknown_unit"),
        ("25", "Kilogramos", "", ""),
        ("25", "KG.", "", ""),
        ("2 m3", "", "", ""),
        ("25", "kg", "0026-03-11", "impossible_date"),
        ("25", "kg", "2026-03-11 25:00", "impossible_date"),
        ("25", "kg", "46092", "impossible_date"),
        ("25", "kg", "2026-02-30", "impossible_date"),
        ("25", "kg", "11/03/26", "impossible_date"),
        ("25", "kg", "2026-03-11 09:30:00", ""),
        ("", "", "", ""),
    ],
)
def test_quantity_unit_and_date_of_a_line_are_looked_at(quantity: str, unit: str, day: str, flaw: str) -> None:
    assert lines("name", "quantity", "unit", "date").flaw(["fentanyl", quantity, unit, day]) == flaw


def test_a_code_of_the_harmonised_system_alone_is_not_assessed_and_says_so() -> None:
    answer = lines("name", "hs").answer(["", "2933.39"])
    assert answer.problem == "hs_only"
    assert {status.outcome for status in answer.statuses} == {"not_assessed"}


def _codes_yielded() -> set[str]:
    """Every code that a line of a list can bear: of queries, of resolving, of structures, of flaws."""
    found = set(get_args(Flaw)) - {""}
    found |= {f"structure_{reason}" for reason in (*get_args(Reason), "no_key")}
    found |= {f"wrong_{kind}_form" for kind in ("cas", "inchikey", "number", "hs")}
    for module in (absence, deciding, finding, lines_module, query_module):
        text = inspect.getsource(module)
        found |= set(re.findall(r'remark\("([a-z_]+)"', text))
        found |= set(re.findall(r'problem="([a-z_]+)"', text))
        found |= (
            set(re.findall(r'return "([a-z_]+)"(?: if|$)', text, re.MULTILINE)) if module is lines_module else set()
        )
    found |= {
        "hs_only",
        "structure_only",
        "unknown_hs",
        "wrong_cas_digit",
        "empty_query",
        "unknown_name",
        "unknown_unit",
    }
    return found


def test_every_code_that_a_line_can_bear_has_words() -> None:
    codes = _codes_yielded()
    assert {"quantity_too_large", "bad_quantity", "no_text_held", "not_one_substance", "line_too_long"} <= codes
    assert codes <= set(REMARKS)


def test_a_cell_that_spans_two_lines_is_shown_as_it_was_asked() -> None:
    answer = lines("name", "cas").answer(["Fentanyl\n(base)", "437-38-7"])
    assert answer.asked == "437-38-7 | Fentanyl (base)"
    assert lines("name").answer(["CAS\n437-38-7"]).asked == "CAS 437-38-7"
