"""The finding revisions and the tails: what two vintages show, and what is marked."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.builders import figure, flow, ledger_of
from tests.findings.answers import ask, month, rows, sentences
from tripoint.findings.tails import tail_of, unsettled_periods
from tripoint.registry.measures import measures
from tripoint.registry.tails import known_tails, same_cells
from tripoint.registry.words import caveat
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader, edition_path

NAME = "revisions"
CBP = ("us_cbp_drugs", "nationwide_drugs", "seizure_events")
FIRST, SECOND, THIRD = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)


def vintage(day: date, values: dict[int, float], *, areas: int = 12, **changed: Any) -> list[dict[str, Any]]:
    """One snapshot: the same value for so many substances in each month of 2025 (13 is January 2026)."""
    months = {number: month(2025, number) if number < 13 else month(2026, 1) for number in values}
    return [
        figure(
            snapshot=f"{day}".ljust(64, "0"), recorded_at=day, period_start=months[number][0],
            period_end=months[number][1], value=value, source_row=100 * number + area,
            **({"substance": f"s{area}"} | changed),
        )
        for number, value in values.items()
        for area in range(areas)
    ]  # fmt: skip


def growth(reader: Reader, **filters: Any) -> dict[int, float]:
    return {row["age_months"]: row["growth"] for row in rows(ask(reader, NAME, **filters), "every_age")}


def test_growth_planted_in_a_ledger_is_found_by_age(tmp_path: Path) -> None:
    reader = ledger_of(
        tmp_path, *vintage(FIRST, {10: 100, 11: 100, 12: 80}), *vintage(SECOND, {10: 100, 11: 110, 12: 100})
    )
    assert growth(reader) == {3: 0, 2: pytest.approx(10), 1: pytest.approx(100 * (1.25 * 1.1 - 1))}


def test_a_ledger_in_which_nothing_changed_shows_no_growth_and_no_tail(tmp_path: Path) -> None:
    same = {10: 100.0, 11: 90.0, 12: 80.0}
    reader = ledger_of(tmp_path, *vintage(FIRST, same), *vintage(SECOND, same))
    assert set(growth(reader).values()) == {0.0}
    assert unsettled_periods(reader, reader.figures(), tail_of(reader, *CBP)) == frozenset()


def test_growth_over_three_vintages_is_chained(tmp_path: Path) -> None:
    reader = ledger_of(tmp_path, *vintage(FIRST, {12: 50}), *vintage(SECOND, {12: 80}), *vintage(THIRD, {12: 100}))
    assert growth(reader) == {1: pytest.approx(100), 2: pytest.approx(25)}


def test_a_tail_measured_from_vintages_marks_the_months_younger_than_it(tmp_path: Path) -> None:
    reader = ledger_of(
        tmp_path, *vintage(FIRST, {10: 100, 11: 100, 12: 80}), *vintage(SECOND, {10: 100, 11: 100, 12: 100, 13: 70})
    )
    tail = tail_of(reader, *CBP)
    assert (tail.months, tail.is_measured) == (2, True)
    assert unsettled_periods(reader, reader.figures(), tail) == frozenset({month(2026, 1)})


def test_few_pairs_are_said_and_measure_no_tail(tmp_path: Path) -> None:
    reader = ledger_of(tmp_path, *vintage(FIRST, {12: 80}, areas=9), *vintage(SECOND, {12: 100}, areas=9))
    (row,) = rows(ask(reader, NAME), "growth")
    assert row["status"] == "few pairs"
    assert not tail_of(reader, *CBP).is_measured


def test_a_vintage_without_a_value_is_no_pair(tmp_path: Path) -> None:
    gone = [{**record, "value": None, "missing": "suppressed"} for record in vintage(SECOND, {12: 0})]
    reader = ledger_of(tmp_path, *vintage(FIRST, {12: 80}), *gone)
    assert growth(reader) == {}


def test_flows_have_vintages_too(tmp_path: Path) -> None:
    reader = ledger_of(
        tmp_path, flow(value=100.0, recorded_at=FIRST, snapshot="a" * 64),
        flow(value=130.0, recorded_at=SECOND, snapshot="b" * 64),
    )  # fmt: skip
    assert growth(reader) == {97: pytest.approx(30)}


def test_a_time_and_a_substance_narrow_the_answer(tmp_path: Path) -> None:
    old = [*vintage(FIRST, {11: 100, 12: 80}, substance="fentanyl"), *vintage(FIRST, {12: 10}, substance="cocaine")]
    new = [*vintage(SECOND, {11: 110, 12: 100}, substance="fentanyl"), *vintage(SECOND, {12: 30}, substance="cocaine")]
    reader = ledger_of(tmp_path, *old, *new)
    assert growth(reader, substance="fentanyl", since=date(2025, 12, 1)) == {1: pytest.approx(25)}


def test_synthetic_vintages_in_a_ledger_are_said_to_be_synthetic(tmp_path: Path) -> None:
    made = {"caveats": "synthetic_vintages"}
    reader = ledger_of(tmp_path, *vintage(FIRST, {12: 80}, **made), *vintage(SECOND, {12: 100}, **made))
    assert "synthetic_vintages" in ask(reader, NAME).caveats


@pytest.fixture(scope="module")
def edition() -> Reader:
    return Reader(edition_path())


def test_the_edition_compares_two_series_that_count_the_same_cells(edition: Reader) -> None:
    found = {(r["source"], r["age_months"]): r for r in rows(ask(edition, NAME), "every_age")}
    deaths, reports = found["us_cdc_overdose", 8], found["us_nflis_drug", 3]
    assert (deaths["pairs"], round(deaths["growth"], 2)) == (19, 2.05)
    assert (reports["pairs"], reports["periods"], round(reports["growth"], 2)) == (2199, 5, 4.54)
    assert found["us_cdc_overdose", 40]["growth"] == 0
    assert any("read as two vintages" in sentence for sentence in sentences(ask(edition, NAME)))


@pytest.mark.raw
def test_the_growth_of_deaths_is_that_of_the_publishers_two_files(raw: Path, edition: Reader) -> None:
    folder = raw / "us" / "cdc_vsrr_overdose"
    connection = duckdb.connect()
    ((older, newer),) = connection.execute(
        """
        SELECT sum(o.v), sum(n.v) FROM
        (SELECT State s, Year y, Month m, CAST(replace("Data Value", ',', '') AS DOUBLE) v
         FROM read_csv(?, all_varchar = true) WHERE Indicator LIKE 'Synthetic opioids%') o
        JOIN (SELECT state s, year y, month m, CAST(replace(data_value, ',', '') AS DOUBLE) v
              FROM read_csv(?, all_varchar = true)) n USING (s, y, m)
        WHERE o.y = '2018' AND o.m = 'September' AND o.v IS NOT NULL AND n.v IS NOT NULL
        """,
        [
            str(folder / "VSRR_Provisional_Drug_Overdose_Death_Counts.csv"),
            str(folder / "cdc_api_provisional_overdose_counts.csv"),
        ],
    ).fetchall()
    found = {
        r["age_months"]: r["growth"] for r in rows(ask(edition, NAME), "every_age") if r["source"] == "us_cdc_overdose"
    }
    assert found[8] == pytest.approx(100 * (newer / older - 1))


def test_the_edition_marks_what_its_publishers_and_vintages_say(edition: Reader) -> None:
    figures = edition.figures()

    def newest(name: str, series: str, measure: str) -> list[date]:
        own = figures.filter(figures.source == name, figures.series == series, figures.measure == measure)
        return sorted(end for _, end in unsettled_periods(edition, own, tail_of(edition, name, series, measure)))

    assert newest(*CBP) == [date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 31)]
    assert newest("us_nflis_drug", "dqs", "drug_reports") == [date(2025, 12, 31)]
    assert newest("us_cdc_overdose", "t40_4", "deaths_12_months")[0] == date(2025, 1, 31)


def test_no_sentence_compares_a_value_of_the_tail(edition: Reader) -> None:
    for name in ("border_drug_seizures", "laboratory_reports"):
        for sentence in sentences(ask(edition, name), headlines=True):
            assert "fiscal year 2026" not in sentence
            assert "July 2025 to December 2025" not in sentence


def test_every_tail_and_pair_of_the_registry_names_a_source_a_measure_and_a_caveat() -> None:
    known = {m.measure_id for m in measures()}
    for tail in known_tails():
        assert {layout.series for layout in source(tail.source).layouts} >= {tail.series}
        assert not tail.measure or tail.measure in known
        assert not tail.caveat or caveat(tail.caveat)
        assert tail.citation
        assert all(tail.why.values())
    for pair in same_cells():
        assert {layout.series for layout in source(pair.source).layouts} >= {pair.older_series, pair.newer_series}
        assert pair.measure in known
        assert (pair.period is None) == (pair.known is None)
        assert all(pair.why.values())
