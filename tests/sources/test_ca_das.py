"""Canada's Drug Analysis Service: what the made workbook says, and every way a workbook can be wrong.

No file of the publisher is held: nothing here shows that a real one can be read.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.builders import DAY, ingested
from tests.conformance.samples import folder_of
from tests.sources.das_workbook import (
    BANNER,
    DICTIONARY,
    MADE,
    NAME,
    OLDER,
    Cell,
    Sheets,
    made,
    nps_row,
    older,
    quantity_row,
    sample_row,
    sheets,
    write,
)
from tests.sources.variants import problems_of, rows_of, the_problem_of
from tripoint.errors import BadInput, Problem
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader

FILE = "made_nationalDAS.xlsx"
HEADER = len(BANNER)
IDENTIFIED, FINDINGS = "drug_identifications", "new_substance_findings"
Change = Callable[[Sheets], None]


def found(folder: Path, book: Sheets, measure: str = IDENTIFIED) -> list[dict[str, Any]]:
    rows = rows_of(NAME, write(folder / FILE, book))
    return [row for row in rows if row.get("measure") == measure]


def problem(folder: Path, book: Sheets) -> Problem:
    return the_problem_of(NAME, write(folder / FILE, book))


def one(*drugs: str, **cells: Any) -> Sheets:
    return sheets([sample_row(1000001, *drugs, **cells)])


# what it says


@pytest.mark.parametrize(("file", "book"), [(MADE, made()), (OLDER, older())])
def test_the_sample_is_what_its_script_writes_and_says_that_it_is_synthetic(file: str, book: Sheets, tmp_path: Path):
    again = load_workbook(write(tmp_path / file, book))
    kept = load_workbook(folder_of(source(NAME)) / "sample" / file)
    assert kept.sheetnames == again.sheetnames
    for name in kept.sheetnames:
        assert list(kept[name].values) == list(again[name].values)
        assert name == "Sheet1" or "SYNTHETIC SAMPLE" in str(kept[name]["A1"].value)


def test_every_drug_of_a_sample_is_an_identification_wherever_it_stands(tmp_path: Path):
    rows = found(tmp_path, one("PFF", at={14: "XYLA", 20: "CAF"}))
    assert [row["substance"] for row in rows] == ["para_fluorofentanyl", "xylazine", "caffeine"]
    assert [row["source_column"] for row in rows] == [f"DAS ID All: Drug ID {n}" for n in (1, 14, 20)]
    assert len({row["sample"] for row in rows}) == 1
    assert {row["value"] for row in rows} == {1.0}


def test_two_codes_of_one_substance_keep_their_names(tmp_path: Path):
    rows = found(tmp_path, one("COC_HCL", "COCBAS"))
    assert [(row["substance"], row["substance_as_written"]) for row in rows] == [
        ("cocaine", "Cocaine hydrochloride"), ("cocaine", "Made name of the base"),
    ]  # fmt: skip


def test_days_in_four_forms_are_one_day(tmp_path: Path):
    days: list[Cell] = ["2026-03-25", "25/03/2026", "03/25/2026", 46106, date(2026, 3, 25)]
    rows = found(tmp_path, sheets([sample_row(1000001 + n, "FENT", day=day) for n, day in enumerate(days)]))
    assert {(row["period_start"], row["period_end"]) for row in rows} == {(date(2026, 3, 25),) * 2}
    assert len(rows) == 5


def test_ids_as_floats_as_text_and_as_numbers_are_one_sample_in_all_sheets(tmp_path: Path):
    book = sheets(
        [sample_row("1000001.0", "FENT")],
        [quantity_row(1000001.0, "FENT", 1, "%")],
        [nps_row("1000001", "Made-nitazene")],
    )
    rows = [row for row in rows_of(NAME, write(tmp_path / FILE, book)) if "measure" in row]
    assert len(rows) == 3
    assert len({row["sample"] for row in rows}) == 1


def test_a_sample_quantified_in_two_units_has_two_measures_and_no_conversion(tmp_path: Path):
    book = sheets([], [quantity_row(1, "FENT", 4.5, "%"), quantity_row(1, "FENT", "45", "mg/g")])
    path = write(tmp_path / FILE, book)
    values = {row["measure"]: (row["value"], row["unit"]) for row in rows_of(NAME, path) if "measure" in row}
    assert values == {"drug_content_percent": (4.5, "%"), "drug_content_mg_per_g": (45.0, "mg/g")}


def test_a_blank_quantity_is_not_reported_and_no_zero(tmp_path: Path):
    (row,) = found(tmp_path, sheets([], [quantity_row(1, "FENT", None, "%")]), "drug_content_percent")
    assert (row["value"], row["missing"], row["result"]) == (None, "not_reported", "not_quantified")


def test_findings_without_a_sample_number_are_samples_of_their_own(tmp_path: Path):
    new = [nps_row("N/A*", "Made-nitazene; madeitazene"), nps_row("N/A*", "Made-nitazene", day=None)]
    rows = found(tmp_path, sheets([sample_row(1000001, "FENT")], new=new), FINDINGS)
    assert len({row["sample"] for row in rows}) == 2
    assert {(row["category"], row["substance_as_written"]) for row in rows} == {("uncertified", "Made-nitazene")}
    assert [row["period_as_written"] for row in rows] == ["2026-03-05", None]


def test_a_finding_of_an_earlier_month_has_the_period_of_the_file(tmp_path: Path):
    samples = [sample_row(1000001, "FENT", day=date(2026, 3, 2)), sample_row(1000002, "FENT", day=date(2026, 3, 30))]
    (row,) = found(tmp_path, sheets(samples, new=[nps_row("N/A*", "Made", day="2026-01-05")]), FINDINGS)
    assert (row["period_start"], row["period_end"]) == (date(2026, 3, 2), date(2026, 3, 30))
    assert row["period_as_written"] == "2026-01-05"


def test_a_new_substance_that_the_registry_knows_by_its_code_or_name_is_that_substance(tmp_path: Path):
    new = [nps_row("N/A*", "Made", code="XYLA"), nps_row("N/A*", "Made", other="etizolam"), nps_row("N/A*", "Made")]
    rows = found(tmp_path, sheets([sample_row(1000001, "FENT")], new=new), FINDINGS)
    assert [row["substance"] for row in rows] == ["xylazine", "etizolam", None]


def test_city_and_sample_number_stand_in_restricted_records_alone(tmp_path: Path):
    rows = rows_of(NAME, write(tmp_path / FILE, one("FENT", city="Secretville")))
    restricted = {(row["field"], row["text"]) for row in rows if "field" in row}
    assert restricted == {("city", "Secretville"), ("sample_number", "1000001")}
    assert not any("Secretville" in str(row) or "1000001" in str(row) for row in rows if "measure" in row)


def test_samples_without_a_drug_are_told_and_give_no_record(tmp_path: Path):
    book = sheets([sample_row(1000001 + n, "FENT") for n in range(2)] + [sample_row(1000009)])
    outcome = ingested(tmp_path / "ledger", write(tmp_path / FILE, book), accessed=date(2026, 5, 1), member=NAME)
    assert outcome.rows["analysis_summaries"] == 2
    assert outcome.warnings == ("1 samples have no drug identified; they give no record",)


def test_a_header_without_rows_is_a_month_without_such_results(tmp_path: Path):
    assert len(rows_of(NAME, write(tmp_path / FILE, one("FENT")))) == 3


def test_older_names_in_capitals_are_the_same_columns():
    rows = rows_of(NAME, folder_of(source(NAME)) / "sample" / OLDER)
    assert {row["measure"] for row in rows if "measure" in row} == {IDENTIFIED, "drug_content_percent"}


# what stops it


def test_a_day_that_can_be_two_is_reported_with_its_rows(tmp_path: Path):
    samples = [sample_row(1000001, "FENT", day="25/03/2026"), sample_row(1000002, "FENT", day="03/04/2026")]
    told = problem(tmp_path, sheets(samples))
    assert (told.code, told.value, told.rows) == ("day_or_month_first", "03/04/2026", 1)
    assert told.column == "DAS ID All: Date Returned to Client"
    assert told.detail == str(HEADER + 3)


def test_a_sample_returned_before_it_was_received_is_a_contradiction(tmp_path: Path):
    told = problem(tmp_path, one("FENT", received=date(2026, 3, 3)))
    assert (told.code, told.value) == ("contradiction", f"row {HEADER + 2}")


def test_a_new_name_of_a_drug_stops_the_run_with_its_names_and_cure(tmp_path: Path):
    drugs = [*DICTIONARY, ("NEWD", "Newdrug; other", "Nouvelle drogue")]
    told = problem(tmp_path, sheets([sample_row(1000001 + n, "NEWD") for n in range(3)], dictionary=drugs))
    assert (told.code, told.value, told.rows) == ("unknown_value", "NEWD = Newdrug = other = Nouvelle drogue", 3)
    assert told.detail == "registry/data/substance_labels.csv"


def test_a_name_listed_as_not_in_the_registry_is_kept_as_written(tmp_path: Path):
    (row,) = found(tmp_path, one("BROMZ"))
    assert (row["substance"], row["substance_as_written"]) == (None, "Bromazolam")


def test_a_new_name_that_no_sample_uses_stops_nothing(tmp_path: Path):
    assert found(tmp_path, sheets([sample_row(1000001, "FENT")], dictionary=[*DICTIONARY, ("NEWD", "Newdrug", "")]))


def test_a_code_that_the_dictionary_lacks_stops_the_run(tmp_path: Path):
    assert (problem(tmp_path, one("GONE")).code, problem(tmp_path, one("GONE")).value) == ("unknown_value", "GONE")


def test_names_of_one_code_that_mean_two_substances_stop_the_run(tmp_path: Path):
    drugs = [*DICTIONARY, ("TWO", "Heroin; Cocaine", "")]
    told = problem(tmp_path, sheets([sample_row(1000001, "TWO")], dictionary=drugs))
    assert (told.code, told.value) == ("contradiction", "TWO = Heroin = Cocaine")


def test_a_code_with_two_rows_in_the_dictionary_stops_the_run(tmp_path: Path):
    told = problem(tmp_path, sheets([sample_row(1000001, "FENT")], dictionary=[*DICTIONARY, ("fent", "Heroin", "")]))
    assert (told.code, told.rows) == ("duplicate_rows", 2)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"province": "TX"}, "unknown_value", "Prov/Terr"), ({"province": ""}, "unknown_value", "Prov/Terr"),
        ({"public_health": "X"}, "unknown_value", "Public Health"), ({"nps": "maybe"}, "unknown_value", "Contains NPS"),
        ({"day": None}, "bad_period", "Date Returned"), ({"day": "soon"}, "bad_period", "Date Returned"),
        ({"received": "31/02/2026"}, "bad_period", "Received Date"),
    ],
)  # fmt: skip
def test_a_wrong_cell_of_a_sample_stops_the_run(tmp_path: Path, row: dict[str, Any], code: str, column: str):
    told = problem(tmp_path, one("FENT", **row))
    assert told.code == code
    assert column in told.column


@pytest.mark.parametrize("number", ["N/A*", "no number", "?"])
def test_a_sample_needs_a_number(tmp_path: Path, number: str):
    assert "bad_cell" in {
        p.code for p in problems_of(NAME, write(tmp_path / FILE, sheets([sample_row(number, "FENT")])))
    }


@pytest.mark.parametrize(
    ("quantity", "unit", "code"),
    [
        (-1, "%", "not_a_number"),
        ("4,5", "%", "not_a_number"),
        ("trace", "%", "not_a_number"),
        (1, "grains", "unknown_value"),
    ],
)
def test_a_wrong_quantity_stops_the_run(tmp_path: Path, quantity: Cell, unit: str, code: str):
    told = problem(tmp_path, sheets([], [quantity_row(1, "FENT", quantity, unit), quantity_row(2, "FENT", 1, "%")]))
    assert (told.code, told.rows) == (code, 1)


@pytest.mark.parametrize(
    ("book", "column"),
    [
        (sheets([sample_row(1000001, "FENT"), sample_row("1000001.0", "METH")]), "DAS ID All: Sample #"),
        (sheets([], [quantity_row(1, "FENT", 1, "%"), quantity_row(1, "FENT", 2, "%")]), "DAS QUANT: Sample #"),
        (sheets([], new=[nps_row(1, "Made"), nps_row(1, "Made")]), "NPS: Sample #"),
    ],
)
def test_repeated_rows_stop_the_run(tmp_path: Path, book: Sheets, column: str):
    book["DAS ID All"].insert(HEADER + 1, sample_row(1000009, "FENT"))
    told = problem(tmp_path, book)
    assert (told.code, told.rows) == ("duplicate_rows", 2)
    assert told.column.startswith(column)


def renamed(book: Sheets) -> None:
    book["DAS ID All"][HEADER][6] = "Region"


def gone(book: Sheets) -> None:
    for row in book["DAS QUANT"][HEADER:]:
        del row[9:]


def wider(book: Sheets) -> None:
    book["NPS"][HEADER].append("New column\nNouvelle colonne")


def twice(book: Sheets) -> None:
    book["DAS ID All"][HEADER][27] = "Drug ID 1"


def without_header(book: Sheets) -> None:
    del book["NPS"][HEADER]


def empty(book: Sheets) -> None:
    book["NPS"] = []


def without_sheet(book: Sheets) -> None:
    del book["NPS"]


def cut_off(book: Sheets) -> None:
    book["DAS ID All"].insert(HEADER + 2, [1000002])


def below_a_blank_row(book: Sheets) -> None:
    book["DAS ID All"][HEADER + 2 : HEADER + 2] = [[], sample_row(1000002, "FENT")]


def below_the_notes(book: Sheets) -> None:
    book["DAS QUANT"].append(quantity_row(1, "FENT", 1, "%"))


def beside(book: Sheets) -> None:
    book["DAS ID All"][HEADER + 1].append("stray")


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        (renamed, "column_missing", "DAS ID All: Prov/Terr"), (renamed, "column_unexpected", "DAS ID All: Region"),
        (gone, "column_missing", "DAS QUANT: Units"), (wider, "column_unexpected", "NPS: New column Nouvelle colonne"),
        (twice, "column_repeated", "DAS ID All: Drug ID 1"), (without_header, "header_not_found", "sheet 'NPS' begins"),
        (empty, "header_not_found", "sheet 'NPS' is empty"), (without_sheet, "header_not_found", "no sheet 'NPS'"),
        (below_a_blank_row, "broken_row", "row 7 of sheet 'DAS ID All'"), (beside, "broken_row", "cells beside the table"),
        (below_the_notes, "broken_row", "of sheet 'DAS QUANT'"),
    ],
)  # fmt: skip
def test_a_workbook_of_another_shape_is_refused(tmp_path: Path, change: Change, code: str, told: str):
    book = one("FENT")
    change(book)
    found = problems_of(NAME, write(tmp_path / FILE, book))
    assert any(p.code == code and told in p.column + p.detail for p in found), found


def test_a_row_cut_off_after_its_number_is_no_note(tmp_path: Path):
    book = one("FENT")
    cut_off(book)
    assert {p.code for p in problems_of(NAME, write(tmp_path / FILE, book))} >= {"bad_period", "unknown_value"}


@pytest.mark.parametrize(
    "content", [b"<!DOCTYPE html><html></html>", b"PK\x03\x04 cut off", b"Sample #,Prov/Terr\n1,ON\n"]
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / FILE
    path.write_bytes(content)
    assert the_problem_of(NAME, path).code == "unreadable_workbook"


def test_an_empty_file_is_refused(tmp_path: Path):
    (tmp_path / FILE).write_bytes(b"")
    assert the_problem_of(NAME, tmp_path / FILE).code == "empty_file"


def test_a_file_larger_than_any_month_is_refused_before_it_is_read(tmp_path: Path):
    (layout,) = source(NAME).layouts
    assert layout.most_bytes is not None
    with (tmp_path / FILE).open("wb") as file:
        file.truncate(layout.most_bytes + 1)
    with pytest.raises(BadInput, match=r"at most 20\.0 MB are expected"):
        ingested(tmp_path / "ledger", tmp_path / FILE, member=NAME)


def test_a_later_month_replaces_nothing_of_an_earlier_one(tmp_path: Path):
    march = sheets([sample_row(1000001, "FENT", day=date(2025, 3, 5), received=None)])
    new = [nps_row("N/A*", "Made", day=date(2025, 3, 5))]
    april = sheets([sample_row(1000002, "FENT", day=date(2025, 4, 5), received=None)], new=new)
    for name, book, known in (("a", march, date(2025, 5, 1)), ("b", april, DAY)):
        ingested(tmp_path / "ledger", write(tmp_path / f"{name}_{FILE}", book), accessed=known, member=NAME)
    reader = Reader(tmp_path / "ledger")
    rows = reader.fetch(reader.analysis_summaries()).to_pylist()
    assert sorted((row["measure"], str(row["period_start"])) for row in rows) == [
        (IDENTIFIED, "2025-03-05"), (IDENTIFIED, "2025-04-05"), (FINDINGS, "2025-04-05"),
    ]  # fmt: skip
