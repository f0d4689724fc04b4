"""Legal status of the report's substances: only what a text names, no precursor, no view of what is left uncontrolled."""

import io
import json
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask, by, rows, sentences, table
from tests.findings.laws_made import control, laws_in
from tripoint.cli.asking import as_json, write_csv
from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.legal_status import BASIS, CAUTION, SAID
from tripoint.findings.question import Finding
from tripoint.present.cells import cell_of
from tripoint.present.law_words import OUTCOMES
from tripoint.present.sections import section
from tripoint.present.words import words
from tripoint.store.ledger import Reader, edition_path

NAME = "legal_status"
COPY = {"source": "us_opss_schedules", "confidence": "secondary"}


@pytest.fixture(scope="module")
def edition() -> Reader:
    return Reader(edition_path())


def of_figures(folder: Path, *substances: str) -> Path:
    """A ledger whose figures are about these substances."""
    ledger_of(folder, *(figure(substance=one, source_row=row) for row, one in enumerate(substances, 2)))
    return folder


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Finding:
    folder = of_figures(tmp_path_factory.mktemp("laws"), "fentanyl", "cocaine", "heroin", "4_anpp", "marijuana")
    reader = laws_in(
        folder,
        control("ca_cdsa/I", "16(5)", "Fentanyl", valid_from=date(2018, 4, 4), valid_from_basis="at_latest"),
        control("ca_cdsa/I", "2(2)", "Cocaine", valid_from=date(2020, 1, 1)),
        control("ca_cdsa/IV", "28", "Carisoprodol"),
        control("ca_cdsa/II", "1", "Marijuana", kind="class"),
        control("ca_cdsa/VI-1", "26", "4-ANPP", kind="precursor"),
        control("mx_lgs/234", "FENTANIL", "FENTANIL", language="es", source="mx_controls", duties="mx_lgs_235"),
        control("us_cfr1308/II", "fentanyl", "fentanyl", **COPY),
        control("us_cfr1308/I", "4-ANPP", "4-ANPP", **COPY),
    )  # fmt: skip
    return ask(reader, NAME)


def test_a_substance_stands_here_only_if_the_report_is_about_it_and_a_text_names_it(found: Finding) -> None:
    assert [row["substance"] for row in rows(found, "overview")] == ["cocaine", "fentanyl"]


def test_what_any_text_lists_as_a_precursor_is_not_here(found: Finding) -> None:
    assert not any("anpp" in row["substance"] for t in ("overview", "entries") for row in rows(found, t))


def test_each_clause_has_its_day_as_far_as_the_text_says_its_duties_and_how_it_was_read(found: Finding) -> None:
    entries = by(found, "entries", "substance", "jurisdiction")
    assert entries["fentanyl", "CA"]["since"] == date(2018, 4, 4)
    assert entries["fentanyl", "CA"]["since_basis"] == BASIS["at_latest"]
    assert entries["fentanyl", "MX"]["since_basis"] == BASIS["listed_on"]
    assert entries["fentanyl", "MX"]["duties"] == "mx_lgs_235"
    assert entries["fentanyl", "US"]["confidence"] == "not verified against the primary text"


def shown(found: Finding, substance: str, code: str, language: str = "en") -> str:
    column = next(c for c in table(found, "overview").columns if c.name == code)
    return cell_of(column, by(found, "overview", "substance")[substance], words(language)).text


def test_a_cell_names_the_list_with_a_stated_day_and_marks_a_copy(found: Finding) -> None:
    assert shown(found, "cocaine", "CA") == "Schedule I (S.C. 1996, c. 19), January 1, 2020"
    assert shown(found, "fentanyl", "CA") == "Schedule I (S.C. 1996, c. 19)"  # the day is only that of the wording
    assert shown(found, "fentanyl", "US").endswith("(21 CFR 1308)*")


def test_silence_is_one_caution_whatever_the_reason(found: Finding) -> None:
    """Mexico is silent on cocaine, and of the UN no text is held: no cell and no row tells the two apart."""
    assert {shown(found, "cocaine", code) for code in ("US", "MX", "UN")} == {
        "no answer here; class clauses may apply; verify"
    }
    row = by(found, "overview", "substance")["cocaine"]
    assert {(row[code], row[f"{code}_outcome"]) for code in ("US", "MX", "UN")} == {("", "no_answer_here")}


