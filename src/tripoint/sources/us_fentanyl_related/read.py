"""21 USC 812(c), Schedule I(e): the class of fentanyl-related substances, in force since the day its Act was signed."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import Clauses, Held
from tripoint.harmonise.days_in_words import first_day
from tripoint.harmonise.outline import Outline, split_label, written
from tripoint.harmonise.rows import Context
from tripoint.harmonise.wording import covers_of, joined
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.prose import open_prose

LIST = "us_usc21/812-I-e"
TERM = "fentanyl-related substance"
_RELEASED = re.compile(r"publication_date (\d{4}-\d{2}-\d{2})")
_EFFECTIVE = re.compile(r"^Effective: (?P<law>Pub\. L\. [\d-]+ s\.\S+): .*\[(?P<day>[A-Z][a-z]+ \d{1,2}, \d{4})\]")
ABRIDGED = "..."
"""Where the transcript leaves out words."""


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    lines = open_prose(path, problems)
    if "Schedule I (e)" not in lines:
        problems.add("foreign_file", detail="it has no line 'Schedule I (e)'")
    released = next((date.fromisoformat(m[1]) for line in lines if (m := _RELEASED.search(line))), None)
    row, found = next(((n, m) for n, line in enumerate(lines, 1) if (m := _EFFECTIVE.match(line))), (0, None))
    since = first_day(found["day"]) if found else None
    if released is None:
        problems.add("column_missing", column="publication_date")
    if since is None:
        problems.add("column_missing", column="Effective")
    problems.raise_if_any()
    if released is None or since is None or found is None:
        return
    clauses = Clauses(context, problems)
    held = Held("US", LIST, "en", since, released)
    for number, path_of, text in _paragraphs(lines, problems):
        _add(clauses, held, number, path_of, text)
    clauses.add(
        held, row, "text", clause=found["law"], role="provision", kind="provision", text=lines[row - 1].strip(),
        valid_from=since, valid_from_basis="stated",
    )  # fmt: skip
    problems.raise_if_any()
    yield from clauses.batches()


def _paragraphs(lines: Sequence[str], problems: Problems) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """(line, labels, text without its label) of the clause; labels that stand in the middle of a line are left there."""
    outline = Outline()
    for number, line in enumerate(lines, 1):
        label, text = split_label(re.sub(r"^\((\w+)\)\(", r"(\1) (", line.strip()))
        if label is None:
            continue
        if outline.step(label) is None:
            detail = f"line {number} stands after {outline.where or 'the heading'}, which it does not follow"
            problems.add("bad_cell", column="clause", value=f"({label})", rows=1, detail=detail)
        else:
            yield number, tuple(outline.path), text


def _add(clauses: Clauses, held: Held, row: int, labels: tuple[str, ...], text: str) -> None:
    """(1) controls, (2) defines with (A) to (E), (3) takes out what is listed elsewhere, (4) is about a list of examples."""
    role, kind, names, covers, note = "entry", "class", None, None, None
    if labels == ("1",):
        names, covers = TERM, joined(covers_of(text))
    elif labels == ("2",):
        names = TERM
    elif labels == ("3",):
        role, note = "exclusion", "exact_listing_prevails"
    elif labels[0] != "2":
        role, kind, note = "provision", "provision", "abridged" if ABRIDGED in text else None
    clauses.add(
        held, row, "text", clause=written(labels), role=role, kind=kind, text=text, names=names,
        covers=covers, under=written(labels[:-1]) or ("(1)" if labels == ("2",) else None),
        note=note, valid_from=held.text_from, valid_from_basis="stated",
    )  # fmt: skip
