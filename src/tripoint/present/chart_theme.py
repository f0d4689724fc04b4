"""How every chart looks and how it writes numbers and dates in the three languages."""

from datetime import date

from tripoint.present.chart_data import ChartLocale
from tripoint.present.typeface import FAMILY

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

LABEL_PX = 12
SMALL_PX = 11
LINE_PX = 14  # from one text line to the next

INK = "#222222"
QUIET = "#5C5C5C"  # 6.7:1 on white: axis labels, words for missing values
RULE = "#8A8A8A"  # 3.5:1: axes, outlines of areas
GRID = "#DEDEDE"  # helps the eye, carries nothing
LAND = "#F4F2EE"

# After Okabe and Ito, darkened to 3:1 on white; apart under protanopia, deuteranopia and tritanopia.
SERIES = ("#0072B2", "#D55E00", INK, "#00805F", "#CC5FA0", "#5E4300")
# Five steps of one hue; every area drawn with them has an outline of 3:1.
STEPS = ("#D6E6F4", "#9FC6E3", "#5A9BCB", "#2468A6", "#08335F")
STEP_INKS = (INK, INK, INK, "#FFFFFF", "#FFFFFF")
ZERO = "#FFFFFF"
MISSING = "#C2C2C2"
UNSETTLED = "#8F8F8F"  # 3.2:1 on white: values that are not yet complete

# Vega has no hatching: these colours stand for a pattern that `chart_svg` puts in their place.
HATCHED = "#B1B2B3"
DOTTED = "#E4E5E6"
CROSSED = "#A6A7A8"

_NUMBERS: dict[ChartLocale, dict[str, object]] = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["$", ""]},
    "es": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["$", ""]},
    "fr": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0$"]},
}
_MONTHS: dict[ChartLocale, str] = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_SHORT_MONTHS: dict[ChartLocale, str] = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "fr": "janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.",
}
_DAYS: dict[ChartLocale, str] = {
    "en": "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
    "es": "domingo lunes martes miércoles jueves viernes sábado",
    "fr": "dimanche lundi mardi mercredi jeudi vendredi samedi",
}
_DATES: dict[ChartLocale, str] = {"en": "%b %-d, %Y", "es": "%-d %b %Y", "fr": "%-d %b %Y"}

_LEGENDS = "{direction: 'vertical', anchor: 'start', margin: 6}"  # one above the other


def config_of(locale: ChartLocale) -> dict[str, object]:
    """The Vega-Lite config shared by all charts: typeface, axes, legends, language."""
    text = {"labelFontSize": LABEL_PX, "titleFontSize": LABEL_PX, "titleFontWeight": "normal"}
    return {
        "aria": False,  # the finding's own alternative text is put on the picture
        "background": "#FFFFFF",
        "font": f"{FAMILY}, sans-serif",
        "view": {"stroke": None},
        "text": {"fontSize": LABEL_PX, "color": INK},
        "title": {"fontSize": LABEL_PX, "fontWeight": "normal", "color": INK, "anchor": "start", "offset": 6},
        "axis": {
            **text,
            "labelColor": QUIET, "titleColor": INK, "labelLimit": 0, "titleLimit": 0,
            "domainColor": RULE, "tickColor": RULE, "gridColor": GRID,
            "tickSize": 4, "labelLineHeight": LINE_PX,
        },
        "legend": {
            **text,
            "labelColor": INK, "titleColor": INK, "labelLimit": 0, "titleLimit": 0, "labelOffset": 5,
            "orient": "top", "direction": "horizontal", "titleAnchor": "start", "offset": 8, "rowPadding": 3,
            "layout": {"expr": f"{{top: {_LEGENDS}, bottom: {_LEGENDS}}}"},
        },
        "locale": {
            "number": _NUMBERS[locale],
            "time": {
                "dateTime": "%x, %X", "date": _DATES[locale], "time": "%H:%M:%S",
                "periods": ["AM", "PM"] if locale == "en" else ["a. m.", "p. m."],
                "days": _DAYS[locale].split(), "shortDays": [day[:3] for day in _DAYS[locale].split()],
                "months": _MONTHS[locale].split(), "shortMonths": _SHORT_MONTHS[locale].split(),
            },
        },
    }  # fmt: skip


def number_text(value: float, locale: ChartLocale, *, decimals: int) -> str:
    """`value` as written in the language, with a true minus sign."""
    digits = f"{value:,.{decimals}f}"
    if float(digits.replace(",", "")) == 0:
        digits = digits.lstrip("-")
    if locale == "fr":
        digits = digits.replace(",", "\u00a0").replace(".", ",")
    return digits.replace("-", "\u2212")


def date_text(day: date, locale: ChartLocale) -> str:
    month = _SHORT_MONTHS[locale].split()[day.month - 1]
    if locale == "en":
        return f"{month} {day.day}, {day.year}"
    number = "1er" if locale == "fr" and day.day == 1 else str(day.day)
    return f"{number} {month} {day.year}"


def period_texts(days: list[date], locale: ChartLocale) -> dict[str, str]:
    """ISO date -> label of the period that starts there: the year alone if all start on 1 January."""
    months = _SHORT_MONTHS[locale].split()
    yearly = all((day.month, day.day) == (1, 1) for day in days)
    return {day.isoformat(): str(day.year) if yearly else f"{months[day.month - 1]} {day.year}" for day in days}
