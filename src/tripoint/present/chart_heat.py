"""A grid of periods and names whose colour is the value's class."""

from tripoint.present.chart_axes import band_channel, name_layers, names_of_x, value_text
from tripoint.present.chart_classes import Shading, area_row, missing_channel, shading_of
from tripoint.present.chart_data import ChartData, Mark, blank, marks_of, ordered
from tripoint.present.chart_frame import Frame, Json, frame_of, panels_of, top_level
from tripoint.present.chart_theme import INK, LABEL_PX, LINE_PX, RULE, SMALL_PX
from tripoint.present.text_width import widest, wrap

_ROW_PX = 17
_NAMES_AT_MOST = 0.4


def heat_spec(chart: ChartData) -> Json:
    frame = frame_of(chart, _with_blanks(marks_of(chart)))
    shading = shading_of(frame)
    drawn = [_panel(frame, frame.of_split(split), shading) for split in frame.splits]
    return top_level(chart, chart.y_title, panels_of(frame, drawn))


def _with_blanks(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """A mark for every cell: those without a row are blank, never left out."""
    there = {(mark.split, mark.series, mark.x) for mark in marks}
    wanted = [
        (split, series, x)
        for split in dict.fromkeys(mark.split for mark in marks)
        for series in dict.fromkeys(mark.series for mark in marks if mark.split == split)
        for x in dict.fromkeys(mark.x for mark in marks)
    ]
    gone = (blank(x, series=series, split=split) for split, series, x in wanted if (split, series, x) not in there)
    return (*marks, *gone)


def _panel(frame: Frame, marks: tuple[Mark, ...], shading: Shading) -> Json:
    room = frame.panel_width * _NAMES_AT_MOST
    order = ordered((mark.series for mark in marks), frame.chart.series_order)
    names = {name: wrap(name, LABEL_PX, width=room) for name in order}
    periods = names_of_x(frame)
    width = round(frame.panel_width - widest(list(names.values()), LABEL_PX) - 16)
    cell = width / len(periods)
    legend_room = frame.chart.width - widest(list(names.values()), LABEL_PX) - 16
    y: Json = {
        "field": "name",
        "type": "nominal",
        "scale": {"type": "band", "domain": list(names), "padding": 0},
        "axis": None,
    }
    where: Json = {"x": band_channel(frame, periods, width, gap=0, offset=2), "y": y}
    rows = [{"x": mark.x, "name": mark.series, **area_row(frame, mark, shading.text_of(mark))} for mark in marks]
    cells: Json = {"type": "rect", "stroke": RULE, "strokeWidth": 0.5}
    layers: list[Json] = [
        {
            "transform": [{"filter": f"isValid(datum.{field})"}],
            "mark": cells,
            "encoding": {**where, "color": colour},
        }
        for field, colour in (
            ("shade", shading.channel(frame, orient="top", room=legend_room)),
            ("missing", missing_channel(frame, orient="top", room=legend_room)),
        )
        if any(row[field] is not None for row in rows)
    ]
    return {
        "width": width,
        "height": _row_height(frame, names) * len(names),
        "data": {"values": rows},
        "resolve": {"scale": {"color": "independent"}},
        "layer": [*layers, *_number_layers(frame, marks, shading, where, cell), *name_layers(names, y)],
    }


def _row_height(frame: Frame, names: dict[str, str]) -> int:
    least = LINE_PX * max(name.count("\n") + 1 for name in names.values()) + 3
    return max(_ROW_PX, least, frame.chart.height // len(names))


def _number_layers(frame: Frame, marks: tuple[Mark, ...], shading: Shading, where: Json, cell: float) -> list[Json]:
    """Values in their cells where every one of them fits."""
    texts = [(mark, value_text(frame, mark.value)) for mark in marks if mark.value is not None]
    if widest([text for _, text in texts], SMALL_PX) + 6 > cell:
        return []
    return [
        {
            "data": {
                "values": [
                    {"x": mark.x, "name": mark.series, "text": text}
                    for mark, text in texts
                    if _ink(shading, mark) == ink
                ]
            },
            "mark": {"type": "text", "fontSize": SMALL_PX, "color": ink, "baseline": "middle"},
            "encoding": {**where, "text": {"field": "text", "type": "nominal"}},
        }
        for ink in sorted({_ink(shading, mark) for mark, _ in texts})
    ]


def _ink(shading: Shading, mark: Mark) -> str:
    index = shading.class_of(mark)
    return INK if index is None else shading.inks[index]
