"""`tripoint report`: the trilateral report, each language as PDF and HTML."""

from datetime import date
from pathlib import Path

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
    """Asks every question once, then writes two files per language; an old report stays until a new one is whole."""
    reader = open_reader(read_settings().ledger, as_of=as_of)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    written = []
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
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
                path = out / f"tripoint-report-{language}{suffix}"
                path.parent.mkdir(parents=True, exist_ok=True)
                write(document, path)
                written.append(path)
                bar.advance(writing)
    print("The trilateral report is here:")
    for path in written:
        print(f"  {path}")
