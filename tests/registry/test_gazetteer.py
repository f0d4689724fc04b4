"""What a text or a number can mean: every meaning, none chosen."""

import pytest

from tripoint.registry.gazetteer import coded, meanings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nogales", ("MX-SON-26043", "MX-VER-30115", "US-PORT-AZ-NOGALES")),
        ("Nogales, Sonora", ("MX-SON-26043",)), ("Cook County, IL", ("US-IL-17031",)),
        ("Monterrey, N.L.", ("MX-NLE-19039",)), ("Juárez, Chih.", ("MX-CHH-08037",)),
        ("Laredo, World Trade Bridge", ("US-CROSSING-TX-LAREDO-WORLD-TRADE-BRIDGE",)),
        ("BC", ("CA-BC", "MX-BCN")), ("Distrito Federal", ("MX-CMX",)), ("Coahuila", ("MX-COA",)),
        ("Veracruz de Ignacio de la Llave", ("MX-VER",)), ("Veracruz", ("MX-VER", "MX-VER-30193")),
        ("Michoacán de Ocampo", ("MX-MIC",)), ("26043", ("US-MI-26043", "MX-SON-26043")),
        ("2304", ("US-PORT-TX-LAREDO",)), ("715", ("US-PORT-NY-TROUT-RIVER",)),
        ("l24501", ("US-CROSSING-TX-FORT-HANCOCK",)), ("MX-SON-26043", ("MX-SON-26043",)),
        ("D.F.", ("MX-CMX",)), ("N.L.", ("CA-NL", "MX-NLE")), ("EE. UU.", ("US",)), ("P.E.I.", ("CA-PE",)),
        ("Washington, D.C.", ("US-DC",)), ("Querétaro de Arteaga", ("MX-QUE",)), ("Ciudad Juárez", ("MX-CHH-08037",)),
        ("Niagara Falls", ("US-PORT-NY-BUFFALO-NIAGARA-FALLS",)),
        ("Champlain", ("US-CROSSING-NY-CHAMPLAIN", "US-PORT-NY-CHAMPLAIN-ROUSES-POINT")),
        ("Nogales, Nowhere", ()), ("", ()), (",", ()), ("Tijuana, Texas", ()),
    ],
)  # fmt: skip
def test_a_text_means_all_that_it_can(text: str, found: tuple[str, ...]) -> None:
    assert tuple(p.place_id for p in meanings(text)) == found


def test_a_state_or_country_leaves_out_what_lies_elsewhere() -> None:
    assert [p.place_id for p in meanings("Nogales", within="MX-SON")] == ["MX-SON-26043"]
    assert [p.place_id for p in meanings("Nogales", country="US")] == ["US-PORT-AZ-NOGALES"]
    assert [p.place_id for p in meanings("26043", country="MX")] == ["MX-SON-26043"]
    assert len(meanings("Washington County")) == 30


def test_a_code_is_looked_up_in_every_system_apart() -> None:
    assert {p.place_id for p in coded("01")} == {"US-AL", "MX-AGU"}
    assert coded("none") == ()
