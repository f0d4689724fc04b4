from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask, by, month, rows, sentences, table
from tripoint.errors import QuestionError
from tripoint.findings.question import Fact, Finding
from tripoint.present.cells import sentence
from tripoint.present.words import words
from tripoint.store.ledger import Reader

NAME = "mexico_investigations"
CATEGORIES = (
    "firearms_law",
    "drugs/possession",
    "drugs/trafficking",
    "narcomenudeo",
    "organised_crime/drugs",
)


def months(year: int, *, reported: int = 12, value: float = 1.0, place: str = "MX-SON") -> Iterator[dict[str, Any]]:
    """One figure for each month and category; those after `reported` are blank."""
    for category in CATEGORIES:
        for number in range(1, 13):
            start, end = month(year, number)
            is_blank = number > reported
            yield figure(
                source="mx_sesnsp_federal", series="fuero_federal", measure="investigations_opened",
                unit="investigations", period_start=start, period_end=end, place=place, category=category,
                value=None if is_blank else value, missing="not_yet_reported" if is_blank else None,
            )  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return ledger_of(
        tmp_path_factory.mktemp("small"), *months(2024), *months(2025, value=2), *months(2026, reported=4),
        *months(2025, value=3, place="MX-MEX"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def test_firearms_and_drugs_are_two_tables_with_two_sums(small: Reader):
    finding = ask(small, NAME)
    assert by(finding, "firearms_by_state", "place")["MX-SON"]["y2025"] == 24
    assert by(finding, "drugs_by_state", "place")["MX-SON"]["y2025"] == 48
    assert {row["category"] for row in rows(finding, "firearms_monthly")} == {"firearms_law"}
    assert "firearms_law" not in {row["category"] for row in rows(finding, "drugs_monthly")}


def test_retail_dealing_and_organised_crime_are_not_added_to_drug_offences(small: Reader):
    finding = ask(small, NAME, place="MX-SON")
    kinds = by(finding, "drugs_by_kind", "category")
    assert kinds["narcomenudeo"]["y2025"] == 24
    assert sentences(finding)[2].startswith("Drug offences of the federal criminal code, Sonora: 48 federal")


def test_a_month_not_yet_reported_is_blank_and_never_zero(small: Reader):
    found = by(ask(small, NAME), "firearms_monthly", "period_start")
    may = found[date(2026, 5, 1)]
    assert (may["value"], may["missing"]) == (None, "not_yet_reported")
    assert found[date(2026, 4, 1)]["value"] == 1


def test_a_month_that_one_state_has_not_reported_has_no_national_number(tmp_path: Path):
    late = months(2025, reported=11, place="MX-MEX")
    found = by(ask(ledger_of(tmp_path, *months(2025), *late), NAME), "firearms_monthly", "period_start")
    assert found[date(2025, 11, 1)]["value"] == 2
    assert found[date(2025, 12, 1)]["value"] is None


def test_the_running_year_is_labelled_and_is_no_complete_year(small: Reader):
    finding = ask(small, NAME)
    columns = next(t for t in finding.tables if t.name == "firearms_by_state").columns
    assert [c.title for c in columns[1:]] == ["2024", "2025", "2026*"]
    assert "January 2026 to April 2026 (running year)" in " ".join(sentences(finding))
    assert "Not yet reported in this release: May 2026 to December 2026. Blank is not zero." in sentences(finding)


def test_months_not_yet_reported_stand_last_and_out_of_the_print(small: Reader):
    finding = ask(small, NAME)
    shown = table(finding, "firearms_monthly")
    found = shown.data.to_pylist()
    assert found[0]["period_start"] == date(2026, 4, 1)
    assert {row["missing"] for row in found[-8:]} == {"not_yet_reported"}
    assert all(row["value"] is not None for row in found[: shown.in_report])
    assert shown.note == "Months without any value stand after all others in the rows."


def test_kinds_are_drawn_in_the_order_of_the_table_of_kinds(small: Reader):
    finding = ask(small, NAME)
    drawn = dict.fromkeys(row["kind"] for row in rows(finding, "drugs_monthly"))
    assert list(drawn) == [row["kind"] for row in rows(finding, "drugs_by_kind") if row["kind"] in drawn]


def test_the_maps_name_their_year(small: Reader):
    titles = [chart.title for chart in ask(small, NAME).charts if chart.kind == "symbols"]
    assert all(isinstance(t, Fact) and ", 2025. Each map" in sentence(t, words("en")) for t in titles)


def test_the_maps_stand_side_by_side_and_draw_the_last_complete_year(small: Reader):
    maps = [chart for chart in ask(small, NAME).charts if chart.kind == "symbols"]
    assert [(m.country, m.y, m.is_half_width) for m in maps] == [("MX", "y2025", True)] * 2
    assert len({m.table for m in maps}) == 2


def test_one_state_is_drawn_without_a_map(small: Reader):
    finding = ask(small, NAME, place="MX-MEX")
    assert {chart.kind for chart in finding.charts} == {"lines"}
    assert [row["place"] for row in rows(finding, "firearms_by_state")] == ["MX-MEX"]


def test_until_ends_the_years(small: Reader):
    finding = ask(small, NAME, until=date(2025, 6, 30))
    assert sentences(finding, headlines=True) == []
    assert finding.period_end == date(2025, 6, 30)


def test_it_knows_no_substance(small: Reader):
    with pytest.raises(QuestionError, match="cannot be filtered by substance"):
        ask(small, NAME, substance="fentanyl")


def test_nothing_held_gives_no_sentence_and_no_chart(tmp_path: Path):
    finding = ask(ledger_of(tmp_path, figure()), NAME)
    assert (finding.facts, finding.charts, finding.record_count) == ((), (), 0)


def test_years_of_the_firearms_law_are_those_of_the_file(full_ledger: Reader):
    for year, expected in ((2012, 19_015), (2016, 12_428), (2024, 14_845), (2025, 18_012)):
        finding = ask(full_ledger, NAME, since=date(year, 1, 1), until=date(year, 12, 31))
        assert sum(row[f"y{year}"] for row in rows(finding, "firearms_by_state")) == expected


def test_the_running_year_of_the_file_is_january_to_april(full: Finding):
    assert sum(row["y2026"] for row in rows(full, "firearms_by_state")) == 5_505


def test_the_break_of_trafico_is_said(full: Finding):
    kinds = by(full, "drugs_by_kind", "category")["drugs/trafficking"]
    assert [kinds[f"y{year}"] for year in (2018, 2019, 2020, 2025)] == [203, 825, 1_804, 1_325]
    assert "classification_break_trafico" in full.caveats
    assert any("do not read it as a rise" in text for text in sentences(full))


def test_the_fall_of_2012_is_said(full: Finding, full_ledger: Reader):
    (said,) = [text for text in sentences(full) if text.startswith("Break in 2012")]
    assert all(number in said for number in ("27,870", "8,836", "2,029", "560", "states no cause"))
    later = ask(full_ledger, NAME, since=date(2013, 1, 1))
    assert not any(text.startswith("Break in 2012") for text in sentences(later))


def test_every_state_and_abroad_has_a_row(full: Finding):
    assert len(rows(full, "firearms_by_state")) == 33
    assert "MX-EXTRANJERO" in by(full, "firearms_by_state", "place")
