"""us_cbp_air_marine: what it refuses, what it marks, and that it reads the publisher's own files to the last pound."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tripoint.sources.catalogue import source
from tripoint.units import KG_PER_POUND

NAME = "us_cbp_air_marine"
SAMPLE = "amo-drug-seizures-fy26.csv"
PATH = folder_of(source(NAME)) / "sample" / SAMPLE
FOLDER = Path("us/cbp_amo_drug_seizures")
FILES = {"amo-drug-seizures-fy19-fy22.csv": 1_772, "amo-drug-seizures-fy23-fy26-dec.csv": 1_292}


def changed(folder: Path, change: Callable[[str], str]) -> Path:
    return variants.changed(NAME, SAMPLE, folder, change)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",Heroin,", ",Nitazenes,", "Drug Type"),
        ("Bellingham Air Branch", "Springfield Air Branch", "Branch"),
        ("Bellingham Air Branch", "Washington", "Branch"),
        ("Northern Border", "Eastern Border", "Region"),
        ("Air and Marine Operations", "U.S. Border Patrol", "Component"),
        (",Land,", ",Sea,", "Land Filter"),
    ],
)
def test_a_word_that_nobody_mapped_stops_the_run(tmp_path: Path, old: str, new: str, column: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(old, new)))
    assert (problem.code, problem.column, problem.rows) == ("unknown_value", column, 1)


@pytest.mark.parametrize("text", ["-3", "3.5", "", "three"])
def test_only_a_whole_number_is_a_count_of_events(tmp_path: Path, text: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap("Cocaine,3,100", f"Cocaine,{text},100")))
    assert (problem.code, problem.column, problem.value) == ("not_a_count", "Count of Event", text)


def test_a_column_of_the_nationwide_file_is_not_taken_for_the_branch(tmp_path: Path) -> None:
    found = problems_of(NAME, changed(tmp_path, swap(",Branch,", ",Area of Responsibility,")))
    assert {(p.code, p.column) for p in found} == {
        ("column_missing", "Branch"),
        ("column_unexpected", "Area of Responsibility"),
    }


def test_a_repeated_key_stops_the_run(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda t: t + t.splitlines()[1].replace(",3,100", ",4,200") + "\n")
    assert the_problem_of(NAME, path).code == "duplicate_rows"


def test_the_measures_are_not_those_of_the_nationwide_file() -> None:
    ours = {f["measure"] for f in rows_of(NAME, PATH)}
    nationwide = folder_of(source("us_cbp_drugs")) / "sample" / "nationwide-drugs-fy26.csv"
    assert not ours & {f["measure"] for f in rows_of("us_cbp_drugs", nationwide)}
    assert all("air_marine_may_overlap" in f["caveats"] for f in rows_of(NAME, PATH))


def test_a_weight_beyond_the_line_is_marked_and_kept() -> None:
    marked = [f for f in rows_of(NAME, PATH) if "outlier_for_review" in f["caveats"]]
    assert [(f["as_written"], f["measure"]) for f in marked] == [("150000.5", "air_marine_seized_mass_kg")]
    assert marked[0]["value"] == pytest.approx(150_000.5 * KG_PER_POUND)


def test_the_same_weight_in_more_events_is_not_marked(tmp_path: Path) -> None:
    path = changed(tmp_path, swap("Marijuana,1,150000.5", "Marijuana,2,150000.5"))
    assert not any("outlier_for_review" in f["caveats"] for f in rows_of(NAME, path))


# the publisher's own files


@pytest.mark.parametrize(("name", "rows"), FILES.items())
def test_every_row_gives_events_and_a_weight(raw: Path, name: str, rows: int) -> None:
    found = rows_of(NAME, raw / FOLDER / name)
    assert len(found) == 2 * rows


def test_one_row_of_the_files_is_marked(raw: Path) -> None:
    marked = [f for n in FILES for f in rows_of(NAME, raw / FOLDER / n) if "outlier_for_review" in f["caveats"]]
    assert [(f["as_written"], f["place"], str(f["period_start"])) for f in marked] == [
        ("403547.62", "US-CBP-AMO-BELLINGHAM", "2021-06-01")
    ]


@pytest.mark.parametrize("name", FILES)
def test_sums_by_segment_year_and_drug_agree_with_sql(raw: Path, name: str) -> None:
    path = raw / FOLDER / name
    ours: dict[tuple[str, int, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for f in rows_of(NAME, path):
        year = f["period_start"].year + (f["period_start"].month >= 10)
        is_mass = f["measure"] == "air_marine_seized_mass_kg"
        ours[f["border_segment"], year, f["substance_as_written"]][is_mass] += f["value"]
    segment = "CASE Region WHEN 'Southwest Border' THEN 'US-BORDER-SW' WHEN 'Northern Border' THEN 'US-BORDER-N' "
    theirs = duckdb.sql(
        f"""SELECT {segment} ELSE 'US-BORDER-COASTAL' END, left(FY, 4)::INT, "Drug Type",
        sum("Count of Event"::INT)::INT, sum("Sum Qty (lbs)"::DOUBLE)
        FROM read_csv('{path}', all_varchar = true) GROUP BY ALL"""
    ).fetchall()
    assert len(theirs) == len(ours)
    for *key, events, pounds in theirs:
        assert ours[key[0], key[1], key[2]] == [events, pytest.approx(pounds * KG_PER_POUND)]
