"""The tables of laboratory reports: half-years, states, first-seen dates, and the yearly Table 3."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.analysis.measures import Measured
from tripoint.findings.question import N_, Column, Filters, Table
from tripoint.findings.tails import is_unsettled, tail_of
from tripoint.registry.places import places
from tripoint.store.ledger import Reader

SOURCE = "us_nflis_drug"
MEASURE = "drug_reports"
FENTANYL = "fentanyl"
GROUPS = {"focus": N_("Fentanyl"), "others": N_("All other substances of the category")}
_INCOMPLETE = N_("incomplete when retrieved; will grow")
_FIRST = N_("{period}")
OR_EARLIER = N_("{period} or earlier (the data begin here)")
_REPORTS = Column("value", N_("Laboratory reports"), "number")
_MARK = Column("status", N_("Status"), "message")


@dataclass(frozen=True)
class HalfYear:
    """A half-year of the release, and whether laboratories had time to report it."""

    start: date
    end: date
    is_complete: bool

    @property
    def span(self) -> tuple[date, date]:
        return self.start, self.end

    @property
    def title(self) -> str:
        """The half-year in figures, the same in every language."""
        return f"{self.start:%Y-%m} – {self.end:%Y-%m}"


def half_years(reader: Reader, dqs: Measured) -> tuple[HalfYear, ...]:
    """Every half-year that has rows, oldest first. What the publisher marks, or vintages show to grow, is incomplete."""
    marked = dqs.rows.mutate(marked=is_unsettled(dqs.rows, tail_of(reader, SOURCE, "dqs", MEASURE)))
    grouped = marked.group_by("period_start", "period_end").agg(is_incomplete=ibis._.marked.any())
    rows = reader.fetch(grouped.order_by("period_start")).to_pylist()
    return tuple(HalfYear(r["period_start"], r["period_end"], not r["is_incomplete"]) for r in rows)


def totals(reader: Reader, dqs: Measured, halves: Sequence[HalfYear], filters: Filters) -> Table:
    """One substance and all others apart, or the substance asked for; newest half-year first."""
    grouped = with_groups(dqs, filters).total(
        by=("group_code", "period_start", "period_end"), over=("places", "substances", "categories")
    )
    complete = {half.start: half.is_complete for half in halves}
    rows = [
        {
            **row,
            "group": GROUPS[row["group_code"]],
            "substance": filters.substance,
            "is_complete": complete[row["period_start"]],
            "is_unsettled": not complete[row["period_start"]],
            "status": None if complete[row["period_start"]] else _INCOMPLETE,
        }
        for row in reader.fetch(grouped.order_by(ibis.desc("period_start"), "group_code")).to_pylist()
    ]
    what = (
        Column("substance", N_("Substance"), "substance")
        if filters.substance
        else Column("group", N_("Substances"), "message")
    )
    return Table(
        "half_yearly", N_("Laboratory reports of each half-year"), MEASURE,
        (Column("period", N_("Half-year"), "period"), what, _REPORTS, _MARK),
        pa.Table.from_pylist(rows, _HALF_YEARLY), in_report=12,
    )  # fmt: skip


def by_state(reader: Reader, dqs: Measured, last_two: Sequence[HalfYear], filters: Filters, *, is_last: bool) -> Table:
    """The last two complete half-years asked for beside each other; a state without a row has no value.

    is_last: they are the last two of the release.
    """
    before, last = last_two
    grouped = with_groups(dqs, filters).where(dqs.rows.period_start.isin([before.start, last.start]))
    found = {
        (row["place"], row["group_code"], row["period_start"]): row["value"]
        for row in reader.fetch(
            grouped.total(
                by=("place", "group_code", "period_start", "period_end"), over=("places", "substances", "categories")
            )
        ).to_pylist()
    }
    states = [p.place_id for p in places("state", "US")] if filters.place is None else [filters.place]
    names = dict.fromkeys([*sorted({place for place, _, _ in found}), *states])
    rows = [
        {
            "place": place, "period_start": last.start, "period_end": last.end,
            "before_start": before.start, "before_end": before.end,
            **_value("last", found.get((place, "focus", last.start))),
            **_value("before", found.get((place, "focus", before.start))),
            **_value("others", found.get((place, "others", last.start))),
        }
        for place in names
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["last"] is None, -(row["last"] or 0), row["place"]))
    columns = [
        Column("place", N_("State"), "place"),
        Column("last", last.title, "number", missing="last_missing"),
        Column("before", before.title, "number", missing="before_missing"),
    ]
    if not filters.substance:
        title = N_("All other substances of the category, newer half-year")
        columns.append(Column("others", title, "number", missing="others_missing"))
    return Table(
        "by_state", _STATES[is_last, filters.substance is None], MEASURE, tuple(columns),
        pa.Table.from_pylist(rows, _BY_STATE), in_report=15,
        note=N_("“not reported”: the release has no row. There was no report, or it was not yet sent."),
    )  # fmt: skip


def first_seen(reader: Reader, dqs: Measured, *, begin: date, filters: Filters) -> Table:
    """Each substance with the first and last half-year in which the release has a report; newest first.

    begin: first day of the whole release; a first report there may have been preceded by others.
    """
    rows = dqs.rows.filter(dqs.rows.value > 0)
    spans = rows.group_by("substance").agg(
        first_start=rows.period_start.min(), first_end=rows.period_end.min(),
        last_start=rows.period_start.max(), last_end=rows.period_end.max(),
        states=rows.place.nunique(where=rows.place != "US-XX"),
    )  # fmt: skip
    reports = dqs.total(by=("substance",), over=("places", "periods", "categories"))
    joined = spans.join(reports.select("substance", "value"), "substance")
    order = [ibis.desc("first_start"), ibis.desc("value"), "substance"]
    found = reader.fetch(joined.order_by(order)).to_pylist()
    for row in found:
        row["first"] = OR_EARLIER if row["first_start"] == begin else _FIRST
    return Table(
        "first_seen", _FIRST_SEEN_TITLE if filters.place is None else _FIRST_SEEN_HERE, MEASURE,
        (
            Column("substance", N_("Substance"), "substance"),
            Column("first", N_("First report in"), "fact"), Column("last", N_("Last report in"), "period"),
            Column("value", N_("Reports in all"), "number"),
            Column("states", N_("States and territories"), "number"),
        ),
        pa.Table.from_pylist(found, _FIRST_SEEN), in_report=25,
        note=N_("Looked up in the whole release; it is not the first appearance of the substance."),
    )  # fmt: skip


def table_3(reader: Reader, rows: Measured, filters: Filters) -> Table:
    """The publisher's yearly totals, each at its own cut-off; never joined to the half-years."""
    by = ("group_code", "period_start", "period_end", "period_as_written")
    grouped = with_groups(rows, filters).total(by=by, over=("places", "substances", "categories"))
    years: dict[str, dict[str, object]] = {}
    for row in reader.fetch(grouped.order_by("period_start")).to_pylist():
        year = years.setdefault(row["period_as_written"], {**row, "cut_off": row["period_as_written"]})
        year[row["group_code"]] = row["value"]
    columns = [
        Column("period", N_("Year"), "period"),
        Column("cut_off", N_("Cut-off as printed")),
        Column("focus", N_("Substance asked for") if filters.substance else GROUPS["focus"], "number"),
    ]
    if not filters.substance:
        columns.append(Column("others", GROUPS["others"], "number"))
    return Table(
        "table_3", N_("For comparison only: the publisher's yearly Table 3, each year at its own cut-off"),
        MEASURE,
        tuple(columns), pa.Table.from_pylist(list(years.values()), _TABLE_3),
        note=N_("These totals are not part of any sum or chart above."),
    )  # fmt: skip


