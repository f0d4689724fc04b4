"""CBP Air and Marine Operations drug seizures: one row is a month, branch, segment and drug with events and pounds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats
from tripoint.harmonise.codes import joined, lookup, place_named, published, substance
from tripoint.harmonise.combined import coded
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import fiscal_month
from tripoint.harmonise.rows import Context
from tripoint.harmonise.values import count, parse_number, pounds
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout

EVENTS, POUNDS = "Count of Event", "Sum Qty (lbs)"
OUTLIER_POUNDS_AN_EVENT = 100_000.0
"""More than 45 tonnes an event are marked for review: the README says why this is the line."""


def outlier(texts: tuple[str, ...]) -> str | None:
    """The caveat of a row whose weight is beyond the line; rows that are no numbers are reported elsewhere."""
    events, weight = parse_number(texts[0], whole=True), parse_number(texts[1], whole=False)
    if events is None or weight is None:
        return None
    return "outlier_for_review" if weight > OUTLIER_POUNDS_AN_EVENT * max(events, 1) else None


FIGURES = FigureReader(
    key=("FY", "Month (abbv)", "Component", "Region", "Land Filter", "Branch", "Drug Type"),
    period=fiscal_month(year="FY", month="Month (abbv)", starts=10),
    values={
        "air_marine_seizure_events": count(EVENTS),
        "air_marine_seized_mass_kg": replace(
            pounds(POUNDS), codes={"caveats": caveats(coded((EVENTS, POUNDS), outlier))}
        ),
    },
    codes={
        "place": place_named("Branch", country="US", kinds=("cbp_area",)),
        "border_segment": lookup("region", "Region"),
        "category": joined(lookup("component", "Component"), lookup("land", "Land Filter")),
        "substance": substance("Drug Type"),
        "substance_as_written": published("Drug Type"),
    },
)


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    yield from FIGURES.read(table, context, problems)
