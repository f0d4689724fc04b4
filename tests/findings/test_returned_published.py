"""Drugs of the returns, and where returns and published figures differ: both are shown, neither is resolved."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders import figure, ledger_of, returns_in, statement
from tests.findings.answers import ask, by, month, rows, sentences
from tests.findings.returns_made import MX, US, Made, answer, every
from tripoint.store.ledger import Reader

NAME = "returned_and_published"
NORTH = {"border": "us_mexico", "direction": "northbound", "concealment": "vehicle", "conveyance": "car"}


def published(number: int, value: float, measure: str = "seized_mass_kg", **changed: object) -> dict[str, object]:
    start, end = month(2025, number)
    same = {"measure": measure, "value": value, "substance": "fentanyl", "border_segment": "US-BORDER-SW"}
    return figure(period_start=start, period_end=end, **(same | changed))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The returns, two months of CBP, and three statements on Mexico."""
    folder = tmp_path_factory.mktemp("both")
    about = {"countries": "MX", "body": "SEDENA", "topic": "firearms_seized", "words_en": "firearms seized"}
    spans = {
        "F-001": (date(2024, 10, 1), date(2025, 3, 31)), "F-002": (date(2023, 1, 1), date(2023, 12, 31)),
        "F-003": (date(2025, 12, 31), date(2026, 1, 31)),
    }  # fmt: skip
    ledger_of(
        folder,
        published(1, 40), published(2, 10), published(2, 12.5, border_segment="US-BORDER-COASTAL"),
        published(1, 9, "seizure_events"), published(2, 7, "seizure_events"),
        published(2, 3, substance="cocaine"),
        *(
            statement(statement_id=name, source_row=n, value=30, period_start=start, period_end=end, **about)
            for n, (name, (start, end)) in enumerate(spans.items())
        ),
    )  # fmt: skip
    return returns_in(folder, *every())


def test_mass_of_both_stands_side_by_side_over_the_months_that_both_hold(held: Reader) -> None:
    row = by(answer(held, NAME), "drug_mass", "substance")["fentanyl"]
    assert (row["value"], row["published"], row["month_count"]) == (50, 62.5, 2)
    assert row["difference"] == pytest.approx(-20.0)
    assert (row["period_start"], row["period_end"]) == (date(2025, 1, 1), date(2025, 2, 28))


def test_seizures_and_events_stand_side_by_side(held: Reader) -> None:
    row = by(answer(held, NAME), "drug_seizures", "substance")["fentanyl"]
    assert (row["value"], row["published"], row["difference"]) == (14, 16, -12.5)


def test_what_only_one_of_them_has_is_not_called_a_difference(held: Reader) -> None:
    row = by(answer(held, NAME), "drug_mass", "substance")["cocaine"]
    assert (row["value"], row["value_state"], row["published"], row["difference"]) == (None, "no_row", 3, None)


def test_what_is_seized_inland_is_not_compared_with_the_border(held: Reader) -> None:
    mass = by(answer(held, "returned_drugs"), "drug_mass", "side", "substance")
    assert mass["Inside the country", "drug/fentanyl"]["US"] == 100
    assert mass["At a border", "drug/fentanyl"]["US"] == 50


def test_the_difference_is_said_with_both_numbers(held: Reader) -> None:
    assert sentences(answer(held, NAME)) == [
        "United States, Fentanyl at borders, January 2025 to February 2025: 50 kg returned, 62.5 kg published, a difference "
        "of -20%."
    ]


def test_a_month_asked_for_is_compared_alone(held: Reader) -> None:
    row = by(ask(held, NAME, since=date(2025, 2, 1)), "drug_mass", "substance")["fentanyl"]
    assert (row["value"], row["published"]) == (20, 22.5)


def test_a_blank_cell_leaves_the_difference_out(tmp_path: Path) -> None:
    ledger_of(tmp_path, published(1, 40))
    rows_of = [
        US.row("drugs", value, "mass_seized_as_returned_kg", item="fentanyl", place=place, month=1, **NORTH)
        for value, place in ((30.0, "US-TX"), (None, "US-AZ"))
    ]
    row = by(ask(returns_in(tmp_path, *US.frame(), *rows_of), NAME), "drug_mass", "substance")["fentanyl"]
    assert (row["value"], row["value_qualifier"], row["difference"]) == (30, "at least", None)


