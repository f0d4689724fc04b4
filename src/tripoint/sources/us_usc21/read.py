"""Title 21 of the US Code, chapter 13: definitions, lists of chemicals, the schedules of 1970, duties of § 830."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import Clauses, Held
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.prose import open_prose
from tripoint.sources.us_usc21.definitions import definition
from tripoint.sources.us_usc21.initial import initial
from tripoint.sources.us_usc21.paragraphs import Paragraph, check_section, paragraphs
from tripoint.sources.us_usc21.placed import EXCLUDED, PROVISIONS, Placed, provision
from tripoint.sources.us_usc21.schedules import SCHEDULES, schedules


@dataclass(frozen=True)
class Part:
    """section: of the Code. start: the labels the text stands at where the chunk begins."""

    section: str
    start: tuple[str, ...] = ()


PARTS: Mapping[str, Part] = {
    "802_analogue": Part("802", ("32",)),
    "802_chemicals": Part("802", ("32", "B")),
    "802_steroids": Part("802", ("41",)),
    "802_steroids_related": Part("802", ("41", "C")),
    "802_transactions": Part("802", ("41", "C", "i")),
    "811_exclusions": Part("811", ("f",)),
    "812_initial": Part("812"),
    "813_general": Part("813"),
    "813_determination": Part("813", ("a",)),
    "813_limitation": Part("813", ("b",)),
    "830_records": Part("830"),
    "830_reports": Part("830", ("a",)),
    "830_mail_order": Part("830", ("b", "3", "A")),
    "830_mail_order_data": Part("830", ("b", "3", "B")),
    "830_retail": Part("830", ("c",)),
    "830_logbook": Part("830", ("d",)),
}
"""What each layout's chunk holds; the chunks have no other mark of it than their headings."""


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    part = PARTS[layout.name]
    lines = open_prose(path, problems)
    check_section(lines, part.section, problems)
    clauses = Clauses(context, problems)
    if layout.name == "812_initial":
        opening, found = schedules(lines, problems)
        _add(clauses, opening, provision(part.section, opening))
        for schedule in SCHEDULES:
            for paragraph, placed in initial(schedule, found[schedule], context.lookups):
                _add(clauses, paragraph, placed)
    else:
        for paragraph in paragraphs(lines, part.start, problems):
            if paragraph.text:
                _add(clauses, paragraph, _placed(part.section, paragraph, context.lookups))
    problems.raise_if_any()
    yield from clauses.batches()


def _placed(section: str, paragraph: Paragraph, lookups: Mapping[str, Mapping[str, str]]) -> Placed:
    if section == "802":
        return definition(paragraph, lookups)
    if (section, *paragraph.labels) == ("811", "g", "2"):
        return Placed(EXCLUDED, "811(g)(2)", "exclusion", "substance", "Dextromethorphan")
    return provision(section, paragraph)


def _add(clauses: Clauses, paragraph: Paragraph, placed: Placed) -> None:
    """The copy is of one day, the day its file is known by; so it answers for that day alone."""
    known = clauses.context.recorded_at
    held = Held("US", placed.list_id, "en", known, known)
    clauses.add(
        held, paragraph.row, "text", clause=placed.clause, role=placed.role, kind=placed.kind, text=paragraph.text,
        under=placed.under, names=placed.names, covers=placed.covers, equipment=placed.equipment, note=placed.note,
        status=placed.status, duties=_duties(placed, clauses.context.lookups["duties"]),
    )  # fmt: skip


def _duties(placed: Placed, duties: Mapping[str, str]) -> str | None:
    """Of a provision, what it asks; of an entry, what § 830 asks of everything on its list or of it alone."""
    if placed.list_id == PROVISIONS:
        return code_for(duties, placed.clause)
    if placed.role != "entry":
        return None
    return code_for(duties, f"{placed.list_id} {placed.clause}") or code_for(duties, placed.list_id)
