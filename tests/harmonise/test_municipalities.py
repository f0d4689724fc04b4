"""Municipalities of Mexico in a table: by code, by name, by both, and told when they cannot be told."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.builders import text_rows, told
from tripoint.harmonise.codes import municipality, place_coded, place_named
from tripoint.harmonise.rows import Rows
from tripoint.registry.places import ADMIN_1

STATE_CODE = place_coded("state", system="inegi")
STATE_NAME = place_named("state", country="MX", kinds=ADMIN_1)
BOTH = municipality(code_column="code", name_column="name")


def rows(**columns: list[str]) -> Rows:
    return text_rows(dict(columns))


def found(table: Rows, coder: object = BOTH) -> list[str | None]:
    return coder(table).array().to_pylist()  # type: ignore[operator, no-any-return]


def test_a_code_of_five_digits_is_enough_even_without_its_leading_zero() -> None:
    table = rows(code=["02004", "2004", "26043"])
    assert found(table, municipality(code_column="code")) == ["MX-BCN-02004", "MX-BCN-02004", "MX-SON-26043"]
    assert told(table.problems) == []


@pytest.mark.parametrize("code", ["15", "015", "15.0", " 15 "])
def test_a_code_within_its_state_is_put_together_with_the_states(code: str) -> None:
    table = rows(state=["16"], code=[code])
    assert found(table, municipality(code_column="code", state=STATE_CODE)) == ["MX-MIC-16015"]


@pytest.mark.parametrize(
    "name", ["Juchitán de Zaragoza", "JUCHITAN DE ZARAGOZA", "Heroica Ciudad de Juchitán de Zaragoza"]
)
def test_a_name_in_capitals_without_accents_or_from_an_older_catalogue_agrees_with_its_code(name: str) -> None:
    table = rows(code=["20043"], name=[name])
    assert found(table) == ["MX-OAX-20043"]
    assert told(table.problems) == []


def test_a_name_that_is_not_the_codes_is_a_contradiction_with_its_rows() -> None:
    table = rows(code=["26043", "26043", "26043"], name=["Nogales", "Tijuana", "Tijuana"])
    assert found(table) == ["MX-SON-26043", None, None]
    assert told(table.problems) == [("contradiction", "26043 | Tijuana", 2)]


def test_a_code_of_another_state_than_the_rows_is_a_contradiction() -> None:
    table = rows(state=["Sinaloa"], code=["26043"], name=["Nogales"])
    assert found(table, municipality(code_column="code", name_column="name", state=STATE_NAME)) == [None]
    assert told(table.problems) == [("contradiction", "26043 | Nogales | MX-SIN", 1)]


def test_a_name_alone_is_looked_for_in_its_state() -> None:
    table = rows(state=["Veracruz", "Sonora"], name=["Nogales", "Nogales"])
    by_name = municipality(name_column="name", state=STATE_NAME)
    assert found(table, by_name) == ["MX-VER-30115", "MX-SON-26043"]


def test_a_name_that_fits_several_municipalities_is_told_with_all_of_them() -> None:
    table = rows(name=["Nogales", "Tijuana"])
    assert found(table, municipality(name_column="name")) == [None, "MX-BCN-02004"]
    assert told(table.problems) == [("bad_cell", "Nogales", 1)]
    table = rows(state=["Oaxaca"], name=["San Pedro Mixtepec"])
    assert found(table, municipality(name_column="name", state=STATE_NAME)) == [None]
    assert "MX-OAX-20318, MX-OAX-20319" in str(list(table.problems._rows))


def test_a_code_tells_two_municipalities_of_one_name_apart() -> None:
    assert found(rows(code=["20318", "20319"], name=["San Pedro Mixtepec"] * 2)) == ["MX-OAX-20318", "MX-OAX-20319"]


@pytest.mark.parametrize("code", ["26999", "99", "26043x", "", "260430"])
def test_a_code_the_registry_does_not_have_is_told(code: str) -> None:
    table = rows(code=[code, "26043"])
    assert found(table, municipality(code_column="code")) == [None, "MX-SON-26043"]
    assert told(table.problems) == [("unknown_value", code, 1)]


def test_a_municipality_that_was_not_recorded_leaves_the_state() -> None:
    table = rows(state=["22", "22", "22"], code=["9999", "14", ""])
    by_code = municipality(code_column="code", state=STATE_CODE, unknown=("9999",))
    assert found(table, by_code) == ["MX-QUE", "MX-QUE-22014", None]
    assert told(table.problems) == [("unknown_value", "", 1)]


def test_a_state_that_is_not_known_is_told_once() -> None:
    table = rows(state=["99"], code=["1"])
    assert found(table, municipality(code_column="code", state=STATE_CODE)) == [None]
    assert told(table.problems) == [("unknown_value", "99", 1)]


def test_no_rows_give_no_places() -> None:
    assert found(rows(code=[], name=[])) == []


def test_two_readers_of_the_columns_count_a_problem_once() -> None:
    table = rows(code=["26043"], name=["Tijuana"])
    assert found(table) == found(table)
    assert told(table.problems) == [("contradiction", "26043 | Tijuana", 1)]


def mucd_rows(raw: Path) -> list[list[str]]:
    listed = []
    for path in sorted((raw / "mx/mucd_acciones_antidrogas").glob("*.csv")):
        lines = path.read_text(encoding="latin-1").splitlines()[3:]
        listed += [row for row in csv.reader(lines) if row]
    return listed


def test_every_municipality_of_mucd_resolves_by_code_name_and_state(raw: Path) -> None:
    listed = mucd_rows(raw)
    table = rows(state=[r[0] for r in listed], name=[r[2] for r in listed], code=[r[3] for r in listed])
    places = found(table, municipality(code_column="code", name_column="name", state=STATE_NAME))
    assert told(table.problems) == []
    assert (len(places), len(set(places)), None in places) == (996, 297, False)
    assert [place[-5:] for place in places if place] == [r[3] for r in listed]


@pytest.mark.parametrize(
    ("file", "events", "not_told"),
    [
        ("A-E.xlsx", 3835, [("unknown_value", "93.0", 1)]),
        ("A-A.xlsx", 1561, []),
    ],
)
def test_every_municipality_of_cide_ppd_resolves_or_is_named(
    raw: Path, file: str, events: int, not_told: list[tuple[str, str, int]]
) -> None:
    path = raw / "mx/cide_ppd_enfrentamientos_agresiones" / file
    listed = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    table = rows(state=[str(int(str(r[5]).removesuffix(".0"))) for r in listed], code=[str(r[6]) for r in listed])
    coder = municipality(code_column="code", state=STATE_CODE, unknown=("9999.0",))
    places = found(table, coder)
    assert told(table.problems) == not_told
    assert len(places) == events
    assert Counter(place is None for place in places)[True] == sum(rows for _, _, rows in not_told)
    assert places.count("MX-QUE") == (1 if file == "A-E.xlsx" else 0)
