"""NFLIS-Drug: drug reports of laboratories, from the query system (DQS) and from the yearly Table 3."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.sources.us_nflis_drug.dqs import read_dqs
from tripoint.sources.us_nflis_drug.table3 import read_table3


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    read_series = read_dqs if layout.series == "dqs" else read_table3
    yield from read_series(path, layout, context, problems)
