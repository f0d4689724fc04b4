"""Records of the desk and their audit lines fit each other, in both databases, whatever way a record went."""

from datetime import date

from tests.controls.notices_made import ACT, INCIDENT, draft, on, pairs, sent
from tripoint.controls import audit, incidents, notices
from tripoint.controls.desk_records import RecordFault, faults
from tripoint.store.desk.opening import open_desk

LATER = date(2026, 3, 15)


def test_whatever_way_records_went_they_fit_their_lines(new_desk_address: str) -> None:
    desk = open_desk(new_desk_address)
    number = sent(desk).number
    notices.answer(desk, on(LATER), number, answer="no_objection", answered_on=LATER)
    notices.change(desk, ACT, draft(desk).number, ["quantity=30 kg", "point_of_entry="])
    incidents.new(desk, ACT, pairs(INCIDENT))
    notices.show(desk, ACT, number)
    assert faults(desk) == ()


def test_a_line_of_a_record_that_is_not_there_is_told(new_desk_address: str) -> None:
    desk = open_desk(new_desk_address)
    audit.note(desk, ACT, action="notice.new", subject="notice 7, version 1", detail={})
    assert faults(desk) == (RecordFault("notice", 7, "record_lost"),)


def test_lines_of_an_older_program_are_counted_and_not_compared(new_desk_address: str) -> None:
    desk = open_desk(new_desk_address)
    draft(desk)
    with desk.writing() as connection:
        from tripoint.store.desk import controls as kept

        kept.change_notice(connection, 1, version=1, values={"state": "checked"})
        audit.add(connection, ACT, action="notice.check", subject="notice 1", detail={"state": "checked"})
    assert faults(desk) == ()
