"""Cases of law that a lawyer can read and extend: tests/cases/law.csv, one line a case.

query_kind: name, cas, inchikey, number (DEA), hs, equipment or smiles. list, clause: a clause that must be met.
reason: a code of present/law_words.py that must be among the reasons or warnings. Canada, the United States and Mexico
answer from the shipped edition; the UN's lists are a user's own copies, so that these cases need the raw files.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tripoint.controls.answer import Answer, assess
from tripoint.controls.lawbook import LawBook, open_lawbook
from tripoint.controls.query import read_query
from tripoint.controls.structures import Structures
from tripoint.pipeline.ingest import find_files, ingest_file
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader, edition_path
from tripoint.store.writer import writing

TODAY = date(2026, 7, 1)
"""The day from which ages count and starts and ends are looked at, so that cases stay what they are."""
OWN_COPIES = ("un_1971_secondary", "un_1988_secondary")
OUTCOMES = {"controlled", "controlled_by_class", "excluded", "needs_expert", "not_listed", "not_assessed"}
with (Path(__file__).parent / "law.csv").open(encoding="utf-8", newline="") as _file:
    CASES = list(csv.DictReader(_file))


@cache
def edition() -> LawBook:
    return open_lawbook(Reader(edition_path()), today=TODAY)


@pytest.fixture(scope="module")
def own_copies(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> LawBook:
    folder = tmp_path_factory.mktemp("law") / "ledger"
    with writing(folder) as writer:
        for name in OWN_COPIES:
            for path, layout in find_files(source(name), raw):
                ingest_file(writer, source(name), path, layout, accessed=date(2026, 6, 1))
    return open_lawbook(Reader(folder), today=TODAY)


def check(case: dict[str, str], book: LawBook) -> None:
    answer = answered(case, book)
    status = answer.status(case["jurisdiction"])
    assert status.outcome == case["outcome"], [
        (e.clause.list_id, e.clause.clause, e.standing, e.why) for e in status.entries
    ]
    met = {(e.clause.list_id, e.clause.clause) for e in status.decides}
    if case["list"]:
        assert case["list"] in {list_id for list_id, _ in met}
    if case["clause"]:
        assert (case["list"], case["clause"]) in met
    if case["reason"]:
        assert case["reason"] in {r.code for r in (*status.reasons, *status.warnings)}


def answered(case: dict[str, str], book: LawBook) -> Answer:
    on = date.fromisoformat(case["on"]) if case["on"] else None
    if case["query_kind"] == "smiles":
        return structures(book, on).answer(case["query"])
    query = read_query(case["query"])
    assert query.kind == case["query_kind"]
    return assess(book, query, on=on)


@cache
def structures(book: LawBook, on: date | None) -> Structures:
    return Structures(book, on)


def name_of(case: dict[str, str]) -> str:
    return f"{case['query'][:40]}-{case['jurisdiction']}{'-' if case['on'] else ''}{case['on']}"


@pytest.mark.parametrize("case", [c for c in CASES if c["jurisdiction"] != "UN"], ids=name_of)
def test_a_case_of_the_shipped_texts(case: dict[str, str]) -> None:
    check(case, edition())


@pytest.mark.raw
@pytest.mark.parametrize("case", [c for c in CASES if c["jurisdiction"] == "UN"], ids=name_of)
def test_a_case_of_own_copies(case: dict[str, str], own_copies: LawBook) -> None:
    check(case, own_copies)


def test_every_case_says_what_is_expected_and_where_that_was_read() -> None:
    for case in CASES:
        assert case["query"], case
        assert case["outcome"] in OUTCOMES, case
        assert case["language"] in ("en", "es", "fr"), case
        assert case["source_of_expectation"], case
        assert case["outcome"] in ("not_listed", "not_assessed", "needs_expert") or case["list"], case
