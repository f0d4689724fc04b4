"""Columns over dates or numbers, side by side for several series, with a strip for missing values."""

from tripoint.present.chart_axes import (
    band_channel,
    left_margin,
    names_of_x,
    value_channel,
    value_text,
    zero_line,
)
from tripoint.present.chart_data import Mark
from tripoint.present.chart_frame import Frame, Json, panels_of, series_colour, top_level
from tripoint.present.chart_scales import ValueAxis, value_axis
from tripoint.present.chart_strip import strip_height, strip_layers
from tripoint.present.chart_theme import SMALL_PX
from tripoint.present.chart_unsettled import apart, grey_bars, row
from tripoint.present.text_width import widest


def columns_spec(frame: Frame) -> Json:
    groups = [frame.of_split(split) for split in frame.splits]
    height = frame.chart.height or (220 if len(groups) == 1 else 120)
    axes = [
        value_axis([mark.value for mark in group if mark.value is not None], tick_count=max(2, height // 45))
        for group in groups
    ]
    left = left_margin(frame, axes)
    size = (round(frame.panel_width - left - 8), height)
    drawn = [_panel(frame, group, axis, size, left) for group, axis in zip(groups, axes, strict=True)]
    return top_level(frame.chart, frame.chart.y_title, panels_of(frame, drawn))


def _panel(frame: Frame, marks: tuple[Mark, ...], axis: ValueAxis, size: tuple[int, int], left: float) -> Json:
    width, height = size
    is_grouped = len(marks) > len({mark.x for mark in marks})
    names = names_of_x(frame)
    x = band_channel(frame, names, width, gap=0.25, offset=strip_height(frame))
    where: Json = {"x": x, "y": {**value_channel(axis, left=left), "stack": None}}
    if is_grouped:
        where["xOffset"] = {"field": "series", "type": "nominal", "scale": {"domain": list(frame.series)}}
    rows = [
        {"x": m.x, "value": m.value, "series": m.series, "text": value_text(frame, m.value)}
        for m in marks
        if m.value is not None
    ]
    settled, unsettled = apart([mark for mark in marks if mark.value is not None])
    grown = [row(frame, mark) for mark in unsettled]
    layers: list[Json] = [
        {
            "data": {"values": [{"x": m.x, "value": m.value, "series": m.series} for m in settled]},
            "mark": {"type": "bar"},
            "encoding": {
                **where,
                "color": series_colour(frame, symbol="square", room=frame.chart.width - left),
            },
        },
        *grey_bars(frame, grown, where),
        zero_line(),
        *strip_layers(frame, marks, x, base=height, room=frame.chart.width - left),
    ]
    column_px = 0.75 * width / len(names) / (len(frame.series) if is_grouped else 1)
    if widest([str(row["text"]) for row in rows], SMALL_PX) <= column_px * (1.0 if is_grouped else 1.25):
        layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "text", "baseline": "bottom", "dy": -2, "fontSize": SMALL_PX},
                "encoding": {**where, "text": {"field": "text", "type": "nominal"}},
            }
        )
    return {"width": width, "height": height, "layer": layers}