def test_every_row_carries_the_same_caution_so_that_it_selects_nothing(found: Finding) -> None:
    assert {row["caution"] for row in rows(found, "overview")} == {CAUTION}


def test_only_what_a_text_says_has_rows_of_clauses(found: Finding) -> None:
    assert {row["outcome"] for row in rows(found, "entries")} <= SAID
    assert all(row["list"] and row["clause"] for row in rows(found, "entries"))


def test_what_a_text_excludes_is_no_row_and_no_answer_here(tmp_path: Path) -> None:
    of_figures(tmp_path, "cocaine")
    reader = laws_in(
        tmp_path,
        control("ca_cdsa/I", "2", "Cocaine"),
        control("mx_lgs/234", "COCAÍNA", "cocaína", language="es", source="mx_controls", role="exclusion"),
    )
    asked = ask(reader, NAME)
    assert by(asked, "overview", "substance")["cocaine"]["MX_outcome"] == "no_answer_here"
    assert [row["jurisdiction"] for row in rows(asked, "entries")] == ["CA"]


ABSENT = ("not_listed", "not_assessed", "excluded")


def written(finding: Finding, language: str) -> tuple[str, set[str], str]:
    """CSV and JSON as `tripoint ask` prints them, every value of a row, and what a page of the report is made of."""
    say = words(language)
    out = io.StringIO()
    with redirect_stdout(out):
        write_csv(finding)
    machine = out.getvalue() + json.dumps(as_json(finding, say), ensure_ascii=False, default=str)
    values = {str(v) for t in finding.tables for row in t.data.to_pylist() for v in row.values()}
    return machine, values, repr(section(CATALOGUE[finding.name], finding, say))


@pytest.mark.parametrize("name", CATALOGUE)
def test_no_output_of_any_finding_holds_a_code_or_the_words_of_absence(name: str, edition: Reader) -> None:
    finding = ask(edition, name)
    for language in ("en", "es", "fr"):
        machine, values, page = written(finding, language)
        assert not [code for code in ABSENT[:2] if code in machine or code in page]
        assert "excluded" not in values
        absent = [words(language)(OUTCOMES[code]) for code in ABSENT[::2]]
        assert not [said for said in absent if said in page]


def test_rows_are_by_name_and_no_filter_asks_for_an_outcome(found: Finding) -> None:
    assert CATALOGUE[NAME].filters == ("substance",)
    names = [row["substance"] for row in rows(found, "entries")]
    assert names == sorted(names)


def test_the_sentence_says_that_a_class_may_cover_what_is_not_named(found: Finding) -> None:
    (said,) = sentences(found)
    assert said.startswith(
        "Substances of this report that at least one law text held names: 2; named by texts of all three countries: 1."
    )
    assert "may cover it by a class" in said


def test_one_substance_is_asked_alone_and_nothing_is_held_before_the_texts(tmp_path: Path) -> None:
    of_figures(tmp_path, "fentanyl", "cocaine")
    reader = laws_in(tmp_path, control("ca_cdsa/I", "1", "Fentanyl"), control("ca_cdsa/I", "2", "Cocaine"))
    assert [r["substance"] for r in rows(ask(reader, NAME, substance="cocaine"), "overview")] == ["cocaine"]
    assert ask(Reader(tmp_path, as_of=date(2000, 1, 1)), NAME).record_count == 0


def test_the_shipped_edition_shows_no_precursor_of_any_text() -> None:
    """Read from the clauses themselves: no substance shown is named by an entry of a list of precursors."""
    from tripoint.controls.identity import meant_by
    from tripoint.registry.law import law_list
    from tripoint.registry.substances import substance

    reader = Reader(edition_path())
    clauses = reader.fetch(reader.controls()).to_pylist()
    listed = {
        identity.inchikey[:14]
        for row in clauses
        if row["role"] == "entry" and row["names"] and "precursor" in (row["kind"], law_list(row["list_id"]).kind)
        for name in row["names"].split(" | ")
        for identity in meant_by(name).identities
        if identity.inchikey
    }
    shown_here = [substance(row["substance"]) for row in rows(ask(reader, NAME), "overview")]
    assert len(shown_here) > 20
    assert len(listed) > 30
    assert [one.substance_id for one in shown_here if one.first_block in listed] == []
