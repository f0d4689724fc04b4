"""Charts: what may be drawn, how it looks in each language, and that it is the same every time."""

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema  # type: ignore[import-untyped]
import pytest

from tripoint.present.boundaries import drawn_places, middle_points
from tripoint.present.chart_data import ChartData
from tripoint.present.charts import not_drawn, spec_of, svg_of

WORDS = {
    "not_available": "no figure",
    "suppressed": "suppressed",
    "not_yet_reported": "not yet reported",
    "low_quality": "low quality",
}
MONTHS = [f"{year}-{month:02}-01" for year in (2023, 2024) for month in range(1, 13)]


def rows_of_lines(**changes: dict[str, object]) -> tuple[dict[str, object], ...]:
    """Two series over 24 months; `changes`: m<position> -> keys changed in the first series."""
    rows: list[dict[str, object]] = [
        {"x": month, "y": 1000.5 + 40 * number * (1 + (series == "North")), "series": series}
        for series in ("South-west", "North")
        for number, month in enumerate(MONTHS)
    ]
    for position, change in changes.items():
        rows[int(position[1:])] |= change
    return tuple(rows)


def lines(*rows: dict[str, object], locale: str = "en") -> ChartData:
    return ChartData(
        "lines",
        rows or rows_of_lines(m5={"y": None, "missing": "suppressed"}),
        locale,  # type: ignore[arg-type]
        y_title="Kilograms",
        x_kind="date",
        missing_words=WORDS,
    )


def a_map(kind: str, country: str, **changes: dict[str, object]) -> ChartData:
    rows = [
        {"place_id": place, "y": float(number * 7), "label": place}
        for number, place in enumerate(drawn_places(country))
    ]
    for position, change in changes.items():
        rows[int(position[1:])] |= change
    return ChartData(
        kind,  # type: ignore[arg-type]
        tuple(rows),
        "en",
        y_title="Reports",
        country=country,
        missing_words=WORDS,
        width=300,
    )


def bars(kind: str = "bars", **fields: object) -> ChartData:
    rows = (
        {"x": "Texas", "y": 1234.5},
        {"x": "A very long name of an office that has to be wrapped on two lines", "y": 56.0},
        {"x": "Ohio", "y": None, "missing": "suppressed"},
    )
    chart = ChartData(kind, rows, "fr", y_title="kg", missing_words=WORDS, number_decimals=1)  # type: ignore[arg-type]
    return replace(chart, **fields)  # type: ignore[arg-type]


