"""Armed events, municipal antidrug actions and seizures reported to UNODC: what a user's own copy answers."""

from datetime import date

import pytest

from tests.builders import ingested
from tests.conformance.samples import sample_files
from tests.findings.answers import ask, by, rows, sentences
from tripoint.errors import QuestionError
from tripoint.findings.catalogue import CATALOGUE
from tripoint.present.trilateral import CHAPTERS
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader

ARMED, ACTIONS, WORLD = "armed_event_seizures", "municipal_drug_actions", "world_drug_seizures"
DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    ledger = tmp_path_factory.mktemp("own")
    for name in ("mx_ppd_armed_events", "mx_mucd_actions", "int_unodc_seizures"):
        for path in sample_files(source(name)):
            ingested(ledger, path, accessed=DAY, member=name)
    return Reader(ledger)


@pytest.mark.parametrize("name", [ARMED, ACTIONS, WORLD])
def test_it_has_no_place_in_the_report_and_says_whose_copy_it_is(held: Reader, name: str):
    assert CATALOGUE[name].is_own_copy
    assert not any(name in chapter.findings for chapter in CHAPTERS)
    finding = ask(held, name)
    assert finding.record_count
    assert "own_copy_terms" in finding.caveats


# armed events


def test_events_are_counted_once_beside_those_with_a_number(held: Reader):
    found = by(ask(held, ARMED), "events", "series", "year")
    assert sum(row["events"] for row in found.values()) == 6
    assert found["confrontations", "2008"]["events"] == 2
    assert (found["confrontations", "2008"]["with_firearms"], found["confrontations", "2008"]["with_drugs"]) == (1, 1)
    assert found["aggressions", "2006"]["with_firearms"] == 0


def test_long_and_short_guns_are_apart_and_other_items_have_tables_of_their_own(held: Reader):
    finding = ask(held, ARMED)
    guns = by(finding, "armed_event_firearms_taken", "year", "category")
    assert (guns["2010", "long_gun"]["value"], guns["2010", "short_gun"]["value"]) == (2, 1)
    assert ("2006", "long_gun") not in guns
    assert [r["value"] for r in rows(finding, "armed_event_cartridges_taken")] == [420, 57]
    assert [(r["value"], r["most"]) for r in rows(finding, "armed_event_magazines_taken")] == [(11, 11)]


def test_a_state_where_nothing_is_recorded_has_no_zero(held: Reader):
    states = by(ask(held, ARMED), "firearms_by_state", "place")
    assert (states["MX-MIC"]["events"], states["MX-MIC"]["value"], states["MX-MIC"]["reason"]) == (
        2,
        None,
        "not_recorded",
    )
    assert states["MX-TAM"]["value"] == 3


def test_an_event_with_two_authorities_stands_with_both(held: Reader):
    found = by(ask(held, ARMED), "events_by_authority", "agency")
    assert (found["mx_sedena"]["events"], found["mx_federal_police"]["events"]) == (2, 1)
    assert found[None]["reason"] == "not_recorded"


def test_authorities_are_those_of_the_events_asked_for(held: Reader):
    finding = ask(held, ARMED, place="MX-TAM-28032")
    assert {r["agency"] for r in rows(finding, "events_by_authority")} == {"mx_sedena", "mx_federal_police"}
    assert sentences(finding) == [
        "Reynosa, March 4, 2008 to March 4, 2008: 3 firearms are recorded as taken at 1 of 1 armed events; at the others "
        "none were taken or none recorded."
    ]
    later = ask(held, ARMED, since=date(2009, 1, 1))
    assert {r["year"] for r in rows(later, "events")} == {"2009", "2010", "2011"}


# antidrug actions


def test_hectares_and_kilograms_are_two_tables(held: Reader):
    finding = ask(held, ACTIONS, until=date(2018, 12, 31))
    hectares = {r["area"]: r["value"] for r in rows(finding, "crop_destroyed_ha")}
    assert hectares == {"MX-MIC": 11, "MX-BCN": 3}
    mass = {(r["area"], r["substance"]): r["value"] for r in rows(finding, "antidrug_seized_mass_kg")}
    assert mass["MX-MIC", "marijuana"] == 5
    assert mass["MX-MIC", "cannabis_seed"] == 1
    assert ("MX-BCN", "marijuana") not in mass


def test_the_full_base_is_not_added_to_the_exports(held: Reader):
    sets = {(r["set"], r["year"]) for r in rows(ask(held, ACTIONS), "antidrug_seized_mass_kg")}
    assert sets == {("Full base", "2021"), ("Export of the portal: marijuana", "2018")}


def test_agencies_and_months_are_added_and_cells_without_a_value_are_counted(held: Reader):
    finding = ask(held, ACTIONS, substance="fentanyl", place="MX-SIN")
    assert [(r["area"], r["value"]) for r in rows(finding, "antidrug_seized_mass_kg")] == [("MX-SIN-25006", 0.5)]
    ampoules = rows(finding, "antidrug_seized_ampoules")
    assert [(r["value"], r["missing_count"]) for r in ampoules] == [(12, 1)]


def test_a_state_is_shown_by_municipality(held: Reader):
    finding = ask(held, ACTIONS, place="MX-BCN", until=date(2018, 12, 31))
    assert [r["area"] for r in rows(finding, "crop_destroyed_ha")] == ["MX-BCN-02001"]
    assert rows(ask(held, ACTIONS, place="MX-BCN-02001"), "crop_destroyed_ha")[0]["value"] == 3


# seizures reported to UNODC


def test_a_key_of_several_rows_is_a_range_with_its_number_of_rows(held: Reader):
    found = by(ask(held, WORLD), "by_drug", "place", "drug", "year")
    several = found["MX", "Methamphetamine", "2018"]
    assert (several["rows"], several["lowest"], several["highest"]) == (3, 0.25, 120.5)
    one = found["MX", "Methamphetamine", "2019"]
    assert (one["rows"], one["lowest"], one["highest"]) == (1, 98, 98)
    gone = found["CA", "Opium", "2019"]
    assert (gone["lowest"], gone["reason"]) == (None, "not_available")


def test_how_many_keys_repeat_is_said_and_nothing_is_added(held: Reader):
    (said,) = sentences(ask(held, WORLD))
    assert said.startswith("2 of 6 keys of country, drug and year have several rows, 5 in all and up to 3 of one key.")
    assert not any(row["highest"] == 120.5 + 40 + 0.25 for row in rows(ask(held, WORLD), "by_drug"))


def test_it_is_asked_for_a_country_or_a_drug(held: Reader):
    assert {r["place"] for r in rows(ask(held, WORLD, country="CA"), "by_drug")} == {"CA"}
    assert {r["drug"] for r in rows(ask(held, WORLD, substance="heroin"), "by_drug")} == {"Heroin"}
    with pytest.raises(QuestionError, match="cannot be filtered by place"):
        ask(held, WORLD, place="MX")


def test_nothing_of_a_users_own_copy_is_in_the_edition():
    from tripoint.store.ledger import edition_path

    reader = Reader(edition_path())
    held_sources = {line.source for line in reader.manifest}
    assert not held_sources & {"mx_ppd_armed_events", "mx_mucd_actions", "int_unodc_seizures"}
