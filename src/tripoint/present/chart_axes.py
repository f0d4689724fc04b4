"""Axes with every tick and label chosen beforehand, so that none is cut and none lies on another."""

from datetime import date

from tripoint.present.chart_data import ordered
from tripoint.present.chart_frame import Frame, Json, lines_of
from tripoint.present.chart_scales import ValueAxis, milliseconds, month_ticks, value_axis
from tripoint.present.chart_theme import LABEL_PX, RULE, number_text
from tripoint.present.text_width import widest

_YEAR = "utcFormat(datum.value, '%Y')"
_MONTH = "utcFormat(datum.value, '%b')"


def value_channel(axis: ValueAxis, *, left: float) -> Json:
    """y: a horizontal grid with numbers at the left in a margin of `left` px."""
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [axis.low, axis.high], "nice": False, "zero": False},
        "axis": {
            "title": None,
            "values": list(axis.ticks),
            "format": f",.{axis.decimals}f",
            "minExtent": left,
            "maxExtent": left,
            "labelPadding": 6,
            "domain": False,
            "ticks": False,
            "grid": True,
        },
    }


def left_margin(frame: Frame, axes: list[ValueAxis]) -> float:
    """Px that the longest number of all panels needs beside the axis."""
    return round(max(widest(axis.texts(frame.chart.locale), LABEL_PX) for axis in axes) + 8)


def x_channel(frame: Frame, width: float, *, offset: float) -> Json:
    """x of lines: time, numbers or names in order, `offset` px below the plot."""
    axis: Json = {
        "title": lines_of(frame.chart.x_title, width),
        "labelAngle": 0,
        "labelOverlap": False,
        "labelFlush": False,
        "grid": False,
        "domain": False,
        "offset": offset,
    }
    if frame.chart.x_kind == "date":
        return _time(frame, width, axis)
    if frame.chart.x_kind == "number":
        return _numbers(frame, width, axis)
    names = ordered((str(mark.x) for mark in frame.marks), frame.chart.x_order)
    every = -(-int(widest(names, LABEL_PX) + 10) // max(1, int(width / len(names))))
    return {
        "field": "x",
        "type": "ordinal",
        "scale": {"type": "point", "domain": list(names), "padding": 0.5},
        "axis": {**axis, "values": list(names[:: max(1, every)])},
    }


def days_of(frame: Frame) -> tuple[date, date]:
    """First and last date of all panels."""
    days = [date.fromisoformat(str(mark.x)) for mark in frame.marks]
    return min(days), max(days)


def _time(frame: Frame, width: float, axis: Json) -> Json:
    first, last = days_of(frame)
    step, ticks = month_ticks(first, last, tick_count=max(2.0, width / 46))
    label = _YEAR if step >= 12 else f"month(datum.value) == 0 || datum.index == 0 ? [{_MONTH}, {_YEAR}] : {_MONTH}"
    return {
        "field": "x",
        "type": "temporal",
        "scale": {"type": "utc", "domain": [milliseconds(first), milliseconds(last)], "nice": False},
        "axis": {
            **axis,
            "values": [milliseconds(tick) for tick in ticks],
            "labelExpr": label.replace("month(", "utcmonth("),
        },
    }


def _numbers(frame: Frame, width: float, axis: Json) -> Json:
    values = [float(mark.x) for mark in frame.marks]
    are_years = all(value == int(value) and 1800 <= value <= 2200 for value in values)
    low, high = min(values), max(values)
    ticks = value_axis([value - low for value in values], tick_count=max(2, int(width / 70)))
    shown = [low + tick for tick in ticks.ticks if low + tick <= high and (not are_years or tick == int(tick))]
    decimals = 0 if are_years else max(ticks.decimals, frame.chart.number_decimals)
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False, "zero": False},
        "axis": {**axis, "values": shown, "format": "d" if are_years else f",.{decimals}f"},
    }


def zero_line() -> Json:
    """The base of the plot, from which values are read."""
    return {
        "data": {"values": [{"value": 0}]},
        "mark": {"type": "rule", "color": RULE},
        "encoding": {"y": {"field": "value", "type": "quantitative"}},
    }


def value_text(frame: Frame, value: float) -> str:
    return number_text(value, frame.chart.locale, decimals=frame.chart.number_decimals)
