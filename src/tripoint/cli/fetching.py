"""`tripoint fetch`: a source's files from its publisher, with progress and one line per file."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from tripoint.errors import NotFetched, Problem, TripointError
from tripoint.ingest.line import Line
from tripoint.ingest.wanted import Wanted
from tripoint.pipeline.fetch import Brought, fetch_file, wanted_files
from tripoint.present.words import Words, words
from tripoint.settings import read_settings
from tripoint.sources.catalogue import Source, source


def fetch(names: list[str], folder: Path | None, *, language: str) -> None:
    """Keeps every file that arrives as expected; raises NotFetched with the problems of the others at the end."""
    say = words(language)
    members = [source(name) for name in dict.fromkeys(names)]
    for member in members:
        if member.text("merged_by"):
            raise TripointError(f"'{member.name}' has no publisher", cure=f"Use `{member.text('merged_by')}`.")
    to = (folder or read_settings().ledger.parent / "publishers").expanduser()
    console = Console(stderr=True)
    line = Line()
    problems: list[Problem] = []
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        for member in members:
            problems += _fetch_source(line, member, to, bar, say)
    if problems:
        raise NotFetched(tuple(problems))
    print(say("To read them: {command}").format(command=f"tripoint ingest {' '.join(names)} --from {to}"))


def _fetch_source(line: Line, member: Source, to: Path, bar: Progress, say: Words) -> list[Problem]:
    """Fetches what can be fetched; gives the problems of the rest."""
    problems: list[Problem] = []
    task = bar.add_task(member.name, total=None)

    def watch(size: int, total: int | None) -> None:
        bar.update(task, completed=size, total=total)

    try:
        for wanted in wanted_files(line, member, to, watch=watch):
            if isinstance(wanted, NotFetched):
                problems += wanted.problems
                continue
            _begin(bar, task, wanted)
            try:
                brought = fetch_file(line, wanted, to, watch=watch)
            except NotFetched as error:
                problems += error.problems
            else:
                bar.console.print(_told(brought, say), highlight=False, markup=False, soft_wrap=True)
    except NotFetched as error:
        problems += error.problems
    bar.remove_task(task)
    return problems


def _begin(bar: Progress, task: TaskID, wanted: Wanted) -> None:
    bar.update(task, description=f"{wanted.source}: {wanted.file}", completed=0, total=None)


def _told(brought: Brought, say: Words) -> str:
    if not brought.is_new:
        became = say("unchanged")
    elif brought.earlier:
        became = say("{bytes} bytes; the file before it is now {place}").format(
            bytes=say.number(brought.size), place=brought.earlier
        )
    else:
        became = say("{bytes} bytes").format(bytes=say.number(brought.size))
    return f"{brought.source}, {brought.path.name}: {became}"
