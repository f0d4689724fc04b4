"""Firearms, parts, methods and goods of the returns; every number is added by hand in `returns_made`."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders import returns_in
from tests.findings.answers import ask, by, rows, sentences, table
from tests.findings.returns_made import CA, MX, answer, every
from tripoint.analysis.measures import Dimension
from tripoint.errors import NotAdditive
from tripoint.findings.question import Filters, Finding
from tripoint.findings.returned_rows import sheet_rows
from tripoint.present.cells import cell_of
from tripoint.present.words import words
from tripoint.store.ledger import Reader

COUNTRIES = ("US", "MX", "CA")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return returns_in(tmp_path_factory.mktemp("returns"), *every())


def line(finding: Finding, name: str, *key: str) -> list[str]:
    """The three countries' cells of a row as they are printed."""
    found = table(finding, name)
    columns = {c.name: c for c in found.columns}
    keys = [c.name for c in found.columns if c.name not in COUNTRIES]
    row = next(r for r in found.data.to_pylist() if tuple(r[k] for k in keys) == key)
    return [cell_of(columns[c], row, words("en")).text for c in COUNTRIES]


def test_firearms_are_added_over_places_and_months_and_stand_beside_one_another(held: Reader) -> None:
    finding = answer(held, "returned_firearms")
    assert line(finding, "by_type", "2025", "acquisition/seized", "firearm_type/rifle") == ["12", "20", "–"]
    assert line(finding, "by_border", "2025", "border/us_mexico", "direction/southbound") == ["22", "3", "–"]
    assert line(finding, "legal", "2025", "legal_basis/illicit_possession", "criminal_context/firearms_trafficking") == [
        "not supplied by the United States", "21", "not supplied by Canada",
    ]  # fmt: skip


def test_a_sum_with_a_blank_part_is_at_least_and_one_of_blanks_is_not_supplied(held: Reader) -> None:
    finding = answer(held, "returned_firearms")
    assert line(finding, "by_type", "2025", "acquisition/seized", "firearm_type/pistol")[2] == "at least 6"
    assert line(finding, "by_type", "2025", "acquisition/found", "firearm_type/rifle")[2] == "not supplied by Canada"


def test_zero_is_not_blank(held: Reader) -> None:
    finding = answer(held, "returned_firearms")
    assert line(finding, "by_type", "2025", "acquisition/surrendered", "firearm_type/rifle") == ["–", "0", "–"]
    totals = by(finding, "totals", "total")
    assert (totals["firearms_surrendered"]["MX"], totals["firearms_surrendered"]["CA"]) == (0, None)
    parts = answer(held, "returned_parts_ammunition")
    assert line(parts, "parts", "2025", "direction/southbound", "part_type/barrel") == [
        "0",
        "40",
        "not supplied by Canada",
    ]
    assert line(parts, "ammunition", "2025", "direction/southbound", "ammunition_type/rifle_ammunition") == [
        "–", "not supplied by Mexico", "500",
    ]  # fmt: skip


def test_a_month_with_a_blank_part_is_not_drawn_as_less(held: Reader) -> None:
    months = by(answer(held, "returned_firearms"), "monthly", "country", "acquisition", "month_start")
    january = months["CA", "acquisition/seized", date(2025, 1, 1)]
    assert (january["value"], january["missing"], january["at_least"]) == (None, "not_supplied", 6)
    assert months["US", "acquisition/seized", date(2025, 1, 1)]["value"] == 15


def test_events_are_not_added_over_types_methods_or_goods(held: Reader) -> None:
    events = rows(answer(held, "returned_firearms"), "events_by_type")
    assert [(r["item"], r["US"]) for r in events] == [("firearm_type/pistol", 4), ("firearm_type/rifle", 4)]
    methods = rows(answer(held, "returned_methods"), "events")
    assert [r["US"] for r in methods] == [5, 5]
    goods = by(answer(held, "returned_coseizures"), "events", "goods")
    assert {code: row["US"] for code, row in goods.items()} == {"goods/fentanyl": 4, "goods/ammunition": 3}


