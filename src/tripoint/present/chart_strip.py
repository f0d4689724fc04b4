"""The strip under a plot that marks each x where a series has no value."""

from tripoint.present.chart_data import Mark
from tripoint.present.chart_frame import Frame, Json, legend_columns
from tripoint.present.chart_missing import POINT_SHAPES
from tripoint.present.chart_theme import QUIET, SERIES

_ROW_PX = 9


def strip_height(frame: Frame) -> float:
    """Px between the plot's base and its axis, the same in all panels."""
    return max(_ROW_PX * len(_rows(frame, frame.of_split(split))) for split in frame.splits)


def strip_layers(frame: Frame, marks: tuple[Mark, ...], x: Json, *, base: float, room: float) -> list[Json]:
    """A row of marks per series that lacks values, in the series' colour, from `base` px down."""
    words = tuple(frame.missing.values())
    shape: Json = {
        "field": "missing",
        "type": "nominal",
        "scale": {"domain": list(words), "range": [POINT_SHAPES[look] for look in frame.missing]},
        "legend": {
            "title": None,
            "columns": legend_columns(words, room),
            "symbolStrokeColor": QUIET,
            "symbolFillColor": "transparent",
            "symbolStrokeWidth": 1.3,
            "symbolSize": 60,
        },
    }
    layers: list[Json] = []
    for number, series in enumerate(_rows(frame, marks)):
        gone = [mark for mark in marks if mark.value is None and series in (None, mark.series)]
        colour = QUIET if series is None or len(frame.series) == 1 else frame.colour_of(series)
        layers.append(
            {
                "data": {"values": [{"x": mark.x, "missing": frame.words_of(mark)} for mark in gone]},
                "mark": {"type": "point", "size": 36, "strokeWidth": 1.3, "filled": False},
                "encoding": {
                    "x": x,
                    "y": {"value": base + _ROW_PX * (number + 0.6)},
                    "shape": shape,
                    "color": {"value": colour},
                },
            }
        )
    return layers


def _rows(frame: Frame, marks: tuple[Mark, ...]) -> list[str | None]:
    """Series with a row of their own; None is one row for all, where colours would not tell them apart."""
    lacking = {mark.series for mark in marks if mark.value is None}
    if len(lacking) > len(SERIES):
        return [None]
    return [name for name in frame.series if name in lacking]
