"""ca_bccsu_fentanyl: months of odd names, what was expected, no sample or service told, and SQL beside the user's copy."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.builders import ingested
from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tripoint.errors import BadInput
from tripoint.sources.ca_bccsu_fentanyl.read import month_of
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader

NAME = "ca_bccsu_fentanyl"
JANUARY, FEBRUARY = "Fent Quant Opioids Jan 2026.csv", "Fent Quant Opioids FEb 2026.csv"
PATH = folder_of(source(NAME)) / "sample" / JANUARY
FILES = "ca/bccsu_fentanyl_quant_by_sample/Fent*.csv"
SITES = ("Made Service", "Madeville", "Made Falls", "Made Bay")


def changed(folder: Path, change: Callable[[str], str], file: str | None = None) -> Path:
    return variants.changed(NAME, JANUARY, folder, change, file=file)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        (JANUARY, 1), (FEBRUARY, 2), ("Fent Quant Opioids MAy 2026.csv", 5), ("Fent Quant Opioids September 2026.csv", 9),
        ("Fent Quant Opioids DEC 2026 (1).csv", 12),
    ],
)  # fmt: skip
def test_the_month_of_a_name_is_known_however_it_is_spelt(name: str, month: int) -> None:
    span = month_of(name)
    assert span is not None
    assert span[0] == date(2026, month, 1)


@pytest.mark.parametrize("name", ["Fent Quant Opioids.csv", "Fent Quant Opioids 2026.csv", "Fent Quant Mary 2026.csv"])
def test_a_name_without_a_month_tells_none(name: str) -> None:
    assert month_of(name) is None


def test_a_visit_of_another_month_than_the_name_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap("2026-01-31", "2026-02-01")))
    assert (problem.code, problem.column, problem.value, problem.rows) == ("bad_cell", "Visit Date", "2026-02-01", 1)
    without = changed(tmp_path, swap("2026-01-31", "2026-02-01"), file="Fent Quant Opioids.csv")
    assert problems_of(NAME, without) == ()


def test_a_record_has_a_month_and_a_health_authority_and_no_day_number_or_service() -> None:
    found = [row for row in rows_of(NAME, PATH) if "sample" in row]
    assert {(row["period_start"], row["period_end"]) for row in found} == {(date(2026, 1, 1), date(2026, 1, 31))}
    assert {row["place"] for row in found} == {"CA-BC-FRASER", "CA-BC-INTERIOR", "CA-BC-ISLAND"}
    told = str(found)
    assert not any(word in told for word in ("MADE0000", "2026-01-05", *SITES))


def test_site_and_town_are_restricted_and_nothing_else_is() -> None:
    found = [row for row in rows_of(NAME, PATH) if "sample" not in row]
    assert {row["field"] for row in found} == {"collection_site", "city"}
    assert {row["kind"] for row in found} == {"analysis_summaries"}
    assert not any("MADE0000" in row["text"] for row in found)


def test_what_was_expected_stays_apart_from_what_was_found() -> None:
    found = [row for row in rows_of(NAME, PATH) if "sample" in row]
    assert [row["expected"] for row in found] == ["Down (Unknown Opioid)", "Fentanyl", "Heroin", "Fentanyl and Heroin"]
    assert {(row["substance"], row["result"], row["measure"]) for row in found} == {
        ("fentanyl", "quantified", "drug_content_percent")
    }


def test_a_content_of_nought_is_a_number_and_stays_one() -> None:
    assert [row["value"] for row in rows_of(NAME, PATH) if "sample" in row] == [12.5, 20.0, 0.0, 7.0]


def test_a_blank_health_authority_is_the_province() -> None:
    found = [row for row in rows_of(NAME, PATH.with_name(FEBRUARY)) if "sample" in row]
    assert [row["place"] for row in found] == ["CA-BC-NORTHERN", "CA-BC-VANCOUVER-COASTAL", "CA-BC"]


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("20.0", "", "not_a_number", "Quant"),
        ("20.0", "-20.0", "not_a_number", "Quant"),
        ("20.0", "ND", "not_a_number", "Quant"),
        ("20.0", "20.0 %", "not_a_number", "Quant"),
        ("20.0", "100.1", "bad_cell", "Quant"),
        ("MADE00000002", "MADE00000001", "duplicate_rows", "Sample ID"),
        ("MADE00000002", "", "bad_cell", "Sample ID"),
        ("2026-01-31", "", "bad_period", "Visit Date"),
        ("2026-01-31", "31 Jan", "bad_period", "Visit Date"),
        ("2026-01-31", "04/01/2026", "day_or_month_first", "Visit Date"),
        ("Heroin,Opioid", "Ketamine,Opioid", "unknown_value", "Drug"),
        ("Fentanyl,Opioid", "Fentanyl,Stimulant", "unknown_value", "Category"),
        ("Interior Health", "Alberta Health Services", "unknown_value", "Health Authority"),
        ("Quant\n", "Quantity\n", "column_missing", "Quant"),
        ("Quant\n", "Quant,Notes\n", "column_unexpected", "Notes"),
    ],
)
def test_what_does_not_fit_stops_the_run(tmp_path: Path, old: str, new: str, code: str, column: str) -> None:
    found = {(problem.code, problem.column) for problem in problems_of(NAME, changed(tmp_path, swap(old, new)))}
    assert (code, column) in found
    assert len(found) <= 2  # a renamed column is one that lacks and one too many


def test_a_day_of_one_meaning_in_another_order_is_read(tmp_path: Path) -> None:
    assert problems_of(NAME, changed(tmp_path, swap("2026-01-31", "31/01/2026"))) == ()


def test_a_page_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / JANUARY
    path.write_text("<!DOCTYPE html><html><body>Sign in</body></html>\n", encoding="utf-8")
    assert the_problem_of(NAME, path).code == "foreign_file"


@pytest.mark.parametrize(
    ("end", "is_whole"), [(",7.5", True), (",7.5\r\n", True), (",7", False), (",7.", False), (",Opi", False)]
)
def test_a_last_line_without_its_end_is_whole_if_its_number_is(tmp_path: Path, end: str, is_whole: bool) -> None:
    path = changed(tmp_path, lambda text: text.replace("\n", "\r\n").removesuffix(",7\r\n") + end)
    assert ("truncated" in {problem.code for problem in problems_of(NAME, path)}) is not is_whole


def test_a_month_that_stands_in_two_files_of_one_day_is_refused(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ingested(ledger, PATH, accessed=date(2026, 3, 1), member=NAME)
    again = changed(tmp_path, swap("12.5", "13.5"), file="Fent Quant Opioids JAn 2026.csv")
    with pytest.raises(BadInput) as caught:
        ingested(ledger, again, accessed=date(2026, 3, 1), member=NAME)
    assert {problem.code for problem in caught.value.problems} == {"same_day"}


def test_a_newer_file_replaces_its_month_and_no_other(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    for file in (PATH, PATH.with_name(FEBRUARY)):
        ingested(ledger, file, accessed=date(2026, 3, 1), member=NAME)
    ingested(ledger, changed(tmp_path, swap("12.5", "13.5")), accessed=date(2026, 4, 1), member=NAME)
    held = Reader(ledger).analysis_summaries()
    values = sorted(Reader(ledger).fetch(held.select("value"))["value"].to_pylist())
    assert values == [0.0, 7.0, 13.5, 15.1, 18.2, 20.0, 33.3]


def test_the_restricted_cells_are_for_governments_only(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ingested(ledger, PATH, accessed=date(2026, 3, 1), member=NAME)
    public, governments = (Reader(ledger, audience=audience) for audience in ("public", "governments"))  # type: ignore[arg-type]
    assert public.fetch(public.restricted()).num_rows == 0
    assert governments.fetch(governments.restricted()).num_rows == 8


def test_the_users_copy_agrees_with_sql(raw: Path) -> None:
    ours: dict[str, tuple[int, float]] = {}
    for path in sorted(raw.glob(FILES)):
        for row in rows_of(NAME, path):
            if "sample" in row:
                count, total = ours.get(row["place"], (0, 0.0))
                ours[row["place"]] = (count + 1, total + row["value"])
    theirs = duckdb.sql(
        f"""SELECT "Health Authority", count(*), sum(Quant::DOUBLE) FROM read_csv('{raw / FILES}', all_varchar = true)
        GROUP BY 1"""
    ).fetchall()
    table = source(NAME).lookups["health_authority"]
    assert {table[(name or "").lower()]: pytest.approx((n, total)) for name, n, total in theirs} == ours


def test_no_sample_stands_in_two_files_of_the_users_copy(raw: Path) -> None:
    (counts,) = duckdb.sql(
        f"""SELECT count(*), count(DISTINCT "Sample ID") FROM read_csv('{raw / FILES}', all_varchar = true)"""
    ).fetchall()
    assert counts[0] == counts[1] > 0


def test_nothing_of_it_may_ship() -> None:
    assert (source(NAME).may_ship, source(NAME).is_own_copy) == (False, True)
