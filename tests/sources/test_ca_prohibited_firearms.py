"""ca_prohibited_firearms: rows that repeat, amounts that are no number, makes that are no maker; a user's own copy."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.builders import ingested
from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tripoint.pipeline.ingest import ingest_file
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader
from tripoint.store.writer import writing

NAME = "ca_prohibited_firearms"
SAMPLE = "firearms_data_1700000000.csv"
PATH = folder_of(source(NAME)) / "sample" / SAMPLE
RAW = Path("ca/asfcp_prohibited_firearms/firearms_data_1758679491.csv")
LISTED, OFFERED = "prohibited_models_listed", "compensation_offered_cad"


def changed(folder: Path, change: Callable[[str], str]) -> Path:
    return variants.changed(NAME, SAMPLE, folder, change)


def of(measure: str) -> dict[str, dict[str, object]]:
    return {str(r["reference_number"]): r for r in rows_of(NAME, PATH) if r["measure"] == measure}


def test_it_is_for_a_users_own_copy_and_describes_models() -> None:
    assert (source(NAME).may_ship, source(NAME).is_own_copy) == (False, True)
    assert {(r["described"], r["category"]) for r in rows_of(NAME, PATH)} == {("model", "prohibited")}


def test_a_row_repeated_in_every_column_is_one_model_and_ingest_tells_how_many(tmp_path: Path) -> None:
    assert sorted(of(LISTED)) == ["1001", "1002", "1003", "1004", "1005", "1006", "1007"]
    assert len(rows_of(NAME, PATH)) == 2 * 7
    outcome = ingested(tmp_path, PATH, member=NAME)
    assert outcome.warnings == ("3 rows repeat a row before them in every column and are counted once",)


@pytest.mark.parametrize("change", [('1003,Maker One,"MX-2, Long",0\n1004', '1003,Maker One,"MX-2, Long",5\n1004'),
                                    ("1002,Maker One", "1001,Maker One")])  # fmt: skip
def test_a_number_with_something_else_beside_it_stops_the_run(tmp_path: Path, change: tuple[str, str]) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(*change)))
    assert (problem.code, problem.column, problem.rows) == ("duplicate_rows", "Firearm Reference Number", 2)


def test_an_amount_of_0_is_not_available_and_never_zero() -> None:
    amounts = of(OFFERED)
    assert (amounts["1003"]["value"], amounts["1003"]["missing"]) == (None, "not_available")
    assert (amounts["1007"]["value"], amounts["1007"]["unit"]) == (310.5, "CAD")


def test_a_kind_of_weapon_in_place_of_a_maker_is_no_maker_and_stays_as_written() -> None:
    makers = {number: (r["maker"], r["maker_as_written"]) for number, r in of(LISTED).items()}
    assert makers["1004"] == (None, "Rocket Launcher")
    assert makers["1005"] == (None, "Northern Mortar")
    assert makers["1006"] == (None, "Unknown")
    assert makers["1007"] == ("Mortar Brothers", "Mortar Brothers")
    assert makers["1001"] == ("Maker, A B", "Maker, A B")


@pytest.mark.parametrize("text", ["-150", "x", "", "1,5", "NaN"])
def test_only_a_number_not_below_zero_is_an_amount(tmp_path: Path, text: str) -> None:
    quoted = f'"{text}"'
    problem = the_problem_of(NAME, changed(tmp_path, swap("MX-1,150", f"MX-1,{quoted}")))
    assert (problem.code, problem.column, problem.value) == ("not_a_number", "Individual Amount", text)


@pytest.mark.parametrize("text", ["", "10 01", "FRN1001", "1001.0", "12345678"])
def test_only_digits_are_a_reference_number(tmp_path: Path, text: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap("1001,", f"{text},")))
    assert (problem.code, problem.value) == ("bad_cell", text)


@pytest.mark.parametrize(("old", "new", "column"), [(",Unknown,", ",,", "Make"), (",Type 5,", ", ,", "Model")])
def test_a_model_without_a_name_stops_the_run(tmp_path: Path, old: str, new: str, column: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(old, new)))
    assert (problem.code, problem.column, problem.rows) == ("unexplained_blank", column, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [(swap("Individual Amount", "Business Amount"), "column_missing"), (lambda t: t[:-3], "truncated"),
     (lambda t: "<html><body>Moved</body></html>\n", "foreign_file"), (lambda t: t + "Source: page\n", "broken_row"),
     (lambda t: t.replace("\n", ",x\n"), "column_unexpected")],
)  # fmt: skip
def test_a_file_of_another_shape_is_named(tmp_path: Path, change: Callable[[str], str], code: str) -> None:
    assert code in {p.code for p in problems_of(NAME, changed(tmp_path, change))}


def test_each_file_is_the_list_of_its_day_and_older_ones_are_kept(tmp_path: Path) -> None:
    newer = changed(tmp_path, swap("1001,", "1009,"))
    ingested(tmp_path / "ledger", PATH, member=NAME, accessed=date(2026, 1, 2))
    ingested(tmp_path / "ledger", newer, member=NAME, accessed=date(2026, 2, 2))
    reader = Reader(tmp_path / "ledger")
    listed: dict[date, set[str]] = {}
    for row in reader.fetch(reader.firearms()).to_pylist():
        listed.setdefault(row["period_start"], set()).add(row["reference_number"])
    assert {day: len(numbers) for day, numbers in listed.items()} == {date(2026, 1, 2): 7, date(2026, 2, 2): 7}
    assert listed[date(2026, 1, 2)] ^ listed[date(2026, 2, 2)] == {"1001", "1009"}


# the user's own copy; the numbers are computed when the test runs


def test_models_and_amounts_are_those_that_sql_finds(raw: Path) -> None:
    found = rows_of(NAME, raw / RAW)
    ours = {r["reference_number"]: r["value"] for r in found if r["measure"] == OFFERED}
    theirs = duckdb.sql(
        f"""SELECT DISTINCT "Firearm Reference Number", nullif("Individual Amount"::DOUBLE, 0), Make, Model
        FROM read_csv('{raw / RAW}', all_varchar = true)"""
    ).fetchall()
    assert {row[0]: row[1] for row in theirs} == ours
    assert {(row[0], row[2], row[3]) for row in theirs} == {
        (r["reference_number"], r["maker_as_written"], r["model"]) for r in found if r["measure"] == LISTED
    }
    assert len(found) == 2 * len(theirs)


def test_the_own_copy_is_kept_whole_and_known_since_the_day_of_the_page(raw: Path, tmp_path: Path) -> None:
    member = source(NAME)
    layout = member.layout_of(RAW.name)
    assert layout is not None
    with writing(tmp_path) as writer:
        ingest_file(writer, member, raw / RAW, layout, accessed=None)
    (line,) = Reader(tmp_path).manifest
    assert line.recorded_at == date(2025, 9, 24)
