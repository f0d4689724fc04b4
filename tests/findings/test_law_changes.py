"""What changed between two days: what texts date, what snapshots differ in, what cannot be known; each kept apart."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.findings.answers import ask, rows, sentences
from tests.findings.laws_made import control, laws_in
from tripoint.errors import QuestionError
from tripoint.findings.law_changes import answer
from tripoint.findings.law_days import AFTER, BEFORE, COMES, COMING, ENDS, MANY, NO_TEXT, PROPOSED, REPEALED, STARTS
from tripoint.findings.law_snapshots import ADDED, REDATED, REMOVED, RENUMBERED, REWORDED
from tripoint.findings.question import Filters, Finding
from tripoint.store.ledger import Reader

NAME = "law_changes"
SINCE, UNTIL = date(2026, 1, 1), date(2026, 6, 30)
LATER = {"snapshot": "1" * 64, "recorded_at": date(2026, 6, 30), "text_to": date(2026, 6, 14)}
EARLIER = {"recorded_at": date(2026, 1, 31), "text_from": date(2026, 1, 15), "text_to": date(2026, 1, 15)}


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    day = date(2026, 3, 26)
    return laws_in(
        tmp_path_factory.mktemp("laws"),
        control("ca_cdsa/VI-1", "1", "Deltol", valid_from=day),
        control("ca_cdsa/VI-1", "2", "Epsol", valid_from=day, valid_from_basis="at_latest"),
        control("ca_cdsa/VI-1", "3", "Zetol"),
        control("ca_cdsa/V-1", "1", "Etal", valid_from=date(2026, 6, 5), valid_to=date(2027, 6, 4), status="temporary"),
        control("ca_cdsa/IX", "NIFP 1", "Thetine", status="not_yet_in_force"),
        control("ca_csr/provisions", "239", role="provision", kind="provision", text="Comes into force.", valid_from=date(2026, 10, 1),
                status="not_yet_in_force"),
        control("ca_pcr/provisions", "1", role="provision", kind="provision", text="Repealed.", valid_to=date(2026, 5, 1),
                status="repealed"),
        control("us_fr/rules", "2026-1", "Iotane", valid_from=date(2026, 2, 2), status="proposed", source="us_fr_dea"),
        control("us_usc21/812-I", "a", "Kappane", valid_from=date(2026, 2, 2), source="us_usc21"),
        control("us_cfr1308/I", "b", "Lambdane", valid_from=date(2026, 2, 2), source="us_old", confidence="background"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def found(dated: Reader) -> Finding:
    return ask(dated, NAME, since=SINCE, until=UNTIL)


def test_only_what_a_text_dates_itself_is_a_dated_change(found: Finding) -> None:
    changes = {(row["name_en"], row["day"], row["change"]) for row in rows(found, "dated")}
    assert changes == {
        ("Deltol", date(2026, 3, 26), STARTS["entry"]),
        ("Etal", date(2026, 6, 5), STARTS["entry"]),
        ("Repealed.", date(2026, 5, 1), REPEALED),
        ("Iotane", date(2026, 2, 2), PROPOSED),
    }


def test_the_statutes_list_of_1970_and_general_knowledge_are_no_changes(found: Finding) -> None:
    names = {row["name_en"] for table in ("dated", "ahead") for row in rows(found, table)}
    assert not names & {"Kappane", "Lambdane"}


def test_commencements_ends_and_what_has_no_day_yet_lie_ahead(found: Finding) -> None:
    ahead = {(row["name_en"], row["day"], row["change"]) for row in rows(found, "ahead")}
    assert ahead == {
        ("Comes into force.", date(2026, 10, 1), COMES), ("Etal", date(2027, 6, 4), ENDS), ("Thetine", None, COMING),
    }  # fmt: skip


def test_entries_whose_first_day_is_unknown_are_counted_not_dated(found: Finding) -> None:
    undated, worded = sentences(found)[-2:]
    assert undated.startswith("Entries of which the texts do not say since when they are listed: 2;")
    assert worded.startswith(
        "Entries of which the texts show only that they had their wording by a day between these two: 1;"
    )


def test_what_counts_none_is_not_said(tmp_path: Path) -> None:
    reader = laws_in(tmp_path, control("ca_cdsa/VI-1", "1", "Deltol", valid_from=date(2026, 3, 26)))
    said = " ".join(sentences(ask(reader, NAME, since=SINCE, until=UNTIL)))
    assert "changes of 1 clauses themselves." in said
    assert " 0" not in said
    assert "wording by a day" not in said


def test_days_that_no_text_answers_for_are_named(found: Finding) -> None:
    unknown = {(row["instrument"], row["days_start"], row["days_end"]): row["reason"] for row in rows(found, "unknown")}
    assert unknown["ca_cdsa", SINCE, date(2026, 6, 13)] == BEFORE
    assert unknown["ca_cdsa", date(2026, 6, 15), UNTIL] == AFTER
    assert unknown["mx_lgs", SINCE, UNTIL] == NO_TEXT
    assert unknown["us_cfr1308", SINCE, UNTIL] == NO_TEXT  # general knowledge is no text


def test_without_two_snapshots_nothing_is_compared(found: Finding) -> None:
    assert rows(found, "compared") == []
    assert any(s.startswith("No text is held in two snapshots") for s in sentences(found))


def two(folder: Path) -> Reader:
    """An older and a newer text of one list, in English; and in French."""
    clauses: list[dict[str, Any]] = []
    for language in ("en", "fr"):
        end = "" if language == "en" else "e"
        own: dict[str, Any] = {"language": language}
        clauses += [
            control("ca_cdsa/I", "1", f"Alphin{end}", **own, **EARLIER),
            control("ca_cdsa/I", "2", f"Betan{end}", **own, **EARLIER),
            control("ca_cdsa/I", "3", f"Gamman{end}", **own, **EARLIER),
            control("ca_cdsa/I", "4", f"Deltan{end}", **own, **EARLIER),
            control("ca_cdsa/I", "1", f"Alphin{end}, salts", **own, **LATER),
            control("ca_cdsa/I", "3", f"Gamman{end}", **own, **LATER),
            control("ca_cdsa/I", "5", f"Deltan{end}", **own, **LATER),
            control("ca_cdsa/I", "6", f"Epsilan{end}", **own, **LATER),
        ]
        clauses[-3]["status"], clauses[-3]["valid_to"] = "temporary", date(2027, 1, 1)
        for row in clauses[-4:]:
            row["text_from"] = date(2026, 6, 14)
    return laws_in(folder, *clauses)


def test_two_snapshots_tell_what_came_went_moved_and_is_worded_otherwise(tmp_path: Path) -> None:
    found = ask(two(tmp_path), NAME, since=date(2026, 2, 1), until=UNTIL)
    changes = {(row["clause"], row["change"]) for row in rows(found, "compared")}
    assert changes == {("1", REWORDED), ("2", REMOVED), ("3", REDATED), ("5", RENUMBERED), ("6", ADDED)}
    assert len(rows(found, "compared")) == 5  # a change in two languages is one


def test_a_difference_has_its_names_in_both_languages_and_the_days_of_both_texts(tmp_path: Path) -> None:
    row = next(r for r in rows(ask(two(tmp_path), NAME, since=date(2026, 2, 1)), "compared") if r["change"] == ADDED)
    assert (row["name_en"], row["name_fr"], row["name_es"]) == ("Epsilan", "Epsilane", "Epsilan")
    assert (row["older_text"], row["newer_text"]) == (date(2026, 1, 15), date(2026, 6, 14))


def test_snapshots_on_the_same_side_of_the_days_are_not_compared(tmp_path: Path) -> None:
    reader = two(tmp_path)
    assert rows(ask(reader, NAME, since=date(2026, 2, 1), until=date(2026, 6, 29)), "compared") == []
    assert rows(ask(Reader(tmp_path, as_of=date(2026, 3, 1)), NAME, since=date(2026, 1, 1)), "compared") == []


def test_days_in_the_wrong_order_are_refused(dated: Reader) -> None:
    with pytest.raises(QuestionError, match="ends before it begins"):
        ask(dated, NAME, since=UNTIL, until=SINCE)


def test_before_anything_was_held_no_day_is_answered_for(dated: Reader) -> None:
    found = ask(dated, NAME, since=date(1990, 1, 1), until=date(1990, 12, 31))
    assert rows(found, "dated") == []
    assert {row["reason"] for row in rows(found, "unknown")} <= {BEFORE, NO_TEXT}
    assert any(s.startswith("No text held answers for any of these days") for s in sentences(found))
    assert ask(Reader(dated.folder, as_of=date(1990, 1, 1)), NAME).facts == ()


def test_without_days_the_year_before_the_newest_known_day_is_asked(dated: Reader) -> None:
    found = answer(dated, Filters())
    assert sentences(found)[0].startswith("Between June 30, 2025 and June 30, 2026,")


def test_many_clauses_of_a_list_that_start_on_one_day_stand_in_one_row_and_each_in_the_rows(tmp_path: Path) -> None:
    day = date(2026, 3, 26)
    clauses = [control("ca_cdsa/VI-1", str(n), f"Deltol {n}", valid_from=day) for n in range(1, 12)]
    few = [control("ca_cdsa/IX", str(n), f"Thetine {n}", valid_from=day) for n in range(1, MANY)]
    found = ask(laws_in(tmp_path, *clauses, *few), NAME, since=SINCE, until=UNTIL)
    dated = [(row["list"], row["clause"], row["clauses"], row["name_en"]) for row in rows(found, "dated")]
    assert dated[-1] == ("ca_cdsa/VI-1", "1 … 11", 11, None)
    assert len(dated) == MANY
    assert len(rows(found, "each")) == len(clauses) + len(few)
    assert "date changes of 17 clauses" in sentences(found)[0]
