"""Review of frameworks: side by side, silence and the unknown apart, nearest clauses, and an audit line for each page."""

from datetime import date
from pathlib import Path

import pytest

from tests.controls.clauses_made import book, clause
from tripoint.controls import audit
from tripoint.controls.audit import Act
from tripoint.controls.frameworks import (
    NEAR_FROM,
    Nearby,
    class_clauses,
    excluded_items,
    open_entries,
    review,
    reviewed,
)
from tripoint.errors import BadEntry
from tripoint.registry.review_topics import ReviewItem, review_topics
from tripoint.store.desk.opening import Desk, open_desk

ACT = Act("desk tester", "trial of reviews")
SAY = {"en": "Benzylfentanyl", "es": "Bencilfentanilo", "fr": "Benzylfentanyl"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(str(tmp_path / "desk.sqlite"))


def test_a_page_leaves_an_audit_line_before_it_is_seen(desk: Desk) -> None:
    made = review(book(clause("ca_cdsa/IX", "1", "Die", equipment="die")), "machines_and_parts", desk=desk, act=ACT)
    (line,) = audit.last_lines(desk, 5)
    assert (line["line"], line["action"], line["subject"]) == (made.audit_line, "law.review", "machines_and_parts")
    assert (line["who"], line["purpose"]) == ("desk tester", "trial of reviews")


def test_an_unknown_topic_is_refused_with_the_topics_and_leaves_no_line(desk: Desk) -> None:
    with pytest.raises(BadEntry) as refused:
        review(book(clause("ca_cdsa/IX", "1", "Die")), "everything", desk=desk, act=ACT)
    (problem,) = refused.value.problems
    assert problem.code == "review_topic_unknown"
    assert "class_control" in problem.detail
    assert audit.last_lines(desk, 5) == ()


def test_where_nothing_was_held_no_page_is_made(desk: Desk) -> None:
    with pytest.raises(BadEntry) as refused:
        review(book(), "ephedrines", desk=desk, act=ACT)
    assert refused.value.problems[0].code == "law_nothing_held"


def test_a_part_named_in_one_text_is_silent_in_another_and_unknown_where_no_text_is_held(desk: Desk) -> None:
    held = book(
        clause("ca_cdsa/IX", "3", "Die", equipment="die", valid_from=date(2025, 12, 17)),
        clause("mx_lfcpq/2-V", "V", "máquinas para elaborar cápsulas, tabletas o comprimidos", equipment="machine"),
    )
    made = review(held, "machines_and_parts", desk=desk, act=ACT)
    die = next(row for row in made.rows if row.names["en"] == "Die")
    assert die.countries("controlled") == ("CA",)
    assert die.countries("not_listed") == ("MX",)
    assert die.countries("not_assessed") == ("US",)  # no text is held, which is not silence


def test_the_nearest_clause_of_a_silent_text_is_shown_and_of_one_that_names_it_none() -> None:
    held = book(
        clause("ca_cdsa/VI-1", "32", "Benzylfentanyl"),
        clause("mx_lgs/234", "FENTANIL", "FENTANIL"),
        clause("mx_lgs/234", "COCAINA", "COCAINA"),
    )
    row = reviewed(held, ReviewItem(SAY), None, Nearby(held, None))
    assert row.status("CA").outcome == "controlled"
    assert "CA" not in row.nearest
    assert row.nearest["MX"].clause.clause == "FENTANIL"
    assert NEAR_FROM < row.nearest["MX"].similarity < 1


def test_a_clause_is_near_by_structure_alone_so_that_far_ones_are_not_shown() -> None:
    held = book(clause("ca_cdsa/VI-2", "1", "Acetone"), clause("mx_lgs/234", "FENTANIL", "FENTANIL"))
    acetone = ReviewItem({"en": "Acetone", "es": "Acetona", "fr": "Acétone"})
    assert reviewed(held, acetone, None, Nearby(held, None)).nearest == {}


def test_names_in_any_language_and_numbers_meet_the_clause() -> None:
    held = book(clause("mx_lfcpq/4-II", "f", "anhídrido acético"), clause("ca_cdsa/VI-1", "1", "Acetic anhydride"))
    topic = review_topics()["anhydrides_and_halides"]
    row = reviewed(held, topic.items[0], None, Nearby(held, None))
    assert row.countries("controlled") == ("CA", "MX")


def test_a_day_outside_the_texts_is_not_assessed_and_never_todays_law() -> None:
    held = book(clause("ca_cdsa/VI-1", "1", "Acetic anhydride", valid_from=date(2021, 1, 1)))
    topic = review_topics()["anhydrides_and_halides"]
    day = date(2030, 1, 1)
    assert reviewed(held, topic.items[0], day, Nearby(held, day)).status("CA").outcome == "not_assessed"


def test_class_clauses_are_by_jurisdiction_and_history_and_names_are_left_out() -> None:
    held = book(
        clause("mx_lgs/234", "final", "naturaleza análoga", kind="class"),
        clause("ca_cdsa/I", "16", "Fentanyls", kind="class", covers="analogues derivatives salts"),
        clause("ca_cdsa/I", "16(5)", "Fentanyl"),
        clause("us_usc21/812-I", "a", "Opiates", kind="class"),
        clause("us_cfr1308/numbers", "9850", "Fentanyl related-substances", kind="class"),
    )
    assert [(c.jurisdiction, c.clause) for c in class_clauses(held)] == [("CA", "16"), ("MX", "final")]


def test_open_terms_are_counted_by_list_and_closed_wording_is_not() -> None:
    held = book(
        clause("ca_cdsa/VI-1", "9", "Alphone", covers="derivatives"),
        clause("ca_cdsa/VI-1", "10", "Betone", covers="salts isomers"),
        clause("ca_cdsa/VI-2", "1", "Acetone"),
    )
    assert open_entries(held) == (("ca_cdsa/VI-1", 1, 2),)


def test_what_a_text_excludes_is_asked_of_the_others_once() -> None:
    held = book(
        clause("ca_cdsa/I", "1(34.1)", "Naloxone", role="exclusion"),
        clause("ca_cdsa/III", "1(2)", "naloxone", role="exclusion"),
        clause("mx_lgs/245-III", "CLOZAPINA", "CLOZAPINA"),
    )
    assert [item.names["en"].casefold() for item in excluded_items(held)] == ["naloxone"]


def test_every_topic_has_its_words_in_three_languages_and_every_item_a_name() -> None:
    for topic in review_topics().values():
        assert all(topic.titles[code] and topic.leads[code] for code in ("en", "es", "fr")), topic.topic_id
        assert bool(topic.items) == (topic.kind in ("substances", "equipment")), topic.topic_id
        assert all(all(item.names.values()) for item in topic.items)
