"""ca_pcr: quantities in both languages, members of a row, days of rows without their own, duties."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, parse

import pytest

from tests.conformance.samples import folder_of
from tests.sources.printed import printed
from tests.sources.variants import changed, rows_of, swap, the_problem_of
from tripoint.registry.law import duties
from tripoint.sources.ca_pcr.quantities import kilograms
from tripoint.sources.catalogue import source

NAME = "ca_pcr"
ENGLISH, FRENCH = "SOR-2002-359.xml", "DORS-2002-359.xml"
SAMPLE = folder_of(source(NAME)) / "sample"
SCHEDULE = "ca_pcr/schedule"


def clauses(path: Path) -> dict[Any, dict[str, Any]]:
    return {(r["list_id"], r["clause"]): r for r in rows_of(NAME, path)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1000\u00a0kg", (1000.0, False)), ("0.4\u00a0g per package", (0.0004, True)), ("0,4\u00a0g par emballage", (0.0004, True)),
     ("0", (0.0, False)), ("0,25 kg", (0.25, False)), ("5", None), ("5 lb", None), ("", None), ("any", None)],
)  # fmt: skip
def test_a_quantity_is_kilograms_and_only_0_goes_without_a_unit(text: str, expected: tuple[float, bool] | None) -> None:
    assert kilograms(text) == expected


@pytest.mark.parametrize("file", [ENGLISH, FRENCH])
def test_a_member_has_the_quantity_of_its_row(file: str) -> None:
    found = clauses(SAMPLE / file)
    member = found[SCHEDULE, "10(1)"]
    assert (member["under"], member["threshold"], member["threshold_unit"]) == ("10", 0.0, "kg")
    assert found[SCHEDULE, "2"]["threshold"] == 0.25
    assert (found[SCHEDULE, "4"]["threshold"], found[SCHEDULE, "4"]["note"]) == (0.02, "ca_per_package")


def test_a_row_without_a_day_has_the_day_of_what_holds_it_at_the_latest() -> None:
    found = clauses(SAMPLE / ENGLISH)
    assert (found[SCHEDULE, "1"]["valid_from"], found[SCHEDULE, "1"]["valid_from_basis"]) == (
        date(2017, 12, 27),
        "at_latest",
    )
    assert (found[SCHEDULE, "10"]["valid_from"], found[SCHEDULE, "10"]["valid_from_basis"]) == (
        date(2019, 5, 15),
        "stated",
    )


def test_a_quantity_that_is_none_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(NAME, ENGLISH, tmp_path, swap("1000\u00a0kg", "a tonne")))
    assert (problem.code, problem.value) == ("bad_cell", "a tonne")


def test_provisions_carry_duties_that_the_registry_words() -> None:
    found = clauses(SAMPLE / ENGLISH)
    assert found["ca_pcr/provisions", "86"]["duties"] == "ca_pcr_suspicious"
    assert duties()["ca_pcr_records"].record_years == 2
    carried = {code for r in found.values() for code in str(r["duties"] or "").split()}
    assert carried == {code for code in duties() if code.startswith("ca_pcr_")}


@pytest.mark.raw
def test_the_files_have_38_rows_and_10_members_that_agree_with_the_list_beside(raw: Path) -> None:
    folder = raw / "legal" / "ca"
    english, french = clauses(folder / "eng" / ENGLISH), clauses(folder / "fra" / FRENCH)
    assert english.keys() == french.keys()
    rows = parse(folder / "eng" / ENGLISH).getroot().findall("Schedule[1]//tbody/row")
    mine = {key[1]: r for key, r in english.items() if key[0] == SCHEDULE}
    assert (len(rows), len(mine)) == (38, 48)
    for key, record in english.items():
        for column in ("threshold", "note", "covers", "kind", "under", "duties", "status"):
            assert record[column] == french[key][column], (key, column)
    with (raw / "legal" / "control_lists.csv").open(encoding="utf-8") as file:
        beside = [r for r in csv.DictReader(file) if "Precursor Control" in r["instrument"] and r["threshold_kg"]]
    assert len(beside) == 35
    by_text = {" ".join(r["text"].split()): r["threshold"] for r in mine.values()}
    for row in beside:
        own = [value for text, value in by_text.items() if text.startswith(row["entry_name_en"][:40])]
        assert own[0] == float(row["threshold_kg"]), row["entry_name_en"]
    assert sum(r["status"] == "not_yet_in_force" for r in english.values()) == 17


LIMS = "{http://justice.gc.ca/lims}id"


def letters(text: str) -> str:
    """Letters and digits only: independent of how white space is set."""
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.raw
@pytest.mark.parametrize("file", [f"eng/{ENGLISH}", f"fra/{FRENCH}"])
def test_every_clause_leads_back_to_its_element_and_has_its_words_and_its_quantity(raw: Path, file: str) -> None:
    path = raw / "legal" / "ca" / file
    root = parse(path).getroot()
    elements = list(root.iter())
    rows = {id(inner): row for row in root.iter("row") for inner in row.iter()}
    records = list(rows_of(NAME, path))
    assert len(records) == 100
    for record in records:
        element = elements[record["source_row"] - 1]
        traced = [element.tag, *(i for i in (element.get(LIMS),) if i)]
        assert record["source_column"].split()[: len(traced)] == traced
        own = letters(printed(element))
        assert letters(record["text"]) in own, record["clause"]
        if record["list_id"].endswith("provisions"):
            assert letters(record["text"]) == own, record["clause"]
            continue
        for name in record["names"].split(" | "):
            assert letters(name) in own, (record["clause"], name)
        assert number_of(rows[id(element)]) == pytest.approx(record["threshold"]), record["clause"]


def number_of(row: Element) -> float:
    """The quantity of a row in kilograms, read apart from the source: the last cell, grams where it says g."""
    found = re.match(r"([\d\s.,]+)(k?g)?\b", printed(row.findall("entry")[-1]).strip())
    assert found is not None
    return float(re.sub(r"\s", "", found[1]).replace(",", ".")) / (1000 if found[2] == "g" else 1)
