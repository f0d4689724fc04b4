"""Firearms made, exported, imported and licensed in the United States: denominators, from ATF's yearly update."""

from collections.abc import Iterator, Mapping
from datetime import date

from tripoint.findings.answer import finished, within
from tripoint.findings.commerce_tables import (
    MEASURES,
    SOURCE,
    TRADE,
    by_place,
    by_year,
    inspections,
    origins_of_imports,
    trade,
)
from tripoint.findings.question import N_, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader


def answer(reader: Reader, filters: Filters) -> Finding:
    records = within(reader.figures(), filters)
    own = records.filter(records.source == SOURCE, records.measure.isin(MEASURES))
    side_by_side, origins = trade(reader, own), origins_of_imports(reader, own)
    tables = [side_by_side, origins, *by_year(reader, own), inspections(reader, own), *by_place(reader, own)]
    facts = [*_facts(side_by_side), *_mexico_and_canada(origins)]
    return finished(QUESTION.name, reader, [own], tables=tables, facts=facts)


def _facts(table: Table) -> Iterator[Fact]:
    """Each of the three measures in its own last year of those asked for; nothing is added or set against another."""
    rows = table.data.to_pylist()
    for measure, message in _LAST.items():
        row = next((row for row in rows if row[measure] is not None), None)
        if row is not None:
            span = (row["period_start"], row["period_end"])
            yield Fact(message, {"period": ("period", span), "count": ("number", row[measure])})


def _mexico_and_canada(origins: Table) -> Iterator[Fact]:
    for row in origins.data.to_pylist():
        if row["country"] in ("CA", "MX"):
            span: tuple[date, date] = (row["period_start"], row["period_end"])
            yield Fact(
                N_("Imported and made in {country}, {period}: {count} firearms."),
                {"country": ("country", row["country"]), "period": ("period", span), "count": ("number", row["all"])},
            )


_LAST: Mapping[str, str] = dict(
    zip(
        TRADE,
        (
            N_("Firearms made in the United States, {period}: {count}."),
            N_("Of firearms made in the United States, their makers exported, {period}: {count}."),
            N_("Firearms imported into the United States, {period}: {count}."),
        ),
        strict=True,
    )
)

QUESTION = Question(
    name="firearms_commerce",
    title=N_("Firearms made, exported and imported in the United States"),
    asks=N_("How many firearms are made, exported, imported and licensed in the United States?"),
    how_to_read=N_(
        "These are measures of lawful supply, as denominators for firearms recovered and traced. Made, exported and "
        "imported are three measures with their own years: none is added to another. Exports are those that makers "
        "reported of their own products. Licences and registered weapons are stocks, counted at one time. Calendar "
        "and US fiscal years stand in different tables."
    ),
    does_not_say=N_(
        "How many firearms are in the country, or were sold. Nothing about trafficking. To which country the exports "
        "went. The tables were typed by a third party from the publisher’s PDF and end in 2014 to 2016: compare with "
        "the publisher’s document before citing a number."
    ),
    answer=answer,
    filters=("since", "until"),
    countries=("US",),
)
