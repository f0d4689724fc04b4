"""What a database says when it refuses, as an error of the desk; never with a password or a value."""

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from tripoint.errors import DeskError

_SQLITE = (
    ("database is locked", "desk_busy"),
    ("database or disk is full", "desk_full"),
    ("file is not a database", "desk_foreign"),
    ("malformed", "desk_damaged"),
    ("disk i/o error", "desk_unreachable"),
    ("unable to open", "desk_unreachable"),
    ("readonly", "desk_read_only"),
    ("read-only", "desk_read_only"),
    ("may not be changed", "desk_append_only"),
)
_POSTGRESQL = {
    "55P03": "desk_busy",  # lock_not_available
    "40P01": "desk_busy",  # deadlock_detected
    "53100": "desk_full",  # disk_full
    "28P01": "desk_refused",  # invalid_password
    "28000": "desk_refused",
    "3D000": "desk_refused",  # no such database
    "42501": "desk_refused",  # insufficient_privilege
    "25006": "desk_read_only",
    "P0001": "desk_append_only",  # raised by our triggers
}


def name_of(url: URL) -> str:
    """Where a desk is, without user, password and options."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"{url.get_backend_name()}://{url.host or ''}{f':{url.port}' if url.port else ''}/{url.database or ''}"


def told(error: DBAPIError, url: URL, *, patience_seconds: float) -> DeskError | None:
    """The same as an error of the desk; None where the statement itself is at fault."""
    code, said = _code_and_words(error.orig)
    if code is None:
        return None
    detail = said if code in ("desk_unreachable", "desk_foreign", "desk_damaged") else ""
    return DeskError(code, name_of(url), value=f"{patience_seconds:g}", detail=detail)


def _code_and_words(fault: BaseException | None) -> tuple[str | None, str]:
    said = fault.args[0] if fault is not None and fault.args else ""
    if isinstance(said, dict):  # pg8000 gives what the server sent: C is its code, M its words
        return _POSTGRESQL.get(str(said.get("C"))), str(said.get("M", ""))
    words = str(said)
    known = next((code for part, code in _SQLITE if part in words.lower()), None)
    return known or ("desk_unreachable" if type(fault).__name__ == "InterfaceError" else None), words
