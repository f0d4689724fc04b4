"""What changed between two editions and why; each reason from a ledger that gives it."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from edition_demo import APRIL, MARCH, edition, finding, remark, snapshot, table

from tests.builders import cbp_file, cbp_row, figure, ingested, ledger_of
from tripoint.cli.capturing import edition_of
from tripoint.cli.comparing import told
from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import Filters
from tripoint.present.words import words
from tripoint.report.changes import Changes, changes
from tripoint.report.edition import Edition, Row
from tripoint.report.reasons import Reason, reasons
from tripoint.report.table_changes import table_change
from tripoint.store.ledger import Reader, edition_path

LATER = date(2026, 2, 1)
AUGUST, SEPTEMBER = cbp_row(month="AUG", events="2"), cbp_row(month="SEP", events="1")


def kept(ledger: Path, name: str = "border_drug_seizures", *, as_of: date | None = None) -> Edition:
    reader = Reader(ledger, as_of=as_of)
    return edition_of(reader, [CATALOGUE[name].answer(reader, Filters())], ())


def why(old: Edition, new: Edition) -> list[Reason]:
    return [reason for change in changes(old, new).findings for reason in change.reasons]


def first_file(folder: Path) -> Path:
    ingested(folder / "ledger", cbp_file(folder / "1", [AUGUST, SEPTEMBER], name="nationwide-drugs-one.csv"))
    return folder / "ledger"


def second_file(folder: Path, *rows: tuple[str, ...]) -> None:
    ingested(folder / "ledger", cbp_file(folder / "2", rows, name="nationwide-drugs-two.csv"), accessed=LATER)


# why, from ledgers


def test_a_file_of_a_month_that_was_not_held_is_new_data(tmp_path: Path) -> None:
    ledger = first_file(tmp_path)
    old = kept(ledger)
    second_file(tmp_path, cbp_row(year="2026", month="OCT", events="5"))
    (reason,) = why(old, kept(ledger))
    assert (reason.why, reason.file, reason.known_since) == ("new_data", "nationwide-drugs-two.csv", LATER)
    assert reason.periods == ((date(2025, 10, 1), date(2025, 10, 31)),)


def test_a_newer_file_of_a_month_that_was_held_is_a_revision_of_it(tmp_path: Path) -> None:
    ledger = first_file(tmp_path)
    old = kept(ledger)
    second_file(tmp_path, cbp_row(month="SEP", events="9"))
    (reason,) = why(old, kept(ledger))
    assert (reason.why, reason.replaces) == ("revision", ("nationwide-drugs-one.csv",))
    assert reason.periods == ((date(2025, 9, 1), date(2025, 9, 30)),)


def test_a_file_that_adds_and_replaces_is_both(tmp_path: Path) -> None:
    ledger = first_file(tmp_path)
    old = kept(ledger)
    second_file(tmp_path, cbp_row(month="SEP", events="9"), cbp_row(year="2026", month="OCT", events="5"))
    assert [reason.why for reason in why(old, kept(ledger))] == ["revision", "new_data"]


def test_what_an_earlier_day_did_not_know_is_withdrawn(tmp_path: Path) -> None:
    ledger = first_file(tmp_path)
    second_file(tmp_path, cbp_row(month="SEP", events="9"))
    (reason,) = why(kept(ledger), kept(ledger, as_of=date(2026, 1, 31)))
    assert (reason.why, reason.file) == ("withdrawn", "nationwide-drugs-two.csv")


def returned(ledger: Path, **changed: Any) -> Edition:
    fields = {"source": "ca_firearms_return", "series": "made", "origin": "ca_firearms_return/0000000000000000"}
    ledger_of(ledger, figure(**{**fields, **changed}))
    return kept(ledger, "data_quality")


def test_a_newer_file_of_a_national_return_is_a_correction(tmp_path: Path) -> None:
    old = returned(tmp_path)
    new = returned(tmp_path, snapshot="1" * 64, recorded_at=LATER, value=7.0)
    assert [reason.why for reason in why(old, new)] == ["correction"]


def test_a_record_that_is_not_its_first_version_is_a_correction_too(tmp_path: Path) -> None:
    old = returned(tmp_path, source="us_cbp_drugs")
    new = returned(tmp_path, source="us_cbp_drugs", snapshot="1" * 64, recorded_at=LATER, version=2)
    assert [reason.why for reason in why(old, new)] == ["correction"]


def test_a_statement_known_later_in_the_same_transcript_is_new_data_and_withdrawn_the_other_way() -> None:
    early = kept(edition_path(), "commitments", as_of=date(2024, 2, 7))
    late = kept(edition_path(), "commitments", as_of=date(2024, 2, 8))
    assert {(reason.why, reason.records > 0) for reason in why(early, late)} == {("new_data", True)}
    assert {(reason.why, reason.records > 0) for reason in why(late, early)} == {("withdrawn", True)}
    said = "\n".join(told(changes(late, early), words("en")))
    assert re.search(r"Withdrawn: \d+ records of commitments\.csv .* were not known on February 7, 2024", said)


# why, from editions

HELD = snapshot("a.csv")
ONE, TWO = table({"place": "CA", "value": 1}), table({"place": "CA", "value": 2})


def test_other_rows_from_the_same_snapshots_are_the_methods_doing() -> None:
    old = edition(finding(ONE, HELD), snapshots=(HELD,))
    new = edition(finding(TWO, HELD), snapshots=(HELD,), version="2.0")
    assert why(old, new) == [Reason("method")]
    said = list(told(changes(old, new), words("en")))
    assert any("read by Tripoint 1.0 and by Tripoint 2.0" in line for line in said)


def test_for_other_readers_it_is_the_audience_and_not_the_method() -> None:
    old = edition(finding(ONE, HELD), snapshots=(HELD,))
    new = edition(finding(TWO, HELD), snapshots=(HELD,), audience="governments")
    assert why(old, new) == [Reason("audience")]


def test_a_snapshot_of_another_answer_is_no_reason_unless_nothing_else_explains_it() -> None:
    other = snapshot("b.csv", APRIL, source="mx_sesnsp_federal")
    mine = snapshot("c.csv", APRIL)
    old = edition(finding(ONE, HELD), snapshots=(HELD,))
    both = edition(finding(TWO, HELD, mine), snapshots=(HELD, mine, other))
    assert [reason.file for reason in why(old, both)] == ["c.csv"]
    counted = edition(finding(TWO, HELD), snapshots=(HELD, other))
    assert [reason.file for reason in why(old, counted)] == ["b.csv"]


def test_an_answer_about_what_is_held_is_explained_by_all_snapshots() -> None:
    other = snapshot("b.csv", source="mx_sesnsp_federal")
    old, new = edition(finding(ONE), snapshots=(HELD,)), edition(finding(TWO), snapshots=(HELD, other))
    assert [reason.file for reason in why(old, new)] == ["b.csv"]


def test_a_new_window_that_overlaps_older_ones_revises_none_of_them() -> None:
    windows = [(date(2025, month, 1), date(2026, month - 1, 28)) for month in (2, 3, 4)]
    old = snapshot("old.csv", tuple(windows[:2]))
    new = snapshot("new.csv", (windows[2],), recorded_at=date(2026, 5, 1))
    found = reasons(edition(snapshots=(old,)), edition(snapshots=(old, new)), ())
    assert [reason.why for reason in found] == ["new_data"]


def test_an_older_file_that_comes_late_replaces_nothing() -> None:
    late = snapshot("late.csv", MARCH + APRIL, recorded_at=date(2026, 2, 1))
    found = reasons(edition(snapshots=(HELD,)), edition(snapshots=(HELD, late)), ())
    assert [(reason.why, reason.periods) for reason in found] == [("new_data", APRIL)]


# what


def change(old: list[Row], new: list[Row], *columns: tuple[str, str]) -> Any:
    return table_change(table(*old, columns=columns), table(*new, columns=columns))


def test_a_changed_number_is_one_cell_of_the_row_that_its_codes_name() -> None:
    rows: list[Row] = [{"place": "CA", "year": "2024", "value": 1}, {"place": "CA", "year": "2025", "value": 2}]
    found = change(rows, [rows[0], {**rows[1], "value": 3}], ("place", "place"), ("year", "text"), ("value", "number"))
    assert (found.added, found.gone, found.changed) == (0, 0, 1)
    (cell,) = found.cells
    assert (cell.row["year"], cell.column, cell.old, cell.new) == ("2025", "value", 2, 3)


def test_a_value_that_came_for_one_that_was_missing_is_a_change_and_no_new_row() -> None:
    columns = (("place", "place"), ("value", "number"))
    old: list[Row] = [
        {"place": "CA", "value": None, "missing": "suppressed"},
        {"place": "US", "value": 1, "missing": None},
    ]
    new: list[Row] = [{"place": "CA", "value": 4, "missing": None}, old[1]]
    found = change(old, new, *columns)
    assert (found.added, found.gone, found.changed) == (0, 0, 1)
    assert {cell.column for cell in found.cells} == {"value", "missing"}


def test_a_running_year_that_grew_is_the_same_row() -> None:
    columns = (("place", "place"), ("period", "period"), ("value", "number"))
    whole: Row = {"place": "CA", "period_start": "2025-01-01", "period_end": "2025-12-31", "value": 9}
    running: Row = {"place": "CA", "period_start": "2026-01-01", "period_end": "2026-03-31", "value": 2}
    found = change([whole, running], [whole, {**running, "period_end": "2026-06-30", "value": 5}], *columns)
    assert (found.added, found.gone, found.changed) == (0, 0, 1)


def test_a_period_that_is_now_complete_is_the_same_row() -> None:
    columns = (("status", "message"), ("period", "period"), ("value", "number"))
    days = [{"period_start": f"2025-0{n}-01", "period_end": f"2025-0{n}-28"} for n in (1, 2)]
    old: list[Row] = [{"status": "complete", **days[0], "value": 1}, {"status": "incomplete", **days[1], "value": 1}]
    found = change(old, [old[0], {**old[1], "status": "complete", "value": 2}], *columns)
    assert (found.added, found.gone, found.changed) == (0, 0, 1)
    assert {cell.column for cell in found.cells} == {"status", "value"}


def test_rows_come_and_go() -> None:
    columns = (("place", "place"), ("value", "number"))
    ca, us, mx = ({"place": place, "value": 1} for place in ("CA", "US", "MX"))
    found = change([ca, us], [us, mx], *columns)
    assert (found.added, found.gone, found.changed) == (1, 1, 0)


def test_rows_that_nothing_tells_apart_are_matched_by_their_place() -> None:
    found = change([{"value": 1}, {"value": 1}], [{"value": 1}, {"value": 2}], ("value", "number"))
    assert [(cell.row, cell.old, cell.new) for cell in found.cells] == [({"row": 2}, 1, 2)]


def test_remarks_are_added_changed_and_removed() -> None:
    old = edition(remarks=(remark(), remark(country="MX")))
    new = edition(remarks=(remark(en="Another word."), remark(country="US")))
    kinds = {(c.new or c.old).country: (c.old is None, c.new is None) for c in changes(old, new).remarks}  # type: ignore[union-attr]
    assert kinds == {"CA": (False, False), "US": (True, False), "MX": (False, True)}


def test_two_that_say_the_same_say_so() -> None:
    said = list(told(changes(edition(finding(ONE)), edition(finding(ONE))), words("en")))
    assert said[-1] == "Nothing changed: both say the same."


def test_an_answer_that_is_worded_otherwise_is_a_change_without_rows() -> None:
    found: Changes = changes(edition(finding(ONE)), edition(finding(ONE, words="otherwise"), version="2.0"))
    (only,) = found.findings
    assert (only.is_reworded, only.tables) == (True, ())


@pytest.mark.parametrize("cells", [20, 21])
def test_twenty_changed_cells_are_printed_and_the_others_counted(cells: int) -> None:
    def rows(value: int) -> list[Row]:
        return [{"place": f"US-{n:02}", "value": value} for n in range(cells)]

    found = changes(edition(finding(table(*rows(1)))), edition(finding(table(*rows(2)))))
    lines = list(told(found, words("en")))
    assert sum("→" in line for line in lines) == 20
    assert any("… 1 more changed cells" in line for line in lines) == (cells == 21)


def test_a_long_text_is_shown_from_where_it_changed_and_in_one_language() -> None:
    def rows(end: str) -> list[Row]:
        return [{"place": "CA", **{f"says_{language}": "same " * 30 + end for language in ("en", "es", "fr")}}]

    found = changes(edition(finding(table(*rows("old")))), edition(finding(table(*rows("new")))))
    (line,) = [line for line in told(found, words("fr")) if "→" in line]
    assert "says_fr" in line
    assert line.index("old") < line.index("→") < line.index("new")
