"""`tripoint ingest`: publishers' files into the ledger, with progress and one line per file."""

from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tripoint.errors import BadInput, Problem, TripointError
from tripoint.ingest.fetched import accessed_of
from tripoint.ingest.layout import FileLayout
from tripoint.pipeline.ingest import Outcome, find_files, ingest_file
from tripoint.pipeline.seeding import seed
from tripoint.present.words import Words, words
from tripoint.settings import read_settings
from tripoint.sources.catalogue import Source, source
from tripoint.sources.catalogue import sources as all_sources
from tripoint.store.writer import writing

Work = list[tuple[Source, Path, FileLayout]]


def ingest(names: list[str], folder: Path, *, accessed: date | None, allow_fewer: bool, language: str) -> None:
    """Keeps every file that is right; raises BadInput with the problems of the others at the end."""
    say = words(language)
    if not folder.is_dir():
        raise TripointError(
            say("there is no such folder"), where=str(folder), cure=say("Give an existing folder with --from.")
        )
    problems: list[Problem] = []
    work = _find(names, folder, problems)
    if not names and not any(member.transcript is None for member, _, _ in work):
        raise TripointError(
            say("no file of any source was found"),
            where=str(folder),
            cure=say("`tripoint sources` lists the files that each source reads."),
        )
    ledger = read_settings().ledger
    console = Console(stderr=True)
    kept = 0
    with writing(ledger) as writer, _bar(console) as bar:
        seed(writer)
        task = bar.add_task(say("files"), total=len(work))
        records = bar.add_task(say("records"), total=None)
        for member, path, layout in work:
            bar.update(task, description=f"{member.name}: {path.name}")
            try:
                outcome = ingest_file(
                    writer,
                    member,
                    path,
                    layout,
                    accessed=accessed or accessed_of(path),
                    allow_fewer=allow_fewer,
                    watch=lambda _, rows: bar.update(records, advance=rows),
                )
            except BadInput as error:
                problems += error.problems
            else:
                kept += 1
                _say_outcome(outcome, console, say)
            bar.advance(task)
    if problems:
        print(say("Files kept: {kept} of {all}.").format(kept=kept, all=len(work)))
        raise BadInput(tuple(problems))
    print(say("Ledger: {folder}").format(folder=ledger))


def _find(names: list[str], folder: Path, problems: list[Problem]) -> Work:
    """The files to read. A source asked for by name must be there; without names, what is there is taken."""
    work: Work = []
    named = [source(name) for name in names]
    for member in named:
        if member.text("merged_by"):
            raise TripointError(
                f"'{member.name}' is not read from a publisher's files", cure=f"Use `{member.text('merged_by')}`."
            )
    for member in named or [m for m in all_sources().values() if not m.text("merged_by")]:
        try:
            work += [(member, path, layout) for path, layout in find_files(member, folder)]
        except BadInput as error:
            problems += error.problems if names else ()
    return work


def _say_outcome(outcome: Outcome, console: Console, say: Words) -> None:
    counted = ", ".join(f"{say.number(n)} {kind}" for kind, n in sorted(outcome.rows.items()))
    held = say("mended in the ledger") if outcome.is_mended else say("already in the ledger")
    became = counted if outcome.is_new else held
    console.print(f"{outcome.source}, {outcome.file}: {became}", highlight=False, markup=False, soft_wrap=True)
    if outcome.newer_known_since:
        message = say("current for {current} of {all} periods; a file known since {day} holds the others.")
        day = say.day(outcome.newer_known_since)
        text = message.format(current=outcome.current_periods, all=outcome.periods, day=day)
        console.print(f"  {text}", highlight=False, markup=False)
    for warning in outcome.warnings:
        console.print(f"  {warning}", highlight=False, markup=False)


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)
