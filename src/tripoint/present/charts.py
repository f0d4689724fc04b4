"""Charts in the reader's language: a Vega-Lite spec for pages, an SVG for print."""

from collections.abc import Callable

from tripoint.present.chart_data import ChartData, ChartKind
from tripoint.present.chart_frame import Frame, Json, frame_of
from tripoint.present.chart_lines import lines_spec
from tripoint.present.chart_svg import svg_from

_SPECS: dict[ChartKind, Callable[[Frame], Json]] = {
    "lines": lines_spec,
}


def spec_of(chart: ChartData) -> Json:
    """The chart as a Vega-Lite 6 spec with its data inside; patterned areas are plain grey in it.

    Raises ValueError for no rows, for places of another country, and for a reason without words.
    """
    return _SPECS[chart.kind](frame_of(chart))


def svg_of(chart: ChartData) -> str:
    """The chart as SVG with text as text: same chart, same bytes, in every process."""
    return svg_from(spec_of(chart))
