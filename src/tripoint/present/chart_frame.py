"""What the charts with axes share: their panels, titles, series colours and legends."""

from dataclasses import dataclass

from tripoint.present.chart_data import ChartData, Mark, ordered
from tripoint.present.chart_missing import legend_words, look_of
from tripoint.present.chart_theme import (
    LABEL_PX,
    LINE_PX,
    QUIET,
    SCHEMA,
    SERIES,
    SMALL_PX,
    config_of,
)
from tripoint.present.text_width import text_width, widest, wrap

Json = dict[str, object]

_GAP_PX = 24
_ENTRY_PX = 34  # symbol and gaps of a legend entry


@dataclass(frozen=True)
class Frame:
    """A chart with its marks; everything its panels must agree on. `missing`: look -> words."""

    chart: ChartData
    marks: tuple[Mark, ...]
    series: tuple[str, ...]
    splits: tuple[str, ...]
    missing: dict[str, str]

    @property
    def columns(self) -> int:
        """Panels side by side."""
        count = len(self.splits)
        if count == 1 or self.chart.width < 400:
            return 1
        return 2 if count in (2, 4) or self.chart.width < 560 else 3

    @property
    def panel_width(self) -> float:
        return (self.chart.width - _GAP_PX * (self.columns - 1)) / self.columns

    def of_split(self, split: str) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.split == split)

    def colour_of(self, series: str) -> str:
        return SERIES[self.series.index(series) % len(SERIES)]

    def dash_of(self, series: str) -> list[int]:
        """Unbroken for the first series of a colour, dashed for a second one that has to share it."""
        return [1, 0] if self.series.index(series) < len(SERIES) else [5, 2]

    def words_of(self, mark: Mark) -> str:
        """The legend's words for why `mark` has no value."""
        return self.missing[look_of(mark.missing)]


def frame_of(chart: ChartData, marks: tuple[Mark, ...]) -> Frame:
    """Raises ValueError for a reason that has no words in the reader's language."""
    reasons = {mark.missing for mark in marks if mark.value is None}
    for reason in sorted(reasons - set(chart.missing_words)):
        raise ValueError(f"chart '{chart.kind}': no words for the reason '{reason}'. Add it to missing_words.")
    if any(mark.is_unsettled for mark in marks) and not chart.unsettled_words:
        raise ValueError(f"chart '{chart.kind}': no words for values that are not yet complete. Add unsettled_words.")
    return Frame(
        chart=chart,
        marks=marks,
        series=ordered((mark.series for mark in marks), chart.series_order),
        splits=ordered((mark.split for mark in marks), chart.split_order),
        missing=legend_words(reasons, chart.missing_words),
    )


def lines_of(text: str, width: float, size: float = LABEL_PX) -> list[str] | None:
    """`text` as the lines of a title at most `width` px wide; None for no title."""
    return wrap(text, size, width=width).split("\n") if text else None


def top_level(chart: ChartData, title: str, content: Json) -> Json:
    """The whole spec: `title` above everything, the note in small letters under it."""
    spec: Json = {"$schema": SCHEMA, "padding": 3, "config": config_of(chart.locale), **content}
    heading = lines_of(title, chart.width)
    note = lines_of(chart.note, chart.width, SMALL_PX)
    if heading or note:
        spec["title"] = {
            "text": heading or note,
            **({"subtitle": note} if heading and note else {}),
            "subtitleFontSize": SMALL_PX,
            "subtitleColor": QUIET,
            "subtitlePadding": 3,
            "lineHeight": LINE_PX,
            "frame": "bounds",
        }
    return spec


def panels_of(frame: Frame, drawn: list[Json]) -> Json:
    """One panel as it is, several in a grid under their names: colours are shared, value axes are not."""
    if len(drawn) == 1 and not frame.splits[0]:
        return drawn[0]
    for split, panel in zip(frame.splits, drawn, strict=True):
        panel["title"] = {
            "text": lines_of(split, frame.panel_width - 4),
            "lineHeight": LINE_PX,
            "fontWeight": 600,
            "frame": "bounds",
        }
    return {
        "concat": drawn,
        "columns": frame.columns,
        "spacing": {"row": 16, "column": _GAP_PX},
        "align": "each",
        "bounds": "full",
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
    }


def legend_title(frame: Frame, room: float) -> list[str] | None:
    """The title of a legend of values; none where the chart's own title says the same."""
    chart = frame.chart
    return lines_of("" if chart.legend_title == chart.y_title else chart.legend_title, room)


def legend_columns(texts: tuple[str, ...], width: float) -> int:
    """How many entries of a legend fit side by side."""
    if sum(text_width(text, LABEL_PX) + _ENTRY_PX for text in texts) <= width:
        return max(1, len(texts))
    return max(1, min(len(texts), int(width // (widest(texts, LABEL_PX) + _ENTRY_PX))))


def series_colour(frame: Frame, *, symbol: str, room: float) -> Json:
    """The colour channel of the series, its legend above the plot in `room` px; none in 0 px or for one."""
    legend: Json | None = None
    if room and len(frame.series) > 1:
        legend = {
            "title": lines_of(frame.chart.series_title, room),
            "columns": legend_columns(frame.series, room),
            "symbolType": symbol,
            "symbolStrokeWidth": 2.5 if symbol == "stroke" else 0,
            "symbolSize": 110,
            "symbolOpacity": 1,
        }
    return {
        "field": "series",
        "type": "nominal",
        "scale": {
            "domain": list(frame.series),
            "range": [frame.colour_of(name) for name in frame.series],
        },
        "legend": legend,
    }
