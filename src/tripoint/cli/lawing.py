"""`tripoint law`: what its verbs do."""

from datetime import date
from pathlib import Path

from tripoint.cli import asking
from tripoint.cli.law_opening import lawbook_of_environment
from tripoint.cli.law_pages import page_of, text_of
from tripoint.cli.law_rows import csv_of
from tripoint.cli.outputs import spared
from tripoint.cli.seat import act_for
from tripoint.controls import frameworks
from tripoint.errors import BadEntry, Problem
from tripoint.present.words import words
from tripoint.registry.review_topics import review_topics
from tripoint.report.html import write_html
from tripoint.report.whole_file import write_whole
from tripoint.settings import read_settings
from tripoint.store.desk.opening import open_desk


def ask(
    name: str, country: str | None, days: tuple[date | None, date | None], as_of: date | None, form: str, language: str
) -> None:
    """A finding on law texts; without --as-of as known today, so that ages of texts count to today."""
    narrowing = asking.Narrowing(country, None, None, *days)
    asking.ask(name, narrowing, as_of=as_of or date.today(), form=form, language=language, audience="public")


def list_topics(language: str) -> None:
    for topic in review_topics().values():
        print(f"{topic.topic_id}\n    {topic.titles[language]}. {topic.leads[language]}")


def review(
    topic: str, purpose: str | None, *, on: date | None, as_of: date | None, out: Path | None, language: str
) -> None:
    """Prints the page, or writes it as a file. Raises BadEntry, DeskError."""
    if out is not None and out.suffix.lower() not in (".html", ".csv"):
        raise BadEntry((Problem("review_suffix", "desk", "--out", value=out.name),))
    if out is not None:
        spared(out)
    say, act = words(language), act_for(asked_purpose(purpose))
    book = lawbook_of_environment(as_of=as_of)
    made = frameworks.review(book, topic, desk=open_desk(read_settings().desk), act=act, on=on)
    if out is None:
        print(text_of(page_of(made, act, say)))
        return
    if out.suffix.lower() == ".csv":
        write_whole(out, csv_of(made, say).encode("utf-8-sig"))
    else:
        write_html(page_of(made, act, say), out)
    print(say("The review is here: {file}").format(file=out))


def asked_purpose(purpose: str | None) -> str:
    """Raises BadEntry where it is missing."""
    if not purpose:
        raise BadEntry((Problem("review_purpose", "desk", "--purpose"),))
    return purpose
