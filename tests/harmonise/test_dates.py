"""Days in any order: what has one meaning is read, what has two is reported with its rows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import text_rows
from tripoint.errors import BadInput
from tripoint.harmonise.dates import FIRST, certain_days, day_in, days_of
from tripoint.harmonise.periods import EPOCH

DAY = date(2026, 3, 25)
ORDERS = ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%m-%d-%Y")


@pytest.mark.parametrize("text", [DAY.strftime(order) for order in ORDERS])
def test_a_day_that_is_no_month_has_one_meaning_in_every_order(text: str) -> None:
    assert days_of(text) == (DAY,)


@pytest.mark.parametrize("text", ["2026-03-25 00:00:00", "2026-03-25T14:05", "25/03/2026 7:30", " 46106 ", "46106.75"])
def test_a_time_of_day_and_a_serial_number_mean_the_day(text: str) -> None:
    assert days_of(text) == (DAY,)


def test_day_and_month_that_could_change_places_give_two_days_and_equal_ones_give_one() -> None:
    assert days_of("03/04/2026") == (date(2026, 3, 4), date(2026, 4, 3))
    assert days_of("04/04/2026") == (date(2026, 4, 4),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "March 2026",
        "25/03/26",
        "31/02/2026",
        "13/13/2026",
        "2026-13-01",
        "25/03-2026",
        "1234",
        "30000",
        "٢٥/٠٣/٢٠٢٦",
        "2026",
    ],
)
def test_what_is_no_day_gives_none(text: str) -> None:
    assert days_of(text) == ()


@given(st.dates(FIRST, date(2100, 12, 31)), st.sampled_from(ORDERS))
def test_every_order_of_a_day_is_among_its_meanings(day: date, order: str) -> None:
    assert day in days_of(day.strftime(order))


@given(st.dates(FIRST, date(2100, 12, 31)))
def test_serial_numbers_count_from_the_end_of_1899(day: date) -> None:
    assert days_of(str((day - date(1899, 12, 30)) // timedelta(days=1))) == (day,)


def test_a_column_in_three_orders_is_read_where_each_cell_is_certain() -> None:
    rows = text_rows({"when": ["2026-03-04", "25/03/2026", "03/25/2026", "46106"]})
    found = day_in("when")(rows)
    assert [date.fromordinal(int(n) + EPOCH) for n in found.starts] == [date(2026, 3, 4), DAY, DAY, DAY]
    assert (found.starts == found.ends).all()
    assert not rows.problems


def test_neighbours_do_not_decide_how_an_uncertain_day_is_read() -> None:
    rows = text_rows({"when": ["25/03/2026", "03/04/2026", "26/03/2026", "03/04/2026"]})
    day_in("when")(rows)
    with pytest.raises(BadInput) as raised:
        rows.problems.raise_if_any()
    (found,) = raised.value.problems
    assert (found.code, found.column, found.value, found.rows) == ("day_or_month_first", "when", "03/04/2026", 2)
    assert found.detail == "3, 5"


def test_many_rows_are_counted_and_the_first_ten_named() -> None:
    rows = text_rows({"when": ["03/04/2026"] * 12})
    certain_days(rows, "when")
    with pytest.raises(BadInput) as raised:
        rows.problems.raise_if_any()
    (found,) = raised.value.problems
    assert found.rows == 12
    assert found.detail == "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …"


@pytest.mark.parametrize("text", ["", "soon"])
def test_a_period_needs_a_day(text: str) -> None:
    rows = text_rows({"when": [text]})
    day_in("when")(rows)
    with pytest.raises(BadInput, match="is not a period of this source"):
        rows.problems.raise_if_any()


def test_a_column_that_may_be_blank_gives_no_day_and_no_problem() -> None:
    rows = text_rows({"when": ["", "2026-03-25"]})
    assert certain_days(rows, "when") == [None, DAY]
    assert not rows.problems
