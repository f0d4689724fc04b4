"""Every substance label that the publishers' files print is known."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tripoint.registry.substances import resolve_substance

NFLIS = "us/dea_nflis_drug"


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


@pytest.mark.parametrize("file", ["nationwide-drugs-fy19-fy22.csv", "nationwide-drugs-fy23-fy26-dec.csv"])
def test_the_drugs_of_cbp_are_known(raw: Path, file: str) -> None:
    printed = {row["Drug Type"] for row in rows(raw / "us/cbp_nationwide_drug_seizures" / file)}
    assert len({resolve_substance(label, "us_cbp_drugs").substance_id for label in printed}) == 10


def test_bases_and_salts_of_the_query_system_meet_and_bases_stay_apart(raw: Path) -> None:
    found: dict[str, set[str]] = {}
    for row in rows(raw / NFLIS / "NFLIS_Drug_DQS_2026_03_03_13_26_55.csv"):
        base = resolve_substance(row["BASE_DESCRIPTION"], "us_nflis_drug").substance_id
        assert resolve_substance(row["SUBSTANCE_DESCRIPTION"], "us_nflis_drug").substance_id == base
        found.setdefault(base, set()).add(row["BASE_ID"])
    assert len(found) == 124
    assert all(len(ids) == 1 for ids in found.values())


def test_the_drug_rows_of_the_six_yearly_tables_are_known(raw: Path) -> None:
    printed = set()
    for path in sorted((raw / NFLIS / "table3_fentanyl_by_state").iterdir()):
        for row in table_3(path):
            is_counts = any(re.fullmatch(r"[\d,]+(\.0)?", cell.strip()) for cell in row[1:4])
            if is_counts and row[0].strip().lower() not in ("drug", "state"):
                printed.add(row[0])
    assert len(printed) > 100
    for label in printed:
        resolve_substance(label, "us_nflis_drug")


def table_3(path: Path) -> list[list[str]]:
    if path.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("NFLIS Fentanyl 2022")
        return [[str(cell) for cell in row] for row in sheet.to_python()]
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("VSRR_Provisional_Drug_Overdose_Death_Counts.csv", "Indicator"),
        ("cdc_api_provisional_overdose_counts.csv", "indicator"),
    ],
)
def test_the_drug_indicators_of_the_cdc_are_known(raw: Path, file: str, name: str) -> None:
    no_drug = {"Number of Deaths", "Percent with drugs specified"}
    for label in {row[name] for row in rows(raw / "us/cdc_vsrr_overdose" / file)} - no_drug:
        assert resolve_substance(label, "us_cdc_overdose").kind == "group"


def test_the_substances_and_types_of_infobase_are_known(raw: Path) -> None:
    printed = set()
    for row in rows(raw / "ca/health_infobase_substance_harms/SubstanceHarmsData_2026-04.csv"):
        printed.add(row["Substance"])
        if row["Specific_Measure"] in ("Type of opioids", "Type of stimulants"):
            printed.add(row["Disaggregator"])
    assert len({resolve_substance(label, "ca_infobase_harms").substance_id for label in printed}) == 9


def test_the_drugs_of_the_cbsa_transcript_are_known(raw: Path) -> None:
    path = raw / "ca/cbsa_seizures_transcribed/cbsa_seizures_transcribed.csv"
    for label in {row["item"] for row in rows(path) if row["category"] == "drug"}:
        resolve_substance(label, "ca_cbsa_published")
