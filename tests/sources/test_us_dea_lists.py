"""DEA's numbers without schedules and the Department of Defense's schedules without numbers, alone and together."""

import csv
import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.samples import folder_of
from tests.sources.variants import changed, problems_of, rows_of, swap, the_problem_of
from tripoint.controls.spelling import spelled
from tripoint.sources.catalogue import source

NUMBERS, SCHEDULES = "us_dea_numbers", "us_opss_schedules"
XSD, JSON = Path("legal/us/niem-dea-codes/dea.xsd"), Path("legal/us/opss/data.json")


def sample(name: str, file: str) -> dict[str, dict[str, Any]]:
    return {row["clause"]: row for row in rows_of(name, folder_of(source(name)) / "sample" / file)}


# numbers


def test_a_number_has_its_names_and_no_schedule() -> None:
    rows = sample(NUMBERS, "dea.xsd")
    assert rows["0002"]["names"] == "SWH-018 | SM678 | 1-Pentyl-3-(1-samployl)indole"
    assert {row["list_id"] for row in rows.values()} == {"us_cfr1308/numbers"}
    assert {row["confidence"] for row in rows.values()} == {"secondary"}


def test_words_in_brackets_that_are_no_other_name_are_none() -> None:
    rows = sample(NUMBERS, "dea.xsd")
    assert rows["1590"]["names"] == "4-Methylaminorex (cis isomer)"
    assert rows["0003"]["names"] == "Samplorphine"


def test_a_dosage_form_is_not_found_by_the_name_of_its_substance() -> None:
    row = sample(NUMBERS, "dea.xsd")["2126"]
    assert row["kind"] == "preparation"
    assert "Samplobarbital" not in row["names"].split(" | ")


