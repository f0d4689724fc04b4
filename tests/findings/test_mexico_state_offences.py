"""Investigations of Mexico's states: what is added, what never is, and the publisher's file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import figure, ingested, ledger_of
from tests.findings.answers import ask, by, month, rows, sentences, table
from tripoint.errors import QuestionError
from tripoint.findings.catalogue import CATALOGUE
from tripoint.present.trilateral import CHAPTERS
from tripoint.store.ledger import Reader

NAME = "mexico_state_offences"
MANNERS = ("firearm", "blade", "other_means", "not_stated")
FILE = "mx/sesnsp_fuero_comun_estatal/IDEFC_NM_may22.csv"


def months(
    year: int, category: str, value: float, *, reported: int = 12, place: str = "MX-SON", **changed: Any
) -> Iterator[dict[str, Any]]:
    for number in range(1, 13):
        start, end = month(year, number)
        is_blank = number > reported
        yield figure(
            source="mx_sesnsp_state", series="fuero_comun", measure="investigations_opened", unit="investigations",
            period_start=start, period_end=end, place=place, category=category,
            value=None if is_blank else value, missing="not_yet_reported" if is_blank else None, **changed,
        )  # fmt: skip


def state(
    year: int, *, retail: float, manners: tuple[float, ...], reported: int = 12, place: str = "MX-SON"
) -> Iterator[dict[str, Any]]:
    yield from months(year, "narcomenudeo", retail, reported=reported, place=place)
    for manner, value in zip(MANNERS, manners, strict=True):
        yield from months(year, f"homicide_intentional/{manner}", value, reported=reported, place=place)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Two whole years and a running one of Sonora, one whole year of the State of Mexico; a federal file beside it."""
    federal = months(2020, "narcomenudeo", 1000)
    return ledger_of(
        tmp_path_factory.mktemp("small"),
        *state(2020, retail=5, manners=(3, 1, 0, 0)),
        *state(2021, retail=7, manners=(4, 1, 1, 2)),
        *state(2021, retail=2, manners=(1, 0, 0, 1), place="MX-MEX"),
        *state(2022, retail=9, manners=(2, 0, 0, 0), reported=5),
        *(f | {"source": "mx_sesnsp_federal", "series": "fuero_federal"} for f in federal),
    )


def test_states_are_added_and_offences_are_not(small: Reader):
    kinds = by(ask(small, NAME), "by_kind", "category")
    assert (kinds["narcomenudeo"]["y2020"], kinds["narcomenudeo"]["y2021"]) == (12 * 5, 12 * (7 + 2))
    assert kinds["homicide_intentional/firearm"]["y2021"] == 12 * (4 + 1)
    assert kinds["homicide_intentional/not_stated"]["y2021"] == 12 * (2 + 1)
    assert kinds["femicide/firearm"]["y2021"] is None


def test_federal_files_are_never_added(small: Reader):
    assert sum(row["y2020"] or 0 for row in rows(ask(small, NAME), "retail_by_state")) == 60


def test_by_state_puts_the_last_whole_year_first(small: Reader):
    found = rows(ask(small, NAME), "homicide_by_state")
    assert [row["place"] for row in found[:2]] == ["MX-SON", "MX-MEX"]
    assert (found[0]["y2021"], found[1]["y2021"]) == (48, 12)
    assert (found[1]["y2020"], found[1]["y2020_missing"]) == (None, "not_reported")


def test_the_share_of_firearms_counts_files_without_a_manner_in_its_base(small: Reader):
    firearm, every = 12 * 5, 12 * (5 + 1 + 1 + 3)
    (said,) = [text for text in sentences(ask(small, NAME)) if "state no manner" in text]
    assert said == (
        f"Intentional homicide, Mexico, 2021: {firearm} of {every} files are with a firearm (50%); 36 state no manner."
    )


def test_a_year_cut_off_is_said_to_be_no_whole_year(small: Reader):
    said = sentences(ask(small, NAME))
    assert (
        "Retail drug dealing, Mexico: 45 state investigations opened in January 2022 to May 2022 (not a whole year)."
        in said
    )
    assert "Retail drug dealing, Mexico: 108 state investigations opened in 2021; 60 in 2020." in said


def test_a_month_not_yet_reported_is_blank_and_never_zero(small: Reader):
    found = by(ask(small, NAME), "months", "category", "period_start")
    june = found["narcomenudeo", date(2022, 6, 1)]
    assert (june["value"], june["missing"]) == (None, "not_yet_reported")
    assert found["narcomenudeo", date(2022, 5, 1)]["value"] == 9


def test_one_state_is_asked_for_by_its_id(small: Reader):
    finding = ask(small, NAME, place="MX-MEX")
    assert by(finding, "by_kind", "category")["narcomenudeo"]["y2021"] == 24
    with pytest.raises(QuestionError, match="cannot be filtered by substance"):
        ask(small, NAME, substance="fentanyl")


def test_nothing_held_gives_no_sentence_and_no_chart(tmp_path: Path):
    finding = ask(ledger_of(tmp_path, figure()), NAME)
    assert (finding.facts, finding.charts, finding.record_count) == ((), (), 0)


def test_it_stands_in_the_chapter_of_drugs_and_prints_few_rows(small: Reader):
    assert not CATALOGUE[NAME].is_own_copy
    (chapter,) = [c.anchor for c in CHAPTERS if NAME in c.findings]
    assert chapter == "drugs"
    finding = ask(small, NAME)
    assert (table(finding, "by_kind").in_report, table(finding, "months").in_report) == (9, 0)


def test_the_publishers_file_gives_its_check_figures(raw: Path, tmp_path: Path):
    ingested(tmp_path / "ledger", raw / FILE, member="mx_sesnsp_state", accessed=date(2022, 11, 18))
    finding = ask(Reader(tmp_path / "ledger"), NAME)
    kinds = by(finding, "by_kind", "category")
    assert (kinds["narcomenudeo"]["y2019"], kinds["narcomenudeo"]["y2021"]) == (70_274, 82_271)
    assert kinds["homicide_intentional/firearm"]["y2021"] == 19_367
    assert sum(row["y2022"] for row in rows(finding, "retail_by_state")) == 36_733
