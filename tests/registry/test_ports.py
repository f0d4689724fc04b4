"""Ports of entry: spaces of codes kept apart, joined only by the reviewed crosswalk."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tripoint.errors import AmbiguousPlace, RegistryError, UnknownPlace
from tripoint.registry.place import PORT
from tripoint.registry.places import place, resolve
from tripoint.registry.ports import codes_of, crossings_of, crosswalk_of, find_ports, port, port_by_code, ports
from tripoint.registry.rows import LANGUAGES, rows_of

ROOT = Path(__file__).parents[2]


def reached(crossing: str) -> tuple[str, str]:
    """(Schedule D code or '', basis) of a CBP crossing."""
    line = crosswalk_of(port_by_code("cbp_crossing", crossing).place.place_id)
    assert line is not None
    codes = [c.code for c in codes_of(line.port_id) if c.system == "schedule_d"]
    return (codes[0] if codes else "", line.basis)


def test_every_port_and_crossing_has_a_state_a_code_and_a_source() -> None:
    assert Counter(p.place.kind for p in ports()) == {"port_of_entry": 116, "border_crossing": 76}
    assert Counter(p.border for p in ports() if p.place.kind == "port_of_entry") == {"US-CA": 82, "US-MX": 28, "": 6}
    for p in ports():
        assert place(p.place.parent).kind == "state"
        assert place(p.place.place_id) is p.place
        assert p.source
        assert {c.system for c in codes_of(p.place.place_id)} == (
            {"schedule_d"} if p.place.kind == "port_of_entry" else {"cbp_crossing", "cbp_wait_times"}
        )


def test_a_point_says_on_which_side_it_is_and_what_has_none_says_nothing() -> None:
    for p in ports():
        if p.latitude is None or p.longitude is None:
            assert (p.place.kind, p.side, p.longitude) == ("border_crossing", "", None)
        else:
            assert p.side == "US"
            assert 25 < p.latitude < 63
            assert -142 < p.longitude < -66


def test_every_code_is_there_once_in_its_system() -> None:
    written = [(row["system"], text) for row in rows_of("port_codes") for text in {row["code"], row["also_written"]}]
    counted = Counter(key for key in written if key[1])
    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("crossing", "schedule_d", "basis"),
    [
        ("230401", "2304", "number_and_name"),
        ("535501", "2301", "name"), ("535502", "2301", "name"), ("535503", "2301", "name"), ("535504", "2301", "name"),
        ("240203", "2401", "name"), ("240202", "2402", "number_and_name"), ("240401", "2404", "number_and_name"),
        ("250301", "2507", "name"), ("250302", "2503", "number_and_name"), ("250409", "2582", "name"),
        ("300403", "3017", "name"), ("380001", "3801", "name"), ("070801", "0708", "number_and_name"),
        ("240403", "2404", "number"), ("230103", "2301", "number"), ("302301", "3023", "number"),
        ("l24501", "", "none"),
    ],
)  # fmt: skip
def test_the_crosswalk_knows_the_port_of_a_crossing_and_why(crossing: str, schedule_d: str, basis: str) -> None:
    assert reached(crossing) == (schedule_d, basis)


def test_a_row_that_rests_on_less_than_number_and_name_says_why_in_three_languages() -> None:
    for row in rows_of("port_crosswalk"):
        digits_agree = row["cbp_crossing"][:4] == row["schedule_d"]
        assert digits_agree == (row["basis"] in ("number_and_name", "number")), row
        if row["basis"] != "number_and_name":
            assert all(row[f"note_{language}"] for language in LANGUAGES), row


def test_the_same_digits_are_another_place_in_another_system() -> None:
    assert port_by_code("schedule_d", "2304").place.place_id == "US-PORT-TX-LAREDO"
    with pytest.raises(UnknownPlace, match="'2304' is no code of cbp_crossing"):
        port_by_code("cbp_crossing", "2304")


@pytest.mark.parametrize(("system", "code"), [("schedule_d", "715"), ("schedule_d", "0715")])
def test_a_lost_leading_zero_is_known_from_the_data(system: str, code: str) -> None:
    assert port_by_code("schedule_d", code).place.place_id == "US-PORT-NY-TROUT-RIVER"
    assert port_by_code("cbp_crossing", "70801") is port_by_code("cbp_crossing", "070801")


def test_codes_of_cbsa_offices_are_not_held_and_it_says_so() -> None:
    with pytest.raises(RegistryError, match="no list of codes of the system 'cbsa_office' is held"):
        port_by_code("cbsa_office", "2304")  # type: ignore[arg-type]


def test_a_port_of_two_states_is_refused_without_the_state() -> None:
    with pytest.raises(AmbiguousPlace):
        resolve("Eastport", kinds=PORT)
    assert resolve("Eastport", kinds=PORT, within="US-ID").place_id == "US-PORT-ID-EASTPORT"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SAULT STE MARIE", "US-PORT-MI-SAULT-SAINTE-MARIE"), ("Buffalo/Niagara Falls", "US-PORT-NY-BUFFALO-NIAGARA-FALLS"),
        ("Saint John", "US-PORT-ND-ST-JOHN"), ("World Trade Bridge", "US-CROSSING-TX-LAREDO-WORLD-TRADE-BRIDGE"),
    ],
)  # fmt: skip
def test_a_port_is_found_as_it_is_written(text: str, found: str) -> None:
    assert [p.place_id for p in find_ports(text)] == [found]


def test_a_port_knows_its_crossings() -> None:
    assert len(crossings_of("US-PORT-TX-BROWNSVILLE")) == 5
    assert crosswalk_of("US-PORT-TX-BROWNSVILLE") is None
    with pytest.raises(UnknownPlace):
        port("US-PORT-TX-DALLAS")


def test_the_ports_are_those_of_the_border_crossing_entry_data(raw: Path) -> None:
    path = raw / "geo/bts_border_crossing_entry/Border_Crossing_Entry_Data.as-found.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        printed = {(row[2], row[0], row[1], row[3], row[9]) for row in csv.reader(lines)}
    assert len(printed) == 110
    for code, name, state, border, point in printed:
        found = port_by_code("schedule_d", code)
        assert found.place.names["en"] == name
        assert place(found.place.parent).names["en"] == state
        assert found.border == {"US-Canada Border": "US-CA", "US-Mexico Border": "US-MX"}[border]
        longitude, latitude = re.findall(r"-?\d+\.?\d*", point)
        assert found.latitude == pytest.approx(float(latitude), abs=1e-5)
        assert found.longitude == pytest.approx(float(longitude), abs=1e-5)


def test_the_crossings_are_those_of_the_border_wait_times(raw: Path) -> None:
    folder = raw / "geo/cbp_port_ids"
    printed = json.loads((folder / "cbp_bwt_2022-06-29.json").read_text(encoding="utf-8"))
    assert len(printed) == 76
    for one in printed:
        found = port_by_code("cbp_crossing", one["port_number"])
        assert found.border == {"Canadian Border": "US-CA", "Mexican Border": "US-MX"}[one["border"]]
        named = ", ".join(dict.fromkeys(text for text in (one["port_name"], one["crossing_name"]) if text))
        assert found.place in find_ports(named)
    for one in json.loads((folder / "portCrossings.json").read_text(encoding="utf-8"))["portCrossings"]:
        by_number = port_by_code("cbp_crossing", one["bwtId"][2:])
        assert port_by_code("cbp_wait_times", one["bwtId"]) is by_number
    with (folder / "wa-ports-of-entry.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert [port_by_code("schedule_d", row["ID"]).place.parent for row in csv.DictReader(lines)] == ["US-WA"] * 10


def test_the_page_on_places_counts_what_the_registry_holds() -> None:
    page = (ROOT / "docs/places.md").read_text(encoding="utf-8")
    bases = Counter(row["basis"] for row in rows_of("port_crosswalk"))
    for basis, count in bases.items():
        assert re.search(rf"`{basis}`\s\({count}\b", page), basis
    assert "| 116 | `US-PORT" in page
    assert "| 3,231 |" in page
    assert "| 2,469 |" in page


def test_boundaries_are_small_enough_and_say_their_licence() -> None:
    folder = ROOT / "src/tripoint/registry/data/boundaries"
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 400_000
    assert "public domain" in (folder / "README.md").read_text(encoding="utf-8")
