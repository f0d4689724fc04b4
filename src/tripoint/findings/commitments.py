"""What the three governments committed to, and what the data held can and cannot show of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import pyarrow as pa

from tripoint.findings.answer import finished
from tripoint.findings.question import N_, Column, ColumnKind, Fact, Filters, Finding, Question, Table
from tripoint.findings.stated import LANGUAGES, Stated, caveats_of, statements, used
from tripoint.findings.stated_rows import ROW, data
from tripoint.store.ledger import Reader

AREAS: Mapping[str, str] = {
    "border": N_("border"),
    "coalition": N_("coalition"),
    "finance": N_("finance"),
    "firearms": N_("firearms"),
    "information_sharing": N_("information sharing"),
    "legal_review": N_("legal review"),
    "precursors": N_("precursors"),
    "private_sector": N_("private sector"),
    "protocol": N_("common protocol"),
    "recovery": N_("treatment and recovery"),
    "report": N_("report and meetings"),
    "trace": N_("tracing of firearms"),
    "trends": N_("drug trends"),
}
_JOINT = "C-TFC4-"
_COMMITTEE = ("C-TFC", "C-CALL-")
_COLUMNS = (
    replace(ROW, width=3),
    Column("area", N_("Area"), "message", width=2.2),
    Column("countries", N_("Countries bound"), "countries", width=2.2),
    Column("words", N_("Commitment"), "words", width=4.5),
    Column("period", N_("Deadline"), "words", missing="period_missing", width=1.9),
    Column("indicator", N_("What would show it"), "words", missing="indicator_missing", width=2.4),
    Column("note", N_("What the data held can and cannot show"), "words", width=4),
    Column("shown_by", N_("Findings that bear on it"), "findings", width=3.4),
)
_BY_DOCUMENT = (
    Column("name", N_("Document, date"), "document", width=4.4),
    *_COLUMNS[:4],
    Column("terms", N_("Deadline, and what would show it"), "words", missing="terms_missing", width=2.4),
    *_COLUMNS[6:],
)


def answer(reader: Reader, filters: Filters) -> Finding:
    rows = statements(reader, filters, "commitment")
    joint = [r for r in rows if _id(r).startswith(_JOINT)]
    committee = [r for r in rows if _id(r).startswith(_COMMITTEE) and r not in joint]
    others = [r for r in rows if not _id(r).startswith(_COMMITTEE)]
    tables = [
        Table(
            "joint_statement",
            N_("Commitments of the joint statement of February 8, 2024"),
            None,
            _COLUMNS,
            _data(joint),
            note=N_("Trilateral Fentanyl Committee, fourth meeting. Commitments are in our own neutral words."),
        ),
        Table(
            "committee",
            N_("Commitments of the committee's other meetings and of its press call, newest first"),
            None,
            _BY_DOCUMENT,
            _data(committee),
        ),
        Table(
            "other_documents",
            N_("Commitments of other documents, newest first"),
            None,
            _BY_DOCUMENT,
            _data(others),
            in_report=30,
        ),
    ]
    return finished(
        QUESTION.name,
        reader,
        [used(reader, rows)],
        tables=tables,
        facts=_facts(rows, joint if not filters.given() else ()),
        caveats=caveats_of(rows),
        has_period=False,
    )


def _id(row: Stated) -> str:
    return row.said.statement_id


def _data(rows: Iterable[Stated]) -> pa.Table:
    more: dict[str, Callable[[Stated], object]] = {
        "area": lambda r: AREAS[r.said.topic],
        "shown_by": lambda r: r.said.shown_by,
        "indicator_missing": lambda r: None if r.said.indicator_en else "not_reported",
        "terms_missing": lambda r: None if _terms(r, language="en") else "not_reported",
    }
    for code in LANGUAGES:
        more[f"indicator_{code}"] = partial(_words, name=f"indicator_{code}")
        more[f"terms_{code}"] = partial(_terms, language=code)
    return data(rows, **more)


def _words(row: Stated, *, name: str) -> object:
    return getattr(row.said, name)


def _terms(row: Stated, *, language: str) -> str | None:
    """The deadline, then what would show the commitment kept; None if the text gives neither."""
    given = [getattr(row.said, f"{name}_{language}") for name in ("period", "indicator")]
    return "; ".join(text for text in given if text) or None


def _counts(rows: Sequence[Stated]) -> dict[str, tuple[ColumnKind, object]]:
    said = [r.said for r in rows]
    return {
        "all": ("number", len(said)),
        "deadline": ("number", sum(s.period_en is not None for s in said)),
        "indicator": ("number", sum(s.indicator_en is not None for s in said)),
        "shown": ("number", sum(s.shown_by is not None for s in said)),
    }


def _facts(rows: Sequence[Stated], joint: Sequence[Stated]) -> list[Fact]:
    """joint: all commitments of the joint statement, or none where only some were asked for."""
    if not rows:
        return []
    message = N_(
        "Joint statement of February 8, 2024: {all} commitments, {deadline} with a deadline, {indicator} "
        "with something that would show them kept, {shown} on which a finding of this report bears."
    )
    facts = [Fact(message, _counts(joint), is_headline=True)] if joint else []
    message = N_(
        "All documents shown here: {all} commitments, {deadline} with a deadline, {indicator} with something that "
        "would show them kept, {shown} on which a finding of this report bears."
    )
    facts.append(Fact(message, _counts(rows)))
    facts.append(
        Fact(
            N_(
                "Bearing on a commitment is not showing it kept: open figures on its subject are not figures "
                "of its fulfilment."
            )
        )
    )
    return facts


QUESTION = Question(
    name="commitments",
    title=N_("Commitments, and what the data can show"),
    asks=N_("What have the three governments committed to, and which of it can open data show?"),
    how_to_read=N_(
        "The joint statement of February 8, 2024 comes first, then the committee's other meetings, then "
        "other documents, newest first. Each commitment is in our own neutral words, with the countries "
        "bound by it. A deadline or something that would show it kept is given only where the text has one; "
        "else it is printed as not reported."
    ),
    does_not_say=N_(
        "Whether a commitment was kept. A finding that bears on a commitment shows open figures on its "
        "subject, not its fulfilment. Intentions and plans are included. The trilateral report on "
        "cross-border firearms seizures announced on February 8, 2024 was not found among public texts."
    ),
    answer=answer,
    filters=("country", "since", "until"),
)
