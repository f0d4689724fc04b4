"""The Precursor Control Regulations of Canada: maximum quantities and the provisions that carry duties."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import Clauses, Held
from tripoint.harmonise.entries import Listing, Schedule
from tripoint.harmonise.justice_laws import amended_on, open_consolidation
from tripoint.harmonise.justice_provisions import add_not_in_force, add_provisions
from tripoint.harmonise.justice_schedules import rows_of_table
from tripoint.harmonise.lookups import table_beside
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.sources.ca_pcr.quantities import kilograms

LAW = "ca_pcr"
DUTIES = "ca_pcr_retail ca_pcr_end_use ca_pcr_transport"
"""What hangs on the quantity of a row: ss. 5, 8 and 9(1.1)."""


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    whole = open_consolidation(path, problems)
    if whole is None:
        return
    clauses = Clauses(context, problems)
    provisions = Held("CA", f"{LAW}/provisions", whole.language, whole.last_amended, whole.current_to)
    add_provisions(clauses, whole, provisions, PROVISIONS)
    add_not_in_force(clauses, whole, provisions)
    for schedule in whole.schedules:
        held = Held("CA", f"{LAW}/schedule", whole.language, amended_on(schedule, whole), whole.current_to)
        for line in rows_of_table(schedule):
            quantity = kilograms(line.cells[0]) if line.cells else None
            if quantity is None:
                problems.add(
                    "bad_cell", column="Maximum Quantity", value=" | ".join(line.cells), rows=1,
                    detail="sources/ca_pcr/quantities.py",
                )  # fmt: skip
                continue
            listing = Listing("precursor", "ca_per_package" if quantity[1] else "", DUTIES)
            Schedule(clauses, whole, held, listing).add(
                line, threshold=quantity[0], threshold_unit="kg", threshold_kind="maximum_quantity"
            )
    yield from clauses.batches()


PROVISIONS = table_beside(__package__, "provisions.csv")
