from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask, by, rows, sentences
from tripoint.store.ledger import Reader

NAME = "canada_indicators"
RATE = "per 100,000 population"


def rate(year: int, value: float, *, place: str = "CA", category: str = "total", crime: bool = False) -> dict[str, Any]:
    return figure(
        source="ca_statcan_indicators", series="violent_crime_rate" if crime else "opioid_death_rate", unit=RATE,
        measure="police_reported_rate_per_100k" if crime else "deaths_crude_rate_per_100k", place=place,
        category=category, value=value, period_start=date(year, 1, 1), period_end=date(year, 12, 31),
        substance=None if crime else "opioids",
    )  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return ledger_of(
        tmp_path_factory.mktemp("small"),
        rate(2023, 20.0), rate(2024, 18.5), rate(2024, 9.5, category="female"),
        rate(2024, 33.0, place="CA-AB"), rate(2024, 40.0, place="CA-BC"), rate(2023, 50.0, place="CA-YT"),
        rate(2023, 1400.0, category="all_violent", crime=True), rate(2024, 2.5, category="homicide", crime=True),
        figure(source="ca_infobase_harms", series="substance_harms", place="CA", measure="deaths_crude_rate_per_100k",
               unit=RATE, value=99.0, period_start=date(2024, 1, 1), period_end=date(2024, 12, 31)),
    )  # fmt: skip


def test_sexes_stand_beside_each_other_and_an_absent_rate_is_not_zero(small: Reader) -> None:
    years = by(ask(small, NAME), "opioid_death_rate", "period_start")
    newest, before = years[date(2024, 1, 1)], years[date(2023, 1, 1)]
    assert (newest["total"], newest["female"], newest["male"], newest["male_missing"]) == (
        18.5,
        9.5,
        None,
        "not_available",
    )
    assert (before["total"], before["female_missing"]) == (20.0, "not_available")


def test_provinces_stand_with_the_newest_year_only_none_is_added_and_none_is_ranked(small: Reader) -> None:
    found = [(r["place"], r["total"]) for r in rows(ask(small, NAME), "opioid_death_rate_by_province")]
    assert found == [("CA", 18.5), ("CA-AB", 33.0), ("CA-BC", 40.0)]


def test_offences_without_any_rate_have_no_row(small: Reader) -> None:
    found = by(ask(small, NAME), "violent_crime_rate", "offence")
    assert set(found) == {"All violent offences", "Homicide"}
    assert (found["Homicide"]["2024"], found["Homicide"]["2023_missing"]) == (2.5, "not_available")


def test_the_sentences_name_the_newest_rates(small: Reader) -> None:
    assert sentences(ask(small, NAME)) == [
        "Canada, 2024: 18.5 apparent opioid toxicity deaths per 100,000 people.",
        "Canada, 2023: 1,400 violent offences reported by police per 100,000 people.",
    ]


def test_a_province_can_be_asked_about(small: Reader) -> None:
    finding = ask(small, NAME, place="CA-AB")
    assert sentences(finding) == ["Alberta, 2024: 33 apparent opioid toxicity deaths per 100,000 people."]
    assert finding.record_count == 1


def test_time_narrows_what_is_shown(small: Reader) -> None:
    finding = ask(small, NAME, until=date(2023, 12, 31))
    assert [r["period_start"] for r in rows(finding, "opioid_death_rate")] == [date(2023, 1, 1)]


def test_the_shipped_rates_are_those_of_the_files(raw: Path, tmp_path: Path) -> None:
    from tripoint.pipeline.ingest import find_files, ingest_file
    from tripoint.sources.catalogue import source
    from tripoint.store.writer import writing

    member = source("ca_statcan_indicators")
    with writing(tmp_path) as writer:
        for path, layout in find_files(member, raw):
            ingest_file(writer, member, path, layout, accessed=None)
    years = by(ask(Reader(tmp_path), NAME), "opioid_death_rate", "period_start")
    assert (years[date(2016, 1, 1)]["total"], years[date(2024, 1, 1)]["male"]) == (7.8, 24.4)
