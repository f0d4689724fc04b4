"""MUCD antidrug actions: the portal's odd layout, what is refused, and the user's copy beside a reading by SQL."""

import csv
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.builders import DAY
from tests.conformance.samples import folder_of
from tests.sources.variants import changed, problems_of, rows_of, swap, the_problem_of
from tripoint.errors import BadInput, Problems
from tripoint.harmonise.rows import Context
from tripoint.sources.catalogue import source

NAME = "mx_mucd_actions"
EXPORT, BASE = "MUCD_DataDASAACSV (0).csv", "MUCD_base_2021.csv"
FOLDER = "mx/mucd_acciones_antidrogas"
ENSENADA = '"BCN","Baja California","Ensenada","02001","2018","12","3","0","2",\r\n'


def export(folder: Path, change: Callable[[str], str] = str) -> Path:
    return changed(NAME, EXPORT, folder, change, "latin-1")


def value_of(rows: list[dict[str, Any]], place: str, column: str) -> tuple[float | None, str, str]:
    (found,) = [r for r in rows if (r["place"], r["source_column"]) == (place, column) and r["period_start"].month != 2]
    return found["value"], found["measure"], found["substance"]


def test_the_comma_at_the_end_shifts_no_cell():
    rows = rows_of(NAME, folder_of(source(NAME)) / "sample" / EXPORT)
    hectares = value_of(rows, "MX-BCN-02001", "Destrucciondecultivos_marihuana")
    assert hectares == (3.0, "crop_destroyed_ha", "marijuana")
    assert value_of(rows, "MX-MEX-15105", "Aseguramientode_marihuana") == (7.0, "antidrug_seized_mass_kg", "marijuana")
    seed = value_of(rows, "MX-MIC-16015", "Aseguramientode_semillademarihuana")
    assert seed == (1.0, "antidrug_seized_mass_kg", "cannabis_seed")
    assert {row["source_row"] for row in rows} == {4, 5, 6}


def test_hectares_have_a_unit_of_their_own():
    rows = rows_of(NAME, folder_of(source(NAME)) / "sample" / EXPORT)
    assert {(r["measure"], r["unit"]) for r in rows} == {("crop_destroyed_ha", "ha"), ("antidrug_seized_mass_kg", "kg")}


def test_the_full_base_keeps_kilograms_pills_and_ampoules_apart():
    rows = rows_of(NAME, folder_of(source(NAME)) / "sample" / BASE)
    fentanyl = {(r["source_column"], r["measure"], r["unit"]) for r in rows if r["substance"] == "fentanyl"}
    assert ("AseFen_SEDENA", "antidrug_seized_mass_kg", "kg") in fentanyl
    assert ("PasFen_SEDENA", "antidrug_seized_pills", "pieces") in fentanyl
    assert ("AmpFen_SEMAR", "antidrug_seized_ampoules", "pieces") in fentanyl
    assert {r["category"] for r in rows} == {"sedena", "semar"}
    assert not any(r["source_column"].startswith(("pf_", "gn_")) for r in rows)


def test_a_blank_of_the_full_base_is_not_reported_and_no_zero():
    rows = rows_of(NAME, folder_of(source(NAME)) / "sample" / BASE)
    blank = [r for r in rows if r["source_column"] in ("AmpFen_SEMAR", "AseHer_SEMAR") and r["value"] is None]
    assert len(blank) == 5
    assert {r["missing"] for r in blank} == {"not_reported"}


def test_two_rows_of_one_municipality_and_month_stop_the_run(tmp_path: Path):
    found = the_problem_of(NAME, export(tmp_path, lambda text: text + ENSENADA))
    assert (found.code, found.value, found.rows) == ("duplicate_rows", "02001 | 2018 | 12", 2)


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ('"12","3"', '"12","-3"', "not_a_number", "Destrucciondecultivos_marihuana"),
        ('"12","3"', '"12","tres"', "not_a_number", "Destrucciondecultivos_marihuana"),
        ('"12","3"', '"12",""', "not_a_number", "Destrucciondecultivos_marihuana"),
        ('"2018","12","3"', '"2018","13","3"', "bad_period", "Anio + Mes"),
        ('"02001"', '"02999"', "unknown_value", "idMunicipio | nombreMunicipio"),
        ('"02001"', '"02004"', "contradiction", "idMunicipio | nombreMunicipio"),
        ('"BCN"', '"BCS"', "contradiction", "CodEntidad | nombreEntidad"),
        ('"BCN"', '"XXX"', "contradiction", "CodEntidad | nombreEntidad"),
        ('"Baja California"', '"Alta California"', "unknown_value", "nombreEntidad"),
    ],
)
def test_a_wrong_cell_stops_the_run(tmp_path: Path, old: str, new: str, code: str, column: str):
    found = problems_of(NAME, export(tmp_path, swap(old, new)))
    assert (code, column) in {(p.code, p.column) for p in found}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.removeprefix("DataDASAACSV\r\n\r\n"), "foreign_file"),
        (swap('"0","2",\r\n', '"0","2"\r\n'), "broken_row"),
        (swap('"0","2",\r\n', '"0","2","9"\r\n'), "broken_row"),
        (lambda text: text[:-9], "truncated"),
        (lambda text: text + "Fuente: SEDENA\r\n", "broken_row"),
        (lambda text: text + "\r\n", "broken_row"),
        (lambda text: "", "empty_file"),
        (lambda text: "<!DOCTYPE html>\n<html></html>\n", "foreign_file"),
        (swap("Aseguramientode_marihuana", "Aseguramientode_fentanilo"), "column_missing"),
        (swap("idMunicipio,", "idMunicipio,idMunicipio,"), "column_repeated"),
        (swap("Mes,", "Mes,Nueva,"), "column_unexpected"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, change: Callable[[str], str], code: str):
    assert code in {p.code for p in problems_of(NAME, export(tmp_path, change))}


