"""The publisher's own NFLIS-Drug files, beside independent readings of them."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.sources.variants import rows_of
from tripoint.registry.substances import resolve_substance

NAME = "us_nflis_drug"
DQS = "NFLIS_Drug_DQS_2024_08_15_09_30_00.csv"
TABLE = "2016NFLISWebsiteTable3.csv"
WORKBOOK = "2022NFLISWebsiteTable3.xlsx"
SHEET = "NFLIS Fentanyl 2022"


def dqs_rows(raw: Path) -> list[dict[str, str]]:
    path = raw / "us/dea_nflis_drug/NFLIS_Drug_DQS_2026_03_03_13_26_55.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def dqs_figures(raw: Path) -> list[dict[str, object]]:
    return rows_of(NAME, raw / "us/dea_nflis_drug/NFLIS_Drug_DQS_2026_03_03_13_26_55.csv")


def table_files(raw: Path) -> dict[str, Path]:
    folder = raw / "us/dea_nflis_drug/table3_fentanyl_by_state"
    return {next(y for y in map(str, range(2017, 2023)) if y in p.name): p for p in sorted(folder.iterdir())}


def test_the_export_gives_the_check_figures(raw: Path) -> None:
    figures = dqs_figures(raw)
    assert len(figures) == 8923
    by_half: Counter[date] = Counter()
    for figure in figures:
        by_half[figure["period_end"]] += figure["value"]  # type: ignore[index, operator]
    assert len(by_half) == 18
    assert by_half[date(2023, 6, 30)] == max(by_half.values()) == 119_341
    assert by_half[date(2024, 12, 31)] == 84_726
    assert by_half[date(2025, 12, 31)] == 57_180
    assert len({f["place"] for f in figures}) == 55
    assert sum(f["place"] == "US-XX" for f in figures) == 3


def test_every_row_of_the_export_is_found_again(raw: Path) -> None:
    ends = {"SA1": "06-30", "SA2": "12-31"}
    read = {
        (str(f["period_end"]), str(f["place"])[3:], f["substance_as_written"]): f["value"] for f in dqs_figures(raw)
    }
    printed = {
        (
            f"{r['YYYY']}-{ends[r['PERIOD'][:3]]}",
            r["STATE"],
            " ".join(r["SUBSTANCE_DESCRIPTION"].split()),
        ): float(r["DRUG_REPORTS"])
        for r in dqs_rows(raw)
    }
    assert read == printed


def test_salts_add_up_to_their_base(raw: Path) -> None:
    printed: Counter[str] = Counter()
    for row in dqs_rows(raw):
        printed[row["BASE_ID"]] += int(row["DRUG_REPORTS"])
    read: Counter[object] = Counter()
    for figure in dqs_figures(raw):
        read[figure["substance"]] += figure["value"]  # type: ignore[operator]
    assert len(read) == len(printed) == 124
    assert sorted(read.values()) == sorted(printed.values())
    assert (read["fentanyl"], read["4_anpp"]) == (printed["1504"], printed["1021"])


def test_only_the_last_half_year_of_the_export_is_marked_incomplete(raw: Path) -> None:
    marked = {f["period_end"] for f in dqs_figures(raw) if "incomplete_last_period" in str(f["caveats"])}
    assert marked == {date(2025, 12, 31)}


@pytest.mark.parametrize(
    ("year", "figures", "reports", "cut_off"),
    [
        ("2017", 1836, 81_188, "2017; data generated August 7, 2018"),
        ("2018", 2499, 105_274, "2018; analyzed by March 31, 2019; data generated September 5, 2019"),
        ("2019", 2091, 125_992, "2019; analyzed by March 31, 2020; data generated July 21, 2020"),
        ("2020", 2091, 130_165, "2020; analyzed by March 31, 2021; data generated July 21, 2021"),
        ("2021", 3060, 198_612, "2021; analyzed by March 31, 2022; data generated August 1, 2022"),
        ("2022", 3315, 217_267, "2022; analyzed by March 31, 2023; data generated August 18, 2023"),
    ],
)
def test_each_table_is_read_to_the_last_report(raw: Path, year: str, figures: int, reports: int, cut_off: str) -> None:
    read = rows_of(NAME, table_files(raw)[year])
    assert len(read) == figures
    assert {f["period_as_written"] for f in read} == {cut_off}
    assert {(f["period_start"], f["period_end"]) for f in read} == {(date(int(year), 1, 1), date(int(year), 12, 31))}
    assert len({f["place"] for f in read}) == 51
    assert all("table3_cut_off" in f["caveats"] for f in read)
    assert sum(f["value"] for f in read) == reports == independent_sum(table_files(raw)[year])


def independent_sum(path: Path) -> float:
    """Every number of a CSV table, whatever it is; of the workbook, the grand total of its scratch sheet."""
    if path.suffix == ".xlsx":
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Sheet3").to_python(skip_empty_area=False)
        return next(float(str(row[8])) for row in rows if row[7] == "Grand Total")
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell.replace(",", "").strip() for row in csv.reader(file) for cell in row[1:]]
    return sum(int(cell) for cell in cells if cell.isdigit())


def test_every_drug_of_the_workbook_has_the_national_count_of_its_scratch_sheet(raw: Path) -> None:
    path = table_files(raw)["2022"]
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Sheet2").to_python(skip_empty_area=False)
    printed = Counter(
        {
            resolve_substance(str(row[5]).replace("Thio fentanyl", "Thiofentanyl"), NAME).substance_id: row[7]
            for row in rows[1:]
            if row[5]
        }
    )
    read: Counter[str] = Counter()
    for figure in rows_of(NAME, path):
        read[figure["substance"]] += figure["value"]
    assert read == printed


@pytest.mark.parametrize(
    ("year", "place", "substance", "value"),
    [
        ("2017", "US-OH", "carfentanil", 4522),
        ("2018", "US-WV", "fentanyl", 564),
        ("2020", "US-WY", "4_anpp", 1),
    ],
)
def test_cells_are_the_ones_printed(raw: Path, year: str, place: str, substance: str, value: int) -> None:
    found = [f for f in rows_of(NAME, table_files(raw)[year]) if (f["place"], f["substance"]) == (place, substance)]
    assert [f["value"] for f in found] == [value]
