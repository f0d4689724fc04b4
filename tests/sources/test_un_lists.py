"""The lists of the conventions: two secondary copies, and a layout of our own for INCB's lists."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tripoint.pipeline.ingest import ingest_file
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader
from tripoint.store.writer import writing

TABLES, ANNEX, LISTS = "un_1988_secondary", "un_1971_secondary", "un_incb_lists"
SAMPLES = {
    TABLES: "precursors_tables_sample.csv",
    ANNEX: "psychotropes_annexe_sample.txt",
    LISTS: "incb_lists_2026-01-02.csv",
}


def clauses(name: str, language: str = "en") -> dict[str, dict[str, Any]]:
    rows = rows_of(name, folder_of(source(name)) / "sample" / SAMPLES[name])
    return {row["clause"]: row for row in rows if row["language"] == language}


def in_ledger(folder: Path, name: str, path: Path) -> list[dict[str, Any]]:
    with writing(folder) as writer:
        ingest_file(writer, source(name), path, source(name).layouts[0], accessed=None)
    reader = Reader(folder)
    rows: list[dict[str, Any]] = reader.fetch(reader.controls()).to_pylist()
    return rows


@pytest.mark.parametrize("name", SAMPLES)
def test_they_are_for_a_users_own_copy_and_none_is_a_primary_text(name: str) -> None:
    assert (source(name).may_ship, source(name).is_own_copy) == (False, True)
    rows = rows_of(name, folder_of(source(name)) / "sample" / SAMPLES[name])
    assert {row["confidence"] for row in rows} == {"secondary"}
    assert {row["jurisdiction"] for row in rows} == {"UN"}


def test_a_year_is_the_latest_day_on_which_it_began_and_never_a_stated_day() -> None:
    found = clauses(TABLES)
    assert (found["Sample acid"]["valid_from"], found["Sample acid"]["valid_from_basis"]) == (
        date(1992, 12, 31),
        "at_latest",
    )
    assert found["Example anhydride"]["valid_from"] == date(2001, 12, 31)
    assert found["Example anhydride"]["note"] == "un_year_only un_moved_table"


def test_what_the_convention_named_itself_has_no_first_day() -> None:
    row = clauses(TABLES)["First of the convention"]
    assert (row["valid_from"], row["note"]) == (None, "un_with_the_convention")


def test_of_two_years_in_conflict_the_later_one_counts_and_the_conflict_is_told() -> None:
    row = clauses(TABLES)["Disputed acetate"]
    assert (row["valid_from"], row["note"]) == (date(2020, 12, 31), "un_year_only un_year_conflict")


def test_a_cas_number_with_a_wrong_digit_is_left_out_and_told() -> None:
    found = clauses(TABLES)
    assert found["Wrong digit amine"]["cas"] is None
    assert "un_cas_wrong" in found["Wrong digit amine"]["note"]
    assert found["Sample acid"]["cas"] == "89-52-1"
    assert found["Unknown year solvent"]["note"] is None  # no number is no wrong number


def test_esters_named_with_an_acid_are_what_the_entry_takes_in() -> None:
    row = clauses(TABLES)["3,4-Sample glycidic acid and its esters"]
    assert (row["names"], row["covers"]) == ("3,4-Sample glycidic acid", "esters")


def test_a_table_that_is_neither_i_nor_ii_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(TABLES, variants.changed(TABLES, SAMPLES[TABLES], tmp_path, swap(",II,67", ",III,67")))
    assert (problem.code, problem.value) == ("unknown_value", "III")


def test_a_french_order_names_the_tables_and_gives_no_day() -> None:
    rows = clauses(ANNEX, "fr").values()
    assert {(row["list_id"], row["valid_from"], row["note"]) for row in rows} == {
        ("un_1971/III", None, "un_through_france"), ("un_1971/IV", None, "un_through_france")
    }  # fmt: skip


def test_a_line_without_its_table_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(ANNEX, variants.changed(ANNEX, SAMPLES[ANNEX], tmp_path, swap("III|", "")))
    assert problem.code == "foreign_file"


def test_a_row_in_three_languages_is_one_clause_in_each() -> None:
    names = {language: clauses(LISTS, language)["Example drug"]["names"] for language in ("en", "fr", "es")}
    assert names == {"en": "Example drug | Sample drug", "fr": "Drogue d’exemple", "es": "Droga de ejemplo"}
    assert "Precursor de ejemplo" in clauses(LISTS, "es")


def test_a_day_is_stated_a_year_is_a_latest_day_and_nothing_is_unknown() -> None:
    found = clauses(LISTS)
    assert (found["Example drug"]["valid_from"], found["Example drug"]["valid_from_basis"]) == (
        date(1964, 12, 13),
        "stated",
    )
    assert found["Example tranquilliser"]["valid_from"] == date(1984, 12, 31)
    assert found["Example solvent"]["valid_from_basis"] == "listed_on"


@pytest.mark.parametrize(("change", "column"), [(("64-17-5", "64-17-6"), "cas"), (("1964-12-13", "13/12/1964"), "since"),
                                                ((",1984,", ",1984-02-30,"), "since"), (("1961/I", "1961/V"), "list"),
                                                ((",,,Precursor de ejemplo", ",,,"), "name_en"),
                                                (("Cuadro I (1988),,,", "Cuadro I (1988),Example drug,,"), "clause")])  # fmt: skip
def test_a_cell_that_cannot_be_right_stops_the_run(tmp_path: Path, change: tuple[str, str], column: str) -> None:
    def changed(text: str) -> str:
        text = swap(*change)(text)
        return text + "Table I (1988),Example drug,,,,,,\n" if column == "clause" else text

    (problem,) = problems_of(LISTS, variants.changed(LISTS, SAMPLES[LISTS], tmp_path, changed))
    assert problem.column == column


def test_the_lists_answer_for_the_day_in_the_files_name(tmp_path: Path) -> None:
    rows = in_ledger(tmp_path, LISTS, folder_of(source(LISTS)) / "sample" / SAMPLES[LISTS])
    assert {(row["text_from"], row["text_to"], row["recorded_at"]) for row in rows} == {(date(2026, 1, 2),) * 3}


# the files of others


def test_the_secondary_tables_as_counted_by_the_csv_module(raw: Path, tmp_path: Path) -> None:
    path = raw / source(TABLES).text("raw_folder") / "precursors_tables.csv"
    with path.open(encoding="utf-8", newline="") as file:
        counted = Counter(row["table"] for row in csv.DictReader(file))
    assert counted == {"I": 27, "II": 8, "ISSL": 5}
    rows = in_ledger(tmp_path, TABLES, path)
    assert Counter(row["list_id"] for row in rows) == {"un_1988/I": 27, "un_1988/II": 8}
    assert [row["names"] for row in rows if row["cas"] is None] == ["Norfentanyl"]
    assert {row["snapshot"] for row in rows} <= set(source(TABLES).known_snapshots)
    held = {name for row in rows for name in row["names"].split(" | ")}
    with path.open(encoding="utf-8", newline="") as file:
        assert not [row["name"] for row in csv.DictReader(file) if row["table"] == "ISSL" and row["name"] in held]


def test_the_french_annex_as_counted_by_its_semicolons(raw: Path, tmp_path: Path) -> None:
    path = raw / source(ANNEX).text("raw_folder") / "psychotropes_annexe.txt"
    counted = {
        line.split("|")[0]: line.count(";") + 1 for line in path.read_text("utf-8").splitlines() if "|" in line[:4]
    }
    rows = in_ledger(tmp_path, ANNEX, path)
    assert Counter(row["list_id"] for row in rows) == {f"un_1971/{table}": n for table, n in counted.items()}
    assert counted == {"III": 8, "IV": 54}
