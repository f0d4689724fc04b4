"""LGS art. 245, group I: a table of three columns that the extraction of the PDF printed as lines of words."""

import re
from collections.abc import Mapping, Sequence

from tripoint.errors import Problems
from tripoint.harmonise.controls import NAMES, Clauses
from tripoint.harmonise.lookups import code_for
from tripoint.registry.names import normalise
from tripoint.sources.mx_law_texts.listing import COLUMN, Entry, days_of, held, since, split_at, with_note
from tripoint.sources.mx_law_texts.naming import Lookups, codes, covers_of, listed, tidy
from tripoint.sources.mx_law_texts.paper import Law, Line, joined, latest

NONE = "NO TIENE"
"""Printed where a column has no name."""
HEAD_ENDS = r"Internacional\b"
LIST_ENDS = r"Cualquier otro"
GOES_ON = re.compile(r"[a-z-]")
"""How a line begins that goes on with a chemical name."""


def read_table(
    law: Law, clauses: Clauses, lines: Sequence[Line], lookups: Lookups, problems: Problems, *,
    duties: str,
) -> None:  # fmt: skip
    """Adds every row. Where a row starts cannot be seen in the words: lookups.csv lists the beginnings (`table_row`)
    and the capitals a row goes on with (`table_more`); any other line is an `unknown_value`."""
    _, body = split_at(lines, HEAD_ENDS)
    body, tail = split_at(body[1:], LIST_ENDS)
    words = [line for line in tail if not line.is_note]
    reform = latest([line for line in lines if not line.text.startswith("Sustancia")])
    of = held(law, "mx_lgs/245-I", days_of(lines))
    for entry in _rows(body, lookups, problems):
        names = listed(_names(entry, lookups["table_row"]), lookups)
        kind = code_for(lookups["kind"], names.split(NAMES)[0]) or "substance"
        own = [line for line in entry.notes if line.text.startswith("Sustancia")]
        clauses.add(
            of, entry.row, COLUMN, clause=names.split(NAMES)[0], role="entry", kind=kind, names=names,
            text=entry.text, covers=codes(covers_of(joined(words))), duties=duties,
            **with_note(since(law, own, reform), "mx_undefined_class" if kind == "class" else ""),
        )  # fmt: skip
    if words:
        clauses.add(
            of, words[0].number, COLUMN, clause="analogous", role="entry", kind="class", text=joined(words),
            covers=codes(covers_of(joined(words))), duties=duties,
            **with_note(since(law, (), reform), "mx_analogous_if_determined"),
        )  # fmt: skip


def _rows(lines: Sequence[Line], lookups: Lookups, problems: Problems) -> list[Entry]:
    found: list[Entry] = []
    for line in lines:
        if line.is_note:
            if found:
                found[-1].notes.append(line)
        elif line.text.startswith(f"{NONE} ") or _known_start(line.text, lookups["table_row"]):
            found.append(Entry([line]))
        elif found and (GOES_ON.match(line.text) or code_for(lookups["table_more"], line.text)):
            found[-1].lines.append(line)
        else:
            problems.add("unknown_value", column="245-I", value=line.text, rows=1, detail="lookups.csv")
    return found


def _known_start(text: str, known: Mapping[str, str]) -> str | None:
    """The longest beginning of lookups.csv with which the line starts, normalised."""
    line = normalise(text)
    return max((x for x in known if line == x or line.startswith(f"{x} ")), key=len, default=None)


def _names(entry: Entry, known: Mapping[str, str]) -> list[str]:
    """The names of a row: international, common, chemical; as lookups.csv gives the first two where it knows better."""
    first = entry.lines[0].text
    start = _known_start(first, known)
    rest = first.removeprefix(f"{NONE} ")
    if start is not None and not first.startswith(NONE):
        rest = " ".join(first.split()[len(start.split()) :])
    rest = rest.removeprefix(NONE).strip()
    more = [line.text for line in entry.lines[1:]]
    capitals, _, chemical = _split(rest)
    chemical = " ".join([chemical, *(text for text in more if GOES_ON.match(text))])
    if start is not None and known[start] != "row":
        return [*known[start].split(NAMES), tidy(chemical)]
    printed = [] if start is None or first.startswith(NONE) else [" ".join(first.split()[: len(start.split())])]
    return [*printed, *(tidy(name) for name in capitals.split(",")), tidy(chemical)]


def _split(text: str) -> tuple[str, str, str]:
    """The words in capitals, and from the first word with a small letter on the chemical name."""
    words = text.split()
    at = next((i for i, word in enumerate(words) if re.search(r"[a-záéíóúñ]", word)), len(words))
    return " ".join(words[:at]), " ", " ".join(words[at:])
