"""Samples analysed by Canada's Drug Analysis Service, from a user's own copy of its workbooks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import ibis
import ibis.expr.types as ir

from tripoint.analysis.disclosure.small_cells import is_told
from tripoint.findings.answer import finished, narrowed
from tripoint.findings.drug_analysis_pairs import pairs
from tripoint.findings.drug_analysis_tables import (
    CONTENTS,
    IDENTIFIED,
    LEAST,
    by_month,
    by_province,
    contents,
    new_substances,
)
from tripoint.findings.question import N_, Fact, Filters, Finding, Question
from tripoint.store.ledger import Reader

SOURCE, SERIES = "ca_das", "monthly"
NATION = "CA"


def answer(reader: Reader, filters: Filters) -> Finding:
    held = reader.analysis_summaries()
    place = None if filters.place == NATION else filters.place
    everything = _whole_months(held.filter(held.source == SOURCE, held.series == SERIES), filters)
    canada = narrowed(everything, replace(filters, place=None, since=None, until=None))
    records = canada if place is None else canada.filter(canada.place == place)
    national = [by_month(reader, canada)] if place is None else []
    tables = [*national, by_province(reader, canada, place)]
    tables += [table for name in CONTENTS if (table := contents(reader, records, name)) is not None]
    if place is None:
        tables.append(new_substances(reader, canada))
        together = pairs(reader, canada) if filters.substance is None else None
        tables += [together] if together is not None else []
    facts = _facts(reader, everything) if place is None and filters.substance is None else ()
    # the number of records of one place and substance would tell what the tables withhold
    is_empty = not reader.fetch(records.limit(1)).num_rows
    return finished(QUESTION.name, reader, [records if is_empty else everything], tables=tables, facts=facts)


def _whole_months(records: ir.Table, filters: Filters) -> ir.Table:
    """Records of months that lie whole within the time asked for, so that no day can be told by asking for its neighbours."""
    since, until = filters.since, filters.until
    if since is not None:
        first = since if since.day == 1 else _next_month(since)
        records = records.filter(records.period_start >= ibis.date(first.isoformat()))
    if until is not None:
        after = date.fromordinal(until.toordinal() + 1)
        end = after if after.day == 1 else after.replace(day=1)
        records = records.filter(records.period_start < ibis.date(end.isoformat()))
    return records


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _facts(reader: Reader, everything: ir.Table) -> Iterator[Fact]:
    """How many samples there are; identifications are not added over substances, which would tell withheld ones."""
    own = everything.filter(everything.measure == IDENTIFIED, everything.category == "not_public_health")
    (row,) = reader.fetch(
        own.aggregate(samples=own["sample"].nunique(), first=own.period_start.min(), last=own.period_end.max())
    ).to_pylist()
    if is_told(row["samples"], least=LEAST):
        yield Fact(
            N_(
                "Canada, results returned {period}: drugs were identified in {samples} samples that are not public health "
                "samples."
            ),
            {"period": ("period", (row["first"], row["last"])), "samples": ("number", row["samples"])},
        )


QUESTION = Question(
    name="drug_analysis_canada",
    title=N_("Drugs identified in samples in Canada, from your own copy"),
    asks=N_(
        "Which drugs does Canada’s Drug Analysis Service identify, in which province, and how much do samples contain?"
    ),
    how_to_read=N_(
        "One unit is a drug identified in a sample, in the month in which the result was returned; a sample with three drugs "
        "gives three, and two codes of one substance in one sample give two identifications and one sample. Public health "
        "samples stand apart. Quartiles are of results in one unit; units are not converted into each other. Only whole "
        "months of the time asked for are counted. Counts of fewer than five samples are withheld."
    ),
    does_not_say=N_(
        "Seizures, weights or prevalence: a seizure can give many samples, submission is voluntary, and cutting agents are not "
        "systematically reported. Findings of new substances can also be among the identifications and are never added to "
        "them. The layout was never tested on the publisher’s file. The workbook is read from your own copy: nothing of it is "
        "in the edition or in reports."
    ),
    answer=answer,
    filters=("place", "substance", "since", "until"),
    place_kinds=("country", "province", "territory"),
    countries=(NATION,),
    is_own_copy=True,
)
