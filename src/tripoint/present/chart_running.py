"""Running totals: statements at their end dates, held until the next one of the same series."""

from datetime import date

from tripoint.present.chart_axes import left_margin, span_of, value_channel, value_text, x_channel, zero_line
from tripoint.present.chart_data import Mark
from tripoint.present.chart_frame import Frame, Json, panels_of, series_colour, top_level
from tripoint.present.chart_labels import Box, LabelSpot, place_labels
from tripoint.present.chart_scales import ValueAxis, value_axis
from tripoint.present.chart_strip import strip_height, strip_layers
from tripoint.present.chart_theme import LABEL_PX, LINE_PX, QUIET
from tripoint.present.text_width import text_width, wrap

_WORDS_PX = 120
_SPARE = 0.04  # of the time shown, kept free on both sides for diamonds


def running_spec(frame: Frame) -> Json:
    """A diamond with its value at each statement, a dotted step to the next one of its series."""
    groups = [frame.of_split(split) for split in frame.splits]
    height = frame.chart.height or (260 if len(groups) == 1 else 150)
    axes = [
        value_axis([mark.value for mark in group if mark.value is not None], tick_count=max(2, height // 50))
        for group in groups
    ]
    left = left_margin(frame, axes)
    size = (round(frame.panel_width - left - 10), height)
    drawn = [_panel(frame, group, axis, size, left) for group, axis in zip(groups, axes, strict=True)]
    return top_level(frame.chart, frame.chart.y_title, panels_of(frame, drawn))


def _panel(
    frame: Frame, marks: tuple[Mark, ...], axis: ValueAxis, size: tuple[int, int], left: float
) -> Json:
    width, height = size
    x = x_channel(frame, width, offset=strip_height(frame) + 2, spare=_SPARE)
    where: Json = {"x": x, "y": value_channel(axis, left=left)}
    colour = series_colour(frame, symbol="diamond", room=frame.chart.width - left)
    stated = sorted((m for m in marks if m.value is not None), key=lambda m: (str(m.x), m.value or 0))
    points = [{"x": m.x, "value": m.value, "series": m.series} for m in stated]
    return {
        "width": width,
        "height": height,
        "layer": [
            zero_line(),
            {
                "data": {"values": _steps(frame, marks)},
                "mark": {
                    "type": "line",
                    "interpolate": "step-after",
                    "strokeWidth": 1.3,
                    "strokeDash": [1.5, 3],
                },
                "encoding": {
                    **where,
                    "color": colour,
                    "detail": {"field": "stretch", "type": "nominal"},
                },
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 110, "opacity": 1},
                "encoding": {**where, "color": colour},
            },
            *_label_layers(frame, stated, axis, size),
            *strip_layers(frame, marks, x, base=height, room=frame.chart.width - left),
        ],
    }


def _steps(frame: Frame, marks: tuple[Mark, ...]) -> list[Json]:
    """Statements joined by steps; a series, or a missing statement, begins a new stretch."""
    rows: list[Json] = []
    stretch = 0
    for series in frame.series:
        stretch += 1
        for mark in sorted((m for m in marks if m.series == series), key=lambda m: str(m.x)):
            if mark.value is None:
                stretch += 1
                continue
            rows.append({"x": mark.x, "value": mark.value, "series": series, "stretch": stretch})
    return rows


def _label_layers(frame: Frame, stated: list[Mark], axis: ValueAxis, size: tuple[int, int]) -> list[Json]:
    width, height = size
    first, last = span_of(frame, spare=_SPARE)
    days = max(1, (last - first).days)
    spots: list[LabelSpot] = []
    texts: list[str] = []
    for mark in stated:
        value = mark.value or 0.0
        text = value_text(frame, value)
        if mark.label:
            text += "\n" + wrap(mark.label, LABEL_PX, width=_WORDS_PX)
        across = (date.fromisoformat(str(mark.x)) - first).days / days * width
        texts.append(text)
        spots.append(
            LabelSpot(
                across,
                axis.down(value, height),
                text_width(text, LABEL_PX) + 2,
                LINE_PX * (text.count("\n") + 1),
            )
        )
    boxes = place_labels(spots, width=width, height=height)
    layers: list[Json] = []
    for spot, box, text in zip(spots, boxes, texts, strict=True):
        layers += _leader(spot, box)
        layers.append(
            {
                "data": {"values": [{}]},
                "mark": {
                    "type": "text",
                    "text": text.split("\n"),
                    "align": "center",
                    "baseline": "top",
                    "lineHeight": LINE_PX,
                },
                "encoding": {
                    "x": {"value": round(box.left + box.width / 2, 1)},
                    "y": {"value": round(box.top + 1, 1)},
                },
            }
        )
    return layers


def _leader(spot: LabelSpot, box: Box) -> list[Json]:
    """A thin line from a point to its label where the label had to move away."""
    near_x = min(max(spot.x, box.left), box.left + box.width)
    near_y = min(max(spot.y, box.top), box.top + box.height)
    if abs(near_x - spot.x) + abs(near_y - spot.y) < 14:
        return []
    return [
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "color": QUIET, "strokeWidth": 0.7},
            "encoding": {
                "x": {"value": round(spot.x, 1)},
                "y": {"value": round(spot.y, 1)},
                "x2": {"value": round(near_x, 1)},
                "y2": {"value": round(near_y, 1)},
            },
        }
    ]
