"""Background: firearms traced between the states of the United States, 2010 to 2017."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import ibis
import pyarrow as pa

from tripoint.analysis.flows import between_places, net_exports
from tripoint.analysis.measures import Measured
from tripoint.findings.answer import finished, rows_of, within
from tripoint.findings.question import N_, Chart, Column, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

SOURCE = "us_atf_trace"
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
    counts: dict[str, float | None]

    @property
    def share(self) -> float:
        """Interstate firearms in percent of all firearms of the year."""
        return 100 * (self.counts["interstate"] or 0) / self.total


def answer(reader: Reader, filters: Filters) -> Finding:
    records = within(reader.flows(), filters)
    flows = rows_of(records, MEASURE, source=SOURCE)
    years = years_of(reader, flows)
    tables, charts, facts = [*_yearly(years)], [], []
    if years:
        last = years[-1]
        newest = flows.where(flows.rows.period_start == ibis.date(last.start.isoformat()))
        tables += [exporters(reader, newest), pairs(reader, newest)]
        charts = [_lines(years), _bars(last)]
        facts = list(_facts(years, tables[2], tables[3]))
    used = records.filter((records.source == SOURCE) & (records.measure == MEASURE))
    return finished(QUESTION.name, reader, [used], tables=tables, charts=charts, facts=facts)


def years_of(reader: Reader, flows: Measured) -> tuple[Year, ...]:
    """Every year, oldest first. "Outside" is a stray source column of 2012 that the printed totals include."""
    rows = flows.rows
    is_inside = rows.place_from.startswith("US-") & rows.place_to.startswith("US-")
    kind = is_inside.ifelse((rows.place_from == rows.place_to).ifelse("same_state", "interstate"), "outside")
    period = ("period_start", "period_end")
    totals = reader.fetch(flows.total(by=period, over=("places",)).order_by("period_start")).to_pylist()
    years = {t["period_start"]: Year(*(t[p] for p in period), t["value"], dict.fromkeys(KINDS)) for t in totals}
    grouped = flows.with_column(kind=kind).total(by=("kind", *period), over=("places",))
    for row in reader.fetch(grouped).to_pylist():
        years[row["period_start"]].counts[row["kind"]] = row["value"]
    return tuple(years.values())


def _yearly(years: tuple[Year, ...]) -> Iterator[Table]:
    wide = [
        {
            "period_start": y.start, "period_end": y.end, "total": y.total, **y.counts, "share": y.share,
            "outside_missing": "not_applicable" if y.counts["outside"] is None else None,
        }
        for y in reversed(years)
    ]  # fmt: skip
    yield Table(
        "yearly", N_("Firearms traced to a purchaser inside the United States, by year"), MEASURE,
        (
            Column("period", N_("Year"), "period"), Column("total", N_("All traced to a purchaser"), "number"),
            Column("same_state", KINDS["same_state"], "number"),
            Column("interstate", KINDS["interstate"], "number"),
            Column("outside", KINDS["outside"], "number", missing="outside_missing"),
            Column("share", N_("Recovered in another state, percent of all traced to a purchaser"), "percent", 1),
        ),
        pa.Table.from_pylist(wide, _YEARLY),
    )  # fmt: skip
    long = [
        {"period_start": y.start, "period_end": y.end, "kind_code": code, "kind": KINDS[code], "value": value}
        for y in years
        for code, value in y.counts.items()
        if value is not None and code != "outside"
    ]
    yield Table(
        "yearly_by_kind", N_("Firearms traced to a purchaser inside the United States, by year and kind"), MEASURE,
        (Column("period", N_("Year"), "period"), Column("kind", N_("Kind"), "message"), _FIREARMS),
        pa.Table.from_pylist(long, _BY_KIND), in_report=0,
    )  # fmt: skip


def exporters(reader: Reader, newest: Measured) -> Table:
    """Balances of the last year, the greatest net exporter first."""
    rows = reader.fetch(net_exports(newest).order_by(ibis.desc("net"), "place"))
    data = rows.append_column("is_drawn", pa.array([n < TOP for n in range(len(rows))], pa.bool_()))
    return Table(
        "net_exporters", N_("Balance of traced firearms between states, greatest net exporter first, last year held"),
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
    grouped = between_places(newest).total(by=("place_from", "place_to", "period_start", "period_end"), over=())
    order = [ibis.desc("value"), "place_from", "place_to"]
    return Table(
        "pairs", N_("Pairs of states with the most traced firearms, last year held"), MEASURE,
        (
            Column("place_from", N_("Bought in"), "place"), Column("place_to", N_("Recovered in"), "place"),
            Column("period", N_("Year"), "period"), _FIREARMS,
        ),
        reader.fetch(grouped.filter(grouped.value > 0).order_by(order)), in_report=TOP,
    )  # fmt: skip


def _lines(years: tuple[Year, ...]) -> Chart:
    return Chart(
        kind="lines", table="yearly_by_kind", x="period", y="value", series="kind",
        title=N_("Background, inside the United States: firearms traced to a purchaser, by where they were recovered."),
        alt=Fact(
            N_(
                "Line chart of firearms traced to a purchaser each year, {period}: those recovered in the state of "
                "the dealer and those recovered in another state or territory."
            ),
            {"period": ("period", (years[0].start, years[-1].end))},
        ),
    )  # fmt: skip


def _bars(last: Year) -> Chart:
    return Chart(
        kind="bars", table="net_exporters", x="place", y="net", where=(("is_drawn", "True"),),
        title=N_(
            "Background, inside the United States: the fifteen states that sent most more than they received, "
            "last year held."
        ),
        alt=Fact(
            N_("Bar chart of the fifteen greatest net exporters of traced firearms among the states, {period}."),
            {"period": ("period", (last.start, last.end))},
        ),
    )  # fmt: skip


def _facts(years: tuple[Year, ...], net: Table, most: Table) -> Iterator[Fact]:
    first, last = years[0], years[-1]
    yield Fact(
        N_(
            "Inside the United States, {period}: {share} of the {total} firearms traced to a purchaser were recovered "
            "in another state or territory than that of the dealer ({count})."
        ),
        {
            "period": ("period", (last.start, last.end)), "share": ("percent", last.share),
            "total": ("number", last.total), "count": ("number", last.counts["interstate"]),
        },
        is_headline=True,
    )  # fmt: skip
    if first is not last:
        yield Fact(
            N_("{period}: {share} of {total}. More traces can mean more tracing; the years are not a sample."),
            {
                "period": ("period", (first.start, first.end)), "share": ("percent", first.share),
                "total": ("number", first.total),
            },
        )  # fmt: skip
    for row in net.data.slice(0, 1).to_pylist():
        yield Fact(
            N_("Greatest net exporter, {period}: {place}, {sent} sent and {received} received."),
            {
                "period": ("period", (last.start, last.end)), "place": ("place", row["place"]),
                "sent": ("number", row["sent"]), "received": ("number", row["received"]),
            },
        )  # fmt: skip
    for row in most.data.slice(0, 1).to_pylist():
        yield Fact(
            N_("Largest pair, {period}: {count} firearms bought in {place_from} and recovered in {place_to}."),
            {
                "period": ("period", (last.start, last.end)), "count": ("number", row["value"]),
                "place_from": ("place", row["place_from"]), "place_to": ("place", row["place_to"]),
            },
        )  # fmt: skip


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
        ("period_start", pa.date32()), ("period_end", pa.date32()), ("kind_code", pa.string()), ("kind", pa.string()),
        ("value", pa.float64()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="interstate_firearm_flows",
    title=N_("Background: firearms traced between states inside the United States"),
    asks=N_("From which states do firearms recovered in other states come, as far as traces tell?"),
    how_to_read=N_(
        "A firearm is counted if it was recovered, traced, and the trace found a purchaser and the state of the "
        "final dealer. “Sent” are firearms bought in the state and recovered in another; “received” the reverse; "
        "the balance is taken within one year. The years end in 2017: no later table of this kind is held. In 2012 "
        "the table has a source column “Canada”, which the printed total includes; it is shown and not interpreted."
    ),
    does_not_say=N_(
        "Nothing about the borders of the United States: firearms recovered in Mexico or Canada are not in these "
        "tables. Traced firearms are not all crime guns and not a sample of them. A large state sends more because "
        "it is large; counts here are not divided by population. Bought in a state does not mean trafficked from it."
    ),
    answer=answer,
    filters=("since", "until"),
)
