"""us_fbi_nics: blanks that are not zero, totals that must add, and the parsed file against SQL."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tripoint.sources.catalogue import source

NAME = "us_fbi_nics"
SAMPLE = "nics-firearm-background-checks.csv"
PATH = folder_of(source(NAME)) / "sample" / SAMPLE
RAW = Path("us/fbi_nics_background_checks") / SAMPLE


def changed(folder: Path, change: Callable[[str], str]) -> Path:
    return variants.changed(NAME, SAMPLE, folder, change)


def test_a_type_that_no_state_had_yet_is_not_available_and_never_zero() -> None:
    cells = {(f["place"], str(f["period_start"]), f["category"]): f for f in rows_of(NAME, PATH)}
    before = cells["US-TX", "1999-12-01", "permit_recheck"]
    assert (before["value"], before["missing"]) == (None, "not_available")
    assert cells["US-MP", "2020-01-01", "permit_recheck"]["value"] == 0.0


def test_a_blank_where_other_states_report_is_not_reported() -> None:
    cells = {(f["place"], str(f["period_start"]), f["category"]): f for f in rows_of(NAME, PATH)}
    assert cells["US-TX", "2020-01-01", "returned_long_gun"]["missing"] == "not_reported"
    assert cells["US-MP", "1999-12-01", "permit"]["missing"] == "not_reported"


def test_the_printed_total_is_checked_and_not_kept() -> None:
    assert "totals" not in {f["source_column"] for f in rows_of(NAME, PATH)}


def test_a_total_that_differs_from_its_types_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(",0,0,0,0,168", ",0,0,0,0,167")))
    assert (problem.code, problem.column, problem.value, problem.detail) == (
        "total_mismatch", "2020-02 Texas", "167", "168",
    )  # fmt: skip


def test_a_blank_total_is_no_total(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(",0,0,0,0,168", ",0,0,0,0,")))
    assert (problem.code, problem.column) == ("not_a_count", "totals")


@pytest.mark.parametrize("text", ["-10", "10.5", "ten", "1,0"])
def test_only_a_whole_number_is_a_count(tmp_path: Path, text: str) -> None:
    quoted = f'"{text}"' if "," in text else text
    found = problems_of(NAME, changed(tmp_path, swap("Texas,10,90", f"Texas,{quoted},90")))
    assert ("not_a_count", "permit", text) in {(p.code, p.column, p.value) for p in found}


@pytest.mark.parametrize("text", ["2020-13", "2020-2", "02-2020", "2020/02", ""])
def test_only_year_and_month_are_a_period(tmp_path: Path, text: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap("2020-02,Texas", f"{text},Texas")))
    assert (problem.code, problem.value) == ("bad_period", text)


def test_an_unknown_state_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap("2020-02,Texas", "2020-02,Tejaz")))
    assert (problem.code, problem.column, problem.value) == ("unknown_value", "state", "Tejaz")


def test_a_state_twice_in_a_month_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, lambda t: t + t.splitlines()[1] + "\n"))
    assert (problem.code, problem.value) == ("duplicate_rows", "2020-02 | Texas")


def test_a_new_type_of_check_is_named(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda t: t.replace("totals\n", "totals,rentals_other\n").replace("\n", ",0\n"))
    path.write_text(path.read_text("utf-8").replace("rentals_other,0", "rentals_other", 1), encoding="utf-8")
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column) == ("column_unexpected", "rentals_other")


# the parsed file itself


@pytest.fixture(scope="module")
def found(raw: Path) -> list[dict[str, object]]:
    return rows_of(NAME, raw / RAW)


def test_every_cell_is_a_figure(found: list[dict[str, object]]) -> None:
    assert len(found) == 16_445 * 24
    assert Counter(f["missing"] is None for f in found)[False] == sum(f["value"] is None for f in found)


def test_blank_cells_are_those_of_the_file(raw: Path, found: list[dict[str, object]]) -> None:
    blank = Counter(f["category"] for f in found if f["value"] is None)
    assert blank["permit_recheck"] == 11_385
    names = sorted({str(f["category"]) for f in found})
    counts = ", ".join(f'count(*) FILTER ("{n}" IS NULL)' for n in names)
    theirs = duckdb.sql(f"SELECT {counts} FROM read_csv('{raw / RAW}', all_varchar = true)").fetchall()[0]
    assert [blank[n] for n in names] == list(theirs)


def test_sums_of_types_are_the_printed_totals_by_state_and_year(raw: Path, found: list[dict[str, object]]) -> None:
    ours = Counter[tuple[str, str]]()
    for f in found:
        ours[str(f["place"]), str(f["period_start"])[:4]] += int(float(str(f["value"] or 0)))
    theirs = duckdb.sql(
        f"SELECT sum(totals::BIGINT)::BIGINT FROM read_csv('{raw / RAW}', all_varchar = true) GROUP BY state, left(month, 4)"
    ).fetchall()
    assert sorted(ours.values()) == sorted(row[0] for row in theirs)
    assert sum(ours.values()) == 460_378_391
