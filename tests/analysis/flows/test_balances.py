from datetime import date
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pytest

from tests.builders import flow
from tripoint.analysis.flows.balances import net_exports
from tripoint.analysis.measures import Additivity, measured
from tripoint.errors import NotAdditive

TEXAS_NEW_YORK = flow(place_from="US-TX", place_to="US-NY", value=5.0)
NEW_YORK_TEXAS = flow(place_from="US-NY", place_to="US-TX", value=2.0)
TEXAS_TEXAS = flow(place_from="US-TX", place_to="US-TX", value=100.0)


def balances(
    *flows: dict[str, Any], adds_over_places: bool = True
) -> dict[tuple[str, int], tuple[float, float, float]]:
    columns = ("measure", "place_from", "place_to", "period_start", "period_end", "value", "missing")
    data = pa.Table.from_pylist([{c: f.get(c) for c in columns} for f in flows])
    data = data.set_column(6, "missing", pa.array([None] * len(data), pa.string()))
    table = ibis.table(
        {
            "measure": "string", "place_from": "string", "place_to": "string", "period_start": "date",
            "period_end": "date", "value": "float64", "missing": "string",
        },
        name="flows",
    )  # fmt: skip
    rule = Additivity("firearms_traced_with_purchaser", adds_over_places, True, True, True)
    connection = duckdb.connect()
    connection.register("flows", data)
    sql = str(ibis.to_sql(net_exports(measured(table, rule)), dialect="duckdb"))
    rows = connection.sql(sql).to_arrow_table().to_pylist()
    return {(r["place"], r["period_start"].year): (r["sent"], r["received"], r["net"]) for r in rows}


def test_what_stays_in_a_place_is_neither_sent_nor_received():
    found = balances(TEXAS_NEW_YORK, NEW_YORK_TEXAS, TEXAS_TEXAS)
    assert found == {("US-TX", 2017): (5, 2, 3), ("US-NY", 2017): (2, 5, -3)}


def test_years_have_balances_of_their_own():
    before = {"period_start": date(2016, 1, 1), "period_end": date(2016, 12, 31)}
    earlier = [flow(**(f | before | {"value": 1.0})) for f in (TEXAS_NEW_YORK, NEW_YORK_TEXAS)]
    found = balances(TEXAS_NEW_YORK, NEW_YORK_TEXAS, *earlier)
    assert found["US-TX", 2016] == (1, 1, 0)
    assert found["US-TX", 2017] == (5, 2, 3)


def test_a_place_that_only_sends_has_no_balance():
    stray = flow(place_from="CA", place_to="US-NY", value=2.0)
    assert ("CA", 2017) not in balances(TEXAS_NEW_YORK, NEW_YORK_TEXAS, stray)


def test_flows_of_another_measure_are_not_in_it():
    other = flow(place_from="US-TX", place_to="US-NY", value=1000.0, measure="background_checks")
    assert balances(TEXAS_NEW_YORK, NEW_YORK_TEXAS, other)["US-TX", 2017] == (5, 2, 3)


def test_a_measure_that_does_not_add_over_places_has_no_balance():
    with pytest.raises(NotAdditive, match="does not add over places"):
        balances(TEXAS_NEW_YORK, NEW_YORK_TEXAS, adds_over_places=False)
