"""The tables of firearms traced between states: by year, balances of the last year, pairs of states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import pyarrow as pa

from tripoint.analysis.flows.balances import between_places, net_exports
from tripoint.analysis.measures import Measured
from tripoint.findings.question import N_, Column, Table
from tripoint.store.ledger import Reader

SOURCE, SERIES = "us_atf_trace", "source_recovery"
MEASURE = "firearms_traced_with_purchaser"
TOP = 15
KINDS = {
    "interstate": N_("Recovered in another state or territory"),
    "same_state": N_("Recovered in the state of the dealer"),
    "outside": N_("Dealer outside the United States, as printed"),
}


@dataclass(frozen=True)
class Year:
    """Firearms of one year by kind of KINDS; a kind without a row is None."""

    start: date
    end: date
    total: float
    counts: Mapping[str, float | None]

    @property
    def share(self) -> float:
        """Interstate firearms in percent of all firearms of the year."""
        return 100 * (self.counts["interstate"] or 0) / self.total


def years_of(reader: Reader, flows: Measured) -> tuple[Year, ...]:
    """Every year, oldest first. `outside` is a stray source column of 2012, in the printed totals too."""
    rows = flows.rows
    is_inside = rows.place_from.startswith("US-") & rows.place_to.startswith("US-")
    kind = is_inside.ifelse((rows.place_from == rows.place_to).ifelse("same_state", "interstate"), "outside")
    period = ("period_start", "period_end")
    totals = reader.fetch(flows.total(by=period, over=("places", "categories")).order_by("period_start")).to_pylist()
    grouped = reader.fetch(
        flows.with_column(kind=kind).total(by=("kind", *period), over=("places", "categories"))
    ).to_pylist()
    counts = {(row["period_start"], row["kind"]): row["value"] for row in grouped}
    return tuple(
        Year(start, row["period_end"], row["value"], {code: counts.get((start, code)) for code in KINDS})
        for row in totals
        if (start := row["period_start"])
    )


def by_year(years: Sequence[Year]) -> Table:
    """The kinds side by side with the share of those recovered in another state, newest year first."""
    wide = [
        {
            "period_start": y.start, "period_end": y.end, "total": y.total, **y.counts, "share": y.share,
            "outside_missing": "not_applicable" if y.counts["outside"] is None else None,
        }
        for y in reversed(years)
    ]  # fmt: skip
    return Table(
        "yearly", N_("Firearms traced to a purchaser inside the United States, by year"), MEASURE,
        (
            Column("period", N_("Year"), "period"),
            Column("total", N_("All traced to a purchaser"), "number"),
            Column("same_state", KINDS["same_state"], "number"),
            Column("interstate", KINDS["interstate"], "number"),
            Column("outside", KINDS["outside"], "number", missing="outside_missing"),
            Column("share", _SHARE, "percent", 1),
        ),
        pa.Table.from_pylist(wide, _YEARLY),
    )  # fmt: skip


def by_kind(years: Sequence[Year]) -> Table:
    """One row a year and kind, for lines; the stray column is left to the other table."""
    long = [
        {"period_start": y.start, "period_end": y.end, "kind_code": code, "kind": KINDS[code], "value": value}
        for y in years
        for code, value in y.counts.items()
        if value is not None and code != "outside"
    ]
    return Table(
        "yearly_by_kind", N_("Firearms traced to a purchaser inside the United States, by year and kind"),
        MEASURE,
        (Column("period", N_("Year"), "period"), Column("kind", N_("Kind"), "message"), _FIREARMS),
        pa.Table.from_pylist(long, _BY_KIND), in_report=0,
    )  # fmt: skip


def exporters(reader: Reader, newest: Measured) -> Table:
    """Balances of the last year, the greatest net exporter first."""
    rows = reader.fetch(net_exports(newest).order_by(ibis.desc("net"), "place"))
    data = rows.append_column("is_drawn", pa.array([n < TOP for n in range(len(rows))], pa.bool_()))
    return Table(
        "net_exporters",
        N_("Balance of traced firearms between states, greatest net exporter first, newest year shown"),
        MEASURE,
        (
            Column("place", N_("State"), "place"), Column("period", N_("Year"), "period"),
            Column("sent", N_("Bought here, recovered in another state"), "number"),
            Column("received", N_("Recovered here, bought in another state"), "number"),
            Column("net", N_("Sent less received"), "number"),
        ),
        data, in_report=TOP,
    )  # fmt: skip


def pairs(reader: Reader, newest: Measured) -> Table:
    """Every pair of two different places in the last year with at least one firearm, the most first."""
    grouped = between_places(newest).total(
        by=("place_from", "place_to", "period_start", "period_end"), over=("categories",)
    )
    order = [ibis.desc("value"), "place_from", "place_to"]
    return Table(
        "pairs", N_("Pairs of states with the most traced firearms, newest year shown"), MEASURE,
        (
            Column("place_from", N_("Bought in"), "place"), Column("place_to", N_("Recovered in"), "place"),
            Column("period", N_("Year"), "period"), _FIREARMS,
        ),
        reader.fetch(grouped.filter(grouped.value > 0).order_by(order)), in_report=TOP,
    )  # fmt: skip


_SHARE = N_("Recovered in another state, percent of all traced to a purchaser")
_FIREARMS = Column("value", N_("Firearms traced to a purchaser"), "number")
_YEARLY = pa.schema(
    [
        ("period_start", pa.date32()), ("period_end", pa.date32()), ("total", pa.float64()),
        ("same_state", pa.float64()), ("interstate", pa.float64()), ("outside", pa.float64()),
        ("outside_missing", pa.string()), ("share", pa.float64()),
    ]
)  # fmt: skip
_BY_KIND = pa.schema(
    [
        ("period_start", pa.date32()), ("period_end", pa.date32()), ("kind_code", pa.string()),
        ("kind", pa.string()),
        ("value", pa.float64()),
    ]
)  # fmt: skip
