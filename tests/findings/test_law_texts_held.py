"""How far each text is held: counts, days, age, what could not be had; and that nothing is said where nothing is held."""

from datetime import date

import pytest

from tests.findings.answers import ask, by, rows, sentences
from tests.findings.laws_made import control, laws_in
from tripoint.findings.law_clauses import CONFIDENCE
from tripoint.findings.law_texts_held import NOT_OLD, OLD, STATES
from tripoint.findings.question import Finding
from tripoint.store.ledger import Reader

NAME = "law_texts_held"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    french = {"language": "fr"}
    copy = {
        "source": "us_opss_schedules",
        "confidence": "secondary",
        "text_from": date(2026, 3, 31),
        "text_to": date(2026, 3, 31),
    }
    return laws_in(
        tmp_path_factory.mktemp("laws"),
        control("ca_cdsa/I", "1", "Alphine"), control("ca_cdsa/I", "1", "alphine (fr)", **french),
        control("ca_cdsa/I", "2", "Betanyls", kind="class"),
        control("ca_cdsa/I", "1(1)", "Gammaxone", role="exclusion"),
        control("ca_cdsa/VI-1", "1", "Deltol", kind="precursor", valid_from=date(2019, 5, 15)),
        control("us_cfr1308/II", "9", "Alphine", **copy),
    )  # fmt: skip


@pytest.fixture(scope="module")
def found(reader: Reader) -> Finding:
    return ask(reader, NAME)


def test_a_clause_in_two_languages_is_one_entry_and_an_exclusion_is_none(found: Finding) -> None:
    row = by(found, "lists", "list")["ca_cdsa/I"]
    assert (row["substance"], row["class"], row["exclusions"], row["entries"]) == (1, 1, 1, 2)
    assert row["languages"] == "en fr"


def test_only_a_stated_first_day_counts_as_one(found: Finding) -> None:
    lists = by(found, "lists", "list")
    assert (lists["ca_cdsa/VI-1"]["dated"], lists["ca_cdsa/I"]["dated"]) == (1, 0)


def test_a_text_is_old_past_ninety_days_and_not_on_the_ninetieth(found: Finding, reader: Reader) -> None:
    assert by(found, "lists", "list")["us_cfr1308/II"]["age_days"] == 91
    assert {r["list"]: r["age"] for r in rows(found, "lists")}["us_cfr1308/II"] == OLD
    day_before = ask(Reader(reader.folder, as_of=date(2026, 9, 12)), NAME)
    assert by(day_before, "lists", "list")["ca_cdsa/I"]["age"] == NOT_OLD  # 90 days
    later = ask(Reader(reader.folder, as_of=date(2026, 9, 13)), NAME)
    assert by(later, "lists", "list")["ca_cdsa/I"]["age"] == OLD


def test_a_secondary_copy_is_not_verified_and_its_set_was_not_had(found: Finding) -> None:
    assert by(found, "lists", "list")["us_cfr1308/II"]["confidence"] == CONFIDENCE["secondary"]
    missing = by(found, "not_had", "instrument", "state")
    assert missing["us_cfr1308", STATES["secondary"]]["list_ids"] == "us_cfr1308/II"
    assert missing["un_1988", STATES["none"]]["list_ids"] == "un_1988/I un_1988/II"
    assert "ca_cdsa/I" not in missing["ca_cdsa", STATES["none"]]["list_ids"].split()


def test_each_jurisdiction_says_its_days_or_that_nothing_is_held(found: Finding) -> None:
    said = "\n".join(sentences(found))
    assert "Canada: the texts held are of June 14, 2026 to June 14, 2026; 0 of 2 lists" in said
    assert "United States: the texts held are of March 31, 2026 to March 31, 2026; 1 of 1 lists" in said
    assert "United Nations: no text is held, so nothing can be said." in said


def test_a_country_is_asked_alone(reader: Reader) -> None:
    assert {row["jurisdiction"] for row in rows(ask(reader, NAME, country="CA"), "lists")} == {"CA"}


def test_nothing_was_held_before_the_first_text_was_known(reader: Reader) -> None:
    empty = ask(Reader(reader.folder, as_of=date(2020, 1, 1)), NAME)
    assert (empty.record_count, empty.facts, rows(empty, "lists")) == (0, (), [])


def test_the_publishers_stand_under_the_answer(found: Finding) -> None:
    assert found.origins
    assert "law_no_entry_by_name" in found.caveats
