"""What a folder is: a ledger, the place of a new one, or neither."""

from pathlib import Path

from tripoint.errors import LedgerError
from tripoint.store import tables


def is_ledger(folder: Path) -> bool:
    """False for a new or empty folder, and for one whose first ingest has not ended.

    Raises LedgerError for a path that no ledger can have, a folder that is something else or cannot be read, and
    a ledger that lost its manifest: nothing tells what of it is held, so nobody may read, write or sweep it.
    """
    tables.check_path(folder)
    try:
        inside = {path.name for path in folder.iterdir()} if folder.exists() else set()
        had_manifest = tables.has_seconds(folder)  # before the log: a first ingest may end meanwhile
        if tables.exists(folder, tables.SNAPSHOTS):
            return True
    except OSError as error:
        reason = error.strerror or str(error)
        raise LedgerError(
            f"it cannot be read ({reason})", where=str(folder), cure="Name another folder in TRIPOINT_LEDGER."
        ) from None
    if had_manifest:
        raise LedgerError(
            "its manifest is lost, and only that tells which snapshots are held",
            where=str(folder),
            cure="Bring its folder `snapshots` back from a backup, or move the ledger away and ingest the publishers' "
            "files again; copies of them lie in its folder `kept`.",
        )
    if {name for name in inside if not name.startswith(tables.SPILL)} - tables.own_names():
        raise LedgerError(
            "this folder is not a ledger", where=str(folder), cure="Name an empty or new folder in TRIPOINT_LEDGER."
        )
    return False


def check_ledger(folder: Path) -> None:
    """Raises LedgerError where there is no ledger, or none that can be read."""
    if not is_ledger(folder):
        raise LedgerError("there is no ledger here", where=str(folder), cure="Fill it with `tripoint ingest`.")
