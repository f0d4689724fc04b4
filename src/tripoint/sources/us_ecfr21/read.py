"""eCFR, title 21, parts 1308 and 1310: the schedules of controlled substances and the lists of chemicals, as XML."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import Clauses, Held
from tripoint.harmonise.days_in_words import first_day
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.markup import open_markup, words
from tripoint.sources.us_ecfr21.chemicals import CHEMICALS, LISTS, RECORDS, add_chemicals, add_records
from tripoint.sources.us_ecfr21.paragraphs import notices, pieces, sections
from tripoint.sources.us_ecfr21.schedules import SCHEDULES, add_schedule

WANTED = {"1308": tuple(SCHEDULES), "1310": (CHEMICALS, *RECORDS)}
"""Sections read of each part; all must be there."""


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    root = open_markup(path, problems)
    problems.raise_if_any()
    if root is None:
        return
    wanted = WANTED[layout.name]
    found = dict(sections(root, wanted))
    for number in wanted:
        if number not in found:
            problems.add("column_missing", column=f"§ {number}")
    problems.raise_if_any()
    day = _day(root, context)
    clauses = Clauses(context, problems)
    for number, section in found.items():
        for notice in notices(section):
            problems.remarks.append(f"§ {number}: {notice[:160]}")
        _add(clauses, number, section, day)
    problems.raise_if_any()
    yield from clauses.batches()


def _add(clauses: Clauses, number: str, section: Element, day: date) -> None:
    duties = clauses.context.lookups["duties"]
    found = pieces(number, section, clauses.problems)
    if number in SCHEDULES:
        add_schedule(clauses, Held("US", f"us_cfr1308/{SCHEDULES[number]}", "en", day, day), found)
        return
    names = (*LISTS.values(), "us_cfr1310/thresholds", "us_cfr1310/provisions")
    held = {name: Held("US", name, "en", day, day) for name in names}
    add = add_chemicals if number == CHEMICALS else add_records
    add(clauses, held, found, duties)


def _day(root: Element, context: Context) -> date:
    """The title's amendment date in bulk data; a file of the versioner has none: then the day it is known by."""
    printed = next(root.iter("AMDDATE"), None)
    return (first_day(words(printed)) if printed is not None else None) or context.recorded_at
