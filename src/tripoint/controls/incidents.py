"""Incidents: a seizure, a diversion, a stopped shipment or a suspicious transaction of a precursor or of equipment."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tripoint.controls import audit
from tripoint.controls.audit import Act
from tripoint.controls.entries import check_whole, read_pairs
from tripoint.controls.signing import quantity_of, sign_off
from tripoint.errors import BadEntry, Problem
from tripoint.protocol.outbox import INCIDENTS
from tripoint.store.desk import controls as kept
from tripoint.store.desk.opening import Desk


@dataclass(frozen=True)
class Incident:
    """As it was entered, whole; it has one version. at: UTC."""

    number: int
    record_id: str
    incident_kind: str
    at: str
    who: str
    fields: Mapping[str, str] = field(hash=False)


def new(desk: Desk, act: Act, pairs: Iterable[str]) -> Incident:
    """Keeps an incident and puts it out for the ledger. Raises BadEntry with everything that is wrong or missing."""
    values = {name: v for name, v in read_pairs("incident", pairs, today=act.at.date()).items() if v}
    check_whole("incident", values)
    record_id, kind, text = (
        str(uuid4()),
        values["incident_kind"],
        json.dumps(values, ensure_ascii=False, sort_keys=True),
    )
    row = {"record_id": record_id, "incident_kind": kind, "at": act.instant, "who": act.who, "fields": text}
    told = {
        "incident_kind": kind, "item_kind": values["item_kind"], "item_as_written": values["item"],
        "occurred_on": values["occurred_date"], **quantity_of(values.get("quantity")),
        **{name: values.get(name) for name in ("country", "origin_country", "exporting_country", "importing_country")},
    }  # fmt: skip
    with desk.writing() as connection:
        number = kept.add_incident(connection, row)
        audit.add(connection, act, action="incident.new", subject=f"incident {number}", detail=values)
        sign_off(connection, act, INCIDENTS, desk_id=record_id, version=1, values=told)
    return Incident(number, record_id, kind, act.instant, act.who, values)


def show(desk: Desk, act: Act, number: int, *, action: str = "incident.show") -> Incident:
    """Raises BadEntry for a number that is not there."""
    with desk.writing() as connection:
        row = kept.incident(connection, number)
        if row is None:
            raise BadEntry((Problem("notice_unknown", "incident", str(number)),))
        audit.add(connection, act, action=action, subject=f"incident {number}")
    return of_row(row)


def listed(desk: Desk, act: Act) -> tuple[Incident, ...]:
    """Every incident, by number."""
    with desk.writing() as connection:
        audit.add(connection, act, action="incident.list", subject="all")
        return tuple(map(of_row, kept.incidents(connection)))


def counts(desk: Desk) -> tuple[tuple[str, int], ...]:
    """(kind, incidents), sorted; without names, so that it leaves no audit line."""
    with desk.reading() as connection:
        return kept.incident_counts(connection)


def of_row(row: Mapping[str, Any]) -> Incident:
    return Incident(**{**row, "fields": json.loads(row["fields"])})
