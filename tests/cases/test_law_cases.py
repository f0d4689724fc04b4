"""Cases of law that a lawyer can read and extend: tests/cases/law.csv, one line a case.

query_kind: name, cas, inchikey, number (DEA), hs, equipment or smiles. on: the day whose law is asked; empty asks the texts
as they stand. outcome: one of OUTCOMES; `not_listed or not_assessed` where it matters only that nothing is met.
list, clause: a clause that must be met. reason: a code of present/law_words.py that must be among the reasons or warnings.
source_of_expectation: the text, article or item, and day where the expectation was read, never the program.

Canada, the United States and Mexico answer from the shipped edition; the UN's lists are a user's own copies, so that
these cases need the raw files.
"""

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tripoint.controls.answer import Answer, assess
from tripoint.controls.lawbook import LawBook, open_lawbook
from tripoint.controls.query import KINDS, LONGEST, read_query
from tripoint.controls.structures import Structures
from tripoint.pipeline.ingest import find_files, ingest_file
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader, edition_path
from tripoint.store.writer import writing

TODAY = date(2026, 7, 1)
"""The day from which ages count and starts and ends are looked at, so that cases stay what they are."""
OWN_COPIES = ("un_1971_secondary", "un_1988_secondary")
OUTCOMES = {"controlled", "controlled_by_class", "excluded", "needs_expert", "not_listed", "not_assessed"}
EITHER = "not_listed or not_assessed"
with (Path(__file__).parent / "law.csv").open(encoding="utf-8", newline="") as _file:
    CASES = list(csv.DictReader(_file))


@cache
def edition(today: date = TODAY) -> LawBook:
    return open_lawbook(Reader(edition_path()), today=today)


