from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import ledger_of, statement
from tests.findings.answers import ask, by, rows, sentences, table
from tripoint.errors import QuestionError
from tripoint.findings.question import Finding
from tripoint.present.cells import cell_of
from tripoint.present.words import words
from tripoint.store.ledger import Reader

NAME = "cross_border_firearms"
TABLES = ("stated_us", "stated_mx", "stated_ca", "running_cross_border", "running_inside", "not_cross_border")


def crossing(identifier: str, **changed: Any) -> dict[str, Any]:
    return statement(statement_id=identifier, is_cross_border_firearm=True, **changed)


def total(identifier: str, until: date, value: float, body: str = "SSPC") -> dict[str, Any]:
    return statement(
        statement_id=identifier,
        countries="MX",
        body=body,
        value=value,
        is_running_total=True,
        words_en="firearms seized",
        period_start=date(2024, 10, 1),
        period_end=until,
    )


def shown(finding: Finding, name: str, column: str) -> list[str]:
    found = table(finding, name)
    chosen = next(c for c in found.columns if c.name == column)
    return [cell_of(chosen, row, words("en")).text for row in found.data.to_pylist()]


@pytest.fixture
def small(tmp_path: Path) -> Reader:
    return ledger_of(
        tmp_path,
        crossing(
            "F-001",
            value=2000,
            qualifier="nearly",
            direction="southbound",
            stated="2023-06-14",
            unit_en="firearms",
        ),
        crossing("F-002", countries="MX", value=None, missing="not_reported", topic="firearms_estimate"),
        crossing(
            "F-003",
            countries="MX",
            value=70,
            unit="percent",
            base="submitted",
            topic="share_us_sourced",
            period_start=date(2014, 1, 1),
            period_end=date(2018, 12, 31),
            period_en="2014 to 2018",
        ),
        crossing("F-004", countries="US MX", topic="ammunition", value=5),
        total("F-005", date(2025, 1, 26), 10),
        total("F-006", date(2025, 7, 3), 20),
        total("F-007", date(2025, 8, 25), 30),
        total("F-008", date(2025, 8, 25), 40, body="SEDENA"),
        statement(statement_id="F-009", topic="deaths"),
    )


@pytest.fixture(scope="module")
def full(full_ledger: Reader) -> Finding:
    return ask(full_ledger, NAME)


def test_each_country_has_its_own_table_and_a_shared_figure_stands_in_both(small: Reader):
    finding = ask(small, NAME)
    assert [r["statement_id"] for r in rows(finding, "stated_us")] == ["F-001", "F-004"]
    assert [r["statement_id"] for r in rows(finding, "stated_mx")] == ["F-002", "F-003", "F-004"]
    assert rows(finding, "stated_ca") == []


def test_the_newest_statement_is_the_newest_that_gives_a_number(tmp_path: Path):
    newest = crossing("F-001", value=None, missing="not_reported", stated="2024-05-01")
    reader = ledger_of(tmp_path, newest, crossing("F-002", value=2000, stated="2023-06-14", unit_en="firearms"))
    told = [s for s in sentences(ask(reader, NAME)) if "newest dated statement" in s]
    assert len(told) == 1
    assert "2,000 firearms" in told[0]


def test_a_blank_is_printed_as_not_reported_and_never_as_zero(small: Reader):
    finding = ask(small, NAME)
    assert rows(finding, "stated_mx")[0]["value"] is None
    assert shown(finding, "stated_mx", "value")[0] == "not reported"
    assert shown(finding, "stated_us", "direction") == ["southbound", "not reported"]
    assert shown(finding, "stated_mx", "period")[0] == "not reported"


def test_a_quantity_carries_its_qualifier_and_a_share_its_base(small: Reader):
    finding = ask(small, NAME)
    assert shown(finding, "stated_us", "value")[0] == "nearly 2,000 firearms"
    assert shown(finding, "stated_mx", "value")[1] == "70% of firearms submitted for tracing"


def test_only_a_total_that_one_body_states_three_times_is_drawn(small: Reader):
    finding = ask(small, NAME)
    assert [r["statement_id"] for r in rows(finding, "drawn_inside")] == ["F-005", "F-006", "F-007"]
    assert [c.kind for c in finding.charts] == ["running"]
    assert rows(finding, "running_cross_border") == []
    assert [r["statement_id"] for r in rows(finding, "running_inside")] == [
        "F-007",
        "F-008",
        "F-006",
        "F-005",
    ]


