"""Alarms of the edition's last complete periods: each traced back to its series, and none where nothing can be judged."""

from datetime import date

import numpy as np
import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask, by, rows, sentences
from tripoint.analysis.trends.multiplicity import q_values
from tripoint.analysis.trends.panel import REASON
from tripoint.errors import UnknownSubstance
from tripoint.findings.alarm_runs import _judge, run
from tripoint.findings.series import family_series
from tripoint.registry.alarm_families import alarm_families, alarm_family
from tripoint.store.ledger import Reader, edition_path


@pytest.fixture(scope="module")
def edition() -> Reader:
    return Reader(edition_path())


@pytest.fixture(scope="module")
def finding(edition):
    return ask(edition, "alarms")


def test_every_alarm_stands_above_its_bound_by_enough_and_with_a_small_q(finding):
    tables = [t for t in finding.tables if t.name in {f.family for f in alarm_families()}]
    found = [row for t in tables for row in t.data.to_pylist()]
    assert len(found) >= 5
    for row in found:
        assert row["value"] > row["upper"] >= row["expected"]
        assert row["value"] >= 1.5 * row["expected"]
        assert row["value"] - row["expected"] >= 5
        assert row["p"] <= row["q"] <= 0.05


def test_counts_of_an_alarm_are_those_of_the_records(finding, edition):
    row = rows(finding, "mx_federal_investigations")[0]
    figures = edition.figures()
    kept = edition.fetch(figures.filter(
        figures.source == "mx_sesnsp_federal", figures.place == row["place"], figures.period_start == row["period_start"],
    )).to_pylist()  # fmt: skip
    assert row["value"] in {r["value"] for r in kept}


def test_q_counts_every_series_that_was_judged(edition):
    found = run(family_series(edition, alarm_family("mx_federal_investigations")), date(2026, 11, 24))
    assert found.judged is not None
    p = found.judged.p[found.judged.assessed]
    np.testing.assert_allclose(found.q[found.judged.assessed], q_values(p))
    assert found.counts.assessed + found.counts.not_assessed == len(found.keys)


def test_what_was_judged_and_why_not_is_told_for_every_family(finding):
    judged = rows(finding, "assessed")
    assert len(judged) == sum(f.method in ("alarms", "short", "emergence") for f in alarm_families())
    assert all(r["why"] for r in judged if r["not_judged"] or not r["assessed"])
    assert {r["why"] for r in judged if r["source"] == "us_fbi_nics"} == {"the series ended more than two years ago"}
    assert len(rows(finding, "detectors")) == len(alarm_families())


def test_periods_still_being_reported_are_not_judged(finding):
    periods = {r["source"]: r["period_end"] for r in rows(finding, "assessed")}
    assert periods["us_cbp_drugs"] == date(2025, 9, 30)
    assert periods["us_nflis_drug"] == date(2025, 6, 30)


def test_one_country_has_its_families_alone(edition):
    found = ask(edition, "alarms", country="MX")
    assert {r["source"] for r in rows(found, "assessed")} == {"mx_sesnsp_federal", "mx_sesnsp_state"}


def test_the_sentence_says_how_many_alarms_the_rule_gave_before(finding):
    assert "a period in the year before" in sentences(finding, headlines=True)[0]
    assert "could not be judged" in sentences(finding)[1]


def test_what_was_known_earlier_has_no_alarms_of_later_months(edition):
    old = ask(Reader(edition_path(), as_of=date(2026, 3, 20)), "alarms")
    assert all(r["period_end"] is None or r["period_end"] < date(2026, 3, 20) for r in rows(old, "assessed"))


def months(first: int, last: int):
    for number in range(first, last):
        yield date(2018 + number // 12, number % 12 + 1, 1)


def test_a_planted_month_is_an_alarm_and_the_quiet_series_beside_it_are_not(tmp_path):
    rng = np.random.default_rng(1)
    made = [
        figure(
            source="mx_sesnsp_federal", series="fuero_federal", measure="investigations_opened", place=place,
            category="firearms_law", substance=None, period_start=start,
            period_end=date.fromordinal(next_month(start).toordinal() - 1),
            value=float(rng.poisson(20) if (place, start) != ("MX-SON", date(2025, 12, 1)) else 60),
        )
        for place in ("MX-SON", "MX-CHH", "MX-SIN", "MX-BCN")
        for start in months(0, 96)
    ]  # fmt: skip
    found = ask(ledger_of(tmp_path, *made), "alarms", country="MX")
    table = by(found, "mx_federal_investigations", "place")
    assert set(table) == {"MX-SON"}
    assert table["MX-SON"]["value"] == 60


def next_month(start: date) -> date:
    return date(start.year + start.month // 12, start.month % 12 + 1, 1)


def test_an_empty_ledger_has_no_alarms_and_says_that_nothing_is_held(tmp_path):
    found = ask(ledger_of(tmp_path, figure()), "alarms", country="CA")
    assert {r["why"] for r in rows(found, "assessed")} == {"nothing is held"}


def test_a_substance_narrows_sentences_too_and_an_unknown_one_is_an_error(edition):
    said = sentences(ask(edition, "alarms", substance="carfentanil"))
    assert len(said) == 3
    assert said[2].startswith("Carfentanil, Arizona")
    assert "its share of the category’s reports" in said[2]
    assert "at most 0 " not in sentences(ask(edition, "alarms", country="CA"))[0]
    with pytest.raises(UnknownSubstance):
        ask(edition, "alarms", substance="nonsense")


def test_quarters_have_a_judgement_in_every_quarter_of_the_year(edition):
    series = family_series(edition, alarm_family("ca_ems_responses"))
    for point in (12, 13, 16, 20):  # a whole number of years before the point leaves no room for half a window more
        assert (_judge(series, np.array([point]))[1].reason != REASON["short_history"]).all()


def test_alarms_before_are_those_of_the_same_rule_at_each_period(edition):
    series = family_series(edition, alarm_family("mx_federal_investigations"))
    found = run(series, date(2026, 11, 24))
    assert found.periods_before == 12
    again = 0
    for back in range(1, 13):
        judged = _judge(series, np.array([series.last - back]))[1]
        q = q_values(judged.p)
        with np.errstate(invalid="ignore"):
            again += int(
                (
                    (q <= 0.05) & (judged.observed >= 1.5 * judged.expected) & (judged.observed - judged.expected >= 5)
                ).sum()
            )
    assert found.before == pytest.approx(again / 12)
