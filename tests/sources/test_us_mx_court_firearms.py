"""us_mx_court_firearms: makers, calibres, days and places in many spellings; what is never kept."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.conformance.samples import folder_of, read_file
from tests.sources import variants
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tripoint.sources.catalogue import source
from tripoint.sources.us_mx_court_firearms.calibres import calibre_of
from tripoint.sources.us_mx_court_firearms.days import parse_day
from tripoint.sources.us_mx_court_firearms.makers import maker_of
from tripoint.sources.us_mx_court_firearms.places import bought_in, recovered_in_mexico, recovered_in_us

NAME = "us_mx_court_firearms"
SAMPLE = "firearm_details_masked.csv"
OWN = "court_case_data - Firearm details.csv"
SAMPLES = folder_of(source(NAME)) / "sample"
RAW = Path("us/us_mx_gun_trafficking_court_cases/firearm_details_masked.csv")
LOOKUPS = source(NAME).lookups
ON = date(2026, 1, 2)


def changed(folder: Path, change: Callable[[str], str], sample: str = SAMPLE) -> Path:
    return variants.changed(NAME, sample, folder, change)


def firearms(path: Path) -> list[dict[str, object]]:
    return [f for f in rows_of(NAME, path) if "described" in f]


@pytest.mark.parametrize(
    ("text", "calibre"),
    [
        ("0.22", ".22"), (".22", ".22"), ("22", ".22"), (".22LR", ".22"), ("0.5", ".50"), (".5", ".50"), (".50 BMG", ".50"),
        ("9", "9 mm"), ("9mm", "9 mm"), ("9 MM", "9 mm"), ("5.56mm", "5.56x45 mm"), ("556", "5.56x45 mm"),
        ("7.62 x39mm", "7.62x39 mm"), ("7.62×39 mm", "7.62x39 mm"), ("7.62", "7.62 mm"), ("0..308", ".308"),
        ("12-gauge", "12 gauge"), ("10 guage", "10 gauge"), ("30-06", ".30-06"), ("0.4", ".40"), ("Multi", "several"),
        ("5.56/.223", "5.56x45 mm or .223"), ("45/410", "several"),
    ],
)  # fmt: skip
def test_spellings_of_a_calibre_are_one(text: str, calibre: str) -> None:
    assert calibre_of(text, LOOKUPS["calibre"], is_shotgun=False, maker=None) == calibre


@pytest.mark.parametrize("text", ["ZZ", "", "Unknown", "7.672x51mm", "0.40mm", ".233 REM", "5", "12", "57", ",45"])
def test_a_calibre_not_stated_misprinted_or_of_two_meanings_is_none(text: str) -> None:
    assert calibre_of(text, LOOKUPS["calibre"], is_shotgun=False, maker="Glock") is None


def test_a_bare_12_is_a_gauge_of_a_shotgun_and_a_bare_57_the_cartridge_of_its_maker() -> None:
    assert calibre_of("12", LOOKUPS["calibre"], is_shotgun=True, maker=None) == "12 gauge"
    assert calibre_of("57", LOOKUPS["calibre"], is_shotgun=False, maker="FN Herstal") == "5.7x28 mm"


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        ("BARRETT FIREARMS MFG CO", "Barrett"), ("Barrett ", "Barrett"), ("F.N. (FN Herstal)", "FN Herstal"),
        ("Smith and Wesson", "Smith & Wesson"), ("S&W", "Smith & Wesson"), ("Sig-Sauer", "SIG Sauer"),
        ("Beretta, Pietro S.P.A.", "Beretta"), ("Springfield Armory, Geneseo, IL", "Springfield Armory"),
        ("Dan Wesson Arms", "Dan Wesson"), ("Savage Stevens", "Savage"),
        ('"AK" Style', None), ("Unknown", None), ("Coltrane Works", None), ("", None), ("Romania", None),
    ],
)  # fmt: skip
def test_a_maker_is_recognised_by_the_words_its_name_begins_with(text: str, maker: str | None) -> None:
    assert maker_of(text, LOOKUPS["maker"]) == maker


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6/9/2018", date(2018, 6, 9)), ("6/9/18", date(2018, 6, 9)), ("09/11/2020", date(2020, 9, 11)),
        ("Summer 2010", None), ("*12/19/23", None), ('"late-2019"', None), ("Aug-Dec 2017", None), ("", None), ("2017", None),
    ],
)  # fmt: skip
def test_a_day_is_month_first_and_words_name_none(text: str, day: date | None) -> None:
    assert parse_day(text, ON) == day


@pytest.mark.parametrize(
    "text", ["13/2/2020", "2020-02-13", "13.2.2020", "2/30/2020", "1/5/2027", "1/5/99", "2020/2/3"]
)
def test_three_numbers_in_another_order_stop_the_run_and_are_not_guessed(tmp_path: Path, text: str) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(",1/5/2020,", f",{text},")))
    assert (problem.code, problem.column, problem.value) == ("bad_cell", "Purchase date", text)
    assert "month/day/year" in problem.detail


def test_days_that_the_authors_assumed_are_not_taken(tmp_path: Path) -> None:
    path = changed(tmp_path, swap(",Indiana,2/2/2021,", ",Indiana,,"))
    assert [f["purchased"] for f in firearms(path)][-1] is None


@pytest.mark.parametrize(
    ("country", "state", "place"),
    [("US", "TX", "US-TX"), ("", "Texas", "US-TX"), ("US", "", "US"), ("", "", None), ("US", "NV via TX", "US")],
)
def test_a_state_of_purchase_has_two_spellings_and_two_states_leave_the_country(
    country: str, state: str, place: str | None
) -> None:
    assert bought_in(country, state) == place


@pytest.mark.parametrize(
    ("area", "place"),
    [
        ("Oaxaca", "MX-OAX"), ("Sonora, Mexico", "MX-SON"), ("Guadalajara, Mexico", "MX-JAL"), ("Torreon", "MX-COA"),
        ("Nuevo Laredo, Tamaulipas", "MX-TAM"), ("Juarez", "MX"), ("unidentified", "MX"), ("", "MX"), ("Mexico", "MX"),
    ],
)  # fmt: skip
def test_an_area_gives_its_state_if_it_is_in_one_only(area: str, place: str) -> None:
    assert recovered_in_mexico(area) == place


def test_a_us_city_gives_the_state_after_it() -> None:
    assert [recovered_in_us(t) for t in ("Tecumseh, OK", "San Jose, CA, USA", "Bozeman", "Nogales, Arizona")] == [
        "US-OK", "US-CA", "US", "US-AZ",
    ]  # fmt: skip


def test_a_state_that_is_none_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(",Texas,", ",Tejaz,")))
    assert (problem.code, problem.value) == ("unknown_value", "US | Tejaz")


def test_a_new_type_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(",Barrel,", ",Crossbow,")))
    assert (problem.code, problem.column, problem.value) == ("unknown_value", "Type", "Crossbow")


def test_a_case_without_a_day_of_charge_or_filing_stops_the_run(tmp_path: Path) -> None:
    problem = the_problem_of(NAME, changed(tmp_path, swap(",,7/7/2022,", ",,,")))
    assert problem.code == "bad_period"


def test_equal_rows_are_two_firearms(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda t: t + t.splitlines()[-1] + "\r\n")
    assert len(firearms(path)) == len(firearms(SAMPLES / SAMPLE)) + 1


def test_both_layouts_give_the_same_firearms() -> None:
    assert firearms(SAMPLES / OWN) == firearms(SAMPLES / SAMPLE)


@pytest.mark.parametrize("sample", [SAMPLE, OWN])
def test_serial_numbers_captions_notes_and_addresses_are_nowhere(tmp_path: Path, sample: str) -> None:
    header = next(csv.reader((SAMPLES / sample).read_text("utf-8").splitlines()))
    with (SAMPLES / sample).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    secret = {name: f"secret {name}" for name in ("Address", "Notes", "Reference case", "subType", "dblcnt_cenapi")}
    with (tmp_path / sample).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows({**row, **secret} for row in rows)
    serials = {
        row[name] for row in rows for name in ("Serial number", "serial_key", "serial_norm_key") if row.get(name)
    }
    for _, batch in read_file(source(NAME), tmp_path / sample):
        for record in batch.to_pylist():
            texts = [text for text in record.values() if isinstance(text, str)]
            assert not any("secret" in text for text in texts)
            assert not serials - {"obliterated"} & set(texts)


def test_what_identifies_is_restricted() -> None:
    fields = {f["field"] for f in rows_of(NAME, SAMPLES / OWN) if "field" in f}
    assert fields == {"case_number", "dealer", "city", "recovery_area", "us_recovery_city"}


def test_a_case_is_a_running_number_that_names_nobody() -> None:
    assert [f["case"] for f in firearms(SAMPLES / OWN)] == ["case-1", "case-1", "case-2", "case-2", "case-3", "case-3"]


def test_a_serial_number_in_two_rows_of_a_maker_is_marked_in_both(tmp_path: Path) -> None:
    marked = ["serial_stands_twice" in str(f["caveats"]) for f in firearms(SAMPLES / OWN)]
    assert marked == [True, True, False, False, False, False]
    path = changed(tmp_path, lambda t: t.replace("AB-1234", "obliterated"), OWN)
    assert not any("serial_stands_twice" in str(f["caveats"]) for f in firearms(path))


def test_a_file_without_its_keys_is_named(tmp_path: Path) -> None:
    found = problems_of(NAME, changed(tmp_path, swap("caption_key", "caption")))
    assert {p.code for p in found} == {"column_missing", "column_unexpected"}


def test_nothing_of_it_may_ship() -> None:
    assert (source(NAME).may_ship, source(NAME).is_own_copy) == (False, True)


# the user's copy, beside an independent reading by SQL; no number of it is written down


@pytest.fixture(scope="module")
def found(raw: Path) -> list[dict[str, object]]:
    return firearms(raw / RAW)


def sql(raw: Path, query: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = duckdb.sql(
        query.replace("FILE", f"read_csv('{raw / RAW}', all_varchar = true)")
    ).fetchall()
    return rows


def test_every_row_is_a_firearm_of_its_case(raw: Path, found: list[dict[str, object]]) -> None:
    assert sql(raw, "SELECT count(*), count(DISTINCT caption_key) FROM FILE") == [
        (len(found), len({f["case"] for f in found}))
    ]


def test_days_to_recovery_in_mexico_agree_with_sql(raw: Path, found: list[dict[str, object]]) -> None:
    ours = sorted(
        (f["recovered"] - f["purchased"]).days  # type: ignore[operator]
        for f in found
        if f["recovered"] and f["purchased"] and str(f["place_to"]).startswith("MX")
    )
    bought, recovered = (
        f"(CASE WHEN regexp_matches(\"{name}\", '/[0-9]{{2}}$') THEN try_strptime(\"{name}\", '%m/%d/%y') "
        f"ELSE try_strptime(\"{name}\", '%m/%d/%Y') END)"
        for name in ("Purchase date", "Mex Recovery date")
    )
    theirs = sql(raw, f"SELECT date_diff('day', {bought}, {recovered}) d FROM FILE WHERE d IS NOT NULL ORDER BY d")
    assert ours == [row[0] for row in theirs]
    assert ours


def test_states_of_purchase_and_bare_calibres_agree_with_sql(raw: Path, found: list[dict[str, object]]) -> None:
    states = sql(raw, "SELECT count(*) FROM FILE WHERE \"Purchase State\" IN ('TX', 'Texas')")
    assert states == [(sum(f["place_from"] == "US-TX" for f in found),)]
    bare = sql(raw, "SELECT count(*) FROM FILE WHERE regexp_matches(\"Caliber\", '^(0?\\.)?22$')")
    assert bare == [(sum(f["calibre_as_written"] in ("22", ".22", "0.22") for f in found),)]
    assert all(f["calibre"] == ".22" for f in found if f["calibre_as_written"] in ("22", ".22", "0.22"))
