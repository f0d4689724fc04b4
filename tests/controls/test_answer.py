"""What the texts held say of one name or identifier."""

from datetime import date

import pytest

from tests.controls.clauses_made import TEXT_TO, book, clause
from tripoint.controls.answer import Status, assess
from tripoint.controls.lawbook import LawBook
from tripoint.registry.law import law_lists

CA_HELD = [clause(i, "1", f"Made thing {n}") for n, i in enumerate(law_lists()) if i.startswith("ca_cdsa/") and law_lists()[i].kind not in ("equipment", "provision")]  # fmt: skip
"""A clause in every list of the Canadian act, so that absence says something."""
FENTANYL = clause(
    "ca_cdsa/I", "16", "Fentanyl | N-phenyl-N-[1-(2-phenylethyl)-4-piperidinyl]propanamide", covers="salts"
)


def ca(of: LawBook, query: str, on: date | None = None) -> Status:
    return assess(of, query, on=on).status("CA")


def codes(status: Status) -> set[str]:
    return {r.code for r in (*status.reasons, *status.warnings)}


def test_a_name_of_the_text_is_controlled_with_its_clause() -> None:
    status = ca(book(*CA_HELD, FENTANYL), "FENTANYL")
    assert status.outcome == "controlled"
    assert [(e.clause.list_id, e.clause.clause) for e in status.decides] == [("ca_cdsa/I", "16")]


@pytest.mark.parametrize("query", ["fentanilo", "437-38-7", "PJMPHNIQZUBGLI-UHFFFAOYSA-N", "CAS 437-38-7"])
def test_the_substance_is_found_by_its_name_in_another_language_its_number_and_its_key(query: str) -> None:
    assert ca(book(*CA_HELD, FENTANYL), query).outcome == "controlled"


@pytest.mark.parametrize("query", ["fent", "fentany", "fentanyls", "Fentanyl citrate tablets of nothing", "phenyl"])
def test_a_part_of_a_name_or_a_name_nearly_so_is_never_an_answer(query: str) -> None:
    answer = assess(book(*CA_HELD, FENTANYL), query)
    assert {s.outcome for s in answer.statuses} == {"not_assessed"}


def test_a_name_nearly_so_is_asked_back() -> None:
    assert "Fentanyl" in assess(book(FENTANYL), "fentanyll").questions()


def test_a_known_substance_that_no_whole_text_has_is_not_listed_and_class_clauses_may_apply() -> None:
    status = ca(book(*CA_HELD, FENTANYL), "caffeine")
    assert (status.outcome, codes(status)) == ("not_listed", {"not_found", "class_clauses"})


def test_absence_from_a_copy_of_a_text_that_could_not_be_had_is_not_assessed() -> None:
    copy = clause("us_cfr1308/II", "9801", "Fentanyl", confidence="secondary", number="9801")
    status = assess(book(copy), "caffeine").status("US")
    assert status.outcome == "not_assessed"
    assert codes(status) == {"text_not_held", "part_not_held", "set_incomplete"}


def test_presence_in_such_a_copy_is_controlled_and_said_to_be_of_a_copy() -> None:
    copy = clause("us_cfr1308/II", "9801", "Fentanyl", confidence="secondary", number="9801")
    status = assess(book(copy), "9801").status("US")
    assert status.outcome == "controlled"
    assert "secondary_copy" in codes(status)


def test_a_thing_known_by_its_name_only_is_not_called_unlisted_where_other_words_may_name_it() -> None:
    poppy = clause("us_usc21/802-34", "1", "Opium poppy")
    status = ca(book(*CA_HELD, poppy), "opium poppy")
    assert (status.outcome, codes(status) & {"name_only"}) == ("not_assessed", {"name_only"})


def test_a_jurisdiction_without_any_text_is_not_assessed() -> None:
    status = assess(book(*CA_HELD, FENTANYL), "fentanyl").status("UN")
    assert (status.outcome, codes(status)) == ("not_assessed", {"no_text_held"})


def test_general_knowledge_decides_nothing() -> None:
    known = clause("ca_cdsa/I", "x", "Caffeine", confidence="background")
    status = ca(book(*CA_HELD, known), "caffeine")
    assert status.outcome == "not_listed"
    assert "background" in codes(status)


def test_a_list_that_is_law_no_longer_decides_nothing() -> None:
    assert assess(book(clause("us_usc21/812-III", "1", "Caffeine")), "caffeine").status("US").outcome != "controlled"


def test_an_exception_is_excluded_and_beats_what_the_list_has_by_the_substance_only() -> None:
    heading = clause("ca_cdsa/I", "9", "DXM", covers="salts")
    out = clause("ca_cdsa/I", "9(1)", "Dextromethorphan", role="exclusion", covers="salts")
    status = ca(book(*CA_HELD, heading, out), "dextromethorphan")
    assert (status.outcome, status.decides[0].clause.clause) == ("excluded", "9(1)")


