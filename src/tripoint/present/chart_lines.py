"""Lines: broken where a value is missing, named at their ends where there is room."""

from datetime import date
from itertools import pairwise
from statistics import median

from tripoint.present.chart_axes import left_margin, names_of_x, value_channel, x_channel, zero_line
from tripoint.present.chart_data import Mark
from tripoint.present.chart_frame import Frame, Json, panels_of, series_colour, top_level
from tripoint.present.chart_scales import ValueAxis, value_axis
from tripoint.present.chart_strip import strip_height, strip_layers
from tripoint.present.chart_theme import LABEL_PX, LINE_PX, SERIES, UNSETTLED
from tripoint.present.chart_unsettled import apart, grey, pieces, row
from tripoint.present.text_width import text_width, wrap

_NAME_PX = 150  # widest line of a name at the end of a line
_POINT_ROOM_PX = 11  # points are drawn on lines where neighbours are this far apart


def lines_spec(frame: Frame) -> Json:
    groups = [frame.of_split(split) for split in frame.splits]
    axes = [
        value_axis([mark.value for mark in group if mark.value is not None], tick_count=_tick_count(frame))
        for group in groups
    ]
    names = _end_names(frame, axes[0], height=_height(frame))
    left = left_margin(frame, axes)
    right = max((text_width(name.text, LABEL_PX) + 22 for name in names), default=16)
    width = round(frame.panel_width - left - right)
    drawn = [
        _panel(frame, group, axis, width=width, left=left, names=names)
        for group, axis in zip(groups, axes, strict=True)
    ]
    return top_level(frame.chart, frame.chart.y_title, panels_of(frame, drawn))


def _height(frame: Frame) -> int:
    """Px of a panel: less where several stand on a page."""
    if len(frame.splits) == 1:
        return frame.chart.height or (240 if frame.chart.width >= 400 else 160)
    return frame.chart.height or (110 if len(frame.splits) <= 6 else 90)


