"""The Controlled Drugs and Substances Act of Canada: its schedules, exceptions and provisions, in either language."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import Clauses, Held
from tripoint.harmonise.days_in_words import days_of_period
from tripoint.harmonise.entries import Listing, Schedule
from tripoint.harmonise.justice_laws import Consolidation, amended_on, label_of, open_consolidation, verbatim
from tripoint.harmonise.justice_provisions import add_not_in_force, add_provisions
from tripoint.harmonise.justice_schedules import Listed, items_of, rows_of_table
from tripoint.harmonise.lookups import table_beside
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout

LAW = "ca_cdsa"


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    whole = open_consolidation(path, problems)
    if whole is None:
        return
    clauses = Clauses(context, problems)
    provisions = Held("CA", f"{LAW}/provisions", whole.language, whole.last_amended, whole.current_to)
    add_provisions(clauses, whole, provisions, PROVISIONS)
    add_not_in_force(clauses, whole, provisions)
    for schedule in whole.schedules:
        name = _last_word(schedule.find("ScheduleFormHeading"))
        repealed = schedule.find("Repealed")
        if repealed is not None:
            row, column = whole.trace(schedule)
            clauses.add(
                provisions, row, column, clause=f"Sch. {name}", role="provision", kind="provision",
                status="repealed", text=verbatim(repealed), **whole.since(schedule),
            )  # fmt: skip
            continue
        held = Held("CA", f"{LAW}/{name}", whole.language, amended_on(schedule, whole), whole.current_to)
        parts = schedule.findall("DocumentInternal/Group")
        for part in parts or [schedule]:
            number = _last_word(part.find("GroupHeading"))
            _read_list(clauses, whole, held, part, f"{name}-{number}" if parts else name)
    yield from clauses.batches()


def _read_list(clauses: Clauses, whole: Consolidation, held: Held, part: Element, name: str) -> None:
    """One schedule, or one part of it: items, or the tables of Schedule V with a period in each row."""
    own = Held(held.jurisdiction, f"{LAW}/{name}", held.language, held.text_from, held.text_to)
    exceptions = clauses.context.lookups.get("exceptions", {})
    for listed in (*part.findall("List"), *part.findall("Provision/List")):
        for line in items_of(listed, exceptions):
            Schedule(clauses, whole, own, LISTS[name], EXCEPTIONS).add(line)
    tables = part.findall(".//TableGroup")
    for number, table in enumerate(tables, 1):
        is_alone = len(tables) == 1
        listing = LISTS[name if is_alone else f"{name} {number}"]
        for line in rows_of_table(table, prefix="" if is_alone else f"{number}-"):
            Schedule(clauses, whole, own, listing, EXCEPTIONS).add(
                line, **_period(line, whole.language, clauses.problems)
            )


def _period(line: Listed, language: str, problems: Problems) -> dict[str, object]:
    """The days of a row of Schedule V: what stands there is law for that time only."""
    if line.is_repealed:
        return {}
    days = days_of_period(line.cells[0], language)
    if days is None:
        problems.add("bad_period", column="Period", value=line.cells[0], rows=1, detail="harmonise/days_in_words.py")
        return {}
    return {"valid_from": days[0], "valid_to": days[1], "valid_from_basis": "stated", "status": "temporary"}


def _last_word(heading: Element | None) -> str:
    """ "SCHEDULE VI" or "PARTIE 1" → "VI", "1"."""
    return label_of(heading).split()[-1] if heading is not None else ""


LISTS = {
    row["list"]: Listing(row["kind"], row["note"], row["duties"]) for row in table_beside(__package__, "lists.csv")
}
EXCEPTIONS = table_beside(__package__, "exceptions.csv")
PROVISIONS = table_beside(__package__, "provisions.csv")
