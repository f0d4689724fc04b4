"""Every place that the publishers' files print is known."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tripoint.registry.places import ADMIN_1, by_code, place, resolve


def column(path: Path, name: str, encoding: str = "utf-8-sig") -> set[str]:
    with path.open(encoding=encoding, newline="") as lines:
        return {row[name] for row in csv.DictReader(lines)}


def known(texts: Iterable[str], country: str, *kinds: str) -> set[str]:
    found = {resolve(text, country=country, kinds=kinds).place_id for text in texts}
    assert found
    return found


@pytest.mark.parametrize("file", ["nationwide-drugs-fy19-fy22.csv", "nationwide-drugs-fy23-fy26-dec.csv"])
def test_the_areas_and_borders_of_cbp_are_known(raw: Path, file: str) -> None:
    path = raw / "us/cbp_nationwide_drug_seizures" / file
    assert len(known(column(path, "Area of Responsibility"), "US", "cbp_area")) == 41
    assert len(known(column(path, "Region"), "US", "border_segment")) == 3


def test_the_states_of_nflis_are_known_by_letters_name_and_code(raw: Path) -> None:
    path = raw / "us/dea_nflis_drug/NFLIS_Drug_DQS_2026_03_03_13_26_55.csv"
    by_letters = known(column(path, "STATE"), "US", *ADMIN_1, "residual")
    assert by_letters == known(column(path, "STATE_LONG_NAME"), "US", *ADMIN_1, "residual")
    coded = {by_code("fips", code).place_id for code in column(path, "STATE_FIPS") - {""}}
    assert by_letters - coded == {"US-XX"}


@pytest.mark.parametrize(
    ("file", "letters", "name"),
    [
        ("VSRR_Provisional_Drug_Overdose_Death_Counts.csv", "State", "State Name"),
        ("cdc_api_provisional_overdose_counts.csv", "state", "state_name"),
    ],
)
def test_the_jurisdictions_of_the_cdc_are_known_by_letters_and_name(
    raw: Path, file: str, letters: str, name: str
) -> None:
    path = raw / "us/cdc_vsrr_overdose" / file
    kinds = (*ADMIN_1, "country", "region")
    found = known(column(path, letters), "US", *kinds)
    assert found == known(column(path, name), "US", *kinds)
    assert {"US", "US-NYC", "US-NY"} <= found


@pytest.mark.parametrize("year", range(2010, 2018))
def test_the_jurisdictions_of_the_atf_matrices_are_known(raw: Path, year: int) -> None:
    path = raw / f"us/atf_trace_source_recovery/final_source_recovery_by_state-cy_{year}.xlsx"
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    words = {"", "Source State", "Recovery State", "TOTAL", "TOTALS"}
    across = {str(cell) for cell in sheet[1]} - words
    down = {str(row[1]) for row in sheet[2:] if isinstance(row[2], float)} - words
    kinds = (*ADMIN_1, "residual", "country")
    across_ids, down_ids = known(across, "US", *kinds), known(down, "US", *kinds)
    assert len(down_ids) == 54
    assert across_ids - down_ids == ({"CA"} if year == 2012 else set())


@pytest.mark.parametrize(
    ("file", "entity", "code"),
    [
        ("sesnsp_fuero_federal/Fuero_federal_2012-2026_abr2026.csv", "ENTIDAD", "INEGI"),
        ("sesnsp_fuero_comun_estatal/IDEFC_NM_may22.csv", "Entidad", "Clave_Ent"),
    ],
)
def test_the_entities_of_the_sesnsp_are_known_by_name_and_code(raw: Path, file: str, entity: str, code: str) -> None:
    path = raw / "mx" / file
    named = known(column(path, entity, "latin-1"), "MX", *ADMIN_1, "residual")
    coded = {by_code("inegi", text).place_id for text in column(path, code, "latin-1") - {""}}
    assert len(coded) == 32
    assert named - coded <= {"MX-EXTRANJERO"}


def test_the_regions_of_infobase_are_known_and_carry_the_code_of_their_province(raw: Path) -> None:
    path = raw / "ca/health_infobase_substance_harms/SubstanceHarmsData_2026-04.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        pairs = {(row["Region"], row["PRUID"]) for row in csv.DictReader(lines)}
    assert len(pairs) == 19
    for region, code in pairs:
        found = resolve(region, country="CA")
        province = place(found.parent) if found.kind == "region" else found
        assert by_code("pruid", code) == province


def test_the_places_of_the_cbsa_transcript_are_known(raw: Path) -> None:
    path = raw / "ca/cbsa_seizures_transcribed/cbsa_seizures_transcribed.csv"
    assert known(column(path, "geography"), "CA", "country", "region") == {"CA", "CA-CBSA-PACIFIC"}


@pytest.mark.parametrize(
    ("file", "name", "country", "codes"),
    [
        ("mx_estados_population_2020.csv", "state_name_official", "MX", 32),
        ("statcan_17100009_1946Q1-2023Q1.csv", "GEO", "CA", 14),
    ],
)
def test_the_places_of_the_population_files_are_known(
    raw: Path, file: str, name: str, country: str, codes: int
) -> None:
    texts = column(raw / "geo/population" / file, name) - {"Northwest Territories including Nunavut"}
    kinds = ADMIN_1 if country == "MX" else (*ADMIN_1, "country")
    assert len(known(texts, country, *kinds)) == codes
