"""Numbers as published: exact, never negative, never guessed; an absent one has a reason."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import text_rows, told
from tripoint.errors.problems import readable
from tripoint.harmonise.rows import Coder, Codes
from tripoint.harmonise.values import ValueReader, Values, count, number, parse_number, pounds
from tripoint.protocol.missing import Missing
from tripoint.units import KG_PER_POUND

REFUSED = [
    "-1", "-0", "-0.0", "nan", "NaN", "inf", "Infinity", "-inf", "1e999", "1_000", "１２", "٣", "²", "½",
    "1,000", "1 000",
    "1\u00a0000", "", " ", "abc", "0x10", "1e", "--1", "1.2.3", "3\0", "$3", "3%", "(3)", "−3",
]  # fmt: skip


def read(reader: ValueReader, cells: list[str]) -> tuple[Values, list[tuple[str, str, int]]]:
    """(what was read, problems as code, value and rows)."""
    rows = text_rows({reader.column: cells})
    found = reader.read(rows)
    return found, told(rows.problems)


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_no_plain_number_is_refused(text: str, whole: bool) -> None:
    assert parse_number(text, whole=whole) is None
    reader = count("n") if whole else number("n")
    # beside a good number and alone: the fast way and the careful way must agree
    for cells in ([text], ["7", text]):
        assert read(reader, cells)[1] == [("not_a_count" if whole else "not_a_number", readable(text), 1)]


@pytest.mark.parametrize("text", ["1.5", "2.0", "1e3", ".5", "+3", str(2**53 + 1), "9" * 30])
def test_a_fraction_or_a_number_without_exact_value_is_no_count(text: str) -> None:
    assert parse_number(text, whole=True) is None
    assert read(count("n"), [text])[1] == [("not_a_count", text, 1)]


@pytest.mark.parametrize(
    ("text", "value"), [("007", 7.0), (" 3", 3.0), ("3 ", 3.0), ("\t3", 3.0), (str(2**53), 2.0**53)]
)
def test_a_count_may_have_zeros_in_front_and_white_space_around(text: str, value: float) -> None:
    found, problems = read(count("n"), [text])
    assert (found.value.to_pylist(), problems) == ([value], [])


@given(st.text(max_size=12))
@example("0X1F")
@example("1__0")
def test_the_column_takes_what_the_parser_takes_and_nothing_else(text: str) -> None:
    for whole, reader in ((True, count("n")), (False, number("n"))):
        expected = parse_number(text, whole=whole)
        found, problems = read(reader, [text])
        assert found.value.to_pylist() == [expected]
        assert bool(problems) == (expected is None)


@given(st.text(alphabet="0123456789.eE+-_ xnaif", max_size=8))
def test_whatever_is_taken_is_finite_and_not_negative(text: str) -> None:
    for whole in (True, False):
        value = parse_number(text, whole=whole)
        assert value is None or (math.isfinite(value) and math.copysign(1.0, value) > 0)


@given(st.floats(min_value=0, allow_infinity=False, allow_nan=False).map(abs))
def test_every_number_as_a_program_writes_it_comes_back_exactly(value: float) -> None:
    assert read(number("n"), [repr(value)])[0].value.to_pylist() == [value]


@given(st.lists(st.integers(0, 2**53), max_size=20))
def test_every_count_comes_back_exactly(values: list[int]) -> None:
    assert read(count("n"), [str(v) for v in values])[0].value.to_pylist() == values


@given(st.integers(0, 10**12))
def test_thousands_are_read_and_the_text_is_kept_where_it_differs(value: int) -> None:
    text = f"{value:,}"
    found, problems = read(count("n", thousands=","), [text])
    assert not problems
    assert found.value.to_pylist() == [value]
    assert found.as_written is not None
    assert found.as_written.to_pylist() == [text if "," in text else None]


@pytest.mark.parametrize("text", ["1,00", "1,0000", ",100", "100,", "1,,000", "12,34,567", "1.000,5", "-1,000"])
def test_a_separator_elsewhere_than_between_thousands_is_refused(text: str) -> None:
    assert read(count("n", thousands=","), [text])[1] == [("not_a_count", text, 1)]


def test_a_mark_is_a_reason_and_no_0() -> None:
    found, problems = read(
        count("n", missing={"n/a": Missing.not_available, "Suppr.": Missing.suppressed}),
        ["n/a", "0", "Suppr."],
    )
    assert not problems
    assert found.value.to_pylist() == [None, 0.0, None]
    assert found.missing is not None
    assert found.missing.to_pylist() == ["not_available", None, "suppressed"]
    assert found.as_written is not None
    assert found.as_written.to_pylist() == ["n/a", None, "Suppr."]


def test_a_mark_that_nobody_mapped_stops_the_run() -> None:
    assert read(count("n", missing={"n/a": Missing.not_available}), ["N/A", "N/A"])[1] == [("not_a_count", "N/A", 2)]


def reason(*values: str | None) -> Coder:
    return lambda rows: Codes(text_rows({"x": [str(i) for i in range(len(values))]}).distinct("x")[0], values)


def test_a_blank_cell_with_a_reason_is_missing_and_without_one_a_problem() -> None:
    found, problems = read(count("n", blank=reason("suppressed", None, None)), ["", "", "4"])
    assert problems == [("unexplained_blank", "", 1)]
    assert found.value.to_pylist() == [None, None, 4.0]


def test_a_number_beside_a_reason_is_a_problem() -> None:
    assert read(count("n", blank=reason("suppressed", None)), ["5", "4"])[1] == [("value_and_reason", "5", 1)]


@given(st.floats(0, 1e9))
def test_pounds_are_kept_as_written_and_become_kilograms(value: float) -> None:
    found, problems = read(pounds("lbs"), [repr(value)])
    assert not problems
    assert found.value.to_pylist() == [value * KG_PER_POUND]
    assert found.as_written is not None
    assert found.as_written.to_pylist() == [repr(value)]
