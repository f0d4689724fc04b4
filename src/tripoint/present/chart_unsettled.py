"""How a value that is not yet complete is drawn: grey instead of its series' colour, with its word in the legend."""

from collections.abc import Sequence
from itertools import pairwise

from tripoint.present.chart_data import Mark
from tripoint.present.chart_frame import Frame, Json
from tripoint.present.chart_theme import UNSETTLED


def apart(marks: Sequence[Mark]) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The marks that are complete, and those that are not yet."""
    return tuple(m for m in marks if not m.is_unsettled), tuple(m for m in marks if m.is_unsettled)


def pieces(stretch: Sequence[Mark]) -> list[tuple[bool, list[Mark]]]:
    """A line in pieces that meet: (is it grey, its marks). From a complete value to an incomplete one it is grey."""
    found: list[tuple[bool, list[Mark]]] = []
    for here, after in pairwise(stretch):
        is_grey = here.is_unsettled or after.is_unsettled
        if not found or found[-1][0] != is_grey:
            found.append((is_grey, [here]))
        found[-1][1].append(after)
    return found


def grey(frame: Frame, *, symbol: str) -> Json:
    """The channel (`stroke` of lines, `fill` of the rest) of what is drawn in grey, with one entry in a legend of its own."""
    legend: Json = {
        "title": None,
        "symbolType": symbol,
        "symbolStrokeWidth": 2.5 if symbol == "stroke" else 0,
        "symbolDash": [4, 2] if symbol == "stroke" else [1, 0],
        "symbolSize": 110,
        "symbolOpacity": 1,
    }
    words = frame.chart.unsettled_words
    scale: Json = {"domain": [words], "range": [UNSETTLED]}
    return {"field": "unsettled", "type": "nominal", "scale": scale, "legend": legend}


def row(frame: Frame, mark: Mark, **more: object) -> Json:
    """The fields of a grey mark."""
    return {"x": mark.x, "value": mark.value, "series": mark.series, "unsettled": frame.chart.unsettled_words, **more}


def grey_bars(frame: Frame, rows: Sequence[Json], where: Json) -> list[Json]:
    """The layer of bars that are not yet complete; none in a chart without any."""
    if not any(mark.is_unsettled for mark in frame.marks):
        return []
    encoding: Json = {**where, "fill": grey(frame, symbol="square")}
    return [{"data": {"values": list(rows)}, "mark": {"type": "bar"}, "encoding": encoding}]
