"""Lists of the conventions that a user filled into a CSV of our own layout: one row a substance, names in three languages."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import NAMES, Clauses, Held
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.rows import Context
from tripoint.harmonise.statements import Row, rows_of
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.registry.cas import cas_check

LANGUAGES: tuple[Literal["en", "fr", "es"], ...] = ("en", "fr", "es")
YEAR = re.compile(r"(?:19|20)\d\d")


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.columns, problems=problems
    )
    by_language = {language: Clauses(context, problems) for language in LANGUAGES}
    for number, row in rows_of(table):
        list_id = code_for(context.lookups["list"], row["list"])
        names = {language: _names(row[f"name_{language}"]) for language in LANGUAGES}
        clause = next((found[0] for found in names.values() if found), None)
        since = _since(row["since"].strip(), problems)
        if list_id is None or clause is None or not _is_cas(row, problems):
            if list_id is None:
                problems.add("unknown_value", column="list", value=row["list"], rows=1, detail="lookups.csv")
            if clause is None:
                problems.add("bad_cell", column="name_en", value="", rows=1, detail="a row has a name in some language")
            continue
        for language, found in names.items():
            if found:
                by_language[language].add(
                    Held("UN", list_id, language, context.recorded_at, context.recorded_at, "secondary"), number,
                    f"name_{language}", clause=clause, role="entry", names=NAMES.join(found), text=row[f"name_{language}"],
                    kind="precursor" if list_id.startswith("un_1988") else "substance", cas=row["cas"].strip() or None,
                    **since,
                )  # fmt: skip
    for clauses in by_language.values():
        yield from clauses.batches()


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split("|") if name.strip()]


def _is_cas(row: Row, problems: Problems) -> bool:
    cas = row["cas"].strip()
    if cas and not cas_check(cas):
        problems.add(
            "bad_cell", column="cas", value=cas, rows=1, detail="the check digit is wrong, or it is no CAS number"
        )
        return False
    return True


def _since(text: str, problems: Problems) -> dict[str, object]:
    """A day is stated; of a year, the last day is the latest on which it began; blank is unknown."""
    if not text:
        return {"note": "un_own_layout"}
    if YEAR.fullmatch(text):
        last = date(int(text), 12, 31)
        return {"valid_from": last, "valid_from_basis": "at_latest", "note": "un_own_layout un_year_only"}
    try:
        return {"valid_from": date.fromisoformat(text), "valid_from_basis": "stated", "note": "un_own_layout"}
    except ValueError:
        problems.add("bad_cell", column="since", value=text, rows=1, detail="YYYY-MM-DD, YYYY or nothing")
        return {"note": "un_own_layout"}
