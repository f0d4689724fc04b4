"""21 CFR 1310.02(a), items 1 to 28, in an old copy: chemicals of List I with their DEA numbers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import NAMES, Clauses, Held
from tripoint.harmonise.rows import Context
from tripoint.harmonise.wording import covers_of, joined, names_and_tail
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.prose import open_prose

LIST = "us_cfr1310/list_I"
SECTION = "section1310.02"
_ITEM = re.compile(r"(\d+)\|(.+)\|(\d{4})")
_BEFORE = re.compile(r"pre-(\d{4}) text")


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    lines = open_prose(path, problems)
    if SECTION not in lines[0]:
        problems.add("foreign_file", detail=f"its first line does not name {SECTION}")
    before = _BEFORE.search(lines[0])
    if before is None:
        problems.add("column_missing", column="pre-YYYY text")
    problems.raise_if_any()
    if before is None:
        return
    day = context.recorded_at.replace(year=int(before[1]) - 1, month=12, day=31)
    held = Held("US", LIST, "en", day, day, "secondary")
    clauses = Clauses(context, problems)
    for row, line in enumerate(lines[1:], 2):
        item = _ITEM.fullmatch(line.strip())
        if item is not None:
            names, tail = names_and_tail(item[2])
            clauses.add(
                held, row, "name", clause=f"(a)({item[1]})", role="entry", kind="precursor", text=item[2], number=item[3],
                names=NAMES.join(names), covers=joined(covers_of(tail)), duties=context.lookups["duties"]["list i"],
                note="old_copy",
            )  # fmt: skip
        elif line.strip():
            problems.add("bad_cell", column="item|name|DEA code", value=line, rows=1, detail=f"line {row}")
    problems.raise_if_any()
    yield from clauses.batches()
