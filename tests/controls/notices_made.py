"""Synthetic notices and incidents: no firm and no shipment in them exists."""

from datetime import UTC, date, datetime

from tripoint.controls import notices
from tripoint.controls.audit import Act
from tripoint.controls.notices import Notice
from tripoint.store.desk.opening import Desk

AT = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
ACT = Act("desk tester", "trial", AT)
NOTICE = {
    "exporting_country": "CA",
    "importing_country": "MX",
    "exporter_name": "Synthetic Exports Ltd.",
    "exporter_address": "1 Example Road, Sampletown",
    "importer_name": "Importaciones Sintéticas S.A. de C.V.",
    "importer_address": "Calle Ejemplo 2, Villa Muestra",
    "substance": "acetic anhydride",
    "quantity": "25.5 kg",
    "point_of_entry": "Port of Example",
    "dispatch_date": "2026-04-15",
}
INCIDENT = {
    "incident_kind": "stopped_shipment",
    "item_kind": "substance",
    "item": "acetic anhydride",
    "quantity": "200 L",
    "occurred_date": "2026-03-01",
    "country": "MX",
    "importer_name": "Importaciones Sintéticas S.A. de C.V.",
}


def pairs(base: dict[str, str], **changed: str | None) -> list[str]:
    return [f"{name}={value}" for name, value in {**base, **changed}.items() if value is not None]


def on(day: date) -> Act:
    return Act("desk tester", "trial", datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def draft(desk: Desk, **changed: str | None) -> Notice:
    return notices.new(desk, ACT, direction="outgoing", pairs=pairs(NOTICE, **changed))


def checked(desk: Desk, **changed: str | None) -> Notice:
    return notices.check(desk, ACT, draft(desk, **changed).number)


def sent(desk: Desk, **changed: str | None) -> Notice:
    """Sent on 2026-03-11; from Canada, an answer is awaited up to 2026-03-18."""
    return notices.send(desk, ACT, checked(desk, **changed).number, sent_on=AT.date())
