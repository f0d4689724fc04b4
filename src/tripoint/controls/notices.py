"""Pre-export notices: draft → checked → sent → answered, each step with who, when and an audit line.

outgoing: this country exports, and its authority tells the importing country. incoming: another told this one.
What is sent or answered is put into the outbox in the same transaction, for the ledger.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Connection

from tripoint.controls import audit
from tripoint.controls.audit import Act
from tripoint.controls.entries import EARLIEST, check_whole, read_pairs
from tripoint.controls.notice import Count, Notice, Step, of_row, sealed
from tripoint.controls.signing import quantity_of, sign_off
from tripoint.errors import BadEntry, Problem
from tripoint.protocol.outbox import NOTICES
from tripoint.registry.notice_form import deadline_of, notice_terms
from tripoint.store.desk import controls as kept
from tripoint.store.desk.opening import Desk

if TYPE_CHECKING:  # the lawbook is loaded where it is asked, not by whoever counts notices
    from tripoint.controls.notice_law import NoticeLaw

NO_ANSWER = "no_answer"
NOT_IN_TEXTS = "check_not_in_texts"
"""The step of a check in spite of the texts held."""


def new(desk: Desk, act: Act, *, direction: str, pairs: Iterable[str]) -> Notice:
    """A draft, which may still lack fields. Raises BadEntry."""
    _check_choice("direction", direction)
    values = _filled(read_pairs("notice", pairs, today=act.at.date()))
    record_id = str(uuid4())
    row = {"record_id": record_id, "version": 1, "direction": direction, "state": "draft", "fields": _text(values)}
    with desk.writing() as connection:
        number = kept.add_notice(connection, row)
        kept.add_step(connection, number=number, version=1, step="new", at=act.instant, who=act.who)
        made = _notice(connection, number)
        audit.add(connection, act, action="notice.new", subject=made.subject, detail=sealed(made))
        return made


def change(desk: Desk, act: Act, number: int, pairs: Iterable[str], *, version: int | None = None) -> Notice:
    """Other texts in fields of a draft; an empty text empties the field. Raises BadEntry."""
    values = read_pairs("notice", pairs, today=act.at.date())
    with desk.writing() as connection:
        before = _at(connection, number, version, states=("draft",), otherwise="notice_not_draft")
        fields = _filled({**before.fields, **values})
        return _step(connection, act, before, "change", {"fields": _text(fields)})


def check(
    desk: Desk, act: Act, number: int, *, version: int | None = None,
    law: "Callable[[Mapping[str, str]], NoticeLaw] | None" = None, is_not_in_texts: bool = False,
) -> Notice:  # fmt: skip
    """A draft that has everything asked becomes checked.

    law: asks the texts held about the fields. is_not_in_texts: the desk says that a text which is not held names the
    substance; where none held does, the step and its audit line say so. Raises BadEntry with every field that is missing, or where no text held names the substance.
    """
    with desk.writing() as connection:
        before = _at(connection, number, version, states=("draft",), otherwise="notice_not_draft")
        check_whole("notice", before.fields)
        said = law(before.fields) if law else None
        is_unnamed = said is not None and said.blocks
        if said is not None and is_unnamed and not is_not_in_texts:
            asked = ", ".join(said.held)
            raise _refused("notice_not_in_texts", number, value=before.fields["substance"], detail=asked)
        return _step(connection, act, before, NOT_IN_TEXTS if is_unnamed else "check", {"state": "checked"})


def send(
    desk: Desk, act: Act, number: int, *, sent_on: date, reply_by: date | None = None, version: int | None = None
) -> Notice:
    """A checked notice went to the other authority. reply_by: by default as the exporting country's law has it.

    Raises BadEntry: a day to come, goods that left before, no period known.
    """
    with desk.writing() as connection:
        before = _at(connection, number, version, states=("checked",), otherwise="notice_not_checked")
        _check_day("--on", sent_on, last=act.at.date())
        leaves = before.fields["dispatch_date"]
        if before.direction == "outgoing" and sent_on.isoformat() > leaves:
            raise _refused("notice_sent_late", number, value=sent_on.isoformat(), detail=leaves)
        awaited = reply_by or _deadline(before, sent_on)
        if awaited < sent_on:
            raise _refused("notice_deadline_order", number, value=awaited.isoformat(), detail=sent_on.isoformat())
        values = {"state": "sent", "sent_on": sent_on.isoformat(), "reply_by": awaited.isoformat()}
        return _step(connection, act, before, "send", values, signed=True)


def answer(
    desk: Desk, act: Act, number: int, *, answer: str, answered_on: date, version: int | None = None
) -> Notice:  # fmt: skip
    """What the importing country answered. `no_answer` only once the deadline is over; an answer may still follow it.

    Raises BadEntry.
    """
    _check_choice("answer", answer)
    with desk.writing() as connection:
        before = _at(connection, number, version, states=("sent", "answered"), otherwise="notice_not_sent")
        if before.state == "answered" and (before.answer != NO_ANSWER or answer == NO_ANSWER):
            raise _refused("notice_answered", number)
        assert before.sent_on is not None
        assert before.reply_by is not None
        _check_day("--on", answered_on, last=act.at.date())
        day = answered_on.isoformat()
        if day < before.sent_on:
            raise _refused("notice_answer_early", number, value=day, detail=before.sent_on)
        if answer == NO_ANSWER and day <= before.reply_by:
            raise _refused("notice_not_due", number, value=before.reply_by)
        values = {"state": "answered", "answer": answer, "answered_on": day}
        return _step(connection, act, before, "answer", values, signed=True)


def show(desk: Desk, act: Act, number: int, *, action: str = "notice.show") -> tuple[Notice, tuple[Step, ...]]:
    """A notice and what was done with it. Raises BadEntry for a number that is not there."""
    with desk.writing() as connection:
        found = _notice(connection, number)
        audit.add(connection, act, action=action, subject=f"notice {number}")
        done = kept.steps(connection, number)
    return found, tuple(Step(row["version"], row["step"], row["at"], row["who"]) for row in done)


def listed(desk: Desk, act: Act, *, state: str | None = None) -> tuple[Notice, ...]:
    """Every notice, or those of a state, by number. Raises BadEntry for a state that does not exist."""
    if state is not None:
        _check_choice("state", state)
    with desk.writing() as connection:
        audit.add(connection, act, action="notice.list", subject=state or "all")
        return tuple(map(of_row, kept.notices(connection, state=state)))


def due(desk: Desk, act: Act, *, until: date) -> tuple[Notice, ...]:
    """Notices whose answer is awaited up to a day, the most urgent first; those overdue are among them."""
    with desk.writing() as connection:
        audit.add(connection, act, action="notice.due", subject=until.isoformat())
        return tuple(map(of_row, kept.due(connection, until.isoformat())))


def counts(desk: Desk) -> tuple[Count, ...]:
    """Notices by direction, state and answer, sorted; without names, so that it leaves no audit line."""
    with desk.reading() as connection:
        return tuple(Count(*row) for row in kept.notice_counts(connection))


def _step(
    connection: Connection, act: Act, before: Notice, step: str, values: Mapping[str, object], *,
    signed: bool = False,
) -> Notice:  # fmt: skip
    """The next version, its step and its audit line; with `signed` also the record for the ledger."""
    number, version = before.number, before.version + 1
    if not kept.change_notice(connection, number, version=before.version, values=values):
        raise _changed(_notice(connection, number), before.version)
    kept.add_step(connection, number=number, version=version, step=step, at=act.instant, who=act.who)
    after = _notice(connection, number)
    audit.add(connection, act, action=f"notice.{step}", subject=after.subject, detail=sealed(after))
    if signed:
        fields = after.fields
        told = {
            "direction": after.direction, "state": after.state, "answer": after.answer, "sent_on": after.sent_on,
            "reply_by": after.reply_by, "answered_on": after.answered_on, "dispatch_on": fields.get("dispatch_date"),
            "exporting_country": fields.get("exporting_country"), "importing_country": fields.get("importing_country"),
            "substance_as_written": fields.get("substance"), **quantity_of(fields.get("quantity")),
        }  # fmt: skip
        sign_off(connection, act, NOTICES, desk_id=after.record_id, version=version, values=told)
    return after


def _at(connection: Connection, number: int, version: int | None, *, states: tuple[str, ...], otherwise: str) -> Notice:
    """The notice, if it stands where the step begins and at the version that was seen."""
    found = _notice(connection, number)
    if version is not None and version != found.version:
        raise _changed(found, version)
    if found.state not in states:
        raise _refused(otherwise, number)
    return found


def _deadline(notice: Notice, sent_on: date) -> date:
    country = notice.fields["exporting_country"]
    held = deadline_of(country)
    if held is None:
        raise _refused("notice_no_deadline", notice.number, value=country)
    return sent_on + timedelta(days=held.days)


def _notice(connection: Connection, number: int) -> Notice:
    row = kept.notice(connection, number)
    if row is None:
        raise _refused("notice_unknown", number)
    return of_row(row)


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _text(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _check_choice(list_name: str, code: str) -> None:
    known = notice_terms(list_name)
    if code not in known:
        problem = Problem("entry_choice", "notice", f"--{list_name}", value=code, detail=", ".join(known))
        raise BadEntry((problem,))


def _check_day(option: str, day: date, *, last: date) -> None:
    if not EARLIEST <= day <= last:
        detail = f"{EARLIEST} … {last}"
        raise BadEntry((Problem("entry_date_impossible", "notice", option, value=str(day), detail=detail),))


def _refused(code: str, number: int, *, value: str = "", detail: str = "") -> BadEntry:
    return BadEntry((Problem(code, "notice", str(number), value=value, detail=detail),))


def _changed(found: Notice, seen: int) -> BadEntry:
    return _refused("notice_changed", found.number, value=str(found.version), detail=str(seen))


__all__ = [
    "NOT_IN_TEXTS", "NO_ANSWER", "Count", "Notice", "Step", "answer", "change", "check", "counts", "due", "listed", "new", "of_row",
    "sealed", "send", "show",
]  # fmt: skip
