"""A chart of a finding as a picture."""

from datetime import date

import pyarrow as pa

from tripoint.findings.question import Chart, Column, Fact, Finding, Table
from tripoint.present.pictures import chart_data, picture_of
from tripoint.present.words import words

MAP = Chart(
    kind="symbols", table="states", x="place", y="y2025", country="MX", alt=Fact("A map."),
    title=Fact("Files opened, {period}.", {"period": ("period", (date(2025, 1, 1), date(2025, 12, 31)))}),
)  # fmt: skip
STATES = Table(
    "states", "States", "investigations_opened",
    (Column("place", "State", "place"), Column("y2025", "2025", "number")),
    pa.table({"place": ["MX-SON", "MX-EXTRANJERO"], "y2025": [3.0, 1.0]}),
)  # fmt: skip
FINDING = Finding("made", None, None, None, 2, (), (), (STATES,))


def test_a_map_is_titled_with_its_period_once() -> None:
    picture = picture_of(FINDING, MAP, words("en"))
    assert picture is not None
    assert picture.caption == "Files opened, 2025. Not on the map: Abroad (as recorded by Mexico)."
    assert ">2025<" not in picture.svg


def test_small_multiples_stand_in_the_order_of_the_rows() -> None:
    columns = (Column("day", "Day", "date"), Column("kind", "Kind"), Column("n", "Number", "number"))
    rows = [{"day": date(2025, 1, 1), "kind": kind, "n": 1.0} for kind in ("west", "east")]
    table = Table("days", "Days", None, columns, pa.Table.from_pylist(rows))
    chart = Chart(kind="lines", table="days", x="day", y="n", title="Days", alt=Fact("Days."), split="kind")
    assert [row["split"] for row in chart_data(table, chart, rows, words("en")).rows] == ["west", "east"]
