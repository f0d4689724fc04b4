"""us_cbp_drugs: what it refuses, and that it reads the publisher's own files to the last pound."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tests.workbooks import write_workbook
from tripoint.sources.catalogue import source
from tripoint.units import KG_PER_POUND

NAME = "us_cbp_drugs"
SAMPLE = "nationwide-drugs-fy26.csv"
PATH = folder_of(source(NAME)) / "sample" / SAMPLE


def changed(folder: Path, change: Callable[[str], str]) -> Path:
    return variants.changed(NAME, SAMPLE, folder, change)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",Fentanyl,", ",Nitazenes,", "Drug Type"),
        ("TUCSON SECTOR", "TUCSON", "Area of Responsibility"),
        ("TUCSON SECTOR", "TEXAS", "Area of Responsibility"),
        ("Northern Border", "Eastern Border", "Region"),
        ("U.S. Border Patrol", "Air and Marine Operations", "Component"),
        ("Land Only", "Sea", "Land Filter"),
    ],
)
def test_a_word_that_nobody_mapped_stops_the_run(tmp_path: Path, old: str, new: str, column: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(old, new)))
    assert (problem.code, problem.column, problem.rows) == ("unknown_value", column, 1)
    assert problem.value in new


def test_a_new_drug_is_counted_over_all_its_rows(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, lambda t: t.replace("Cocaine", "Nitazenes")))
    assert (problem.value, problem.rows) == ("Nitazenes", 2)


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("2025,OCT", "2025,OKT", "2025 OKT"),
        ("2025,OCT", "25,OCT", "25 OCT"),
        ("2025,OCT", "2025 (YTD),OCT", "2025 (YTD) OCT"),
        ("2025,OCT", "1025,OCT", "1025 OCT"),
        ("2025,OCT", ",OCT", " OCT"),
    ],
)
def test_a_period_that_is_none_stops_the_run(tmp_path: Path, old: str, new: str, value: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(old, new)))
    assert (problem.code, problem.value, problem.rows) == ("bad_period", value, 1)


@pytest.mark.parametrize("text", ["-3", "3.5", "", "three", "3e1", "0x10", "1_0", "٣", "-0", "9" * 20])
def test_only_a_whole_number_is_a_count_of_events(tmp_path: Path, text: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap("Fentanyl,3,100", f"Fentanyl,{text},100")))
    assert (problem.code, problem.column, problem.value) == ("not_a_count", "Count of Event", text)


@pytest.mark.parametrize("text", ["-100", "", "nan", "inf", "1e999", "1_0", "0x10", "100 lbs", "-0.0"])
def test_only_a_number_is_a_weight(tmp_path: Path, text: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap("Fentanyl,3,100", f"Fentanyl,3,{text}")))
    assert (problem.code, problem.column, problem.value) == ("not_a_number", "Sum Qty (lbs)", text)


def test_a_repeated_key_stops_the_run_even_with_other_values(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda t: t + t.splitlines()[1].replace(",3,100", ",4,200") + "\n")
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.rows) == ("duplicate_rows", 2)
    assert "TUCSON FIELD OFFICE | Fentanyl" in problem.value


def test_a_column_gone_and_a_column_added_are_named(tmp_path: Path) -> None:
    found = problems_of(NAME, changed(tmp_path, swap("Land Filter", "Land")))
    assert {(p.code, p.column) for p in found} == {
        ("column_missing", "Land Filter"),
        ("column_unexpected", "Land"),
    }


def test_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda t: "".join(f"{line},x\n" for line in t.splitlines()))
    path.write_text(path.read_text("utf-8").replace("(lbs),x", "(lbs),FY", 1), encoding="utf-8")
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column, problem.value) == ("column_repeated", "FY", "2")


def test_columns_in_another_order_give_the_same_figures(tmp_path: Path) -> None:
    def turned(text: str) -> str:
        return "".join(",".join(reversed(row)) + "\n" for row in csv.reader(text.splitlines()))

    straight = rows_of(NAME, PATH)
    assert rows_of(NAME, changed(tmp_path, turned)) == straight


def test_a_file_cut_off_in_a_line_stops_the_run(tmp_path: Path) -> None:
    assert {p.code for p in problems_of(NAME, changed(tmp_path, lambda t: t[:-30]))} >= {"truncated"}


def test_a_file_in_utf_16_stops_the_run(tmp_path: Path) -> None:
    text = PATH.read_text("utf-8")
    (tmp_path / SAMPLE).write_bytes(text.encode("utf-16"))
    assert the_problem_of(NAME, tmp_path / SAMPLE).code == "wrong_encoding"


def test_a_workbook_under_the_name_of_the_csv_file_stops_the_run(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / SAMPLE, {"Sheet1": [["FY"], ["2025"]]})
    assert the_problem_of(NAME, path).code == "wrong_encoding"


def test_a_file_of_another_source_stops_the_run(tmp_path: Path) -> None:
    other = source("ca_cbsa_published")
    path = tmp_path / SAMPLE
    path.write_bytes((folder_of(other) / "sample" / "cbsa_seizures_transcribed.csv").read_bytes())
    problem = the_problem_of(NAME, path)
    assert problem.code == "foreign_file"
    assert "period_start, period_end" in problem.detail


def test_everything_wrong_is_named_in_one_error(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda t: t.replace("Lsd", "Acid").replace("Land Only", "Sea").replace(",7", ",-7"))
    assert {p.code for p in problems_of(NAME, path)} == {"unknown_value", "not_a_number"}
    assert {p.value for p in problems_of(NAME, path)} == {"Acid", "Sea", "-7"}


def test_october_of_a_fiscal_year_is_the_october_before(tmp_path: Path) -> None:
    first = rows_of(NAME, PATH)[0]
    assert (str(first["period_start"]), str(first["period_end"])) == ("2024-10-01", "2024-10-31")
    assert first["period_as_written"] is None


def test_the_running_year_keeps_its_mark(tmp_path: Path) -> None:
    marks = {f["period_as_written"] for f in rows_of(NAME, PATH)}
    assert marks == {None, "2026 (FYTD) OCT", "2026 (FYTD) JAN"}


def test_a_weight_of_0_beside_events_stays_0(tmp_path: Path) -> None:
    found = [f for f in rows_of(NAME, PATH) if f["as_written"] == "0"]
    assert [(f["value"], f["missing"], f["measure"]) for f in found] == [(0.0, None, "seized_mass_kg")]


# the publisher's own files

FILES = {"nationwide-drugs-fy19-fy22.csv": 10_092, "nationwide-drugs-fy23-fy26-dec.csv": 7_895}
FENTANYL_POUNDS = {
    2020: 4_791.1,
    2021: 11_201.3,
    2022: 14_699.9,
    2023: 27_022.9,
    2024: 21_889.2,
    2025: 12_027.3,
}
SEGMENTS = {
    "Southwest Border": "US-BORDER-SW",
    "Northern Border": "US-BORDER-N",
    "Coastal/Interior": "US-BORDER-COASTAL",
}


def paths(raw: Path) -> list[Path]:
    return [raw / "us" / "cbp_nationwide_drug_seizures" / name for name in FILES]


def lines_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("name", "rows"), FILES.items())
def test_every_row_gives_events_and_a_weight(raw: Path, name: str, rows: int) -> None:
    found = Counter(f["measure"] for f in rows_of(NAME, raw / "us" / "cbp_nationwide_drug_seizures" / name))
    assert found == {"seizure_events": rows, "seized_mass_kg": rows}


def test_the_check_figures_of_fentanyl_hold(raw: Path) -> None:
    pounds: dict[int, float] = defaultdict(float)
    for path in paths(raw):
        for f in rows_of(NAME, path):
            if f["substance"] == "fentanyl" and f["measure"] == "seized_mass_kg":
                year = f["period_start"].year + (f["period_start"].month >= 10)
                pounds[year] += f["value"] / KG_PER_POUND
    assert {year: round(pounds[year], 1) for year in FENTANYL_POUNDS} == FENTANYL_POUNDS


@pytest.mark.parametrize("name", FILES)
def test_sums_by_segment_month_and_drug_agree_with_an_independent_reading(raw: Path, name: str) -> None:
    path = raw / "us" / "cbp_nationwide_drug_seizures" / name
    ours: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for f in rows_of(NAME, path):
        key = (f["border_segment"], f["period_start"].isoformat()[:7], f["substance_as_written"])
        ours[key][f["measure"] == "seized_mass_kg"] += f["value"]
    theirs: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    for row in lines_of(path):
        month = months.index(row["Month (abbv)"]) + 1
        year = int(row["FY"][:4]) - (month > 9)
        key = (SEGMENTS[row["Region"]], f"{year}-{month:02}", row["Drug Type"])
        theirs[key][0] += int(row["Count of Event"])
        theirs[key][1] += float(row["Sum Qty (lbs)"]) * 0.45359237
    assert ours.keys() == theirs.keys()
    assert all(ours[key] == pytest.approx(theirs[key], rel=1e-12) for key in ours)


def test_every_weight_is_kept_as_written_with_its_row(raw: Path) -> None:
    for path in paths(raw):
        lines = lines_of(path)
        for f in rows_of(NAME, path):
            if f["measure"] == "seized_mass_kg":
                assert f["as_written"] == lines[f["source_row"] - 2]["Sum Qty (lbs)"]