def with_groups(rows: Measured, filters: Filters) -> Measured:
    """`group_code` is `focus` for fentanyl (or the substance asked for) and `others` for the rest."""
    substance: ir.StringValue = rows.rows.substance
    is_focus = substance == (filters.substance or FENTANYL)
    return rows.with_column(group_code=is_focus.ifelse("focus", "others"))


def _value(name: str, value: float | None) -> dict[str, object]:
    return {name: value, f"{name}_missing": "not_reported" if value is None else None}


_FIRST_SEEN_TITLE = N_("First half-year in which the release has a report, newest first")
_FIRST_SEEN_HERE = N_("First half-year in which the release has a report from the place asked for, newest first")
_STATES = {
    (True, True): N_("Fentanyl: laboratory reports by state in the last two half-years not marked incomplete"),
    (True, False): N_("Laboratory reports of the substance by state in the last two half-years not marked incomplete"),
    (False, True): N_(
        "Fentanyl: laboratory reports by state in the last two half-years not marked incomplete up to the day asked"
    ),
    (False, False): N_(
        "Laboratory reports of the substance by state in the last two half-years not marked incomplete up to the "
        "day asked"
    ),
}
"""By: are they the last of the release, and is it fentanyl that stands apart?"""
_HALF_YEARLY = pa.schema(
    [
        ("period_start", pa.date32()), ("period_end", pa.date32()), ("group_code", pa.string()),
        ("group", pa.string()), ("substance", pa.string()), ("value", pa.float64()),
        ("is_complete", pa.bool_()), ("is_unsettled", pa.bool_()),
        ("status", pa.string()), ("record_count", pa.int64()), ("missing_count", pa.int64()),
    ]
)  # fmt: skip
_BY_STATE = pa.schema(
    [
        ("place", pa.string()), ("period_start", pa.date32()), ("period_end", pa.date32()),
        ("last", pa.float64()), ("last_missing", pa.string()), ("before_start", pa.date32()),
        ("before_end", pa.date32()), ("before", pa.float64()), ("before_missing", pa.string()),
        ("others", pa.float64()), ("others_missing", pa.string()),
    ]
)  # fmt: skip
_FIRST_SEEN = pa.schema(
    [
        ("substance", pa.string()), ("first_start", pa.date32()), ("first_end", pa.date32()),
        ("first", pa.string()), ("last_start", pa.date32()), ("last_end", pa.date32()),
        ("value", pa.float64()), ("states", pa.int64()),
    ]
)  # fmt: skip
_TABLE_3 = pa.schema(
    [
        ("period_start", pa.date32()), ("period_end", pa.date32()), ("cut_off", pa.string()),
        ("focus", pa.float64()), ("others", pa.float64()),
    ]
)  # fmt: skip
