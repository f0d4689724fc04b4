"""SESNSP state offences: what is refused, and what the real file says beside a reading of it by SQL."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.sources.variants import changed, problems_of, rows_of, swap, the_problem_of
from tripoint.errors import Problem

NAME = "mx_sesnsp_state"
SAMPLE = "IDEFC_NM_abr19.csv"
FILE = "mx/sesnsp_fuero_comun_estatal/IDEFC_NM_may22.csv"
MONTHS = (
    "Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio", "Julio", "Agosto", "Septiembre", "Octubre",
    "Noviembre", "Diciembre",
)  # fmt: skip
RETAIL = (
    "2019,2,Baja California,Otros bienes jurídicos afectados (del fuero común),Narcomenudeo,Narcomenudeo,Narcomenudeo"
)


def problem(folder: Path, change: Callable[[str], str]) -> Problem:
    return the_problem_of(NAME, changed(NAME, SAMPLE, folder, change, "latin-1"))


def retail_cells(text: str) -> str:
    return next(line for line in text.split("\r\n") if line.startswith(RETAIL)).removeprefix(f"{RETAIL},")


def with_cells(cells: str) -> Callable[[str], str]:
    """The months of retail dealing in Baja California, 2019, replaced by these."""
    return lambda text: text.replace(f"{RETAIL},{retail_cells(text)}", f"{RETAIL},{cells}")


def test_an_unknown_manner_stops_the_run(tmp_path: Path):
    found = problem(tmp_path, lambda text: text.replace("Con arma de fuego", "Con dron"))
    assert (found.code, found.rows) == ("unknown_value", 6)
    assert found.value == "La vida y la Integridad corporal | Homicidio | Homicidio doloso | Con dron"


def test_a_state_under_the_code_of_another_stops_the_run(tmp_path: Path):
    found = problem(tmp_path, lambda text: text.replace(",15,México", ",9,México"))
    assert (found.code, found.column, found.value) == ("contradiction", "Entidad | Clave_Ent", "México | 9")


def test_the_country_is_no_state(tmp_path: Path):
    found = problem(tmp_path, lambda text: text.replace("Baja California", "Mexico City Metro"))
    assert (found.code, found.column) == ("unknown_value", "Entidad")


@pytest.mark.parametrize("cell", ["-4", "4.5", "cuatro", '"1,234"'])
def test_what_is_no_count_stops_the_run(tmp_path: Path, cell: str):
    found = problem(tmp_path, with_cells(f"{cell},2,3,4,,,,,,,,"))
    assert (found.code, found.column, found.rows) == ("not_a_count", "Enero", 1)


def test_a_blank_in_a_month_that_others_report_is_no_zero_and_stops_the_run(tmp_path: Path):
    found = problem(tmp_path, with_cells("1,2,3,,,,,,,,,"))
    assert (found.code, found.column, found.rows) == ("unexplained_blank", "Abril", 1)


def test_months_to_come_are_not_yet_reported(tmp_path: Path):
    found = rows_of(NAME, changed(NAME, SAMPLE, tmp_path, with_cells("1,2,3,0,,,,,,,,"), "latin-1"))
    own = {
        row["source_column"]: (row["value"], row["missing"])
        for row in found
        if (row["place"], row["category"], row["period_start"].year) == ("MX-BCN", "narcomenudeo", 2019)
    }
    assert own["Abril"] == (0.0, None)
    assert own["Mayo"] == (None, "not_yet_reported")


def test_a_row_given_twice_stops_the_run(tmp_path: Path):
    def twice(text: str) -> str:
        line = f"{RETAIL},{retail_cells(text)}\r\n"
        return text.replace(line, line * 2)

    assert {p.code for p in problems_of(NAME, changed(NAME, SAMPLE, tmp_path, twice, "latin-1"))} == {"duplicate_rows"}


def test_a_lost_row_leaves_a_year_that_is_not_whole(tmp_path: Path):
    found = problem(tmp_path, lambda text: text.replace(f"{RETAIL},{retail_cells(text)}\r\n", ""))
    assert (found.code, found.detail) == ("blocks_differ", "2019: 11 rows for 3 states and 4 offences")


@pytest.mark.parametrize(("old", "new"), [(",Modalidad,", ",Manera,"), (",Modalidad,", ",")])
def test_a_column_gone_or_renamed_is_named(tmp_path: Path, old: str, new: str):
    found = problems_of(NAME, changed(NAME, SAMPLE, tmp_path, swap(old, new), "latin-1"))
    assert ("column_missing", "Modalidad") in {(p.code, p.column) for p in found}


def test_a_new_column_is_named(tmp_path: Path):
    def with_total(text: str) -> str:
        head, *rows = text.rstrip("\r\n").split("\r\n")
        return "\r\n".join([f"{head},Total", *(f"{row},1" for row in rows)]) + "\r\n"

    found = problem(tmp_path, with_total)
    assert (found.code, found.column) == ("column_unexpected", "Total")


def test_a_footnote_below_the_table_stops_the_run(tmp_path: Path):
    found = problem(tmp_path, lambda text: text + "Fuente: SESNSP\r\n")
    assert found.code == "broken_row"


def test_a_file_saved_as_utf_8_is_refused(tmp_path: Path):
    path = changed(NAME, SAMPLE, tmp_path, lambda text: text, "latin-1")
    path.write_bytes(path.read_bytes().decode("latin-1").encode("utf-8"))
    assert the_problem_of(NAME, path).code == "wrong_encoding"


def test_a_file_cut_off_is_refused(tmp_path: Path):
    path = changed(NAME, SAMPLE, tmp_path, lambda text: text[:-30], "latin-1")
    assert "truncated" in {p.code for p in problems_of(NAME, path)}


def test_a_page_instead_of_the_file_is_refused(tmp_path: Path):
    found = problem(tmp_path, lambda _: "<!DOCTYPE html>\n<html><body>No disponible</body></html>\n")
    assert found.code == "foreign_file"


@pytest.fixture(scope="module")
def real(raw: Path) -> list[dict[str, Any]]:
    return rows_of(NAME, raw / FILE)


@pytest.fixture(scope="module")
def printed(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyRelation:
    """year, offence, state, month, cell: every filled cell of the publisher's file, by SQL alone."""
    path = tmp_path_factory.mktemp("utf8") / "file.csv"
    path.write_text((raw / FILE).read_text("latin-1"), encoding="utf-8")
    table = duckdb.read_csv(str(path), header=True, all_varchar=True)
    unpivoted = table.query("t", f"from t unpivot (cell for month in ({', '.join(MONTHS)}))")
    return unpivoted.query("u", "select * from u where cell <> ''")