def test_firearms_seized_with_two_goods_stand_under_each_and_in_no_sum(held: Reader) -> None:
    finding = answer(held, "returned_coseizures")
    assert {r["goods"]: r["US"] for r in rows(finding, "firearms")} == {"goods/fentanyl": 10, "goods/ammunition": 8}
    assert all("goods" in t.data.column_names for t in finding.tables if t.name != "definitions")


def test_methods_are_by_direction_and_the_largest_first(held: Reader) -> None:
    crossed = rows(answer(held, "returned_methods"), "crossed")
    assert [(r["conveyance"], r["US"], r["MX"]) for r in crossed] == [
        ("conveyance/no_conveyance", None, 23), ("conveyance/car", 12, None), ("conveyance/truck", 10, None),
    ]  # fmt: skip


def test_years_stand_newest_first_and_only_the_newest_of_each_country_is_printed(held: Reader) -> None:
    found = table(answer(held, "returned_firearms"), "by_type")
    years = found.data["year"].to_pylist()
    assert years == ["2025", "2025", "2025", "2025", "2024"]
    assert found.in_report == 4
    assert line(answer(held, "returned_firearms"), "by_type", "2024", "acquisition/seized", "firearm_type/pistol") == [
        "no return held", "no return held", "9",
    ]  # fmt: skip


def test_a_country_whose_newest_return_is_older_keeps_its_year_printed(tmp_path: Path) -> None:
    kept = [r for r in every() if (r["country"], r["series"]) != ("CA", "2025")]
    found = table(ask(returns_in(tmp_path, *kept), "returned_firearms"), "by_type")
    assert found.in_report == len(found.data)


def test_the_sentence_of_totals_is_made_only_where_all_three_are_supplied(held: Reader) -> None:
    said = sentences(answer(held, "returned_firearms"))
    assert "United States, 2025: 24 firearms returned: 22 seized, 2 found, 0 surrendered." in said
    assert not any(text.startswith("Canada, ") and "firearms returned" in text for text in said)
    assert "Canada, 2025: not supplied: Legal basis and context." in said


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"country": "MX"}, {"by_type": 3, "by_place": 2}),
        ({"place": "MX-SON"}, {"by_type": 2, "by_place": 1}),
        ({"until": date(2024, 12, 31)}, {"by_type": 1, "by_place": 1}),
        ({"since": date(2025, 2, 1), "until": date(2025, 2, 28)}, {"by_type": 2, "by_place": 3}),
    ],
)
def test_filters_narrow_the_rows(held: Reader, filters: dict[str, object], expected: dict[str, int]) -> None:
    finding = ask(held, "returned_firearms", **filters)
    assert {name: len(rows(finding, name)) for name in expected} == expected


def test_a_place_has_neither_totals_nor_legal_grounds(held: Reader) -> None:
    names = {t.name for t in ask(held, "returned_firearms", place="MX-SON").tables}
    assert not names & {"totals", "legal"}


def test_a_part_of_the_time_says_so_below_its_sums_and_leaves_the_totals_of_the_year_out(held: Reader) -> None:
    finding = ask(held, "returned_firearms", since=date(2025, 2, 1))
    assert "Only what lies in the time asked for" in str(table(finding, "by_type").note)
    assert rows(finding, "totals") == []
    assert line(finding, "by_type", "2025", "acquisition/seized", "firearm_type/rifle") == ["7", "–", "–"]


