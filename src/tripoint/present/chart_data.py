"""What a chart is made from: plain rows, already in the reader's language."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ChartKind = Literal["lines", "bars", "grouped_bars", "running", "symbols", "shades"]
XKind = Literal["date", "category", "number"]
ChartLocale = Literal["en", "es", "fr"]

ROW_KEYS = frozenset({"x", "y", "series", "split", "missing", "place_id", "label", "is_unsettled"})
NO_ROW = "not_available"  # the reason drawn for a place or cell that has no row at all


@dataclass(frozen=True)
class ChartData:
    """One chart. Every text is shown as it is passed.

    kind: `lines` x against y, a line per series, broken where a value is missing;
        `bars`, `grouped_bars` x a category; columns instead if x is a date or a number;
        `running` cumulative totals, each stated at its end date x; never one line over two series;
        `symbols` a map of counts as circles whose area is the value, `shades` a map of rates in classes.
    rows: keys of `ROW_KEYS`. x a date, an ISO date, a category or a number; y a number or None;
        `missing` a reason code of protocol.missing where y is None; `place_id` on maps; `label` the name of
        a place, or words printed at a point of `running`. `split` draws one small chart per value.
        `is_unsettled` a value that is not yet complete: grey, under `unsettled_words` in the legend.
    missing_words: reason code -> words for the legend; needed for every reason that can appear, and for
        `not_available`, which stands for places and cells that have no row.
    country: `US`, `CA` or `MX`, for maps.
    x_order, series_order, split_order: values not named there follow as they come.
    width, height: px of the whole picture (about 620 fills a page, 300 half of it); height 0 chooses.
    number_decimals: of values printed at marks and in legends.
    """

    kind: ChartKind
    rows: tuple[Mapping[str, object], ...]
    locale: ChartLocale
    x_title: str = ""
    y_title: str = ""
    series_title: str = ""
    legend_title: str = ""
    note: str = ""
    x_kind: XKind = "category"
    country: str | None = None
    x_order: tuple[str, ...] = ()
    series_order: tuple[str, ...] = ()
    split_order: tuple[str, ...] = ()
    missing_words: Mapping[str, str] = field(default_factory=dict)
    unsettled_words: str = ""
    width: int = 620
    height: int = 0
    number_decimals: int = 0


@dataclass(frozen=True)
class Mark:
    """One row, checked. `x` is an ISO date, a category or a number; `value` None comes with a reason."""

    x: str | float
    value: float | None
    series: str
    split: str
    missing: str
    place_id: str
    label: str
    is_unsettled: bool = False


def marks_of(chart: ChartData) -> tuple[Mark, ...]:
    """The rows of `chart` in their order. Raises ValueError for what would draw something wrong."""
    if not chart.rows:
        raise ValueError(f"chart '{chart.kind}': no rows. Leave the chart out instead of drawing it empty.")
    marks = tuple(_mark(row, chart) for row in chart.rows)
    if chart.kind in ("lines", "bars", "grouped_bars"):
        _check_each_once(marks, chart.kind)
    return marks


def _check_each_once(marks: tuple[Mark, ...], kind: ChartKind) -> None:
    """Two values in one place would be drawn over each other, or added up."""
    seen: set[tuple[object, ...]] = set()
    for mark in marks:
        place = (mark.split, mark.series, mark.x)
        if place in seen:
            raise ValueError(f"chart '{kind}': two rows for (split, series, x) = {place}; pass one.")
        seen.add(place)


def _mark(row: Mapping[str, object], chart: ChartData) -> Mark:
    unknown = sorted(set(row) - ROW_KEYS)
    if unknown:
        raise ValueError(f"chart '{chart.kind}': unknown keys {unknown}; a row has {sorted(ROW_KEYS)}.")
    value = row.get("y")
    number = None if value is None else float(str(value))
    if number is not None and not math.isfinite(number):
        raise ValueError(f"chart '{chart.kind}': y is {number}. Pass None and a reason for a missing value.")
    return Mark(
        x=_x(row.get("x"), chart.x_kind),
        value=number,
        series=_text(row.get("series")),
        split=_text(row.get("split")),
        missing=_text(row.get("missing")) or (NO_ROW if number is None else ""),
        place_id=_text(row.get("place_id")),
        label=_text(row.get("label")),
        is_unsettled=number is not None and row.get("is_unsettled") is True,
    )


def blank(x: str | float, *, series: str = "", split: str = "", place_id: str = "") -> Mark:
    """The mark of a cell or place that no row speaks of."""
    return Mark(x, None, series, split, NO_ROW, place_id, "")


def _x(value: object, kind: XKind) -> str | float:
    if kind == "number":
        return float(str(value))
    if kind == "date":
        return date.fromisoformat(str(value)[:10]).isoformat()
    return _text(value)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def ordered(values: Iterable[str], order: tuple[str, ...]) -> tuple[str, ...]:
    """Each of `values` once: those named in `order` first, the rest as they first appear."""
    found = dict.fromkeys(values)
    return (*(name for name in order if name in found), *(name for name in found if name not in order))
