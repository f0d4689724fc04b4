"""The three transcripts of official documents: what they refuse, and that no row of the real ones is lost."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.samples import folder_of, read_file
from tests.sources.variants import changed, problems_of, rows_of, swap, the_problem_of
from tripoint.sources.catalogue import source

OFFICIAL, TRACES, CBSA = "int_official_statements", "int_published_traces", "ca_cbsa_published"
FIGURES, METHODS, COMMITMENTS = "figures.csv", "methods.csv", "commitments.csv"
PUBLISHED, SEIZED = "published_traces_sample.csv", "cbsa_seizures_transcribed.csv"
Change = Callable[[str], str]


def column(name: str, number: int, text: str) -> Change:
    """A change of one cell: column by name, row 1 is the first below the header."""

    def change(whole: str) -> str:
        rows = list(csv.reader(whole.splitlines()))
        at = rows[0].index(name)
        assert rows[number][at] != text, "the change changes nothing"
        rows[number][at] = text
        return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)

    return change


def sample(name: str, file: str) -> Path:
    return folder_of(source(name)) / "sample" / file


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["statement_id"]: row for row in rows}


# what stops the run


@pytest.mark.parametrize(
    ("name", "file", "cell", "text", "code", "where"),
    [
        (OFFICIAL, FIGURES, "id", "F-999", "unknown_value", "id"),
        (OFFICIAL, FIGURES, "measure", "tanks seized", "unknown_value", "measure | unit"),
        (OFFICIAL, FIGURES, "unit", "percent", "unknown_value", "measure | unit"),
        (OFFICIAL, FIGURES, "country", "MX;FR", "unknown_value", "country"),
        (OFFICIAL, FIGURES, "country", "", "unknown_value", "country"),
        (OFFICIAL, FIGURES, "qualifier", "at least", "unknown_value", "qualifier"),
        (OFFICIAL, FIGURES, "direction", "eastbound", "bad_cell", "direction"),
        (OFFICIAL, FIGURES, "evidence_grade", "C", "bad_cell", "grade"),
        (OFFICIAL, FIGURES, "value", "-12", "not_a_count", "value"),
        (OFFICIAL, FIGURES, "value", "a dozen", "not_a_count", "value"),
        (OFFICIAL, FIGURES, "date", "2021-13-01", "bad_period", "date"),
        (OFFICIAL, FIGURES, "date", "2021-02-30", "bad_period", "date"),
        (OFFICIAL, FIGURES, "date", "8/10/2021", "bad_period", "date"),
        (OFFICIAL, FIGURES, "date", "20211008", "bad_period", "date"),
        (OFFICIAL, FIGURES, "date", "1021-10-08", "bad_period", "date"),
        (OFFICIAL, FIGURES, "period_start", "2021-+1", "bad_period", "period_start"),
        (OFFICIAL, FIGURES, "period_end", "FY2021", "bad_period", "period_end"),
        (OFFICIAL, METHODS, "id", "M-999", "unknown_value", "id"),
        (OFFICIAL, METHODS, "kind", "rumour", "bad_cell", "kind"),
        (OFFICIAL, METHODS, "evidence_grade", "", "bad_cell", "grade"),
        (OFFICIAL, COMMITMENTS, "id", "C-NONE-01", "unknown_value", "id"),
        (OFFICIAL, COMMITMENTS, "countries", "US,MX", "unknown_value", "countries"),
        (OFFICIAL, COMMITMENTS, "evidence_grade", "a", "bad_cell", "grade"),
        (TRACES, PUBLISHED, "denominator", "found", "unknown_value", "denominator"),
        (TRACES, PUBLISHED, "quantity_kind", "share", "unknown_value", "quantity_kind"),
        (TRACES, PUBLISHED, "unit", "guns", "unknown_value", "unit"),
        (TRACES, PUBLISHED, "is_derived", "perhaps", "unknown_value", "is_derived"),
        (TRACES, PUBLISHED, "country", "UK", "unknown_value", "country"),
        (TRACES, PUBLISHED, "qualifier", "some", "unknown_value", "qualifier"),
        (TRACES, PUBLISHED, "value", "4O", "not_a_count", "value"),
        (CBSA, SEIZED, "item", "crossbows", "unknown_value", "category | item | measure | unit"),
        (CBSA, SEIZED, "unit", "kg", "unknown_value", "category | item | measure | unit"),
        (CBSA, SEIZED, "period_type", "week", "unknown_value", "period_type"),
        (CBSA, SEIZED, "geography", "Ontario", "unknown_value", "geography"),
        (CBSA, SEIZED, "evidence", "hearsay", "unknown_value", "evidence"),
        (CBSA, SEIZED, "note", "see above", "unknown_value", "note"),
        (CBSA, SEIZED, "value", "-1", "not_a_count", "value"),
        (OFFICIAL, FIGURES, "value", "3.5", "not_a_count", "value"),
        (OFFICIAL, FIGURES, "value", "1e3", "not_a_count", "value"),
        (OFFICIAL, FIGURES, "value", "", "unexplained_blank", "value"),
        (TRACES, PUBLISHED, "value", "40.0", "not_a_count", "value"),
        (TRACES, PUBLISHED, "value", "", "unexplained_blank", "value"),
        (CBSA, SEIZED, "value", "3.5", "not_a_count", "value"),
        (CBSA, SEIZED, "value", "1e3", "not_a_count", "value"),
        (CBSA, SEIZED, "value", "", "unexplained_blank", "value"),
        (CBSA, SEIZED, "period_end", "2012-09-31", "bad_period", "period_end"),
    ],
)
def test_a_cell_that_is_not_understood_stops_the_run(
    tmp_path: Path, name: str, file: str, cell: str, text: str, code: str, where: str
) -> None:
    problem = the_problem_of(name, changed(name, file, tmp_path, column(cell, 1, text)))
    assert (problem.code, problem.column, problem.rows) == (code, where, 1)
    assert text in problem.value or not text


def test_a_period_that_ends_before_it_starts_stops_the_run_and_names_the_row(tmp_path: Path) -> None:
    path = changed(OFFICIAL, FIGURES, tmp_path, column("period_end", 3, "2021-03-31"))
    problem = the_problem_of(OFFICIAL, path)
    assert (problem.code, problem.value) == ("bad_cell", "F-069")
    assert "before it starts" in problem.detail


def test_an_id_that_stands_twice_stops_the_run(tmp_path: Path) -> None:
    path = changed(OFFICIAL, METHODS, tmp_path, lambda text: text + text.splitlines()[1] + "\n")
    problem = the_problem_of(OFFICIAL, path)
    assert (problem.code, problem.column, problem.value, problem.rows) == ("duplicate_rows", "id", "M-002", 2)


@pytest.mark.parametrize("text", ["1e3", ".5", "5.", "+5", "1,000", "inf", "٣"])
def test_a_weight_is_digits_with_a_point_or_nothing(tmp_path: Path, text: str) -> None:
    problem = the_problem_of(CBSA, changed(CBSA, SEIZED, tmp_path, column("value", 5, text)))
    assert (problem.code, problem.value) == ("not_a_number", text)


def test_a_blank_without_a_note_is_not_taken_for_a_figure_that_was_not_reported(tmp_path: Path) -> None:
    path = changed(OFFICIAL, FIGURES, tmp_path, column("note", 2, ""))
    assert {p.code for p in problems_of(OFFICIAL, path)} >= {"words_outdated"}
    path = changed(TRACES, PUBLISHED, tmp_path, column("note_en", 6, ""))
    assert the_problem_of(TRACES, path).code == "unexplained_blank"


def test_a_figure_transcribed_twice_stops_the_run_though_rows_have_no_id(tmp_path: Path) -> None:
    path = changed(CBSA, SEIZED, tmp_path, lambda text: text + text.splitlines()[1].replace(",3,", ",4,") + "\n")
    problem = the_problem_of(CBSA, path)
    assert (problem.code, problem.rows) == ("duplicate_rows", 2)


@pytest.mark.parametrize(
    ("file", "cell", "words"),
    [
        (COMMITMENTS, "commitment", "commitment_words.csv"),
        (COMMITMENTS, "deadline", "commitment_words.csv"),
        (COMMITMENTS, "indicator", "commitment_words.csv"),
        (METHODS, "method_or_organisation", "method_words.csv"),
        (METHODS, "statement", "method_words.csv"),
        (FIGURES, "period_as_stated", "figure_notes.csv"),
        (FIGURES, "as_said", "figure_notes.csv"),
        (FIGURES, "note", "figure_notes.csv"),
    ],
)
def test_a_text_that_changed_since_its_words_were_written_stops_the_run(
    tmp_path: Path, file: str, cell: str, words: str
) -> None:
    path = changed(OFFICIAL, file, tmp_path, column(cell, 1, "Another text."))
    with path.open(encoding="utf-8", newline="") as lines:
        name = next(csv.DictReader(lines))["id"]
    problem = the_problem_of(OFFICIAL, path)
    assert (problem.code, problem.value) == ("words_outdated", name)
    assert words in problem.detail


def test_a_text_with_other_spaces_is_the_same_text(tmp_path: Path) -> None:
    path = changed(OFFICIAL, METHODS, tmp_path, column("statement", 1, "  Sample   statement. "))
    assert problems_of(OFFICIAL, path) == ()


def test_a_column_renamed_stops_the_run(tmp_path: Path) -> None:
    path = changed(TRACES, PUBLISHED, tmp_path, swap("citation", "cited"))
    assert {p.code for p in problems_of(TRACES, path)} == {"column_missing", "column_unexpected"}


def test_a_table_under_the_name_of_another_stops_the_run(tmp_path: Path) -> None:
    path = changed(OFFICIAL, METHODS, tmp_path, lambda text: text, file=FIGURES)
    assert the_problem_of(OFFICIAL, path).code == "foreign_file"


# what is kept


def test_a_figure_without_a_number_has_a_reason_and_no_0() -> None:
    row = by_id(rows_of(OFFICIAL, sample(OFFICIAL, FIGURES)))["F-005"]
    assert (row["value"], row["missing"], row["as_written"]) == (None, "not_reported", None)


def test_the_base_of_a_share_is_not_its_denominator_column() -> None:
    row = by_id(rows_of(OFFICIAL, sample(OFFICIAL, FIGURES)))["F-069"]
    assert row["denominator"] is None
    assert (row["value"], row["unit"]) == (10.5, "percent")


def test_statements_that_are_words_alone_say_that_a_number_does_not_apply() -> None:
    rows = rows_of(OFFICIAL, sample(OFFICIAL, METHODS)) + rows_of(OFFICIAL, sample(OFFICIAL, COMMITMENTS))
    assert {(row["value"], row["missing"], row["unit"]) for row in rows} == {(None, "not_applicable", "none")}


def test_each_document_is_an_origin_with_its_address() -> None:
    path = sample(OFFICIAL, FIGURES)
    origins = [row for kind, b in read_file(source(OFFICIAL), path) if kind == "origins" for row in b.to_pylist()]
    assert {o["url"] for o in origins} == {row["source_url"] for row in csv.DictReader(path.open(encoding="utf-8"))}
    assert {o["origin"] for o in origins} == {row["origin"] for row in rows_of(OFFICIAL, path)}


def test_a_derived_quantity_says_so_whatever_its_qualifier() -> None:
    rows = by_id(rows_of(TRACES, sample(TRACES, PUBLISHED)))
    assert {k: r["qualifier"] for k, r in rows.items()}["PT-04"] == "derived"


def test_only_a_share_has_a_base() -> None:
    rows = rows_of(TRACES, sample(TRACES, PUBLISHED))
    assert {r["statement_id"]: r["base"] for r in rows if r["base"]} == {
        "PT-03": "submitted",
        "PT-04": "us_sourced",
    }


def test_every_published_quantity_has_its_unit_in_words() -> None:
    assert all(r["unit_en"] and r["unit_es"] and r["unit_fr"] for r in rows_of(TRACES, sample(TRACES, PUBLISHED)))


def test_a_region_of_the_agency_is_no_province() -> None:
    places = Counter(r["place"] for r in rows_of(CBSA, sample(CBSA, SEIZED)))
    assert places == {"CA": 7, "CA-CBSA-PACIFIC": 1}


# the real transcripts

REAL = {
    (OFFICIAL, "int/official_statements/figures.csv"): 291,
    (OFFICIAL, "int/official_statements/methods.csv"): 74,
    (OFFICIAL, "int/official_statements/commitments.csv"): 127,
    (CBSA, "ca/cbsa_seizures_transcribed/cbsa_seizures_transcribed.csv"): 49,
}


@pytest.mark.parametrize(("name", "file", "count"), [(*key, count) for key, count in REAL.items()])
def test_every_row_is_one_statement_in_its_place(raw: Path, name: str, file: str, count: int) -> None:
    rows = rows_of(name, raw / file)
    assert [r["source_row"] for r in rows] == list(range(2, count + 2))
    assert all(r["words_en"] and r["words_es"] and r["words_fr"] for r in rows)


@pytest.mark.parametrize("file", [key for key in REAL if not key[1].endswith(("methods.csv", "commitments.csv"))])
def test_every_value_is_the_number_that_the_transcript_holds(raw: Path, file: tuple[str, str]) -> None:
    with (raw / file[1]).open(encoding="utf-8", newline="") as text:
        theirs = [(float(r["value"]) if r["value"] else None, r["unit"]) for r in csv.DictReader(text)]
    assert [(r["value"], r["unit"]) for r in rows_of(file[0], raw / file[1])] == theirs


def test_the_grades_of_the_official_figures_are_165_a_and_126_b(raw: Path) -> None:
    rows = rows_of(OFFICIAL, raw / "int/official_statements/figures.csv")
    assert Counter(r["grade"] for r in rows) == {"A": 165, "B": 126}


def test_the_countries_of_the_official_figures_are_those_of_the_transcript(raw: Path) -> None:
    rows = rows_of(OFFICIAL, raw / "int/official_statements/figures.csv")
    assert Counter(r["countries"] for r in rows) == {
        "MX": 111,
        "US": 110,
        "CA": 68,
        "US MX": 1,
        "US MX CA": 1,
    }


def test_no_statement_names_a_person_through_its_address(raw: Path) -> None:
    path = raw / "int/official_statements/figures.csv"
    urls = [
        row["url"] or "" for kind, b in read_file(source(OFFICIAL), path) if kind == "origins" for row in b.to_pylist()
    ]
    speeches = [url for url in urls if "openparliament.ca" in url]
    assert speeches
    assert all(url.endswith("/") for url in speeches)


def test_the_transcript_that_ships_has_42_quantities_each_with_its_unit_in_words() -> None:
    folder = source(TRACES).transcript
    assert folder is not None
    rows = rows_of(TRACES, folder / "published_traces.csv")
    assert len(rows) == 42
    assert Counter(r["denominator"] for r in rows) == {
        "other": 15, "us_sourced": 11, "submitted": 10, "purchaser_identified": 4, "seized": 2,
    }  # fmt: skip
    assert all(r["unit_en"] and r["unit_es"] and r["unit_fr"] for r in rows)
