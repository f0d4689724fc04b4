"""Values that are not yet complete: grey, named in the legend, said in the alternative text."""

import json
from datetime import date
from typing import Any

import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask
from tripoint.findings.tails import NOT_FINAL
from tripoint.present.chart_data import ChartData
from tripoint.present.chart_theme import SERIES, UNSETTLED
from tripoint.present.charts import spec_of, svg_of
from tripoint.present.pictures import picture_of
from tripoint.present.words import words

MONTHS = [f"2025-{month:02}-01" for month in range(1, 7)]


def chart(kind: str, *, newest: bool = True, said: str = "not yet complete", series: int = 1) -> ChartData:
    rows = tuple(
        {"x": month, "y": 10.0 + n + 5 * s, "series": f"S{s}", "is_unsettled": newest and n >= 4}
        for s in range(series)
        for n, month in enumerate(MONTHS)
    )
    x_kind = "category" if kind == "bars" else "date"
    return ChartData(kind, rows, "en", y_title="Reports", x_kind=x_kind, unsettled_words=said)  # type: ignore[arg-type]


def grey_values(spec: Any) -> list[float]:
    """Values of every layer that is drawn in grey."""
    found: list[float] = []
    for layer in spec["layer"]:
        if UNSETTLED in json.dumps(layer["mark"]) + json.dumps(layer["encoding"]):
            found += [row["value"] for row in layer["data"]["values"]]
    return found


@pytest.mark.parametrize("kind", ["lines", "bars", "grouped_bars", "running"])
def test_the_newest_values_are_grey_and_named_in_the_legend(kind: str) -> None:
    found = grey_values(spec_of(chart(kind)))
    assert {14.0, 15.0} <= set(found)
    assert not {10.0, 11.0, 12.0} & set(found)
    assert "not yet complete" in svg_of(chart(kind))


@pytest.mark.parametrize("kind", ["lines", "bars", "grouped_bars", "running"])
def test_a_chart_of_complete_values_has_no_grey_and_no_word(kind: str) -> None:
    picture = svg_of(chart(kind, newest=False))
    assert UNSETTLED not in picture
    assert "not yet complete" not in picture


def test_a_line_is_grey_from_its_last_complete_value_on() -> None:
    spec = spec_of(chart("lines"))
    line = next(layer for layer in spec["layer"] if "stroke" in layer["encoding"])  # type: ignore[attr-defined]
    assert [row["x"] for row in line["data"]["values"]] == MONTHS[3:]
    coloured = spec["layer"][1]["data"]["values"]  # type: ignore[index]
    assert [row["x"] for row in coloured] == MONTHS[:4]


def test_grey_pieces_of_two_series_do_not_run_into_each_other() -> None:
    spec = spec_of(chart("lines", series=2))
    line = next(layer for layer in spec["layer"] if "stroke" in layer["encoding"])  # type: ignore[attr-defined]
    rows = line["data"]["values"]
    assert len({row["stretch"] for row in rows}) == 2
    assert len(rows) == 6


def test_grey_is_no_colour_of_a_series() -> None:
    assert UNSETTLED not in SERIES


def test_grey_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="unsettled_words"):
        spec_of(chart("lines", said=""))


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_running_fiscal_year_is_grey_in_the_picture_and_said_in_its_alternative_text(
    tmp_path: Any, language: str
) -> None:
    def month(number: int, **changed: Any) -> dict[str, Any]:
        day = date(2025, number, 1)
        end = date.fromordinal(date(2025 + number // 12, number % 12 + 1, 1).toordinal() - 1)
        return figure(
            period_start=day, period_end=end, substance="fentanyl", border_segment="US-BORDER-SW",
            source_row=number, **changed,
        )  # fmt: skip

    reader = ledger_of(
        tmp_path,
        *(month(n) for n in (7, 8, 9)),
        *(month(n, period_as_written="2026 (FYTD) X") for n in (10, 11)),
    )
    finding = ask(reader, "border_drug_seizures")
    chart = next(c for c in finding.charts if c.table == "monthly_seizure_events")
    say = words(language)
    picture = picture_of(finding, chart, say)
    assert picture is not None
    assert UNSETTLED in picture.svg
    assert say(NOT_FINAL) in picture.svg
    assert say.day(date(2025, 10, 1)) in picture.alt
    assert say.day(date(2025, 11, 30)) in picture.alt
