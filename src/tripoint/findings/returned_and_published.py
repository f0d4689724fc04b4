"""Where a return and a published figure speak of the same thing: both, side by side, neither resolved."""

from dataclasses import replace

import ibis.expr.types as ir

from tripoint.findings.answer import finished, rows_of, within
from tripoint.findings.question import N_, Fact, Filters, Finding, Question
from tripoint.findings.returned import Returns, asked, returns_of
from tripoint.findings.returned_answer import caveats_of as of_returns
from tripoint.findings.returned_mirror import mirror
from tripoint.findings.returned_published_drugs import PAIRS, PUBLISHER, drug_facts, drug_tables
from tripoint.findings.returned_published_firearms import SHEETS, stated_tables
from tripoint.findings.stated import caveats_of, used
from tripoint.store.ledger import Reader


def answer(reader: Reader, filters: Filters) -> Finding:
    returns = returns_of(reader, filters)
    drugs = drug_tables(reader, filters, returns)
    whole = replace(returns, held=() if filters.substance else returns.held)  # firearms have no substance
    firearms, stated = stated_tables(reader, filters, whole)
    sides = mirror(reader, filters, whole)
    records = []
    if any(table.data.num_rows for table in drugs):
        records += _drug_records(reader, filters, returns)
    if stated or sides.data.num_rows:
        kept = asked(reader, filters)
        records += [kept.filter(kept.sheet.isin([*SHEETS, "corridors", "totals"]))]
    if stated:
        records.append(used(reader, stated))
    facts: list[Fact] = drug_facts(drugs[0])
    return finished(
        QUESTION.name,
        reader,
        records,
        tables=[*drugs, *firearms, sides],
        facts=facts,
        caveats=(*caveats_of(stated), *of_returns(returns)) if records else (),
        has_period=False,
    )


def _drug_records(reader: Reader, filters: Filters, returns: Returns) -> list[ir.Table]:
    """The records of both sides of the comparison of drugs."""
    kept = asked(reader, filters)
    countries = [one.country for one in returns.held if one.country in PUBLISHER]
    found = [kept.filter(kept.sheet == "drugs", kept.country.isin(countries))]
    for source, series in (PUBLISHER[country] for country in sorted(set(countries))):
        for pair in PAIRS:
            their = within(rows_of(reader.figures(), pair.published, source=source, series=series).rows, filters)
            for one in returns.held:
                days = Filters(since=one.first_day, until=one.last_day)
                if PUBLISHER.get(one.country) == (source, series):
                    found.append(within(their, days))
    return found


QUESTION = Question(
    name="returned_and_published",
    title=N_("Where returns and published figures differ"),
    asks=N_("Where a return and a published figure speak of the same thing, what does each say?"),
    how_to_read=N_(
        "Both numbers stand, and neither is corrected by the other. Drugs: the return of the United States, at any border "
        "or mode of entry, beside the months that US Customs and Border Protection publishes; the difference is in percent "
        "of the published number. Firearms and traces: the totals of a return beside every official statement of that "
        "country whose period has a day of the return. Ways over a border: what one country returns as taken on the way "
        "out, and what the other returns as taken on the way in or recovered with that origin."
    ),
    does_not_say=N_(
        "Which number is right. A difference is a question to the two offices, not a finding of fault: they can count "
        "other agencies, other places, other dates, or another unit of what one seizure is."
    ),
    answer=answer,
    filters=("country", "substance", "since", "until"),
    is_from_returns=True,
)
