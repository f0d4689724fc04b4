"""Official statements: figures, methods and commitments, one statement a row, each with its citation and grade."""

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.harmonise.statements import (
    COUNTRIES,
    QUALIFIERS,
    Document,
    Row,
    Transcript,
    are_current,
    first_day,
    in_languages,
    last_day,
    no_quantity,
    one_of,
    quantity,
    read_words,
    rows_of,
    words_for,
)
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout

LICENCE = "US government work, public domain; other documents: single facts, cited"
FOLDER = "sources/int_official_statements"
GOVERNMENTS = {"US": "the United States", "MX": "Mexico", "CA": "Canada", "other": "other countries"}
KINDS = {"statement": "remark"}
TEXTS = {
    "figure_notes.csv": ("period_as_stated", "as_said", "note"),
    "method_words.csv": ("method_or_organisation", "statement"),
    "commitment_words.csv": ("commitment", "deadline", "indicator"),
}
"""The columns whose texts the words of a file put into three languages, by id."""
TOPICS = {"firearms;drugs": "firearms"}


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.columns, problems=problems
    )
    transcript = Transcript(context, problems)
    add: Callable[[int, Row, Transcript], None] = {
        "figures": _figure, "methods": _method, "commitments": _commitment
    }[layout.name]  # fmt: skip
    for number, row in rows_of(table):
        add(number, row, transcript)
    yield from transcript.batches()


def _figure(number: int, row: Row, transcript: Transcript) -> None:
    problems = transcript.problems
    words = words_for(
        FIGURE_WORDS, (row["measure"], row["unit"]), column="measure | unit", file=f"{FOLDER}/figure_words.csv",
        problems=problems,
    )  # fmt: skip
    notes = words_for(NOTES, (row["id"],), column="id", file=f"{FOLDER}/figure_notes.csv", problems=problems)
    known = [one_of(row, "country", COUNTRIES, transcript), one_of(row, "qualifier", QUALIFIERS, transcript)]
    if words is None or notes is None or not all(known) or not _are_current(row, notes, "figure_notes.csv", transcript):
        return
    is_share = row["unit"] == "percent"
    denominator = notes["denominator_override"] or words["denominator"] or None
    transcript.add(
        number,
        row["id"],
        _document(row, row["agency"], "title", transcript),
        kind="quantity",
        topic=notes["topic_override"] or words["topic"],
        countries=row["country"].replace(";", " "),
        place=notes["place"] or None,
        body=row["agency"],
        grade=row["evidence_grade"],
        direction=None if row["direction"] == "none" else row["direction"],
        denominator=None if is_share else denominator,
        base=denominator if is_share else None,
        qualifier=row["qualifier"] or None,
        period_start=first_day(row["period_start"], "period_start", problems),
        period_end=last_day(row["period_end"], "period_end", problems),
        is_running_total=_yes(notes["is_running_total"], "is_running_total", problems),
        is_cross_border_firearm=_yes(notes["is_cross_border_firearm"], "is_cross_border_firearm", problems),
        contradicts=notes["contradicts"] or None,
        unit=row["unit"],
        **quantity(row["value"], row["unit"], note=row["note"], problems=problems),
        **in_languages("words", words),
        **in_languages("unit", words),
        **in_languages("period", notes, "period_words"),
        **in_languages("note", notes),
    )


def _method(number: int, row: Row, transcript: Transcript) -> None:
    words = words_for(
        METHOD_WORDS, (row["id"],), column="id", file=f"{FOLDER}/method_words.csv", problems=transcript.problems
    )
    if words is None or not _are_current(row, words, "method_words.csv", transcript):
        return
    transcript.add(
        number,
        row["id"],
        _document(row, words["body"], "document", transcript),
        kind=words["kind_override"] or KINDS.get(row["kind"], row["kind"]),
        topic=TOPICS.get(row["area"], row["area"]),
        countries=words["countries"].replace(";", " "),
        body=words["body"],
        grade=row["evidence_grade"],
        **no_quantity(),
        **in_languages("words", words, "statement"),
        **in_languages("name", words),
    )


def _commitment(number: int, row: Row, transcript: Transcript) -> None:
    words = words_for(
        COMMITMENT_WORDS, (row["id"],), column="id", file=f"{FOLDER}/commitment_words.csv",
        problems=transcript.problems,
    )  # fmt: skip
    if not one_of(row, "countries", COUNTRIES, transcript) or words is None:
        return
    if not _are_current(row, words, "commitment_words.csv", transcript):
        return
    transcript.add(
        number,
        row["id"],
        _document(row, _governments(row["countries"]), "document", transcript),
        kind="commitment",
        topic=row["area"].replace(" ", "_"),
        countries=row["countries"].replace(";", " "),
        body=", ".join(row["countries"].split(";")),
        grade=row["evidence_grade"],
        shown_by=words["shown_by"].replace(";", " ") or None,
        **no_quantity(),
        **in_languages("words", words, "commitment"),
        **in_languages("name", words, "document"),
        **in_languages("indicator", words),
        **in_languages("period", words, "deadline"),
        **in_languages("note", words, "can_show"),
    )


def _are_current(row: Row, words: Row, file: str, transcript: Transcript) -> bool:
    texts = tuple(row[name] for name in TEXTS[file])
    return are_current(words, texts, name=row["id"], file=f"{FOLDER}/{file}", problems=transcript.problems)


def _document(row: Row, producer: str, title: str, transcript: Transcript) -> Document:
    """The document cited; the address of a speech is cut to its sitting, since it ends in the speaker's name."""
    url = re.sub(r"(openparliament\.ca/.*/)[a-z-]+-\d+/.*$", r"\1", row["source_url"])
    return Document(producer=producer, title=row[title], licence=LICENCE, url=url or None, stated=row["date"] or None)


def _governments(countries: str) -> str:
    """ "US;MX" → "Governments of the United States and Mexico"."""
    names = [GOVERNMENTS[code] for code in countries.split(";")]
    listed = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return f"Government{'s' if len(names) > 1 else ''} of {listed}"


def _yes(text: str, column: str, problems: Problems) -> bool:
    if text not in ("yes", "no"):
        problems.add("unknown_value", column=column, value=text, rows=1, detail=f"{FOLDER}/figure_notes.csv")
    return text == "yes"


def _words(name: str, *key: str) -> dict[tuple[str, ...], Row]:
    path = files("tripoint.sources") / "int_official_statements" / name
    return dict(read_words(path.read_text("utf-8").splitlines(), *key))


FIGURE_WORDS = _words("figure_words.csv", "measure", "unit")
NOTES = _words("figure_notes.csv", "id")
METHOD_WORDS = _words("method_words.csv", "id")
COMMITMENT_WORDS = _words("commitment_words.csv", "id")
