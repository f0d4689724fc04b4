"""Three small US texts: the class of fentanyl-related substances, an old excerpt of List I, documents of DEA."""

import csv
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.samples import folder_of
from tests.sources.variants import changed, problems_of, rows_of, swap, the_problem_of
from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.registry.law import law_lists
from tripoint.sources.catalogue import source

FENTANYL, EXCERPT, REGISTER = "us_fentanyl_related", "us_cfr1310_excerpt", "us_fr_dea"
CLAUSE, LIST_1, DOCUMENTS = "usc_812c_scheduleI_e_FRS.md", "cfr_1310_02_excerpt.txt", "fr_dea_actions.csv"
LEGAL = Path("legal/us")


def sample(name: str, file: str) -> dict[str, dict[str, Any]]:
    return {row["clause"]: row for row in rows_of(name, folder_of(source(name)) / "sample" / file)}


# fentanyl-related substances


def test_the_class_answers_from_its_first_day_to_the_release_point() -> None:
    rows = sample(FENTANYL, CLAUSE)
    assert {(row["text_from"], row["text_to"]) for row in rows.values()} == {(date(2025, 7, 16), date(2026, 1, 1))}
    assert {(row["valid_from"], row["valid_from_basis"]) for row in rows.values()} == {(date(2025, 7, 16), "stated")}
    assert law_lists()["us_usc21/812-I-e"].is_current


