"""`tripoint ledger`: what its verbs do, and what they say."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tripoint.cli.wording import worded
from tripoint.errors import Problem, TripointError
from tripoint.pipeline import rebuild as rebuilding
from tripoint.pipeline import repair as repairing
from tripoint.present.words import Words, words
from tripoint.settings import read_settings
from tripoint.store import compact as compacting
from tripoint.store import vacuum as vacuuming
from tripoint.store import verify as verifying
from tripoint.store.folder import is_ledger
from tripoint.store.writer import writing

Watch = verifying.Watch


def verify(*, as_json: bool, language: str) -> int:
    """Prints every problem; 1 if something is wrong."""
    ledger, say = read_settings().ledger, words(language)
    with _progress() as watch:
        verdict = verifying.verify(ledger, watch=watch)
    if as_json:
        told = {
            "ledger": str(ledger),
            "is_whole": verdict.is_whole,
            "files": verdict.files,
            "records": verdict.records,
            "copies": verdict.copies,
            "problems": [_plain(problem, say) for problem in verdict.problems],
        }
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return int(not verdict.is_whole)
    _say(verdict.problems, say)
    text = say("Checked: files: {files}, records: {records}, kept copies: {copies}.")
    numbers = (say.number(verdict.files), say.number(verdict.records), say.number(verdict.copies))
    print(text.format(files=numbers[0], records=numbers[1], copies=numbers[2]))
    print(say("The ledger is whole.") if verdict.is_whole else say("The ledger is not whole."))
    return int(not verdict.is_whole)


def repair(*, language: str) -> int:
    """1 if something could not be mended, or is still wrong."""
    ledger, say = _held(language), words(language)
    with _progress() as watch, writing(ledger) as writer:
        repaired = repairing.repair(writer, watch=watch)
        left = verifying.verify(ledger, is_locked=True, watch=watch)
    for line in repaired.mended:
        print(say("Written anew: {source}, {file}").format(source=line.source, file=line.file))
    _say((*repaired.problems, *(p for p in left.problems if not p.is_warning)), say)
    print(say("The ledger is whole.") if left.is_whole else say("The ledger is not whole."))
    return int(bool(repaired.problems) or not left.is_whole)


def compact(*, language: str) -> None:
    ledger, say = _held(language), words(language)
    with _progress() as watch, writing(ledger) as writer:
        done = compacting.compact(writer, watch=watch)
    if not done.before:
        print(say("The ledger's files are few and sorted already."))
        return
    text = say("Files before: {before}; now: {after}. The old ones stay until `tripoint ledger vacuum`.")
    print(text.format(before=done.before, after=done.after))


def vacuum(older_than: timedelta, *, language: str) -> None:
    ledger, say = _held(language), words(language)
    with writing(ledger) as writer:
        done = vacuuming.vacuum(writer, older_than=older_than)
    print(say("Files deleted: {files} (bytes: {bytes}).").format(files=done.files, bytes=say.number(done.bytes)))


def rebuild(target: Path, *, language: str) -> int:
    """1 if the new ledger is not equal to the old one."""
    ledger, say = _held(language), words(language)
    with _progress() as watch:
        done = rebuilding.rebuild(ledger, target, watch=watch)
    _say(done.problems, say)
    text = say("Made again: files: {files}, records: {records}. Ledger: {folder}")
    print(text.format(files=done.snapshots, records=say.number(done.records), folder=target))
    if done.problems:
        print(say("The two ledgers are not equal."))
    else:
        print(say("Compared as sorted rows, every record and every line of the manifest is equal in both."))
    return int(bool(done.problems))


def time_of(text: str) -> timedelta:
    """Raises TripointError for what is no number of days or hours."""
    found = re.fullmatch(r"(\d{1,5})([dh])", text)
    if found is None:
        raise TripointError(f"'{text}' is not a time", where="--older-than", cure="Write it as 7d or 12h.")
    return timedelta(days=int(found[1])) if found[2] == "d" else timedelta(hours=int(found[1]))


def _held(language: str) -> Path:
    """The ledger's folder. Raises TripointError if there is none yet, rather than make an empty one."""
    ledger, say = read_settings().ledger, words(language)
    if not is_ledger(ledger):
        raise TripointError(
            say("there is no ledger here"), where=str(ledger), cure=say("Fill it with `tripoint ingest`.")
        )
    return ledger


def _say(problems: Sequence[Problem], say: Words) -> None:
    for problem in problems:
        told = _plain(problem, say)
        kind = say("note") if problem.is_warning else say("error")
        print(f"{told['where']}: [{kind}] {told['message']}\n  {told['cure']}")


def _plain(problem: Problem, say: Words) -> dict[str, object]:
    message, cure = worded(problem, say)
    return {
        "code": problem.code,
        "is_warning": problem.is_warning,
        "where": ", ".join(part for part in (problem.source, problem.file) if part),
        "message": message,
        "cure": cure,
        "source": problem.source,
        "file": problem.file,
        "table": problem.column,
        "rows": problem.rows,
        "value": problem.value,
        "detail": problem.detail,
    }


@contextmanager
def _progress() -> Iterator[Watch]:
    """A bar on standard error for what takes longer than a second."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
