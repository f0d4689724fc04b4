"""Traces of the returns, and SDG indicator 16.4.2: whole or not at all."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.builders import returns_in
from tests.findings.answers import ask, by, rows, sentences, table
from tests.findings.returns_made import MX, Record, answer, every
from tripoint.store.ledger import Reader


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return returns_in(tmp_path_factory.mktemp("returns"), *every())


def indicator(folder: Path, records: Iterable[Record], **options: str) -> dict[str, object]:
    made = returns_in(folder, *records)
    reader = Reader(folder, **options) if options else made  # type: ignore[arg-type]
    return by(ask(reader, "returned_traces"), "indicator", "country")["MX"]


def five(**changed: float | None) -> list[Record]:
    values = {
        "firearms_seized": 60.0, "firearms_found": 30.0, "firearms_surrendered": 10.0, "diversion_traced": 20.0,
        "diversion_authority": 5.0,
    } | changed  # fmt: skip
    sheets = {code: "traces" if code.startswith("diversion") else "firearms" for code in values}
    return [*MX.frame(), *(MX.total(code, value, sheets[code]) for code, value in values.items())]


def test_the_indicator_is_the_known_points_of_diversion_in_all_firearms(tmp_path: Path) -> None:
    row = indicator(tmp_path, five())
    assert row["indicator"] == 25.0
    assert sentences(ask(Reader(tmp_path), "returned_traces"), headlines=True) == [
        "Mexico, 2025: SDG indicator 16.4.2, point of diversion established: 25% (25 of 100 firearms)."
    ]


@pytest.mark.parametrize("part", ["firearms_seized", "firearms_surrendered", "diversion_authority"])
def test_a_missing_part_leaves_the_indicator_out_and_is_named(tmp_path: Path, part: str) -> None:
    row = indicator(tmp_path, five(**{part: None}))
    assert (row["indicator"], row["indicator_missing"], row[f"{part}_state"]) == (None, "not_available", "not_supplied")
    (said,) = [text for text in sentences(ask(Reader(tmp_path), "returned_traces")) if "16.4.2" in text]
    assert "is not computed" in said


def test_a_part_that_is_zero_is_a_part(tmp_path: Path) -> None:
    assert indicator(tmp_path, five(firearms_surrendered=0.0))["indicator"] == pytest.approx(100 * 25 / 90)


def test_no_firearm_at_all_has_no_share(tmp_path: Path) -> None:
    none = dict.fromkeys(("firearms_seized", "firearms_found", "firearms_surrendered"), 0.0)
    row = indicator(tmp_path, five(**none, diversion_traced=0.0, diversion_authority=0.0))
    assert (row["indicator"], row["indicator_missing"]) == (None, "not_applicable")


def test_the_public_does_not_see_an_indicator_made_of_a_sheet_for_the_governments(tmp_path: Path) -> None:
    states = [r | {"handling": "governments"} if r["item"] == "traces" else r for r in MX.frame()]
    totals = [
        r | {"handling": "governments"} if r["item"].startswith("diversion") else r
        for r in five()
        if r["sheet"] == "totals"
    ]
    row = indicator(tmp_path, [*states, *totals])
    assert (row["indicator"], row["diversion_traced_state"]) == (None, "governments")
    trusted = by(ask(Reader(tmp_path, audience="governments"), "returned_traces"), "indicator", "country")
    assert trusted["MX"]["indicator"] == 25.0


def test_every_share_has_its_own_base(held: Reader) -> None:
    found = by(answer(held, "returned_traces"), "coverage", "country", "measure")
    submitted = found["MX", "firearms_submitted_for_trace"]
    assert (submitted["value"], submitted["share"], submitted["base"]) == (18, 72.0, "firearms_recovered")
    source = found["MX", "firearms_us_source"]
    assert (source["value"], source["share"], source["base"]) == (9, 50.0, "firearms_submitted_for_trace")
    assert found["MX", "firearms_trace_pending"]["value"] == 3
    assert found["MX", "firearms_source_undetermined"]["value"] == 1


def test_no_share_is_computed_of_a_sum_with_a_blank_part_or_of_nothing(held: Reader) -> None:
    found = by(answer(held, "returned_traces"), "coverage", "country", "measure")
    purchaser = found["MX", "firearms_purchaser_identified"]
    assert (purchaser["value"], purchaser["value_qualifier"], purchaser["share"]) == (2, "at least", None)
    assert purchaser["share_missing"] == "not_available"
    assert found["US", "firearms_us_source"]["share_missing"] == "not_applicable"


def test_the_sentence_of_the_indicator_names_each_country(held: Reader) -> None:
    said = [text for text in sentences(answer(held, "returned_traces")) if "16.4.2" in text]
    assert [text.split(",")[0] for text in said] == ["United States", "Mexico", "Canada"]
    assert said[2].endswith("not supplied, or not for this reader: Firearms surrendered.")


def test_a_place_has_no_indicator(held: Reader) -> None:
    finding = ask(held, "returned_traces", place="MX-SON")
    assert "indicator" not in {t.name for t in finding.tables}
    assert by(finding, "coverage", "measure")["firearms_recovered"]["value"] == 20


def test_corridors_are_sorted_by_firearms_and_what_is_not_known_is_stated(held: Reader) -> None:
    finding = answer(held, "returned_corridors")
    found = rows(finding, "corridors_mx")
    assert [r["value"] for r in found] == [9, 6, 3, 2]
    assert sentences(finding)[0] == (
        "Mexico, 2025: 20 firearms in corridors; not known: origin 45%, crossing 60%, place of recovery within the country "
        "45%."
    )
    assert rows(finding, "corridors_us") == []


def test_the_shares_of_a_return_with_a_blank_corridor_are_not_stated(held: Reader) -> None:
    assert not any(text.startswith("Canada, 2025: ") for text in sentences(answer(held, "returned_corridors")))


def test_one_way_in_two_directions_is_drawn_once_with_its_sum(held: Reader) -> None:
    drawn = [(r["country"], r["way_es"], r["value"]) for r in rows(answer(held, "returned_corridors"), "largest")]
    assert ("MX", "Texas → Tamaulipas → Sonora", 8) in drawn
    assert len(drawn) == 4


def test_corridors_can_be_asked_of_a_place_of_recovery(held: Reader) -> None:
    finding = ask(held, "returned_corridors", place="MX-TAM")
    assert [t.name for t in finding.tables if t.name.startswith("corridors_")] == ["corridors_mx"]
    assert [r["value"] for r in rows(finding, "corridors_mx")] == [3]


def test_only_the_first_corridors_are_printed(tmp_path: Path) -> None:
    places = [
        f"US-{code}" for code in ("TX", "AZ", "CA", "NM", "FL", "GA", "NV", "WA", "OR", "ID", "MT", "ND", "MN", "NY")
    ]
    ways = [
        MX.row("corridors", n, route_from=p, route_via="not_known", place="MX-SON", direction="southbound")
        for n, p in enumerate(places, 1)
    ]
    found = table(ask(returns_in(tmp_path, *MX.frame(), *ways), "returned_corridors"), "corridors_mx")
    assert (found.in_report, len(found.data)) == (12, 14)


def test_a_total_that_was_returned_stands_for_a_sum_with_a_blank_row(tmp_path: Path) -> None:
    where = {"place": "MX-SON", "acquisition": "seized"}
    rows_of = [
        MX.row("traces", 20, **where),
        MX.row("traces", 10, "firearms_submitted_for_trace", **where),
        MX.row("traces", None, "firearms_submitted_for_trace", **(where | {"acquisition": "found"})),
        MX.record("totals", item="submitted", measure="firearms_submitted_for_trace", value=15.0),
    ]
    found = by(ask(returns_in(tmp_path, *MX.frame(), *rows_of), "returned_traces"), "coverage", "measure")
    submitted = found["firearms_submitted_for_trace"]
    assert (submitted["value"], submitted["value_qualifier"], submitted["share"]) == (15, None, 75.0)