def test_an_export_without_rows_gives_no_record(tmp_path: Path):
    assert rows_of(NAME, export(tmp_path, lambda text: "".join(text.splitlines(keepends=True)[:3]))) == []


def test_a_file_saved_as_utf_8_is_refused(tmp_path: Path):
    path = export(tmp_path)
    path.write_bytes(path.read_bytes().decode("latin-1").encode("utf-8"))
    assert the_problem_of(NAME, path).code == "wrong_encoding"


def test_an_export_of_another_drug_needs_only_its_layout_and_its_columns(tmp_path: Path):
    member = source(NAME)
    path = export(tmp_path, lambda text: text.replace("Aseguramientode_marihuana", "Aseguramientode_fentanilo"))
    known = next(layout for layout in member.layouts if layout.name == "portal_marijuana")
    columns = tuple(name.replace("Aseguramientode_marihuana", "Aseguramientode_fentanilo") for name in known.columns)
    layout = replace(known, name="portal_fentanyl", series="portal_fentanyl", columns=columns)
    named = {"aseguramientode_fentanilo": "antidrug_seized_mass_kg fentanyl"}
    lookups = {"column": {**member.lookups["column"], **named}}

    def read(with_lookups: Any) -> list[dict[str, Any]]:
        problems = Problems(NAME, path.name)
        context = Context(NAME, layout.series, "0" * 64, DAY, "made/0", with_lookups)
        rows = [r for _, batch in member.read(path, layout, context, problems) for r in batch.to_pylist()]
        problems.raise_if_any()
        return rows

    found = value_of(read(lookups), "MX-MEX-15105", "Aseguramientode_fentanilo")
    assert found == (7.0, "antidrug_seized_mass_kg", "fentanyl")
    with pytest.raises(BadInput, match=r"Aseguramientode_fentanilo.*no lookup maps"):
        read(member.lookups)


@pytest.fixture(scope="module")
def own_copy(raw: Path) -> list[dict[str, Any]]:
    return [row for path in sorted((raw / FOLDER).glob("*.csv")) for row in rows_of(NAME, path)]


def test_sums_by_month_and_state_are_those_of_the_files(raw: Path, own_copy: list[dict[str, Any]], tmp_path: Path):
    lines = []
    for path in (raw / FOLDER).glob("*.csv"):
        lines += [line.rstrip(",") for line in path.read_text("latin-1").splitlines() if line.startswith('"')]
    plain = tmp_path / "all.csv"
    plain.write_text("\n".join(lines) + "\n", encoding="utf-8")
    table = duckdb.read_csv(str(plain), header=False, all_varchar=True)
    columns = {"Destrucciondecultivos_marihuana": 6, "Aseguramientode_marihuana": 7}
    columns["Aseguramientode_semillademarihuana"] = 8
    for name, at in columns.items():
        asked = f"select column0, column4::int, column5::int, sum(column{at}::double) from t group by all"
        expected = {(f"MX-{state}", y, m): value for state, y, m, value in table.query("t", asked).fetchall()}
        sums: dict[tuple[str, int, int], float] = defaultdict(float)
        for row in own_copy:
            if row["source_column"] == name:
                sums[row["place"][:6], row["period_start"].year, row["period_start"].month] += row["value"]
        assert expected
        assert dict(sums) == expected


def test_every_row_of_the_files_is_read(raw: Path, own_copy: list[dict[str, Any]]):
    rows = 0
    for path in (raw / FOLDER).glob("*.csv"):
        with path.open(encoding="latin-1", newline="") as lines:
            rows += sum(1 for row in csv.reader(lines) if len(row) == 10)
    assert len(own_copy) == 3 * rows
    assert len({(r["place"], r["period_start"]) for r in own_copy}) == rows
