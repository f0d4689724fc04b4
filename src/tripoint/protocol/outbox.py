"""The kinds that a desk's outbox may hold, and a line of it as text."""

import json
from collections.abc import Mapping

from pydantic import ValidationError

from tripoint.protocol.incident import SignedIncident
from tripoint.protocol.notice import SignedNotice
from tripoint.protocol.signed import Signed

NOTICES = "pre_export_notices"
INCIDENTS = "incidents"
SIGNED: Mapping[str, type[Signed]] = {NOTICES: SignedNotice, INCIDENTS: SignedIncident}
"""Record kind → what the desk signs off of it. All of them are for governments only."""


class Unfit(ValueError):
    """What keeps a text from being a record; it never repeats what stands in it."""


def signed_of(kind: str, body: str) -> Signed:
    """The record of a body. Raises Unfit for an unknown kind, and for fields that are missing, unknown or wrong."""
    model = SIGNED.get(kind)
    if model is None:
        raise Unfit("no such kind")
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise Unfit(why(error)) from None


def to_line(kind: str, record: Signed) -> str:
    """A line of the file in which records go from the desk into the ledger, without its end."""
    return f'{{"kind":{json.dumps(kind)},"record":{record.body()}}}'


def of_line(text: str) -> tuple[str, Signed]:
    """(kind, record) of such a line. Raises Unfit."""
    try:
        held = json.loads(text)
    except ValueError:
        raise Unfit("no JSON") from None
    if not isinstance(held, dict) or held.keys() != {"kind", "record"} or not isinstance(held["kind"], str):
        raise Unfit("not a kind and a record")
    return held["kind"], signed_of(held["kind"], json.dumps(held["record"]))


def why(error: ValidationError) -> str:
    """Field and fault of all that is wrong, without the values."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'record'}: {fault['msg']}" for fault in found[:5])
