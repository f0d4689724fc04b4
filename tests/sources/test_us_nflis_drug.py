"""us_nflis_drug: what it refuses, and that it reads the publisher's own files to the last report."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.conformance.samples import folder_of
from tests.sources.variants import changed, problems_of, swap, the_problem_of
from tests.workbooks import write_workbook
from tripoint.errors import BadInput
from tripoint.ingest.layout import Wholeness
from tripoint.pipeline.ingest import ingest_file
from tripoint.sources.catalogue import source
from tripoint.sources.us_nflis_drug.dqs import last_settled_day
from tripoint.store.manifest import Snapshot
from tripoint.store.tables import read_manifest
from tripoint.store.writer import writing

NAME = "us_nflis_drug"
DQS = "NFLIS_Drug_DQS_2024_08_15_09_30_00.csv"
TABLE = "2016NFLISWebsiteTable3.csv"
WORKBOOK = "2022NFLISWebsiteTable3.xlsx"
SHEET = "NFLIS Fentanyl 2022"


def workbook(folder: Path, edit: Callable[[list[list[Any]]], None], *, sheet: str = SHEET) -> Path:
    """The sample workbook with its rows edited in place."""
    book = CalamineWorkbook.from_path(str(folder_of(source(NAME)) / "sample" / WORKBOOK))
    rows: list[list[Any]] = [list(row) for row in book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)]
    edit(rows)
    return write_workbook(folder / WORKBOOK, {sheet: rows})


# DQS


def test_a_new_base_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(
        NAME, changed(NAME, DQS, tmp_path, lambda t: t.replace('"Fentanyl","33"', '"Fentanil","33"'))
    )
    assert (problem.code, problem.column, problem.value) == ("unknown_value", "BASE_DESCRIPTION", "Fentanil")
    assert problem.rows == 7


def test_a_substance_under_the_wrong_base_is_named_with_both_words(tmp_path: Path) -> None:
    path = changed(
        NAME,
        DQS,
        tmp_path,
        swap('"P-FLUOROFENTANYL","1517","para-Fluorofentanyl"', '"P-FLUOROFENTANYL","1504","Fentanyl"'),
    )
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column) == ("contradiction", "BASE_DESCRIPTION | SUBSTANCE_DESCRIPTION")
    assert (problem.value, problem.rows) == ("Fentanyl | P-FLUOROFENTANYL", 1)


def test_a_state_whose_letters_and_name_differ_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(
        NAME, changed(NAME, DQS, tmp_path, swap('"VI","Virgin Islands","78"', '"VA","Virgin Islands",""'))
    )
    assert (problem.code, problem.value) == ("contradiction", "VA | Virgin Islands")


def test_a_state_whose_letters_and_code_differ_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, DQS, tmp_path, swap('"Puerto Rico","72"', '"Puerto Rico","78"')))
    assert (problem.code, problem.column) == ("contradiction", "STATE | STATE_FIPS")


def test_an_unknown_state_stops_the_run(tmp_path: Path) -> None:
    assert {p.code for p in problems_of(NAME, changed(NAME, DQS, tmp_path, swap('"PR","Puerto', '"QQ","Puerto')))} == {
        "unknown_value"
    }


def test_a_query_of_some_laboratories_only_is_refused(tmp_path: Path) -> None:
    path = changed(NAME, DQS, tmp_path, lambda t: t.replace("Local/Municipal,State,Federal,Private", "State"))
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column, problem.value, problem.rows) == (
        "unknown_value",
        "LABTYPE",
        "State",
        10,
    )


def test_a_query_of_cases_is_refused(tmp_path: Path) -> None:
    assert the_problem_of(NAME, changed(NAME, DQS, tmp_path, swap("DrugReport  ", "Case"))).column == "RPTAGGR"


def test_another_category_of_drugs_is_refused(tmp_path: Path) -> None:
    path = changed(NAME, DQS, tmp_path, swap('"33","Fentanyl and Fentanyl-related"', '"12","Stimulants"'))
    assert {(p.code, p.column) for p in problems_of(NAME, path)} == {
        ("unknown_value", "DRUG_CATEGORY_DESCRIPTION"),
        ("unknown_value", "DRUG_CATEGORY_CODE"),
    }


@pytest.mark.parametrize("half", ["SA3 (JAN - JUN)", "SA1 (JUL - DEC)", ""])
def test_a_half_year_that_is_none_stops_the_run(tmp_path: Path, half: str) -> None:
    problem = the_problem_of(NAME, changed(NAME, DQS, tmp_path, swap("SA1 (JAN - JUN)", half)))
    assert (problem.code, problem.column) == ("bad_period", "YYYY + PERIOD")


@pytest.mark.parametrize("reports", ["-4", "4.5", "", "many", "1,204"])
def test_reports_that_are_no_count_stop_the_run(tmp_path: Path, reports: str) -> None:
    problem = the_problem_of(NAME, changed(NAME, DQS, tmp_path, swap('"14","2024', f'"{reports}","2024')))
    assert (problem.code, problem.column, problem.value) == ("not_a_count", "DRUG_REPORTS", reports)


def test_a_repeated_row_stops_the_run(tmp_path: Path) -> None:
    path = changed(NAME, DQS, tmp_path, lambda t: t + t.splitlines(keepends=True)[-1])
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.value, problem.rows) == (
        "duplicate_rows",
        "2024 | SA2 (JUL - DEC) | DC | 4821",
        2,
    )


def test_two_queries_in_one_file_stop_the_run(tmp_path: Path) -> None:
    path = changed(NAME, DQS, tmp_path, swap("2024-08-15 09:30:00", "2024-08-16 09:30:00"))
    assert [(p.code, p.rows) for p in problems_of(NAME, path) if p.code == "not_constant"] == [
        ("not_constant", 1),
        ("not_constant", 9),
    ]


def test_a_file_name_of_another_day_than_the_query_stops_the_run(tmp_path: Path) -> None:
    path = changed(NAME, DQS, tmp_path, lambda t: t.replace("2024-08-15", "2024-08-14"))
    assert the_problem_of(NAME, path).value == "2024-08-14 | 2024-08-15"


def test_a_query_date_that_is_none_stops_the_run(tmp_path: Path) -> None:
    path = changed(NAME, DQS, tmp_path, lambda t: t.replace("2024-08-15 09:30:00", "last week"))
    assert (the_problem_of(NAME, path).code, the_problem_of(NAME, path).column) == (
        "bad_period",
        "QUERY_RUN_DATE",
    )


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        (swap(",STATE_FIPS", ""), {"column_missing"}),
        (swap("DRUG_REPORTS", "REPORTS"), {"column_missing", "column_unexpected"}),
        (lambda t: "", {"empty_file"}),
        (lambda t: t[:-40], {"truncated", "broken_row"}),
    ],
    ids=["gone", "renamed", "empty", "cut"],
)
def test_a_broken_export_is_refused(tmp_path: Path, edit: Callable[[str], str], codes: set[str]) -> None:
    found = {p.code for p in problems_of(NAME, changed(NAME, DQS, tmp_path, edit))}
    assert found
    assert found <= codes


@pytest.mark.parametrize(
    ("queried", "settled"),
    [
        (date(2026, 3, 3), date(2025, 6, 30)),
        (date(2026, 6, 30), date(2025, 6, 30)),
        (date(2026, 7, 1), date(2025, 12, 31)),
        (date(2026, 12, 31), date(2025, 12, 31)),
    ],
)
def test_the_half_year_of_the_query_and_the_one_before_are_not_settled(queried: date, settled: date) -> None:
    assert last_settled_day(queried) == settled


def ingested(folder: Path, file: Path, *, accessed: date | None = None) -> Snapshot:
    layout = source(NAME).layout_of(file.name)
    assert layout is not None
    with writing(folder / "ledger") as writer:
        ingest_file(writer, source(NAME), file, replace(layout, least_records=1, whole=Wholeness()), accessed=accessed)
    (line,) = read_manifest(folder / "ledger")
    return line


def test_an_export_is_known_since_the_day_in_its_name(tmp_path: Path) -> None:
    sample = folder_of(source(NAME)) / "sample" / DQS
    assert ingested(tmp_path, sample, accessed=date(2025, 1, 1)).recorded_at == date(2024, 8, 15)


def test_an_export_under_another_name_needs_its_date_said(tmp_path: Path) -> None:
    path = changed(NAME, DQS, tmp_path, lambda t: t, file="NFLIS_Drug_DQS_saved.csv")
    with pytest.raises(BadInput, match="--accessed"):
        ingested(tmp_path, path)
    assert ingested(tmp_path, path, accessed=date(2025, 1, 1)).recorded_at == date(2025, 1, 1)


# Table 3


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    path = changed(NAME, TABLE, tmp_path, swap("Fentanyl and Fentanyl-Related Compounds: 2016", "Cathinones: 2016"))
    assert the_problem_of(NAME, path).code == "foreign_file"


def test_a_title_and_a_span_of_different_years_stop_the_run(tmp_path: Path) -> None:
    path = changed(NAME, TABLE, tmp_path, swap("Compounds: 2016", "Compounds: 2017"))
    assert (the_problem_of(NAME, path).code, the_problem_of(NAME, path).column) == ("bad_period", "row 2")


def test_a_part_of_a_year_is_refused(tmp_path: Path) -> None:
    path = changed(NAME, TABLE, tmp_path, swap("through December 31, 2016", "through June 30, 2016"))
    assert the_problem_of(NAME, path).code == "bad_period"


def test_a_new_drug_label_stops_the_run(tmp_path: Path) -> None:
    path = changed(NAME, TABLE, tmp_path, lambda t: t.replace("para-Fluorofentanyl", "Quinofentanyl"))
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column, problem.value, problem.rows) == (
        "unknown_value",
        "Drug",
        "Quinofentanyl",
        5,
    )


def test_a_state_that_is_none_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, TABLE, tmp_path, swap("Wyoming", "Guadalajara")))
    assert (problem.code, problem.value, problem.rows) == ("unknown_value", "Guadalajara", 4)


def test_a_drug_missing_from_one_block_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, TABLE, tmp_path, swap("Fluorofentanyl,0,0, ,\r\n", "")))
    assert (problem.code, problem.detail) == ("blocks_differ", "block 2: fluorofentanyl")


def test_a_state_printed_twice_stops_the_run(tmp_path: Path) -> None:
    problems = problems_of(NAME, changed(NAME, TABLE, tmp_path, swap("West Virginia", "Alabama")))
    assert [(p.code, p.value) for p in problems][:1] == [("duplicate_rows", "ANPP | Alabama")]


@pytest.mark.parametrize("cell", ["-1", "0.5", "", "n/a", "12,04", "1,2034"])
def test_a_cell_that_is_no_count_stops_the_run(tmp_path: Path, cell: str) -> None:
    problem = the_problem_of(NAME, changed(NAME, TABLE, tmp_path, swap('"1,204"', f'"{cell}"')))
    assert (problem.code, problem.value, problem.rows) == ("not_a_count", cell, 1)


def test_a_value_beyond_the_last_state_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, TABLE, tmp_path, swap("ANPP,12,0, ,", "ANPP,12,0,5,")))
    assert (problem.code, problem.detail) == ("broken_row", "row 10 holds values where the table has none")


def test_a_header_that_moved_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, TABLE, tmp_path, swap("Drug,Alabama", "Substance,Alabama")))
    assert problem.code == "header_not_found"
    assert "row 4 is 'Substance'" in problem.detail


def test_a_table_without_its_closing_notes_is_refused(tmp_path: Path) -> None:
    assert (
        the_problem_of(NAME, changed(NAME, TABLE, tmp_path, lambda t: t[: t.index('"Source:')])).code == "notes_missing"
    )


def test_an_unknown_note_stops_the_run(tmp_path: Path) -> None:
    path = changed(NAME, TABLE, tmp_path, swap("Methodology: ", "Values of Alaska are halved. "))
    assert (the_problem_of(NAME, path).code, the_problem_of(NAME, path).column) == ("unknown_value", "notes")


def test_a_row_with_a_cell_too_many_is_refused(tmp_path: Path) -> None:
    assert (
        the_problem_of(NAME, changed(NAME, TABLE, tmp_path, swap("ANPP,0,3,1,", "ANPP,0,3,1,,"))).code == "broken_row"
    )


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / TABLE
    path.write_bytes((folder_of(source(NAME)) / "sample" / TABLE).read_bytes().replace(b"ANPP,12", b"\xc1NPP,12"))
    assert the_problem_of(NAME, path).code == "wrong_encoding"


def test_a_subtotal_that_is_not_the_sum_of_its_isomers_stops_the_run(tmp_path: Path) -> None:
    def edit(rows: list[list[Any]]) -> None:
        assert rows[5][0] == "Fluorofentanyl"
        rows[5][1] = 10

    problem = the_problem_of(NAME, workbook(tmp_path, edit))
    assert (problem.code, problem.column) == ("total_mismatch", "Ohio, Fluorofentanyl")
    assert (problem.value, problem.detail) == ("10", "9")


def test_an_unspecified_isomer_without_a_known_subtotal_stops_the_run(tmp_path: Path) -> None:
    def edit(rows: list[list[Any]]) -> None:
        for row in rows:
            row[0] = row[0].replace("Fluorofentanyl (un", "Acetyl fentanyl (un")

    codes = [(p.code, p.detail) for p in problems_of(NAME, workbook(tmp_path, edit))]
    assert ("unknown_value", "sources/us_nflis_drug/lookups.csv (isomer_of)") in codes


def test_a_workbook_without_the_sheet_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, lambda rows: None, sheet="Sheet1")
    assert the_problem_of(NAME, path).code == "header_not_found"


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / WORKBOOK
    path.write_bytes(b"Drug,Ohio\n")
    assert the_problem_of(NAME, path).code == "unreadable_workbook"
