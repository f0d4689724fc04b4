"""Mexican clauses by article, name and date: a transcript without the words of the law."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import Clauses, Held
from tripoint.harmonise.rows import Context
from tripoint.harmonise.statements import rows_of
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout

SHARED = ("list_id", "text_from", "text_to")
"""Columns of the list, not of the clause. `source_row` is the line of the law's text, for whoever checks it."""


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.columns, problems=problems
    )
    clauses = Clauses(context, problems)
    for number, row in rows_of(table):
        days = [_day(row[name], name, problems) for name in SHARED[1:]]
        if days[0] is None or days[1] is None:
            continue
        facts = {name: row[name] or None for name in layout.columns if name not in (*SHARED, "source_row", "clause")}
        held = Held("MX", row["list_id"], "es", days[0], days[1])
        clauses.add(held, number, "clause", clause=row["clause"], **facts)
    yield from clauses.batches()


def _day(text: str, column: str, problems: Problems) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.add("bad_cell", column=column, value=text[:60], rows=1, detail="YYYY-MM-DD")
        return None
