"""What the lists of both laws share: entries with their notes, and the day since which an entry stands."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tripoint.harmonise.controls import Held
from tripoint.sources.mx_law_texts.paper import Law, Line, joined, latest

COLUMN = "text"
"""A text file has no columns; of several entries on the same line, each has its number after the word."""


@dataclass
class Entry:
    """One entry with the lines it is printed on and the notes of the editors below it."""

    lines: list[Line]
    notes: list[Line] = field(default_factory=list)

    @property
    def row(self) -> int:
        return self.lines[0].number

    @property
    def text(self) -> str:
        return joined(self.lines)


def entries_in(lines: Sequence[Line], is_start: Callable[[str], bool]) -> list[Entry]:
    """The entries among the lines; a line that starts none goes on with the one before, a note belongs to it."""
    found: list[Entry] = []
    for line in lines:
        if line.is_note:
            if found:
                found[-1].notes.append(line)
        elif is_start(line.text) or not found:
            found.append(Entry([line]))
        else:
            found[-1].lines.append(line)
    return found


def split_at(lines: Sequence[Line], start: str) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines before the first that matches `start` from its beginning, and that one with the rest."""
    at = next((i for i, line in enumerate(lines) if re.match(start, line.text)), len(lines))
    return lines[:at], lines[at:]


def since(law: Law, notes: Sequence[Line], otherwise: date | None) -> dict[str, object]:
    """Since when an entry stands: the day its own note states, else that of the article's last reform, else unknown.

    otherwise: day of publication of the last reform of what holds the entry.
    """
    own = latest(notes)
    day = own or otherwise
    if day is None:
        return {}
    is_stated = any("adicionad" in line.text for line in notes)
    return {
        "valid_from": law.in_force(day),
        "valid_from_basis": "stated" if is_stated else "at_latest",
        "note": law.note_of(day),
    }


def with_note(facts: dict[str, object], *more: str) -> dict[str, object]:
    """The facts of `since` with further codes of law_notes.csv."""
    return facts | {"note": " ".join(code for code in (*more, str(facts.get("note") or "")) if code) or None}


def held(law: Law, list_id: str, changed: Sequence[date]) -> Held:
    """The days for which a list answers: from its last change that the text prints, until the text's own day."""
    first = max((law.in_force(day) for day in changed), default=law.answers_until)
    return Held("MX", list_id, "es", first, law.answers_until)


def days_of(lines: Sequence[Line]) -> list[date]:
    """The latest day printed in the notes; empty where there is none."""
    day = latest(lines)
    return [day] if day else []


def pieces(text: str) -> list[tuple[str, str]]:
    """An enumeration "a, b, its salts and c" as (name, what is said of it) pairs."""
    found: list[tuple[str, str]] = []
    for part in re.split(r",\s+| y (?=\S)", text.strip(" .")):
        is_said = re.match(r"(?:sus|para|en cualquiera|derivad\w*|prepara\w*)\b", part)
        if is_said and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {part}".strip())
        else:
            found.append((re.sub(r"^(?:a la|y) ", "", part), ""))
    return found
