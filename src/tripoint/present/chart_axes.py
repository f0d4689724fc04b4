"""Axes with every tick and label chosen beforehand, so that none is cut and none lies on another."""

import json
from datetime import date, timedelta

from tripoint.present.chart_data import ordered
from tripoint.present.chart_frame import Frame, Json, lines_of
from tripoint.present.chart_scales import ValueAxis, milliseconds, month_ticks, value_axis
from tripoint.present.chart_theme import INK, LABEL_PX, LINE_PX, RULE, number_text, period_texts
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


def x_channel(frame: Frame, width: float, *, offset: float, spare: float = 0.0) -> Json:
    """x of lines: time, numbers or names in order, `offset` px below the plot; `spare` as in `span_of`."""
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
        return _time(frame, width, axis, spare)
    if frame.chart.x_kind == "number":
        return _numbers(frame, width, axis)
    names = names_of_x(frame)
    return {
        "field": "x",
        "type": "ordinal",
        "scale": {"type": "point", "domain": list(names), "padding": 0.5},
        "axis": {**axis, "values": list(_thinned(names, width))},
    }


def span_of(frame: Frame, *, spare: float = 0.0) -> tuple[date, date]:
    """First and last date of all panels, with `spare` of the time between them added on both sides."""
    days = [date.fromisoformat(str(mark.x)) for mark in frame.marks]
    first, last = min(days), max(days)
    margin = timedelta(days=30) if first == last else (last - first) * spare
    return first - margin, last + margin


def _time(frame: Frame, width: float, axis: Json, spare: float) -> Json:
    first, last = span_of(frame, spare=spare)
    step, ticks = month_ticks(first, last, tick_count=max(2.0, width / 46))
    named = f"utcmonth(datum.value) == 0 || datum.index == 0 ? [{_MONTH}, {_YEAR}] : {_MONTH}"
    return {
        "field": "x",
        "type": "temporal",
        "scale": {"type": "utc", "domain": [milliseconds(first), milliseconds(last)], "nice": False},
        "axis": {
            **axis,
            "values": [milliseconds(tick) for tick in ticks],
            "labelExpr": _YEAR if step >= 12 else named,
        },
    }


def _numbers(frame: Frame, width: float, axis: Json) -> Json:
    values = [float(mark.x) for mark in frame.marks]
    has_years = are_years(values)
    low, high = min(values), max(values)
    ticks = value_axis([value - low for value in values], tick_count=max(2, int(width / 48)))
    shown = [low + tick for tick in ticks.ticks if low + tick <= high and (not has_years or tick == int(tick))]
    decimals = 0 if has_years else max(ticks.decimals, frame.chart.number_decimals)
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False, "zero": False},
        "axis": {**axis, "values": shown, "format": "d" if has_years else f",.{decimals}f"},
    }


def names_of_x(frame: Frame) -> dict[str | float, str]:
    """x -> label, in order of time, of size, or as asked."""
    chart = frame.chart
    if chart.x_kind == "category":
        return {name: name for name in ordered((str(mark.x) for mark in frame.marks), chart.x_order)}
    if chart.x_kind == "date":
        days = sorted({date.fromisoformat(str(mark.x)) for mark in frame.marks})
        return dict(period_texts(days, chart.locale).items())
    numbers = sorted({float(mark.x) for mark in frame.marks})
    if are_years(numbers):
        return {number: str(int(number)) for number in numbers}
    decimals = 0 if all(number == int(number) for number in numbers) else 1
    return {number: number_text(number, chart.locale, decimals=decimals) for number in numbers}


def are_years(numbers: list[float]) -> bool:
    """Numbers that are written without a thousands separator."""
    return all(number == int(number) and 1800 <= number <= 2200 for number in numbers)


def band_channel(frame: Frame, names: dict[str | float, str], width: float, *, gap: float, offset: float) -> Json:
    """x as bands, labelled as densely as there is room: years alone where months have none."""
    shown = _thinned(names, width)
    if len(shown) < len(names) and frame.chart.x_kind == "date":
        years = {key: str(key)[:4] for key in names if str(key)[5:7] == "01"}
        shown = _thinned(years, width) if years else shown
    texts = json.dumps({str(key): text for key, text in shown.items()}, ensure_ascii=False)
    return {
        "field": "x",
        "type": "ordinal",
        "scale": {"type": "band", "domain": list(names), "paddingInner": gap, "paddingOuter": gap / 2},
        "axis": {
            "title": lines_of(frame.chart.x_title, width),
            "values": list(shown),
            "labelExpr": f"({texts})['' + datum.value]",
            "labelAngle": 0,
            "labelOverlap": False,
            "grid": False,
            "ticks": len(shown) < len(names),
            "domain": False,
            "offset": offset,
        },
    }


def _thinned(names: dict[str | float, str], width: float) -> dict[str | float, str]:
    """Every first, second, third … of `names`, so that labels keep 10 px apart."""
    room = widest(list(names.values()), LABEL_PX) + 10
    every = max(1, -(-int(room * len(names)) // int(width)))
    return dict(list(names.items())[::every])


def name_layers(names: dict[str, str], y: Json, *, at: float = -7) -> list[Json]:
    """Names at the left as text marks: an axis does not centre a label of several lines on its tick.

    names: category -> label with line breaks. at: px from the plot's left edge to the names' right one.
    """
    layers: list[Json] = []
    for breaks in sorted({name.count("\n") for name in names.values()}):
        rows = [{"name": key, "text": name} for key, name in names.items() if name.count("\n") == breaks]
        layers.append(
            {
                "data": {"values": rows},
                "mark": {
                    "type": "text",
                    "align": "right",
                    "baseline": "middle",
                    "lineBreak": "\n",
                    "lineHeight": LINE_PX,
                    "dy": -breaks * LINE_PX / 2,
                    "color": INK,
                },
                "encoding": {"x": {"value": at}, "y": y, "text": {"field": "text", "type": "nominal"}},
            }
        )
    return layers


def zero_line() -> Json:
    """The base of the plot, from which values are read."""
    return {
        "data": {"values": [{"value": 0}]},
        "mark": {"type": "rule", "color": RULE},
        "encoding": {"y": {"field": "value", "type": "quantitative"}},
    }


def value_text(frame: Frame, value: float) -> str:
    return number_text(value, frame.chart.locale, decimals=frame.chart.number_decimals)
