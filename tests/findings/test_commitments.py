from pathlib import Path
from typing import Any

import pytest

from tests.builders import ledger_of, statement
from tests.findings.answers import ask, by, rows, sentences, table
from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import Finding
from tripoint.present.cells import cell_of
from tripoint.present.words import words
from tripoint.store.ledger import Reader

NAME = "commitments"
TABLES = ("joint_statement", "committee", "other_documents")


def commitment(identifier: str, stated: str, **changed: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "statement_id": identifier,
        "kind": "commitment",
        "topic": "report",
        "stated": stated,
        "value": None,
        "missing": "not_applicable",
        "unit": "none",
        "countries": "US MX CA",
        "body": "US, MX, CA",
        "name_en": "A meeting",
    }
    return statement(**(facts | changed))


@pytest.fixture
def small(tmp_path: Path) -> Reader:
    return ledger_of(
        tmp_path,
        commitment("C-TFC4-01", "2024-02-08", shown_by="cross_border_firearms nothing_yet"),
        commitment("C-TFC1-01", "2023-04-14", period_en="summer 2023", indicator_en="meeting held"),
        commitment("C-CALL-01", "2024-02-08"),
        commitment("C-NADD9-01", "2026-02-02", countries="US other"),
        commitment("C-CA21-01", "2021-02-23", countries="US CA"),
    )


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def shown(finding: Finding, name: str, column: str) -> list[str]:
    found = table(finding, name)
    chosen = next(c for c in found.columns if c.name == column)
    return [cell_of(chosen, row, words("en")).text for row in found.data.to_pylist()]


def test_the_joint_statement_comes_first_then_the_committee_then_the_rest_newest_first(small: Reader):
    finding = ask(small, NAME)
    assert [[r["statement_id"] for r in rows(finding, name)] for name in TABLES] == [
        ["C-TFC4-01"],
        ["C-CALL-01", "C-TFC1-01"],
        ["C-NADD9-01", "C-CA21-01"],
    ]


def test_a_finding_is_shown_by_its_title_and_one_that_is_not_there_by_its_name(small: Reader):
    title = CATALOGUE["cross_border_firearms"].title
    assert shown(ask(small, NAME), "joint_statement", "shown_by") == [f"{title}; nothing_yet"]
    assert shown(ask(small, NAME), "committee", "shown_by") == ["none", "none"]


def test_what_the_text_leaves_open_is_not_reported(small: Reader):
    finding = ask(small, NAME)
    assert shown(finding, "committee", "terms") == ["not reported", "summer 2023; meeting held"]
    assert shown(finding, "joint_statement", "period") == ["not reported"]
    assert shown(finding, "other_documents", "countries") == [
        "United States, other countries",
        "United States, Canada",
    ]


def test_a_country_is_bound_or_left_out(small: Reader):
    finding = ask(small, NAME, country="CA")
    assert [r["statement_id"] for name in TABLES for r in rows(finding, name)] == [
        "C-TFC4-01",
        "C-CALL-01",
        "C-TFC1-01",
        "C-CA21-01",
    ]


def test_every_commitment_held_is_shown(full: Finding):
    assert [len(rows(full, name)) for name in TABLES] == [14, 21, 92]
    assert full.record_count == 127
    assert by(full, "joint_statement", "statement_id")["C-TFC4-09"]["indicator_en"].startswith("report covering")


def test_the_sentences_count_and_claim_nothing_kept(full: Finding):
    (headline,) = sentences(full, headlines=True)
    assert headline.startswith(
        "Joint statement of February 8, 2024: 14 commitments, 0 with a deadline, 6 with something"
    )
    assert sentences(full)[1].startswith(
        "All documents shown here: 127 commitments, 40 with a deadline, 53 with something"
    )
    assert not any("fulfilled" in s for s in sentences(full))


def test_every_finding_named_by_a_commitment_is_in_the_catalogue(full: Finding):
    named = {n for name in TABLES for r in rows(full, name) for n in (r["shown_by"] or "").split()}
    assert named <= set(CATALOGUE)
