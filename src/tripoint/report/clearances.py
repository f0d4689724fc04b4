"""The clearances of an edition, kept beside it: a list to which acts are added and from which none is taken."""

import json
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from tripoint.errors import TripointError
from tripoint.present.clearances import Clearance
from tripoint.present.words import Words
from tripoint.report.whole_file import write_whole

FILE = "clearances.json"
_ACTS = TypeAdapter(tuple[Clearance, ...])


def clearances(own: Path, say: Words) -> tuple[Clearance, ...]:
    """Every act on the edition in this folder, oldest first. Raises TripointError if the file is damaged."""
    path = own / FILE
    if not path.is_file():
        return ()
    try:
        return _ACTS.validate_json(path.read_bytes())
    except ValidationError as error:
        raise TripointError(
            say("these clearances cannot be read"), where=str(path), cure=say("Bring the file back from a copy.")
        ) from error


def add(own: Path, act: Clearance, say: Words, *, check: Callable[[tuple[Clearance, ...]], None]) -> None:
    """Adds an act, unless `check` raises on the acts before it; two offices at once wait for each other."""
    with FileLock(own / "clearances.lock"):
        before = clearances(own, say)
        check(before)
        acts = [_ACTS.dump_python((*before, act), mode="json")][0]
        write_whole(own / FILE, (json.dumps(acts, ensure_ascii=False, indent=1) + "\n").encode())
