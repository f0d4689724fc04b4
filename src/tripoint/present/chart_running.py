"""Running totals: statements at their end dates, held until the next one of the same series."""

from datetime import date
from itertools import pairwise

from tripoint.present.chart_axes import left_margin, span_of, value_channel, value_text, x_channel, zero_line
from tripoint.present.chart_data import Mark
from tripoint.present.chart_frame import Frame, Json, panels_of, series_colour, top_level
from tripoint.present.chart_labels import Box, LabelSpot, place_labels
from tripoint.present.chart_scales import ValueAxis, value_axis
from tripoint.present.chart_strip import strip_height, strip_layers
from tripoint.present.chart_theme import LABEL_PX, LINE_PX, QUIET
from tripoint.present.chart_unsettled import apart, grey, row
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


def _panel(frame: Frame, marks: tuple[Mark, ...], axis: ValueAxis, size: tuple[int, int], left: float) -> Json:
    width, height = size
    x = x_channel(frame, width, offset=strip_height(frame) + 2, spare=_SPARE)
    where: Json = {"x": x, "y": value_channel(axis, left=left)}
    colour = series_colour(frame, symbol="diamond", room=frame.chart.width - left)
    stated = sorted((m for m in marks if m.value is not None), key=lambda m: (str(m.x), m.value or 0))
    settled, unsettled = apart(stated)
    diamond: Json = {"type": "point", "shape": "diamond", "filled": True, "size": 110, "opacity": 1}
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
                "data": {"values": [{"x": m.x, "value": m.value, "series": m.series} for m in settled]},
                "mark": diamond,
                "encoding": {**where, "color": colour},
            },
            *_grey(frame, unsettled, diamond, where),
            *_label_layers(frame, stated, axis, size),
            *strip_layers(frame, marks, x, base=height, room=frame.chart.width - left),
        ],
    }


def _grey(frame: Frame, marks: tuple[Mark, ...], diamond: Json, where: Json) -> list[Json]:
    """Diamonds of statements that are not yet complete."""
    if not any(mark.is_unsettled for mark in frame.marks):
        return []
    rows = [row(frame, mark) for mark in marks]
    encoding = {**where, "fill": grey(frame, symbol="diamond")}
    return [{"data": {"values": rows}, "mark": diamond, "encoding": encoding}]


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
    """Value and words at every statement; in too full a plot values alone, or only the latest ones."""
    latest = {mark.series: mark for mark in stated}
    full = {mark: _text(frame, mark) for mark in stated}
    values = {mark: text.split("\n")[0] for mark, text in full.items()}
    last = {mark: text for mark, text in values.items() if latest[mark.series] is mark}
    for texts in (full, values, last):
        spots = [_spot(frame, mark, text, axis, size) for mark, text in texts.items()]
        blocked = _blocked(frame, stated, axis, size)
        boxes, covered = place_labels(spots, blocked, width=size[0], height=size[1])
        if covered == 0:
            break
    layers: list[Json] = []
    for spot, box, text in zip(spots, boxes, texts.values(), strict=True):
        layers += [*_leader(spot, box), _label(text, box)]
    return layers


def _text(frame: Frame, mark: Mark) -> str:
    text = value_text(frame, mark.value or 0.0)
    return text + "\n" + wrap(mark.label, LABEL_PX, width=_WORDS_PX) if mark.label else text


def _spot(frame: Frame, mark: Mark, text: str, axis: ValueAxis, size: tuple[int, int]) -> LabelSpot:
    first, last = span_of(frame, spare=_SPARE)
    across = (date.fromisoformat(str(mark.x)) - first) / (last - first) * size[0]
    down = axis.down(mark.value or 0.0, size[1])
    return LabelSpot(across, down, text_width(text, LABEL_PX) + 4, LINE_PX * (text.count("\n") + 1))


def _blocked(frame: Frame, stated: list[Mark], axis: ValueAxis, size: tuple[int, int]) -> list[Box]:
    """The diamonds and the level and upright parts of the steps."""
    spots = {mark: _spot(frame, mark, "", axis, size) for mark in stated}
    boxes = [Box(spot.x - 5, spot.y - 5, 10, 10) for spot in spots.values()]
    for series in frame.series:
        for here, after in pairwise(spots[mark] for mark in stated if mark.series == series):
            boxes.append(Box(here.x, here.y - 1, after.x - here.x, 2))
            boxes.append(Box(after.x - 1, min(here.y, after.y), 2, abs(after.y - here.y)))
    return boxes


def _label(text: str, box: Box) -> Json:
    return {
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
