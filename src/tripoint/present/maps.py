"""Maps of one country in its own equal-area projection: circles for counts, shades for rates."""

from collections.abc import Mapping

from tripoint.present.boundaries import COUNTRIES, drawn_places, middle_points, topology_of
from tripoint.present.chart_classes import area_row, missing_channel, shading_of
from tripoint.present.chart_data import ChartData, Mark, blank, marks_of
from tripoint.present.chart_frame import Frame, Json, frame_of, legend_title, top_level
from tripoint.present.chart_scales import nice_floor
from tripoint.present.chart_theme import INK, LAND, RULE, SERIES, SMALL_PX

# Albers' conic equal-area; albersUsa is the same with Alaska (at .35 of the scale) and Hawaii as insets.
_PROJECTIONS: dict[str, Json] = {
    "US": {"type": "albersUsa"},
    "CA": {"type": "conicEqualArea", "parallels": [50, 70], "rotate": [96, 0, 0]},
    "MX": {"type": "conicEqualArea", "parallels": [17.5, 29.5], "rotate": [102, 0, 0]},
}
_HEIGHT_PER_WIDTH = {"US": 0.63, "CA": 0.82, "MX": 0.66}
_TINY = ("US-DC",)  # too small to be seen shaded: a dot in its colour stands on it


def symbols_spec(chart: ChartData) -> Json:
    """Counts as circles whose area is the value, on pale land where there is one; zero is written as 0."""
    frame = _frame(chart)
    land: Json = {"value": LAND}
    return _map(frame, {}, [_areas("shade", land), *_missing_areas(frame), *_circles(frame)])


def shades_spec(chart: ChartData) -> Json:
    """Rates as at most five classes of one hue, as wide as one another where that tells places apart."""
    frame = _frame(chart)
    shading = shading_of(frame)
    shades = {mark.place_id: shading.text_of(mark) for mark in frame.marks}
    colour = shading.channel(frame, orient="bottom", room=frame.chart.width)
    tiny = [{"shade": shades[place], **_where(place)} for place in _TINY if shades.get(place)]
    layers = [_areas("shade", colour)] if shading.classes else []
    layers += _missing_areas(frame)
    if tiny:
        layers.append(
            {
                "data": {"values": tiny},
                "mark": {"type": "circle", "size": 40, "stroke": RULE, "strokeWidth": 0.7, "opacity": 1},
                "encoding": {**_AT, "color": {**colour, "legend": None}},
            }
        )
    return _map(frame, shades, layers)


def not_drawn(chart: ChartData) -> tuple[str, ...]:
    """The place_ids of a map's rows that have no outline on it, in the order of the rows."""
    if chart.kind not in ("symbols", "shades"):
        return ()
    drawn = set(drawn_places(_country(chart)))
    return tuple(dict.fromkeys(m.place_id for m in marks_of(chart) if m.place_id not in drawn))


def _country(chart: ChartData) -> str:
    if chart.country not in COUNTRIES:
        raise ValueError(f"chart '{chart.kind}': country is {chart.country!r}; a map shows one of {COUNTRIES}.")
    return chart.country


def _frame(chart: ChartData) -> Frame:
    """The places with an outline, those without a row as not available. One country, one row a place."""
    country = _country(chart)
    marks = marks_of(chart)
    foreign = sorted({m.place_id for m in marks if m.place_id.split("-")[0] != country})
    if foreign:
        raise ValueError(f"chart '{chart.kind}': {foreign} are not in {country}. Draw one map per country.")
    places = drawn_places(country)
    by_place: dict[str, Mark] = {}
    for mark in marks:
        if by_place.setdefault(mark.place_id, mark) is not mark:
            raise ValueError(f"chart '{chart.kind}': two rows for {mark.place_id}; a map shows one value each.")
    return frame_of(chart, tuple(by_place.get(place, blank("", place_id=place)) for place in places))


_AT: Json = {
    "longitude": {"field": "longitude", "type": "quantitative"},
    "latitude": {"field": "latitude", "type": "quantitative"},
}


def _where(place_id: str) -> Json:
    longitude, latitude = middle_points()[place_id]
    return {"longitude": longitude, "latitude": latitude}


