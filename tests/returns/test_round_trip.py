"""What is written is what is read: every country, language, level and kind of file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.returns.small import PLACES, TODAY, small
from tripoint.registry.return_form import LEVELS, Level
from tripoint.returns.filled import Filled
from tripoint.returns.groups import grouped
from tripoint.returns.machine_csv import write_csv
from tripoint.returns.machine_json import write_json
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.reading import read_return
from tripoint.returns.template import write_workbook

WRITERS: dict[str, Callable[[Path, Filled], None]] = {".xlsx": write_workbook, ".zip": write_csv, ".json": write_json}


def read(path: Path) -> tuple[Filled, set[str]]:
    problems = ReturnProblems("return", path.name)
    found = read_return(path, problems, today=TODAY)
    assert found is not None, problems.all()
    return found[0].filled, {p.code for p in problems.all()}


def rows(filled: Filled) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every sheet that has one; numbers as floats, days as text, blank columns left out."""
    return {
        code: sorted(zip(*([_plain(cell) for cell in table[name]] for name in sorted(table)), strict=True), key=str)
        for code, table in filled.tables.items()
        if any(table.values())
    }


def _plain(cell: object) -> object:
    return float(cell) if isinstance(cell, int) else cell


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("country", PLACES)
def test_a_return_comes_back_as_it_was_written(
    tmp_path: Path, country: str, language: str, level: Level, ending: str
) -> None:
    filled = small(country, language=language, level=level)
    path = tmp_path / f"return{ending}"
    WRITERS[ending](path, filled)
    back, codes = read(path)
    assert codes <= {"return_number_blank", "return_total_blank"}
    assert rows(back) == rows(filled)
    assert back.states == filled.states
    assert back.definitions == filled.definitions
    assert {k: v for k, v in back.totals.items() if v is not None} == {
        k: float(str(v)) for k, v in filled.totals.items() if v is not None
    }
    assert {k: v for k, v in back.cover.items() if v is not None} == {
        k: v for k, v in filled.cover.items() if v is not None
    }


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_an_empty_template_says_what_is_still_to_be_done_and_nothing_else(tmp_path: Path, language: str) -> None:
    path = tmp_path / "template.xlsx"
    write_workbook(path, Filled("CA", 2025, language, "aggregate"))
    _, codes = read(path)
    assert codes == {
        "return_field_blank", "return_status_blank", "return_handling_blank", "return_definition_blank",
    }  # fmt: skip


def test_single_seizures_add_up_to_the_same_firearms_as_counts_by_group() -> None:
    one, other = grouped(small(level="records")), grouped(small())
    for sheet in ("firearms", "legal", "methods", "corridors", "traces"):
        assert sum(one[sheet]["firearms"].to_pylist()) == sum(other[sheet]["firearms"].to_pylist()) == 15, sheet


def test_an_event_counts_once_for_each_type_of_firearm() -> None:
    table = grouped(small(level="records"))["firearms"].to_pylist()
    found = {(row["firearm_type"], row["acquisition"]): (row["firearms"], row["events"]) for row in table}
    assert found == {("pistol", "seized"): (10, 3), ("rifle", "seized"): (2, 1), ("rifle", "found"): (3, 1)}


def test_goods_seized_together_come_from_events_that_sheets_share() -> None:
    table = grouped(small(level="records"))["coseizures"].to_pylist()
    found = {row["goods"]: (row["firearms"], row["events"]) for row in table if row["border"] == "us_mexico"}
    assert found == {"fentanyl": (5, 1), "cash": (4, 1), "parts": (4, 1), "not_known": (3, 1)}


def test_nothing_else_is_not_believed_where_a_sheet_of_goods_is_not_supplied() -> None:
    assert {
        r["goods"] for r in grouped(small(level="records"))["coseizures"].to_pylist() if r["border"] == "inland"
    } == {"not_known"}
    filled = small(level="records")
    every = {code: replace(state, status="supplied") for code, state in filled.states.items()}
    table = grouped(replace(filled, states=every))["coseizures"].to_pylist()
    assert {row["goods"] for row in table if row["border"] == "inland"} == {"no_goods"}