def test_the_text_answers_for_the_day_of_its_release() -> None:
    assert {row["text_to"] for row in sample(NUMBERS, "dea.xsd").values()} == {date(2025, 1, 1)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('value="0001"', 'value="1"', "bad_cell"),
        ("Samplamine", "", "bad_cell"),
        ('value="0002"', 'value="0001"', "duplicate_rows"),
        ('name="DrugCodeSimpleType"', 'name="OtherSimpleType"', "foreign_file"),
        ("1 January 2025", "this year", "column_missing"),
        ("</xs:schema>", "", "not_markup"),
    ],
)
def test_a_broken_list_of_numbers_stops_the_run(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert code in {
        problem.code for problem in problems_of(NUMBERS, changed(NUMBERS, "dea.xsd", tmp_path, swap(old, new)))
    }


def test_every_number_of_the_publishers_file_is_read(raw: Path) -> None:
    text = (raw / XSD).read_text("utf-8")
    rows = rows_of(NUMBERS, raw / XSD)
    assert [row["number"] for row in rows] == re.findall(r'<xs:enumeration value="(\d{4})">', text)
    assert len(rows) == 450
    flat = " ".join(text.replace("&amp;", "&").replace("\u00ad", "-").split())
    assert all(row["text"] in flat for row in rows)


# schedules


def test_schedule_two_is_read_through_its_two_blanks() -> None:
    assert sample(SCHEDULES, "data.json")["samplanyl"]["list_id"] == "us_cfr1308/II"


def test_a_substance_can_stand_in_two_schedules() -> None:
    rows = rows_of(SCHEDULES, folder_of(source(SCHEDULES)) / "sample" / "data.json")
    found = [(row["list_id"], row["kind"]) for row in rows if row["clause"] == "amobarbital"]
    assert found == [("us_cfr1308/II", "substance"), ("us_cfr1308/III", "preparation")]


def test_only_reviewed_other_names_are_names() -> None:
    rows = sample(SCHEDULES, "data.json")
    assert rows["mephedrone"]["names"] == "mephedrone | 4-methyl-N-methylcathinone"  # not buphedrone
    assert rows["samplamine"]["names"] == "samplamine"


def test_the_errors_of_the_copy_are_mended_and_said() -> None:
    rows = sample(SCHEDULES, "data.json")
    assert (rows["carfentanil"]["list_id"], rows["carfentanil"]["note"]) == ("us_cfr1308/II", "copy_corrected")
    assert rows["carfentanil"]["text"].endswith("Schedule III")
    assert "gamma-butyrolactone" not in rows
    assert rows["barbituric acid"]["names"].split(" | ")[0] == "derivative of barbituric acid"


def test_records_about_other_things_are_not_read_and_give_no_day() -> None:
    rows = sample(SCHEDULES, "data.json")
    assert not {"a supplement", "another supplement"} & rows.keys()
    assert {row["text_to"] for row in rows.values()} == {date(2025, 1, 2)}


@pytest.mark.parametrize(
    "broken", ["[", "{}", '{"a": 1}', "[1]", "Schedule VI", "no schedule"], ids=lambda text: str(text)[:12]
)
def test_a_file_of_another_layout_is_refused(broken: str, tmp_path: Path) -> None:
    if broken.startswith(("[", "{")):
        path = tmp_path / "data.json"
        path.write_text(broken, "utf-8")
    else:
        path = changed(SCHEDULES, "data.json", tmp_path, swap("Schedule IV", broken))
    assert the_problem_of(SCHEDULES, path).code == "foreign_file"


def test_counts_per_schedule_are_those_of_the_file(raw: Path) -> None:
    text = (raw / JSON).read_text("utf-8")
    printed = {n: len(re.findall(rf"\\\"reason\\\": \\\"DEA Controlled Substance List: Schedule +{n}\\\"", text)) for n in
               ("I", "II", "III", "IV", "V")}  # fmt: skip
    assert printed == {"I": 281, "II": 63, "III": 111, "IV": 80, "V": 8}
    rows = rows_of(SCHEDULES, raw / JSON)
    found = {n: sum(row["list_id"] == f"us_cfr1308/{n}" for row in rows) for n in printed}
    assert found == {"I": 280, "II": 64, "III": 110, "IV": 80, "V": 8}


def test_every_clause_is_found_again_in_its_record(raw: Path) -> None:
    records = json.loads((raw / JSON).read_bytes())
    for row in rows_of(SCHEDULES, raw / JSON):
        record = records[row["source_row"] - 1]
        assert record["Name"].strip() == row["clause"]
        assert json.loads(record["Reasons"])[0]["reason"]
        assert row["text"] in record["Reasons"]


# together


def test_328_of_330_comparable_numbers_agree_with_the_compiled_list(raw: Path) -> None:
    """Names alone join the two; the compiled list is a check. Its two conflicts are amobarbital and carfentanil."""
    table = csv.DictReader((raw / "legal" / "control_lists.csv").read_text("utf-8").splitlines())
    theirs = {row["dea_code"]: row for row in table if row["dea_code"] and "1308" in row["instrument"]}
    number_of = defaultdict(set)
    for row in rows_of(NUMBERS, raw / XSD):
        for name in row["names"].split(" | "):
            number_of[spelled(name)].add(row["number"])
    records = json.loads((raw / JSON).read_bytes())
    ours = defaultdict(set)
    for row in rows_of(SCHEDULES, raw / JSON):
        record = records[row["source_row"] - 1]
        for name in (record["Name"], *json.loads(record["other_names"])):
            for number in number_of.get(spelled(" ".join(name.split())), ()):
                ours[number].add(re.split(r"\s+", row["text"])[-1])  # as printed, before corrections
    sourced = {number for number in ours if theirs[number]["confidence"] == "sourced"}
    agree = {number for number in sourced if {f"Schedule {s}" for s in ours[number]} == {theirs[number]["list"]}}
    assert (len(sourced), len(agree)) == (330, 328)
    assert sourced - agree == {"2125", "9743"}