@pytest.fixture(scope="module")
def own_copies(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> LawBook:
    folder = tmp_path_factory.mktemp("law") / "ledger"
    with writing(folder) as writer:
        for name in OWN_COPIES:
            for path, layout in find_files(source(name), raw):
                ingest_file(writer, source(name), path, layout, accessed=date(2026, 6, 1))
    return open_lawbook(Reader(folder), today=TODAY)


def check(case: dict[str, str], book: LawBook) -> None:
    status = answered(case, book).status(case["jurisdiction"])
    assert status.outcome in case["outcome"].split(" or "), [
        (e.clause.list_id, e.clause.clause, e.standing, e.why) for e in status.entries
    ]
    met = {(e.clause.list_id, e.clause.clause) for e in status.decides}
    if case["list"]:
        assert case["list"] in {list_id for list_id, _ in met}
    if case["clause"]:
        assert (case["list"], case["clause"]) in met
    if case["reason"]:
        assert case["reason"] in {r.code for r in (*status.reasons, *status.warnings)}
    assert all(entry.clause.text.law_list.is_current for entry in status.decides), "the lists of 1970 decide nothing"


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
        assert case["query_kind"] in {*KINDS, "smiles"}, case
        assert case["outcome"] in {*OUTCOMES, EITHER}, case
        assert case["language"] in ("en", "es", "fr"), case
        assert case["source_of_expectation"], case
        assert case["outcome"] not in ("controlled", "controlled_by_class", "excluded") or case["list"], case


def test_no_case_stands_twice() -> None:
    counts = Counter((c["query"], c["query_kind"], c["on"], c["jurisdiction"]) for c in CASES)
    assert [key for key, count in counts.items() if count > 1] == []


def test_the_cases_reach_every_outcome_language_jurisdiction_and_kind_of_query() -> None:
    assert len(CASES) >= 320
    assert {c["outcome"] for c in CASES} == {*OUTCOMES, EITHER}
    assert {c["language"] for c in CASES} == {"en", "es", "fr"}
    assert {c["jurisdiction"] for c in CASES} == {"CA", "MX", "UN", "US"}
    assert {c["query_kind"] for c in CASES} == {"name", "cas", "inchikey", "number", "hs", "equipment", "smiles"}


@pytest.mark.parametrize("query", ["fentanyl " * 1_112, "x" * 10_000, "f" * (LONGEST + 1)], ids=len)
def test_a_name_longer_than_any_in_a_law_is_not_assessed(query: str) -> None:
    answer = assess(edition(), query)
    assert answer.problem == "name_too_long"
    assert {status.outcome for status in answer.statuses} == {"not_assessed"}


def test_a_temporary_control_past_its_last_day_is_not_assessed() -> None:
    def said(today: date) -> str:
        return assess(edition(today), "spirobrorphine").status("CA").outcome

    assert said(date(2027, 6, 4)) == "controlled"
    assert said(date(2027, 6, 5)) == "not_assessed"


@pytest.mark.parametrize("name", ["naloxone", "dextromethorphan", "poppy seed"])
def test_an_exception_holds_whatever_a_text_that_only_sorts_says_of_a_later_day(name: str) -> None:
    """The schedules of SOR/2025-242 start on 2026-10-01, and sort what the CDSA controls."""
    assert assess(edition(date(2026, 12, 1)), name).status("CA").outcome == "excluded"


def test_dextromethorphan_is_in_no_schedule_of_the_united_states() -> None:
    assert assess(edition(), "dextromethorphan").status("US").outcome == "excluded"
    assert assess(edition(), "levomethorphan").status("US").outcome == "controlled"


def test_no_list_of_the_conventions_ships() -> None:
    status = assess(edition(), "acetic anhydride").status("UN")
    assert (status.outcome, [reason.code for reason in status.reasons]) == ("not_assessed", ["no_text_held"])


COUNTED = {
    # 211 items of Schedule I with 7 lines "but not including"; 24 of them are left out. II: 47, one repealed; III: 49,
    # four repealed; IV: 149 with two such lines, six left out, two repealed; V: 8 rows, four repealed; VI: 54; IX: 5.
    "ca_cdsa/I": (180, 24), "ca_cdsa/II": (46, 2), "ca_cdsa/III": (45, 1), "ca_cdsa/IV": (139, 6), "ca_cdsa/V-1": (2, 0),
    "ca_cdsa/V-2": (2, 0), "ca_cdsa/VI-1": (46, 0), "ca_cdsa/VI-2": (7, 0), "ca_cdsa/VI-3": (1, 1), "ca_cdsa/IX": (5, 0),
    # 110 lines, the isomers, the open clause; 29 rows, the open clause; "BENZODIAZEPINAS:" counts; one line is two drugs.
    "mx_lgs/234": (112, 0), "mx_lgs/245-I": (30, 0), "mx_lgs/245-II": (15, 0), "mx_lgs/245-III": (64, 0),
    "mx_lgs/245-IV": (70, 0), "mx_lfcpq/4-I": (26, 0), "mx_lfcpq/4-II": (12, 1), "mx_lfcpq/2-V": (1, 0),
    # 802(34): (A) to (Y); 802(35): (A) to (J) but (E); 812(c): 42 + 22 + 28; 4 + 21 + 1; 4 + 10 + 1 + 8 + 1; 11; 5.
    "us_usc21/802-34": (25, 0), "us_usc21/802-35": (9, 0), "us_usc21/812-I": (92, 0), "us_usc21/812-II": (26, 0),
    "us_usc21/812-III": (24, 0), "us_usc21/812-IV": (11, 0), "us_usc21/812-V": (5, 0), "us_usc21/812-I-e": (7, 1),
}  # fmt: skip
"""List → entries and exceptions, counted by eye and by XPath in the primary texts."""


@pytest.mark.parametrize("list_id", COUNTED)
def test_a_list_has_as_many_entries_and_exceptions_as_its_text(list_id: str) -> None:
    roles = Counter(clause.role for clause in edition().clauses if clause.list_id == list_id)
    assert (roles["entry"], roles["exclusion"]) == COUNTED[list_id]
