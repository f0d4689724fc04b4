"""A review of frameworks as rows of CSV: one for each thing, jurisdiction and clause; codes beside words."""

import csv
import io
from collections.abc import Iterator, Mapping

from tripoint.cli.formulas import no_formula
from tripoint.controls.clause import Clause
from tripoint.controls.frameworks import Review, Reviewed
from tripoint.controls.status import Status
from tripoint.present.law_words import outcome_words, remark_words
from tripoint.present.words import Words

COLUMNS = (
    "topic", "item", "jurisdiction", "outcome", "in_words", "list", "clause", "role", "name", "valid_from",
    "valid_from_basis", "valid_to", "status", "duties", "covers", "confidence", "text_of", "reasons", "nearest_list", "nearest_clause",
    "nearest_similarity", "on", "as_of", "audit_line",
)  # fmt: skip


def csv_of(made: Review, say: Words) -> str:
    """The whole table, sorted as the topic is; no cell begins as a formula of a spreadsheet does."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    shared = {
        "topic": made.topic.topic_id, "on": made.on or "", "as_of": made.book.as_of or "", "audit_line": made.audit_line,
    }  # fmt: skip
    for row in (*_of_items(made, say), *(_of_clause(clause, say) for clause in made.clauses)):
        writer.writerow({name: no_formula(str(value)) for name, value in {**shared, **row}.items()})
    return text.getvalue()


def _of_items(made: Review, say: Words) -> Iterator[Mapping[str, object]]:
    for item in made.rows:
        for status in item.statuses:
            shared = _of_status(item, status, say)
            clauses = [entry.clause for entry in status.decides]
            yield from ({**_of_clause(clause, say), **shared} for clause in clauses)
            if not clauses:
                yield shared


def _of_status(item: Reviewed, status: Status, say: Words) -> dict[str, object]:
    near = item.nearest.get(status.jurisdiction)
    found: dict[str, object] = {
        "item": item.names[say.language], "jurisdiction": status.jurisdiction, "outcome": status.outcome,
        "in_words": outcome_words(status.outcome, say),
        "reasons": " | ".join(remark_words(r.code, r.values, say) for r in status.reasons),
    }  # fmt: skip
    if near is not None:
        found |= {
            "nearest_list": near.clause.list_id, "nearest_clause": near.clause.clause,
            "nearest_similarity": f"{near.similarity:.2f}",
        }  # fmt: skip
    return found


def _of_clause(clause: Clause, say: Words) -> dict[str, object]:
    return {
        "jurisdiction": clause.jurisdiction, "list": clause.list_id, "clause": clause.clause, "role": clause.role,
        "name": clause.name(say.language), "valid_from": clause.valid_from or "",
        "valid_from_basis": clause.valid_from_basis, "valid_to": clause.valid_to or "", "status": clause.status,
        "duties": " ".join(clause.duties), "covers": " ".join(sorted(clause.covers)), "confidence": clause.confidence,
        "text_of": clause.text.text_to,
    }  # fmt: skip
