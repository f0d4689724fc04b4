"""The Controlled Substances Regulations of Canada: when they come into force, what they repeal, and their schedules."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import Clauses, Held
from tripoint.harmonise.days_in_words import days_in
from tripoint.harmonise.entries import Listing, Schedule
from tripoint.harmonise.justice_laws import Consolidation, amended_on, label_of, open_consolidation, verbatim
from tripoint.harmonise.justice_provisions import add_not_in_force
from tripoint.harmonise.justice_schedules import rows_of_table
from tripoint.harmonise.lookups import table_beside
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout

LAW = "ca_csr"
COMMENCEMENT, REPEALS = "239", "238"
Facts = dict[str, object]


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    whole = open_consolidation(path, problems)
    if whole is None:
        return
    first_day = _commencement(whole, problems)
    if first_day is None:
        return
    waits = first_day > whole.current_to
    standing: Facts = {
        "valid_from": first_day, "valid_from_basis": "stated", "status": "not_yet_in_force" if waits else "in_force"
    }  # fmt: skip
    clauses = Clauses(context, problems)
    provisions = Held("CA", f"{LAW}/provisions", whole.language, whole.last_amended, whole.current_to)
    _add_ends(clauses, whole, provisions, standing)
    add_not_in_force(clauses, whole, provisions)
    for schedule in whole.schedules:
        heading = schedule.find("ScheduleFormHeading")
        number = label_of(heading).split()[-1] if heading is not None else ""
        tables = schedule.findall("TableGroup")
        for part, table in enumerate(tables, 1):
            name = number if len(tables) == 1 else f"{number}-{part}"
            held = Held("CA", f"{LAW}/{name}", whole.language, amended_on(schedule, whole), whole.current_to)
            for line in rows_of_table(table, context.lookups.get("exceptions", {})):
                Schedule(clauses, whole, held, Listing("substance"), EXCEPTIONS).add(line, **standing)
    yield from clauses.batches()


def _commencement(whole: Consolidation, problems: Problems) -> date | None:
    """The one day that s. 239 names."""
    section = whole.section(COMMENCEMENT)
    text = " ".join(verbatim(words) for words in section.findall("Text")) if section is not None else ""
    days = days_in(text, whole.language)
    if len(days) == 1:
        return days[0]
    problems.add("bad_period", column=f"s. {COMMENCEMENT}", value=text[:200], rows=1, detail="sources/ca_csr/read.py")
    return None


def _add_ends(clauses: Clauses, whole: Consolidation, held: Held, standing: Facts) -> None:
    """The start of these Regulations, and the end of each of those that they repeal."""
    for label, note in ((COMMENCEMENT, "ca_commencement"), (REPEALS, "ca_repeals")):
        section = whole.section(label)
        if section is None:
            clauses.problems.add(
                "unknown_value", column="section", value=label, rows=1, detail="sources/ca_csr/read.py"
            )
            continue
        lines: list[tuple[str, str | None, Element]] = [(label, None, section)]
        if label == REPEALS:
            lines += [(f"{label}({label_of(p).strip('()')})", label, p) for p in section.findall("Paragraph")]
        for clause, under, element in lines:
            row, column = whole.trace(element)
            clauses.add(
                held, row, column, clause=clause, role="provision", kind="provision", under=under,
                text=verbatim(element), note=note, **standing,
            )  # fmt: skip


EXCEPTIONS = table_beside(__package__, "exceptions.csv")
