"""Places: complete, resolvable in three languages, and never guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripoint.errors import AmbiguousPlace, RegistryError, UnknownPlace
from tripoint.registry.names import normalise
from tripoint.registry.places import ADMIN_1, Place, by_code, place, places, resolve
from tripoint.registry.rows import LANGUAGES, rows_of

KINDS = {
    "country", "state", "province", "territory", "border_segment", "cbp_area", "region", "residual",
}  # fmt: skip
ADMIN_1_PLACES = tuple(p for kind in ADMIN_1 for p in places(kind))


def test_every_id_is_used_once() -> None:
    ids = [row["place_id"] for row in rows_of("places")]
    assert len(ids) == len(set(ids)) == len(places())


def test_every_place_has_a_known_kind_country_and_parent() -> None:
    for p in places():
        assert p.kind in KINDS, p
        assert place(p.country).kind == "country", p
        assert (p.parent == "") == (p.kind == "country"), p
        assert p.kind == "country" or place(p.parent).country == p.country, p


def test_every_place_has_a_name_in_three_languages() -> None:
    assert [p for p in places() if not all(p.names[language].strip() for language in LANGUAGES)] == []


@pytest.mark.parametrize(("country", "count"), [("US", 50 + 1 + 5), ("CA", 13), ("MX", 32)], ids=["US", "CA", "MX"])
def test_the_admin_1_places_are_all_there(country: str, count: int) -> None:
    found = [p for p in ADMIN_1_PLACES if p.country == country]
    assert len(found) == count
    assert all(re.fullmatch(rf"{country}-[A-Z]{{2,3}}", p.place_id) for p in found)


@pytest.mark.parametrize(
    ("system", "country", "form"),
    [("fips", "US", r"\d\d"), ("inegi", "MX", r"\d\d"), ("pruid", "CA", r"\d\d")],
)
def test_every_admin_1_place_has_its_own_code(system: str, country: str, form: str) -> None:
    codes = [getattr(p, system) for p in ADMIN_1_PLACES if p.country == country]
    assert all(re.fullmatch(form, code) for code in codes)
    assert len(set(codes)) == len(codes)


@given(st.sampled_from(places()), st.sampled_from(LANGUAGES))
def test_a_name_in_any_language_finds_its_place(p: Place, language: str) -> None:
    assert resolve(p.names[language], country=p.country, kinds=(p.kind,)) is p


@given(st.sampled_from(places()), st.sampled_from(LANGUAGES))
def test_a_name_in_capitals_without_accents_finds_its_place(p: Place, language: str) -> None:
    shouted = normalise(p.names[language]).upper()
    assert resolve(shouted, country=p.country, kinds=(p.kind,)) is p


def test_only_mexico_shares_a_name_with_one_of_its_states() -> None:
    shared = set()
    for p in places():
        for text in p.names.values():
            try:
                assert resolve(text, country=p.country) is p
            except AmbiguousPlace as refused:
                shared.add(refused.candidates)
    assert shared == {("MX", "MX-MEX")}


@given(st.sampled_from(places()))
def test_an_id_finds_its_place(p: Place) -> None:
    assert place(p.place_id) is p
    assert resolve(p.place_id, country=p.country, kinds=(p.kind,)) is p


@given(st.sampled_from(ADMIN_1_PLACES))
def test_the_letters_of_the_iso_code_find_their_place_within_the_country(p: Place) -> None:
    assert resolve(p.place_id[3:], country=p.country, kinds=ADMIN_1) is p


@pytest.mark.parametrize("row", rows_of("place_aliases"), ids=lambda row: row["alias"])
def test_every_alias_finds_its_place(row: dict[str, str]) -> None:
    meant = place(row["place_id"])
    assert resolve(row["alias"], country=row["country"], kinds=(meant.kind,)) is meant


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("BC", {"CA-BC", "MX-BCN"}),
        ("CO", {"US-CO", "MX-COA"}),
        ("MI", {"US-MI", "MX-MIC"}),
        ("NL", {"CA-NL", "MX-NLE"}),
        ("MO", {"US-MO", "MX-MOR"}),
        ("CA", {"CA", "US-CA"}),
        ("México", {"MX", "MX-MEX"}),
    ],
)
def test_a_text_that_names_several_places_is_refused_without_a_country(text: str, candidates: set[str]) -> None:
    with pytest.raises(AmbiguousPlace) as refused:
        resolve(text, country=None)
    assert set(refused.value.candidates) == candidates
    assert all(candidate in str(refused.value) for candidate in candidates)


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("BC", "CA", "CA-BC"), ("BC", "MX", "MX-BCN"),
        ("CO", "US", "US-CO"), ("CO", "MX", "MX-COA"),
        ("MI", "US", "US-MI"), ("MI", "MX", "MX-MIC"),
        ("NL", "CA", "CA-NL"), ("NL", "MX", "MX-NLE"),
        ("CA", "US", "US-CA"), ("CA", "CA", "CA"),
        ("TX", None, "US-TX"), ("Sonora", None, "MX-SON"), ("Colombie-Britannique", None, "CA-BC"),
    ],
)  # fmt: skip
def test_the_country_settles_which_place_is_meant(text: str, country: str | None, found: str) -> None:
    assert resolve(text, country=country).place_id == found


def test_mexico_is_the_country_or_the_state_as_the_kind_says() -> None:
    with pytest.raises(AmbiguousPlace, match=r"MX \(Mexico\) or MX-MEX \(State of Mexico\)"):
        resolve("MEXICO", country="MX")
    assert resolve("MEXICO", country="MX", kinds=ADMIN_1).place_id == "MX-MEX"
    assert resolve("MEXICO", country="MX", kinds=("country",)).place_id == "MX"


def test_a_misspelt_place_is_refused_with_suggestions() -> None:
    with pytest.raises(UnknownPlace, match=r"'Quintana Ro'.*MX[.]\n.*MX-ROO \(Quintana Roo\)") as refused:
        resolve("Quintana Ro", country="MX")
    assert refused.value.text == "Quintana Ro"
    assert refused.value.within == "MX"
    assert "MX-ROO" in refused.value.candidates


def test_a_place_of_another_country_is_not_found() -> None:
    with pytest.raises(UnknownPlace):
        resolve("Sonora", country="US")


def test_a_place_of_another_kind_is_not_found() -> None:
    with pytest.raises(UnknownPlace):
        resolve("LAREDO SECTOR", country="US", kinds=ADMIN_1)


def test_a_country_the_registry_does_not_hold_is_refused() -> None:
    with pytest.raises(UnknownPlace, match="'USA' is not a country"):
        resolve("Texas", country="USA")


def test_an_unknown_id_is_refused_with_suggestions() -> None:
    with pytest.raises(UnknownPlace, match="MX-CMX"):
        place("MX-CMXX")


@pytest.mark.parametrize(
    ("system", "code", "found"),
    [
        ("fips", "1", "US-AL"), ("fips", "01", "US-AL"), ("fips", "72", "US-PR"),
        ("inegi", "9", "MX-CMX"), ("inegi", "09", "MX-CMX"), ("inegi", "15", "MX-MEX"),
        ("pruid", "59", "CA-BC"), ("pruid", "1", "CA"), ("pruid", "46", "CA-MB"),
        ("pruid", "63", "CA-TERRITORIES"),
    ],
)  # fmt: skip
def test_a_code_finds_its_place_even_without_its_leading_zero(system: str, code: str, found: str) -> None:
    assert by_code(system, code).place_id == found  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["", "3", "99", "x"])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(UnknownPlace):
        by_code("fips", code)


def test_an_unknown_system_of_codes_is_refused() -> None:
    with pytest.raises(RegistryError, match="Say fips, inegi or pruid"):
        by_code("nuts", "01")  # type: ignore[arg-type]


def test_border_segments_and_cbp_areas_are_no_states() -> None:
    assert {p.place_id for p in places("border_segment")} == {
        "US-BORDER-SW",
        "US-BORDER-N",
        "US-BORDER-COASTAL",
    }
    assert {p.parent for p in places("cbp_area")} == {"US"}
    assert not {p.place_id for p in places("cbp_area")} & {p.place_id for p in ADMIN_1_PLACES}
