"""The parts charts are made of: scales, classes, text widths, label places."""

from datetime import date

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from tripoint.present.chart_data import ChartLocale
from tripoint.present.chart_labels import LabelSpot, place_labels
from tripoint.present.chart_scales import (
    class_index,
    month_ticks,
    nice_floor,
    rate_classes,
    value_axis,
    value_classes,
)
from tripoint.present.chart_theme import SERIES, date_text, number_text
from tripoint.present.text_width import text_width, wrap
from tripoint.present.typeface import FAMILY, register_with_charts

COUNTS = st.lists(st.integers(0, 10**7).map(float), min_size=1, max_size=60)


@given(COUNTS)
def test_every_value_lies_in_exactly_one_class(values: list[float]) -> None:
    classes = value_classes(values, "en", decimals=0)
    assert len({one.text for one in classes}) == len(classes) <= 6
    for value in values:
        assert sum(one.low <= value <= one.high for one in classes) == 1
        assert class_index(value, classes, decimals=0) >= 0


def test_zero_is_a_class_of_its_own() -> None:
    assert value_classes([0.0, 0.0, 5.0, 9.0], "en", decimals=0)[0].text == "0"


@given(st.lists(st.integers(-(10**9), 10**9).map(lambda number: number / 1000), min_size=1, max_size=20))
def test_an_axis_holds_zero_and_every_value(values: list[float]) -> None:
    axis = value_axis(values)
    assert axis.low <= min(0.0, *values)
    assert max(0.0, *values) <= axis.high
    assert len(axis.ticks) <= 9


@pytest.mark.parametrize(("value", "floor"), [(1, 1), (4.9, 2), (5, 5), (1234, 1000), (0.3, 0.2), (99999, 50000)])
def test_round_values_are_1_2_or_5(value: float, floor: float) -> None:
    assert nice_floor(value) == pytest.approx(floor)


def test_ticks_of_years_stand_on_the_first_of_january() -> None:
    step, ticks = month_ticks(date(2018, 10, 1), date(2025, 12, 1), tick_count=9)
    assert step == 12
    assert ticks[0] == date(2019, 1, 1)
    assert ticks[-1] == date(2025, 1, 1)


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(400, 9000), st.floats(2, 9))
def test_the_newest_year_has_a_tick(first: date, days: int, tick_count: float) -> None:
    last = date.fromordinal(first.toordinal() + days)
    step, ticks = month_ticks(first, last, tick_count=tick_count)
    if step >= 12:
        assert ticks[-1] == date(last.year, 1, 1)
    assert all(first <= tick <= last for tick in ticks)


@given(COUNTS)
def test_every_rate_lies_in_exactly_one_class(values: list[float]) -> None:
    rates = [value / 10 for value in values]
    classes = rate_classes(rates, "en", decimals=1)
    assert len({one.text for one in classes}) == len(classes) <= 6
    for rate in rates:
        assert sum(one.low <= round(rate, 1) <= one.high for one in classes) == 1


def test_classes_of_rates_are_equally_wide() -> None:
    rates = [3.9, 6.2, 7.2, 8.6, 9.8, 14.0, 15.5, 21.5, 24.3, 25.0, 29.4, 41.3]
    assert [one.text for one in rate_classes(rates, "en", decimals=1)] == [
        "0.0 – 9.9", "10.0 – 19.9", "20.0 – 29.9", "30.0 – 39.9", "40.0 – 49.9",
    ]  # fmt: skip


def test_rates_that_one_class_would_swallow_are_cut_by_their_number() -> None:
    rates = [1.0, 2.0, 3.0, 4.0, 5.0, 900.0]
    assert rate_classes(rates, "en", decimals=0) == value_classes(rates, "en", decimals=0)


@pytest.mark.parametrize(
    ("locale", "number", "day"),
    [
        ("en", "\u22121,234.50", "Feb 1, 2024"),
        ("es", "\u22121,234.50", "1 feb 2024"),
        ("fr", "\u22121\u00a0234,50", "1er févr. 2024"),
    ],
)
def test_numbers_and_dates_follow_the_language(locale: ChartLocale, number: str, day: str) -> None:
    assert number_text(-1234.5, locale, decimals=2) == number
    assert date_text(date(2024, 2, 1), locale) == day


def test_nothing_is_not_minus_zero() -> None:
    assert number_text(-0.0004, "en", decimals=1) == "0.0"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", SERIES)
def test_series_colours_have_contrast_on_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 3


def test_text_is_measured_as_the_renderer_draws_it() -> None:
    text = "Metanfetamina – México, 1,234.5 kg"
    register_with_charts()
    mark = {"type": "text", "text": text, "font": FAMILY, "fontSize": 12, "align": "left"}
    spec = {"data": {"values": [{}]}, "mark": mark, "width": 0, "height": 0, "padding": 0}
    drawn = vl_convert.vegalite_to_svg({**spec, "encoding": {"x": {"value": 0}}}, vl_version="6.4")
    width = float(drawn.split('width="', 1)[1].split('"', 1)[0])
    assert text_width(text, 12) == pytest.approx(width, rel=0.06)


def test_long_names_break_between_words() -> None:
    assert wrap("one two three", 12, width=50) == "one two\nthree"


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 4)), min_size=1, max_size=6, unique=True))
def test_labels_lie_on_nothing_where_there_is_room(points: list[tuple[int, int]]) -> None:
    spots = [LabelSpot(60 * x, 40 * y, 40, 14) for x, y in points]
    boxes, covered = place_labels(spots, [], width=600, height=200)
    assert covered == 0
    assert all(a.overlap(b) == 0 for number, a in enumerate(boxes) for b in boxes[:number])


def test_a_plot_too_full_for_its_labels_says_so() -> None:
    assert place_labels([LabelSpot(20, 20, 60, 14)] * 9, [], width=80, height=40)[1] > 0
