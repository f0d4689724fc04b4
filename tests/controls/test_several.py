"""Several names of one thing: any of them may meet a clause, none of another thing may, and structures weigh in."""

import pytest

from tests.controls.clauses_made import book, clause
from tripoint.controls.several import assess_together, assess_with_structure
from tripoint.controls.structures import Structures


def test_each_text_is_met_by_the_name_that_it_prints() -> None:
    held = book(clause("mx_lgs/234", "FENTANIL", "FENTANIL"), clause("ca_cdsa/I", "16(5)", "Fentanyl"))
    found = assess_together(held, ["unheard-of name", "Fentanyl", "fentanilo"])
    assert (found.status("CA").outcome, found.status("MX").outcome) == ("controlled", "controlled")
    assert found.problem == ""


def test_a_name_of_another_substance_adds_nothing() -> None:
    held = book(clause("ca_cdsa/I", "16(5)", "Fentanyl"), clause("ca_cdsa/I", "2(2)", "Cocaine"))
    entries = assess_together(held, ["Fentanyl", "Cocaine"]).status("CA").decides
    assert [entry.clause.clause for entry in entries] == ["16(5)"]


def test_names_that_nobody_knows_are_not_assessed() -> None:
    found = assess_together(book(clause("ca_cdsa/I", "1", "Fentanyl")), ["no such thing", "nor this one"])
    assert found.problem == "unknown_name"
    assert found.status("CA").outcome == "not_assessed"


def test_nothing_asked_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing is asked"):
        assess_together(book(), [])


def test_a_listed_structure_much_alike_turns_silence_into_a_question_for_an_expert() -> None:
    held = book(
        clause("mx_lgs/234", "FENTANIL", "FENTANIL"),
        clause("mx_lgs/provisions", "234 final", None, role="provision", kind="provision", text="naturaleza análoga"),
        clause("ca_cdsa/I", "16(1)", "Acetylfentanyl"),
    )
    by_name = assess_together(held, ["acetylfentanyl"])
    drawn = assess_with_structure(Structures(held, None), held, ["acetylfentanyl"])
    assert by_name.status("MX").outcome == drawn.status("MX").outcome == "needs_expert"
    assert drawn.status("CA").outcome == "controlled"  # what is named stays named
