"""ca_statcan_indicators: blanks that mean Canada, codes beside names, rates against the raw files."""

import csv
from pathlib import Path

import pytest

from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tripoint.sources.catalogue import source

NAME = "ca_statcan_indicators"
SAMPLES = folder_of(source(NAME)) / "sample"
DEATHS, CRIME = SAMPLES / "indicator_3-13-1.csv", SAMPLES / "indicator_16-2-1.csv"


def test_blank_labels_are_the_total_of_canada() -> None:
    assert [(f["place"], f["category"], f["value"]) for f in rows_of(NAME, DEATHS)][:2] == [
        ("CA", "total", 21.5), ("CA", "total", 18.0),
    ]  # fmt: skip
    first = next(iter(rows_of(NAME, CRIME)))
    assert (first["place"], first["category"], first["measure"]) == (
        "CA",
        "all_violent",
        "police_reported_rate_per_100k",
    )


def test_a_stray_prefix_does_not_hide_the_province() -> None:
    found = {(f["place"], f["category"]) for f in rows_of(NAME, CRIME)}
    assert {("CA-NU", "all_violent"), ("CA-QC", "assault_2"), ("CA-YT", "threats")} <= found


def test_a_rate_of_zero_is_zero_and_a_missing_row_is_nothing() -> None:
    cells = {(f["place"], f["category"]): f["value"] for f in rows_of(NAME, DEATHS)}
    assert cells["CA-NU", "male"] == 0.0
    assert ("CA-NU", "female") not in cells


def test_a_code_of_another_province_stops_the_run(tmp_path: Path) -> None:
    path = variants.changed(NAME, DEATHS.name, tmp_path, swap('"Alberta","Total",48', '"Alberta","Total",47'))
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.value, problem.rows) == ("contradiction", "Alberta | 47", 1)


@pytest.mark.parametrize(
    ("old", "new", "code", "value"),
    [
        ('"Nunavut","Male"', '"Nunavut","Other"', "unknown_value", "Other"),
        ('"Nunavut","Male",62', '"Nunavik","Male",62', "unknown_value", "Nunavik"),
        (",33.25", ",-33.25", "not_a_number", "-33.25"),
        (",33.25", ",F", "not_a_number", "F"),
        (",33.25", ",", "not_a_number", ""),
        ('"2024","Alberta"', '"24","Alberta"', "bad_period", "24"),
        (
            '"2024","Alberta","Total",48,33.25',
            '"2023","Canada","Male",,33.25',
            "duplicate_rows",
            "2023 | Canada | Male",
        ),
        ('"GeoCode"', '"DGUID"', "column_missing", ""),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, code: str, value: str) -> None:
    found = problems_of(NAME, variants.changed(NAME, DEATHS.name, tmp_path, swap(old, new)))
    assert (code, value) in {(p.code, p.value) for p in found}


def test_a_new_kind_of_offence_stops_the_run(tmp_path: Path) -> None:
    path = variants.changed(NAME, CRIME.name, tmp_path, swap("data.Homicide [110]", "data.Firearms [1450]"))
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column, problem.value) == ("unknown_value", "data.Violations", "data.Firearms [1450]")


def test_the_real_files_keep_every_rate(raw: Path) -> None:
    for name in (DEATHS.name, CRIME.name):
        path = raw / "ca" / "statcan_cif_indicators" / name
        with path.open(encoding="utf-8", newline="") as file:
            published = sorted(float(row["Value"]) for row in csv.DictReader(file))
        assert sorted(f["value"] for f in rows_of(NAME, path)) == published
