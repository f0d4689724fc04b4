"""Ley Federal para el Control de Precursores Químicos: arts. 2 V and 4, agreements printed with it, duties."""

import re
from collections.abc import Mapping, Sequence

from tripoint.errors import Problems
from tripoint.harmonise.controls import Clauses
from tripoint.sources.mx_law_texts.listing import COLUMN, days_of, entries_in, held, since, split_at, with_note
from tripoint.sources.mx_law_texts.naming import Lookups, codes, covers_of, head_of, listed, names_of
from tripoint.sources.mx_law_texts.paper import Law, Line, joined, latest

ITEM = re.compile(r"(?:(?P<letter>[a-z])\)|-) (?P<words>.+)")
ALSO = r"También quedan incluid"
BUT_SALTS = re.compile(r"con excepción de las sales de (?:los )?ácidos (\w+) y (\w+)")
GROUPS = {"mx_lfcpq/4-I": r"I\. ", "mx_lfcpq/4-II": r"II\. "}
SUBSTANCES = "mx_lfcpq_7 mx_lfcpq_8 mx_lfcpq_9 mx_lfcpq_12 mx_lfcpq_13 mx_lfcpq_14 mx_lfcpq_15 mx_lfcpq_16"
MACHINES = "mx_lfcpq_12 mx_lfcpq_13 mx_lfcpq_14 mx_lfcpq_17"
PROVISIONS: Mapping[int, str | None] = {
    5: None, 6: None, 7: "mx_lfcpq_7", 8: "mx_lfcpq_8", 9: "mx_lfcpq_9", 11: "mx_lfcpq_7 mx_lfcpq_9",
    12: "mx_lfcpq_12", 13: "mx_lfcpq_13", 14: "mx_lfcpq_14", 15: "mx_lfcpq_15", 16: "mx_lfcpq_16", 17: "mx_lfcpq_17",
}  # fmt: skip
"""Article → the duties it sets."""


def read_precursor_law(law: Law, clauses: Clauses, lookups: Lookups, problems: Problems) -> None:
    """Adds every clause. Adds `foreign_file` for an article that is not there."""
    for number in (2, 4, *PROVISIONS):
        if not law.article(number):
            problems.add("foreign_file", detail=f"article {number} was not found")
    problems.raise_if_any()
    first, second = split_at(law.article(4), GROUPS["mx_lfcpq/4-II"])
    _group(law, clauses, "mx_lfcpq/4-I", first, lookups)
    _group(law, clauses, "mx_lfcpq/4-II", second, lookups)
    _machines(law, clauses)
    _provisions(law, clauses)


def _group(law: Law, clauses: Clauses, list_id: str, lines: Sequence[Line], lookups: Lookups) -> None:
    items, also = split_at(lines, ALSO)
    _, items = split_at(items, ITEM.pattern)
    tail = joined(also)
    of = held(law, list_id, days_of(lines))
    but = BUT_SALTS.search(tail)
    dashes = 0
    quantities = ["mx_quantities_by_agreement"] if list_id == "mx_lfcpq/4-II" else []
    for entry in entries_in(items, lambda text: bool(ITEM.match(text))):
        item = ITEM.match(entry.text)
        if item is None:
            continue
        dashes += item["letter"] is None
        clause = item["letter"] or f"-{dashes}"
        if any("suprimid" in line.text for line in entry.notes):
            clauses.add(
                of, entry.row, COLUMN, clause=clause, role="provision", kind="provision", text=entry.text,
                status="repealed", note="mx_suppressed",
            )  # fmt: skip
            continue
        words = re.sub(r"(?:;|, y|\.)$", "", item["words"])
        names = names_of(words, lookups)
        is_but = but is not None and head_of(words).lower() in (f"ácido {acid}" for acid in but.groups())
        clauses.add(
            of, entry.row, COLUMN, clause=clause, role="entry", kind="precursor", names=names, text=entry.text,
            covers=codes(covers_of(words), [] if is_but else covers_of(tail.split(", con excepción")[0])),
            duties=SUBSTANCES, **with_note(since(law, entry.notes, None), *quantities),
        )  # fmt: skip
    if but:
        acids = listed([f"sales del ácido {acid}" for acid in but.groups()], lookups)
        clauses.add(
            of, also[0].number, COLUMN, clause="exclusion", role="exclusion", kind="class", names=acids, text=tail
        )


def _machines(law: Law, clauses: Clauses) -> None:
    _, rest = split_at(law.article(2), r"V\. ")
    (entry, *_) = entries_in(rest, lambda text: bool(re.match(r"[IVX]+(?: Bis)?\. ", text)))
    clauses.add(
        held(law, "mx_lfcpq/2-V", days_of(entry.notes)), entry.row, COLUMN, clause="V", role="entry", kind="equipment",
        equipment="machine", names="máquinas para elaborar cápsulas, tabletas o comprimidos", text=entry.text,
        duties=MACHINES, **since(law, entry.notes, None),
    )  # fmt: skip


def _provisions(law: Law, clauses: Clauses) -> None:
    changed = [day for number in PROVISIONS for day in days_of(law.article(number))]
    of = held(law, "mx_lfcpq/provisions", changed)
    for number, duties in PROVISIONS.items():
        lines = law.article(number)
        clauses.add(
            of, lines[0].number, COLUMN, clause=str(number), role="provision", kind="provision", duties=duties,
            text=joined([line for line in lines if not line.is_note]), **since(law, (), latest(lines)),
        )  # fmt: skip
