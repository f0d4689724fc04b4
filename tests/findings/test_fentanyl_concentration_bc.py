"""Fentanyl content in British Columbia, from made files: quartiles by hand, and no small cell told, not even by asking twice."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.builders import ingested
from tests.findings.answers import ask, by, month, rows, sentences
from tripoint.errors import QuestionError
from tripoint.findings.catalogue import CATALOGUE
from tripoint.present.trilateral import CHAPTERS
from tripoint.store.ledger import Reader

NAME, QUESTION = "ca_bccsu_fentanyl", "fentanyl_concentration_bc"
HEADER = "Health Authority,Sample ID,Visit Date,Collection Site,City/Town,Drug,Category,Quant"
DOWN, FENTANYL, HEROIN = "Down (Unknown Opioid)", "Fentanyl", "Heroin"
Row = tuple[str, str, float]


def some(authority: str, contents: Sequence[float], expected: str = FENTANYL) -> list[Row]:
    return [(authority, expected, content) for content in contents]


JANUARY = [
    *some("Vancouver Coastal", [10, 20, 30, 40, 50, 60, 70]), *some("Fraser Health", [1, 2, 3, 4, 5], DOWN),
    *some("Interior Health", [15, 25], HEROIN),
]  # fmt: skip
FEBRUARY = some("Northern Health", [11, 12, 13])
MARCH = [*some("Fraser Health", [21, 22, 23, 24, 25]), *some("Island Health", [31, 32, 33, 34, 35, 36])]
APRIL = [*some("Fraser Health", [5] * 20), *some("", [6])]


def reader_of(folder: Path, **months: Sequence[Row]) -> Reader:
    for number, (name, listed) in enumerate(months.items(), 1):
        path = folder / f"Fent Quant Opioids {name} 2026.csv"
        lines = [
            f"{authority},MADE{number}{at:06},2026-{number:02}-{1 + at % 28:02},Made Site,Madeville,{drug},Opioid,{content}"
            for at, (authority, drug, content) in enumerate(listed)
        ]
        path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
        ingested(folder / "ledger", path, accessed=date(2026, 6, 1), member=NAME)
    return Reader(folder / "ledger")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Two months that both can be told."""
    return reader_of(tmp_path_factory.mktemp("plain"), Jan=JANUARY, Feb=MARCH)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """February has three samples."""
    return reader_of(tmp_path_factory.mktemp("small"), JAN=JANUARY, FEb=FEBRUARY, Mar=MARCH, Apr=APRIL)


def told(reader: Reader, table: str, *keys: str, **filters: Any) -> dict[Any, int | None]:
    found = by(ask(reader, QUESTION, **filters), table, "month_start", *keys)
    assert all((row["samples"] is None) == (row["reason"] == "suppressed") for row in found.values())
    assert all((row["samples"] is None) == (row["median"] is None) for row in found.values())
    return {
        (key[0].month, *key[1:]) if isinstance(key, tuple) else key.month: row["samples"] for key, row in found.items()
    }


def test_it_has_no_place_in_the_report_and_says_what_it_does_not(plain: Reader) -> None:
    assert CATALOGUE[QUESTION].is_own_copy
    assert not any(QUESTION in chapter.findings for chapter in CHAPTERS)
    assert set(ask(plain, QUESTION).caveats) == {
        "own_copy_terms", "quantified_samples_only", "drug_checking_samples", "content_basis_not_stated",
    }  # fmt: skip


def test_quartiles_are_those_of_the_samples(plain: Reader) -> None:
    found = by(ask(plain, QUESTION), "by_month", "month_start")
    march = found[date(2026, 2, 1)]  # the eleven from 21 to 36
    assert (march["samples"], march["first"], march["median"], march["third"]) == (11, 23.5, 31, 33.5)
    assert found[date(2026, 1, 1)]["median"] == 17.5  # of fourteen: the middle of 15 and 20


def test_the_sentence_is_of_all_samples_asked_for(plain: Reader) -> None:
    assert sentences(ask(plain, QUESTION, since=date(2026, 2, 1))) == [
        "Samples with a quantification in British Columbia, February 2026: median 31% of fentanyl, half of the samples "
        "between 23.5% and 33.5%; 11 samples."
    ]


def test_a_small_authority_is_withheld_with_another_so_that_the_month_does_not_tell_it(plain: Reader) -> None:
    assert told(plain, "by_authority", "place") == {
        (1, "CA-BC-VANCOUVER-COASTAL"): 7, (1, "CA-BC-FRASER"): None, (1, "CA-BC-INTERIOR"): None,
        (2, "CA-BC-FRASER"): 5, (2, "CA-BC-ISLAND"): 6,
    }  # fmt: skip


def test_what_was_expected_is_withheld_alike(plain: Reader) -> None:
    assert told(plain, "by_expected", "expected") == {
        (1, FENTANYL): 7, (1, DOWN): None, (1, HEROIN): None, (2, FENTANYL): 11,
    }  # fmt: skip


