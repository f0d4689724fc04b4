"""A publisher's bytes and their name."""

import hashlib
from pathlib import Path


def hash_of(path: Path) -> str:
    """SHA-256 of the file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
