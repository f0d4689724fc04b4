"""Samples analysed in Canada, from made workbooks: counts by hand, and nothing of few samples told."""

from datetime import date
from typing import Any

import pytest

from tests.builders import ingested
from tests.findings.answers import ask, by, rows, sentences, table
from tests.sources.das_workbook import NAME, Cell, nps_row, quantity_row, sample_row, sheets, write
from tripoint.findings.catalogue import CATALOGUE
from tripoint.present.trilateral import CHAPTERS
from tripoint.store.ledger import Reader

QUESTION = "drug_analysis_canada"
OTHER, PUBLIC = "Not public health samples", "Public health samples"
DAYS: dict[str, Cell] = {"day": date(2026, 3, 10), "received": None}


def samples(first: int, count: int, *drugs: str, **cells: Any) -> list[list[Cell]]:
    return [sample_row(first + n, *drugs, **{**DAYS, **cells}) for n in range(count)]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("das")
    march = sheets(
        [
            *samples(1000, 9, "FENT", province="ON"), *samples(2000, 6, "FENT", province="BC"),
            *samples(3000, 2, "FENT", province="YT"), *samples(4000, 3, "FENT", province="ON", public_health="Y"),
            *samples(5000, 6, "COC_HCL", "COCBAS", province="QC"), *samples(6000, 3, "XYLA", "CAF", province="ON"),
            *samples(7000, 5, "BROMZ", province="ON"),
        ],
        [
            *(quantity_row(1000 + n, "FENT", 2 * n + 1, "%", **DAYS) for n in range(5)),
            quantity_row(1000, "FENT", 10, "mg/g", **DAYS), quantity_row(1005, "FENT", None, "%", **DAYS),
            quantity_row(4000, "FENT", 50, "%", public_health="Y", **DAYS),
        ],
        [nps_row("N/A*", "Made-nitazene"), nps_row("N/A*", "Made-nitazene", province="YT"), nps_row(7000, "Bromazolam")],
    )  # fmt: skip
    april = sheets(samples(8000, 7, "FENT", province="ON", day=date(2026, 4, 2)))
    for name, book, known in (("a", march, date(2026, 5, 1)), ("b", april, date(2026, 6, 1))):
        ingested(folder / "ledger", write(folder / f"{name}_nationalDAS.xlsx", book), accessed=known, member=NAME)
    return Reader(folder / "ledger")


def test_it_has_no_place_in_the_report_and_says_what_its_layout_rests_on(held: Reader) -> None:
    assert CATALOGUE[QUESTION].is_own_copy
    assert not any(QUESTION in chapter.findings for chapter in CHAPTERS)
    assert {"own_copy_terms", "layout_not_tested", "samples_not_seizures"} <= set(ask(held, QUESTION).caveats)


def test_identifications_and_samples_by_month_and_substance(held: Reader) -> None:
    found = by(ask(held, QUESTION), "by_month", "period", "kind", "substance", "name")
    counts = {key: (row["identifications"], row["samples"], row["reason"]) for key, row in found.items()}
    assert counts == {
        ("2026-03", OTHER, "fentanyl", None): (17, 17, None),
        ("2026-03", PUBLIC, "fentanyl", None): (None, None, "suppressed"),
        ("2026-03", OTHER, "cocaine", None): (12, 6, None),  # two codes of one substance in six samples
        ("2026-03", OTHER, "xylazine", None): (None, None, "suppressed"),
        ("2026-03", OTHER, "caffeine", None): (None, None, "suppressed"),
        ("2026-03", OTHER, None, "Bromazolam"): (5, 5, None),
        ("2026-04", OTHER, "fentanyl", None): (7, 7, None),
    }


def test_a_small_province_is_withheld_with_another_so_that_the_total_does_not_tell_it(held: Reader) -> None:
    found = by(ask(held, QUESTION, substance="fentanyl"), "by_province", "period", "kind", "place")
    counts = {key: (row["identifications"], row["samples"], row["reason"]) for key, row in found.items()}
    assert counts == {
        ("2026-03", OTHER, "CA-ON"): (9, 9, None),
        ("2026-03", OTHER, "CA-BC"): (None, None, "suppressed"),
        ("2026-03", OTHER, "CA-YT"): (None, None, "suppressed"),
        ("2026-03", PUBLIC, "CA-ON"): (None, None, "suppressed"),
        ("2026-04", OTHER, "CA-ON"): (7, 7, None),
    }


