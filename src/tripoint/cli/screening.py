"""`tripoint screen`: one answer for everyone; structures and files for a named operator with a purpose."""

import gc
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from tripoint.cli.law_answer import as_data, lines_of
from tripoint.cli.law_opening import lawbook_of_environment
from tripoint.cli.outputs import asked_file, spared
from tripoint.cli.wording import say_error
from tripoint.controls.answer import Answer, assess
from tripoint.controls.lawbook import LawBook
from tripoint.controls.lists import SUFFIXES
from tripoint.errors import BadEntry, BadInput, Problem
from tripoint.ingest.snapshot import hash_of
from tripoint.present.law_words import REMARKS
from tripoint.present.words import words

LONGEST_MOLFILE = 1 << 20


@dataclass(frozen=True)
class Asked:
    """What the command line asks for; exactly one of the first four."""

    query: str | None = None
    smiles: str | None = None
    mol: Path | None = None
    file: Path | None = None
    out: Path | None = None

    @property
    def is_of_the_desk(self) -> bool:
        return self.query is None


def screen(
    asked: Asked, *, on: date | None, as_of: date | None, purpose: str | None, as_json: bool, language: str
) -> int:
    """Prints the answer, or writes those of a file. Returns the exit code; of a file of which nothing was done, 2."""
    try:
        return _screen(asked, on=on, as_of=as_of, purpose=purpose, as_json=as_json, language=language)
    except (BadInput, OSError) as error:
        if asked.file is None:
            raise
        if isinstance(error, OSError):
            print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        else:
            say_error(error)
        return 2


def _screen(
    asked: Asked, *, on: date | None, as_of: date | None, purpose: str | None, as_json: bool, language: str
) -> int:
    _check(asked, purpose)
    book = lawbook_of_environment(as_of=as_of)
    if asked.query is not None:
        answer = assess(book, asked.query, on=on)
        _show(answer, as_json=as_json, language=language)
        return 0 if answer.is_assessed else 1
    return _at_desk(asked, book, on=on, purpose=purpose or "", as_json=as_json, language=language)


def _check(asked: Asked, purpose: str | None) -> None:
    given = [one for one in (asked.query, asked.smiles, asked.mol, asked.file) if one is not None]
    if len(given) != 1:
        raise BadEntry((Problem("screen_one", "desk", "tripoint screen"),))
    if (asked.file is None) != (asked.out is None):
        raise BadEntry((Problem("screen_out", "desk", "tripoint screen"),))
    if asked.file is not None and asked.file.suffix.lower() not in SUFFIXES:
        raise BadEntry((Problem("screen_kind", "desk", asked.file.name, detail=", ".join(SUFFIXES)),))
    if asked.is_of_the_desk and not purpose:
        raise BadEntry((Problem("screen_purpose", "desk", "--purpose"),))
    for path in (asked.file, asked.mol):
        if path is not None:
            asked_file(path)
    if asked.file is not None and asked.out is not None:
        spared(asked.out, asked.file)


def _show(answer: Answer, *, as_json: bool, language: str) -> None:
    say = words(language)
    if as_json:
        json.dump(as_data(answer, say), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print("\n".join(lines_of(answer, say)))


def _at_desk(asked: Asked, book: LawBook, *, on: date | None, purpose: str, as_json: bool, language: str) -> int:
    """Notes who asks what for, then answers: the audit line stands before the first answer is seen."""
    from tripoint.cli.screen_file import screen_file
    from tripoint.controls.structures import Structures

    say = words(language)
    structures = Structures(book, on)
    if asked.file is not None and asked.out is not None:
        gc.enable()
        _note(purpose, "screen.file", asked.file.name, {"sha256": hash_of(asked.file), "on": str(on)})
        tally = screen_file(asked.file, asked.out, structures.ask, say)
        print(say("Lines answered: {count}; file {file}").format(count=say.number(tally.lines), file=asked.out))
        for code, count in tally.problems.most_common():
            print(f"  {say.number(count)}: {say(REMARKS[code])}")
        return int(tally.unassessed > 0)
    kind: Literal["smiles", "molblock"] = "smiles" if asked.mol is None else "molblock"
    text = asked.smiles if asked.mol is None else _molfile(asked.mol)
    _note(purpose, "screen.structure", kind, {"structure": text, "on": str(on)})
    answer = structures.answer(text or "", kind)
    _show(answer, as_json=as_json, language=language)
    return 0 if answer.is_assessed else 1


def _molfile(path: Path) -> str:
    """No more of it than is enough to be found too long."""
    with path.open("rb") as file:
        return file.read(LONGEST_MOLFILE).decode("utf-8", "replace")


def _note(purpose: str, action: str, subject: str, detail: dict[str, object]) -> None:
    from tripoint.cli.seat import act_for
    from tripoint.controls.audit import note
    from tripoint.settings import read_settings
    from tripoint.store.desk.opening import open_desk

    act = act_for(purpose)
    note(open_desk(read_settings().desk), act, action=action, subject=subject, detail=detail)
