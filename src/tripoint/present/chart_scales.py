"""Where axes end, where their ticks stand, and where classes of a map break."""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise

from tripoint.present.chart_data import ChartLocale
from tripoint.present.chart_theme import number_text

_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


def nice_floor(value: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not above `value` (> 0)."""
    power = 10.0 ** math.floor(math.log10(value) + 1e-12)
    return max(step * power for step in (1, 2, 5) if step * power <= value * (1 + 1e-12))


def _nice_step(value: float) -> float:
    """The smallest 1, 2 or 5 times a power of ten that is not much below `value` (> 0)."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= 0.85 * value)


@dataclass(frozen=True)
class ValueAxis:
    """A value axis that holds zero. `decimals` are those its ticks need."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    def texts(self, locale: ChartLocale) -> tuple[str, ...]:
        return tuple(number_text(tick, locale, decimals=self.decimals) for tick in self.ticks)

    def down(self, value: float, height: float) -> float:
        """Px from the top of a plot of `height` px to `value`."""
        return height * (self.high - value) / (self.high - self.low)


def value_axis(values: list[float], *, tick_count: int = 5) -> ValueAxis:
    """An axis from 0 (or the least value below it) past the largest of `values`."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = 1.0
    step = _nice_step((high - low) / tick_count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    ticks = tuple(round(number * step, decimals) for number in range(first, last + 1))
    return ValueAxis(ticks[0], ticks[-1], ticks, decimals)


def milliseconds(day: str | date) -> int:
    """Epoch milliseconds of midnight UTC, as Vega counts time."""
    parsed = date.fromisoformat(day) if isinstance(day, str) else day
    return int(datetime(parsed.year, parsed.month, parsed.day, tzinfo=UTC).timestamp()) * 1000


def month_ticks(first: date, last: date, *, tick_count: float) -> tuple[int, tuple[date, ...]]:
    """(months per tick, first days of months between `first` and `last`): at most about `tick_count`.

    Steps of several years are counted from the last January, so that the newest year has a tick.
    """
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if first.day > 1:
        start += 1
    for step in _MONTH_STEPS:
        last_tick = end // 12 * 12 if step > 12 else end // step * step
        numbers = range(last_tick - (last_tick - start) // step * step, last_tick + 1, step)
        if len(numbers) <= tick_count:
            break
    return step, tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)


@dataclass(frozen=True)
class ValueClass:
    """Values from `low` to `high`, both included, at the chart's decimals."""

    low: float
    high: float
    text: str


def value_classes(values: list[float], locale: ChartLocale, *, decimals: int) -> tuple[ValueClass, ...]:
    """At most five classes with about as many values in each and round limits that never overlap.

    Zero, where it occurs among positive values, is a class of its own and comes first.
    """
    rounded = sorted(round(value, decimals) for value in values)
    rest = [value for value in rounded if value != 0] if min(rounded, default=0) >= 0 else rounded
    classes: list[ValueClass] = []
    if len(rest) < len(rounded):
        classes.append(ValueClass(0.0, 0.0, number_text(0, locale, decimals=0)))
    if not rest:
        return tuple(classes)
    unit = 10.0**-decimals
    limits = [rest[0], *_breaks(rest, decimals), rest[-1] + unit]
    for low, after in pairwise(limits):
        high = round(after - unit, decimals)
        texts = [number_text(value, locale, decimals=decimals) for value in (low, high)]
        classes.append(ValueClass(low, high, texts[0] if low == high else f"{texts[0]} – {texts[1]}"))
    return tuple(classes)


def rate_classes(values: list[float], locale: ChartLocale, *, decimals: int) -> tuple[ValueClass, ...]:
    """At most five equally wide classes between round limits, some of them perhaps empty.

    Those of `value_classes` instead if a value is negative, or if one class would hold over three fifths
    of the values.
    """
    rounded = sorted(round(value, decimals) for value in values)
    if not rounded or rounded[0] < 0 or rounded[0] == rounded[-1]:
        return value_classes(values, locale, decimals=decimals)
    unit = 10.0**-decimals
    step = max(unit, _nice_step((rounded[-1] - rounded[0]) / 5))
    while math.floor(rounded[-1] / step + 1e-9) - math.floor(rounded[0] / step + 1e-9) > 4:
        step = _nice_step(step * 2)
    numbers = [math.floor(value / step + 1e-9) for value in rounded if value]
    if max(numbers.count(number) for number in numbers) > 0.6 * len(numbers):
        return value_classes(values, locale, decimals=decimals)
    classes = [ValueClass(0.0, 0.0, number_text(0, locale, decimals=0))] if rounded[0] == 0 else []
    for number in range(numbers[0], numbers[-1] + 1):
        low = max(round(number * step, decimals), unit if classes else 0.0)
        high = round((number + 1) * step - unit, decimals)
        texts = [number_text(value, locale, decimals=decimals) for value in (low, high)]
        classes.append(ValueClass(low, high, texts[0] if low == high else f"{texts[0]} – {texts[1]}"))
    return tuple(classes)


def class_index(value: float, classes: tuple[ValueClass, ...], *, decimals: int) -> int:
    """Position of the class that holds `value`, which must be among those the classes were made from."""
    rounded = round(value, decimals)
    return next(index for index, one in enumerate(classes) if one.low <= rounded <= one.high)


def _breaks(rest: list[float], decimals: int) -> list[float]:
    """Up to four increasing limits at the quintiles, as round as keeps them apart and inside the range."""
    quintiles = [rest[min(len(rest) - 1, len(rest) * part // 5)] for part in range(1, 5)]
    spread = rest[-1] - rest[0]
    for digits in range(1, 8):
        places = min(decimals, digits - 1 - math.floor(math.log10(spread))) if spread else decimals
        limits = [round(value, places) for value in quintiles]
        inside = [value for value in dict.fromkeys(limits) if rest[0] < value <= rest[-1]]
        if len(inside) == len(set(quintiles) - {rest[0]}) or places >= decimals:
            return inside
    return inside
