"""Provisional deaths in the United States: 12 months ending in a month, reported and predicted apart."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.analysis.measures import Measured
from tripoint.findings.answer import covers, rows_of
from tripoint.findings.question import N_, Chart, Column, Fact, Filters, Table
from tripoint.findings.tails import Tail, is_unsettled, tail_of
from tripoint.registry.places import places
from tripoint.store.ledger import Reader

SOURCE = "us_cdc_overdose"
NATION = "US"
REPORTED, PREDICTED = "deaths_12_months", "deaths_12_months_predicted"
MEASURES = (REPORTED, PREDICTED)

Row = dict[str, object]


def united_states(reader: Reader, records: ir.Table, filters: Filters) -> tuple[list[Table], list[Chart], list[Fact]]:
    """Tables, charts and sentences; none of them where nothing is held."""
    place = filters.place or NATION
    tail = tail_of(reader, SOURCE, "t40_4", REPORTED)
    reported = _monthly(reader, synthetic_opioids(records, REPORTED), REPORTED, tail)
    predicted = _monthly(reader, synthetic_opioids(records, PREDICTED), PREDICTED, tail)
    monthly = [reported, _as_unsettled_as(reported, predicted)]
    days = sorted({day for table in monthly for day in table.data["month_end"].to_pylist()})
    if not days:
        return [], [], []
    states = [_by_state(table, days[-1], filters) for table in monthly]
    charts = [chart for table in monthly for chart in _line(table, place)]
    charts += [_map(days[-1])] if filters.place is None else []
    older = _older(reader, records, place)
    return [*monthly, *states, *older], charts, list(_facts(monthly, place))


def synthetic_opioids(records: ir.Table, name: str) -> Measured:
    """The current release, which holds T40.4 only."""
    return rows_of(records, name, source=SOURCE, series="t40_4")


def older_release(records: ir.Table, place: str) -> Measured:
    """All indicators of the release of 2019, for one place."""
    rows = rows_of(records, REPORTED, source=SOURCE, series="all_indicators")
    return rows.where(rows.rows.place == place)


def _monthly(reader: Reader, rows: Measured, name: str, tail: Tail) -> Table:
    """One value for each place and month that ends 12 months; newest first. Those of the tail are marked."""
    chosen = rows.rows.select(
        "place", "period_start", "period_end", "value", "missing", month_end=rows.rows.period_end,
        is_underreported=rows.rows.caveats.contains("underreported_incomplete").fill_null(False),
        is_unsettled=is_unsettled(rows.rows, tail),
    )  # fmt: skip
    found = reader.fetch(chosen.order_by(ibis.desc("month_end"), "place"))
    columns = (_PLACE, Column("month_end", N_("12 months ending"), "date"), _value(name))
    return Table(f"us_{name}", _MONTHLY[name], name, columns, found, in_report=0)


def _as_unsettled_as(reported: Table, predicted: Table) -> Table:
    """A prediction is marked wherever the count that it completes is."""
    keys = ("place", "month_end")
    marked = {tuple(row[k] for k in keys) for row in reported.data.to_pylist() if row["is_unsettled"]}
    marks = [row["is_unsettled"] or tuple(row[k] for k in keys) in marked for row in predicted.data.to_pylist()]
    column = predicted.data.column_names.index("is_unsettled")
    return replace(predicted, data=predicted.data.set_column(column, "is_unsettled", pa.array(marks, pa.bool_())))


def _by_state(monthly: Table, newest: date, filters: Filters) -> Table:
    """The newest 12 months by state, and the 12 months before them; a state without a row says so.

    The 12 months before are left out where they begin before the time asked for.
    """
    before = newest.replace(year=newest.year - 1, day=_last_day(newest.year - 1, newest.month))
    both = (("newest", newest), ("before", before))
    shown = tuple((key, day) for key, day in both if covers(filters, _first_day(day), day))
    columns: list[Column] = [_PLACE]
    found: dict[tuple[str, date], Row] = {
        (row["place"], row["month_end"]): row
        for row in monthly.data.to_pylist()
        if row["month_end"] in (newest, before)
    }
    data: dict[str, Row] = {}
    is_marked: dict[str, bool] = {}
    states = [p.place_id for p in places("state", NATION)] if filters.place is None else []
    for place in dict.fromkeys([*sorted(place for place, _ in found), *states]):
        data[place] = {
            "place": place,
            "is_state": place != NATION,
            "newest_end": newest,
            "before_end": before,
        }
        for key, day in shown:
            cell = found.get((place, day), {"missing": "not_supplied"})
            data[place] |= {key: cell.get("value"), f"{key}_missing": cell.get("missing")}
            is_marked[key] = is_marked.get(key, False) or cell.get("is_unsettled") is True
    for key, day in shown:
        mark = "*" if is_marked.get(key) else ""
        columns.append(Column(key, f"{_first_day(day):%Y-%m} – {day:%Y-%m}{mark}", "number", missing=f"{key}_missing"))
    order = {p.place_id: n for n, p in enumerate(places(country=NATION))}
    rows = sorted(data.values(), key=lambda row: order[str(row["place"])])
    return Table(
        f"{monthly.name}_by_state", _BY_STATE[str(monthly.measure)], monthly.measure, tuple(columns),
        pa.Table.from_pylist(rows, _STATES), in_report=None if monthly.measure == REPORTED else 0,
        note=N_(
            "“not supplied”: the file has no row for the state; absent is not zero. New York City is apart "
            "from New York. *: not yet complete; these 12 months will grow and are not compared with others."
        ),
    )  # fmt: skip


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _first_day(end: date) -> date:
    """The first day of the 12 months that end on a day."""
    return date(end.year - (end.month < 12), end.month % 12 + 1, 1)


def _older(reader: Reader, records: ir.Table, place: str) -> Iterator[Table]:
    rows = older_release(records, place).rows
    chosen = rows.select("place", "category", "substance", "value", "missing", month_end=rows.period_end)
    data = reader.fetch(chosen.order_by(ibis.desc("month_end"), "category", "substance"))
    if len(data):
        yield Table(
            "us_older_release", N_("United States: all indicators of the older release, deaths of 12 months"),
            REPORTED,
            (
                _PLACE, Column("month_end", N_("12 months ending"), "date"),
                Column("category", N_("Category")),
                Column("substance", N_("Substance"), "substance"), _value(REPORTED),
            ),
            data, in_report=0,
        )  # fmt: skip


def _line(monthly: Table, place: str) -> Iterator[Chart]:
    days = [r["month_end"] for r in monthly.data.to_pylist() if r["place"] == place]
    if days:
        yield Chart(
            kind="lines", table=monthly.name, x="month_end", y="value", where=(("place", place),),
            unsettled="is_unsettled",
            title=(_LINES if place == NATION else _LINES_OF_A_STATE)[str(monthly.measure)],
            is_half_width=True,
            alt=Fact(
                N_("Line chart, {place}: {measure}, from {first} to {last}."),
                {
                    "place": ("place", place), "measure": ("measure", monthly.measure),
                    "first": ("date", min(days)), "last": ("date", max(days)),
                },
            ),
        )  # fmt: skip


def _map(newest: date) -> Chart:
    return Chart(
        kind="symbols", table=f"us_{REPORTED}_by_state", x="place", y="newest", country=NATION,
        where=(("is_state", "True"),),
        title=Fact(
            N_(
                "United States: deaths with synthetic opioids (T40.4) reported for the 12 months ending {day}, "
                "provisional. The area of a circle is the number of deaths."
            ),
            {"day": ("date", newest)},
        ),
        alt=Fact(
            N_(
                "Map of the United States with a circle for each state: deaths reported for the 12 months "
                "ending {day}."
            ),
            {"day": ("date", newest)},
        ),
    )  # fmt: skip


def _facts(monthly: Sequence[Table], place: str) -> Iterator[Fact]:
    """The newest 12 months with both values of the place; the prediction is not part of the count."""
    values = [
        {r["month_end"]: r["value"] for r in table.data.to_pylist() if r["place"] == place and r["value"] is not None}
        for table in monthly
    ]
    shared = sorted(values[0].keys() & values[1].keys())
    if shared:
        yield Fact(
            N_(
                "{place}, 12 months ending {day}, provisional: {reported} deaths with synthetic opioids "
                "other than methadone (T40.4) reported; the publisher's prediction is {predicted}."
            ),
            {
                "place": ("place", place), "day": ("date", shared[-1]),
                "reported": ("number", values[0][shared[-1]]),
                "predicted": ("number", values[1][shared[-1]]),
            },
            is_headline=True,
        )  # fmt: skip


def _value(name: str) -> Column:
    return Column("value", _UNITS[name], "number", missing="missing")


_PLACE = Column("place", N_("United States and state"), "place")
_UNITS = {REPORTED: N_("Deaths reported, 12 months"), PREDICTED: N_("Deaths predicted, 12 months")}
_MONTHLY = {
    REPORTED: N_("United States: deaths with synthetic opioids (T40.4), 12 months ending each month, reported"),
    PREDICTED: N_("United States: deaths with synthetic opioids (T40.4), 12 months ending each month, predicted"),
}
_BY_STATE = {
    REPORTED: N_("United States: deaths with synthetic opioids (T40.4) by state, 12 months, reported so far"),
    PREDICTED: N_("United States: deaths with synthetic opioids (T40.4) by state, 12 months, predicted"),
}
_LINES = {
    REPORTED: N_("United States: deaths reported with synthetic opioids (T40.4), 12 months ending there."),
    PREDICTED: N_("United States: deaths predicted with synthetic opioids (T40.4), 12 months ending there."),
}
_LINES_OF_A_STATE = {
    REPORTED: N_("Deaths reported with synthetic opioids (T40.4) in the place asked for, 12 months ending there."),
    PREDICTED: N_("Deaths predicted with synthetic opioids (T40.4) in the place asked for, 12 months ending there."),
}
_STATES = pa.schema(
    [
        ("place", pa.string()), ("is_state", pa.bool_()), ("newest_end", pa.date32()),
        ("newest", pa.float64()),
        ("newest_missing", pa.string()), ("before_end", pa.date32()), ("before", pa.float64()),
        ("before_missing", pa.string()),
    ]
)  # fmt: skip
