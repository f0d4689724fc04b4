"""Texts become first and last days; what is no period is refused, never guessed."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import text_rows, told
from tripoint.harmonise.periods import (
    ENGLISH_MONTHS,
    EPOCH,
    PeriodReader,
    Span,
    fiscal_month,
    fiscal_month_span,
    half_year,
    month_span,
    months_ending,
    months_ending_with,
    parse_fiscal_year,
    parse_year,
)

YEARS = st.integers(1901, 2099)
MONTHS = st.integers(1, 12)


def spans(reader: PeriodReader, columns: dict[str, list[str]]) -> tuple[list[Span], list[tuple[str, int]]]:
    """(first and last day of each row, problems as value and rows)."""
    rows = text_rows(columns)
    found = reader(rows)
    days = [
        (date.fromordinal(int(s) + EPOCH), date.fromordinal(int(e) + EPOCH))
        for s, e in zip(found.starts, found.ends, strict=True)
    ]
    return days, [(value, n) for _, value, n in told(rows.problems)]


FISCAL = fiscal_month(year="FY", month="Month", starts=10)


@pytest.mark.parametrize(
    ("year", "month", "first"),
    [
        ("2025", "OCT", date(2024, 10, 1)),
        ("2025", "DEC", date(2024, 12, 1)),
        ("2025", "JAN", date(2025, 1, 1)),
        ("2025", "sep", date(2025, 9, 1)),
        ("2026 (FYTD)", "October", date(2025, 10, 1)),
        (" 2025 ", " Jan ", date(2025, 1, 1)),
    ],
)
def test_a_fiscal_month_is_its_calendar_month(year: str, month: str, first: date) -> None:
    days, problems = spans(FISCAL, {"FY": [year], "Month": [month]})
    assert days == [(first, first.replace(day=monthrange(first.year, first.month)[1]))]
    assert problems == []


@pytest.mark.parametrize(
    "year",
    [
        "",
        "25",
        "2025 FYTD",
        "2025 (YTD)",
        "2025(FYTD)",
        "FY2025",
        "20255",
        "２０２５",
        "1899",
        "2101",
        "2025.0",
        "-2025",
    ],
)
def test_a_fiscal_year_of_another_form_is_refused(year: str) -> None:
    assert parse_fiscal_year(year) is None
    assert spans(FISCAL, {"FY": [year, year], "Month": ["OCT", "OCT"]})[1] == [(f"{year} OCT", 2)]


@pytest.mark.parametrize("month", ["", "10", "OKT", "Octobre", "Sept", "O CT"])
def test_a_month_of_another_form_is_refused(month: str) -> None:
    assert spans(FISCAL, {"FY": ["2025"], "Month": [month]})[1] == [(f"2025 {month}", 1)]


@given(YEARS, MONTHS)
def test_the_twelve_months_of_a_fiscal_year_follow_one_another(year: int, starts: int) -> None:
    order = [(starts - 1 + i) % 12 + 1 for i in range(12)]
    found = [fiscal_month_span(year, month, starts=starts) for month in order]
    assert all(later[0] == earlier[1] + timedelta(days=1) for earlier, later in pairwise(found))
    assert found[-1][1].year == year


@given(YEARS, MONTHS, st.integers(1, 48))
def test_months_ending_holds_as_many_whole_months_as_asked(year: int, month: int, months: int) -> None:
    first, last = months_ending(year, month, months)
    assert first.day == 1
    assert (last + timedelta(days=1)).day == 1
    assert (last.year, last.month) == (year, month)
    assert (last.year - first.year) * 12 + last.month - first.month + 1 == months


def test_twelve_months_ending_in_december_are_the_calendar_year() -> None:
    assert months_ending(2024, 12, 12) == (date(2024, 1, 1), date(2024, 12, 31))


def test_twelve_months_ending_in_february_of_a_leap_year_end_on_the_29th() -> None:
    reader = months_ending_with(year="Year", month="Month", months=12)
    days, problems = spans(reader, {"Year": ["2024"], "Month": ["February"]})
    assert (days, problems) == ([(date(2023, 3, 1), date(2024, 2, 29))], [])


HALVES = half_year(year="Year", half="Half", halves={"SA1": 1, "SA2": 2})


@given(YEARS)
def test_the_two_halves_are_the_year_without_gap(year: int) -> None:
    days, problems = spans(HALVES, {"Year": [str(year)] * 2, "Half": ["SA1", "SA2"]})
    assert not problems
    assert (days[0][0], days[1][1]) == (date(year, 1, 1), date(year, 12, 31))
    assert days[1][0] - days[0][1] == timedelta(days=1)


@pytest.mark.parametrize("half", ["", "SA3", "sa1", "1"])
def test_a_half_of_another_name_is_refused(half: str) -> None:
    assert spans(HALVES, {"Year": ["2024"], "Half": [half]})[1] == [(f"2024 {half}", 1)]


@given(st.text(max_size=6))
def test_a_year_is_four_ascii_digits_or_nothing(text: str) -> None:
    found = parse_year(text)
    assert found is None or text.strip() == str(found)


@given(YEARS, MONTHS)
def test_a_month_ends_the_day_before_the_next_begins(year: int, month: int) -> None:
    last = month_span(year, month)[1]
    assert last + timedelta(days=1) == date(year + month // 12, month % 12 + 1, 1)


@given(
    st.lists(
        st.tuples(st.sampled_from(["2024", "2025", "2026 (FYTD)", "x"]), st.sampled_from(["OCT", "MAY", "?"])),
        max_size=30,
    )
)
def test_by_column_is_by_row(pairs: list[tuple[str, str]]) -> None:
    """Look-ups of distinct combinations give each row what its own texts say."""
    days, problems = spans(FISCAL, {"FY": [y for y, _ in pairs], "Month": [m for _, m in pairs]})
    for (year, month), span in zip(pairs, days, strict=True):
        fiscal, number = parse_fiscal_year(year), ENGLISH_MONTHS.get(month.lower())
        if fiscal and number:
            assert span == fiscal_month_span(fiscal[0], number, starts=10)
    bad = [f"{y} {m}" for y, m in pairs if y == "x" or m == "?"]
    assert sorted(problems) == sorted((value, bad.count(value)) for value in set(bad))


def test_only_a_running_year_keeps_its_text() -> None:
    found = FISCAL(text_rows({"FY": ["2025", "2026 (FYTD)"], "Month": ["OCT", "OCT"]}))
    assert found.as_written is not None
    assert found.as_written.array().to_pylist() == [None, "2026 (FYTD) OCT"]