def test_a_small_month_is_withheld_with_the_smallest_other_and_with_all_its_cells(small: Reader) -> None:
    assert told(small, "by_month") == {1: 14, 2: None, 3: None, 4: 21}
    cells = told(small, "by_authority", "place")
    assert {key: count for key, count in cells.items() if key[0] in (2, 3)} == {
        (2, "CA-BC-NORTHERN"): None, (3, "CA-BC-FRASER"): None, (3, "CA-BC-ISLAND"): None,
    }  # fmt: skip


def test_asking_for_other_months_tells_no_more(small: Reader) -> None:
    whole = told(small, "by_month")
    of_all = ask(small, QUESTION).record_count
    for first in range(1, 5):
        for last in range(first, 5):
            dates = {"since": date(2026, first, 1), "until": month(2026, last)[1]}
            assert told(small, "by_month", **dates) == {m: n for m, n in whole.items() if first <= m <= last}
            finding = ask(small, QUESTION, **dates)
            assert finding.record_count == of_all
            assert bool(sentences(finding)) == (not {2, 3} & set(range(first, last + 1)))


def test_an_authority_that_was_not_recorded_is_a_row_of_its_own_and_guards_its_neighbour(small: Reader) -> None:
    found = [r for r in rows(ask(small, QUESTION), "by_authority") if r["month_start"] == date(2026, 4, 1)]
    assert {(r["place"], r["absent"], r["reason"]) for r in found} == {
        ("CA-BC-FRASER", None, "suppressed"), (None, "not_recorded", "suppressed"),
    }  # fmt: skip


def test_asking_for_an_authority_tells_no_more_of_it(plain: Reader) -> None:
    finding = ask(plain, QUESTION, place="CA-BC-INTERIOR")
    assert [(row["place"], row["samples"]) for row in rows(finding, "by_authority")] == [("CA-BC-INTERIOR", None)]
    assert [t.name for t in finding.tables] == ["by_authority"]
    assert sentences(finding) == []
    assert finding.record_count == ask(plain, QUESTION).record_count


@pytest.mark.parametrize("place", ["CA", "CA-BC"])
def test_the_province_and_the_country_are_all_of_it(plain: Reader, place: str) -> None:
    assert told(plain, "by_authority", "place", place=place) == told(plain, "by_authority", "place")


def test_a_part_of_a_month_is_not_counted(plain: Reader) -> None:
    assert ask(plain, QUESTION, since=date(2026, 1, 2), until=date(2026, 2, 27)).record_count == 0
    assert told(plain, "by_month", since=date(2026, 1, 2)) == {2: 11}


def test_a_place_without_samples_is_empty_and_not_zero(plain: Reader) -> None:
    finding = ask(plain, QUESTION, place="CA-ON")
    assert (finding.record_count, finding.is_emptied_by_filters) == (0, True)
    assert all(not rows(finding, t.name) for t in finding.tables)


def test_a_place_of_another_country_is_refused(plain: Reader) -> None:
    with pytest.raises(QuestionError):
        ask(plain, QUESTION, place="US-WA")


def test_no_service_town_or_number_of_a_sample_stands_in_the_answer(plain: Reader) -> None:
    shown = "".join(str(t.data.to_pylist()) for t in ask(plain, QUESTION).tables)
    assert not any(word in shown for word in ("Made Site", "Madeville", "MADE"))


def test_every_cell_of_the_users_copy_agrees_with_sql_or_is_withheld(full_ledger: Reader, raw: Path) -> None:
    path = raw / "ca/bccsu_fentanyl_quant_by_sample/Fent*.csv"
    theirs = {
        (start, name): numbers
        for start, name, *numbers in duckdb.sql(
            f"""SELECT date_trunc('month', "Visit Date"::DATE)::DATE, "Health Authority", count(*),
            quantile_cont(Quant::DOUBLE, 0.25), quantile_cont(Quant::DOUBLE, 0.5), quantile_cont(Quant::DOUBLE, 0.75)
            FROM read_csv('{path}', all_varchar = true) GROUP BY GROUPING SETS ((1, 2), (1))"""
        ).fetchall()
    }
    names = {"CA-BC-FRASER": "Fraser Health", "CA-BC-INTERIOR": "Interior Health", "CA-BC-ISLAND": "Island Health",
             "CA-BC-NORTHERN": "Northern Health", "CA-BC-VANCOUVER-COASTAL": "Vancouver Coastal"}  # fmt: skip
    finding = ask(full_ledger, QUESTION)
    cells = [(row, names[row["place"]]) for row in rows(finding, "by_authority") if row["place"]]
    cells_told = [(row, name) for row, name in cells if row["samples"]]
    assert len(cells_told) > 100
    for row, name in cells_told:
        numbers = [row[column] for column in ("samples", "first", "median", "third")]
        assert numbers == pytest.approx(theirs[row["month_start"], name])
    assert all(theirs[row["month_start"], name][0] >= 5 for row, name in cells_told)
    assert len(cells) > len(cells_told)
    assert len(rows(finding, "by_month")) == len({start for start, _ in theirs})
