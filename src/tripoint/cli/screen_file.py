"""`tripoint screen --file`: one line out for each line in, in the same order, nothing left out, nothing sorted."""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from tripoint.cli.formulas import no_formula
from tripoint.controls import lists
from tripoint.controls.lines import Ask, LineAnswer, Lines
from tripoint.controls.repeats import Repeats
from tripoint.controls.status import Remark, Status
from tripoint.errors import BadEntry, Problem, Problems
from tripoint.errors.problems import readable
from tripoint.ingest.uneven import Line
from tripoint.present.law_words import REMARKS, remark_words
from tripoint.present.words import Words
from tripoint.registry.law import JURISDICTIONS
from tripoint.report.whole_file import whole_file

BATCH = 20_000
_PER_JURISDICTION = ("outcome", "clauses", "reasons", "text_date")
COLUMNS = (
    "line", "same_as_line", "problem", "problem_in_words", "query",
    *(f"{j.lower()}_{column}" for j in JURISDICTIONS for column in _PER_JURISDICTION),
)  # fmt: skip
_OF_EVERY_LINE = frozenset({"text_old", "text_not_held", "part_not_held", "set_incomplete", "secondary_copy"})
"""Warnings that say the same on line after line: the command says them once, and the text's date stands beside."""
_MARKS = re.compile(r'[,"\r\n]')


@dataclass
class Tally:
    """lines: read. unassessed: lines of which something was not assessed. problems: lines by their problem's code."""

    lines: int = 0
    unassessed: int = 0
    problems: Counter[str] = field(default_factory=Counter)


def screen_file(path: Path, out: Path, ask: Ask, say: Words) -> Tally:
    """Writes the answers of a list. The result is there whole or not at all.

    Raises BadInput for a file that cannot be read, has no line, or whose header names nothing that can be screened.
    """
    problems = Problems("screen", path.name)
    with lists.opened(path, problems) as table, whole_file(out) as part, part.open("wb") as file:
        lines = Lines(table.header, ask)
        if not lines.identifiers:
            found = readable(", ".join(table.header), 200)
            raise BadEntry((Problem("screen_header", "desk", path.name, value=found),))
        with _Bar(path.name) as bar:
            tally = _Writer(file, lines, say).run(table.lines, bar)
        if not tally.lines:
            raise BadEntry((Problem("screen_no_lines", "desk", path.name),))
        return tally


class _Writer:
    """Answers are worded once for each set of statuses, and written as text."""

    def __init__(self, file: BinaryIO, lines: Lines, say: Words) -> None:
        self._file, self._lines, self._say = file, lines, say
        self._tails: dict[int, tuple[object, str, bool]] = {}
        self._heads: dict[tuple[str, str], str] = {}
        self._tally = Tally()

    def run(self, lines: Iterator[Line], bar: "_Bar") -> Tally:
        self._file.write(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n")
        repeats = Repeats()
        while batch := list(islice(lines, BATCH)):
            same = repeats.first_lines([line[1].rstrip(b"\r\n") for line in batch], [line[0] for line in batch])
            self._file.write("".join(map(self._line, batch, same)).encode())
            bar.at(self._tally.lines)
        return self._tally

    def _line(self, line: Line, same_as: int) -> str:
        number, _, cells, flaw = line
        tally = self._tally
        tally.lines += 1
        if not cells:
            tally.problems[flaw] += 1
            tally.unassessed += 1
            unread = ",".join(("not_assessed", "", _cell(self._say(REMARKS[flaw])), "") * len(JURISDICTIONS))
            return f"{number},{same_as or ''},{self._problem(flaw)},,{unread}\r\n"
        answer = self._lines.answer(cells)
        problem = answer.problem or self._lines.flaw(cells) or flaw
        tail, is_assessed = self._tail(answer)
        if problem:
            tally.problems[problem] += 1
        if not is_assessed or (problem and problem != "other_encoding"):
            tally.unassessed += 1
        return f"{number},{same_as or ''},{self._problem(problem)},{_cell(answer.asked)},{tail}\r\n"

    def _problem(self, code: str) -> str:
        """The code, and its words."""
        return f"{code},{_cell(self._say(REMARKS[code]))}" if code else ","

    def _tail(self, answer: LineAnswer) -> tuple[str, bool]:
        """Kept by the tuple of statuses itself, which is held so that its id stays its own."""
        found = self._tails.get(id(answer.statuses))
        if found is None or found[0] is not answer.statuses:
            if len(self._tails) > BATCH:
                self._tails.clear()
            cells = [cell for status in answer.statuses for cell in self._status(status)]
            is_assessed = all(status.outcome != "not_assessed" for status in answer.statuses)
            found = self._tails[id(answer.statuses)] = (answer.statuses, ",".join(map(_cell, cells)), is_assessed)
        return found[1], found[2]

    def _status(self, status: Status) -> tuple[str, ...]:
        clauses = "; ".join(dict.fromkeys(f"{e.clause.list_id} {e.clause.clause}" for e in status.decides))
        kept = (*status.reasons, *(w for w in status.warnings if w.code not in _OF_EVERY_LINE))
        dates = [text.text_to for text in status.texts]
        return (
            status.outcome, clauses,
            " | ".join(map(self._words, kept)), min(dates).isoformat() if dates else "",
        )  # fmt: skip

    def _words(self, remark: Remark) -> str:
        return remark_words(remark.code, remark.values, self._say)


def _cell(text: str) -> str:
    """One cell of CSV that no spreadsheet takes for a formula."""
    text = no_formula(text)
    if _MARKS.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


class _Bar:
    """Shows how many lines were screened, after a second."""

    def __init__(self, title: str) -> None:
        self._title, self._started = title, time.monotonic()
        self._shown: tuple[Progress, TaskID] | None = None

    def at(self, count: int) -> None:
        if self._shown is None and time.monotonic() - self._started > 1:
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.completed:,.0f}"),
                TimeElapsedColumn(),
            )
            bar = Progress(*columns, console=Console(file=sys.stderr), transient=True)
            bar.start()
            self._shown = bar, bar.add_task(self._title, total=None)
        if self._shown is not None:
            self._shown[0].update(self._shown[1], completed=count)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown is not None:
            self._shown[0].stop()
