"""eCFR title 21, parts 1308 and 1310, on a made-up sample in the publisher's layout; no file of the publisher is held."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.samples import KNOWN_ON, folder_of
from tests.sources.variants import changed, problems_of, rows_of, swap, the_problem_of
from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.harmonise.written_quantities import kilograms_or_litres
from tripoint.sources.catalogue import source

NAME = "us_ecfr21"
PART_1308, PART_1310 = "title-21_part-1308_2026-01-09.xml", "title-21_part-1310_2026-01-09.xml"


def path_of(file: str) -> Path:
    return folder_of(source(NAME)) / "sample" / file


def sample(file: str, list_id: str, role: str = "entry") -> dict[str, dict[str, Any]]:
    return {r["clause"]: r for r in rows_of(NAME, path_of(file)) if r["list_id"] == list_id and r["role"] == role}


# schedules


def test_an_item_has_its_number_and_what_its_heading_takes_in() -> None:
    item = sample(PART_1308, "us_cfr1308/I")["(b)(1)"]
    assert item["number"] == "0001"
    assert item["names"] == "Acetyl-alpha-samplyl | N-[1-(1-samplyl)-4-piperidinyl]-N-samplamide"
    assert item["covers"] == "salts isomers salts_of_isomers esters ethers"
    assert item["under"] == "(b)"
    assert item["confidence"] == "primary"


def test_reserved_numbers_are_no_items_and_the_next_one_still_follows() -> None:
    assert [clause for clause in sample(PART_1308, "us_cfr1308/I") if clause.startswith("(b)")] == ["(b)(1)", "(b)(4)"]
    assert list(sample(PART_1308, "us_cfr1308/V")) == ["(b)(1)", "(c)(1)"]


def test_trade_and_included_names_are_names() -> None:
    assert sample(PART_1308, "us_cfr1308/I")["(c)(1)"]["names"] == "Alpha-sampltryptamine | samptryptamine | Sampase"
    assert sample(PART_1308, "us_cfr1308/IV")["(b)(2)"]["names"].endswith(" | sampladol")


def test_a_temporary_listing_is_temporary_and_its_class_is_a_class() -> None:
    item = sample(PART_1308, "us_cfr1308/I")["(d)(1)"]
    assert (item["status"], item["kind"]) == ("temporary", "class")
    provisions = sample(PART_1308, "us_cfr1308/I", "provision")
    assert [clause for clause in provisions if clause.startswith("(d)(1)")] == [
        "(d)(1)(i)",
        "(d)(1)(i)(A)",
        "(d)(1)(ii)",
    ]


def test_i_below_h_is_a_number_where_ii_follows(tmp_path: Path) -> None:
    def under_h(text: str) -> str:
        for letter, after in (("(d)", "(h)"),):
            text = text.replace(f"<P>{letter} <I>Temporary", f"<P>(d)-(g) [Reserved]</P><P>{after} <I>Temporary")
        return text

    path = changed(NAME, PART_1308, tmp_path, under_h)
    clauses = [row["clause"] for row in rows_of(NAME, path) if row["list_id"] == "us_cfr1308/I"]
    assert "(h)(1)(i)(A)" in clauses
    assert "(h)(1)(ii)" in clauses


def test_what_an_item_excludes_is_an_exclusion_and_no_name_of_it() -> None:
    assert sample(PART_1308, "us_cfr1308/II")["(b)(1)"]["names"] == "Samplium"
    left_out = sample(PART_1308, "us_cfr1308/II", "exclusion")["(b)(1)"]
    assert left_out["names"] == "aposample | samplorphan | naltresample"


def test_a_substance_is_not_found_in_a_preparation_that_contains_it() -> None:
    third = sample(PART_1308, "us_cfr1308/III")
    assert (third["(b)(2)(i)"]["kind"], third["(b)(2)(i)"]["names"], third["(b)(2)(i)"]["number"]) == (
        "preparation",
        None,
        "0015",
    )
    assert sample(PART_1308, "us_cfr1308/V")["(b)(1)"]["names"] is None


def test_a_number_may_end_in_a_full_stop() -> None:
    assert sample(PART_1308, "us_cfr1308/V")["(c)(1)"]["number"] == "0010"


# chemicals, thresholds, duties


def test_chemicals_stand_in_the_list_of_their_letter_with_the_duties_of_the_statute() -> None:
    first = sample(PART_1310, "us_cfr1310/list_I")
    assert (first["(a)(1)"]["names"], first["(a)(1)"]["number"]) == ("Alpha-samplacetonitrile | ASAAN", "0011")
    assert "us_report_loss" in first["(a)(2)"]["duties"]
    assert list(sample(PART_1310, "us_cfr1310/list_II")) == ["(b)(1)", "(b)(2)"]


def test_a_threshold_is_a_weight_where_the_row_has_one_and_none_is_no_zero() -> None:
    rows = sample(PART_1310, "us_cfr1310/thresholds")
    found = {clause: (row["threshold"], row["threshold_unit"], row["note"]) for clause, row in rows.items()}
    assert found == {
        "(f)(1)(i)(A)": (30.0, "kg", "calendar_month"),
        "(f)(1)(i)(B)": (None, None, "no_threshold_stated"),
        "(f)(1)(i)(C)": (0.5, "kg", "calendar_month"),
        "(f)(2)(i)(A)": (1500.0, "kg", "calendar_month"),
        "(f)(2)(i)(B)": (189.270589, "L", "calendar_month"),
    }
    assert {row["threshold_kind"] for row in rows.values() if row["threshold"]} == {"regulated_transaction"}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("40 kilograms",), (40.0, "kg")),
        (("1,500 kg",), (1500.0, "kg")),
        (("50 gallons", "150 kilograms"), (150.0, "kg")),
        (("20 liters",), (20.0, "L")),
        (("None",), None),
        (("see (f)(2)",), None),
        ((), None),
    ],
)
def test_a_written_quantity_is_kilograms_or_litres_or_nothing(
    cells: tuple[str, ...], found: tuple[float, str] | None
) -> None:
    assert kilograms_or_litres(cells) == found


def test_records_are_provisions_with_their_duty() -> None:
    provisions = sample(PART_1310, "us_cfr1310/provisions", "provision")
    assert provisions["1310.04(a)"]["duties"] == "us_record"
    assert provisions["1310.05(b)"]["text"] == "A report of a tableting machine is made."


# days, remarks, faults


def test_bulk_data_answers_for_its_amendment_date_and_the_versioner_for_its_files_day() -> None:
    assert {row["text_to"] for row in rows_of(NAME, path_of(PART_1308))} == {date(2026, 1, 5)}
    assert {row["text_to"] for row in rows_of(NAME, path_of(PART_1310))} == {KNOWN_ON}
    layout = source(NAME).layout_of(PART_1310)
    assert layout is not None
    assert layout.date_of(PART_1310) == date(2026, 1, 9)


def test_a_link_to_an_amendment_is_a_remark_and_no_text() -> None:
    member = source(NAME)
    layout = member.layout_of(PART_1308)
    assert layout is not None
    problems = Problems(NAME, PART_1308)
    list(
        member.read(
            path_of(PART_1308), layout, Context(NAME, "1308", "0" * 64, KNOWN_ON, "0" * 16, member.lookups), problems
        )
    )
    assert problems.remarks == ["§ 1308.12: Link to an amendment published at 91 FR 1, Jan. 2, 2026."]
    assert not any("amendment" in row["text"] for row in rows_of(NAME, path_of(PART_1308)))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("</DLPSTEXTCLASS>", "", "not_markup"),
        ("<DLPSTEXTCLASS>", '<!DOCTYPE x [<!ENTITY a "b">]><DLPSTEXTCLASS>', "not_markup"),
        ('N="§ 1308.13"', 'N="§ 1308.33"', "column_missing"),
        ('TYPE="SECTION"', 'TYPE="APPENDIX"', "column_missing"),
        ("(4) Samplonitazene", "(9) Samplonitazene", "bad_cell"),
    ],
)
def test_a_broken_file_stops_the_run(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert code in {problem.code for problem in problems_of(NAME, changed(NAME, PART_1308, tmp_path, swap(old, new)))}


def test_a_section_without_the_mark_is_the_same_section(tmp_path: Path) -> None:
    path = changed(NAME, PART_1308, tmp_path, lambda text: text.replace('N="§ 13', 'N="13'))
    assert rows_of(NAME, path) == rows_of(NAME, path_of(PART_1308))


def test_another_part_is_named_by_what_it_lacks(tmp_path: Path) -> None:
    path = changed(NAME, PART_1310, tmp_path, swap('N="1310.05"', 'N="1310.99"'))
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.column) == ("column_missing", "§ 1310.05")


def test_nothing_of_it_ships_as_long_as_no_file_was_read() -> None:
    member = source(NAME)
    assert not member.may_ship
    assert not member.is_own_copy  # the text is public: a user's report may use it
    assert "layout_not_tested" in member.caveats
