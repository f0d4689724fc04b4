"""The strip under a plot that marks each x where a series has no value."""

from dataclasses import dataclass
from datetime import date

from tripoint.present.chart_axes import names_of_x
from tripoint.present.chart_data import Mark
from tripoint.present.chart_frame import Frame, Json, legend_columns
from tripoint.present.chart_missing import POINT_SHAPES
from tripoint.present.chart_theme import QUIET, SERIES

_ROW_PX = 9


@dataclass(frozen=True)
class _Run:
    """Neighbouring x without a value for one reason: one mark, in the middle."""

    first: str | float
    last: str | float
    words: str

    @property
    def middle(self) -> str | float:
        if self.first == self.last:
            return self.first
        first, last = (date.fromisoformat(str(end)).toordinal() for end in (self.first, self.last))
        return date.fromordinal((first + last) // 2).isoformat()


def strip_height(frame: Frame) -> float:
    """Px between the plot's base and its axis, the same in all panels."""
    return max(_ROW_PX * len(_rows(frame, frame.of_split(split))) for split in frame.splits)


def strip_layers(frame: Frame, marks: tuple[Mark, ...], x: Json, *, base: float, room: float) -> list[Json]:
    """A row of marks per series that lacks values, in the series' colour, from `base` px down.

    Neighbouring dates without a value share one mark on a line from the first to the last.
    """
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
        runs = _runs(frame, gone) if x["type"] == "temporal" else [_Run(m.x, m.x, frame.words_of(m)) for m in gone]
        y: Json = {"value": base + _ROW_PX * (number + 0.6)}
        colour = QUIET if series is None or len(frame.series) == 1 else frame.colour_of(series)
        layers += _span_layers([run for run in runs if run.first != run.last], x, y, colour)
        layers.append(
            {
                "data": {"values": [{"x": run.middle, "missing": run.words} for run in runs]},
                "mark": {"type": "point", "size": 36, "strokeWidth": 1.3, "filled": False},
                "encoding": {"x": x, "y": y, "shape": shape, "color": {"value": colour}},
            }
        )
    return layers


def _span_layers(runs: list[_Run], x: Json, y: Json, colour: str) -> list[Json]:
    """A line as long as each run, open in the middle where its mark stands."""
    if not runs:
        return []
    lines = [{"x": run.first, "until": run.last} for run in runs]
    return [
        {
            "data": {"values": lines},
            "mark": {"type": "rule", "strokeWidth": 1.3, "color": colour},
            "encoding": {"x": x, "x2": {"field": "until", "type": "temporal"}, "y": y},
        },
        {
            "data": {"values": [{"x": run.middle} for run in runs]},
            "mark": {"type": "circle", "size": 60, "color": "#FFFFFF", "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
    ]


def _runs(frame: Frame, gone: list[Mark]) -> list[_Run]:
    """Marks of dates as runs: a date with a value, or another reason, ends a run."""
    place = {str(name): index for index, name in enumerate(names_of_x(frame))}
    runs: list[_Run] = []
    for x, words in dict.fromkeys((mark.x, frame.words_of(mark)) for mark in sorted(gone, key=lambda m: str(m.x))):
        before = runs[-1] if runs else None
        if before and before.words == words and place[str(x)] == place[str(before.last)] + 1:
            runs[-1] = _Run(before.first, x, words)
        else:
            runs.append(_Run(x, x, words))
    return runs


def _rows(frame: Frame, marks: tuple[Mark, ...]) -> list[str | None]:
    """Series with a row of their own; None is one row for all, where colours would not tell them apart."""
    lacking = {mark.series for mark in marks if mark.value is None}
    if len(lacking) > len(SERIES):
        return [None]
    return [name for name in frame.series if name in lacking]
