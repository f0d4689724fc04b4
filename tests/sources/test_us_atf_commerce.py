"""us_atf_commerce: headings with footnotes, totals, periods, and the nine tables against Python's csv module."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tripoint.sources.catalogue import source
from tripoint.sources.us_atf_commerce.header import named, without_footnote

NAME = "us_atf_commerce"
SAMPLES = folder_of(source(NAME)) / "sample"
RAW = Path("us/atf_firearms_commerce")
MADE, APPLIED, ORIGINS, REGISTER, LICENCES, INSPECTED, BY_STATE = (
    "01-manufacturing.csv", "04-import-applications.csv", "05-2011-import-countries.csv",
    "08-registration-by-state.csv", "10-FFL-total.csv", "13-FFL-inspections.csv", "ffl-2011-perCapita.csv",
)  # fmt: skip


def changed(sample: str, folder: Path, change: Callable[[str], str], file: str | None = None) -> Path:
    return variants.changed(NAME, sample, folder, change, file=file)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Misc. Firearms1", "Misc. Firearms"), ("Military*", "Military"), ("Machinegun3", "Machinegun"),
        ("mfg.Firearms", "mfg.Firearms"), ("POPESTIMATE2016", "POPESTIMATE2016"), ("China1", "China"), ("2014", "2014"),
    ],
)  # fmt: skip
def test_one_glued_footnote_mark_is_taken_off_and_no_year(text: str, clean: str) -> None:
    assert without_footnote(text) == clean


def test_a_heading_that_stands_twice_is_numbered() -> None:
    assert named(["Percent1", "Percent", ""]) == ("Percent", "Percent (2)", "(no heading)")


def test_another_footnote_digit_reads_the_same(tmp_path: Path) -> None:
    path = changed(MADE, tmp_path, swap("Firearms1", "Firearms3"))
    assert rows_of(NAME, path) == rows_of(NAME, SAMPLES / MADE)


def test_a_total_that_differs_from_its_parts_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(MADE, tmp_path, swap('"1,159"', '"1,158"')))
    assert (problem.code, problem.column, problem.value, problem.detail) == ("total_mismatch", "2001", "1,158", "1159")


def test_the_total_known_to_be_wrong_is_marked_and_not_kept(tmp_path: Path) -> None:
    path = changed(APPLIED, tmp_path, lambda t: t + '1998,"8,767","2,715","1,536","13,019"\n')
    marked = [f for f in rows_of(NAME, path) if "printed_total_differs" in f["caveats"]]
    assert [f["value"] for f in marked] == [8_767, 2_715, 1_536]
    assert {f["period_start"] for f in marked} == {date(1998, 1, 1)}


def test_a_repaired_total_asks_for_the_correction_to_go(tmp_path: Path) -> None:
    path = changed(APPLIED, tmp_path, lambda t: t + '1998,"8,767","2,715","1,536","13,018"\n')
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column, problem.value) == ("correction_outdated", "1998", "13,019")


def test_fiscal_years_began_in_july_until_1976() -> None:
    periods = {(f["period_start"], f["period_end"]) for f in rows_of(NAME, SAMPLES / LICENCES)}
    assert periods == {
        (date(1975, 7, 1), date(1976, 6, 30)),
        (date(1976, 10, 1), date(1977, 9, 30)),
    }


def test_a_table_without_its_last_line_end_is_read_and_a_cut_one_is_not(tmp_path: Path) -> None:
    assert not (SAMPLES / LICENCES).read_bytes().endswith(b"\n")
    assert problems_of(NAME, SAMPLES / LICENCES) == ()
    (problem,) = problems_of(NAME, changed(LICENCES, tmp_path, lambda t: t[: t.rindex(",")]))
    assert problem.code == "broken_row"
    (problem,) = problems_of(NAME, changed(LICENCES, tmp_path, lambda t: t[:-1]))
    assert problem.code == "total_mismatch"


def test_the_year_of_origins_stands_in_the_files_name(tmp_path: Path) -> None:
    found = rows_of(NAME, SAMPLES / ORIGINS)
    assert {f["period_start"] for f in found} == {date(2011, 1, 1)}
    assert {f["category"] for f in found if f["value"] == 8} == {"shotgun/CN"}
    problem = the_problem_of(NAME, changed(ORIGINS, tmp_path, lambda t: t, file="05-all-import-countries.csv"))
    assert (problem.code, problem.value) == ("bad_period", "05-all-import-countries.csv")


def test_a_register_of_an_unknown_edition_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(REGISTER, tmp_path, lambda t: t, file="08-registration-by-state-new.csv"))
    assert (problem.code, problem.detail) == ("bad_period", "sources/us_atf_commerce/lookups.csv (edition)")


def test_a_country_that_nobody_mapped_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(ORIGINS, tmp_path, swap("Austria", "Atlantis")))
    assert (problem.code, problem.column, problem.value) == ("unknown_value", "(no heading)", "Atlantis")


@pytest.mark.parametrize("text", ["-11", "11.5", "eleven", "1,1", ""])
def test_only_a_whole_number_is_a_count(tmp_path: Path, text: str) -> None:
    found = problems_of(NAME, changed(MADE, tmp_path, swap("2002,11,", f'2002,"{text}",')))
    assert ("not_a_count", "Pistols", text) in {(p.code, p.column, p.value) for p in found}


def test_a_year_twice_stops_the_run(tmp_path: Path) -> None:
    path = changed(MADE, tmp_path, lambda t: t + t.splitlines()[-1] + "\n")
    assert the_problem_of(NAME, path).code == "duplicate_rows"


def test_a_percentage_that_does_not_fit_its_row_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(INSPECTED, tmp_path, swap("12.5%", "13.5%")))
    assert problem.code == "contradiction"
    assert problem.value == "1,000 | 8,000 | 13.5%"


def test_a_mean_that_is_no_twelfth_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(BY_STATE, tmp_path, swap("120,1000,10,", "120,1000,12,")))
    assert (problem.code, problem.value) == ("contradiction", "120 | 12")


def test_a_column_gone_and_a_column_added_are_named(tmp_path: Path) -> None:
    found = problems_of(NAME, changed(MADE, tmp_path, swap("Revolvers", "Derringers")))
    assert {(p.code, p.column) for p in found} == {
        ("column_missing", "Revolvers"), ("column_unexpected", "Derringers"),
    }  # fmt: skip


def test_a_table_under_the_name_of_another_stops_the_run(tmp_path: Path) -> None:
    path = Path(copyfile(SAMPLES / INSPECTED, tmp_path / MADE))
    assert the_problem_of(NAME, path).code == "foreign_file"


# the tables themselves, beside Python's csv module


def number(text: str) -> float:
    return float(text.replace(",", ""))


@pytest.mark.parametrize(
    "name",
    [
        "01-manufacturing", "02-exports", "03-imports", "04-import-applications", "05-2015-import-countries",
        "08-registration-by-state", "10-FFL-total",
    ],
)  # fmt: skip
def test_every_part_is_read_and_adds_to_its_column(raw: Path, name: str) -> None:
    path = raw / RAW / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    found = rows_of(NAME, path)
    assert len(found) == len(rows) * (len(header) - 2)
    for at, title in enumerate(header[1:-1], 1):
        ours = sum(f["value"] for f in found if f["source_column"] == without_footnote(title))
        assert ours == sum(number(row[at]) for row in rows)


def test_the_check_figures_hold(raw: Path) -> None:
    def total(name: str, year: int) -> float:
        found = rows_of(NAME, raw / RAW / name)
        return sum(f["value"] for f in found if f["period_end"].year == year)

    assert total("01-manufacturing.csv", 2014) == 9_050_626
    assert total("02-exports.csv", 2014) == 420_932
    assert total("03-imports.csv", 2015) == total("05-2015-import-countries.csv", 2015) == 3_930_211
    assert total("08-registration-by-state.csv", 2016) == 4_436_096
    assert total("10-FFL-total.csv", 2015) == 139_840


def test_inspections_and_monthly_means_are_those_of_the_files(raw: Path) -> None:
    found = rows_of(NAME, raw / RAW / "13-FFL-inspections.csv")
    last = {f["measure"]: f["value"] for f in found if f["period_end"] == date(2015, 9, 30)}
    assert last == {"licensee_inspections": 8_696, "licensed_business_entities": 79_188}
    means = rows_of(NAME, raw / RAW / "ffl-2016-perCapita.csv")
    assert len({f["place"] for f in means}) == 50
    assert next(f["value"] for f in means if f["place"] == "US-CA") == 2548.25
