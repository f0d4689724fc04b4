"""UNODC annual seizures: repeated keys are kept and told, other countries counted, and the user's copy read by SQL too."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.builders import DAY
from tests.sources.variants import changed, problems_of, rows_of, swap, the_problem_of
from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.pipeline.ingest import ingest_file
from tripoint.sources.catalogue import source
from tripoint.store.writer import writing

NAME, SAMPLE = "int_unodc_seizures", "seizures_9.csv"
FILE = "mx/unodc_annual_drug_seizures/seizures_1.csv"
HEROIN = "Americas,United States of America,USA,Opioids,Heroin,2019,77\n"


def made(folder: Path, change: Callable[[str], str] = str) -> Path:
    return changed(NAME, SAMPLE, folder, change)


def remarks_of(path: Path) -> list[str]:
    """What a person is told of a file that reads."""
    member = source(NAME)
    layout = member.layout_of(path.name)
    assert layout is not None
    problems = Problems(NAME, path.name)
    list(member.read(path, layout, Context(NAME, layout.series, "0" * 64, DAY, "made/0", member.lookups), problems))
    problems.raise_if_any()
    return problems.remarks


def test_every_row_of_a_repeated_key_is_kept_and_marked(tmp_path: Path):
    rows = rows_of(NAME, made(tmp_path))
    found = [r for r in rows if r["place"] == "MX" and r["period_start"].year == 2018]
    assert [r["value"] for r in found] == [120.5, 40.0, 0.25]
    assert all(r["caveats"].split()[-1] == "repeated_key_not_added" for r in found)
    (alone,) = [r for r in rows if r["place"] == "MX" and r["period_start"].year == 2019]
    assert "repeated_key_not_added" not in alone["caveats"]


def test_two_equal_rows_are_two_records(tmp_path: Path):
    found = [r["value"] for r in rows_of(NAME, made(tmp_path)) if r["substance"] == "pharmaceutical_opioids"]
    assert found == [3.5, 3.5]


def test_a_key_is_the_same_in_any_case_and_spacing(tmp_path: Path):
    rows = rows_of(NAME, made(tmp_path, swap("ATS,Methamphetamine,2018,40", "ATS, METHAMPHETAMINE ,2018,40")))
    assert sum("repeated_key_not_added" in r["caveats"] for r in rows) == 5


def test_other_countries_are_left_out_and_counted(tmp_path: Path):
    path = made(tmp_path)
    assert {r["place"] for r in rows_of(NAME, path)} == {"MX", "CA", "US"}
    assert remarks_of(path) == [
        "2 rows of 2 other countries are not kept: the registry has three countries",
        "5 rows share 2 keys of country, drug and year; each is kept, none are added",
    ]


@pytest.mark.parametrize("line", ["Region,country,ISO Code,Drug Group,Drug,Year,KG Equivalent\n", "Total,,,,,,77\n"])
def test_a_second_heading_or_a_sum_is_not_left_out_as_another_country(tmp_path: Path, line: str):
    problem = next(p for p in problems_of(NAME, made(tmp_path, lambda text: text + line)) if p.column == "ISO Code")
    assert problem.code == "bad_cell"


def test_whoever_ingests_is_told_both_counts(tmp_path: Path):
    member = source(NAME)
    path = made(tmp_path)
    layout = member.layout_of(path.name)
    assert layout is not None
    with writing(tmp_path / "ledger") as writer:
        outcome = ingest_file(writer, member, path, replace(layout, least_records=1), accessed=DAY)
    assert outcome.warnings == tuple(remarks_of(path))


def test_a_country_that_is_kept_cannot_hide_under_another_code(tmp_path: Path):
    found = the_problem_of(
        NAME, made(tmp_path, swap("Mexico,MEX,ATS,Methamphetamine,2019", "Mexico,NULL,ATS,Methamphetamine,2019"))
    )
    assert (found.code, found.column, found.rows) == ("contradiction", "ISO Code | country", 1)


def test_a_code_beside_the_name_of_another_country_stops_the_run(tmp_path: Path):
    found = the_problem_of(NAME, made(tmp_path, swap("Canada,CAN,Hallucinogens", "Mexico,CAN,Hallucinogens")))
    assert (found.code, found.value) == ("contradiction", "CAN | Mexico")


def test_null_is_a_value_that_is_not_there(tmp_path: Path):
    (found,) = [r for r in rows_of(NAME, made(tmp_path)) if r["substance"] == "opium"]
    assert (found["value"], found["missing"], found["as_written"]) == (None, "not_available", "NULL")


def test_a_label_without_a_substance_keeps_its_text(tmp_path: Path):
    (found,) = [r for r in rows_of(NAME, made(tmp_path)) if r["category"] == "hallucinogens"]
    assert (found["substance"], found["substance_as_written"], found["value"]) == (None, "Other Hallucinogens", 0.0)


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("Heroin,2019,77", "Nitazenes,2019,77", "unknown_value", "Drug"),
        ("Opioids,Heroin", "Opiates,Heroin", "unknown_value", "Drug Group"),
        ("Heroin,2019,77", "Heroin,19,77", "bad_period", "Year"),
        ("Heroin,2019,77", "Heroin,2019,-77", "not_a_number", "KG Equivalent"),
        ("Heroin,2019,77", "Heroin,2019,many", "not_a_number", "KG Equivalent"),
        ("Heroin,2019,77", "Heroin,2019,", "not_a_number", "KG Equivalent"),
        ("Heroin,2019,77", 'Heroin,2019,"1,077"', "not_a_number", "KG Equivalent"),
        (HEROIN, HEROIN + "Source: UNODC\n", "broken_row", ""),
        (",Year,", ",Jahr,", "column_missing", "Year"),
        ("KG Equivalent", "KG Equivalent,Unit", "column_unexpected", "Unit"),
    ],
)  # fmt: skip
def test_a_wrong_cell_or_shape_stops_the_run(tmp_path: Path, old: str, new: str, code: str, column: str):
    found = problems_of(NAME, made(tmp_path, swap(old, new)))
    assert (code, column) in {(p.code, p.column) for p in found}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"<!DOCTYPE html>\n<html></html>\n", "foreign_file"),
        (
            "Region,country,ISO Code,Drug Group,Drug,Year,KG Equivalent\nAmericas,México,MEX,\n".encode("latin-1"),
            "wrong_encoding",
        ),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, content: bytes, code: str):
    path = tmp_path / SAMPLE
    path.write_bytes(content)
    assert code in {p.code for p in problems_of(NAME, path)}


def test_a_file_cut_off_is_refused(tmp_path: Path):
    assert "truncated" in {p.code for p in problems_of(NAME, made(tmp_path, lambda text: text[:-1]))}


@pytest.fixture(scope="module")
def own_copy(raw: Path) -> list[dict[str, Any]]:
    return rows_of(NAME, raw / FILE)


@pytest.fixture(scope="module")
def printed(raw: Path) -> duckdb.DuckDBPyRelation:
    table = duckdb.read_csv(str(raw / FILE), header=True, all_varchar=True)
    return table.filter("\"ISO Code\" in ('CAN', 'MEX', 'USA')")


def test_every_row_of_the_three_countries_is_one_record(
    own_copy: list[dict[str, Any]], printed: duckdb.DuckDBPyRelation
):
    asked = 'select "ISO Code", Drug, Year::int, try_cast("KG Equivalent" as double), count(*) from t group by all'
    expected = Counter({(c, d, y, v): n for c, d, y, v, n in printed.query("t", asked).fetchall()})
    codes = {"CA": "CAN", "MX": "MEX", "US": "USA"}
    found = Counter(
        (codes[r["place"]], r["substance_as_written"], r["period_start"].year, r["value"]) for r in own_copy
    )
    assert found == expected


def test_the_marked_rows_are_those_whose_key_repeats(own_copy: list[dict[str, Any]], printed: duckdb.DuckDBPyRelation):
    asked = 'select count(*) n from t group by "ISO Code", "Drug Group", Drug, Year having n > 1'
    repeated = [n for (n,) in printed.query("t", asked).fetchall()]
    marked = [r for r in own_copy if "repeated_key_not_added" in r["caveats"]]
    assert len(marked) == sum(repeated) > 0


def test_the_remarks_count_what_sql_counts(raw: Path):
    table = duckdb.read_csv(str(raw / FILE), header=True, all_varchar=True)
    others = table.filter("\"ISO Code\" not in ('CAN', 'MEX', 'USA')")
    ((rows, countries),) = others.aggregate('count(*), count(distinct ("ISO Code", strip_accents(country)))').fetchall()
    assert remarks_of(raw / FILE)[0].startswith(f"{rows:,} rows of {countries} other countries")
