"""Shaded areas: the class or the missing look of each, and their legends."""

from dataclasses import dataclass

from tripoint.present.chart_data import Mark
from tripoint.present.chart_frame import Frame, Json, legend_columns, legend_title
from tripoint.present.chart_missing import AREA_FILLS
from tripoint.present.chart_scales import ValueClass, class_index, rate_classes, value_classes
from tripoint.present.chart_theme import INK, RULE, STEP_INKS, STEPS, ZERO

_SHADES_OF = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 2, 3), 5: (0, 1, 2, 3, 4)}


@dataclass(frozen=True)
class Shading:
    """Classes of one chart, in order, each with its fill and the ink for text upon it."""

    classes: tuple[ValueClass, ...]
    fills: tuple[str, ...]
    inks: tuple[str, ...]
    decimals: int

    def class_of(self, mark: Mark) -> int | None:
        """Position of the class that holds the value of `mark`; None without a value."""
        if mark.value is None:
            return None
        return class_index(mark.value, self.classes, decimals=self.decimals)

    def text_of(self, mark: Mark) -> str | None:
        """The legend's words for the class of `mark`; None without a value."""
        index = self.class_of(mark)
        return None if index is None else self.classes[index].text

    def channel(self, frame: Frame, *, orient: str, room: float) -> Json:
        """The colour channel on field `shade`."""
        texts = tuple(one.text for one in self.classes)
        return {
            "field": "shade",
            "type": "nominal",
            "scale": {"domain": list(texts), "range": list(self.fills)},
            "legend": _area_legend(texts, orient=orient, room=room, title=legend_title(frame, room)),
        }


def missing_channel(frame: Frame, *, orient: str, room: float) -> Json:
    """The colour channel on field `missing`: grey and the patterns, with a legend of their own."""
    words = tuple(frame.missing.values())
    return {
        "field": "missing",
        "type": "nominal",
        "scale": {"domain": list(words), "range": [AREA_FILLS[look] for look in frame.missing]},
        "legend": _area_legend(words, orient=orient, room=room, title=None),
    }


def area_row(frame: Frame, mark: Mark, shade: str | None) -> Json:
    """The fields of one area: `shade` or `missing` is null."""
    missing = frame.words_of(mark) if mark.value is None else None
    return {"shade": shade, "missing": missing, "value": mark.value}


def _area_legend(texts: tuple[str, ...], *, orient: str, room: float, title: list[str] | None) -> Json:
    return {
        "orient": orient,
        "title": title,
        "columns": legend_columns(texts, room),
        "symbolType": "square",
        "symbolSize": 170,
        "symbolStrokeColor": RULE,
        "symbolStrokeWidth": 0.7,
    }


def shading_of(frame: Frame) -> Shading:
    values = [mark.value for mark in frame.marks if mark.value is not None]
    decimals = frame.chart.number_decimals
    classify = rate_classes if frame.chart.kind == "shades" else value_classes
    classes = classify(values, frame.chart.locale, decimals=decimals)
    has_zero = bool(classes) and classes[0].low == classes[0].high == 0 and min(values) >= 0
    steps = _SHADES_OF.get(len(classes) - has_zero, ())
    return Shading(
        classes=classes,
        fills=((ZERO,) if has_zero else ()) + tuple(STEPS[step] for step in steps),
        inks=((INK,) if has_zero else ()) + tuple(STEP_INKS[step] for step in steps),
        decimals=decimals,
    )
