"""us_cbp_weapons: ids, directions, quantities that never mix, and a transcript beside SQL."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tripoint.sources.catalogue import source

NAME = "us_cbp_weapons"
SAMPLE = "weapons-ammunition-seizures-fy25-fy26-nov.csv"
PATH = folder_of(source(NAME)) / "sample" / SAMPLE
RAW = Path("us/cbp_weapons_ammunition_seizures/weapons-ammunition-seizures-TRANSCRIBED-SAMPLE.csv")


def changed(folder: Path, change: Callable[[str], str]) -> Path:
    return variants.changed(NAME, SAMPLE, folder, change)


def test_an_id_is_its_digits_with_or_without_a_point() -> None:
    assert {f["event"] for f in rows_of(NAME, PATH)} == {str(n) for n in range(1001, 1009)}


@pytest.mark.parametrize("text", ["", "10O2.0", "1002.5", "-1002", "1.002e3"])
def test_what_is_no_id_stops_the_run(tmp_path: Path, text: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap("1002.0", text)))
    assert (problem.code, problem.column, problem.value) == ("bad_cell", "Event ID", text)


@pytest.mark.parametrize("text", ["", "-5.0", "5.5", "five", "5,0"])
def test_only_a_whole_number_is_a_quantity(tmp_path: Path, text: str) -> None:
    quoted = f'"{text}"' if "," in text else text
    problem = the_problem_of(NAME, changed(tmp_path, swap("1006.0,5.0", f"1006.0,{quoted}")))
    assert (problem.code, problem.column, problem.value) == ("not_a_count", "Quantity Seized", text)


def test_cartridges_pieces_and_explosives_are_three_measures() -> None:
    units = {f["category"].split("/")[0]: (f["measure"], f["unit"]) for f in rows_of(NAME, PATH)}
    assert units["ammunition"] == ("ammunition_seized_rounds", "rounds")
    assert units["explosives"] == ("explosives_seized_as_published", "as published")
    assert {units[item] for item in ("handgun", "long_arm", "magazine", "scope", "silencer")} == {
        ("weapon_items_seized", "pieces")
    }


def test_a_way_across_a_border_is_said_at_land_borders_only() -> None:
    ways = {f["event"]: f["direction"] for f in rows_of(NAME, PATH)}
    assert ways == {
        "1001": "southbound",  # out of the United States over the Southwest Border, by land: into Mexico
        "1002": "northbound",
        "1003": "southbound",  # into the United States over the Northern Border, by land: out of Canada
        "1004": "northbound",
        "1005": "not_known",  # neither inbound nor outbound
        "1006": "not_known",  # by sea
        "1007": "not_known",  # inland
        "1008": "not_known",  # outbound by air from a border area: any country
    }


def test_the_publishers_own_direction_and_mode_stay_in_the_category() -> None:
    found = {f["category"] for f in rows_of(NAME, PATH) if f["event"] == "1008"}
    assert found == {"handgun/outbound/air"}


def test_an_event_has_a_kind_of_item_once(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda t: t + t.splitlines()[1].replace(",2.0", ",9.0") + "\n")
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.rows) == ("duplicate_rows", 2)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",Scope,", ",Grenades,", "Category"),
        ("OTHER,Land", "TRANSIT,Land", "Inbound/Outbound"),
        (",Sea,Weapons", ",Rail,Weapons", "Mode of Transportation"),
        ("Tucson Sector", "Tucson", "Area of Responsibility"),
        ("U.S. Border Patrol", "Secret Service", "Component"),
        (",Weapons,Explosives", ",Toys,Explosives", "Seizure Type"),
    ],
)
def test_a_word_that_nobody_mapped_stops_the_run(tmp_path: Path, old: str, new: str, column: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(old, new)))
    assert (problem.code, problem.column, problem.rows) == ("unknown_value", column, 1)


def test_a_kind_of_item_under_the_wrong_type_is_a_contradiction(tmp_path: Path) -> None:
    problem = the_problem_of(
        NAME, changed(tmp_path, swap("Weapons,Long Arm,1002", "Ammunition & Gun Parts,Long Arm,1002"))
    )
    assert (problem.code, problem.value) == ("contradiction", "Ammunition & Gun Parts | Long Arm")


def test_the_drug_files_heading_of_the_year_is_named(tmp_path: Path) -> None:
    found = problems_of(NAME, changed(tmp_path, swap("Fiscal Year,", "FY,")))
    assert {(p.code, p.column) for p in found} == {("column_missing", "Fiscal Year"), ("column_unexpected", "FY")}


def test_a_transcript_is_a_series_of_its_own_and_says_so(tmp_path: Path) -> None:
    path = PATH.parent / "weapons-ammunition-seizures-MADE-SAMPLE.csv"
    assert {(f["series"], "not_a_release" in f["caveats"]) for f in rows_of(NAME, path)} == {("transcript", True)}
    assert {(f["series"], "not_a_release" in f["caveats"]) for f in rows_of(NAME, PATH)} == {("weapons", False)}


def test_nothing_of_it_may_ship() -> None:
    assert (source(NAME).may_ship, source(NAME).is_own_copy) == (False, True)


def test_the_transcript_agrees_with_sql(raw: Path) -> None:
    found = rows_of(NAME, raw / RAW)
    rows, events, quantity, rounds, outbound = duckdb.sql(
        f"""SELECT count(*)::INT, count(DISTINCT "Event ID")::INT, sum("Quantity Seized"::DOUBLE),
        sum("Quantity Seized"::DOUBLE) FILTER (Category = 'Ammunition'),
        count(*) FILTER ("Region" = 'Northern Border' AND "Inbound/Outbound" = 'OUTBOUND')::INT
        FROM read_csv('{raw / RAW}', all_varchar = true)"""
    ).fetchall()[0]
    assert (len(found), len({f["event"] for f in found}), sum(f["value"] for f in found)) == (rows, events, quantity)
    assert sum(f["value"] for f in found if f["measure"] == "ammunition_seized_rounds") == rounds
    assert sum(f["direction"] == "northbound" for f in found) == outbound