def test_the_class_takes_in_salts_and_gives_way_to_an_exact_listing() -> None:
    rows = sample(FENTANYL, CLAUSE)
    assert rows["(1)"]["covers"] == "salts isomers salts_of_isomers preparations"
    assert [rows[f"(2)({letter})"]["under"] for letter in "AB"] == ["(2)", "(2)"]
    assert (rows["(3)"]["role"], rows["(3)"]["note"], rows["(3)"]["names"]) == (
        "exclusion",
        "exact_listing_prevails",
        None,
    )
    assert rows["(4)"]["note"] == "abridged"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Schedule I (e)", "Schedule I (f)", "foreign_file"),
        ("publication_date 2026-01-01", "", "column_missing"),
        ("[July 16, 2025]", "", "column_missing"),
        ("[July 16, 2025]", "[July 36, 2025]", "column_missing"),
        ("(B) By", "(C) By", "bad_cell"),
    ],
)
def test_a_transcript_that_lacks_something_stops_the_run(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert code in {p.code for p in problems_of(FENTANYL, changed(FENTANYL, CLAUSE, tmp_path, swap(old, new)))}


def test_the_real_class_has_ten_records_each_found_again_in_its_line(raw: Path) -> None:
    lines = (raw / LEGAL / "excerpts" / CLAUSE).read_text("utf-8").split("\n")
    rows = rows_of(FENTANYL, raw / LEGAL / "excerpts" / CLAUSE)
    labelled = [line for line in lines if re.match(r"\((\d|[A-E])\)", line)]
    assert len(rows) == len(labelled) + 1 == 10
    for row in rows:
        assert row["text"][:60] in lines[row["source_row"] - 1]
        assert lines[row["source_row"] - 1].endswith(row["text"][-60:])
    assert {(row["text_from"], row["text_to"]) for row in rows} == {(date(2025, 7, 16), date(2026, 3, 26))}


# the old excerpt of List I


def test_the_excerpt_answers_for_the_last_day_that_it_can_be_of() -> None:
    rows = sample(EXCERPT, LIST_1)
    assert {(row["text_from"], row["text_to"]) for row in rows.values()} == {(date(2020, 12, 31),) * 2}
    assert {(row["confidence"], row["note"]) for row in rows.values()} == {("secondary", "old_copy")}


def test_other_names_in_brackets_are_names() -> None:
    rows = sample(EXCERPT, LIST_1)
    assert rows["(a)(4)"]["names"] == "Gamma-Samplolactone | GSL | 1,2-Samplolide"
    assert rows["(a)(3)"]["names"] == "Samplephedrine | N-Samplephedrine"
    assert rows["(a)(3)"]["covers"] == "salts salts_of_isomers optical_isomers"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("section1310.02", "section1310.04", "foreign_file"),
        ("pre-2021 text", "text", "column_missing"),
        ("|0002", "|2", "bad_cell"),
        ("2|Sample", "1|Sample", "duplicate_rows"),
    ],
)
def test_a_broken_excerpt_stops_the_run(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert the_problem_of(EXCERPT, changed(EXCERPT, LIST_1, tmp_path, swap(old, new))).code == code


def test_the_real_excerpt_has_its_28_items_in_order(raw: Path) -> None:
    lines = (raw / LEGAL / "excerpts" / LIST_1).read_text("utf-8").splitlines()
    rows = rows_of(EXCERPT, raw / LEGAL / "excerpts" / LIST_1)
    assert [f"{row['clause'][4:-1]}|{row['text']}|{row['number']}" for row in rows] == lines[1:]
    assert [row["clause"] for row in rows] == [f"(a)({n})" for n in range(1, 29)]
    assert len({row["number"] for row in rows}) == 28


# documents


@pytest.mark.parametrize(
    ("number", "note", "status"),
    [
        ("2020-00001", "fr_final", "in_force"),
        ("2020-00002", "fr_proposed", "proposed"),
        ("2020-00003", "fr_temporary", "temporary"),
        ("2020-00004", "fr_extension", "temporary"),
        ("2020-00005", "fr_intent", "proposed"),
        ("2020-00006", "fr_removal", "in_force"),
        ("2020-00007", "fr_proposed", "proposed"),
        ("2020-00008", "fr_withdrawn", "repealed"),
        ("2020-00009", "fr_quota", "proposed"),
        ("2020-00010", "fr_unclear", "proposed"),
    ],
)
def test_a_document_has_the_stage_its_words_give(number: str, note: str, status: str) -> None:
    row = sample(REGISTER, DOCUMENTS)[number]
    assert (row["note"], row["status"], row["role"], row["valid_from"]) == (note, status, "provision", None)


def test_names_come_from_title_and_brackets_and_commas_in_names_part_nothing() -> None:
    rows = sample(REGISTER, DOCUMENTS)
    assert rows["2020-00002"]["names"].split(" | ") == [
        "4-hydroxy-N,N-disamplamine", "4-OH-DiST", "SF-ADB", "Samplazolam", "SF-MDMB-SINACA", "SMB-1",
    ]  # fmt: skip
    assert rows["2020-00007"]["names"] == "Methyl alpha-samplate | SAPA | methyl 3-oxo-samplate"
    assert rows["2020-00007"]["cas"] == "50-00-0"
    assert rows["2020-00009"]["names"] is None


def remarks_of(path: Path) -> list[str]:
    member = source(REGISTER)
    problems = Problems(REGISTER, path.name)
    context = Context(REGISTER, "documents", "0" * 64, date(2026, 1, 2), "0" * 16)
    list(member.read(path, member.layouts[0], context, problems))
    return problems.remarks


def test_a_repeat_is_read_once_and_said_and_so_is_what_is_unclear() -> None:
    said = remarks_of(folder_of(source(REGISTER)) / "sample" / DOCUMENTS)
    assert said == [
        "1 rows repeat a document and are read once", "2020-00010: whether it proposes or decides cannot be told",
    ]  # fmt: skip


def test_a_repeat_that_says_something_else_stops_the_run(tmp_path: Path) -> None:
    path = changed(REGISTER, DOCUMENTS, tmp_path, swap("2020-00004", "2020-00003"))
    assert the_problem_of(REGISTER, path).code == "contradiction"


def test_a_day_that_is_none_stops_the_run(tmp_path: Path) -> None:
    path = changed(REGISTER, DOCUMENTS, tmp_path, swap("2020-02-03", "2020-02-30"))
    assert the_problem_of(REGISTER, path).code == "bad_period"


def test_the_real_documents_are_read_once_each_with_the_stage_read_by_hand(raw: Path) -> None:
    path = raw / LEGAL / "federal-register-dea" / DOCUMENTS
    table = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    rows = rows_of(REGISTER, path)
    assert (len(table), len(rows)) == (106, len({row["document_number"] for row in table}))
    assert len(rows) == 100
    assert Counter(row["note"] for row in rows) == {
        "fr_final": 37, "fr_proposed": 20, "fr_extension": 8, "fr_interim": 7, "fr_temporary": 6, "fr_quota": 6,
        "fr_intent": 5, "fr_removal": 5, "fr_correction": 2, "fr_hearing": 2, "fr_withdrawn": 2,
    }  # fmt: skip
    for row in rows:
        cells = table[row["source_row"] - 2]
        assert row["clause"] == cells["document_number"]
        assert row["text"] == " | ".join(cells[name].strip() for name in ("published", "title", "abstract"))


def test_trap_7_no_proposing_abstract_is_taken_for_law(raw: Path) -> None:
    rows = [(r, r["text"].split(" | ")[2]) for r in rows_of(REGISTER, raw / LEGAL / "federal-register-dea" / DOCUMENTS)]
    opening = r"The Drug Enforcement Administration (\(DEA\) )?(proposes|is proposing)"
    assert {row["status"] for row, abstract in rows if re.match(opening, abstract)} == {"proposed"}
    finalizing = {row["status"] for row, abstract in rows if "If finalized" in abstract}
    assert "proposed" in finalizing
    assert finalizing <= {"proposed", "repealed"}


def test_the_gap_of_the_caveat_is_there(raw: Path) -> None:
    rows = rows_of(REGISTER, raw / LEGAL / "federal-register-dea" / DOCUMENTS)
    days = sorted(date.fromisoformat(row["text"][:10]) for row in rows)
    before, after = max(pairwise(days), key=lambda pair: pair[1] - pair[0])
    assert (before, after) == (date(2024, 4, 11), date(2025, 7, 25))