def test_sums_by_year_are_those_of_the_file(real: list[dict[str, Any]], printed: duckdb.DuckDBPyRelation):
    chosen = {"narcomenudeo": "\"Tipo de delito\" = 'Narcomenudeo'"}
    for code, kind in (
        ("homicide_intentional", "Homicidio doloso"), ("injuries_intentional", "Lesiones dolosas"),
        ("femicide", "Feminicidio"), ("homicide_negligent", "Homicidio culposo"),
    ):  # fmt: skip
        chosen[f"{code}/firearm"] = f"\"Subtipo de delito\" = '{kind}' and Modalidad = 'Con arma de fuego'"
    for category, condition in chosen.items():
        asked = f'select "Año"::int, sum(cell::int)::int from p where {condition} group by 1'
        expected = dict(printed.query("p", asked).fetchall())
        sums: Counter[int] = Counter()
        for row in real:
            if row["category"] == category and row["value"] is not None:
                sums[row["period_start"].year] += int(row["value"])
        assert sums == expected, category
        assert len(sums) == 8


def test_check_figures_of_the_readme_hold(real: list[dict[str, Any]]):
    sums: Counter[tuple[str, int]] = Counter()
    for row in real:
        sums[row["category"], row["period_start"].year] += int(row["value"] or 0)
    assert [sums["narcomenudeo", y] for y in (2015, 2019, 2021, 2022)] == [32_398, 70_274, 82_271, 36_733]
    homicides = [sums["homicide_intentional/firearm", y] for y in (2015, 2019, 2021, 2022)]
    assert homicides == [9_209, 20_527, 19_367, 7_474]


def test_only_the_months_after_may_2022_are_not_yet_reported(real: list[dict[str, Any]]):
    missing = Counter(str(row["period_start"]) for row in real if row["missing"])
    assert missing == {f"2022-{month:02d}-01": 15 * 32 for month in range(6, 13)}
    assert len(real) == 15 * 32 * 8 * 12
