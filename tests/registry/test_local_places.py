"""Counties and municipalities: complete, unique within their state, and never guessed outside it."""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripoint.errors import AmbiguousPlace, UnknownPlace
from tripoint.registry.local_places import find_local, key_of, local_places
from tripoint.registry.names import normalise
from tripoint.registry.place import LOCAL, Place
from tripoint.registry.places import ADMIN_1, by_code, place, places, resolve
from tripoint.registry.populations import population_of, populations
from tripoint.registry.rows import rows_of
from tripoint.registry.words import name

ROOT = Path(__file__).parents[2]
COUNTIES, MUNICIPALITIES = local_places("US"), local_places("MX")
SHARED = {"MX-OAX-20208", "MX-OAX-20209", "MX-OAX-20318", "MX-OAX-20319"}
TOLD_BY_SUFFIX = {"Baltimore", "St. Louis", "Fairfax", "Franklin", "Richmond", "Roanoke"}


def test_every_county_and_municipality_is_there_with_a_code_a_state_and_a_kind() -> None:
    assert (len(COUNTIES), len(MUNICIPALITIES), len(local_places("CA"))) == (3231, 2469, 0)
    for p in (*COUNTIES, *MUNICIPALITIES):
        system = "fips" if p.country == "US" else "inegi"
        code = getattr(p, system)
        state = place(p.parent)
        assert p.kind in LOCAL
        assert state.kind in ADMIN_1
        assert p.place_id == f"{p.parent}-{code}"
        assert code[:2] == getattr(state, system)
        assert by_code(system, code) is p  # type: ignore[arg-type]
        assert by_code(system, code.lstrip("0")) is p  # type: ignore[arg-type]


def test_every_state_has_local_places_but_canadas_have_none() -> None:
    with_some = {p.parent for p in (*COUNTIES, *MUNICIPALITIES)}
    assert with_some == {p.place_id for kind in ADMIN_1 for p in places(kind) if p.country != "CA"}


def test_counties_are_called_as_their_state_calls_them() -> None:
    kinds = Counter(p.kind for p in (*COUNTIES, *MUNICIPALITIES))
    assert kinds == {
        "county": 3007, "parish": 64, "borough_or_census_area": 29, "independent_city": 41, "county_equivalent": 12,
        "municipio": 78, "municipality": 2453, "alcaldia": 16,
    }  # fmt: skip


def test_looking_up_a_state_reads_no_local_place() -> None:
    code = (
        "from tripoint.registry.places import place, resolve; from tripoint.registry import place as tables;"
        "place('US-TX'); resolve('Sonora'); resolve('BC', country='CA');"
        "assert tables.held_locally.cache_info().currsize == tables.held_ports.cache_info().currsize == 0"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.sampled_from([p for p in MUNICIPALITIES if p.place_id not in SHARED]))
def test_the_name_of_a_municipality_in_capitals_without_accents_finds_it_in_its_state(p: Place) -> None:
    assert resolve(p.names["es"], within=p.parent) is p
    assert resolve(normalise(p.names["es"]).upper(), within=p.parent) is p


@given(st.sampled_from([p for p in COUNTIES if p.kind in ("county", "parish")]))
def test_a_county_is_found_with_its_word(p: Place) -> None:
    assert resolve(f"{p.names['en']} {p.kind.title()}", within=p.parent) is p


def test_only_six_pairs_of_counties_and_two_of_municipalities_share_a_name_in_their_state() -> None:
    shared = Counter((p.parent, key_of(p.names["en"])) for p in (*COUNTIES, *MUNICIPALITIES))
    twice = {key for key, count in shared.items() if count > 1}
    assert {(state, key_of(text)) for state, text in [
        ("MX-OAX", "San Juan Mixtepec"), ("MX-OAX", "San Pedro Mixtepec"), ("US-MD", "Baltimore"), ("US-MO", "St. Louis"),
        ("US-VA", "Fairfax"), ("US-VA", "Franklin"), ("US-VA", "Richmond"), ("US-VA", "Roanoke"),
    ]} == twice  # fmt: skip


@pytest.mark.parametrize(
    ("text", "within", "found"),
    [
        ("Richmond County", "US-VA", "US-VA-51159"), ("Richmond city", "US-VA", "US-VA-51760"),
        ("Charles City", "US-VA", "US-VA-51036"), ("James City County", "US-VA", "US-VA-51095"),
        ("Saint Louis City", "US-MO", "US-MO-29510"), ("SAINT LOUIS COUNTY", "US-MO", "US-MO-29189"),
        ("Ste Genevieve", "US-MO", "US-MO-29186"), ("Carson City", "US-NV", "US-NV-32510"),
        ("Doña Ana", "US-NM", "US-NM-35013"), ("DONA ANA COUNTY", "US-NM", "US-NM-35013"),
        ("LaSalle", "US-TX", "US-TX-48283"), ("La Salle", "US-IL", "US-IL-17099"), ("De Kalb", "US-GA", "US-GA-13089"),
        ("Orleans Parish", "US-LA", "US-LA-22071"), ("Matanuska-Susitna Borough", "US-AK", "US-AK-02170"),
        ("Juneau City and Borough", "US-AK", "US-AK-02110"), ("Nome Census Area", "US-AK", "US-AK-02180"),
        ("Prince Georges", "US-MD", "US-MD-24033"), ("Mayaguez Municipio", "US-PR", "US-PR-72097"),
        ("Batopilas", "MX-CHH", "MX-CHH-08008"), ("SANTIAGO CHAZUMBA", "MX-OAX", "MX-OAX-20459"),
        ("Heroica Ciudad de Juchitán de Zaragoza", "MX-OAX", "MX-OAX-20043"), ("Cuauhtemoc", "MX-CMX", "MX-CMX-09015"),
        ("Benito Juárez", "MX-ROO", "MX-ROO-23005"), ("San Juan", "US-NM", "US-NM-35045"),
    ],
)  # fmt: skip
def test_a_name_as_published_finds_its_place_in_the_state(text: str, within: str, found: str) -> None:
    assert resolve(text, within=within).place_id == found


