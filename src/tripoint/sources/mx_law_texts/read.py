"""Consolidated Mexican laws on health and on precursors, as text extracted from the PDF: one record a clause."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import Clauses
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.sources.mx_law_texts.agreements import read_agreements
from tripoint.sources.mx_law_texts.health_law import read_health_law
from tripoint.sources.mx_law_texts.paper import open_law
from tripoint.sources.mx_law_texts.precursor_law import read_precursor_law


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    law = open_law(path, problems)
    clauses = Clauses(context, problems)
    if layout.name == "lgs":
        read_health_law(law, clauses, context.lookups, problems)
    else:
        read_precursor_law(law, clauses, context.lookups, problems)
        read_agreements(law, clauses, context.lookups, problems)
    yield from clauses.batches()
