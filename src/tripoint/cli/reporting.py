"""`tripoint report`: the trilateral report, each language as PDF and HTML; what it says is kept as an edition."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tripoint.cli.capturing import edition_of
from tripoint.cli.opening import reader_of_environment
from tripoint.errors import SettingsError
from tripoint.findings.catalogue import QUESTIONS
from tripoint.findings.question import Filters
from tripoint.present.imprint import Audience, Imprint
from tripoint.present.trilateral import trilateral_report
from tripoint.present.words import Words, words
from tripoint.report.clearances import clearances
from tripoint.report.editions import Editions
from tripoint.report.html import write_html
from tripoint.report.pdf import write_pdf
from tripoint.report.remark_files import read_remarks
from tripoint.settings import read_settings
from tripoint.sources.catalogue import sources


@dataclass(frozen=True)
class Choices:
    """What a person may choose about a report. remarks: the folder with the countries' files."""

    is_draft: bool = False
    remarks: Path | None = None
    audience: Audience = "public"


def report(
    languages: list[str], out: Path, *, as_of: date | None, choices: Choices = Choices(), language: str = "en"
) -> None:
    """Asks every question once and writes two files per language; an old report stays until all are whole.

    language: of what is said on the terminal.
    """
    say = words(language)
    settings = read_settings()
    remarks = read_remarks(choices.remarks, say, today=date.today()) if choices.remarks else ()
    editions = _writable(Editions(settings.reports, say))
    own_copies = [source.name for source in sources().values() if source.is_own_copy]
    reader = reader_of_environment(as_of=as_of, audience=choices.audience, without=own_copies)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    out.mkdir(parents=True, exist_ok=True)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar, TemporaryDirectory(dir=out) as made:
        asked = [question for question in QUESTIONS if not question.is_own_copy]
        asking = bar.add_task("asking", total=len(asked))
        findings = {}
        for question in asked:
            findings[question.name] = question.answer(reader, Filters())
            bar.advance(asking)
        edition = edition_of(reader, findings.values(), remarks)
        imprint = Imprint(
            known_on=reader.known_on,
            is_edition=reader.is_edition,
            edition=edition.id,
            audience=choices.audience,
            is_draft=choices.is_draft,
            clearances=clearances(settings.reports / edition.id, say),
            remarks=remarks,
        )
        writing = bar.add_task("writing", total=3 * len(languages))
        for each in languages:
            document = trilateral_report(findings, imprint, words(each))
            bar.advance(writing)
            for suffix, write in ((".pdf", write_pdf), (".html", write_html)):
                write(document, Path(made) / f"tripoint-report-{each}{suffix}")
                bar.advance(writing)
        kept = editions.keep(edition)
        written = [path.replace(out / path.name) for path in sorted(Path(made).iterdir())]
    _say_written(written, kept, say)


def _writable(editions: Editions) -> Editions:
    """The folder of the editions, made; before the work, since a report that is not kept cannot be cleared."""
    try:
        editions.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            editions.say("the editions of the report cannot be kept here ({reason})").format(reason=error.strerror),
            where=str(editions.folder),
            cure=editions.say("Name another folder in TRIPOINT_REPORTS."),
        ) from None
    return editions


def _say_written(written: list[Path], kept: Path, say: Words) -> None:
    print(say("The trilateral report is here:"))
    for path in written:
        print(f"  {path}")
    print(say("Edition of this report: {edition}").format(edition=kept.name))
    print("  " + say("kept in {folder}").format(folder=kept))
