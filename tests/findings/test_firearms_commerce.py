from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.builders import figure, ledger_of
from tests.findings.answers import ask, by, rows, sentences, table
from tripoint.store.ledger import Reader

NAME = "firearms_commerce"
UNITS = {"licensee_inspections": "inspections", "nfa_registered_weapons": "weapons", "firearms_licences": "licences"}


def value(
    measure: str, series: str, year: int, category: str | None, number: float, place: str = "US"
) -> dict[str, Any]:
    return figure(
        source="us_atf_commerce", series=series, measure=measure, unit=UNITS.get(measure, "firearms"), place=place,
        category=category, value=number, period_start=date(year, 1, 1), period_end=date(year, 12, 31),
    )  # fmt: skip


def made() -> Iterator[dict[str, Any]]:
    yield value("firearms_manufactured", "manufacturing", 2014, "pistol", 30)
    yield value("firearms_manufactured", "manufacturing", 2014, "rifle", 12)
    yield value("firearms_exported", "exports", 2014, "rifle", 5)
    yield value("firearms_imported", "imports", 2014, "handgun", 6)
    yield value("firearms_imported", "imports", 2015, "handgun", 7)
    yield value("firearms_imported", "imports", 2015, "rifle", 1)
    for category, number in (("handgun/AT", 5), ("handgun/CA", 1), ("rifle/CA", 1), ("handgun/other", 9)):
        yield value("firearms_imported_by_origin", "import_countries", 2015, category, number)
    yield value("nfa_registered_weapons", "register", 2016, "silencer", 3, "US-TX")
    yield value("nfa_registered_weapons", "register", 2016, "machine_gun", 4, "US-TX")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return ledger_of(tmp_path_factory.mktemp("small"), *made())


def test_three_measures_stand_beside_each_other_and_none_is_added(small: Reader) -> None:
    shown = by(ask(small, NAME), "trade", "period_start")
    assert [shown[date(2014, 1, 1)][m] for m in ("firearms_manufactured", "firearms_exported", "firearms_imported")] == [
        42, 5, 6,
    ]  # fmt: skip
    last = shown[date(2015, 1, 1)]
    assert (last["firearms_manufactured"], last["firearms_manufactured_missing"]) == (None, "not_available")
    assert table(ask(small, NAME), "trade").measure is None


def test_origins_stand_by_number_with_others_last_in_three_languages(small: Reader) -> None:
    found = rows(ask(small, NAME), "origins")
    assert [(r["country"], r["all"]) for r in found] == [("AT", 5), ("CA", 2), ("other", 9)]
    assert [found[0][f"origin_{language}"] for language in ("en", "es", "fr")] == ["Austria", "Austria", "Autriche"]


def test_each_sentence_names_the_year_of_its_own_measure(small: Reader) -> None:
    assert sentences(ask(small, NAME)) == [
        "Firearms made in the United States, 2014: 42.",
        "Of firearms made in the United States, their makers exported, 2014: 5.",
        "Firearms imported into the United States, 2015: 8.",
        "Imported and made in Canada, 2015: 2 firearms.",
    ]


def test_registered_weapons_stand_by_state_and_kind(small: Reader) -> None:
    shown = by(ask(small, NAME), "register_by_state", "place")["US-TX"]
    assert (shown["silencer"], shown["machine_gun"], shown["all"]) == (3, 4, 7)


def test_the_tables_of_the_files_give_the_check_figures(full_ledger: Reader) -> None:
    finding = ask(full_ledger, NAME)
    trade = by(finding, "trade", "period_start")
    assert trade[date(2014, 1, 1)]["firearms_manufactured"] == 9_050_626
    assert trade[date(2014, 1, 1)]["firearms_exported"] == 420_932
    assert sum(r["all"] for r in rows(finding, "origins")) == trade[date(2015, 1, 1)]["firearms_imported"] == 3_930_211
    assert sum(r["all"] for r in rows(finding, "register_by_state")) == 4_436_096
    assert by(finding, "firearms_licences_by_part", "period_end")[date(2015, 9, 30)]["all"] == 139_840
    assert by(finding, "inspections", "period_end")[date(2015, 9, 30)]["value"] == 8_696
