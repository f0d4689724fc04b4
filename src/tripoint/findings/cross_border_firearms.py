"""Cross-border firearms as every official figure held says it: by country, direction, period and base."""

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from tripoint.findings.answer import finished
from tripoint.findings.firearm_facts import differ_facts, facts_of
from tripoint.findings.firearm_topics import DIFFER, counted, firearms_first, role_of
from tripoint.findings.firearm_totals import drawn, drawn_charts
from tripoint.findings.question import N_, Column, Filters, Finding, Question, Table
from tripoint.findings.stated import (
    CBSA,
    COUNTRIES,
    OFFICIAL,
    TRACES,
    Stated,
    caveats_of,
    statements,
    used,
    within_time,
)
from tripoint.findings.stated_rows import (
    DIRECTION,
    DOCUMENT,
    GRADE,
    GRADES,
    PERIOD,
    PLACES,
    QUANTITY,
    ROW,
    SAYS,
    data,
)
from tripoint.store.ledger import Reader

TITLES: Mapping[str, str] = {
    "US": N_("United States: figures on cross-border firearms, running totals apart"),
    "MX": N_("Mexico: figures on cross-border firearms, running totals apart"),
    "CA": N_("Canada: figures on cross-border firearms, running totals apart"),
}
COUNTED = Column("counted", N_("What is counted"), "message", width=2.4)
ROLES: Mapping[str, str] = {
    "border": N_("Seized at a border or in an operation against smuggling"),
    "bound": N_("Destined for another country, or estimate of the flow"),
    "traced": N_("Recovered and traced, or origin determined"),
    "inside": N_("Seized inside the country"),
}


def answer(reader: Reader, filters: Filters) -> Finding:
    rows = rows_of(reader, filters)
    crossing = [r for r in rows if r.said.is_cross_border_firearm]
    countries = [c for c in COUNTRIES if filters.country in (None, c)]
    tables = [_of_country(c, [r for r in crossing if not r.said.is_running_total]) for c in countries]
    groups = {r.said.contradicts for r in statements(reader, filters, "quantity", sources=(OFFICIAL, CBSA))}
    differ = differing(statements(reader, Filters(), "quantity", sources=(OFFICIAL, CBSA)), groups)
    tables += [_running(rows, is_crossing=True), contradictions(differ)]
    is_of_all_time = not (filters.since or filters.until)
    asked = [r for r in within_time(differ, filters) if r.said.is_cross_border_firearm]
    tables += [_running(rows, is_crossing=False), _inside(rows), *drawn(rows)]
    tables += [_published(rows, countries)] if is_of_all_time else []
    every = [*rows, *(r for r in differ if r.said.statement_id not in {x.said.statement_id for x in rows})]
    return finished(
        QUESTION.name,
        reader,
        [used(reader, every)],
        tables=tables,
        charts=drawn_charts(rows),
        facts=[*facts_of(crossing, countries, is_of_all_time=is_of_all_time), *differ_facts(asked)],
        caveats=caveats_of(every, "overlapping_figures"),
        has_period=False,
    )


def rows_of(reader: Reader, filters: Filters) -> list[Stated]:
    """Every figure of the answer, twins once: firearms first, then traces, then ammunition, each newest first."""
    held = statements(reader, filters, "quantity", sources=(OFFICIAL, CBSA, TRACES))
    own = [r for r in held if r.said.source != TRACES or r.said.is_cross_border_firearm]
    return sorted((r for r in own if r.said.topic.startswith(_TOPICS) and role_of(r) != "other"), key=firearms_first)


_TOPICS = ("firearms", "ammunition", "trace_requests", "share_us_sourced", "purchaser_identified")


def _of_country(country: str, rows: Iterable[Stated]) -> Table:
    own = [r for r in rows if country in r.said.countries.split()]
    has_direction = any(r.said.direction for r in own)
    columns = (COUNTED, SAYS, *((DIRECTION,) if has_direction else ()), PERIOD, QUANTITY, DOCUMENT, ROW, GRADE)
    note = GRADES if has_direction else NO_DIRECTION
    return Table(f"stated_{country.lower()}", TITLES[country], None, columns, data(own, counted=counted), note=note)


NO_DIRECTION = N_(
    "No row gives a direction. Grade A: the body's own text. Grade B: quoted or reported by others, not checked "
    "against the body's own text."
)
_RUNNING = {
    True: N_("Running totals, cross-border: each includes everything since its start; never add or subtract"),
    False: N_("Running totals, not cross-border: each includes everything since its start; never add or subtract"),
}