def test_two_statements_of_a_total_are_not_a_line(tmp_path: Path):
    reader = ledger_of(tmp_path, total("F-005", date(2025, 1, 26), 10), total("F-006", date(2025, 7, 3), 20))
    assert ask(reader, NAME).charts == ()


def test_totals_that_do_not_say_their_start_are_not_drawn(tmp_path: Path):
    ends = (date(2024, 12, 31), date(2025, 1, 26), date(2025, 7, 3))
    made = [total(f"F-{n}", end, n) | {"period_start": None} for n, end in enumerate(ends)]
    assert ask(ledger_of(tmp_path, *made), NAME).charts == ()


def test_filters_by_country_and_time(small: Reader):
    finding = ask(small, NAME, country="US")
    assert [t.name for t in finding.tables if t.name.startswith("stated_")] == ["stated_us"]
    assert {r["country"] for r in rows(finding, "published")} == {"US"}
    recent = ask(small, NAME, since=date(2020, 1, 1))
    assert [r["statement_id"] for r in rows(recent, "stated_us")] == ["F-001"]
    assert rows(recent, "stated_mx") == []
    with pytest.raises(QuestionError):
        ask(small, NAME, country="FR")


def test_as_of_sees_the_older_transcript(tmp_path: Path):
    old = crossing("F-001", value=1, recorded_at=date(2025, 1, 1))
    new = crossing("F-001", value=2, recorded_at=date(2026, 1, 1), snapshot="1" * 64)
    ledger_of(tmp_path, old, new)
    assert [r["value"] for r in rows(ask(Reader(tmp_path), NAME), "stated_us")] == [2]
    assert [r["value"] for r in rows(ask(Reader(tmp_path, as_of=date(2025, 6, 1)), NAME), "stated_us")] == [1]


def test_the_same_figure_of_two_sources_is_one_row_of_the_better_grade(tmp_path: Path):
    facts = {
        "countries": "CA",
        "body": "CBSA",
        "value": 37,
        "period_start": date(2012, 7, 1),
        "period_end": date(2012, 9, 30),
    }
    twin = crossing("CBSA-001", source="ca_cbsa_published", series="published", snapshot="2" * 64, grade="B", **facts)
    finding = ask(ledger_of(tmp_path, crossing("F-182", **facts), twin), NAME)
    assert [(r["statement_id"], r["again"]) for r in rows(finding, "stated_ca")] == [("F-182", "CBSA-001")]
    assert finding.record_count == 2


def test_every_cross_border_figure_held_is_shown_once_or_named_as_a_twin(full: Finding, full_ledger: Reader):
    held = full_ledger.statements()
    ids = full_ledger.fetch(held.filter(held.is_cross_border_firearm).select("statement_id"))[
        "statement_id"
    ].to_pylist()
    printed = [r for name in TABLES for r in rows(full, name)]
    named = {i for r in printed for i in (r["statement_id"], *(r["again"] or "").split())}
    assert set(ids) <= named
    own = [r["statement_id"] for name in TABLES for r in rows(full, name) if r["countries"] != "US MX"]
    assert len(own) == len(set(own))


def test_the_figures_of_the_release_are_as_stated(full: Finding):
    american = by(full, "stated_us", "statement_id")
    assert (american["F-055"]["value"], american["F-055"]["value_qualifier"]) == (2000, "nearly")
    canadian = by(full, "stated_ca", "statement_id")
    assert canadian["F-198"]["value"] == 830
    assert "F-182" in canadian
    assert "CBSA-001" not in canadian
    assert by(full, "stated_mx", "statement_id")["F-005"]["missing"] == "not_reported"


def test_the_running_total_of_the_sspc_is_the_only_one_drawn(full: Finding):
    drawn = rows(full, "drawn_inside")
    assert {r["body"] for r in drawn} == {"SSPC, Gabinete de Seguridad"}
    assert [r["value"] for r in drawn] == [4981, 13275, 15496, 16048, 20169, 21400, 24000]
    assert len(full.charts) == 1


