from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask, by, rows, sentences, table
from tripoint.errors import RegistryError
from tripoint.findings.question import Finding
from tripoint.store.ledger import Reader

NAME = "laboratory_reports"
YEARLY = {
    "snapshot": "3" * 64, "period_end": date(2024, 12, 31),
    "period_as_written": "2024; analyzed by March 31, 2025",
}  # fmt: skip


def report(
    half: str, substance: str = "fentanyl", place: str = "US-OH", *, value: float = 1.0, series: str = "dqs"
) -> dict[str, Any]:
    """half: the year and H1 or H2, as in 2024H1."""
    year, is_first = int(half[:4]), half.endswith("1")
    return figure(
        source="us_nflis_drug", series=series, measure="drug_reports", unit="reports", value=value,
        period_start=date(year, 1 if is_first else 7, 1),
        period_end=date(year, 6, 30) if is_first else date(year, 12, 31), place=place, substance=substance,
        source_column="DRUG_REPORTS", caveats="reports_not_seizures",
    )  # fmt: skip


def growing(*reports: dict[str, Any]) -> list[dict[str, Any]]:
    return [r | {"caveats": "reports_not_seizures incomplete_last_period"} for r in reports]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return ledger_of(
        tmp_path_factory.mktemp("small"),
        report("2024H1", value=10), report("2024H2", value=8), report("2024H2", place="US-XX", value=1),
        report("2024H2", "4_anpp", value=3), report("2024H1", "4_anpp", value=4),
        *growing(report("2025H1", value=2), report("2025H1", "carfentanil", value=5)),
        report("2024H1", value=900, series="table3") | YEARLY,
    )  # fmt: skip


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def test_fentanyl_and_all_other_substances_stand_apart(small: Reader):
    found = by(ask(small, NAME), "half_yearly", "period_start", "group_code")
    assert found[date(2024, 7, 1), "focus"]["value"] == 9
    assert found[date(2024, 7, 1), "others"]["value"] == 3


def test_the_yearly_tables_are_never_in_the_half_years(small: Reader):
    finding = ask(small, NAME)
    assert sum(row["value"] for row in rows(finding, "half_yearly")) == 33
    assert rows(finding, "table_3")[0]["focus"] == 900
    assert all(chart.table != "table_3" for chart in finding.charts)


def test_an_incomplete_half_year_is_marked_and_drawn_in_grey_and_not_the_last(small: Reader):
    finding = ask(small, NAME)
    statuses = {row["period_start"]: row["status"] for row in rows(finding, "half_yearly")}
    assert statuses[date(2025, 1, 1)] == "incomplete when retrieved; will grow"
    assert statuses[date(2024, 7, 1)] is None
    assert finding.charts[0].unsettled == "is_unsettled"
    unsettled = {row["period_start"] for row in rows(finding, "half_yearly") if row["is_unsettled"]}
    assert unsettled == {date(2025, 1, 1)}
    assert {row["period_start"] for row in rows(finding, "by_state")} == {date(2024, 7, 1)}
    assert "incomplete_last_period" in finding.caveats


def test_a_state_without_a_row_has_no_number(small: Reader):
    found = by(ask(small, NAME), "by_state", "place")
    assert found["US-TX"]["last"] is None
    assert found["US-TX"]["last_missing"] == "not_reported"


def test_the_first_half_year_of_the_data_is_or_earlier(small: Reader):
    found = by(ask(small, NAME), "first_seen", "substance")
    assert found["fentanyl"]["first"] == "{period} or earlier (the data begin here)"
    assert found["carfentanil"]["first"] == "{period}"
    assert found["carfentanil"]["first_start"] == date(2025, 1, 1)


def test_the_data_begin_at_the_same_day_for_every_substance_and_place(small: Reader):
    asked = by(ask(small, NAME, substance="carfentanil", place="US-OH"), "first_seen", "substance")
    assert asked["carfentanil"]["first"] == "{period}"


def test_since_does_not_move_a_first_report(small: Reader):
    found = by(ask(small, NAME, since=date(2024, 7, 1)), "first_seen", "substance")
    assert found["4_anpp"]["first_start"] == date(2024, 1, 1)


def test_an_unknown_state_is_no_state_that_reports(small: Reader):
    assert by(ask(small, NAME), "first_seen", "substance")["fentanyl"]["states"] == 1


def test_a_substance_asked_for_is_the_only_one(small: Reader):
    finding = ask(small, NAME, substance="4_anpp")
    assert {row["group_code"] for row in rows(finding, "half_yearly")} == {"focus"}
    assert sentences(finding)[0].startswith("4-ANPP (despropionylfentanyl), United States: 3 laboratory reports")


def test_a_place_has_no_map(small: Reader):
    finding = ask(small, NAME, place="US-OH")
    assert [chart.kind for chart in finding.charts] == ["lines"]
    assert [row["place"] for row in rows(finding, "by_state")] == ["US-OH"]


def test_the_country_as_a_place_is_every_state(small: Reader):
    assert rows(ask(small, NAME, place="US"), "half_yearly") == rows(ask(small, NAME), "half_yearly")


def test_nothing_held_gives_no_sentence_and_no_chart(tmp_path: Path):
    finding = ask(ledger_of(tmp_path, figure()), NAME)
    assert (finding.facts, finding.charts, finding.record_count) == ((), (), 0)


def test_an_unknown_substance_is_an_error(small: Reader):
    with pytest.raises(RegistryError, match="no substance has the id 'fentanil'"):
        ask(small, NAME, substance="fentanil")


def test_national_half_years_are_those_of_the_file(full: Finding):
    found = by(full, "half_yearly", "period_start", "group_code")
    totals = {
        day: found[day, "focus"]["value"] + found[day, "others"]["value"]
        for day in (date(2023, 1, 1), date(2024, 7, 1), date(2025, 7, 1))
    }
    assert totals == {date(2023, 1, 1): 119_341, date(2024, 7, 1): 84_726, date(2025, 7, 1): 57_180}
    assert not found[date(2025, 7, 1), "focus"]["is_complete"]
    assert found[date(2025, 1, 1), "focus"]["is_complete"]


def test_there_are_124_substances_and_six_yearly_tables(full: Finding):
    assert len(rows(full, "first_seen")) == 124
    assert [row["period_start"].year for row in rows(full, "table_3")] == [2017, 2018, 2019, 2020, 2021, 2022]
    assert all(row["cut_off"] for row in rows(full, "table_3"))


def test_the_newest_substances_come_first(full: Finding):
    starts = [row["first_start"] for row in rows(full, "first_seen")]
    assert starts == sorted(starts, reverse=True)
    assert table(full, "first_seen").in_report == 25


def test_as_of_a_day_before_the_files_nothing_is_known(full_ledger: Reader):
    earlier = Reader(full_ledger.folder, as_of=date(2026, 3, 2))
    assert rows(ask(earlier, NAME), "half_yearly") == []