def _running(rows: Iterable[Stated], *, is_crossing: bool) -> Table:
    own = [r for r in rows if r.said.is_running_total and r.said.is_cross_border_firearm == is_crossing]
    return Table(
        "running_cross_border" if is_crossing else "running_inside",
        _RUNNING[is_crossing],
        None,
        (PLACES, COUNTED, SAYS, PERIOD, QUANTITY, DOCUMENT, ROW, GRADE),
        data(own, counted=counted),
        note=GRADES,
    )


def _inside(rows: Iterable[Stated]) -> Table:
    own = [r for r in rows if not r.said.is_cross_border_firearm and not r.said.is_running_total]
    return Table(
        "not_cross_border",
        N_("Not cross-border: seizures inside a country, and traces that include domestic firearms"),
        None,
        (PLACES, COUNTED, SAYS, PERIOD, QUANTITY, DOCUMENT, ROW, GRADE),
        data(own, counted=counted),
        note=GRADES,
    )


def differing(
    every: Iterable[Stated], groups: Iterable[str | None], titles: Mapping[str, str] = DIFFER
) -> list[Stated]:
    """Every statement of these groups of statements that differ, in the order of the titles."""
    order = [group for group in titles if group in set(groups)]
    own = [r for r in every if r.said.contradicts in order]
    return sorted(own, key=lambda r: (order.index(r.said.contradicts or ""), r.day, r.said.statement_id))


def contradictions(rows: Iterable[Stated], titles: Mapping[str, str] = DIFFER) -> Table:
    """The statements that differ, beside each other."""
    group = Column("group", N_("On the same thing"), "message", width=3)
    return Table(
        "contradictions",
        N_("Official figures that differ, side by side; none is merged or corrected"),
        None,
        (group, SAYS, PERIOD, QUANTITY, DOCUMENT, ROW, GRADE),
        data(rows, group=lambda r: titles[r.said.contradicts or ""]),
        note=GRADES,
    )


def _published(rows: Sequence[Stated], countries: Sequence[str]) -> Table:
    """How many figures are held by country, direction and place on the way; 0 is shown as none held."""
    entries = []
    for country in countries:
        for direction in ("southbound", "northbound", None):
            own = [r for r in rows if country in r.said.countries.split() and r.said.direction == direction]
            found = {role: sum(role_of(r) == role for r in own) for role in ROLES}
            entries.append(
                {
                    "country": country,
                    "direction": direction,
                    **found,
                    "direction_missing": None if direction else "not_reported",
                }
            )
    text = [pa.field(c, pa.string()) for c in ("country", "direction", "direction_missing")]
    schema = pa.schema([*text, *(pa.field(role, pa.int64()) for role in ROLES)])
    columns = (
        Column("country", N_("Country"), "country"),
        DIRECTION,
        *(Column(role, title, "held") for role, title in ROLES.items()),
    )
    return Table(
        "published",
        N_("What is published: number of figures held, by country, direction and place on the way"),
        None,
        columns,
        pa.Table.from_pylist(entries, schema=schema),
        note=N_(
            "Counts of statements, not of firearms, and of all tables above; a figure about two countries "
            "counts for both. The country is the one a figure is about. Southbound is United States to Mexico or Canada to United States; northbound "
            "is the reverse."
        ),
    )


QUESTION = Question(
    name="cross_border_firearms",
    title=N_("Cross-border firearms: what official figures say"),
    asks=N_(
        "What have the three governments stated in figures about firearms that cross, or are seized at, their borders?"
    ),
    how_to_read=N_(
        "Each row is one official figure with its period, its qualifier and its document, as stated. "
        "Firearms come first, then traces, then ammunition. Running totals, figures that differ, and figures "
        "that are not cross-border stand in tables of their own. A heading names the country that the figures "
        "are about, which need not be the one that states them. A share is printed with its own base. What "
        "a statement leaves open is printed as not reported. The same figure held from two sources is one "
        "row. Filters by time use the period or, without one, the date of the document. More quantities of "
        "traces are in the section on trace denominators."
    ),
    does_not_say=N_(
        "Rows overlap and may not be added, and no two rows form a series. More firearms seized can mean "
        "more traffic, more inspection or a wider count; it is not a measure of trafficking. A traced "
        "firearm is not every firearm used in crime, and a US source does not mean smuggled from the United "
        "States. None held means that no figure was found among the sources held, not that no firearm "
        "crossed."
    ),
    answer=answer,
    filters=("country", "since", "until"),
)
