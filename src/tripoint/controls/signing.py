"""Signing off: a decision of this room as a record of the protocol, put into the outbox in the same transaction.

The record has no firm, address or remark: those stay at the desk.
"""

from collections.abc import Mapping
from datetime import UTC

from pydantic import ValidationError
from sqlalchemy import Connection

from tripoint.controls.audit import Act
from tripoint.errors import BadEntry, Problem
from tripoint.protocol.outbox import SIGNED, why
from tripoint.store.desk.audit import put_out


def sign_off(
    connection: Connection, act: Act, kind: str, *, desk_id: str, version: int, values: Mapping[str, object]
) -> None:
    """Puts it out. Raises BadEntry, before anything is kept, if the values do not make a record of the kind."""
    named = {"desk_id": desk_id, "version": version, "recorded_at": act.at.astimezone(UTC).date()}
    given = {name: value for name, value in values.items() if value is not None}
    try:
        record = SIGNED[kind].model_validate(named | given)
    except ValidationError as error:
        raise BadEntry((Problem("signed_record_unfit", "desk", kind, detail=why(error)),)) from None
    put_out(connection, kind=kind, record_id=desk_id, version=version, at=act.instant, body=record.body())


def quantity_of(text: str | None) -> Mapping[str, object]:
    """The fields of a quantity as entered, such as "25.5 kg"; none where it was not given."""
    if not text:
        return {}
    number, _, unit = text.partition(" ")
    return {"quantity": float(number), "unit": unit, "quantity_as_written": text}
