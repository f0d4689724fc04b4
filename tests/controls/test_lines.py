"""Lines of a user's list."""

import pytest

from tests.controls.clauses_made import book, clause
from tripoint.controls.answer import assess
from tripoint.controls.lines import Lines
from tripoint.controls.query import Query

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
        ("25", "kg", "2026-02-30", "impossible_date"),
        ("25", "kg", "11/03/26", "impossible_date"),
        ("25", "kg", "2026-03-11 09:30:00", ""),
        ("", "", "", ""),
    ],
)
def test_quantity_unit_and_date_of_a_line_are_looked_at(quantity: str, unit: str, day: str, flaw: str) -> None:
    assert lines("name", "quantity", "unit", "date").flaw(["fentanyl", quantity, unit, day]) == flaw
