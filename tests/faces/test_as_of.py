"""`--as-of` with real processes: two vintages of one release, and the day before anything was held."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import cbp_file, cbp_row, ingested
from tests.faults.processes import tripoint

FIRST, SECOND = date(2025, 11, 15), date(2025, 12, 15)
QUESTION = "border_drug_seizures"
SAID = {
    "en": "Nothing was held then: no record that answers this was known on that date.",
    "es": "Nada se tenía entonces: en esa fecha no se conocía ningún registro que responda a esto.",
    "fr": "Rien n’était détenu alors\u00a0: aucun enregistrement qui réponde à cette question n’était connu à cette date.",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """September as known in November, and September grown by a fifth with October as known in December."""
    folder = tmp_path_factory.mktemp("vintages")
    areas = ("TUCSON FIELD OFFICE", "LAREDO FIELD OFFICE", "SAN DIEGO FIELD OFFICE", "EL PASO FIELD OFFICE")
    drugs = ("Fentanyl", "Methamphetamine", "Cocaine")

    def file(name: str, months: dict[str, str]) -> Path:
        rows = [
            cbp_row(area=area, drug=drug, events=events, month=month, year="2025" if month == "SEP" else "2026 (FYTD)")
            for area in areas
            for drug in drugs
            for month, events in months.items()
        ]
        return cbp_file(folder / name, rows, name=f"nationwide-drugs-{name}.csv")

    ingested(folder / "ledger", file("one", {"SEP": "10"}), accessed=FIRST)
    ingested(folder / "ledger", file("two", {"SEP": "12", "OCT": "7"}), accessed=SECOND)
    return folder / "ledger"


def answer(ledger: Path, question: str, *options: str) -> dict[str, Any]:
    done = tripoint("ask", question, "--json", *options, ledger=ledger)
    assert done.code == 0, done.error
    found: dict[str, Any] = json.loads(done.out)
    return found


def september(found: dict[str, Any]) -> list[float]:
    rows = next(t for t in found["tables"] if t["name"] == "monthly_seizure_events")["rows"]
    return [r["value"] for r in rows if r["period_start"] == "2025-09-01" and r["substance"] == "fentanyl"]


def test_each_date_replays_what_was_known_on_it(ledger: Path) -> None:
    assert september(answer(ledger, QUESTION, "--as-of", str(FIRST))) == [40.0]
    assert september(answer(ledger, QUESTION, "--as-of", "2025-12-14")) == [40.0]
    assert september(answer(ledger, QUESTION, "--as-of", str(SECOND))) == [48.0]
    assert september(answer(ledger, QUESTION)) == [48.0]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_day_before_the_first_snapshot_nothing_was_held(ledger: Path, language: str) -> None:
    for question in (QUESTION, "revisions", "laboratory_reports"):
        done = tripoint("ask", question, "--as-of", "2025-11-14", ledger=ledger, language=language)
        assert done.code == 0, done.error
        assert SAID[language] in done.out
        assert "•" not in done.out


def test_the_report_of_that_day_says_so_in_every_section(ledger: Path, tmp_path: Path) -> None:
    done = tripoint("report", "--out", str(tmp_path), "--as-of", "2025-11-14", "--lang", "es", ledger=ledger)
    assert done.code == 0, done.error
    page = next(tmp_path.glob("*.html")).read_text("utf-8")
    assert page.count(SAID["es"]) >= 10


def test_the_revisions_of_two_vintages_are_found_on_the_command_line(ledger: Path) -> None:
    found = answer(ledger, "revisions")
    rows = next(t for t in found["tables"] if t["name"] == "growth")["rows"]
    events = [r for r in rows if r["measure"] == "seizure_events"]
    assert [(r["age_months"], r["pairs"], r["periods"]) for r in events] == [(1, 12, 1)]
    assert events[0]["growth"] == pytest.approx(20.0)
    assert "synthetic_vintages" not in {caveat["code"] for caveat in found["caveats"]}


def test_before_the_second_vintage_the_method_runs_on_made_up_ones_and_says_so(ledger: Path) -> None:
    found = answer(ledger, "revisions", "--as-of", str(FIRST))
    assert "synthetic_vintages" in {caveat["code"] for caveat in found["caveats"]}
    assert next(t for t in found["tables"] if t["name"] == "growth")["rows"] == []
    assert any("No series held has two vintages" in sentence for sentence in found["sentences"])
    assert any("made-up vintages" in sentence for sentence in found["sentences"])
