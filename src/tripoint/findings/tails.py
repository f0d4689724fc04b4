"""The incomplete tail of a series: the newest values, which will still change. Grey in charts, marked in tables."""

from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from tripoint.analysis.trends.revisions import settled_from
from tripoint.findings.question import N_, Filters
from tripoint.findings.vintages import compared, months_between
from tripoint.registry.tails import known_tail
from tripoint.store.ledger import Reader

TOLERANCE = 0.02
LEAST_PAIRS = 10
MOST_RECORDS = 2_000_000
"""Of a source with more records, a chart does not wait for its vintages to be compared: the registry says its tail."""
NOT_FINAL = N_("not yet complete")
"""The word that marks a value of the tail in a table."""


@dataclass(frozen=True)
class Tail:
    """Which values of a series are incomplete: those younger than `months`, and those that the publisher marks.

    months: from the end of the period to the day the value was known; None if not known. is_measured: from
        vintages held, not from registry/data/tails.csv. caveat, as_written: the publisher's marks, '' if none.
    """

    months: int | None
    is_measured: bool
    caveat: str = ""
    as_written: str = ""


def tail_of(reader: Reader, source: str, series: str, measure: str) -> Tail:
    """Measured where the ledger holds vintages with enough pairs, the registry's otherwise."""
    known = known_tail(source, series, measure)
    marks = (known.caveat, known.as_written) if known else ("", "")
    is_small = sum(line.figures + line.flows for line in reader.manifest if line.source == source) <= MOST_RECORDS
    for one in compared(reader, Filters(), source) if is_small else ():  # those of the same release come first
        if (one.series, one.measure) == (series, measure):
            months = settled_from(one.growth, tolerance=TOLERANCE, least_pairs=LEAST_PAIRS)
            if months is not None:
                return Tail(months, True, *marks)
    return Tail(known.months if known else None, False, *marks)


def is_unsettled(records: ir.Table, tail: Tail) -> ir.BooleanValue:
    """Is a record in the tail?"""
    found: ir.BooleanValue = ibis.literal(False)
    if tail.months:
        found = found | (months_between(records.period_end, records.recorded_at) < tail.months)
    if tail.caveat:
        found = found | records.caveats.contains(tail.caveat).fill_null(False)
    if tail.as_written:
        found = found | records.period_as_written.contains(tail.as_written).fill_null(False)
    return found


def unsettled_periods(reader: Reader, records: ir.Table, tail: Tail) -> frozenset[tuple[date, date]]:
    """The periods that have a record in the tail."""
    if not (tail.months or tail.caveat or tail.as_written):
        return frozenset()
    found = records.filter(is_unsettled(records, tail)).select("period_start", "period_end").distinct()
    return frozenset((row["period_start"], row["period_end"]) for row in reader.fetch(found).to_pylist())
