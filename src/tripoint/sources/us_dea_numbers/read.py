"""DEA's code numbers for controlled substances, as the NIEM model lists them: a number and names, no schedule."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import NAMES, Clauses, Held
from tripoint.harmonise.days_in_words import first_day
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.rows import Context
from tripoint.harmonise.wording import names_and_tail
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.markup import open_markup, words

LIST = "us_cfr1308/numbers"
TYPE = "DrugCodeSimpleType"
"""The type whose values are DEA's numbers; another one of the file lists the five schedules without members."""


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    root = open_markup(path, problems)
    of_type = [] if root is None else [e for e in root.iter("xs:simpleType") if e.get("name") == TYPE]
    if root is not None and not of_type:
        problems.add("foreign_file", detail=f"it has no xs:simpleType named {TYPE}")
    issued = _issued(root, problems) if root is not None else None
    problems.raise_if_any()
    if issued is None:
        return
    held = Held("US", LIST, "en", issued, issued, "secondary")
    clauses = Clauses(context, problems)
    for place, value in enumerate(of_type[0].iter("xs:enumeration"), 1):
        _add(clauses, held, place, value)
    problems.raise_if_any()
    yield from clauses.batches()


def _issued(root: Element, problems: Problems) -> date | None:
    """The day of the model's release, as the notice at the head of the file prints it; None after adding a problem."""
    notice = next(root.iter("xs:annotation"), None)
    day = first_day(words(notice)) if notice is not None else None
    if day is None:
        problems.add("column_missing", column="date of the release")
    return day


def _add(clauses: Clauses, held: Held, place: int, value: Element) -> None:
    """place: the how-manieth number of the list. A number must have four digits and a name."""
    number, documentation = value.get("value", ""), next(value.iter("xs:documentation"), None)
    text = words(documentation).replace("\u00ad", "-") if documentation is not None else ""
    if not re.fullmatch(r"\d{4}", number) or not text:
        clauses.problems.add(
            "bad_cell", column="xs:enumeration", value=number, rows=1, detail=f"value {place}: four digits and a name"
        )
        return
    lookups = clauses.context.lookups
    kind = code_for(lookups["kind"], number) or "substance"
    own = code_for(lookups["names"], text)
    if kind == "preparation":
        names = tuple(part.strip(" .") for part in text.split(";"))
    else:
        names = tuple(own.split(NAMES)) if own else names_and_tail(text)[0]
    clauses.add(
        held, place, f"{TYPE} value", clause=number, role="entry", kind=kind, number=number, text=text,
        names=NAMES.join(names),
    )  # fmt: skip
