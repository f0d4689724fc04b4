"""Measures, caveats and agencies: complete in three languages, and refused when unknown."""

from itertools import product

import pytest

from tripoint.errors import RegistryError, UnknownPlace
from tripoint.registry.measures import measure, measures
from tripoint.registry.places import places
from tripoint.registry.rows import LANGUAGES, rows_of
from tripoint.registry.substances import substances
from tripoint.registry.words import agencies, agency, caveat, caveats, name


@pytest.mark.parametrize(
    ("table", "key"), [("measures", "measure_id"), ("caveats", "caveat_id"), ("agencies", "agency_id")]
)
def test_every_id_is_used_once(table: str, key: str) -> None:
    ids = [row[key] for row in rows_of(table)]
    assert len(ids) == len(set(ids))
    assert all(i == i.lower() and " " not in i for i in ids)


def test_every_caveat_is_a_sentence_in_three_languages() -> None:
    for c, language in product(caveats(), LANGUAGES):
        assert c.texts[language].endswith("."), c.caveat_id
        assert c.texts[language][0].isupper() or c.texts[language][0] in "“«", c.caveat_id


def test_every_measure_says_what_it_counts_in_one_sentence_a_language() -> None:
    for m, language in product(measures(), LANGUAGES):
        assert m.names[language], m.measure_id
        assert m.counts[language].endswith("."), m.measure_id
        assert m.unit


def test_every_agency_has_three_names() -> None:
    assert all(a.names[language] for a, language in product(agencies(), LANGUAGES))
    assert {a.country for a in agencies()} == {"US", "CA", "MX", ""}


@pytest.mark.parametrize("table", ["measures"])
def test_whether_values_add_is_said_with_yes_or_no(table: str) -> None:
    for row in rows_of(table):
        assert {row[f"adds_over_{over}"] for over in ("places", "periods", "substances")} <= {"yes", "no"}


@pytest.mark.parametrize(
    ("measure_id", "over_places", "over_periods", "over_substances"),
    [
        ("seizure_events", True, True, False),
        ("seized_mass_kg", True, True, True),
        ("drug_reports", True, True, True),
        ("deaths", False, False, False),
        ("deaths_12_months", False, False, False),
        ("deaths_crude_rate_per_100k", False, False, False),
        ("stated_figure", False, False, False),
    ],
)
def test_a_measure_adds_only_over_what_it_may(
    measure_id: str, over_places: bool, over_periods: bool, over_substances: bool
) -> None:
    m = measure(measure_id)
    assert (m.adds_over_places, m.adds_over_periods, m.adds_over_substances) == (
        over_places,
        over_periods,
        over_substances,
    )


def test_rates_and_percentages_never_add() -> None:
    for m in measures():
        if "rate" in m.measure_id or "percent" in m.measure_id:
            assert True not in (m.adds_over_places, m.adds_over_periods, m.adds_over_substances), m.measure_id


def test_everything_named_has_a_name_in_every_language() -> None:
    for language in LANGUAGES:
        assert all(name("place", p.place_id, language) for p in places())
        assert all(name("substance", s.substance_id, language) for s in substances())
        assert all(name("measure", m.measure_id, language) for m in measures())
        assert all(name("agency", a.agency_id, language) for a in agencies())


def test_a_name_comes_in_the_language_asked() -> None:
    assert [name("place", "US-NM", language) for language in LANGUAGES] == [
        "New Mexico",
        "Nuevo México",
        "Nouveau-Mexique",
    ]


def test_unknown_words_are_refused() -> None:
    with pytest.raises(RegistryError, match="no measure has the id 'seizures'"):
        measure("seizures")
    with pytest.raises(RegistryError, match="no caveat has the id 'beware'"):
        caveat("beware")
    with pytest.raises(RegistryError, match="no agency has the id 'us_fbi_x'"):
        agency("us_fbi_x")
    with pytest.raises(RegistryError, match="'de' is not a language"):
        name("place", "US", "de")
    with pytest.raises(RegistryError, match="'river' is not named"):
        name("river", "US", "en")  # type: ignore[arg-type]
    with pytest.raises(UnknownPlace):
        name("place", "XX", "en")
