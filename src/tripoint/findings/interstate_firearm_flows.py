"""Background: firearms traced between the states of the United States, 2010 to 2017."""

from collections.abc import Iterator

import ibis

from tripoint.findings.answer import finished, rows_of, within
from tripoint.findings.interstate_tables import (
    MEASURE,
    SERIES,
    SOURCE,
    Year,
    by_kind,
    by_year,
    exporters,
    pairs,
    years_of,
)
from tripoint.findings.question import N_, Chart, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader


def answer(reader: Reader, filters: Filters) -> Finding:
    records = within(reader.flows(), filters)
    flows = rows_of(records, MEASURE, source=SOURCE, series=SERIES)
    years = years_of(reader, flows)
    tables, charts, facts = [by_year(years), by_kind(years)], [], []
    if years:
        last = years[-1]
        newest = flows.where(flows.rows.period_start == ibis.date(last.start.isoformat()))
        tables += [exporters(reader, newest), pairs(reader, newest)]
        charts = [_lines(years), _bars(last)]
        facts = list(_facts(years, tables[2], tables[3]))
    used = records.filter((records.source == SOURCE) & (records.measure == MEASURE))
    return finished(QUESTION.name, reader, [used], tables=tables, charts=charts, facts=facts)


def _lines(years: tuple[Year, ...]) -> Chart:
    return Chart(
        kind="lines", table="yearly_by_kind", x="period", y="value", series="kind",
        title=N_(
            "Background, inside the United States: firearms traced to a purchaser, by where they were "
            "recovered."
        ),
        alt=Fact(
            N_(
                "Line chart of firearms traced to a purchaser each year, {period}: those recovered in the "
                "state of the dealer and those recovered in another state or territory."
            ),
            {"period": ("period", (years[0].start, years[-1].end))},
        ),
    )  # fmt: skip


def _bars(last: Year) -> Chart:
    return Chart(
        kind="bars", table="net_exporters", x="place", y="net", where=(("is_drawn", "True"),),
        title=Fact(
            N_(
                "Background, inside the United States, {period}: states with the largest excess of firearms sent "
                "over received."
            ),
            {"period": ("period", (last.start, last.end))},
        ),
        alt=Fact(
            N_(
                "Bar chart of the fifteen greatest net exporters of traced firearms among the states, "
                "{period}."
            ),
            {"period": ("period", (last.start, last.end))},
        ),
    )  # fmt: skip


def _facts(years: tuple[Year, ...], net: Table, most: Table) -> Iterator[Fact]:
    first, last = years[0], years[-1]
    yield Fact(
        N_(
            "Inside the United States, {period}: {share} of the {total} firearms traced to a purchaser were "
            "recovered in another state or territory than that of the dealer ({count})."
        ),
        {
            "period": ("period", (last.start, last.end)), "share": ("percent", last.share),
            "total": ("number", last.total), "count": ("number", last.counts["interstate"]),
        },
        is_headline=True,
    )  # fmt: skip
    if first is not last:
        yield Fact(
            N_(
                "{period}: {share} of {total}. More traces can mean more tracing; the years are not a sample."
            ),
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
            N_(
                "Largest pair, {period}: {count} firearms bought in {place_from} and recovered in {place_to}."
            ),
            {
                "period": ("period", (last.start, last.end)), "count": ("number", row["value"]),
                "place_from": ("place", row["place_from"]), "place_to": ("place", row["place_to"]),
            },
        )  # fmt: skip


QUESTION = Question(
    name="interstate_firearm_flows",
    title=N_("Background: firearms traced between states inside the United States"),
    asks=N_("From which states do firearms recovered in other states come, as far as traces tell?"),
    how_to_read=N_(
        "A firearm is counted if it was recovered, traced, and the trace found a purchaser and the state of "
        "the final dealer. “Sent” are firearms bought in the state and recovered in another; “received” the "
        "reverse; the balance is taken within one year. The years end in 2017: no later table of this kind "
        "is held. In 2012 the table has a source column “Canada”, which the printed total includes; it is "
        "shown and not interpreted."
    ),
    does_not_say=N_(
        "Nothing about the borders of the United States: firearms recovered in Mexico or Canada are not in "
        "these tables. Traced firearms are not all crime guns and not a sample of them. A large state sends "
        "more because it is large; counts here are not divided by population. Bought in a state does not "
        "mean trafficked from it."
    ),
    answer=answer,
    filters=("since", "until"),
)
