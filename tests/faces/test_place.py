"""`tripoint place` as a person types it."""

import json

import pytest

from tests.faces.test_ask import tripoint


def test_a_name_of_several_places_shows_them_all() -> None:
    said = tripoint("place", "Nogales").stdout
    assert "Nogales can mean 3 places:" in said
    assert all(p in said for p in ("MX-SON-26043", "MX-VER-30115", "US-PORT-AZ-NOGALES"))
    assert "264,782 people on March 15, 2020 (INEGI, Censo de Población y Vivienda 2020)" in said
    assert "point 31.33284, -110.94252 (United States side of the line)" in said


def test_the_answer_as_json_has_codes_population_and_port() -> None:
    (found,) = json.loads(tripoint("place", "240203", "--json").stdout)["candidates"]
    assert {line["system"]: line["code"] for line in found["codes"]} == {
        "cbp_crossing": "240203",
        "cbp_wait_times": "06240203",
    }
    assert found["port"]["port_of_entry"]["port_id"] == "US-PORT-TX-YSLETA"
    (found,) = json.loads(tripoint("place", "Nogales", "--within", "Sonora", "--json").stdout)["candidates"]
    assert (found["parent"], found["port"]) == ("MX-SON", None)
    assert found["population"] == {
        "value": 264782,
        "date": "2020-03-15",
        "source": "INEGI, Censo de Población y Vivienda 2020",
        "published": "2021",
    }


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", ("puede referirse a 2 lugares", "ciudad independiente", "condado, Virginia, Estados Unidos")),
        ("fr", ("peut désigner 2 lieux\u00a0:", "ville indépendante", "comté, Virginie, États-Unis")),
    ],
)
def test_the_answer_is_in_the_language_asked_for(lang: str, words: tuple[str, ...]) -> None:
    said = tripoint("place", "Richmond", "--within", "Virginia", "--lang", lang).stdout
    assert all(word in said for word in words)


def test_a_county_or_port_is_not_said_to_be_the_only_meaning() -> None:
    assert "! Cities and towns are not held" in tripoint("place", "Windsor").stdout
    assert "Cities and towns" not in tripoint("place", "Sonora").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Acapulco",), "Did you mean MX-GRO-12001 (Acapulco de Juárez)"),
        (("Toronto",), "Cities and towns are not held."),
        (("Nogales", "--within", "Nowhere"), "'Nowhere' is no place of the registry"),
        (("Nogales", "--country", "FR"), "no place has the id 'FR'"),
    ],
)
def test_what_is_no_place_is_refused_with_a_cure(arguments: tuple[str, ...], said: str) -> None:
    answer = tripoint("place", *arguments)
    assert answer.returncode == 1
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_help_has_an_example() -> None:
    assert "Example: tripoint place" in tripoint("place", "--help").stdout