def test_figures_that_differ_stand_side_by_side_in_whole_groups(full: Finding):
    groups: dict[str, set[float]] = {}
    for row in rows(full, "contradictions"):
        groups.setdefault(row["contradicts"], set()).add(row["value"])
    assert groups["firearms_bound_for_mexico_2025"] == {9700, 4359}
    assert groups["mx_firearms_seized_since_2024_10"] == {24000, 18000}
    assert groups["ca_police_firearms_seized"] == {21000, 30000}
    assert groups["training_etrace"] == {119, 118}
    assert all(len(values) > 1 for values in groups.values())


def test_the_matrix_counts_what_is_printed_and_shows_the_blanks(full: Finding):
    cells = by(full, "published", "country", "direction")
    roles = ("border", "bound", "traced", "inside")
    assert all(cells["CA", direction][role] == 0 for direction in ("southbound", "northbound") for role in roles)
    assert "none held" in shown(full, "published", "border")
    counted = sum(row[role] for row in cells.values() for role in roles)
    assert counted == sum(len(rows(full, name)) for name in TABLES) + sum(
        len(r["countries"].split()) - 1 for name in TABLES[3:] for r in rows(full, name)
    )


def test_the_headline_says_that_no_series_was_found(full: Finding):
    first, counts = sentences(full, headlines=True)
    assert first.startswith("No open, current series of cross-border firearms seizures is held.")
    assert "US Customs and Border Protection publishes one" in first
    assert counts.endswith("United States 21, Mexico 29, Canada 47.")
    assert any(
        s.startswith("Canada, newest dated statement on cross-border firearms: firearms seized: over 830 firearms")
        and s.endswith("(CBSA, January 26, 2026; grade B).")
        for s in sentences(full)
    )


def test_nothing_is_said_where_nothing_was_known(small: Reader):
    early = ask(Reader(small.folder, as_of=date(1990, 1, 1)), NAME)
    assert (early.record_count, early.facts, early.charts) == (0, (), ())


def test_a_country_without_a_series_is_said_alone(small: Reader):
    (first, *_) = sentences(ask(small, NAME, country="MX"))
    assert first.startswith("Mexico: no open, current series")
    assert "Customs" not in first


def test_a_table_without_directions_has_no_column_of_them(small: Reader, full: Finding):
    columns = {t.name: [c.name for c in t.columns] for t in (*ask(small, NAME).tables, *full.tables)}
    assert "direction" not in columns["stated_ca"]
    assert "direction" in columns["stated_us"]
    assert "direction" in columns["stated_mx"]


def test_both_ends_of_a_range_are_named(full: Finding):
    ends = {r["statement_id"]: shown(full, "stated_mx", "value")[n] for n, r in enumerate(rows(full, "stated_mx"))}
    assert ends["F-266"] == "77% of firearms seized, lower end of a range"
    assert ends["F-267"] == "78% of firearms seized, upper end of a range"
    assert ends["F-069"] == "over a third of firearms submitted for tracing"


def test_a_border_count_quoted_by_the_press_stands_with_the_others_of_canada(full: Finding):
    row = by(full, "stated_ca", "statement_id")["PT-42"]
    assert (row["value"], row["body"], row["stated"]) == (1101, "CBSA, through Reuters", "2023-04-28")


def test_what_is_no_contradiction_is_not_called_one(full: Finding):
    assert {r["statement_id"] for r in rows(full, "contradictions")}.isdisjoint({"F-269", "F-270"})


def test_running_totals_of_a_country_are_not_among_those_that_cross_a_border(full: Finding):
    assert all(r["is_cross_border_firearm"] for r in rows(full, "running_cross_border"))
    assert not any(r["is_cross_border_firearm"] for r in rows(full, "running_inside"))
    assert (len(rows(full, "running_cross_border")), len(rows(full, "running_inside"))) == (17, 28)


def test_weapons_that_are_no_firearms_are_left_to_the_border_seizures_of_canada(full: Finding):
    assert all(r["topic"] != "weapons" for name in TABLES for r in rows(full, name))
    assert not {"F-181", "F-195"} & {r["statement_id"] for name in TABLES for r in rows(full, name)}


def test_nothing_is_added_up(full: Finding):
    assert all(t.measure is None for t in full.tables)
    assert (full.period_start, full.period_end) == (None, None)
    assert {"running_total", "transcribed_single_figure", "overlapping_figures"} <= set(full.caveats)
