"""Tables III and IV of the 1971 Convention as the annex of a French order names them: TABLE|name;name;…"""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import Clauses, Held
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.prose import open_prose

TABLES = {"I": "un_1971/I", "II": "un_1971/II", "III": "un_1971/III", "IV": "un_1971/IV"}


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    lines = open_prose(path, problems)
    clauses = Clauses(context, problems)
    known = context.recorded_at
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            continue
        table, bar, names = line.partition("|")
        if table not in TABLES or not bar:
            problems.add("foreign_file", detail=f"line {number} does not begin with a table of the convention and “|”")
            continue
        held = Held("UN", TABLES[table], "fr", known, known, "secondary")
        for at, name in enumerate((part.strip() for part in names.split(";")), 1):
            if name:
                clauses.add(
                    held, number, f"{table} {at}", clause=name, role="entry", kind="substance", names=name, text=name,
                    note="un_through_france",
                )  # fmt: skip
    yield from clauses.batches()
