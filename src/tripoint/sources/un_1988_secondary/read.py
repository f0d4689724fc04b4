"""Tables I and II of the 1988 Convention in a third party's file: name, table, CAS, a year in words."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import NAMES, Clauses, Held
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.rows import Context
from tripoint.harmonise.statements import rows_of
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.registry.cas import cas_check

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ESTERS = " and its esters"
CONVENTION = 1988
"""Year of the convention itself: what it named from the start came into force with it, later than that year."""


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.columns, problems=problems
    )
    clauses = Clauses(context, problems)
    known = context.recorded_at
    for number, row in rows_of(table):
        list_id = code_for(context.lookups["table"], row["table"])
        name = row["name"].strip()
        if list_id is None or not name:
            problems.add("unknown_value", column="table", value=row["table"], rows=1, detail="lookups.csv")
            continue
        plain = name.removesuffix(ESTERS)
        other = code_for(context.lookups["cleaned"], plain)
        is_cas = cas_check(row["cas"])
        since, remarks = _since(row["year_under_control"])
        if row["cas"] and not is_cas:
            remarks.append("un_cas_wrong")
        clauses.add(
            Held("UN", list_id, "en", known, known, "secondary"), number, "name", clause=name, role="entry",
            kind="precursor", names=NAMES.join([plain, *([other] if other else [])]), text=name,
            cas=row["cas"] if is_cas else None, covers="esters" if name != plain else None,
            note=" ".join(remarks) or None, **since,
        )  # fmt: skip
    yield from clauses.batches()


def _since(words: str) -> tuple[dict[str, object], list[str]]:
    """The end of the latest year in the words: by then it was in this table. Of two that disagree, the later one."""
    years = [int(year) for year in YEAR.findall(words)]
    if not years:
        return {}, []
    if max(years) == CONVENTION:
        return {}, ["un_with_the_convention"]
    remarks = ["un_year_only"]
    if "CONFLICT" in words:
        remarks.append("un_year_conflict")
    if "moved" in words:
        remarks.append("un_moved_table")
    return {"valid_from": date(max(years), 12, 31), "valid_from_basis": "at_latest"}, remarks
