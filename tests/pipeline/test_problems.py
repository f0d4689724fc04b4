"""Problems as a person reads them: few, short, on one line, and the same in the singular."""

import re

import pytest

from tripoint.errors import PROBLEMS, BadInput, Problem, Problems, shown


def raised(problems: Problems) -> BadInput:
    with pytest.raises(BadInput) as caught:
        problems.raise_if_any()
    return caught.value


def unknown(count: int, file: str = "a.csv") -> list[Problem]:
    return [Problem("unknown_value", "us_cbp_drugs", file, "Drug Type", f"Drug {n}", 1) for n in range(count)]


def test_twenty_problems_are_all_told() -> None:
    assert "more" not in BadInput(tuple(unknown(20))).message
    assert shown(unknown(20)) == (tuple(unknown(20)), 0)


def test_of_more_than_twenty_the_first_twenty_are_told_and_how_many_there_are() -> None:
    error = BadInput(tuple(unknown(23)))
    assert error.message.endswith("\nand 3 more")
    assert error.message.count("which no lookup maps") == 20
    assert len(error.problems) == 23


def test_a_file_with_many_problems_hides_none_of_another_file() -> None:
    first, left = shown([*unknown(30), *unknown(2, "b.csv")])
    assert ([p.file for p in first].count("b.csv"), left) == (2, 10)


def test_a_long_value_is_cut_with_a_sign_and_its_rows_are_counted_in_full() -> None:
    problems = Problems("us_cbp_drugs", "a.csv")
    problems.add("unknown_value", column="Drug Type", value="x" * 100, rows=2)
    problems.add("unknown_value", column="Drug Type", value="x" * 100, rows=1)
    problems.add("unknown_value", column="Drug Type", value="x" * 80, rows=1)
    first, second = raised(problems).problems
    assert (first.value, first.rows) == ("x" * 79 + "…", 3)
    assert second.value == "x" * 80


def test_each_cell_of_a_key_is_cut_by_itself() -> None:
    problems = Problems("us_cbp_drugs", "a.csv")
    problems.add("duplicate_rows", column="a | b", value=" | ".join(("x" * 70, "y" * 70)), rows=2)
    (problem,) = raised(problems).problems
    assert problem.value == f"{'x' * 70} | {'y' * 70}"


def test_control_characters_are_escaped_and_letters_are_not() -> None:
    problems = Problems("us_cbp_drugs", "a.csv")
    problems.add("unknown_value", column="Año\r", value="\x1b[31m\nNiño\u202e", rows=1)
    (problem,) = raised(problems).problems
    assert (problem.column, problem.value) == ("Año\\r", "\\x1b[31m\\nNiño\\u202e")


def test_no_message_has_a_number_before_a_plural() -> None:
    words = [text for pair in PROBLEMS.values() for text in pair]
    assert [text for text in words if re.search(r"\{rows\} \w", text)] == []


def test_a_cure_does_not_name_a_file_that_the_source_may_not_have() -> None:
    cures = {code: cure for code, (_, cure) in PROBLEMS.items()}
    naming = {code for code, cure in cures.items() if "the source's corrections.csv" in cure}
    assert naming == {"correction_outdated"}
