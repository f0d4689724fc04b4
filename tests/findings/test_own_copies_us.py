"""Weapons seizures by event and firearms of court cases: what a user's own copy answers."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.builders import ingested
from tests.conformance.samples import folder_of
from tests.findings.answers import ask, by, rows, sentences
from tripoint.findings.catalogue import CATALOGUE
from tripoint.present.trilateral import CHAPTERS
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader

WEAPONS, COURT = "weapons_seizure_events", "court_case_firearms"
DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    ledger = tmp_path_factory.mktemp("own")
    for name, file in (
        ("us_cbp_weapons", "weapons-ammunition-seizures-fy25-fy26-nov.csv"),
        ("us_cbp_weapons", "weapons-ammunition-seizures-MADE-SAMPLE.csv"),
        ("us_mx_court_firearms", "firearm_details_masked.csv"),
    ):
        ingested(ledger, folder_of(source(name)) / "sample" / file, accessed=DAY, member=name)
    return Reader(ledger)


@pytest.mark.parametrize("name", [WEAPONS, COURT])
def test_it_has_no_place_in_the_report_and_says_whose_copy_it_is(held: Reader, name: str) -> None:
    assert CATALOGUE[name].is_own_copy
    assert not any(name in chapter.findings for chapter in CHAPTERS)
    assert "own_copy_terms" in ask(held, name).caveats


# weapons


def test_an_event_with_three_kinds_of_item_counts_once(held: Reader) -> None:
    found = by(ask(held, WEAPONS), "events", "border_segment", "direction", "year")
    assert found["US-BORDER-SW", "direction/southbound", 2025]["events"] == 1
    assert found["US-BORDER-N", "direction/northbound", 2026]["events"] == 1
    assert found["US-BORDER-COASTAL", "direction/not_known", 2026]["events"] == 2
    assert sum(row["events"] for row in rows(ask(held, WEAPONS), "events")) == 8


def test_quantities_are_added_within_a_kind_of_item_only(held: Reader) -> None:
    finding = ask(held, WEAPONS)
    pieces = {(r["fiscal_year"], r["item"], r["way"]): r["value"] for r in rows(finding, "weapon_items_seized")}
    assert pieces["2026*", "Hand guns", "Outbound"] == 3 + 1  # by land and by air
    assert pieces["2025*", "Magazines", "Outbound"] == 4
    assert [r["value"] for r in rows(finding, "ammunition_seized_rounds")] == [500]
    assert [r["value"] for r in rows(finding, "explosives_seized_as_published")] == [10]


def test_a_transcript_is_never_counted(held: Reader) -> None:
    finding = ask(held, WEAPONS)
    assert finding.record_count == 11
    assert "not_a_release" not in finding.caveats
    assert not any(row["item"] == "Receivers" for row in rows(finding, "weapon_items_seized"))


def test_a_segment_holds_its_areas_only(held: Reader) -> None:
    found = rows(ask(held, WEAPONS, place="US-BORDER-N"), "events")
    assert {row["border_segment"] for row in found} == {"US-BORDER-N"}


def test_no_whole_year_gives_no_sentence(held: Reader) -> None:
    assert sentences(ask(held, WEAPONS)) == []


# court cases


def test_makers_and_calibres_have_one_spelling_and_the_rest_a_row_of_its_own(held: Reader) -> None:
    finding = ask(held, COURT)
    makers = by(finding, "by_maker", "maker")
    assert (makers["Barrett"]["value"], makers[None]["value"], makers[None]["reason"]) == (2, 2, "not_distinguishable")
    assert by(finding, "by_calibre", "calibre")[".50"]["value"] == 2


def test_only_firearms_recovered_in_mexico_stand_in_the_table_of_states(held: Reader) -> None:
    found = by(ask(held, COURT), "to_mexico", "place_from", "place_to")
    assert {key: row["value"] for key, row in found.items()} == {
        ("US-TX", "MX-JAL"): 1, ("US-TX", "MX"): 1, ("US", "MX-TAM"): 1,
    }  # fmt: skip


def test_too_few_firearms_with_both_days_give_no_quartiles(held: Reader) -> None:
    finding = ask(held, COURT)
    (row,) = rows(finding, "days_to_recovery")
    assert (row["firearms"], row["median"], row["reason"]) == (1, None, "low_quality")
    assert sentences(finding) == []


def test_quartiles_of_days_are_those_of_the_days(tmp_path: Path) -> None:
    sample = folder_of(source("us_mx_court_firearms")) / "sample" / "firearm_details_masked.csv"
    header, first, *_ = sample.read_bytes().decode("utf-8").splitlines()
    days = [first.replace(",2/4/20,", f",{text},") for text in ("1/6/20", "1/7/2020", "1/8/20", "1/9/20", "1/15/20")]
    path = tmp_path / "firearm_details_masked.csv"
    path.write_text("\r\n".join([header, *days, ""]), encoding="utf-8")
    ingested(tmp_path / "ledger", path, accessed=DAY, member="us_mx_court_firearms")
    finding = ask(Reader(tmp_path / "ledger"), COURT)
    (row,) = rows(finding, "days_to_recovery")
    assert (row["firearms"], row["first"], row["median"], row["third"]) == (5, 2, 3, 4)
    assert sentences(finding) == [
        "From purchase to recovery in Mexico: median 3 days, half of the firearms between 2 and 4 days; 5 firearms have "
        "both days."
    ]


def test_the_years_of_the_cases_narrow_the_answer(held: Reader) -> None:
    finding = ask(held, COURT, since=date(2022, 1, 1))
    assert finding.record_count == 4
    assert finding.period_start == date(2022, 1, 1)


def test_the_median_of_the_users_copy_agrees_with_sql(full_ledger: Reader, raw: Path) -> None:
    (row,) = rows(ask(full_ledger, COURT), "days_to_recovery")
    path = raw / "us/us_mx_gun_trafficking_court_cases/firearm_details_masked.csv"
    bought, recovered = (
        f"(CASE WHEN regexp_matches(\"{name}\", '/[0-9]{{2}}$') THEN try_strptime(\"{name}\", '%m/%d/%y') "
        f"ELSE try_strptime(\"{name}\", '%m/%d/%Y') END)"
        for name in ("Purchase date", "Mex Recovery date")
    )
    theirs = duckdb.sql(
        f"SELECT count(d), quantile_cont(d, 0.25), quantile_cont(d, 0.5), quantile_cont(d, 0.75) FROM "
        f"(SELECT date_diff('day', {bought}, {recovered}) d FROM read_csv('{path}', all_varchar = true))"
    ).fetchall()[0]
    assert (row["firearms"], row["first"], row["median"], row["third"]) == theirs


def test_the_transcript_of_the_raw_files_gives_no_count(full_ledger: Reader) -> None:
    assert ask(full_ledger, WEAPONS).record_count == 0