@pytest.mark.parametrize(
    ("text", "within", "count"),
    [
        ("San Juan", "US", 5), ("Washington County", "US", 30), ("Benito Juárez", "MX", 7), ("Richmond", "US-VA", 2),
        ("Baltimore", "US-MD", 2), ("San Pedro Mixtepec", "MX-OAX", 2), ("Nogales", "MX", 2), ("Franklin", "US-VA", 2),
    ],
)  # fmt: skip
def test_a_name_of_several_places_is_refused_with_all_of_them(text: str, within: str, count: int) -> None:
    with pytest.raises(AmbiguousPlace) as refused:
        resolve(text, within=within)
    assert len(refused.value.candidates) == count
    assert all(candidate in str(refused.value) for candidate in refused.value.candidates)


def test_without_a_state_a_local_name_is_looked_at_only_when_its_kind_is_asked_for() -> None:
    assert resolve("Washington").place_id == "US-WA"
    with pytest.raises(AmbiguousPlace):
        resolve("Washington", country="US", kinds=LOCAL)
    with pytest.raises(UnknownPlace, match="needs `within`"):
        resolve("Tijuana")
    assert resolve("Tijuana", kinds=LOCAL).place_id == "MX-BCN-02004"


@pytest.mark.parametrize(
    ("text", "within", "candidate"),
    [
        ("Acapulco", "MX-GRO", "MX-GRO-12001"), ("Nogalez", "MX-SON", "MX-SON-26043"),
        ("Alexandria County", "US-VA", "US-VA-51510"), ("Orleans County", "US-LA", "US-LA-22071"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_quite_one_is_refused_with_what_is_near(text: str, within: str, candidate: str) -> None:
    with pytest.raises(UnknownPlace) as refused:
        resolve(text, within=within)
    assert candidate in refused.value.candidates


def test_a_place_of_another_state_is_not_found() -> None:
    assert find_local("Tijuana", within="MX-SON") == ()


@pytest.mark.parametrize("within", ["MX-SON-26043", "Sonora", "US-XX", "XX"])
def test_what_is_no_state_or_country_holds_nothing(within: str) -> None:
    with pytest.raises(UnknownPlace, match="is not a country or state"):
        resolve("Nogales", within=within)


@pytest.mark.parametrize("code", ["26999", "100", "00000", "260430"])
def test_a_code_of_no_place_is_refused(code: str) -> None:
    with pytest.raises(UnknownPlace):
        by_code("inegi", code)


def test_every_alias_finds_its_municipality_or_port_in_its_state() -> None:
    for row in rows_of("place_local_aliases"):
        meant = place(row["place_id"])
        assert resolve(row["alias"], within=meant.parent, kinds=(meant.kind,)) is meant


def test_a_local_place_is_named_like_any_other() -> None:
    assert name("place", "MX-SON-26043", "fr") == "Nogales"


def test_municipalities_have_the_census_and_add_to_their_state() -> None:
    of_state: Counter[str] = Counter()
    for p in MUNICIPALITIES:
        (people,) = populations(p.place_id)
        assert people.source == "INEGI, Censo de Población y Vivienda 2020"
        of_state[p.parent] += people.value
    for state, people_of_state in of_state.items():
        census = population_of(state, 2020)
        assert census is not None
        assert census.value == people_of_state
    assert sum(of_state.values()) == 126_014_024


def test_counties_have_no_population() -> None:
    assert [p for p in COUNTIES if populations(p.place_id)] == []


def test_the_tables_are_what_the_script_makes_of_the_publishers_files(raw: Path, tmp_path: Path) -> None:
    script = ROOT / "scripts/make_local_places.py"
    subprocess.run([sys.executable, str(script), str(raw / "geo"), str(tmp_path)], check=True, capture_output=True)
    for table in ("places_local.csv", "populations_local.csv"):
        shipped = ROOT / "src/tripoint/registry/data" / table
        assert (tmp_path / table).read_bytes() == shipped.read_bytes()


def test_the_codes_are_those_of_the_publishers_boundaries(raw: Path) -> None:
    def listed(path: str, layer: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads((raw / path).read_text())["objects"][layer]["geometries"]
        return found

    counties = listed("geo/us_atlas/counties-10m.json", "counties")
    assert {one["id"] for one in counties} == {p.fips for p in COUNTIES}
    drawn = listed("geo/inegi_marco_geoestadistico/mx_municipios.topojson", "municipios")
    assert {one["properties"]["id"] for one in drawn} == {p.inegi for p in MUNICIPALITIES}  # type: ignore[index]


def test_the_catalogue_that_cide_ppd_joins_resolves_whole_by_code_and_name(raw: Path) -> None:
    path = raw / "mx/cide_ppd_enfrentamientos_agresiones/ARCH535.CSV"
    text = path.read_bytes().decode("latin-1").replace("\r", "\n")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["CVE_ENT"]]
    assert len(rows) == 2458
    for row in rows:
        p = by_code("inegi", row["CVE_ENT"] + row["CVE_MUN"])
        assert p in find_local(row["NOM_MUN"], within=p.parent), row
        assert resolve(row["NOM_ENT"], country="MX", kinds=ADMIN_1).place_id == p.parent