def _tick_count(frame: Frame) -> int:
    return max(2, _height(frame) // 45)


def _panel(
    frame: Frame, marks: tuple[Mark, ...], axis: ValueAxis, *, width: int, left: float, names: "list[_Name]"
) -> Json:
    height = _height(frame)
    x = x_channel(frame, width, offset=strip_height(frame) + 2)
    y = value_channel(axis, left=left)
    colour = series_colour(frame, symbol="stroke", room=0 if names else frame.chart.width - left)
    look: Json = {"color": colour}
    if len(frame.series) > len(SERIES):
        dashes = [frame.dash_of(name) for name in frame.series]
        look["strokeDash"] = {**colour, "scale": {"domain": list(frame.series), "range": dashes}}
    stretches = [stretch for name in frame.series for stretch in _stretches(frame, marks, name)]
    has_points = max((len(one) for one in stretches), default=1) * _POINT_ROOM_PX <= width
    drawn = [piece for stretch in stretches for piece in pieces(stretch)]
    lines = [
        {"x": mark.x, "value": mark.value, "series": mark.series, "stretch": number}
        for number, (is_grey, piece) in enumerate(drawn)
        for mark in piece
        if not is_grey
    ]
    settled, unsettled = apart([m for one in stretches for m in one if has_points or len(one) == 1])
    points = [{"x": mark.x, "value": mark.value, "series": mark.series} for mark in settled]
    layers: list[Json] = [
        zero_line(),
        {
            "data": {"values": lines},
            "mark": {"type": "line", "strokeWidth": 2, "strokeJoin": "round"},
            "encoding": {"x": x, "y": y, **look, "detail": {"field": "stretch", "type": "nominal"}},
        },
        *_grey_layers(frame, drawn, unsettled, {"x": x, "y": y}),
        {
            "data": {"values": points},
            "mark": {"type": "point", "filled": True, "size": 26, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour},
        },
        *_name_layers(frame, names, width),
        *strip_layers(frame, marks, x, base=height, room=frame.chart.width - left),
    ]
    return {"width": width, "height": height, "layer": layers}


def _grey_layers(
    frame: Frame, drawn: list[tuple[bool, list[Mark]]], points: tuple[Mark, ...], where: Json
) -> list[Json]:
    """The pieces and points that are not yet complete, dashed and grey whatever their series."""
    if not any(mark.is_unsettled for mark in frame.marks):
        return []
    lines = [row(frame, m, stretch=number) for number, (is_grey, piece) in enumerate(drawn) if is_grey for m in piece]
    detail = {"field": "stretch", "type": "nominal"}
    return [
        {
            "data": {"values": lines},
            "mark": {"type": "line", "strokeWidth": 2, "strokeJoin": "round", "strokeDash": [4, 2]},
            "encoding": {**where, "stroke": grey(frame, symbol="stroke"), "detail": detail},
        },
        {
            "data": {"values": [row(frame, mark) for mark in points]},
            "mark": {"type": "point", "filled": True, "size": 26, "opacity": 1, "color": UNSETTLED},
            "encoding": where,
        },
    ]


def _stretches(frame: Frame, marks: tuple[Mark, ...], series: str) -> list[list[Mark]]:
    """Neighbouring values of one series: a missing value or a period without a row ends a stretch."""
    order = {str(name): float(index) for index, name in enumerate(names_of_x(frame))}

    def place(mark: Mark) -> float:
        if frame.chart.x_kind == "date":
            return float(date.fromisoformat(str(mark.x)).toordinal())
        return float(mark.x) if frame.chart.x_kind == "number" else order[str(mark.x)]

    own = sorted((mark for mark in marks if mark.series == series), key=place)
    steps = [place(b) - place(a) for a, b in pairwise(own) if place(b) > place(a)]
    longest = 1.0 if frame.chart.x_kind == "category" else 1.5 * median(steps or [1.0])
    stretches: list[list[Mark]] = []
    before: Mark | None = None
    for mark in own:
        if mark.value is not None:
            if before is None or before.value is None or place(mark) - place(before) > longest:
                stretches.append([])
            stretches[-1].append(mark)
        before = mark
    return stretches


class _Name:
    """A series' name beside its line: `middle` is px from the top, moved until no name lies on another."""

    def __init__(self, series: str, middle: float) -> None:
        self.series = series
        self.text = wrap(series, LABEL_PX, width=_NAME_PX)
        self.height = LINE_PX * (self.text.count("\n") + 1) + 3
        self.middle = middle


def _end_names(frame: Frame, axis: ValueAxis, *, height: int) -> list[_Name]:
    """Names at the right of a single panel; none (a legend is drawn) for small multiples or no room."""
    if len(frame.splits) > 1 or len(frame.series) == 1 or frame.chart.width < 400:
        return []
    names = []
    for series in frame.series:
        stretches = _stretches(frame, frame.marks, series)
        last = stretches[-1][-1].value if stretches else None
        names.append(_Name(series, axis.down(last or 0.0, height)))
    if sum(name.height for name in names) > height:
        return []
    names.sort(key=lambda name: name.middle)
    low = -LINE_PX / 2
    for name in names:
        name.middle = max(name.middle, low + name.height / 2)
        low = name.middle + name.height / 2
    high = height + LINE_PX / 2
    for name in reversed(names):
        name.middle = min(name.middle, high - name.height / 2)
        high = name.middle - name.height / 2
    return names


def _name_layers(frame: Frame, names: list[_Name], width: int) -> list[Json]:
    layers: list[Json] = []
    for name in names:
        middle = round(name.middle, 1)
        layers += [
            {
                "data": {"values": [{}]},
                "mark": {
                    "type": "rule",
                    "strokeWidth": 2.5,
                    "color": frame.colour_of(name.series),
                    "strokeDash": frame.dash_of(name.series),
                },
                "encoding": {
                    "x": {"value": width + 5},
                    "x2": {"value": width + 15},
                    "y": {"value": middle},
                },
            },
            {
                "data": {"values": [{}]},
                "mark": {
                    "type": "text",
                    "text": name.text.split("\n"),
                    "align": "left",
                    "baseline": "middle",
                    "lineHeight": LINE_PX,
                    "dy": -LINE_PX / 2 * name.text.count("\n"),
                },
                "encoding": {"x": {"value": width + 19}, "y": {"value": middle}},
            },
        ]
    return layers
