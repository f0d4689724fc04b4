"""First reports by state: counted again from the records."""

import pytest

from tests.findings.answers import ask, by, rows, sentences
from tripoint.registry.places import places
from tripoint.store.ledger import Reader, edition_path


@pytest.fixture(scope="module")
def edition() -> Reader:
    return Reader(edition_path())


@pytest.fixture(scope="module")
def records(edition):
    figures = edition.figures()
    kept = figures.filter(figures.source == "us_nflis_drug", figures.series == "dqs")
    known = {p.place_id for kind in ("state", "territory") for p in places(kind, "US")}
    return [
        r
        for r in edition.fetch(kept).to_pylist()
        if r["place"] in known and r["period_start"].year * 10 + r["period_start"].month < 20257
    ]


def test_states_and_reports_are_those_of_the_records(edition, records):
    found = by(ask(edition, "spread"), "substances", "substance")
    assert len(found) > 100
    for name in ("ortho_methylfentanyl", "carfentanil", "para_fluorofentanyl", "fentanyl"):
        mine = [r for r in records if r["substance"] == name]
        assert found[name]["areas"] == len({r["place"] for r in mine})
        assert found[name]["reports"] == sum(r["value"] for r in mine)
        assert found[name]["first_start"] == min(r["period_start"] for r in mine)
        totals = {}
        for r in mine:
            totals[r["place"]] = totals.get(r["place"], 0) + r["value"]
        assert found[name]["confirmed"] == sum(v >= 2 for v in totals.values())
        assert found[name]["five"] == sum(v >= 5 for v in totals.values())


def test_first_reports_of_one_substance_by_state(edition, records):
    found = by(ask(edition, "spread", substance="ortho_methylfentanyl"), "by_state", "place")
    mine = [r for r in records if r["substance"] == "ortho_methylfentanyl"]
    assert set(found) == {r["place"] for r in mine}
    for place, row in found.items():
        assert row["first_start"] == min(r["period_start"] for r in mine if r["place"] == place)


def test_the_curve_never_falls_and_ends_at_the_number_of_states(edition):
    finding = ask(edition, "spread", substance="ortho_methylfentanyl")
    curve = [r for r in rows(finding, "curve") if r["kind"] == "with a report"]
    values = [r["value"] for r in curve]
    assert values == sorted(values)
    assert values[-1] == by(finding, "substances", "substance")["ortho_methylfentanyl"]["areas"]
    assert all(r["perhaps"] >= r["value"] for r in curve if r["kind"] == "with a report")
    assert all(r["perhaps"] is None for r in curve if r["kind"] == "with five reports")


def test_every_direction_tried_is_counted_in_q(edition):
    everything = rows(ask(edition, "spread"), "directions")
    one = rows(ask(edition, "spread", substance="valerylfentanyl"), "directions")
    told = {(r["substance"], r["direction"]): r["q"] for r in everything}
    assert len(one) == 3
    assert all(told[r["substance"], r["direction"]] == r["q"] >= r["p"] for r in one)
    assert all((r["q"] <= 0.05) == (r["told"] != "no evidence") for r in everything)


def test_a_substance_that_is_not_in_the_category_has_no_rows_and_no_charts(edition):
    finding = ask(edition, "spread", substance="cocaine")
    assert rows(finding, "substances") == []
    assert finding.charts == ()
    assert sentences(finding) == []