GONE: dict[str, object] = {"y": None, "missing": "suppressed"}
RUNNING_ROWS = (
    {"x": "2023-06-14", "y": 2700, "series": "seized", "label": "Fact sheet"},
    {"x": "2024-02-08", "y": 3100, "series": "seized"},
    {"x": "2023-09-30", "y": 900, "series": "traced"},
    {"x": "2024-03-31", "y": None, "missing": "not_yet_reported", "series": "traced"},
)
RUNNING = ChartData("running", RUNNING_ROWS, "es", y_title="Armas", x_kind="date", missing_words=WORDS)
CHARTS = {
    "lines": lines(),
    "lines of years": replace(lines({"x": 2020, "y": 3}, {"x": 2021, "y": 5}), x_kind="number"),
    "lines of names": replace(lines({"x": "first half", "y": 3}, {"x": "second half", "y": 5}), x_kind="category"),
    "small multiples": lines(*({**row, "split": row["series"]} for row in rows_of_lines(m2=GONE))),
    "bars": bars(),
    "grouped bars": bars(
        "grouped_bars",
        rows=tuple({"x": x, "y": y, "series": s} for x in ("Iowa", "Ohio") for s, y in (("mass", 3), ("events", -2))),
    ),
    "columns": bars(rows=tuple({"x": f"{year}-01-01", "y": year} for year in range(2019, 2025)), x_kind="date"),
    "running": RUNNING,
    "symbols": a_map("symbols", "US", m2={"y": None, "missing": "suppressed"}),
    "shades US": a_map("shades", "US", m3={"y": None, "missing": "low_quality"}),
    "shades CA": a_map("shades", "CA", m3={"y": None, "missing": "suppressed"}),
    "shades MX": a_map("shades", "MX", m3={"y": None, "missing": "not_yet_reported"}),
    "nothing but missing": lines({"x": "2024-01-01", "y": None, "missing": "suppressed"}),
    "a map of nothing": replace(a_map("shades", "MX"), rows=({"place_id": "MX-SON", "y": None},)),
}
ALL = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft7Validator:
    text = files("altair.vegalite.v6.schema").joinpath("vega-lite-schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft7Validator(json.loads(text))


def spec_tree(chart: ChartData) -> Any:
    return spec_of(chart)


def layers_of(chart: ChartData) -> list[Any]:
    return list(spec_tree(chart)["layer"])


def rows_of(chart: ChartData, mark: str) -> list[Any]:
    """The data rows of the layers drawn with `mark`."""
    return [row for layer in layers_of(chart) if layer["mark"]["type"] == mark for row in layer["data"]["values"]]


@ALL
def test_a_spec_is_valid_vega_lite(chart: ChartData, schema: jsonschema.Draft7Validator) -> None:
    assert next(schema.iter_errors(spec_of(chart)), None) is None


@ALL
def test_a_drawing_is_xml_about_as_wide_as_asked_with_text_as_text(chart: ChartData) -> None:
    root = ElementTree.fromstring(svg_of(chart))
    assert 0.85 * chart.width <= float(root.attrib["width"]) <= chart.width + 8
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert chart.y_title in texts
    assert not any("NaN" in (text or "") or "undefined" in (text or "") for text in texts)


@ALL
def test_a_picture_has_no_id_that_another_picture_has(chart: ChartData) -> None:
    other = replace(chart, y_title="Another title")
    assert not set(re.findall(r'\bid="([^"]+)"', svg_of(chart))) & set(re.findall(r'\bid="([^"]+)"', svg_of(other)))


def test_the_same_chart_gives_the_same_bytes_in_a_fresh_process() -> None:
    code = (
        "import hashlib\n"
        "from tests.present.test_charts import CHARTS, svg_of\n"
        "print(hashlib.sha256(''.join(svg_of(c) for c in reversed(CHARTS.values())).encode()).hexdigest())"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    here = "".join(reversed([svg_of(chart) for chart in CHARTS.values()]))
    assert printed.strip() == hashlib.sha256(here.encode()).hexdigest()


def test_a_missing_value_breaks_the_line_and_is_marked() -> None:
    chart = lines(*rows_of_lines(m5={"y": None, "missing": "suppressed"}))
    drawn = [row for row in rows_of(chart, "line") if row["series"] == "South-west"]
    assert MONTHS[5] not in [row["x"] for row in drawn]
    stretches = {row["x"]: row["stretch"] for row in drawn}
    assert stretches[MONTHS[4]] != stretches[MONTHS[6]]
    assert {"x": MONTHS[5], "missing": "suppressed"} in rows_of(chart, "point")


def test_neighbouring_missing_values_share_one_mark_on_a_line() -> None:
    gone: dict[str, object] = {"y": None, "missing": "not_yet_reported"}
    chart = lines(*rows_of_lines(m10=GONE, m20=gone, m21=gone, m22=gone, m23=gone))
    marked = [row for row in rows_of(chart, "point") if "missing" in row]
    assert marked == [
        {"x": MONTHS[10], "missing": "suppressed"},
        {"x": "2024-10-16", "missing": "not yet reported"},
    ]
    assert {"x": MONTHS[20], "until": MONTHS[23]} in rows_of(chart, "rule")


def test_another_reason_begins_another_mark() -> None:
    gone: dict[str, object] = {"y": None, "missing": "not_yet_reported"}
    chart = lines(*rows_of_lines(m4=GONE, m5=gone))
    assert len([row for row in rows_of(chart, "point") if "missing" in row]) == 2


def test_a_period_without_a_row_breaks_the_line() -> None:
    rows = [row for row in rows_of_lines() if (row["x"], row["series"]) != (MONTHS[7], "North")]
    stretches = {row["x"]: row["stretch"] for row in rows_of(lines(*rows), "line") if row["series"] == "North"}
    assert stretches[MONTHS[6]] != stretches[MONTHS[8]]


def test_a_whole_line_stays_in_one_piece() -> None:
    assert len({(row["series"], row["stretch"]) for row in rows_of(lines(*rows_of_lines()), "line")}) == 2


def test_a_value_alone_between_two_missing_ones_is_a_point() -> None:
    rows = rows_of_lines(m4={"y": None, "missing": "suppressed"}, m6={"y": None, "missing": "suppressed"})
    points = [row for row in rows_of(replace(lines(*rows), width=200), "point") if "value" in row]
    assert [row["x"] for row in points] == [MONTHS[5]]


def test_small_multiples_have_scales_of_their_own() -> None:
    spec = spec_tree(CHARTS["small multiples"])
    tops = {panel["layer"][1]["encoding"]["y"]["scale"]["domain"][1] for panel in spec["concat"]}
    assert len(tops) == 2


def test_running_totals_of_two_series_are_never_joined() -> None:
    stretches = {row["stretch"]: row["series"] for row in rows_of(RUNNING, "line")}
    assert len(stretches) == 2
    assert all(
        "step" in layer["mark"]["interpolate"] for layer in layers_of(RUNNING) if layer["mark"]["type"] == "line"
    )


def test_a_statement_bears_its_value_and_its_words() -> None:
    assert {">2,700<", ">Fact sheet<", ">3,100<", ">900<"} <= set(re.findall(">[^<]+<", svg_of(RUNNING)))


def test_a_crowded_running_total_keeps_its_latest_value() -> None:
    rows = tuple({"x": f"2024-01-{day:02}", "y": 1000 + day, "label": "A long statement"} for day in range(1, 31))
    svg = svg_of(replace(RUNNING, rows=rows, width=300))
    assert ">1,030<" in svg
    assert "A long" not in svg


def test_bars_start_at_zero_and_stand_by_size() -> None:
    bar = layers_of(bars())[0]["encoding"]
    assert bar["x"]["scale"]["domain"][0] == 0
    assert [str(name)[:5] for name in bar["y"]["scale"]["domain"]] == ["Texas", "A ver", "Ohio"]


@pytest.mark.parametrize(("locale", "number"), [("en", "1,234.5"), ("es", "1,234.5"), ("fr", "1\u00a0234,5")])
def test_numbers_at_marks_follow_the_language(locale: str, number: str) -> None:
    assert f">{number}<" in svg_of(bars(locale=locale))


@pytest.mark.parametrize(("locale", "number"), [("en", "2,000"), ("es", "2,000"), ("fr", "2\u00a0000")])
def test_numbers_of_axes_follow_the_language(locale: str, number: str) -> None:
    assert f">{number}<" in svg_of(lines(locale=locale))


@pytest.mark.parametrize(("locale", "month"), [("en", "Jul"), ("es", "jul"), ("fr", "juill.")])
def test_months_follow_the_language(locale: str, month: str) -> None:
    assert f">{month}<" in svg_of(lines(*rows_of_lines()[:24], locale=locale))


def test_a_map_shows_one_country() -> None:
    chart = a_map("shades", "US", m1={"place_id": "CA-BC"})
    with pytest.raises(ValueError, match=r"CA-BC.*not in US"):
        spec_of(chart)


def test_a_map_shows_one_value_a_place() -> None:
    with pytest.raises(ValueError, match="two rows for MX-SON"):
        spec_of(replace(a_map("shades", "MX"), rows=({"place_id": "MX-SON", "y": 1}, {"place_id": "MX-SON", "y": 2})))


def test_places_without_an_outline_are_told() -> None:
    chart = a_map("symbols", "US", m1={"place_id": "US-PR"}, m4={"place_id": "US-XX"})
    assert not_drawn(chart) == ("US-PR", "US-XX")
    assert not_drawn(lines()) == ()


def test_suppressed_places_are_hatched_and_places_without_a_row_are_grey() -> None:
    chart = a_map("shades", "MX", m3={"y": None, "missing": "suppressed"})
    svg = svg_of(replace(chart, rows=chart.rows[:-1]))
    assert "<pattern" in svg
    assert ">suppressed<" in svg
    assert ">no figure<" in svg


def test_the_area_of_a_circle_is_its_value() -> None:
    sizes = [layer["encoding"]["size"] for layer in layers_of(a_map("symbols", "CA")) if "size" in layer["encoding"]]
    assert sizes[0]["scale"]["domain"][0] == sizes[0]["scale"]["range"][0] == 0
    assert "type" not in sizes[0]["scale"]
    assert len(sizes[0]["legend"]["values"]) == 3


def test_zero_is_written_on_a_map_of_counts() -> None:
    assert ">0<" in svg_of(a_map("symbols", "CA"))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((), "no rows"),
        (({"x": "2024-01-01", "y": float("nan")},), "y is nan"),
        (
            ({"x": "2024-01-01", "y": None, "missing": "not_recorded"},),
            "no words for the reason 'not_recorded'",
        ),
        (({"x": "2024-01-01", "y": 1}, {"x": "2024-01-01", "y": 2}), "two rows for"),
        (({"x": "2024-01-01", "value": 1},), r"unknown keys \['value'\]"),
    ],
)
def test_what_would_draw_something_wrong_is_refused(rows: tuple[dict[str, object], ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        spec_of(replace(lines(), rows=rows))


def test_every_outline_has_a_middle_point() -> None:
    places = {place for country in ("US", "CA", "MX") for place in drawn_places(country)}
    assert places <= set(middle_points())
    assert len(places) == 51 + 13 + 32


def test_boundaries_are_what_the_script_makes(raw: Path, tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / "scripts" / "make_boundaries.py"
    folder = raw / "geo" / "natural_earth_admin1_10m"
    subprocess.run([sys.executable, script, folder, tmp_path], check=True, capture_output=True)
    shipped = files("tripoint.registry").joinpath("data", "boundaries")
    for made in sorted(tmp_path.iterdir()):
        assert made.read_bytes() == shipped.joinpath(made.name).read_bytes()


def test_boundaries_are_small() -> None:
    folder = files("tripoint.registry").joinpath("data", "boundaries")
    assert sum(len(folder.joinpath(f"{name}.topojson").read_bytes()) for name in ("us", "ca", "mx")) < 200_000