def test_the_definitions_of_the_three_stand_beside_that_of_the_form(held: Reader) -> None:
    found = table(answer(held, "returned_firearms"), "definitions")
    rows_of = {r["definition"]: r for r in found.data.to_pylist() if r["year"] == "2025"}
    columns = {c.name: c for c in found.columns}

    def shown(term: str, country: str, language: str = "en") -> str:
        return cell_of(columns[country], rows_of[term], words(language)).text

    assert [shown("firearm", c) for c in COUNTRIES] == [
        "as in the form", "Arma con matrícula. (in Spanish)", "not supplied by Canada",
    ]  # fmt: skip
    assert shown("firearm", "MX", "es") == "Arma con matrícula."
    assert shown("surrendered", "CA") == "not counted in this country"
    assert set(rows_of) == {
        "firearm", "seized", "found", "surrendered", "event", "counting_date", "cross_border", "legal_basis",
        "criminal_context",
    }  # fmt: skip


def test_a_sheet_for_the_governments_is_said_and_not_shown(tmp_path: Path) -> None:
    public = returns_in(tmp_path, *every())
    finding = ask(public, "returned_organisations")
    assert "United States, 2025: supplied to the three governments only: Organisations." in sentences(finding)
    assert {r["country"] for r in rows(finding, "organisations")} == {"MX"}
    trusted = ask(Reader(tmp_path, audience="governments"), "returned_organisations")
    assert {r["organisation"] for r in rows(trusted, "organisations")} == {"Organización A", "Organization B"}
    assert not any("governments only" in text for text in sentences(trusted))


def test_organisations_stand_best_established_first_with_their_document(held: Reader) -> None:
    found = rows(answer(held, "returned_organisations"), "organisations")
    assert [(r["basis"], r["document"]) for r in found] == [
        ("basis/court_finding", "Sentencia 2"), ("basis/official_statement", "Comunicado 1"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["returned_firearms", "returned_methods", "returned_drugs", "returned_and_published"])
def test_without_a_return_there_is_nothing_to_show(tmp_path: Path, name: str) -> None:
    finding = ask(returns_in(tmp_path, *CA.frame()), name, country="MX")
    assert (finding.record_count, finding.facts, finding.charts, finding.caveats) == (0, (), (), ())


def test_a_return_of_which_every_sheet_is_blank_still_says_so(tmp_path: Path) -> None:
    blank = [r | {"status": "not_supplied"} if r["sheet"] == "sheets" else r for r in MX.frame()]
    finding = ask(returns_in(tmp_path, *blank), "returned_methods")
    assert finding.record_count == 1
    assert sentences(finding)[0] == "Mexico, 2025: not supplied: Methods."
    assert sentences(finding)[1] == "No national return is held of: United States, Canada."


@pytest.mark.parametrize(
    ("sheet", "measure", "by_columns", "over"),
    [
        ("firearms", "firearm_events", (), ("places", "periods", "categories")),
        ("methods", "firearm_events", ("direction",), ("places", "periods", "categories")),
        ("coseizures", "firearms_recovered", (), ("places", "periods", "categories")),
        ("drugs", "seizures_as_returned", (), ("places", "periods", "substances", "categories")),
    ],
)
def test_a_sum_over_what_repeats_an_event_is_refused(
    held: Reader, sheet: str, measure: str, by_columns: tuple[str, ...], over: tuple[Dimension, ...]
) -> None:
    with pytest.raises(NotAdditive):
        sheet_rows(held, Filters(), sheet, measure).total(by=by_columns, over=over)


@pytest.mark.parametrize(
    ("sheet", "measure", "over", "unsaid"),
    [
        ("firearms", "firearms_recovered", ("periods", "categories"), "places"),
        ("firearms", "firearms_recovered", ("places", "periods"), "categories"),
        ("corridors", "firearms_recovered", ("periods",), "places"),
        ("drugs", "mass_seized_as_returned_kg", ("places", "periods", "categories"), "substances"),
    ],
)
def test_a_sum_over_a_column_of_a_sheet_has_to_be_said(
    held: Reader, sheet: str, measure: str, over: tuple[Dimension, ...], unsaid: str
) -> None:
    with pytest.raises(NotAdditive, match=f"over {unsaid} unsaid"):
        sheet_rows(held, Filters(), sheet, measure).total(by=("country", "year"), over=over)
