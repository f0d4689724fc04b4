from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask, by, month, rows, sentences, table
from tripoint.store.ledger import Reader

NAME = "firearm_background_checks"
TYPES = {"handgun": 10.0, "long_gun": 5.0, "other": 2.0, "multiple": 1.0, "permit": 4.0, "permit_recheck": 100.0,
         "rentals_handgun": 3.0}  # fmt: skip


def checks(
    year: int, months: range = range(1, 13), *, place: str = "US-TX", values: Mapping[str, float | None] = TYPES
) -> Iterator[dict[str, Any]]:
    for number in months:
        start, end = month(year, number)
        for category, value in values.items():
            yield figure(
                source="us_fbi_nics", series="checks", measure="background_checks", unit="checks", place=place,
                category=category, value=value, missing=None if value is not None else "not_available",
                period_start=start, period_end=end,
            )  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    early = {**TYPES, "permit_recheck": None}
    arizona = {"handgun": 20.0, "long_gun": 1.0, "permit_recheck": 0.0}
    return ledger_of(
        tmp_path_factory.mktemp("small"), *checks(2010, values=early), *checks(2022), *checks(2023, range(1, 4)),
        *checks(2022, place="US-AZ", values=arizona),
    )  # fmt: skip


def test_types_stand_side_by_side_and_the_total_is_their_sum(small: Reader) -> None:
    shown = by(ask(small, NAME), "by_year", "year")["2022"]
    assert (shown["handgun"], shown["long_gun"], shown["other_or_several"]) == (360, 72, 36)
    assert (shown["permit"], shown["permit_recheck"], shown["rest"], shown["all"]) == (48, 1200, 36, 1752)


def test_a_type_that_nobody_had_yet_is_not_available(small: Reader) -> None:
    shown = by(ask(small, NAME), "by_year", "year")["2010"]
    assert (shown["permit_recheck"], shown["permit_recheck_missing"]) == (None, "not_available")


def test_a_year_without_all_its_months_is_marked_and_gives_no_states(small: Reader) -> None:
    finding = ask(small, NAME)
    assert [r["year"] for r in rows(finding, "by_year")] == ["2023*", "2022", "2010"]
    assert {r["period_start"] for r in rows(finding, "by_state")} == {date(2022, 1, 1)}


def test_states_are_ordered_by_checks_of_firearms_not_by_rechecks(small: Reader) -> None:
    assert [r["place"] for r in rows(ask(small, NAME), "by_state")] == ["US-AZ", "US-TX"]


def test_the_sentence_says_rechecks_apart_and_that_checks_are_no_sales(small: Reader) -> None:
    assert sentences(ask(small, NAME, place="US-TX")) == [
        "Texas, 2022: 1,500 firearm background checks, of which 1,200 were rechecks of permits. A check is not a sale."
    ]


def test_the_sentence_of_a_year_before_rechecks_gives_them_no_number(small: Reader) -> None:
    assert sentences(ask(small, NAME, until=date(2010, 12, 31))) == [
        "United States, 2010: 300 firearm background checks; rechecks of permits are not available apart. A check is not "
        "a sale."
    ]


def test_a_time_that_cuts_every_year_leaves_no_states(small: Reader) -> None:
    finding = ask(small, NAME, since=date(2022, 2, 1))
    assert [t.name for t in finding.tables] == ["by_year"]
    assert table(finding, "by_year").data.num_rows == 2
    assert sentences(finding) == []


def test_the_years_of_the_file_agree_with_sql(full_ledger: Reader, raw: Path) -> None:
    path = raw / "us/fbi_nics_background_checks/nics-firearm-background-checks.csv"
    ours = {
        r["year_number"]: (r["all"], r["handgun"], r["permit_recheck"]) for r in rows(ask(full_ledger, NAME), "by_year")
    }
    theirs = duckdb.sql(
        f"""SELECT left(month, 4)::INT, sum(totals::DOUBLE), sum(handgun::DOUBLE), sum(permit_recheck::DOUBLE)
        FROM read_csv('{path}', all_varchar = true) GROUP BY 1"""
    ).fetchall()
    assert ours == {year: tuple(sums) for year, *sums in theirs}
