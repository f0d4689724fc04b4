"""The return for machines: an archive of CSV, and a JSON document that its schema accepts."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from tests.returns.small import small
from tripoint.registry.return_form import LEVELS, Level, sheets
from tripoint.returns.filled import Filled
from tripoint.returns.machine_csv import write_csv
from tripoint.returns.machine_json import write_json
from tripoint.returns.schema import json_schema

Document = dict[str, object]


def csv_of(folder: Path, filled: Filled, sheet: str) -> list[list[str]]:
    write_csv(folder / "return.zip", filled)
    with zipfile.ZipFile(folder / "return.zip") as archive:
        return list(csv.reader(io.StringIO(archive.read(f"{sheet}.csv").decode("utf-8"), newline="")))


def json_of(folder: Path, filled: Filled) -> Document:
    write_json(folder / "return.json", filled)
    document: Document = json.loads((folder / "return.json").read_bytes())
    return document


def passes(document: Document, level: Level = "aggregate", country: str | None = None) -> bool:
    return jsonschema.Draft202012Validator(json_schema(level, country)).is_valid(document)


@pytest.mark.parametrize("level", LEVELS)
def test_the_archive_has_a_file_for_every_sheet(tmp_path: Path, level: Level) -> None:
    write_csv(tmp_path / "return.zip", small(level=level))
    with zipfile.ZipFile(tmp_path / "return.zip") as archive:
        assert archive.namelist() == [f"{code}.csv" for code in sheets(level)]


def test_the_laid_out_files_leave_out_words_for_people(tmp_path: Path) -> None:
    heads = [csv_of(tmp_path, small(), sheet)[0] for sheet in ("cover", "sheets", "totals", "definitions")]
    assert heads == [
        ["field", "value"], ["sheet", "status", "handling"], ["total", "amount"], ["definition", "use", "own_text"],
    ]  # fmt: skip


def test_cells_hold_codes_and_blank_is_not_supplied(tmp_path: Path) -> None:
    rows = csv_of(tmp_path, small(), "drugs")
    assert rows[2] == ["2025-05", "MX-SON", "us_mexico", "northbound", "vehicle", "car", "nitazenes", "1", "", ""]


def test_a_small_quantity_is_written_without_an_exponent(tmp_path: Path) -> None:
    filled = replace(small(), totals={"fentanyl_kg": 0.00001})
    assert ["fentanyl_kg", "0.00001"] in csv_of(tmp_path, filled, "totals")


def test_dates_are_iso_in_both(tmp_path: Path) -> None:
    assert ["first_day", "2025-01-01"] in csv_of(tmp_path, small(), "cover")
    assert json_of(tmp_path, small())["cover"]["first_day"] == "2025-01-01"  # type: ignore[index]


@pytest.mark.parametrize("write", [write_csv, write_json])
def test_equal_returns_give_equal_bytes(tmp_path: Path, write: Callable[[Path, Filled], None]) -> None:
    write(tmp_path / "one", small())
    write(tmp_path / "two", small())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_document_that_cannot_be_written_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(tmp_path / "return.json", replace(small(), totals={"rounds": float("nan")}))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("country", "language"), [("MX", "es"), ("CA", "fr"), ("US", "en")])
def test_a_filled_return_passes_its_schema(tmp_path: Path, country: str, language: str, level: Level) -> None:
    document = json_of(tmp_path, small(country, language=language, level=level))
    assert passes(document, level)
    assert passes(document, level, country)


def test_an_empty_template_does_not_pass(tmp_path: Path) -> None:
    assert not passes(json_of(tmp_path, Filled("MX", 2025, "es", "aggregate")))


def _set(document: Document, path: str, value: object) -> None:
    *way, last = path.split(".")
    at: object = document
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]  # type: ignore[index]
    at[last] = value  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("form", "2019.1"),
        ("cover.version", 0),
        ("sheets.firearms.handling", "secret"),
        ("totals.rounds", -1),
        ("rows.firearms.0.firearms", 2.5),
        ("rows.firearms.0.place", "ZZ"),
        ("rows.firearms.0.period", "2025-13"),
        ("rows.firearms.0.serial_number", "A1"),
        ("rows.drugs.0.unit", None),
        ("rows.legal.0.legal_basis", None),
    ],
)
def test_a_broken_document_does_not_pass(tmp_path: Path, path: str, value: object) -> None:
    document = json_of(tmp_path, small())
    _set(document, path, value)
    assert not passes(document)


def test_a_place_of_a_neighbour_does_not_pass_the_schema_of_a_country(tmp_path: Path) -> None:
    document = json_of(tmp_path, small("MX"))
    _set(document, "rows.firearms.0.place", "US-TX")
    assert passes(document)
    assert not passes(document, "aggregate", "MX")