def test_asking_for_a_province_tells_no_more_of_it(held: Reader) -> None:
    finding = ask(held, QUESTION, place="CA-BC")
    assert [(row["place"], row["identifications"]) for row in rows(finding, "by_province")] == [("CA-BC", None)]
    assert [t.name for t in finding.tables] == ["by_province"]
    assert sentences(finding) == []
    assert finding.record_count == ask(held, QUESTION).record_count


def test_a_part_of_a_month_is_not_counted(held: Reader) -> None:
    for since, until in ((date(2026, 3, 2), date(2026, 4, 29)), (date(2026, 3, 10), date(2026, 3, 10))):
        assert ask(held, QUESTION, since=since, until=until).record_count == 0
    found = rows(ask(held, QUESTION, since=date(2026, 3, 2), until=date(2026, 4, 30)), "by_month")
    assert {row["period"] for row in found} == {"2026-04"}


def test_quartiles_are_of_one_unit_and_kind_and_need_five_results(held: Reader) -> None:
    finding = ask(held, QUESTION)
    found = by(finding, "drug_content_percent", "kind", "substance")
    own = found[OTHER, "fentanyl"]
    assert (own["results"], own["first"], own["median"], own["third"]) == (5, 3, 5, 7)
    assert (found[PUBLIC, "fentanyl"]["results"], found[PUBLIC, "fentanyl"]["reason"]) == (None, "suppressed")
    (row,) = rows(finding, "drug_content_mg_per_g")
    assert (row["median"], row["reason"]) == (None, "suppressed")
    assert not any(t.name == "drug_content_mg_per_ml" for t in finding.tables)


def test_findings_of_new_substances_stand_apart_from_identifications(held: Reader) -> None:
    found = by(ask(held, QUESTION), "new_substances", "name", "kind")
    assert {key: row["findings"] for key, row in found.items()} == {
        ("Made-nitazene", "Not certified"): 2, ("Bromazolam", "Certified"): 1,
    }  # fmt: skip
    assert table(ask(held, QUESTION), "new_substances").measure == "new_substance_findings"


def test_the_sentence_counts_samples_once_and_leaves_public_health_out(held: Reader) -> None:
    (told,) = sentences(ask(held, QUESTION))
    assert "38 samples that are not public health samples" in told  # 9 + 6 + 2 + 6 + 3 + 5 in March, 7 in April


def test_nothing_of_a_sample_stands_in_the_answer(held: Reader) -> None:
    shown = "".join(str(t.data.to_pylist()) for t in ask(held, QUESTION).tables)
    assert "Madeville" not in shown
    assert "1000" not in shown


def test_what_is_not_there_is_empty_and_not_zero(held: Reader) -> None:
    finding = ask(held, QUESTION, substance="heroin")
    assert (finding.record_count, finding.is_emptied_by_filters) == (0, True)
    assert rows(finding, "by_month") == []


def test_substances_reported_together_are_told_without_few_samples(tmp_path) -> None:
    book = sheets([
        *samples(1000, 40, "FENT", "XYLA", province="ON"), *samples(2000, 60, "FENT", province="ON"),
        *samples(3000, 20, "XYLA", province="ON"), *samples(4000, 200, "COCBAS", province="ON"),
        *samples(5000, 12, "BROMZ", "CAF", province="ON"), *samples(6000, 3, "BROMZ", province="ON"),
        *samples(7000, 20, "CAF", province="ON"),
    ])  # fmt: skip
    ingested(tmp_path / "ledger", write(tmp_path / "x_nationalDAS.xlsx", book), accessed=date(2026, 5, 1), member=NAME)
    reader = Reader(tmp_path / "ledger")
    found = rows(ask(reader, QUESTION), "co_reported")
    assert [(row["substance"], row["with"], row["both"]) for row in found] == [("fentanyl", "xylazine", 40)]
    assert found[0]["low"] > 1
    assert found[0]["q"] < 0.05  # bromazolam with caffeine is as strong, but three samples of it alone could be told
    assert not any(t.name == "co_reported" for t in ask(reader, QUESTION, substance="fentanyl").tables)
