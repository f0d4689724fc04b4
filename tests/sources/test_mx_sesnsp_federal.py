"""SESNSP federal offences: what is refused, and what the real file says."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sources.variants import changed, problems_of, rows_of, the_problem_of
from tripoint.errors import Problem

NAME = "mx_sesnsp_federal"
SAMPLE = "Fuero_federal_2017-2019_mar2019.csv"
FILE = "mx/sesnsp_fuero_federal/Fuero_federal_2012-2026_abr2026.csv"
TRAFFICKING = "2018,2,BAJA CALIFORNIA,CODIGO PENAL FEDERAL,CONTRA LA SALUD,TRAFICO,4,2,0"


def problem(folder: Path, change: Callable[[str], str]) -> Problem:
    return the_problem_of(NAME, changed(NAME, SAMPLE, folder, change, "latin-1"))


def facts(found: Problem) -> tuple[str, str, str, int]:
    return found.code, found.column, found.value, found.rows


def test_an_unknown_offence_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace("TRAFICO", "FABRICACION"))
    value = "CODIGO PENAL FEDERAL | CONTRA LA SALUD | FABRICACION"
    assert facts(found) == ("unknown_value", "LEY | CONCEPTO | TIPO", value, 3)
    assert found.detail == f"sources/{NAME}/lookups.csv (offence)"


def test_a_known_kind_under_another_law_is_unknown(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace("LEY GENERAL DE SALUD (L.G.S.)", "CONTRA LA SALUD"))
    assert found.code == "unknown_value"
    assert found.rows == 2


def test_an_unknown_state_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace("15,MEXICO", "33,ATLANTIDA"))
    assert facts(found) == ("unknown_value", "ENTIDAD", "ATLANTIDA", 3)


def test_a_state_under_the_code_of_another_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace("15,MEXICO", "9,MEXICO"))
    assert facts(found) == ("contradiction", "ENTIDAD | INEGI", "MEXICO | 9", 3)


def test_a_state_without_its_code_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace("15,MEXICO", ",MEXICO"))
    assert facts(found) == ("contradiction", "ENTIDAD | INEGI", "MEXICO | ", 3)


def test_abroad_with_the_code_of_a_state_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace(",,EXTRANJERO", ",2,EXTRANJERO"))
    assert facts(found) == ("contradiction", "ENTIDAD | INEGI", "EXTRANJERO | 2", 2)


def test_a_code_with_its_leading_zero_is_the_same_code(tmp_path: Path) -> None:
    path = changed(NAME, SAMPLE, tmp_path, lambda text: text.replace(",2,BAJA", ",02,BAJA"), "latin-1")
    assert {row["place"] for row in rows_of(NAME, path)} == {"MX-BCN", "MX-MEX", "MX-EXTRANJERO"}


@pytest.mark.parametrize("cell", ["-4", "4.5", "cuatro", "1,234", " "])
def test_what_is_no_count_stops_the_run(tmp_path: Path, cell: str) -> None:
    text = f'"{cell}"'
    found = problem(tmp_path, lambda t: t.replace(TRAFFICKING, TRAFFICKING.replace("4,2,0", f"{text},2,0")))
    code = "unexplained_blank" if cell == " " else "not_a_count"
    assert (found.code, found.column, found.rows) == (code, "ENERO", 1)


def test_a_blank_month_before_the_last_reported_one_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace(TRAFFICKING, TRAFFICKING.replace("4,2,0", "4,,0")))
    assert facts(found) == ("unexplained_blank", "FEBRERO", "", 1)


def test_a_blank_in_the_last_reported_month_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace("NARCOMENUDEO,7,6,5,", "NARCOMENUDEO,7,6,,"))
    assert facts(found) == ("unexplained_blank", "MARZO", "", 1)


def test_a_month_of_an_earlier_year_is_never_not_yet_reported(tmp_path: Path) -> None:
    def december_blank(text: str) -> str:
        lines = text.split("\r\n")
        return "\r\n".join(line.rsplit(",", 1)[0] + "," if line.startswith("2018") else line for line in lines)

    assert facts(problem(tmp_path, december_blank)) == ("unexplained_blank", "DICIEMBRE", "", 6)


def test_a_row_given_twice_stops_the_run(tmp_path: Path) -> None:
    line = f"{TRAFFICKING},3,5,1,2,2,6,1,2,7\r\n"
    found = problem(tmp_path, lambda text: text.replace(line, line * 2))
    assert (found.code, found.rows) == ("duplicate_rows", 2)
    assert found.value == "2018 | BAJA CALIFORNIA | CODIGO PENAL FEDERAL | CONTRA LA SALUD | TRAFICO"


def test_a_lost_row_leaves_a_year_that_is_not_whole(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace(f"{TRAFFICKING},3,5,1,2,2,6,1,2,7\r\n", ""))
    assert (found.code, found.detail) == ("blocks_differ", "2018: 5 rows for 2 states and 3 offences")


def test_a_year_that_is_none_stops_the_run(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace("2017,2", "17,2"))
    assert facts(found) == ("bad_period", "AÑO", "17", 1)


def test_a_column_gone_is_named(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace(",TIPO,", ","))
    assert facts(found) == ("column_missing", "TIPO", "", 0)


def test_a_renamed_column_is_named_as_gone_and_as_new(tmp_path: Path) -> None:
    path = changed(NAME, SAMPLE, tmp_path, lambda text: text.replace("SEPTIEMBRE", "SETIEMBRE"), "latin-1")
    found = [(p.code, p.column) for p in problems_of(NAME, path)]
    assert found == [("column_missing", "SEPTIEMBRE"), ("column_unexpected", "SETIEMBRE")]


def test_a_file_saved_as_utf_8_is_refused(tmp_path: Path) -> None:
    path = changed(NAME, SAMPLE, tmp_path, lambda text: text + " ", "latin-1")
    path.write_bytes(path.read_bytes().decode("latin-1").rstrip(" ").encode("utf-8"))
    assert the_problem_of(NAME, path).code == "wrong_encoding"


def test_a_row_cut_short_is_refused(tmp_path: Path) -> None:
    found = problem(tmp_path, lambda text: text.replace("NARCOMENUDEO,7,6,5,,", "NARCOMENUDEO,7,6,5,"))
    assert found.code == "broken_row"


def test_a_file_that_ends_in_a_line_is_refused(tmp_path: Path) -> None:
    path = changed(NAME, SAMPLE, tmp_path, lambda text: text[:-30], "latin-1")
    assert "truncated" in {p.code for p in problems_of(NAME, path)}


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = changed(NAME, SAMPLE, tmp_path, lambda text: "", "latin-1")
    assert the_problem_of(NAME, path).code == "empty_file"


def test_the_offences_of_the_states_are_another_file(tmp_path: Path) -> None:
    path = tmp_path / SAMPLE
    path.write_bytes("Año,Clave_Ent,Entidad,Tipo de delito,Enero\r\n2015,1,Aguascalientes,Robo,3\r\n".encode("latin-1"))
    assert the_problem_of(NAME, path).code == "foreign_file"


@pytest.fixture(scope="module")
def real(raw: Path) -> list[dict[str, Any]]:
    return rows_of(NAME, raw / FILE)


def yearly(real: list[dict[str, Any]], category: str) -> Counter[int]:
    sums: Counter[int] = Counter()
    for row in real:
        if row["category"] == category and row["value"] is not None:
            sums[row["period_start"].year] += int(row["value"])
    return sums


def test_the_check_figures_of_the_firearms_law_hold(real: list[dict[str, Any]]) -> None:
    sums = yearly(real, "firearms_law")
    assert (sums[2012], sums[2016], sums[2024], sums[2025], sums[2026]) == (19015, 12428, 14845, 18012, 5505)


def test_the_check_figures_of_trafficking_hold(real: list[dict[str, Any]]) -> None:
    sums = yearly(real, "drugs/trafficking")
    assert (sums[2018], sums[2019], sums[2020], sums[2025]) == (203, 825, 1804, 1325)


def test_every_month_of_every_kept_offence_and_state_is_one_figure(real: list[dict[str, Any]]) -> None:
    assert len(real) == 10 * 33 * 15 * 12
    assert len({row["category"] for row in real}) == 10
    assert len({row["place"] for row in real}) == 33


def test_only_the_months_after_april_2026_are_not_yet_reported(real: list[dict[str, Any]]) -> None:
    missing = Counter(str(row["period_start"]) for row in real if row["missing"])
    assert missing == {f"2026-{month:02d}-01": 330 for month in range(5, 13)}
    assert {row["missing"] for row in real} == {None, "not_yet_reported"}


def test_the_break_is_marked_on_three_drug_offences_from_2018(real: list[dict[str, Any]]) -> None:
    marked = {
        (row["category"], row["period_start"].year >= 2018)
        for row in real
        if "classification_break_trafico" in str(row["caveats"])
    }
    assert marked == {("drugs/trafficking", True), ("drugs/commerce", True), ("drugs/other", True)}
    unmarked = {row["category"] for row in real if "no_substance" not in str(row["caveats"])}
    assert unmarked == {"firearms_law"}


def test_each_row_of_the_file_adds_to_what_it_printed(raw: Path, real: list[dict[str, Any]]) -> None:
    with (raw / FILE).open(encoding="latin-1", newline="") as lines:
        printed = list(csv.reader(lines))
    read: Counter[int] = Counter()
    for row in real:
        read[int(row["source_row"])] += int(row["value"] or 0)
    kept = {number: sum(int(cell or 0) for cell in printed[number - 1][6:]) for number in read}
    assert read == Counter(kept)
    drugs = [row for row in real if row["category"].startswith("drugs/")]
    health = [row for row in printed if row[4] == "CONTRA LA SALUD"]
    assert sum(row["value"] or 0 for row in drugs) == sum(int(c or 0) for row in health for c in row[6:])


@pytest.mark.parametrize(
    ("state", "place"),
    [("EXTRANJERO", "MX-EXTRANJERO"), ("MEXICO", "MX-MEX"), ("CIUDAD DE MEXICO", "MX-CMX")],
)
def test_a_state_is_the_one_its_name_says(raw: Path, real: list[dict[str, Any]], state: str, place: str) -> None:
    with (raw / FILE).open(encoding="latin-1", newline="") as lines:
        printed = [r for r in csv.DictReader(lines) if r["ENTIDAD"] == state and "L.F.A.F.E." in r["TIPO"]]
    figures = {
        (str(r["period_start"].year), r["source_column"]): r["value"]
        for r in real
        if r["place"] == place and r["category"] == "firearms_law"
    }
    assert len(figures) == 180
    for row in printed:
        assert figures[row["AÑO"], "ABRIL"] == float(row["ABRIL"])
        assert figures[row["AÑO"], "ENERO"] == float(row["ENERO"])
