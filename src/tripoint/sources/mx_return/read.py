"""The national return of Mexico: the form's own cells, by group."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.returns.source import read_source


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    yield from read_source(path, context, problems, country="MX", producer="mx_gobierno")
