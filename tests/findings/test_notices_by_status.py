"""Notices of a desk: counted by direction and standing; without a desk it says so, and the report has no section."""

from datetime import date
from pathlib import Path

import pytest

from tests.controls.notices_made import draft, sent
from tests.findings.answers import ask, rows, sentences
from tests.findings.laws_made import control, laws_in
from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import Finding
from tripoint.present.document import Heading
from tripoint.present.imprint import Imprint
from tripoint.present.trilateral import trilateral_report
from tripoint.present.words import words
from tripoint.store.desk.opening import open_desk
from tripoint.store.ledger import Reader

NAME = "notices_by_status"


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    found = laws_in(tmp_path / "ledger", control("ca_cdsa/I", "1", "Alphine"))
    found.desk_address = str(tmp_path / "desk.sqlite")
    return found


def sections(finding: Finding) -> set[str]:
    others = {name: Finding(name, None, None, None, 1, (), (), ()) for name in CATALOGUE}
    report = trilateral_report(others | {NAME: finding}, Imprint(date(2026, 6, 1), False, "made"), words("en"))
    return {block.anchor for block in report.blocks if isinstance(block, Heading)}


def test_without_a_desk_it_says_so_makes_none_and_has_no_section(reader: Reader) -> None:
    found = ask(reader, NAME)
    assert sentences(found) == ["There is no desk here, so there are no notices to count."]
    assert found.record_count == 0
    assert not Path(str(reader.desk_address)).exists()
    assert "notices-by-status" not in sections(found)
    reader.desk_address = None
    assert ask(reader, NAME).record_count == 0


def test_an_empty_desk_is_not_no_desk(reader: Reader) -> None:
    open_desk(str(reader.desk_address))
    assert sentences(ask(reader, NAME)) == ["No notice has been entered at this desk."]


def test_notices_are_counted_by_direction_and_standing_without_a_firm_or_substance(reader: Reader) -> None:
    desk = open_desk(str(reader.desk_address))
    draft(desk), draft(desk), sent(desk)
    found = ask(reader, NAME)
    counted = {(r["direction_en"], r["state_en"], r["answer_en"]): r["notices"] for r in rows(found, "notices")}
    assert sum(counted.values()) == found.record_count == 3
    assert {state: n for (_, state, _), n in counted.items()} == {"draft": 2, "sent": 1}
    assert set(rows(found, "notices")[0]) == {
        *(f"{c}_{lang}" for c in ("direction", "state", "answer") for lang in ("en", "es", "fr")), "answer_missing", "notices",
    }  # fmt: skip
    assert sentences(found) == ["Notices at this desk: 3; awaiting an answer: 1; without an answer by the deadline: 0."]
    assert "notices-by-status" in sections(found)


def test_an_earlier_day_is_not_answered_with_the_counts_of_now(reader: Reader) -> None:
    draft(open_desk(str(reader.desk_address)))
    earlier = Reader(reader.folder, as_of=date(2026, 7, 1))
    earlier.desk_address = reader.desk_address
    found = ask(earlier, NAME)
    assert found.record_count == 0
    assert sentences(found) == [
        "Notices are counted as they stand now; how they stood on an earlier day is not counted."
    ]
