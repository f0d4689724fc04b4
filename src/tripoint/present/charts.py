"""Charts in the reader's language: a Vega-Lite spec for pages, an SVG for print."""

from collections.abc import Callable

from tripoint.present.chart_bars import bars_spec
from tripoint.present.chart_data import ChartData, ChartKind, marks_of
from tripoint.present.chart_frame import Frame, Json, frame_of
from tripoint.present.chart_lines import lines_spec
from tripoint.present.chart_running import running_spec
from tripoint.present.chart_svg import svg_from
from tripoint.present.maps import not_drawn, shades_spec, symbols_spec

__all__ = ["ChartData", "not_drawn", "spec_of", "svg_of"]


def _framed(draw: Callable[[Frame], Json]) -> Callable[[ChartData], Json]:
    return lambda chart: draw(frame_of(chart, marks_of(chart)))


_SPECS: dict[ChartKind, Callable[[ChartData], Json]] = {
    "lines": _framed(lines_spec),
    "running": _framed(running_spec),
    "bars": _framed(bars_spec),
    "grouped_bars": _framed(bars_spec),
    "symbols": symbols_spec,
    "shades": shades_spec,
}


def spec_of(chart: ChartData) -> Json:
    """The chart as a Vega-Lite 6 spec with its data inside; patterned areas are plain grey in it.

    Raises ValueError for no rows, for places of another country, and for a reason without words.
    """
    return _SPECS[chart.kind](chart)


def svg_of(chart: ChartData) -> str:
    """The chart as SVG with text as text: same chart, same bytes, in every process."""
    return svg_from(spec_of(chart))
