from datetime import date
from pathlib import Path

import pytest

from tests.builders import figure, flow, ledger_of
from tests.findings.answers import ask, by, rows, sentences
from tripoint.errors import QuestionError
from tripoint.findings.question import Fact, Finding
from tripoint.store.ledger import Reader

NAME = "interstate_firearm_flows"
GEORGIA_NEW_YORK = {2010: 335, 2011: 332, 2012: 343, 2013: 331, 2014: 386, 2015: 401, 2016: 438, 2017: 558}
TOTALS = {
    2010: 145_604, 2011: 149_276, 2012: 156_346, 2013: 166_426, 2014: 170_344, 2015: 190_538, 2016: 211_384,
    2017: 239_175,
}  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return ledger_of(
        tmp_path_factory.mktemp("small"),
        flow(place_from="US-TX", place_to="US-TX", value=6),
        flow(place_from="US-TX", place_to="US-NY", value=3),
        flow(place_from="US-NY", place_to="US-TX", value=1),
        flow(place_from="US-NY", place_to="US-NY", value=0),
        flow(place_from="CA", place_to="US-NY", value=2),
    )  # fmt: skip


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def test_the_share_has_its_base_beside_it(small: Reader):
    year = rows(ask(small, NAME), "yearly")[0]
    assert (year["total"], year["same_state"], year["interstate"], year["outside"]) == (12, 6, 4, 2)
    assert year["share"] == pytest.approx(100 * 4 / 12)
    assert "33.3% of the 12 firearms traced to a purchaser" in sentences(ask(small, NAME))[0]


def test_a_source_column_that_is_no_state_is_shown_and_not_interpreted(small: Reader):
    finding = ask(small, NAME)
    assert "CA" not in by(finding, "net_exporters", "place")
    assert {row["kind_code"] for row in rows(finding, "yearly_by_kind")} == {"interstate", "same_state"}


def test_firearms_recovered_where_they_were_bought_make_no_pair(small: Reader):
    pairs = by(ask(small, NAME), "pairs", "place_from", "place_to")
    assert ("US-TX", "US-TX") not in pairs
    assert pairs["US-TX", "US-NY"]["value"] == 3


def test_it_has_no_place_and_no_country(small: Reader):
    with pytest.raises(QuestionError, match="cannot be filtered by place"):
        ask(small, NAME, place="US-TX")


def test_nothing_held_gives_no_sentence_and_no_chart(tmp_path: Path):
    finding = ask(ledger_of(tmp_path, figure()), NAME)
    assert (finding.facts, finding.charts, finding.record_count) == ((), (), 0)


def test_yearly_totals_are_the_publishers(full: Finding):
    found = {row["period_start"].year: row for row in rows(full, "yearly")}
    assert {year: row["total"] for year, row in found.items()} == TOTALS
    assert found[2017]["interstate"] == 69_718
    assert found[2012]["outside"] == 2
    assert (found[2017]["outside"], found[2017]["outside_missing"]) == (None, "not_applicable")


@pytest.mark.parametrize("year", GEORGIA_NEW_YORK)
def test_georgia_to_new_york_runs_the_same_way_every_year(full_ledger: Reader, year: int):
    finding = ask(full_ledger, NAME, since=date(year, 1, 1), until=date(year, 12, 31))
    assert by(finding, "pairs", "place_from", "place_to")["US-GA", "US-NY"]["value"] == GEORGIA_NEW_YORK[year]


def test_balances_of_a_year_add_up_to_nothing(full: Finding):
    assert sum(row["net"] for row in rows(full, "net_exporters")) == 0


def test_it_calls_itself_background_inside_the_united_states(full: Finding):
    from tripoint.findings.interstate_firearm_flows import QUESTION

    assert "Background" in QUESTION.title
    assert "inside the United States" in QUESTION.title
    titles = [c.title.message if isinstance(c.title, Fact) else c.title for c in full.charts]
    assert all("inside the United States" in title for title in titles)
    assert "no_foreign_recoveries" in full.caveats
