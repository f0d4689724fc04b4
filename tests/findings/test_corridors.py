"""Unusual pairs inside the United States: the counts are the table's, and nothing is called a border corridor."""

import pytest

from tests.findings.answers import ask, by, rows, sentences
from tripoint.findings.corridors import QUESTION
from tripoint.store.ledger import Reader, edition_path


@pytest.fixture(scope="module")
def edition() -> Reader:
    return Reader(edition_path())


def test_counts_are_those_of_the_traces_and_ranked_by_the_low_end(edition):
    found = rows(ask(edition, "corridors"), "unusual_pairs")
    flows = edition.flows()
    records = edition.fetch(flows.filter(flows.source == "us_atf_trace", flows.period_start.year() == 2017)).to_pylist()
    counts = {}
    for r in records:
        counts[r["place_from"], r["place_to"]] = counts.get((r["place_from"], r["place_to"]), 0) + r["value"]
    assert len(found) > 15
    assert all(r["value"] == counts[r["place_from"], r["place_to"]] >= 10 for r in found)
    lows = [r["low"] for r in found]
    assert lows == sorted(lows, reverse=True)
    assert all(2 < r["low"] < r["ratio"] < r["high"] for r in found)
    assert all(r["place_from"] != r["place_to"] for r in found)


def test_effects_stand_beside_the_published_ones_and_laws_are_not_assessable(edition):
    found = by(ask(edition, "corridors"), "effects", "effect")
    away, beside = found["Per 1,000 kilometres"], found["A common border"]
    assert 0.3 < away["low"] < away["ratio"] < away["high"] < 0.8
    assert 2 < beside["ratio"] < 5
    assert (away["published"], beside["published"]) == (0.35, 2.49)
    assert found["Per law in the state of purchase"]["ratio"] is None


def test_the_sentences_say_where_it_is_and_the_words_never_call_it_a_border(edition):
    told = sentences(ask(edition, "corridors"))
    assert told[0].startswith("Inside the United States, 2017")
    assert "no cross-border corridors" in QUESTION.does_not_say


def test_a_time_without_traces_has_no_rows(edition):
    from datetime import date

    finding = ask(edition, "corridors", since=date(2019, 1, 1))
    assert finding.record_count == 0
    assert finding.tables == ()
