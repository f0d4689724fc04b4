"""ca_cdsa: two languages under one name, exceptions, headings, amendments not in force, periods, days."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.variants import rows_of, swap, the_problem_of
from tripoint.pipeline.ingest import find_files
from tripoint.sources.catalogue import source

NAME = "ca_cdsa"
ENGLISH, FRENCH = "C-38.8-eng.xml", "C-38.8-fra.xml"
SAMPLE = folder_of(source(NAME)) / "sample"
Record = dict[str, object]


def clauses(file: str = ENGLISH) -> dict[tuple[object, object, object], Record]:
    return {(r["list_id"], r["clause"], r["role"]): r for r in rows_of(NAME, SAMPLE / file)}


def of(schedule: str, clause: str, role: str = "entry", file: str = ENGLISH) -> Record:
    return clauses(file)[f"{NAME}/{schedule}", clause, role]


def changed(folder: Path, change: Callable[[str], str], file: str = ENGLISH) -> Path:
    return variants.changed(NAME, file, folder, change)


def test_two_files_of_one_name_are_told_apart_by_the_language_in_their_first_element(tmp_path: Path) -> None:
    for folder, file in (("eng", ENGLISH), ("fra", FRENCH)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "C-38.8.xml").write_bytes((SAMPLE / file).read_bytes())
    found = {path.parent.name: layout.series for path, layout in find_files(source(NAME), tmp_path)}
    assert found == {"eng": "en", "fra": "fr"}


def test_a_file_of_the_name_without_a_language_is_of_no_series(tmp_path: Path) -> None:
    path = tmp_path / "C-38.8.xml"
    path.write_text("<Statute/>")
    assert source(NAME).layout_for(path) is None


def test_what_stands_after_but_not_including_is_an_exception_and_no_entry() -> None:
    assert ("ca_cdsa/I", "1(6)", "entry") not in clauses()
    left_out = of("I", "1(6)", "exclusion")
    assert (left_out["under"], left_out["covers"]) == ("1", "salts")
    assert of("I", "1(7)", "exclusion")["names"] == "Sample seed"


def test_the_list_after_an_exception_goes_on_with_entries() -> None:
    assert of("I", "16")["role"] == "entry"


@pytest.mark.parametrize("file", [ENGLISH, FRENCH])
def test_a_heading_of_several_substances_is_a_class_that_covers_more_than_its_members(file: str) -> None:
    heading = of("I", "16", file=file)
    assert heading["kind"] == "class"
    assert heading["covers"] == "salts derivatives salts_of_derivatives analogues salts_of_analogues"
    assert of("I", "16(4)", file=file)["under"] == "16"


def test_one_substance_with_members_stays_a_substance() -> None:
    assert (of("I", "24")["kind"], of("I", "24(1)")["under"]) == ("substance", "24")


def test_a_line_without_a_label_heads_the_lines_after_it() -> None:
    heading = of("I", "1(4)+")
    assert (heading["kind"], heading["names"], heading["under"]) == ("class", None, "1")
    assert [of("I", clause)["under"] for clause in ("1(4)", "1(5)")] == ["1", "1(4)+"]


def test_a_description_of_structures_is_a_class_without_a_name() -> None:
    described, members = of("III", "35+"), of("III", "35(1)")
    assert (described["kind"], described["names"]) == ("class", None)
    assert (described["covers"], members["under"]) == ("salts derivatives salts_of_derivatives", "35+")
    assert of("II", "3(1)(i)")["under"] == "3(1)"


def test_labels_in_words_are_one_clause_in_both_languages() -> None:
    assert of("III", "25-26", "provision")["status"] == of("III", "25-26", "provision", FRENCH)["status"] == "repealed"


def test_both_languages_have_the_same_clauses_kinds_coverage_and_days() -> None:
    english, french = clauses(), clauses(FRENCH)
    assert english.keys() == french.keys()
    for key, record in english.items():
        for column in ("kind", "covers", "under", "valid_from", "valid_from_basis", "valid_to", "status", "equipment"):
            assert record[column] == french[key][column], (key, column)


def test_amendments_not_in_force_are_provisions_that_wait_and_never_entries() -> None:
    waiting = [r for r in clauses().values() if r["status"] == "not_yet_in_force"]
    assert [r["clause"] for r in waiting] == ["not in force: 2017 7 36", "not in force: 2017 7 40(12) (13)"]
    assert {(r["role"], r["valid_from"], r["names"]) for r in waiting} == {("provision", None, None)}
    assert "Samplorphone" in str(waiting[1]["text"])
    assert not any("Samplorphone" in str(r["names"]) for r in clauses().values())


def test_transitional_provisions_are_not_read() -> None:
    assert not any("2022" in str(clause) for _, clause, _ in clauses())


def test_temporary_control_has_a_first_and_a_last_day() -> None:
    for file in (ENGLISH, FRENCH):
        row = of("V-2", "1-1", file=file)
        assert (row["valid_from"], row["valid_to"]) == (date(2026, 6, 5), date(2027, 6, 4))
        assert (row["status"], row["valid_from_basis"]) == ("temporary", "stated")
    assert of("V-2", "3-1")["kind"] == "preparation"
    assert of("V-2", "1-2", "provision")["status"] == "repealed"


def test_a_period_that_is_none_stops_the_run(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda text: text.replace("June 5, 2026 to June 4, 2027", "until further notice", 1))
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.value) == ("bad_period", "until further notice")


def test_a_day_is_stated_only_where_the_wording_has_a_day_of_enactment() -> None:
    baseline, stated = of("I", "16(4)"), of("I", "16(14)")
    assert (baseline["valid_from"], baseline["valid_from_basis"]) == (date(2018, 4, 4), "at_latest")
    assert (stated["valid_from"], stated["valid_from_basis"]) == (date(2019, 5, 15), "stated")


def test_a_schedule_answers_from_its_own_last_amendment_to_the_day_of_consolidation() -> None:
    days = {str(r["list_id"]): (r["text_from"], r["text_to"]) for r in clauses().values()}
    assert days["ca_cdsa/I"] == (date(2024, 6, 5), date(2026, 6, 14))
    assert days["ca_cdsa/V-1"] == (date(2026, 6, 5), date(2026, 6, 14))


def test_machines_dies_moulds_and_punches_are_kinds_of_their_own() -> None:
    for file in (ENGLISH, FRENCH):
        kinds = [of("IX", clause, file=file)["equipment"] for clause in "1345"]
        assert kinds == ["machine", "die", "mould", "punch"]
    assert (of("IX", "3")["names"], of("IX", "3", file=FRENCH)["names"]) == ("Die", "Matrice")


def test_an_exception_within_an_entrys_words_is_a_clause_of_its_own() -> None:
    left_out = of("III", "17 except 1", "exclusion")
    assert (left_out["names"], left_out["under"]) == ("peyote | lophophora", "17")
    assert of("VI-3", "1 except 1", "exclusion")["text"] == "items 20 to 23"


def test_unknown_wording_stops_the_run_and_is_quoted(tmp_path: Path) -> None:
    path = changed(tmp_path, swap("(isopropylcarbamate)", "(isopropylcarbamate) and its esters and salts"))
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.detail) == ("unknown_value", "lookups.csv, covers")
    assert problem.value == "Carisample (isopropylcarbamate) and its esters and salts"


def test_a_section_that_the_text_lacks_is_named(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap("<Label>46.3</Label>", "<Label>46.9</Label>")))
    assert (problem.code, problem.value) == ("unknown_value", "46.3")


def test_a_file_that_is_no_consolidation_is_foreign(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap('lims:current-date="2026-06-14" ', "")))
    assert problem.code == "foreign_file"


def test_footnotes_are_notes_and_no_words_of_a_clause() -> None:
    assert of("VI-1", "4")["note"] == "ca_synthetic_and_natural"
    assert "*" not in str(of("provisions", "6", "provision")["text"])
    assert of("VI-1", "31")["names"] == "N1,N2-sample-1,2-diamine"
