"""Statements are known from the day of their document, not from that of our transcription."""

from datetime import date

from tripoint.findings.catalogue import ask_named
from tripoint.findings.question import Filters
from tripoint.store.ledger import Reader, edition_path


def count(name: str, day: date | None) -> int:
    return ask_named(name, Reader(edition_path(), as_of=day), Filters()).record_count


def test_the_joint_statement_is_known_from_its_day() -> None:
    assert count("commitments", date(2024, 2, 7)) < count("commitments", date(2024, 2, 8))


def test_nothing_is_known_before_the_first_document_and_no_sentence_is_made_of_it() -> None:
    found = ask_named("commitments", Reader(edition_path(), as_of=date(2000, 1, 1)), Filters())
    assert found.record_count == 0
    assert found.facts == ()


def test_everything_is_known_today() -> None:
    assert count("commitments", None) == 127