def test_an_exact_listing_elsewhere_beats_an_exception() -> None:
    out = clause("ca_cdsa/I", "9(1)", "Naloxone", role="exclusion")
    status = ca(book(*CA_HELD, out, clause("ca_cdsa/IV", "3", "Naloxone")), "naloxone")
    assert (status.outcome, status.decides[0].clause.list_id) == ("controlled", "ca_cdsa/IV")


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        (date(2026, 6, 4), "not_listed"),
        (date(2026, 6, 5), "controlled"),
        (TEXT_TO, "controlled"),
        (date(2026, 6, 15), "not_assessed"),
        (date(2019, 12, 31), "not_assessed"),
    ],
)
def test_a_temporary_entry_is_law_within_its_days_and_the_text_answers_within_its_own(on: date, outcome: str) -> None:
    made = clause(
        "ca_cdsa/V-1", "1.1", "Caffeine", status="temporary", valid_from=date(2026, 6, 5), valid_to=date(2027, 6, 4)
    )
    assert ca(book(*CA_HELD, made), "caffeine", on).outcome == outcome


def test_a_temporary_entry_whose_end_passed_since_the_text_is_not_assessed() -> None:
    made = clause(
        "ca_cdsa/V-1", "1.1", "Caffeine", status="temporary", valid_from=date(2026, 6, 5), valid_to=date(2027, 6, 4)
    )
    status = ca(book(*CA_HELD, made, today=date(2027, 6, 5)), "caffeine")
    assert (status.outcome, "end_passed" in codes(status)) == ("not_assessed", True)


def test_an_entry_not_yet_in_force_does_not_control_and_is_named_with_its_day() -> None:
    made = clause("ca_cdsa/I", "99", "Caffeine", status="not_yet_in_force", valid_from=date(2026, 10, 1))
    status = ca(book(*CA_HELD, made), "caffeine")
    assert status.outcome == "not_listed"
    assert ("day", "2026-10-01") in next(r for r in status.reasons if r.code == "not_yet").values


def test_an_entry_of_unknown_start_proves_nothing_of_an_earlier_day() -> None:
    status = ca(book(*CA_HELD, FENTANYL), "fentanyl", date(2024, 1, 1))
    assert (status.outcome, codes(status) & {"since_unknown"}) == ("not_assessed", {"since_unknown"})


def test_an_entry_in_force_proves_control_on_a_day_before_the_text_answers_whole() -> None:
    made = clause("ca_cdsa/I", "1", "Caffeine", valid_from=date(2010, 1, 1))
    assert ca(book(made), "caffeine", date(2015, 1, 1)).outcome == "controlled"
    assert ca(book(made), "fentanyl", date(2015, 1, 1)).outcome == "not_assessed"


def test_a_text_older_than_ninety_days_is_warned_of() -> None:
    assert "text_old" not in codes(ca(book(*CA_HELD, FENTANYL, today=date(2026, 9, 12)), "fentanyl"))
    assert "text_old" in codes(ca(book(*CA_HELD, FENTANYL, today=date(2026, 9, 13)), "fentanyl"))


def test_two_languages_of_a_clause_are_one() -> None:
    french = clause("ca_cdsa/I", "16", "fentanyl", language="fr", series="fr", covers="salts")
    assert len(ca(book(*CA_HELD, FENTANYL, french), "fentanyl").decides) == 1


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("437-38-8", "wrong_cas_digit"),
        ("x" * 10_000, "name_too_long"),
        ("=cmd|' /C calc'!A0", "formula_in_cell"),
        ("  ", "empty_query"),
        ("2933.36", "hs_own_line"),
        ("2933.39", "hs_residual"),
        ("0901.21", "hs_no_flag"),
        ("Hydrochloride", "unknown_name"),
    ],
)
def test_what_cannot_be_looked_up_is_not_assessed_and_says_why(query: str, code: str) -> None:
    answer = assess(book(*CA_HELD, FENTANYL), query)
    assert {s.outcome for s in answer.statuses} == {"not_assessed"}
    assert code in codes(answer.status("CA"))


@pytest.mark.parametrize(
    "printed", ["β-Hydroxyfentanyl", "ß-hydroxyfentanyl", "beta–hydroxyfentanyl", "Beta‑Hydroxyfentanyl"]
)
def test_greek_letters_sharp_s_and_dashes_are_one_spelling(printed: str) -> None:
    assert ca(book(*CA_HELD, clause("ca_cdsa/I", "16(2)", printed)), "beta-hydroxyfentanyl").outcome == "controlled"


def test_a_machine_in_another_language_meets_the_clauses_of_machines_and_no_others() -> None:
    press = clause("ca_cdsa/IX", "1", "tablet press", kind="equipment", equipment="machine")
    die = clause("ca_cdsa/IX", "2", "die", kind="equipment", equipment="die")
    status = ca(book(press, die), "presse à comprimés")
    assert [e.clause.clause for e in status.decides] == ["1"]
    assert ca(book(press, die), "punzón").outcome == "not_listed"