def _map(frame: Frame, shades: Mapping[str, str | None], layers: list[Json]) -> Json:
    """The country's outlines joined to its values once, drawn by several layers."""
    country = _country(frame.chart)
    width = frame.chart.width - 6
    rows = [
        {"place_id": mark.place_id, **area_row(frame, mark, shades.get(mark.place_id) or _plain(mark))}
        for mark in frame.marks
    ]
    content: Json = {
        "width": width,
        "height": frame.chart.height or round(width * _HEIGHT_PER_WIDTH[country]),
        "projection": _PROJECTIONS[country],
        "data": {"values": topology_of(country), "format": {"type": "topojson", "feature": "places"}},
        "transform": [
            {
                "lookup": "properties.place_id",
                "from": {"data": {"values": rows}, "key": "place_id", "fields": ["shade", "missing"]},
            }
        ],
        "resolve": {"scale": {"color": "independent"}},
        "layer": layers,
    }
    return top_level(frame.chart, frame.chart.y_title, content)


def _plain(mark: Mark) -> str | None:
    """Land under circles: one shade wherever there is a value."""
    return None if mark.value is None else ""


def _areas(field: str, colour: Json) -> Json:
    """The outlines of the places in which `field` is given."""
    return {
        "transform": [{"filter": f"isValid(datum.{field})"}],
        "mark": {"type": "geoshape", "stroke": RULE, "strokeWidth": 0.6, "strokeJoin": "round"},
        "encoding": {"color": colour},
    }


def _missing_areas(frame: Frame) -> list[Json]:
    return [_areas("missing", missing_channel(frame, orient="bottom", room=frame.chart.width))] if frame.missing else []


def _circles(frame: Frame) -> list[Json]:
    counted = sorted((m for m in frame.marks if m.value), key=lambda m: (-(m.value or 0), m.place_id))
    if any((mark.value or 0) < 0 for mark in counted):
        raise ValueError("chart 'symbols': a negative value has no circle. Use bars for changes.")
    zeros = [{**_where(m.place_id), "place_id": m.place_id} for m in frame.marks if m.value == 0]
    layers: list[Json] = []
    if zeros:
        layers.append(
            {
                "data": {"values": zeros},
                "mark": {"type": "text", "text": "0", "fontSize": SMALL_PX - 2, "color": INK},
                "encoding": dict(_AT),
            }
        )
    if counted:
        layers.append(_circle_layer(frame, counted))
    return layers


def _circle_layer(frame: Frame, counted: list[Mark]) -> Json:
    largest = counted[0].value or 1.0
    radius = max(7.0, min(19.0, frame.chart.width / 34))
    rows = [{"place_id": m.place_id, "value": m.value, **_where(m.place_id)} for m in counted]
    return {
        "data": {"values": rows},
        "mark": {
            "type": "circle",
            "fill": SERIES[0],
            "fillOpacity": 0.4,
            "stroke": SERIES[0],
            "strokeWidth": 0.6,
            "strokeOpacity": 0.9,
            "opacity": 1,
        },
        "encoding": {
            **_AT,
            "size": {
                "field": "value",
                "type": "quantitative",
                "scale": {"domain": [0, largest], "range": [0, round(4 * radius * radius)], "zero": True},
                "legend": {
                    "orient": "bottom",
                    "title": legend_title(frame, frame.chart.width),
                    "values": list(legend_values(largest, decimals=frame.chart.number_decimals)),
                    "format": f",.{frame.chart.number_decimals}f",
                    "symbolType": "circle",
                    "symbolFillColor": SERIES[0],
                    "symbolStrokeWidth": 0.6,
                    "symbolOpacity": 0.5,
                },
            },
        },
    }


def legend_values(largest: float, *, decimals: int) -> tuple[float, ...]:
    """Up to three round values, the largest first, each about a quarter of the one before."""
    smallest = 10.0**-decimals
    values = [nice_floor(largest)]
    while len(values) < 3 and values[-1] / 4 >= smallest:
        values.append(nice_floor(values[-1] / 4))
    return tuple(values)
