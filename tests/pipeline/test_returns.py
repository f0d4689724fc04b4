"""A national return on its way into the ledger: versions, the year before, and nothing by halves."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.builders import files_in
from tests.returns.small import changed, checked, codes, merged, small, with_cover, written
from tripoint.registry.return_form import totals
from tripoint.returns.filled import OwnDefinition, SheetState
from tripoint.store.ledger import Audience, open_reader

Key = tuple[str, str, str | None]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger"


def cells(ledger: Path, *, as_of: date | None = None, audience: Audience = "public") -> dict[Key, list[float | str]]:
    """(sheet, measure, item) → values, or reasons where there is none, sorted."""
    reader = open_reader(ledger, as_of=as_of, audience=audience)
    found: dict[Key, list[float | str]] = {}
    for row in reader.fetch(reader.returned()).to_pylist():
        value = row["value"] if row["value"] is not None else row["missing"]
        found.setdefault((row["sheet"], row["measure"], row["item"]), []).append(value)
    return {key: sorted(values, key=str) for key, values in found.items()}


def test_every_number_of_a_return_is_in_the_ledger(tmp_path: Path, ledger: Path) -> None:
    merged(written(tmp_path, small()), ledger)
    found = cells(ledger)
    assert found["firearms", "firearms_recovered", "pistol"] == [12]
    assert found["firearms", "firearm_events", "rifle"] == [1]
    assert found["traces", "firearms_purchaser_identified", None] == [0, 4]
    assert found["drugs", "mass_seized_as_returned_kg", "fentanyl"] == [3.5]


def test_blank_zero_and_a_sheet_not_supplied_are_three_things(tmp_path: Path, ledger: Path) -> None:
    merged(written(tmp_path, small()), ledger)
    found = cells(ledger)
    assert found["drugs", "mass_seized_as_returned_kg", "nitazenes"] == ["not_supplied"]
    assert found["totals", "mass_seized_as_returned_kg", "cocaine_kg"] == ["not_supplied"]
    assert found["totals", "firearms_recovered", "firearms_surrendered"] == [0]
    assert found["equipment", "equipment_seized_as_returned", None] == [0]
    assert found["ammunition", "ammunition_recovered", None] == ["not_supplied"]


def test_what_is_blank_in_a_row_of_a_group_stands_beside_its_sum(tmp_path: Path, ledger: Path) -> None:
    merged(written(tmp_path, small(level="records")), ledger)
    assert cells(ledger)["traces", "firearms_purchaser_identified", None] == [0, 4, "not_supplied"]


def test_the_same_file_again_changes_nothing(tmp_path: Path, ledger: Path) -> None:
    path = written(tmp_path, small())
    merged(path, ledger)
    before = files_in(ledger)
    merged(path, ledger)
    assert files_in(ledger) == before


def test_a_corrected_return_replaces_its_year_and_the_earlier_one_is_found_as_of_then(
    tmp_path: Path, ledger: Path
) -> None:
    merged(written(tmp_path, small()), ledger)
    second = small(version=2)
    table = {name: column[:1] for name, column in second.tables["firearms"].items()}
    sides = {
        code: {n: c[:1] for n, c in second.tables[code].items()} for code in ("legal", "methods", "corridors", "traces")
    }
    second = replace(
        second, tables={**second.tables, "firearms": table, **sides}, totals={**second.totals, "firearms_found": 0}
    )
    merged(written(tmp_path, second), ledger)
    assert ("firearms", "firearms_recovered", "rifle") not in cells(ledger)
    assert cells(ledger, as_of=date(2026, 4, 10))["firearms", "firearms_recovered", "rifle"] == [3]


def test_another_year_and_another_country_stay(tmp_path: Path, ledger: Path) -> None:
    for filled in (small(), small(year=2024), small("CA", language="fr")):
        merged(written(tmp_path, filled), ledger)
    assert cells(ledger)["firearms", "firearms_recovered", "pistol"] == [12, 12, 12]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"version": 1, "office": "Another office"}, {"return_version_taken"}),
        ({"version": 2, "corrected": "x", "returned_on": date(2026, 3, 31)}, {"return_signed_before"}),
        ({"version": 4, "corrected": "x", "returned_on": date(2026, 6, 1)}, {"return_version_gap"}),
    ],
)
def test_versions_are_in_order(tmp_path: Path, ledger: Path, fields: dict[str, object], expected: set[str]) -> None:
    merged(written(tmp_path, small()), ledger)
    found = checked(written(tmp_path, with_cover(small(), **fields), "again.xlsx"), ledger)
    assert codes(found) - {"return_number_blank", "return_total_blank"} == expected
    assert not found.is_fit


def test_a_first_return_that_is_not_version_1_is_pointed_out(tmp_path: Path, ledger: Path) -> None:
    found = checked(written(tmp_path, small(version=2)), ledger)
    assert "return_version_first" in codes(found)
    assert found.is_fit


def test_an_older_version_does_not_come_after_a_newer_one(tmp_path: Path, ledger: Path) -> None:
    merged(written(tmp_path, small(version=3)), ledger)
    assert "return_version_old" in codes(checked(written(tmp_path, small(version=2)), ledger))


def test_what_changed_since_the_year_before_is_pointed_out(tmp_path: Path, ledger: Path) -> None:
    merged(written(tmp_path, small(year=2024)), ledger)
    now = small()
    now = replace(
        now,
        totals={**now.totals, "parts": 400},
        definitions={**now.definitions, "seized": OwnDefinition("as_form")},
        states={**now.states, "corridors": SheetState("not_supplied", "public")},
        tables={code: table for code, table in now.tables.items() if code != "corridors"},
    )
    now = changed(now, "parts", "parts", [400])
    found = checked(written(tmp_path, now), ledger)
    assert {"return_definition_changed", "return_series_break", "return_sheet_gone"} <= codes(found)
    assert found.is_fit


def test_a_year_alike_is_not_pointed_out(tmp_path: Path, ledger: Path) -> None:
    merged(written(tmp_path, small(year=2024)), ledger)
    found = codes(checked(written(tmp_path, small()), ledger))
    assert not found & {"return_definition_changed", "return_series_break", "return_sheet_gone"}


def test_synthetic_and_official_returns_do_not_share_a_ledger(tmp_path: Path, ledger: Path) -> None:
    merged(written(tmp_path, small()), ledger)
    found = checked(written(tmp_path, small("CA", nature="synthetic")), ledger)
    assert "return_nature_mixed" in codes(found)
    assert not found.is_fit


def test_every_record_of_a_synthetic_return_says_so(tmp_path: Path, ledger: Path) -> None:
    merged(written(tmp_path, small(nature="synthetic")), ledger)
    reader = open_reader(ledger)
    assert all("synthetic_return" in c.split() for c in reader.fetch(reader.returned())["caveats"].to_pylist())


def test_a_return_with_an_error_leaves_the_ledger_as_it_was(tmp_path: Path, ledger: Path) -> None:
    merged(written(tmp_path, small(year=2024)), ledger)
    before = files_in(ledger)
    wrong = written(tmp_path, changed(small(), "firearms", "firearms", [11, 3]))
    with pytest.raises(ValueError, match="not fit"):
        merged(wrong, ledger)
    assert files_in(ledger) == before


def test_a_confidential_sheet_is_for_the_governments_only_and_so_is_its_total(tmp_path: Path, ledger: Path) -> None:
    filled = small()
    states = {**filled.states, "drugs": SheetState("supplied", "governments")}
    merged(written(tmp_path, replace(filled, states=states)), ledger)
    public, whole = cells(ledger), cells(ledger, audience="governments")
    hidden = set(whole) - set(public)
    assert {key[0] for key in hidden} == {"drugs", "totals"}
    assert {key[2] for key in hidden if key[0] == "totals"} == {t.code for t in totals() if t.sheet == "drugs"}
    assert ("sheets", "returned_text", "drugs") in public


def test_what_was_seized_together_is_as_confidential_as_the_sheets_it_is_made_of(tmp_path: Path, ledger: Path) -> None:
    filled = small(level="records")
    states = {**filled.states, "drugs": SheetState("supplied", "governments")}
    merged(written(tmp_path, replace(filled, states=states)), ledger)
    assert "coseizures" not in {sheet for sheet, _, _ in cells(ledger)}


@pytest.mark.parametrize("units", [("kg", "g"), (None, None)])
def test_a_row_twice_is_named_although_its_units_differ_or_are_blank(
    tmp_path: Path, ledger: Path, units: tuple[str | None, str | None]
) -> None:
    filled = small()
    rows = {name: [cells[0], cells[0]] for name, cells in filled.tables["drugs"].items()}
    rows |= {"unit": list(units), "quantity": [1, 2] if units[0] else [None, None]}
    filled = replace(filled, tables={**filled.tables, "drugs": rows})
    assert "return_rows_repeated" in codes(checked(written(tmp_path, filled), ledger))


def test_a_return_of_the_wrong_country_or_year_is_named(tmp_path: Path, ledger: Path) -> None:
    found = checked(written(tmp_path, small()), ledger, country="CA", year=2024)
    assert {"return_country_other", "return_year_other"} <= codes(found)
