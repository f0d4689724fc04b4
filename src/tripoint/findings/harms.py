"""Harms in Canada beside provisional deaths in the United States; nothing comparable held for Mexico."""

from dataclasses import replace

import pyarrow as pa

from tripoint.findings.answer import finished, narrowed
from tripoint.findings.harms_canada import COUNTS, canada, overall
from tripoint.findings.harms_canada_words import RATE
from tripoint.findings.harms_us import MEASURES, NATION, older_release, synthetic_opioids, united_states
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

_NONE_HELD = N_("No comparable open series held")


def answer(reader: Reader, filters: Filters) -> Finding:
    if filters.place in _DEFINITIONS and filters.country in (None, filters.place):
        filters = replace(filters, place=None, country=filters.place)
    records = narrowed(reader.figures(), filters)
    canadian, american = canada(reader, records, filters), united_states(reader, records, filters)
    used = [overall(records, name).rows for name in (*COUNTS, RATE)]
    used += [synthetic_opioids(records, name).rows for name in MEASURES]
    used.append(older_release(records, filters.place or NATION).rows)
    finding = finished(
        QUESTION.name, reader, used, tables=[_definitions(filters), *canadian[0], *american[0]],
        charts=[*canadian[1], *american[1]], facts=[*canadian[2], *american[2], *_mexico(filters)],
    )  # fmt: skip
    return replace(finding, facts=tuple(_mexico(filters))) if _countries(filters) == ("MX",) else finding


def _countries(filters: Filters) -> tuple[str, ...]:
    chosen = filters.country or (filters.place.partition("-")[0] if filters.place else None)
    return tuple(country for country in _DEFINITIONS if chosen in (None, country))


def _definitions(filters: Filters) -> Table:
    """What each country counts, in words; a country without a series says so."""
    rows = [{"country": country, **_DEFINITIONS[country]} for country in _countries(filters)]
    return Table(
        "definitions", N_("What is counted: three definitions that do not agree"), None,
        (
            Column("country", N_("Country"), "country"), Column("counted", N_("What is counted"), "message"),
            Column("period", N_("Period of one value"), "message"), Column("since", N_("Since"), "message"),
            Column("differs", N_("What differs inside the country"), "message"),
        ),
        pa.Table.from_pylist(rows, _SCHEMA),
    )  # fmt: skip


def _mexico(filters: Filters) -> list[Fact]:
    if "MX" not in _countries(filters):
        return []
    return [Fact(N_("{country}: no comparable open series held."), {"country": ("country", "MX")}, is_headline=True)]


_DEFINITIONS = {
    "CA": {
        "counted": N_(
            "Apparent opioid toxicity deaths, as coroners and medical examiners report them, with deaths "
            "still under investigation; hospital and emergency figures apart"
        ),
        "period": N_("Calendar quarter or year"),
        "since": N_("2016"),
        "differs": N_(
            "British Columbia from 2019: deaths from all unregulated drugs. Quebec from 2022: all drug or "
            "opioid intoxication. Small numbers are suppressed"
        ),
    },
    "US": {
        "counted": N_(
            "Drug overdose deaths with code T40.4 of ICD-10 (synthetic opioids other than methadone), "
            "provisional; reported, and predicted for incomplete reporting"
        ),
        "period": N_("12 months ending in a month; values overlap and are never added"),
        "since": N_("12 months ending January 2015"),
        "differs": N_(
            "States differ in completeness; some have no row; New York City is counted apart from New York State"
        ),
    },
    "MX": {"counted": _NONE_HELD, "period": _NONE_HELD, "since": _NONE_HELD, "differs": _NONE_HELD},
}
_SCHEMA = pa.schema([(name, pa.string()) for name in ("country", "counted", "period", "since", "differs")])

QUESTION = Question(
    name="harms",
    title=N_("Opioid-related deaths and hospital figures"),
    asks=N_("How many people die or are harmed, as each country counts it?"),
    how_to_read=N_(
        "Each country counts by its own definition, which the table of definitions puts side by side. "
        "Canada's numbers are those of its publisher: a number for Canada holds only the regions that have "
        "one, and the quarters of a year can add to less than the year. A value of the United States covers "
        "12 months and is never added to another. Values that end from January 2015 to September 2018 are held "
        "twice, in the current release and in one of 2019; sentences, charts and tables by state use the current "
        "one only. Rates of Canada have the publisher's own denominators; the date of the population is not stated "
        "in the file. Suppressed, not available and not supplied are printed as "
        "such and are not zero."
    ),
    does_not_say=N_(
        "Which country has more deaths: the definitions, periods and drugs differ, and no number of one "
        "country is compared with one of another. Regions of Canada are not ranked either. Latest figures "
        "are incomplete and will change. Visits, hospitalisations and responses count events, not people. "
        "For Mexico no comparable open series is held; that is not a statement that there are no deaths."
    ),
    answer=answer,
    filters=("country", "place", "since", "until"),
    place_kinds=("country", "state", "province", "territory", "region", "residual"),
)
