"""Who returned what; and the report with returns and without."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders import returns_in
from tests.findings.answers import ask, by, rows, sentences, table
from tests.findings.returns_made import Made, answer, every
from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import Finding
from tripoint.present.cells import cell_of
from tripoint.present.document import Grid, Heading
from tripoint.present.imprint import Imprint
from tripoint.present.sections import section
from tripoint.present.trilateral import trilateral_report
from tripoint.present.words import words
from tripoint.store.ledger import Reader, edition_path

NAME = "returns_held"
FROM_RETURNS = [q.name for q in CATALOGUE.values() if q.is_from_returns]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return returns_in(tmp_path_factory.mktemp("returns"), *every())


def sections_of(reader: Reader) -> set[str]:
    findings = {
        name: answer(reader, name) if name in (NAME, *FROM_RETURNS) else Finding(name, None, None, None, 1, (), (), ())
        for name in CATALOGUE
    }
    report = trilateral_report(findings, Imprint(date(2026, 6, 1), False, "made"), words("en"))
    return {block.anchor.replace("-", "_") for block in report.blocks if isinstance(block, Heading)}


def test_the_state_of_each_sheet_is_told_apart(held: Reader) -> None:
    found = table(answer(held, NAME), "sheets")
    columns = {c.name: c for c in found.columns}
    lines = {
        r["sheet"]: [cell_of(columns[c], r, words("en")).text for c in ("US", "MX", "CA")]
        for r in found.data.to_pylist()
        if r["year"] == "2025"
    }
    assert lines["firearms"] == ["supplied", "supplied", "supplied"]
    assert lines["parts"][0] == "zero (nothing to report)"
    assert lines["ammunition"][1] == "not supplied by Mexico"
    assert lines["corridors"][0] == "supplied to the three governments only"
    older = next(r for r in found.data.to_pylist() if r["year"] == "2024")
    assert cell_of(columns["US"], older, words("en")).text == "no return held"


def test_the_governments_see_that_a_sheet_is_not_public(held: Reader) -> None:
    trusted = Reader(held.folder, audience="governments")
    found = by(ask(trusted, NAME), "sheets", "year", "sheet")
    assert found["2025", "corridors"]["US_state"] == "supplied_to_governments"


def test_version_office_days_and_corrections_are_shown_with_the_language(held: Reader) -> None:
    finding = answer(held, NAME)
    row = by(finding, "returns", "country", "year")["CA", "2025"]
    assert (row["version"], row["office"], row["days_end"]) == ("2", "Office of CA", date(2025, 6, 30))
    said = {r["field"]: (r["text"], r["text_language"]) for r in rows(finding, "said")}
    assert said == {"corrected": ("Un total corrigé.", "fr"), "breaks": ("Nouveau système.", "fr")}
    assert "own_year_part" not in finding.caveats


def test_a_synthetic_return_is_called_so(held: Reader) -> None:
    assert sentences(answer(held, NAME), headlines=True) == [
        "National returns held: United States 2025; Canada 2025.",
        "Synthetic returns held, for demonstration and without a real figure: Mexico 2025.",
    ]
    assert any(text.startswith("Mexico: a synthetic return of 2025 is held") for text in sentences(answer(held, NAME)))


def test_a_corrected_version_takes_the_place_of_the_first_and_can_be_replayed(tmp_path: Path) -> None:
    first, second = Made("MX"), Made("MX", version=2)
    cells = [made.row("firearms", value, item="pistol", place="MX-SON", acquisition="seized", border="inland",
                      direction="domestic") for made, value in ((first, 10), (second, 12))]  # fmt: skip
    now = returns_in(tmp_path, *first.frame(), *second.frame(), *cells)
    then = Reader(tmp_path, as_of=date(2026, 3, 30))
    for reader, version, value in ((now, "2", 12), (then, "1", 10)):
        assert [r["version"] for r in rows(ask(reader, NAME), "returns")] == [version]
        assert [r["MX"] for r in rows(ask(reader, "returned_firearms"), "by_type")] == [value]


def test_no_return_is_one_sentence_and_a_headline() -> None:
    finding = ask(Reader(edition_path()), NAME)
    assert sentences(finding, headlines=True) == ["No national return is held of: United States, Mexico, Canada."]
    blocks = section(CATALOGUE[NAME], finding, words("en"))
    assert not any(isinstance(block, Grid) for block in blocks)


def test_a_time_without_a_return_does_not_say_that_there_is_none(held: Reader) -> None:
    assert sentences(ask(held, NAME, since=date(2100, 1, 1))) == []
    assert ask(held, NAME, since=date(2100, 1, 1)).is_emptied_by_filters


@pytest.mark.parametrize("name", FROM_RETURNS)
def test_questions_on_returns_have_empty_tables_and_no_record_in_the_edition(name: str) -> None:
    finding = ask(Reader(edition_path()), name)
    assert (finding.record_count, finding.facts, finding.charts, finding.caveats) == (0, (), (), ())
    assert finding.tables
    assert all(len(t.data) == 0 for t in finding.tables)


def test_the_report_has_sections_of_returns_only_where_a_return_is_held(held: Reader) -> None:
    assert not set(FROM_RETURNS) & sections_of(Reader(edition_path()))
    assert NAME in sections_of(Reader(edition_path()))
    assert set(FROM_RETURNS) <= sections_of(held)


def test_every_answer_on_returns_can_be_printed_in_each_language(held: Reader) -> None:
    for name in (NAME, *FROM_RETURNS):
        for language in ("en", "es", "fr"):
            assert section(CATALOGUE[name], answer(held, name), words(language))


def test_returns_are_asked_for_by_country(held: Reader) -> None:
    assert [r["country"] for r in rows(ask(held, NAME, country="CA"), "returns")] == ["CA", "CA"]


def test_a_return_stands_in_the_scorecard_where_there_is_no_series(held: Reader) -> None:
    found = by(answer(held, "coverage"), "scorecard", "question")
    firearms = found["Firearms seized at or across the border"]
    assert [firearms[f"{c}_level"] for c in ("US", "MX", "CA")] == ["return", "return", "return"]
    assert (firearms["CA_start"], firearms["CA_end"]) == (date(2025, 1, 1), date(2025, 6, 30))
    assert found["Criminal organisations involved"]["US_level"] == "none", "supplied, and not for this reader"
