"""A publisher's bytes: whether they can be had, and their name."""

import hashlib
from pathlib import Path

from tripoint.errors import Problems


def hash_of(path: Path) -> str:
    """SHA-256 of the file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_opens(path: Path, problems: Problems) -> None:
    """Adds `not_opened` and raises for a file that may not be read, or whose path the readers of Arrow cannot name."""
    try:
        str(path).encode()
        path.open("rb").close()
    except UnicodeEncodeError:
        problems.add("not_opened", detail="UTF-8")
    except OSError as error:
        problems.add("not_opened", detail=error.strerror or str(error))
    problems.raise_if_any()
