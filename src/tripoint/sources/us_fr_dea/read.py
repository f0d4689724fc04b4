"""Documents of DEA in the Federal Register: one provision a document, with its stage and the substances it names."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import NAMES, Clauses, Held
from tripoint.harmonise.rows import Context
from tripoint.harmonise.statements import Row, rows_of
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.sources.us_fr_dea.named import cas_in, names_in
from tripoint.sources.us_fr_dea.stage import UNCLEAR, stage_of

LIST = "us_fr/rules"


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.columns, problems=problems
    )
    rows = list(_once_each(rows_of(table), problems))
    days = [day for number, row in rows if (day := _published(number, row, problems))]
    problems.raise_if_any()
    clauses = Clauses(context, problems)
    held = Held(
        "US", LIST, "en", min(days, default=context.recorded_at), max(days, default=context.recorded_at), "secondary"
    )
    for number, row in rows:
        _add(clauses, held, number, row)
    problems.raise_if_any()
    yield from clauses.batches()


def _once_each(rows: Iterator[tuple[int, Row]], problems: Problems) -> Iterator[tuple[int, Row]]:
    """The first row of each document. One that differs from it in more than the collector's path is a problem."""
    first: dict[str, tuple[str, ...]] = {}
    repeated = 0
    for number, row in rows:
        content = tuple(row[name] for name in ("published", "title", "abstract"))
        if row["document_number"] not in first:
            first[row["document_number"]] = content
            yield number, row
        elif first[row["document_number"]] == content:
            repeated += 1
        else:
            problems.add("contradiction", column="published, title, abstract", value=row["document_number"], rows=1)
    if repeated:
        problems.remarks.append(f"{repeated} rows repeat a document and are read once")


def _published(number: int, row: Row, problems: Problems) -> date | None:
    try:
        return date.fromisoformat(row["published"])
    except ValueError:
        problems.add(
            "bad_period", column="published", value=row["published"], rows=1, detail=f"YYYY-MM-DD; row {number}"
        )
        return None


def _add(clauses: Clauses, held: Held, number: int, row: Row) -> None:
    """No abstract here states since when its rule is the law, so no clause has a first day."""
    note, status = stage_of(row["title"], row["abstract"])
    if note == UNCLEAR[0]:
        clauses.problems.remarks.append(f"{row['document_number']}: whether it proposes or decides cannot be told")
    names = names_in(row["title"], row["abstract"]) if note != "fr_quota" else ()
    clauses.add(
        held, number, "title, abstract", clause=row["document_number"], role="provision", kind="provision",
        text=" | ".join((row["published"], row["title"], row["abstract"])), names=NAMES.join(names) or None,
        cas=cas_in(row["abstract"]), status=status, note=note,
    )  # fmt: skip