@pytest.mark.parametrize(("months", "count"), [(range(1, 13), 1), (range(1, 12), 0)])
def test_a_return_without_months_is_compared_whole_or_not_at_all(tmp_path: Path, months: range, count: int) -> None:
    ledger_of(tmp_path, *(published(number, 10) for number in months))
    year = US.row("drugs", 90.0, "mass_seized_as_returned_kg", item="fentanyl", place="US-TX", **NORTH)
    assert len(rows(ask(returns_in(tmp_path, *US.frame(), year), NAME), "drug_mass")) == count


def test_a_month_that_a_return_does_not_cover_is_not_compared(tmp_path: Path) -> None:
    ledger_of(tmp_path, published(1, 40), published(7, 99))
    part = Made("US", last_day=date(2025, 6, 30))
    cell = part.row("drugs", 30.0, "mass_seized_as_returned_kg", item="fentanyl", place="US-TX", month=1, **NORTH)
    row = by(ask(returns_in(tmp_path, *part.frame(), cell), NAME), "drug_mass", "substance")["fentanyl"]
    assert (row["published"], row["month_count"]) == (40, 1)


def test_statements_of_a_day_of_the_return_stand_below_its_totals(held: Reader) -> None:
    found = rows(answer(held, NAME), "stated_mx")
    assert [r["statement_id"] for r in found if r["statement_id"]] == ["F-003", "F-001"]
    first = found[0]
    assert (first["says_en"], first["value"], first["body"]) == ("Firearms seized", 23, "National return of Mexico")
    assert any(r["missing"] == "not_supplied" and r["says_en"].endswith("purchaser identified") for r in found)


def test_a_country_without_a_statement_has_no_table(held: Reader) -> None:
    assert rows(answer(held, NAME), "stated_us") == []


def test_both_sides_of_a_border_stand_in_a_mirror(held: Reader) -> None:
    lines = [(r["country"], r["value"]) for r in rows(answer(held, NAME), "mirror") if r["between"] == "US MX"]
    assert lines == [("US", 22), ("MX", 3), ("MX", 11)]


def test_a_mirror_needs_both_returns(tmp_path: Path) -> None:
    alone = [r for r in every() if r["country"] == "MX"]
    assert rows(ask(returns_in(tmp_path, *alone), NAME), "mirror") == []


def test_nothing_held_on_both_sides_is_no_answer(tmp_path: Path) -> None:
    finding = ask(returns_in(tmp_path, *MX.frame()), NAME)
    assert (finding.record_count, finding.caveats) == (0, ())


def test_a_substance_leaves_firearms_out(held: Reader) -> None:
    finding = ask(held, NAME, substance="fentanyl")
    assert [t.name for t in finding.tables if len(t.data)] == ["drug_mass", "drug_seizures"]


def test_seizures_of_drugs_are_added_over_conveyances_and_never_over_drugs(held: Reader) -> None:
    finding = answer(held, "returned_drugs")
    seizures = by(finding, "drug_seizures", "substance", "side")
    assert seizures["drug/fentanyl", "At a border"]["US"] == 14
    assert by(finding, "drug_pieces", "substance")["drug/nitazenes"]["US"] == 5000
    assert by(finding, "precursor_volume", "substance")["precursor/4_anpp"]["MX"] == 12
    assert by(finding, "equipment", "item")["equipment/tablet_press"]["MX"] == 2


def test_a_substance_is_found_among_drugs_and_chemicals(held: Reader) -> None:
    anpp = ask(held, "returned_drugs", substance="4_anpp")
    assert [t.name for t in anpp.tables if len(t.data)] == ["precursor_volume", "definitions"]
    assert anpp.record_count == 1
    assert ask(held, "returned_drugs", substance="heroin").is_emptied_by_filters
