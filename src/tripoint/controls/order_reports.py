"""Reports about orders at the desk: a draft, sent by hand, answered by the regulator; each step with an audit line.

What the regulator answers comes back to the supplier's next look at the same customer. No customer ever sees any of it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection

from tripoint.controls import audit
from tripoint.controls.audit import Act
from tripoint.controls.order_drafts import Draft
from tripoint.controls.orders import customer_key
from tripoint.errors import BadEntry, Problem
from tripoint.errors.problems import readable
from tripoint.store.desk import orders as kept
from tripoint.store.desk.opening import Desk

Feedback = Literal["proceed", "hold", "stop", "noted"]
FEEDBACK: tuple[Feedback, ...] = ("proceed", "hold", "stop", "noted")
LONGEST_TEXT = 2000


@dataclass(frozen=True)
class OrderReport:
    """As it stands. Days are ISO texts. fields: what the draft says, by name."""

    number: int
    version: int
    draft_key: str
    customer: str
    state: str
    aware: str
    due: str | None
    keep_until: str | None
    sent_on: str | None
    feedback: str | None
    feedback_on: str | None
    feedback_text: str | None
    fields: Mapping[str, Any] = field(hash=False)


def keep(desk: Desk, act: Act, drafts: Sequence[Draft]) -> tuple[OrderReport, ...]:
    """The drafts at the desk, each once: drafted again, the one that is kept is shown. Raises DeskError."""
    with desk.writing() as connection:
        return tuple(_kept(connection, act, draft) for draft in drafts)


def send(desk: Desk, act: Act, number: int, *, sent_on: date) -> OrderReport:
    """Somebody sent it, by the authority's own way. Raises BadEntry: not there, sent before, a day that cannot be."""
    with desk.writing() as connection:
        found = _at(connection, number, "draft")
        _check_day(number, sent_on, found.aware, act)
        return _step(connection, act, found, "order.send", {"state": "sent", "sent_on": sent_on.isoformat()})


def answer(desk: Desk, act: Act, number: int, *, feedback: str, text: str, on: date) -> OrderReport:
    """What the regulator answered. Raises BadEntry."""
    if feedback not in FEEDBACK:
        raise BadEntry((Problem("entry_choice", "desk", "feedback", value=feedback, detail=", ".join(FEEDBACK)),))
    if len(text) > LONGEST_TEXT:
        raise BadEntry((Problem("entry_too_long", "desk", "text", value=str(len(text)), detail=str(LONGEST_TEXT)),))
    with desk.writing() as connection:
        found = _at(connection, number, "sent")
        _check_day(number, on, found.sent_on or found.aware, act)
        values = {
            "state": "answered",
            "feedback": feedback,
            "feedback_on": on.isoformat(),
            "feedback_text": readable(text, LONGEST_TEXT) or None,
        }
        return _step(connection, act, found, "order.answer", values)


def show(desk: Desk, act: Act, number: int) -> OrderReport:
    """Raises BadEntry for a number that is not there."""
    with desk.writing() as connection:
        found = _found(connection, number)
        audit.add(connection, act, action="order.show", subject=f"order report {number}")
        return found


def listed(desk: Desk, act: Act) -> tuple[OrderReport, ...]:
    with desk.writing() as connection:
        found = tuple(of_row(row) for row in kept.reports(connection))
        audit.add(connection, act, action="order.list", subject=f"{len(found)} order reports")
        return found


def feedback_about(desk: Desk, customers: Iterable[str]) -> Mapping[str, OrderReport]:
    """Customer (orders.customer_key) → the newest answered report about it."""
    with desk.reading() as connection:
        rows = kept.answered_of(connection, (customer_key(customer) for customer in customers))
        return {row["customer"]: of_row(row) for row in rows}


def _kept(connection: Connection, act: Act, draft: Draft) -> OrderReport:
    before = kept.report_of_draft(connection, draft.key)
    if before is not None:
        return of_row(before)
    order = draft.judged.order
    fields = {
        "order_id": order.order_id,
        "line": order.line,
        "ordered": order.ordered.isoformat(),
        "customer": order.customer,
        "country": order.country,
        "destination": order.destination,
        "item": order.item,
        "quantity": order.quantity,
        "dimension": order.dimension,
        "payment": order.payment,
        "delivery": order.delivery,
        "stated_use": order.stated_use,
        "report": draft.report.report_id,
        "flags": [flag.flag_id for flag in draft.judged.flags],
        "stands_in": [list(place) for place in draft.judged.regulated.stands_in],
        "needs_expert": draft.judged.regulated.needs_expert,
        "is_machine": draft.judged.regulated.is_machine,
        "text_days": [day.isoformat() for day in draft.judged.regulated.text_days or ()]
        if not draft.judged.regulated.is_assessed
        else [],
    }
    row = {
        "draft_key": draft.key,
        "customer": customer_key(order.customer),
        "aware": draft.aware.isoformat(),
        "due": draft.due.isoformat() if draft.due else None,
        "keep_until": draft.keep_until.isoformat() if draft.keep_until else None,
        "fields": json.dumps(fields, ensure_ascii=False, sort_keys=True),
    }
    number = kept.add_report(connection, row)
    made = _found(connection, number)
    audit.add(connection, act, action="order.draft", subject=_subject(made), detail=sealed(made))
    return made


def _step(
    connection: Connection, act: Act, before: OrderReport, action: str, values: Mapping[str, object]
) -> OrderReport:
    if not kept.change_report(connection, before.number, version=before.version, values=values):
        raise _refused("order_report_changed", before.number)
    after = _found(connection, before.number)
    audit.add(connection, act, action=action, subject=_subject(after), detail=sealed(after))
    return after


def sealed(report: OrderReport) -> Mapping[str, object]:
    """The whole of it, of which an audit line keeps the hash."""
    return {**asdict(report), "fields": dict(report.fields)}


def _subject(report: OrderReport) -> str:
    return f"order report {report.number}, version {report.version}"


def _at(connection: Connection, number: int, state: str) -> OrderReport:
    found = _found(connection, number)
    if found.state != state:
        raise _refused(f"order_report_not_{state}", number)
    return found


def _found(connection: Connection, number: int) -> OrderReport:
    row = kept.report(connection, number)
    if row is None:
        raise _refused("order_report_unknown", number)
    return of_row(row)


def of_row(row: Mapping[str, Any]) -> OrderReport:
    return OrderReport(**{**row, "fields": json.loads(row["fields"])})


def _check_day(number: int, day: date, first: str, act: Act) -> None:
    last = act.at.date().isoformat()
    if not first <= day.isoformat() <= last:
        raise _refused("order_report_day", number, value=day.isoformat(), detail=f"{first} – {last}")


def _refused(code: str, number: int, *, value: str = "", detail: str = "") -> BadEntry:
    return BadEntry((Problem(code, "desk", str(number), value=value, detail=detail),))
