"""Bars that lie: a name at the left, the value or the reason it is missing at the end of the bar."""

from dataclasses import dataclass

from tripoint.present.chart_axes import name_layers, value_text
from tripoint.present.chart_columns import columns_spec
from tripoint.present.chart_data import Mark, ordered
from tripoint.present.chart_frame import Frame, Json, panels_of, series_colour, top_level
from tripoint.present.chart_theme import LABEL_PX, LINE_PX, QUIET, RULE, SMALL_PX
from tripoint.present.chart_unsettled import apart, grey_bars, row
from tripoint.present.text_width import widest, wrap

_BAR_PX = 14
_NAMES_AT_MOST = 0.42  # share of the width that names may take before they are wrapped


@dataclass(frozen=True)
class _Layout:
    """`names`: category -> label with line breaks, in drawing order; `is_grouped`: bars share a name."""

    names: dict[str, str]
    is_grouped: bool
    band_px: float
    length_px: int
    legend_px: float


def bars_spec(frame: Frame) -> Json:
    """Bars, or columns where x is a date or a number."""
    if frame.chart.x_kind != "category":
        return columns_spec(frame)
    groups = [frame.of_split(split) for split in frame.splits]
    length = min(_length(frame, group) for group in groups)
    drawn = [_panel(frame, group, _layout(frame, group, length)) for group in groups]
    return top_level(frame.chart, frame.chart.y_title, panels_of(frame, drawn))


def _wrapped(frame: Frame, name: str) -> str:
    return wrap(name, LABEL_PX, width=frame.panel_width * _NAMES_AT_MOST)


def _length(frame: Frame, marks: tuple[Mark, ...]) -> int:
    """Px left for bars beside the names and the values at the ends; reasons may run to the edge."""
    names = widest([_wrapped(frame, str(mark.x)) for mark in marks], LABEL_PX)
    values = widest([_end_text(frame, mark) for mark in marks if _side(mark) == "right"], LABEL_PX)
    return int(max(40, frame.panel_width - names - values - _left_room(frame, marks) - 20))


def _left_room(frame: Frame, marks: tuple[Mark, ...]) -> float:
    """Px between names and bars for the values of bars that point left."""
    texts = [_end_text(frame, mark) for mark in marks if _side(mark) == "left"]
    return round(widest(texts, LABEL_PX) + 6) if texts else 0


def _layout(frame: Frame, marks: tuple[Mark, ...], length_px: int) -> _Layout:
    is_grouped = len(marks) > len({mark.x for mark in marks})
    names = {name: _wrapped(frame, name) for name in _order(frame, marks)}
    wanted = _BAR_PX * (len(frame.series) if is_grouped else 1) + 6
    if frame.chart.height:
        wanted = frame.chart.height // len(names)
    least = LINE_PX * max(name.count("\n") + 1 for name in names.values()) + 3
    legend_px = frame.chart.width - widest(list(names.values()), LABEL_PX) - _left_room(frame, marks) - 10
    return _Layout(names, is_grouped, max(least, wanted), length_px, legend_px)


def _order(frame: Frame, marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """As asked, else the largest value first and names without any value last."""
    names = [str(mark.x) for mark in marks]
    if frame.chart.x_order:
        return ordered(names, frame.chart.x_order)
    largest: dict[str, float] = {}
    for mark in marks:
        if mark.value is not None:
            largest[str(mark.x)] = max(mark.value, largest.get(str(mark.x), mark.value))
    return tuple(sorted(dict.fromkeys(names), key=lambda name: -largest.get(name, float("-inf"))))


def _end_text(frame: Frame, mark: Mark) -> str:
    return frame.chart.missing_words[mark.missing] if mark.value is None else value_text(frame, mark.value)


def _panel(frame: Frame, marks: tuple[Mark, ...], layout: _Layout) -> Json:
    values = [mark.value for mark in marks if mark.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    x: Json = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [low, high if high > low else low + 1], "nice": False},
        "stack": None,
        "axis": None,
    }
    y: Json = {
        "field": "name",
        "type": "nominal",
        "scale": {"domain": list(layout.names), "paddingInner": 0.25, "paddingOuter": 0.12},
        "axis": None,
    }
    where: Json = {"x": x, "y": y}
    if layout.is_grouped:
        where["yOffset"] = {"field": "series", "type": "nominal", "scale": {"domain": list(frame.series)}}
    settled, unsettled = apart([mark for mark in marks if mark.value is not None])
    bars = [{"name": m.x, "value": m.value, "series": m.series} for m in settled]
    grown = [row(frame, mark, name=mark.x) for mark in unsettled]
    colour = series_colour(frame, symbol="square", room=layout.legend_px)
    return {
        "width": layout.length_px,
        "height": round(layout.band_px * len(layout.names)),
        "layer": [
            {"data": {"values": bars}, "mark": {"type": "bar"}, "encoding": {**where, "color": colour}},
            *grey_bars(frame, grown, where),
            *name_layers(layout.names, y, at=-7 - _left_room(frame, marks)),
            *_end_layers(frame, marks, where),
            {
                "data": {"values": [{"value": 0}]},
                "mark": {"type": "rule", "color": RULE},
                "encoding": {"x": x},
            },
        ],
    }


def _end_layers(frame: Frame, marks: tuple[Mark, ...], where: Json) -> list[Json]:
    """Values beyond the end of their bar, reasons in italics at the base."""
    layers: list[Json] = []
    for side in ("right", "left", "gone"):
        chosen = [mark for mark in marks if side == _side(mark)]
        if not chosen:
            continue
        rows = [{"name": m.x, "value": m.value or 0, "series": m.series, "text": _end_text(frame, m)} for m in chosen]
        look: Json = {"fontStyle": "italic", "fontSize": SMALL_PX, "color": QUIET} if side == "gone" else {}
        layers.append(
            {
                "data": {"values": rows},
                "mark": {
                    "type": "text",
                    "align": "right" if side == "left" else "left",
                    "baseline": "middle",
                    "dx": -5 if side == "left" else 5,
                    **look,
                },
                "encoding": {**where, "text": {"field": "text", "type": "nominal"}},
            }
        )
    return layers


def _side(mark: Mark) -> str:
    if mark.value is None:
        return "gone"
    return "left" if mark.value < 0 else "right"
