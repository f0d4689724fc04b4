"""`tripoint report`: the trilateral report, each language as PDF and HTML."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tripoint.findings.catalogue import QUESTIONS
from tripoint.findings.question import Filters
from tripoint.present.trilateral import trilateral_report
from tripoint.present.words import words
from tripoint.report.html import write_html
from tripoint.report.pdf import write_pdf
from tripoint.settings import read_settings
from tripoint.store.ledger import open_reader


def report(languages: list[str], out: Path, *, as_of: date | None) -> None:
    """Asks every question once and writes two files per language; an old report stays until all are whole."""
    reader = open_reader(read_settings().ledger, as_of=as_of)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    out.mkdir(parents=True, exist_ok=True)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar, TemporaryDirectory(dir=out) as made:
        asking = bar.add_task("asking", total=len(QUESTIONS))
        findings = {}
        for question in QUESTIONS:
            findings[question.name] = question.answer(reader, Filters())
            bar.advance(asking)
        writing = bar.add_task("writing", total=3 * len(languages))
        for language in languages:
            document = trilateral_report(findings, reader.known_on, words(language), is_edition=reader.is_edition)
            bar.advance(writing)
            for suffix, write in ((".pdf", write_pdf), (".html", write_html)):
                write(document, Path(made) / f"tripoint-report-{language}{suffix}")
                bar.advance(writing)
        written = [path.replace(out / path.name) for path in sorted(Path(made).iterdir())]
    print("The trilateral report is here:")
    for path in written:
        print(f"  {path}")
