"""How far each law text is held: its lists, entries and days, and the sets that could not be had."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import pyarrow as pa

from tripoint.controls.absence import OLD_DAYS
from tripoint.controls.clause import Text
from tripoint.findings.law_clauses import (
    CONFIDENCE,
    Row,
    book_of,
    clauses_of,
    jurisdictions,
    law_finding,
)
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.registry.law import law_lists
from tripoint.store.ledger import Reader

KINDS = ("substance", "precursor", "class", "preparation", "equipment")
OLD = N_("over 90 days: verify")
NOT_OLD = N_("within 90 days")
STATES = {
    "none": N_("no text held"),
    "secondary": N_("only a secondary copy, or a part, is held: absence from it says nothing"),
    "background": N_("only general knowledge is held, which decides nothing"),
}


def answer(reader: Reader, filters: Filters) -> Finding:
    asked = jurisdictions(filters)
    texts = sorted(
        (t for t in book_of(reader).texts if t.jurisdiction in asked),
        key=lambda t: (asked.index(t.jurisdiction), list(law_lists()).index(t.list_id), t.source, t.confidence),
    )
    used = [row for row in clauses_of(reader) if row["jurisdiction"] in asked]
    rows = [_row(text, used, reader.known_on) for text in texts]
    missing = _not_had(texts, asked)
    tables = (_by_instrument(rows), _by_list(rows), _missing(missing))
    return law_finding(QUESTION.name, reader, used, tables=tables, facts=_facts(rows, missing, reader.known_on, asked))


def _row(text: Text, clauses: Sequence[Row], known_on: date) -> Row:
    """One list of one text. Clauses that stand in two languages count once."""
    own = {
        (c["clause"], c["role"]): c
        for c in clauses
        if (c["list_id"], c["source"], c["confidence"]) == (text.list_id, text.source, text.confidence)
    }
    kinds = Counter(c["kind"] for c in own.values() if c["role"] == "entry")
    roles = Counter(c["role"] for c in own.values())
    age = (known_on - text.text_to).days
    return {
        "jurisdiction": text.jurisdiction, "instrument": text.law_list.instrument.instrument_id, "list": text.list_id,
        "source": text.source, "languages": " ".join(text.languages), "entries": roles["entry"],
        **{kind: kinds[kind] for kind in KINDS}, "exclusions": roles["exclusion"], "provisions": roles["provision"],
        "dated": sum(c["valid_from_basis"] == "stated" for c in own.values()),
        "text_start": text.text_from, "text_end": text.text_to, "age_days": age, "age": OLD if age > OLD_DAYS else NOT_OLD,
        "confidence": CONFIDENCE[text.confidence],
    }  # fmt: skip


def _not_had(texts: Sequence[Text], asked: Sequence[str]) -> list[Row]:
    """Lists of which no text is held, or none whose absence of an entry says anything, by instrument and what is held."""
    found: dict[tuple[str, str], Row] = {}
    for list_id, law_list in law_lists().items():
        held = [text for text in texts if text.list_id == list_id]
        if law_list.jurisdiction not in asked or any(text.is_whole for text in held):
            continue
        confidences = {text.confidence for text in held}
        state = "secondary" if "secondary" in confidences else "background" if held else "none"
        instrument = law_list.instrument
        row = found.setdefault(
            (instrument.instrument_id, state),
            {
                "jurisdiction": law_list.jurisdiction, "instrument": instrument.instrument_id, "lists": 0, "list_ids": "",
                "state": STATES[state], "url": instrument.url,
            },
        )  # fmt: skip
        row |= {"lists": row["lists"] + 1, "list_ids": f"{row['list_ids']} {list_id}".strip()}
    return list(found.values())


def _by_instrument(rows: Sequence[Row]) -> Table:
    """One row an instrument and source: its newest and oldest text, and all entries."""
    merged: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = (row["instrument"], row["source"], row["confidence"])
        one = merged.setdefault(key, {**row, "lists": 0, "entries": 0, "exclusions": 0, "provisions": 0})
        one["lists"] += 1
        for name in ("entries", "exclusions", "provisions"):
            one[name] += row[name]
        one["text_start"] = max(one["text_start"], row["text_start"])
        one["text_end"] = min(one["text_end"], row["text_end"])
        one["age_days"] = max(one["age_days"], row["age_days"])
        one["age"] = OLD if one["age_days"] > OLD_DAYS else NOT_OLD
    return Table(
        "texts", N_("Texts held, by instrument"), None,
        (
            Column("jurisdiction", N_("Law of"), "jurisdiction", width=2.4),
            Column("instrument", N_("Text"), "instrument", width=5),
            Column("lists", N_("Lists"), "number", width=1.2), Column("entries", N_("Entries"), "number", width=1.5),
            Column("exclusions", N_("Exclusions"), "number", width=1.8),
            Column("text_end", N_("Text of"), "date", width=2.4),
            Column("age_days", N_("Days old"), "number", width=1.7), Column("age", N_("Age"), "message", width=2.8),
            Column("confidence", N_("Read how"), "message", width=3),
        ),
        pa.Table.from_pylist(list(merged.values()), _TEXTS),
        note=N_("Where the lists of a text have days of their own, the oldest is shown; the table by list has each."),
    )  # fmt: skip


def _by_list(rows: Sequence[Row]) -> Table:
    """Lists that name something; provisions are counted by instrument alone."""
    naming = [row for row in rows if row["entries"] or row["exclusions"]]
    return Table(
        "lists", N_("Lists held, and how many entries of which kind"), None,
        (
            Column("list", N_("List"), "law_list", width=7.5), Column("substance", N_("Substances"), "number", width=1.9),
            Column("precursor", N_("Precursors"), "number", width=1.9), Column("class", N_("Classes"), "number", width=1.5),
            Column("preparation", N_("Preparations"), "number", width=2.2), Column("equipment", N_("Equipment"), "number", width=1.9),
            Column("exclusions", N_("Exclusions"), "number", width=1.9), Column("dated", N_("Dated"), "number", width=1.4),
            Column("text_end", N_("Text of"), "date", width=3),
        ),
        pa.Table.from_pylist(naming, _LISTS),
        note=N_("Dated: the text states the first day of the entry or of its wording."),
    )  # fmt: skip


def _missing(rows: Sequence[Row]) -> Table:
    return Table(
        "not_had", N_("Lists whose text could not be had"), None,
        (
            Column("jurisdiction", N_("Law of"), "jurisdiction", width=2), Column("instrument", N_("Text"), "instrument", width=5),
            Column("lists", N_("Lists"), "number", width=1.2), Column("state", N_("What is held in its place"), "message", width=5), Column("url", N_("Publisher"), "link", width=2.5),
        ),
        pa.Table.from_pylist(list(rows), _NOT_HAD),
        note=N_("A text of your own is read with tripoint ingest, and answers from then on."),
    )  # fmt: skip


def _facts(rows: Sequence[Row], missing: Sequence[Row], known_on: date, asked: Sequence[str]) -> Iterator[Fact]:
    if not rows:
        return
    yield Fact(
        N_(
            "Law texts held: {lists} lists with {entries} entries, of {instruments} laws, regulations and conventions; of "
            "{missing} further lists the text could not be had, or only a copy or part of it."
        ),
        {
            "lists": ("number", len({r["list"] for r in rows} - {one for r in missing for one in r["list_ids"].split()})),
            "entries": ("number", sum(row["entries"] for row in rows)),
            "instruments": ("number", len({row["instrument"] for row in rows})), "missing": ("number", sum(row["lists"] for row in missing)),
        },
        is_headline=True,
    )  # fmt: skip
    for jurisdiction in asked:
        days = [row["text_end"] for row in rows if row["jurisdiction"] == jurisdiction]
        if not days:
            yield Fact(
                N_("{jurisdiction}: no text is held, so nothing can be said."),
                {"jurisdiction": ("jurisdiction", jurisdiction)},
            )
            continue
        old = sum((known_on - day).days > OLD_DAYS for day in days)
        yield Fact(
            N_(
                "{jurisdiction}: the texts held are of {first} to {last}; {old} of {lists} lists are more than 90 days older "
                "than {known}."
            ),
            {
                "jurisdiction": ("jurisdiction", jurisdiction), "first": ("date", min(days)), "last": ("date", max(days)),
                "old": ("number", old), "lists": ("number", len(days)), "known": ("date", known_on),
            },
        )  # fmt: skip


_TEXTS = pa.schema(
    [
        ("jurisdiction", pa.string()), ("instrument", pa.string()), ("source", pa.string()), ("lists", pa.int64()),
        ("entries", pa.int64()), ("exclusions", pa.int64()), ("provisions", pa.int64()), ("text_start", pa.date32()),
        ("text_end", pa.date32()), ("age_days", pa.int64()), ("age", pa.string()), ("confidence", pa.string()),
    ]
)  # fmt: skip
_LISTS = pa.schema(
    [
        ("jurisdiction", pa.string()), ("instrument", pa.string()), ("list", pa.string()), ("source", pa.string()),
        ("languages", pa.string()), ("entries", pa.int64()), *((kind, pa.int64()) for kind in KINDS),
        ("exclusions", pa.int64()), ("provisions", pa.int64()), ("dated", pa.int64()), ("text_start", pa.date32()),
        ("text_end", pa.date32()), ("age_days", pa.int64()), ("age", pa.string()), ("confidence", pa.string()),
    ]
)  # fmt: skip
_NOT_HAD = pa.schema(
    [
        ("jurisdiction", pa.string()), ("instrument", pa.string()), ("lists", pa.int64()), ("list_ids", pa.string()),
        ("state", pa.string()), ("url", pa.string()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="law_texts_held",
    title=N_("Law texts held, and how far each reaches"),
    asks=N_("Which laws, lists and conventions are held as data, of which day is each, and which could not be had?"),
    how_to_read=N_(
        "One entry is one clause of a list that names something; the same clause in two languages counts once. A text answers "
        "for the days from its first to its last day and for no others. An entry without a stated first day is listed on the "
        "day of the text, since when is unknown. A text read in a secondary copy is marked as not verified against the primary "
        "text."
    ),
    does_not_say=N_(
        "What the law is today: a text of an earlier day may have been amended since. Counts of entries say nothing of how "
        "strict a law is: one class clause can cover more than a hundred names."
    ),
    answer=answer,
    filters=("country",),
)
