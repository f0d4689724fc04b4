"""CBP nationwide drug seizures: one row is a month, area, segment and drug with events and pounds."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.codes import joined, lookup, place_named, published, substance
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import fiscal_month
from tripoint.harmonise.rows import Context
from tripoint.harmonise.values import count, pounds
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout

FIGURES = FigureReader(
    key=("FY", "Month (abbv)", "Component", "Region", "Land Filter", "Area of Responsibility", "Drug Type"),
    period=fiscal_month(year="FY", month="Month (abbv)", starts=10),
    values={"seizure_events": count("Count of Event"), "seized_mass_kg": pounds("Sum Qty (lbs)")},
    codes={
        "place": place_named("Area of Responsibility", country="US", kinds=("cbp_area",)),
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
