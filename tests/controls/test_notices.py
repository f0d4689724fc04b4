"""draft → checked → sent → answered, in both databases: every other way is refused and changes nothing."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from tests.controls.notices_made import ACT, AT, INCIDENT, NOTICE, checked, draft, on, pairs, sent
from tripoint.controls import audit, incidents, notices
from tripoint.controls.notices import Count, Notice
from tripoint.errors import BadEntry
from tripoint.protocol.outbox import signed_of
from tripoint.store.desk.audit import outbox
from tripoint.store.desk.opening import Desk, open_desk

ON, LATER, LAST = AT.date(), date(2026, 3, 15), date(2026, 3, 18)


@pytest.fixture
def desk(new_desk_address: str) -> Desk:
    return open_desk(new_desk_address)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(BadEntry) as told:
        act()
    (problem,) = told.value.problems
    return problem.code


def now(desk: Desk, number: int) -> Notice:
    return notices.show(desk, ACT, number)[0]


def test_a_notice_goes_its_way_with_who_and_when(desk: Desk) -> None:
    number = sent(desk).number
    done = notices.answer(desk, on(LATER), number, answer="no_objection", answered_on=LATER)
    assert (done.state, done.answer, done.version) == ("answered", "no_objection", 4)
    assert (done.sent_on, done.reply_by, done.answered_on) == ("2026-03-11", "2026-03-18", "2026-03-15")
    _, steps = notices.show(desk, ACT, number)
    assert [(s.version, s.step, s.who) for s in steps] == [
        (1, "new", "desk tester"), (2, "check", "desk tester"),
        (3, "send", "desk tester"), (4, "answer", "desk tester"),
    ]  # fmt: skip
    assert steps[0].at == "2026-03-11T09:30:00.000000Z"


def test_each_change_and_each_query_leaves_one_line(desk: Desk) -> None:
    number = sent(desk).number
    notices.listed(desk, ACT)
    notices.due(desk, ACT, until=LAST)
    now(desk, number)
    notices.counts(desk)
    assert [line["action"] for line in audit.last_lines(desk, 100)] == [
        "notice.new", "notice.check", "notice.send", "notice.list", "notice.due", "notice.show",
    ]  # fmt: skip
    assert audit.verify(desk).broken is None


def test_what_is_signed_off_goes_to_the_outbox_in_the_order_of_the_decisions(desk: Desk) -> None:
    first, second = sent(desk), sent(desk)
    notices.answer(desk, on(LATER), first.number, answer="stop", answered_on=LATER)
    incident = incidents.new(desk, ACT, pairs(INCIDENT))
    with desk.reading() as connection:
        rows = outbox(connection)
        assert [row["number"] for row in outbox(connection, after=2)] == [3, 4]
    assert [(row["number"], row["kind"], row["record_id"], row["version"]) for row in rows] == [
        (1, "pre_export_notices", first.record_id, 3),
        (2, "pre_export_notices", second.record_id, 3),
        (3, "pre_export_notices", first.record_id, 4),
        (4, "incidents", incident.record_id, 1),
    ]
    body = json.loads(rows[2]["body"])
    assert (body["desk_id"], body["version"], body["recorded_at"]) == (first.record_id, 4, "2026-03-15")
    assert (body["state"], body["answer"], body["quantity_as_written"]) == ("answered", "stop", "25.5 kg")
    for row in rows:
        assert signed_of(row["kind"], row["body"]).body() == row["body"]


def test_firms_addresses_and_remarks_are_not_signed_off(desk: Desk) -> None:
    sent(desk, other_information="Remark of a sender")
    incidents.new(desk, ACT, pairs(INCIDENT, grounds="Grounds of a clerk"))
    with desk.reading() as connection:
        told = "".join(row["body"] for row in outbox(connection))
    stays = (
        "Synthetic Exports",
        "Example Road",
        "Importaciones",
        "Calle Ejemplo",
        "Port of Example",
        "Remark",
        "Grounds",
    )
    assert "acetic anhydride" in told
    assert [word for word in stays if word in told] == []


def test_a_refused_step_changes_nothing(desk: Desk) -> None:
    before = draft(desk, quantity=None)
    lines = audit.verify(desk).lines
    assert refused(lambda: notices.check(desk, ACT, before.number)) == "entry_missing"
    assert audit.verify(desk).lines == lines
    assert now(desk, before.number) == before


ILLEGAL = [
    (draft, "send", "notice_not_checked"),
    (draft, "answer", "notice_not_sent"),
    (checked, "change", "notice_not_draft"),
    (checked, "check", "notice_not_draft"),
    (checked, "answer", "notice_not_sent"),
    (sent, "change", "notice_not_draft"),
    (sent, "check", "notice_not_draft"),
    (sent, "send", "notice_not_checked"),
]


@pytest.mark.parametrize(("made", "step", "code"), ILLEGAL)
def test_a_step_out_of_turn_is_refused(desk: Desk, made: Callable[[Desk], Notice], step: str, code: str) -> None:
    before = made(desk)
    steps: dict[str, Callable[[], object]] = {
        "change": lambda: notices.change(desk, ACT, before.number, ["quantity=1 kg"]),
        "check": lambda: notices.check(desk, ACT, before.number),
        "send": lambda: notices.send(desk, ACT, before.number, sent_on=ON),
        "answer": lambda: notices.answer(desk, ACT, before.number, answer="stop", answered_on=ON),
    }
    assert refused(steps[step]) == code
    assert now(desk, before.number) == before


@pytest.mark.parametrize("given", ["no_objection", "objection", "stop"])
def test_an_answer_is_final(desk: Desk, given: str) -> None:
    number = sent(desk).number
    notices.answer(desk, on(LATER), number, answer=given, answered_on=LATER)
    for again in ("no_objection", "objection", "stop", "no_answer"):
        assert refused(lambda a=again: notices.answer(desk, on(LATER), number, answer=a, answered_on=LATER)) == (  # type: ignore[misc]
            "notice_answered"
        )
    for step in (notices.check, notices.send):
        with pytest.raises(BadEntry):
            step(desk, ACT, number, **({"sent_on": ON} if step is notices.send else {}))


def test_no_answer_waits_for_the_end_of_the_deadline_and_a_late_answer_may_follow(desk: Desk) -> None:
    number, after, late = sent(desk).number, date(2026, 3, 19), date(2026, 3, 25)
    assert (
        refused(lambda: notices.answer(desk, on(LAST), number, answer="no_answer", answered_on=LAST))
        == "notice_not_due"
    )
    silent = notices.answer(desk, on(after), number, answer="no_answer", answered_on=after)
    assert (silent.state, silent.answer) == ("answered", "no_answer")
    assert (
        refused(lambda: notices.answer(desk, on(late), number, answer="no_answer", answered_on=late))
        == "notice_answered"
    )
    done = notices.answer(desk, on(late), number, answer="objection", answered_on=late)
    assert (done.answer, done.version) == ("objection", 5)


def test_days_that_cannot_be_are_refused(desk: Desk) -> None:
    number = checked(desk).number
    tomorrow = date(2026, 3, 12)
    assert refused(lambda: notices.send(desk, ACT, number, sent_on=tomorrow)) == "entry_date_impossible"
    assert (
        refused(lambda: notices.send(desk, ACT, number, sent_on=ON, reply_by=date(2026, 3, 10)))
        == "notice_deadline_order"
    )
    notices.send(desk, ACT, number, sent_on=ON)
    early = date(2026, 3, 10)
    assert refused(lambda: notices.answer(desk, ACT, number, answer="stop", answered_on=early)) == "notice_answer_early"
    assert (
        refused(lambda: notices.answer(desk, ACT, number, answer="stop", answered_on=tomorrow))
        == "entry_date_impossible"
    )


def test_a_notice_goes_before_the_goods_but_one_that_came_late_is_kept(desk: Desk) -> None:
    own = checked(desk, dispatch_date="2026-03-10")
    assert refused(lambda: notices.send(desk, ACT, own.number, sent_on=ON)) == "notice_sent_late"
    theirs = notices.new(desk, ACT, direction="incoming", pairs=pairs(NOTICE, dispatch_date="2026-03-10"))
    notices.check(desk, ACT, theirs.number)
    assert notices.send(desk, ACT, theirs.number, sent_on=ON).state == "sent"


def test_the_deadline_is_that_of_a_text_or_of_the_user(desk: Desk) -> None:
    other = checked(desk, exporting_country="US")
    assert refused(lambda: notices.send(desk, ACT, other.number, sent_on=ON)) == "notice_no_deadline"
    assert notices.send(desk, ACT, other.number, sent_on=ON, reply_by=LATER).reply_by == "2026-03-15"
    assert sent(desk).reply_by == "2026-03-18"  # SOR/2002-359, s. 34(e): seven days


def test_due_lists_what_waits_the_most_urgent_first(desk: Desk) -> None:
    late = notices.send(desk, ACT, checked(desk).number, sent_on=ON, reply_by=date(2026, 3, 17))
    soon = notices.send(desk, ACT, checked(desk).number, sent_on=ON, reply_by=date(2026, 3, 12))
    notices.send(desk, ACT, checked(desk).number, sent_on=ON, reply_by=date(2026, 3, 18))
    answered = sent(desk)
    notices.answer(desk, ACT, answered.number, answer="stop", answered_on=ON)
    assert [n.number for n in notices.due(desk, ACT, until=date(2026, 3, 17))] == [soon.number, late.number]


def test_who_saw_an_older_version_is_refused(desk: Desk) -> None:
    seen = draft(desk)
    notices.change(desk, ACT, seen.number, ["quantity=30 kg"], version=seen.version)
    assert refused(lambda: notices.check(desk, ACT, seen.number, version=seen.version)) == "notice_changed"
    assert notices.check(desk, ACT, seen.number, version=2).state == "checked"


def test_a_draft_can_be_changed_and_a_field_emptied(desk: Desk) -> None:
    number = draft(desk, consignee_name="Synthetic Consignee Inc.").number
    after = notices.change(desk, ACT, number, ["quantity=30 kg", "consignee_name="])
    assert after.fields["quantity"] == "30 kg"
    assert "consignee_name" not in after.fields


def test_counts_name_no_firm(desk: Desk) -> None:
    draft(desk)
    sent(desk)
    number = sent(desk).number
    notices.answer(desk, ACT, number, answer="objection", answered_on=ON)
    notices.new(desk, ACT, direction="incoming", pairs=[])
    assert notices.counts(desk) == (
        Count("incoming", "draft", None, 1),
        Count("outgoing", "answered", "objection", 1),
        Count("outgoing", "draft", None, 1),
        Count("outgoing", "sent", None, 1),
    )


def test_a_number_and_a_word_that_are_not_there_are_refused(desk: Desk) -> None:
    assert refused(lambda: notices.show(desk, ACT, 77)) == "notice_unknown"
    assert refused(lambda: incidents.show(desk, ACT, 77)) == "notice_unknown"
    assert refused(lambda: notices.listed(desk, ACT, state="lost")) == "entry_choice"
    assert refused(lambda: notices.new(desk, ACT, direction="sideways", pairs=[])) == "entry_choice"
    assert (
        refused(lambda: notices.answer(desk, ACT, sent(desk).number, answer="maybe", answered_on=ON)) == "entry_choice"
    )


def test_an_incident_is_kept_whole_or_not_at_all(desk: Desk) -> None:
    assert refused(lambda: incidents.new(desk, ACT, pairs(INCIDENT, country=None))) == "entry_missing"
    assert incidents.listed(desk, ACT) == ()
    kept = incidents.new(desk, ACT, pairs(INCIDENT))
    incidents.new(
        desk,
        ACT,
        pairs(INCIDENT, incident_kind="seizure", item_kind="equipment", item="tablet press", quantity="2 pieces"),
    )
    assert incidents.show(desk, ACT, kept.number) == kept
    assert incidents.counts(desk) == (("seizure", 1), ("stopped_shipment", 1))
