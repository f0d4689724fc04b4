"""Methods and organisations, as officially stated."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import ledger_of, statement
from tests.findings.answers import ask, rows, sentences
from tripoint.findings.bodies import BODIES, body_of, countries_of
from tripoint.store.ledger import Reader

METHODS, ORGANISATIONS = "trafficking_methods", "trafficking_organisations"
TOPICS = ("firearms", "drugs", "precursors", "finance")


def said(identifier: str, kind: str, topic: str, **changed: Any) -> dict[str, Any]:
    names = {f"name_{code}": identifier for code in ("en", "es", "fr")}
    return statement(
        statement_id=identifier,
        kind=kind,
        topic=topic,
        value=None,
        missing="not_applicable",
        **names,
        **changed,
    )


@pytest.fixture
def small(tmp_path: Path) -> Reader:
    return ledger_of(
        tmp_path,
        said("M-1", "method", "firearms", stated="2023"),
        said("M-2", "route", "firearms"),
        said("M-3", "caution", "firearms", countries="CA"),
        said("M-4", "method", "finance"),
        said("M-5", "organisation", "organisations", body="White House"),
        said("M-6", "commitment", "firearms"),
        statement(statement_id="F-1", topic="firearms_other"),
        statement(statement_id="F-2", topic="firearms_other", body="CBSA"),
        statement(statement_id="F-3", topic="firearms_other", is_cross_border_firearm=True),
    )


def test_methods_stand_by_topic_routes_first(small: Reader):
    finding = ask(small, METHODS)
    assert [r["statement_id"] for r in rows(finding, "firearms")] == ["M-2", "M-1", "M-3"]
    assert [len(rows(finding, topic)) for topic in TOPICS] == [3, 0, 0, 1]


def test_figures_on_channels_leave_out_borders_and_seizures(small: Reader):
    assert [r["statement_id"] for r in rows(ask(small, METHODS), "figures")] == ["F-1"]


def test_methods_can_be_narrowed_to_a_country(small: Reader):
    assert [r["statement_id"] for r in rows(ask(small, METHODS, country="CA"), "firearms")] == ["M-3"]


def test_every_method_of_the_transcript_is_shown(full_ledger: Reader):
    finding = ask(full_ledger, METHODS)
    assert [len(rows(finding, topic)) for topic in TOPICS] == [31, 18, 11, 3]
    assert sentences(finding, headlines=True)[0].startswith(
        "Official statements on methods and routes shown here: firearms 31"
    )


def test_an_organisation_is_named_with_the_country_of_the_body(small: Reader):
    (row,) = rows(ask(small, ORGANISATIONS), "organisations")
    assert (row["name_en"], row["named_by"], row["named_by_missing"]) == ("M-5", "US", None)


def test_a_body_that_is_not_known_has_no_country_invented(tmp_path: Path):
    reader = ledger_of(tmp_path, said("M-1", "organisation", "organisations", body="Somebody"))
    (row,) = rows(ask(reader, ORGANISATIONS), "organisations")
    assert (row["named_by"], row["named_by_missing"]) == (None, "not_recorded")


def test_every_organisation_was_named_by_an_official_body_of_the_three_countries(full_ledger: Reader):
    found = rows(ask(full_ledger, ORGANISATIONS), "organisations")
    assert len(found) == 11
    assert all(set(row["named_by"].split()) <= {"US", "MX", "CA"} for row in found)


def test_the_report_says_which_source_would_answer(small: Reader):
    assert any("court records and national returns" in s for s in sentences(ask(small, ORGANISATIONS)))


def test_every_body_held_is_known_by_name(full_ledger: Reader):
    table = full_ledger.statements()
    bodies = full_ledger.fetch(table.filter(table.kind != "commitment").select("body").distinct())["body"].to_pylist()
    assert {body_of(body) for body in bodies} <= set(BODIES)
    assert countries_of("CBSA") == "CA"


def test_a_body_has_one_name_without_brackets():
    assert body_of("US and Mexico (joint)") == body_of("United States and Mexico (joint)")
    assert body_of("INL and ATF") == "ATF and INL"
    assert countries_of("SSPC (Gabinete de Seguridad)") == "MX"
    assert not any("(" in name for name in BODIES)


def test_nothing_is_said_of_methods_or_organisations_where_nothing_was_known(small: Reader):
    early = Reader(small.folder, as_of=date(1990, 1, 1))
    assert ask(early, METHODS).facts == ask(early, ORGANISATIONS).facts == ()


def test_what_is_no_method_is_shown_as_a_remark(full_ledger: Reader):
    kinds = {r["statement_id"]: r["sort"] for t in TOPICS for r in rows(ask(full_ledger, METHODS), t)}
    assert {kinds[i] for i in ("M-053", "M-060", "M-062")} == {"remark"}
