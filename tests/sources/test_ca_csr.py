"""ca_csr: the day it comes into force, what it repeals, schedules that are not law yet."""

from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import parse

import pytest

from tests.conformance.samples import folder_of
from tests.sources.printed import printed
from tests.sources.variants import changed, rows_of, swap, the_problem_of
from tripoint.sources.catalogue import source

NAME = "ca_csr"
ENGLISH, FRENCH = "SOR-2025-242.xml", "DORS-2025-242.xml"
SAMPLE = folder_of(source(NAME)) / "sample"
FIRST_DAY = date(2026, 10, 1)


def clauses(path: Path) -> dict[Any, dict[str, Any]]:
    return {(r["list_id"], r["clause"], r["role"]): r for r in rows_of(NAME, path)}


@pytest.mark.parametrize("file", [ENGLISH, FRENCH])
def test_every_clause_waits_for_the_day_that_section_239_names(file: str) -> None:
    found = clauses(SAMPLE / file)
    waiting = {(r["valid_from"], r["valid_from_basis"]) for key, r in found.items() if "not in force" not in key[1]}
    assert waiting == {(FIRST_DAY, "stated")}
    assert {r["status"] for r in found.values()} == {"not_yet_in_force"}


def test_a_text_consolidated_after_that_day_is_in_force(tmp_path: Path) -> None:
    path = changed(NAME, ENGLISH, tmp_path, swap('current-date="2026-04-28"', 'current-date="2026-10-20"'))
    assert clauses(path)["ca_csr/1", "2", "entry"]["status"] == "in_force"


@pytest.mark.parametrize("words", ["on a day to be fixed", "on October 1, 2026 and October 2, 2026"])
def test_a_start_without_one_day_stops_the_run(tmp_path: Path, words: str) -> None:
    path = changed(
        NAME, ENGLISH, tmp_path, swap("This sample comes into force on October 1, 2026", f"It starts {words}")
    )
    assert the_problem_of(NAME, path).code == "bad_period"


@pytest.mark.parametrize("file", [ENGLISH, FRENCH])
def test_each_regulation_repealed_is_a_clause(file: str) -> None:
    ends = [key[1] for key, r in clauses(SAMPLE / file).items() if r["note"] == "ca_repeals" and r["under"]]
    assert ends == ["238(a)", "238(b)", "238(c)", "238(d)"]


def test_a_list_in_a_cell_has_members_and_exceptions() -> None:
    found = clauses(SAMPLE / ENGLISH)
    assert found["ca_csr/1", "1", "entry"]["text"].endswith("alkaloids and salts, including")
    assert found["ca_csr/1", "1(1)", "entry"]["under"] == "1"
    assert found["ca_csr/1", "1(2)", "exclusion"]["names"] == "Sample seed"


def test_an_empty_row_is_no_clause_and_a_closed_list_has_no_name() -> None:
    found = clauses(SAMPLE / ENGLISH)
    assert not [key for key in found if key[0] == "ca_csr/4-3"]
    heading = found["ca_csr/4-1", "1", "entry"]
    assert (heading["kind"], heading["names"]) == ("class", None)


@pytest.mark.raw
def test_the_files_repeal_four_regulations_and_agree_line_by_line(raw: Path) -> None:
    folder = raw / "legal" / "ca"
    english, french = clauses(folder / "eng" / ENGLISH), clauses(folder / "fra" / FRENCH)
    assert len(english) == 449
    assert english.keys() == french.keys()
    for key, record in english.items():
        for column in ("kind", "covers", "under", "status", "valid_from", "valid_from_basis"):
            assert record[column] == french[key][column], (key, column)
    elements = list(parse(folder / "eng" / ENGLISH).getroot().iter())
    for record in english.values():
        words = "".join(printed(elements[record["source_row"] - 1]).split())
        assert "".join(record["text"].split()) in words, record["clause"]
    (section,) = [e for e in elements if e.tag == "Section" and e.findtext("Label") == "238"]
    said = "".join(section.itertext())
    assert all(citation in said for citation in ("C.R.C., c. 1041", "SOR/97-229", "SOR/2000-217", "SOR/2012-230"))
    assert "SOR/2002-359" not in said  # the Precursor Control Regulations stay
